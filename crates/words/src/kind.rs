//! What a kind of complaint is called, what it means, how long it may take by which article.

use domain::complaint::{Kind, OWN_PERIOD_DAYS_MAX};
use domain::period::Period;

use crate::period;

pub fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Statutory => "법정민원",
        Kind::LawInquiry => "질의민원(법령)",
        Kind::Inquiry => "질의민원",
        Kind::Suggestion => "건의민원",
        Kind::Other => "기타민원",
        Kind::Grievance => "고충민원",
    }
}

/// What belongs to the kind (법 제2조).
pub fn describe(kind: Kind) -> &'static str {
    match kind {
        Kind::Statutory => "법령이 정한 요건에 따라 인가·허가·증명·확인 등을 신청하는 민원",
        Kind::LawInquiry => "법령에 대한 설명이나 해석을 요구하는 민원",
        Kind::Inquiry => "제도·절차 등 법령 외의 사항에 대한 설명을 요구하는 민원",
        Kind::Suggestion => "행정제도와 운영의 개선을 요구하는 민원",
        Kind::Other => "단순한 상담이나 일상생활의 불편을 알리는 민원",
        Kind::Grievance => {
            "위법·부당하거나 소극적인 처분, 불합리한 제도로 인한 권리 침해나 부담을 호소하는 민원"
        }
    }
}

/// How long it may take, with what the agency may decide itself.
pub fn period(kind: Kind) -> String {
    match (kind, kind.statutory_period()) {
        (_, None) => "민원편람에 따름".to_owned(),
        (Kind::Other, Some(at_once)) => {
            let own = period::label(Period::Days(OWN_PERIOD_DAYS_MAX));
            format!("{}. 기관이 처리기간을 따로 정한 사항은 {own}까지", period::label(at_once))
        }
        (_, Some(fixed)) => period::label(fixed),
    }
}

/// Where the period comes from.
pub fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Statutory => "민원처리법 제17조에 따라 민원편람에서 정한 기간",
        Kind::LawInquiry | Kind::Inquiry => "민원처리법 시행령 제14조",
        Kind::Suggestion => "민원처리법 시행령 제15조",
        Kind::Other => "민원처리법 시행령 제16조",
        Kind::Grievance => "민원처리법 시행령 제17조",
    }
}
