//! What the result of an answer, the road it took and the ruling on an objection are called.

use domain::complaint::{AnswerResult, Answering, ObjectionRuling, RoundOutcome};

use crate::lang::Lang;

pub fn result(result: AnswerResult) -> &'static str {
    match result {
        AnswerResult::Granted => "수용",
        AnswerResult::PartlyGranted => "일부 수용",
        AnswerResult::Refused => "불수용",
        AnswerResult::Explained => "안내·설명",
    }
}

pub fn result_for(result: AnswerResult, lang: Lang) -> &'static str {
    match (lang, result) {
        (Lang::Ko, _) => self::result(result),
        (Lang::En, AnswerResult::Granted) => "Granted",
        (Lang::En, AnswerResult::PartlyGranted) => "Granted in part",
        (Lang::En, AnswerResult::Refused) => "Not granted",
        (Lang::En, AnswerResult::Explained) => "Explained",
    }
}

pub fn answering(how: Answering) -> &'static str {
    match how {
        Answering::AtOnce => "즉시답변",
        Answering::Approved => "결재 후 답변",
    }
}

pub fn round(outcome: RoundOutcome) -> &'static str {
    match outcome {
        RoundOutcome::UnderWay => "결재 진행 중",
        RoundOutcome::Approved => "결재 완료",
        RoundOutcome::Returned => "결재 반려",
    }
}

/// The decision on an objection (법 제35조).
pub fn objection(ruling: ObjectionRuling) -> &'static str {
    match ruling {
        ObjectionRuling::Upheld => "인용",
        ObjectionRuling::Dismissed => "기각",
    }
}
