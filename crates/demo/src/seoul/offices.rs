//! 사업소: the city's own works, parks, museums and hospitals.

use super::{AgencyKind, AgencySeed, BureauSeed, DepartmentSeed};

pub(super) const OFFICES: &[AgencySeed] = &[
    AgencySeed {
        code: "6110100",
        name: "상수도사업본부",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "경영관리부" {
                "0101" "총무과": "상수도총무";
                "0102" "요금관리과": "수도요금" "수돗물";
            }
            "급수부" {
                "0201" "급수운영과": "누수" "단수" "수돗물";
                "0202" "배급수과": "수도관";
                "0203" "수질과": "수질" "녹물";
            }
            "수도사업소" {
                "0301" "강동수도사업소": "송파급수" "강동급수";
                "0302" "중부수도사업소": "종로급수" "중구급수";
            }
        },
    },
    AgencySeed {
        code: "6110110",
        name: "미래한강본부",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "총무부" {
                "0101" "운영총괄과": "한강공원" "텐트" "매점";
                "0102" "시설관리과": "한강시설";
                "0103" "녹지관리과": "한강녹지";
            }
            "한강사업부" {
                "0201" "수상안전과": "수상레저" "유람선";
                "0202" "잠실안내센터": "잠실한강공원";
                "0203" "여의도안내센터": "여의도한강공원";
            }
        },
    },
    AgencySeed {
        code: "6110120",
        name: "도시기반시설본부",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "시설국" {
                "0101" "토목부": "도로공사" "교량공사";
                "0102" "건축부": "공공건축공사";
                "0103" "설비부": "설비공사";
            }
            "도시철도국" {
                "0201" "도시철도토목부": "지하철공사";
                "0202" "도시철도설비부": "지하철설비";
            }
        },
    },
    AgencySeed {
        code: "6110130",
        name: "소방재난본부",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "예방과" {
                "0101" "예방과": "소방점검" "화재예방";
                "0102" "안전지원과": "소방안전교육";
            }
            "현장대응단" {
                "0201" "구조대책과": "구조" "벌집";
                "0202" "구급관리과": "구급" "119";
            }
        },
    },
    AgencySeed {
        code: "6110140",
        name: "서울대공원",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "관리부" {
                "0101" "관리과": "대공원" "서울랜드";
                "0102" "시설과": "대공원시설";
            }
            "동물원" {
                "0201" "동물기획과": "동물원";
            }
        },
    },
    AgencySeed {
        code: "6110150",
        name: "서울시립미술관",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "경영지원본부" {
                "0101" "총무과": "미술관시설";
            }
            "학예연구부" {
                "0201" "전시과": "미술관전시";
            }
        },
    },
    AgencySeed {
        code: "6110160",
        name: "서울역사박물관",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "경영지원부" {
                "0101" "총무과": "박물관관람";
            }
            "학예연구부" {
                "0201" "전시과": "박물관전시";
            }
        },
    },
    AgencySeed {
        code: "6110170",
        name: "보건환경연구원",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "식의약품부" {
                "0101" "식품분석팀": "식품검사";
                "0102" "의약품분석팀": "의약품검사";
            }
            "물환경연구부" {
                "0201" "먹는물분석팀": "수질검사";
            }
        },
    },
    AgencySeed {
        code: "6110180",
        name: "인재개발원",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "인재기획과" {
                "0101" "인재기획과": "공무원교육" "공무원시험";
            }
        },
    },
    AgencySeed {
        code: "6110190",
        name: "서울도서관",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "도서관" {
                "0101" "도서관운영과": "서울도서관";
                "0102" "정보서비스과": "전자책";
            }
        },
    },
    AgencySeed {
        code: "6110200",
        name: "도로사업소",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "동부도로사업소" {
                "0101" "도로보수과": "동부간선도로" "올림픽대로";
            }
            "서부도로사업소" {
                "0201" "도로보수과": "강변북로" "내부순환로";
            }
            "성동도로사업소" {
                "0301" "시설보수과": "간선도로시설";
            }
        },
    },
    AgencySeed {
        code: "6110210",
        name: "동부공원여가센터",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "공원여가센터" {
                "0101" "공원운영과": "서울숲" "남산공원";
            }
        },
    },
    AgencySeed {
        code: "6110220",
        name: "서부공원여가센터",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "공원여가센터" {
                "0101" "공원운영과": "월드컵공원";
            }
        },
    },
    AgencySeed {
        code: "6110230",
        name: "차량정비센터",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "차량정비센터" {
                "0101" "관리과": "관용차";
            }
        },
    },
    AgencySeed {
        code: "6110240",
        name: "아동복지센터",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "아동복지센터" {
                "0101" "상담과": "아동학대";
            }
        },
    },
    AgencySeed {
        code: "6110250",
        name: "농업기술센터",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "농업기술센터" {
                "0101" "도시농업과": "텃밭";
            }
        },
    },
    AgencySeed {
        code: "6110260",
        name: "데이터센터",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "데이터센터" {
                "0101" "정보보안과": "정보보안";
            }
        },
    },
    AgencySeed {
        code: "6110270",
        name: "서울시립대학교",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "사무처" {
                "0101" "총무과": "대학";
            }
        },
    },
    AgencySeed {
        code: "6110280",
        name: "은평병원",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "은평병원" {
                "0101" "원무과": "시립정신병원";
            }
        },
    },
    AgencySeed {
        code: "6110290",
        name: "서북병원",
        kind: AgencyKind::Office,
        bureaus: bureaus! {
            "서북병원" {
                "0101" "원무과": "시립병원";
            }
        },
    },
];
