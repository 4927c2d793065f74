//! Kinds of bodies outside the city.

use domain::org::OutsideKind;

pub fn kind(kind: OutsideKind) -> &'static str {
    match kind {
        OutsideKind::Ministry => "중앙행정기관",
        OutsideKind::Branch => "특별지방행정기관·법원",
        OutsideKind::Education => "교육청",
        OutsideKind::Government => "다른 시·도",
        OutsideKind::PublicBody => "공공기관·공사·공단",
    }
}
