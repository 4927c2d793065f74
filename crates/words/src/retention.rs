//! 보존기간: what the classes and decisions are called, and why something was not decided.

use domain::retention::{Decision, FOREVER, NotDecided, RetentionClass};

/// Stands where the title of an anonymised complaint stood.
pub const ANONYMISED: &str = "(보존기간이 지나 익명 처리한 민원)";

pub fn class(class: RetentionClass) -> &'static str {
    match class {
        RetentionClass::One => "1년",
        RetentionClass::Three => "3년",
        RetentionClass::Five => "5년",
        RetentionClass::Ten => "10년",
        RetentionClass::Thirty => "30년",
        RetentionClass::SemiPermanent => "준영구",
        RetentionClass::Permanent => "영구",
    }
}

/// What was done, for whoever decided.
pub fn done(decision: Decision) -> String {
    match decision {
        Decision::Anonymise => "익명 처리했습니다.".to_owned(),
        Decision::Extend(to) => format!("보존기간을 {}(으)로 연장했습니다.", class(to)),
        Decision::Hold => "처분을 동결했습니다.".to_owned(),
    }
}

/// Why not, and what can be done.
pub fn refused(why: NotDecided) -> String {
    match why {
        NotDecided::TooEarly(over) if over < FOREVER => {
            format!("보존기간이 {}까지라 아직 심의할 수 없습니다.", crate::date::day(over))
        }
        NotDecided::TooEarly(_) | NotDecided::Forever => {
            "영구 또는 준영구로 보존하는 민원이라 익명 처리할 수 없습니다.".to_owned()
        }
        NotDecided::OnHold => "처분이 동결되어 있습니다. 동결을 해제한 뒤 심의해 주십시오.".to_owned(),
        NotDecided::UnderWay => {
            "아직 처리할 것이 남은 민원입니다. 추가답변이나 이의신청 결정을 마친 뒤 심의해 주십시오."
                .to_owned()
        }
        NotDecided::Anonymised => "이미 익명 처리한 민원입니다.".to_owned(),
        NotDecided::NotLonger => "지금의 보존기간보다 긴 기간을 골라 주십시오.".to_owned(),
    }
}
