//! 투자출연기관 and the call centre: bodies of the city that are not part of the city hall.

use super::{AgencyKind, AgencySeed, BureauSeed, DepartmentSeed};

pub(super) const AFFILIATES: &[AgencySeed] = &[
    AgencySeed {
        code: "6119010",
        name: "서울교통공사",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "고객서비스본부" {
                "0101" "고객안내센터": "지하철" "유실물";
                "0102" "영업계획처": "지하철요금" "정기권";
            }
            "승무본부" {
                "0201" "승무계획처": "열차운행" "냉난방";
            }
            "기술본부" {
                "0301" "기계처": "승강기" "에스컬레이터";
            }
        },
    },
    AgencySeed {
        code: "6119020",
        name: "서울주택도시공사",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "주거복지본부" {
                "0101" "임대공급처": "임대주택" "입주자모집";
                "0102" "주거안심센터운영처": "임대주택관리";
            }
            "건설사업본부" {
                "0201" "하자관리처": "하자보수";
            }
        },
    },
    AgencySeed {
        code: "6119030",
        name: "서울시설공단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "교통본부" {
                "0101" "공공자전거운영처": "따릉이";
                "0102" "이동지원처": "장애인콜택시운행";
                "0103" "도로관리처": "자동차전용도로";
            }
            "문화체육본부" {
                "0201" "돔경기장운영처": "고척돔";
                "0202" "추모시설운영처": "추모공원" "화장장";
                "0203" "서울어린이대공원": "어린이대공원";
            }
        },
    },
    AgencySeed {
        code: "6119040",
        name: "서울의료원",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "행정부" {
                "0101" "고객지원실": "시립의료원";
            }
        },
    },
    AgencySeed {
        code: "6119050",
        name: "서울연구원",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "기획조정본부" {
                "0101" "기획팀": "연구";
            }
        },
    },
    AgencySeed {
        code: "6119060",
        name: "세종문화회관",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "공연예술본부" {
                "0101" "공연기획팀": "공연장" "공연예매";
            }
            "경영본부" {
                "0201" "고객서비스팀": "관람";
            }
        },
    },
    AgencySeed {
        code: "6119070",
        name: "서울문화재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "예술지원본부" {
                "0101" "예술지원팀": "예술지원";
            }
        },
    },
    AgencySeed {
        code: "6119080",
        name: "서울신용보증재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "사업부문" {
                "0101" "보증지원부": "보증" "소상공인대출";
            }
        },
    },
    AgencySeed {
        code: "6119090",
        name: "서울경제진흥원",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "혁신성장본부" {
                "0101" "기업지원팀": "중소기업";
            }
        },
    },
    AgencySeed {
        code: "6119100",
        name: "서울농수산식품공사",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "유통본부" {
                "0101" "가락시장관리팀": "가락시장";
                "0102" "강서지사": "강서시장";
            }
        },
    },
    AgencySeed {
        code: "6119110",
        name: "서울시복지재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "복지사업본부" {
                "0101" "청년동행센터": "희망두배청년통장";
            }
        },
    },
    AgencySeed {
        code: "6119120",
        name: "서울시50플러스재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "사업본부" {
                "0101" "사업운영팀": "중장년";
            }
        },
    },
    AgencySeed {
        code: "6119130",
        name: "서울시여성가족재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "가족정책실" {
                "0101" "가족지원팀": "가족지원";
            }
        },
    },
    AgencySeed {
        code: "6119140",
        name: "서울디지털재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "스마트도시본부" {
                "0101" "디지털포용팀": "디지털교육";
            }
        },
    },
    AgencySeed {
        code: "6119150",
        name: "서울시사회서비스지원센터",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "사업본부" {
                "0101" "돌봄사업팀": "재가돌봄";
            }
        },
    },
    AgencySeed {
        code: "6119160",
        name: "서울관광재단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "관광사업본부" {
                "0101" "관광서비스팀": "관광안내소";
            }
        },
    },
    AgencySeed {
        code: "6119170",
        name: "서울물재생시설공단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "운영본부" {
                "0101" "운영관리처": "물재생센터";
            }
        },
    },
    AgencySeed {
        code: "6119180",
        name: "서울에너지공사",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "사업본부" {
                "0101" "열공급처": "지역난방";
            }
        },
    },
    AgencySeed {
        code: "6119190",
        name: "서울시립교향악단",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "경영본부" {
                "0101" "경영지원팀": "시향";
            }
        },
    },
    AgencySeed {
        code: "6119200",
        name: "서울시자원봉사센터",
        kind: AgencyKind::Affiliate,
        bureaus: bureaus! {
            "사업본부" {
                "0101" "자원봉사팀": "봉사시간";
            }
        },
    },
];

pub(super) const CALL_CENTRE: &[AgencySeed] = &[AgencySeed {
    code: "6119900",
    name: "120다산콜재단",
    kind: AgencyKind::CallCentre,
    bureaus: bureaus! {
        "상담본부" {
            "0101" "상담1부": "교통상담" "상담";
            "0102" "상담2부": "일반상담" "수어상담";
            "0103" "외국어상담팀": "외국어상담";
        }
        "경영기획본부" {
            "0201" "상담품질관리팀": "상담품질";
            "0202" "이관관리팀": "이관" "재지정";
        }
    },
}];
