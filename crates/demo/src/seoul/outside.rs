//! Bodies outside the city to which a complaint can be transferred 타기관 이송.

/// What kind of body stands outside the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutsideKind {
    /// 중앙행정기관
    Ministry,
    /// 특별지방행정기관: a ministry's branch in the region
    Branch,
    /// 교육청
    Education,
    /// 다른 시·도
    Government,
    /// 공공기관
    PublicBody,
}

/// One body outside the city.
#[derive(Debug, Clone, Copy)]
pub struct OutsideBody {
    pub code: &'static str,
    pub name: &'static str,
    pub kind: OutsideKind,
    /// The words of its duties.
    pub duties: &'static [&'static str],
}

macro_rules! outside {
    ($($code:literal $name:literal $kind:ident : $($duty:literal)+ ;)+) => {
        &[$(OutsideBody { code: $code, name: $name, kind: OutsideKind::$kind, duties: &[$($duty),+] }),+]
    };
}

/// Where complaints that are not the city's go.
pub const OUTSIDE_BODIES: &[OutsideBody] = outside! {
    "1741000" "행정안전부" Ministry: "지방행정" "안전신문고" "정부24";
    "1613000" "국토교통부" Ministry: "고속도로" "철도" "항공" "주택정책";
    "1480000" "기후에너지환경부" Ministry: "환경영향평가" "자동차배출가스" "전기요금제도";
    "1352000" "보건복지부" Ministry: "건강보험제도" "국민연금제도" "의료법";
    "1471000" "식품의약품안전처" Ministry: "의약품허가" "의료기기허가" "식품수입";
    "1790387" "질병관리청" Ministry: "감염병정책" "예방접종정책";
    "1492000" "고용노동부" Ministry: "임금체불" "실업급여" "산업재해";
    "1342000" "교육부" Ministry: "교육정책" "대학";
    "1051000" "재정경제부" Ministry: "국세제도" "경제정책";
    "1270000" "법무부" Ministry: "출입국" "교정";
    "1262000" "외교부" Ministry: "여권제도" "영사";
    "1290000" "국방부" Ministry: "군부대" "병영";
    "1300000" "병무청" Ministry: "병역" "사회복무요원";
    "1210000" "국세청" Ministry: "종합소득세" "부가가치세" "양도소득세";
    "1220000" "관세청" Ministry: "통관" "직구";
    "1320000" "경찰청" Ministry: "운전면허" "교통법규위반";
    "1400000" "산림청" Ministry: "국유림" "산불";
    "1130000" "공정거래위원회" Ministry: "불공정거래" "표시광고";
    "1140100" "국민권익위원회" Ministry: "고충민원" "부패신고";
    "1550000" "방송미디어통신위원회" Ministry: "통신요금" "방송";
    "1360000" "기상청" Ministry: "날씨예보";
    "1450000" "국가보훈부" Ministry: "보훈" "국가유공자";
    "1320100" "서울특별시경찰청" Branch: "신호체계" "교통단속" "집회소음" "범죄신고";
    "1320123" "서울송파경찰서" Branch: "교통사고조사" "순찰";
    "1492010" "서울지방고용노동청" Branch: "근로감독" "퇴직금";
    "1210010" "서울지방국세청" Branch: "세무조사";
    "1613010" "서울지방국토관리청" Branch: "국도";
    "1480010" "한강유역환경청" Branch: "수질오염" "지정폐기물";
    "1721000" "서울지방우정청" Branch: "우편" "택배";
    "7010000" "서울특별시교육청" Education: "학교급식" "학원" "학교폭력";
    "7010100" "서울특별시강동송파교육지원청" Education: "과밀학급" "통학구역";
    "6410000" "경기도" Government: "경기버스" "광역버스";
    "6280000" "인천광역시" Government: "인천지하철" "수도권매립지";
    "B551182" "한국전력공사" PublicBody: "전신주" "정전" "전기요금";
    "B552061" "한국철도공사" PublicBody: "경의중앙선" "코레일";
    "B552070" "한국도로공사" PublicBody: "하이패스" "고속도로소음";
    "B551177" "국민건강보험공단" PublicBody: "건강보험료" "건강검진";
    "B552015" "국민연금공단" PublicBody: "국민연금";
    "B551170" "한국토지주택공사" PublicBody: "행복주택" "국민임대";
    "B551210" "서울도시가스" PublicBody: "도시가스" "가스누출";
    "B552584" "한국환경공단" PublicBody: "층간소음이웃사이센터" "폐가전";
    "B552540" "한국교통안전공단" PublicBody: "자동차검사" "번호판";
    "B553077" "한국소비자원" PublicBody: "소비자피해" "환불";
};
