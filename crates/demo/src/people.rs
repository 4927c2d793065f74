//! Made-up people. Nobody here exists: given names are things of a town or a desk (`한마을`, `최의약`),
//! addresses lie in a 가상마을, mail goes to a reserved domain and telephones to an exchange nobody has.

use crate::seoul::place_of;

/// The word that stands in every address made here, so that an invented one can be told from a real one.
pub const MARKER: &str = "가상마을";

/// The mail domain of everybody made here; `.example` is reserved and never delivered.
pub const MAIL_DOMAIN: &str = "seoul.example";

/// An officer 직원.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerSeed {
    pub name: String,
    /// Unique by index: `s000123`.
    pub login: String,
    pub email: String,
    /// Office telephone.
    pub phone: String,
}

/// A petitioner 신청인.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PetitionerSeed {
    pub name: String,
    /// Unique by index: `c000123`.
    pub login: String,
    pub email: String,
    /// Mobile telephone.
    pub phone: String,
    pub address: String,
}

const SURNAMES: &[&str] = &[
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안",
    "송", "전", "홍", "유", "고", "문", "양", "손", "배", "백", "허", "남", "심", "노", "하", "곽", "성",
    "차", "주",
];

const DESK: &[&str] = &[
    "도로", "접수", "분배", "행정", "기안", "결재", "답변", "민원", "창구", "협조", "성실", "공정", "친절",
    "검토", "현장", "안내", "상담", "기록", "점검", "처리", "지원", "계획", "봉사", "책임", "정성", "보람",
    "열린", "소통",
];

const TOWN: &[&str] = &[
    "시민", "마을", "이웃", "동네", "골목", "구민", "주민", "하늘", "햇살", "새봄", "나들", "우물", "느티",
    "솔밭", "샛별", "은하", "물빛", "다리", "언덕", "들꽃", "바람", "가람", "누리", "한길", "모퉁", "돌담",
    "버들", "단비", "여울", "달빛", "새벽", "노을", "아침", "푸름", "보슬", "한울",
];

/// The officer of this index; one in three bears the name of the department (`최의약` of 의약과).
#[must_use]
pub fn officer(index: usize, department: &str) -> OfficerSeed {
    let own = department.trim_end_matches(['과', '팀', '부', '처']);
    let given = if index.is_multiple_of(3) && own.chars().count() == 2 { own } else { word(DESK, index, 7) };
    let login = format!("s{index:06}");
    OfficerSeed {
        name: format!("{}{given}", word(SURNAMES, index, 5)),
        email: format!("{login}@{MAIL_DOMAIN}"),
        phone: format!("02-0000-{:04}", index % 10_000),
        login,
    }
}

/// The petitioner of this index, living in `gu` in a house that is not there.
#[must_use]
pub fn petitioner(index: usize, gu: &str) -> PetitionerSeed {
    let dong = place_of(gu).map_or("", |place| word(&place.dongs, index, 3));
    let login = format!("c{index:06}");
    PetitionerSeed {
        name: format!("{}{}", word(SURNAMES, index, 7), word(TOWN, index, 5)),
        email: format!("{login}@{MAIL_DOMAIN}"),
        phone: format!("010-0000-{:04}", index % 10_000),
        address: format!(
            "서울특별시 {gu} {dong} {MARKER} {}동 {}호",
            901 + index % 20,
            101 + (index / 20 % 18) * 100 + index % 4
        ),
        login,
    }
}

/// A word of the list by index; `stride` keeps neighbours apart and lists out of step with each other.
fn word(words: &[&'static str], index: usize, stride: usize) -> &'static str {
    let len = words.len().max(1);
    words.get((index * stride + index / len) % len).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MARKER, officer, petitioner};

    #[test]
    fn everybody_is_invented_and_always_the_same() {
        for index in 0..3_000 {
            let person = petitioner(index, "송파구");
            assert_eq!(person, petitioner(index, "송파구"));
            assert!(person.email.ends_with("@seoul.example") && person.phone.starts_with("010-0000-"));
            assert!(person.address.contains(MARKER) && person.name.chars().count() == 3, "{person:?}");
        }
        assert!(officer(0, "의약과").name.ends_with("의약"));
        assert!(officer(5, "의약과").phone.starts_with("02-0000-"));
    }

    #[test]
    fn names_are_many() {
        let names: BTreeSet<_> = (0..5_000).map(|index| petitioner(index, "중구").name).collect();
        assert!(names.len() > 500, "{}", names.len());
        let names: BTreeSet<_> = (0..5_000).map(|index| officer(index, "민원행정과").name).collect();
        assert!(names.len() > 300, "{}", names.len());
    }
}
