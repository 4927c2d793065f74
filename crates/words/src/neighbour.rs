//! 연계: what is said to neighbours, how it stands, and what a day's sheet means.

use domain::dispatch::{DifferenceKind, Message, Neighbour, What};

pub fn neighbour(neighbour: Neighbour) -> &'static str {
    match neighbour {
        Neighbour::Epeople => "국민신문고",
        Neighbour::Approval => "업무관리 전자결재",
    }
}

pub fn message(message: Message) -> &'static str {
    match message {
        Message::Receipt => "접수 통보",
        Message::Handling => "담당자 지정 통보",
        Message::InterimAnswer => "중간답변",
        Message::Extension => "기간 연장 통보",
        Message::SupplementRequest => "보완 요구",
        Message::Answer => "답변",
        Message::FollowUpAnswer => "추가답변",
        Message::Transfer => "타기관 이송",
        Message::Closing => "종결 통보",
        Message::Withdrawal => "취하 통보",
        Message::Merger => "병합 통보",
        Message::HandOver => "결재 문서 이관",
        Message::TakeBack => "결재 회수",
    }
}

/// What came in, by the kind under which it was noted.
pub fn inbound(kind: &str) -> &'static str {
    match kind {
        What::COMPLAINT => "민원",
        What::RATING => "만족도 평가",
        What::QUESTION => "추가답변 요청",
        What::REQUEST => "보완·취하",
        _ => "수신 메시지",
    }
}

/// 대사표의 구분.
pub fn what(what: What) -> &'static str {
    match what {
        What::Complaints => "받은 민원",
        What::Ratings => "받은 만족도 평가",
        What::Requests => "받은 보완·취하",
        What::Sent => "보낸 처리상황·답변·이송",
    }
}

pub fn difference(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::NotReceived => "상대 기관에만 있음",
        DifferenceKind::Waiting => "받았으나 처리 대기",
        DifferenceKind::Refused => "받았으나 처리할 수 없음",
        DifferenceKind::UnknownThere => "응답소에만 있음",
        DifferenceKind::NotSettled => "상대 기관은 받음, 응답소는 확인 전",
    }
}

/// What to do about it.
pub fn what_to_do(kind: DifferenceKind, what: What) -> &'static str {
    match (kind, what) {
        (DifferenceKind::NotReceived, What::Sent) => {
            "응답소에 없는 메시지입니다. 백업에서 되살렸는지 확인하고 국민신문고 담당자와 기록을 맞춥니다."
        }
        (DifferenceKind::NotReceived, What::Complaints | What::Ratings | What::Requests) => {
            "다음 수신 때 저절로 들어옵니다. 하루가 지나도 남아 있으면 국민신문고에 다시 보내 달라고 요청합니다."
        }
        (DifferenceKind::Waiting, _) => "해당 민원의 답변이 나가면 저절로 반영됩니다. 조치할 것은 없습니다.",
        (DifferenceKind::Refused, _) => {
            "아래 '처리하지 못한 수신'에서 까닭을 보고, 국민신문고 담당자와 확인해 손으로 처리합니다."
        }
        (DifferenceKind::UnknownThere, What::Sent) => {
            "국민신문고 기록에 없습니다. 담당자에게 접수 여부를 확인하고, 없으면 다시 보냅니다."
        }
        (DifferenceKind::UnknownThere, What::Complaints | What::Ratings | What::Requests) => {
            "국민신문고 기록에 없습니다. 담당자에게 그날의 발송 기록을 확인합니다."
        }
        (DifferenceKind::NotSettled, _) => "다시 보낼 때 '이미 받음'으로 확인되어 저절로 맞춰집니다.",
    }
}
