//! 타기관: bodies outside the city that complaints go to. 서울시(본청,사업소), 자치구, 산하투자출연기관 are never
//! among them. Any other body may be named too; these are offered, and suggested by the words of their work.

/// What kind of body stands outside the city, in the order lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutsideKind {
    /// 중앙행정기관.
    Ministry,
    /// 특별지방행정기관: a ministry's branch in the region.
    Branch,
    /// 교육청.
    Education,
    /// 다른 시·도.
    Government,
    /// 공공기관.
    PublicBody,
}

impl OutsideKind {
    pub const ALL: [OutsideKind; 5] = [
        OutsideKind::Ministry,
        OutsideKind::Branch,
        OutsideKind::Education,
        OutsideKind::Government,
        OutsideKind::PublicBody,
    ];
}

/// One body outside the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutsideBody {
    pub name: &'static str,
    pub kind: OutsideKind,
    /// Words of its work, by which it is suggested.
    pub duties: &'static [&'static str],
}

macro_rules! outside {
    ($($kind:ident { $($name:literal: $($duty:literal)* ;)+ })+) => {
        &[$($(OutsideBody { name: $name, kind: OutsideKind::$kind, duties: &[$($duty),*] }),+),+]
    };
}

/// Names as of November 2026, after the reorganisations of October 2025, January and October 2026.
pub const OUTSIDE_BODIES: &[OutsideBody] = outside! {
    Ministry {
        "행정안전부": "지방행정" "안전신문고" "정부24" "주민등록제도";
        "국토교통부": "고속도로" "철도" "항공" "주택정책" "부동산정책";
        "기후에너지환경부": "환경영향평가" "자동차배출가스" "전기요금제도";
        "보건복지부": "건강보험제도" "국민연금제도" "의료법";
        "식품의약품안전처": "의약품허가" "의료기기허가" "식품수입";
        "질병관리청": "감염병정책" "예방접종정책";
        "고용노동부": "임금체불" "실업급여" "산업재해";
        "교육부": "교육정책" "대학";
        "재정경제부": "국세제도" "경제정책";
        "기획예산처": "국가예산";
        "과학기술정보통신부": "전파" "인터넷망";
        "외교부": "여권제도" "영사";
        "통일부": "북한이탈주민";
        "법무부": "출입국" "교정";
        "국방부": "군부대" "병영";
        "문화체육관광부": "저작권" "체육정책";
        "농림축산식품부": "농지제도" "반려동물등록제도";
        "산업통상부": "가스안전제도" "통상";
        "해양수산부": "수산물" "항만";
        "성평등가족부": "청소년보호제도" "가족정책";
        "중소벤처기업부": "소상공인지원금";
        "국가보훈부": "보훈" "국가유공자";
        "인사혁신처": "공무원시험";
        "법제처": "법령해석";
        "국가데이터처": "통계조사";
        "지식재산처": "특허" "상표";
        "국세청": "종합소득세" "부가가치세" "양도소득세";
        "관세청": "통관" "직구";
        "조달청": "나라장터";
        "병무청": "병역" "사회복무요원";
        "방위사업청": "방위산업";
        "경찰청": "운전면허" "교통법규위반";
        "소방청": "소방시설법";
        "산림청": "국유림" "산불";
        "기상청": "날씨예보";
        "국가유산청": "국가유산" "문화재보호구역";
        "농촌진흥청": "농업기술";
        "해양경찰청": "해양오염";
        "우주항공청": "위성";
        "행정중심복합도시건설청": "행정중심복합도시";
        "재외동포청": "재외동포";
        "국민권익위원회": "고충민원" "부패신고" "행정심판";
        "공정거래위원회": "불공정거래" "표시광고";
        "금융위원회": "금융제도";
        "개인정보보호위원회": "개인정보유출";
        "방송미디어통신위원회": "통신요금" "방송";
        "국가인권위원회": "인권침해" "차별";
        "중앙선거관리위원회": "선거운동" "투표소";
        "감사원": "감사제보";
    }
    Branch {
        "서울경찰청": "신호체계" "교통단속" "집회소음" "범죄신고";
        "서울송파경찰서": "교통사고조사" "순찰";
        "서울지방고용노동청": "근로감독" "퇴직금";
        "서울지방국세청": "세무조사";
        "서울지방국토관리청": "국도";
        "서울지방보훈청": "보훈수당";
        "서울지방병무청": "병역판정검사";
        "서울지방조달청": "조달계약";
        "서울지방우정청": "우편" "택배";
        "수도권대기환경청": "배출가스저감장치";
        "한강유역환경청": "수질오염" "지정폐기물";
        "서울출입국·외국인청": "체류자격";
        "서울중앙지방법원": "법원경매";
    }
    Education {
        "서울특별시교육청": "학교급식" "학원" "학교폭력";
        "서울특별시강동송파교육지원청": "과밀학급" "통학구역";
        "서울특별시강남서초교육지원청": "학원심야교습";
        "경기도교육청": "경기도학교";
    }
    Government {
        "부산광역시": "부산";
        "대구광역시": "대구";
        "인천광역시": "인천지하철" "수도권매립지";
        "광주광역시": "광주광역시";
        "대전광역시": "대전";
        "울산광역시": "울산";
        "세종특별자치시": "세종시";
        "경기도": "경기버스" "광역버스";
        "강원특별자치도": "강원도";
        "충청북도": "충북";
        "충청남도": "충남";
        "전북특별자치도": "전북";
        "전라남도": "전남";
        "경상북도": "경북";
        "경상남도": "경남";
        "제주특별자치도": "제주";
        "성남시": "성남";
        "하남시": "하남";
        "구리시": "구리시";
        "과천시": "과천";
    }
    PublicBody {
        "한국전력공사": "전신주" "정전" "전기요금";
        "한국철도공사": "경의중앙선" "코레일";
        "국가철도공단": "철도건설";
        "한국도로공사": "하이패스" "고속도로소음";
        "한국토지주택공사": "행복주택" "국민임대";
        "한국부동산원": "공시가격";
        "한국수자원공사": "광역상수도";
        "한국가스안전공사": "가스안전점검";
        "한국전기안전공사": "전기안전점검";
        "한국환경공단": "층간소음이웃사이센터" "폐가전";
        "한국교통안전공단": "자동차검사" "번호판";
        "도로교통공단": "운전면허시험장" "교통안전교육";
        "국민건강보험공단": "건강보험료" "건강검진";
        "국민연금공단": "국민연금";
        "근로복지공단": "산재보험";
        "건강보험심사평가원": "진료비확인";
        "한국소비자원": "소비자피해" "환불";
        "금융감독원": "보이스피싱" "보험금분쟁";
        "한국인터넷진흥원": "스팸" "해킹";
        "한국석유관리원": "가짜석유";
        "서울도시가스": "도시가스" "가스누출";
        "우체국금융개발원": "우체국보험";
    }
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_body_is_named_once_and_kinds_stand_together() {
        let names: BTreeSet<_> = OUTSIDE_BODIES.iter().map(|body| body.name).collect();
        assert_eq!(names.len(), OUTSIDE_BODIES.len());
        let order: Vec<_> = OUTSIDE_BODIES.iter().map(|body| body.kind).collect();
        let place = |kind| OutsideKind::ALL.iter().position(|known| *known == kind);
        assert!(order.iter().map(|kind| place(*kind)).is_sorted());
    }
}
