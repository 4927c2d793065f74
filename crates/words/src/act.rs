//! What an act is called on its button, what follows from it, and what is said when it is done.

mod texts;

use domain::complaint::Act;

/// The words of one act.
pub(crate) struct ActWords {
    label: &'static str,
    follows: &'static str,
    done: &'static str,
}

/// The button's label.
pub fn label(act: Act) -> &'static str {
    words(act).label
}

/// The label between quotation marks, as sentences name a button.
pub fn quoted(act: Act) -> String {
    format!("'{}'", label(act))
}

/// What follows, said before it is done.
pub fn follows(act: Act) -> &'static str {
    words(act).follows
}

/// What was done, said afterwards.
pub fn done(act: Act) -> &'static str {
    words(act).done
}

fn words(act: Act) -> &'static ActWords {
    match act {
        Act::Receive => &texts::RECEIVE,
        Act::AnswerAtOnce => &texts::ANSWER_AT_ONCE,
        Act::Distribute => &texts::DISTRIBUTE,
        Act::Assign => &texts::ASSIGN,
        Act::Reassign => &texts::REASSIGN,
        Act::Recall => &texts::RECALL,
        Act::ProposeReassignment => &texts::PROPOSE_REASSIGNMENT,
        Act::RequestReassignment => &texts::REQUEST_REASSIGNMENT,
        Act::DecideReassignment => &texts::DECIDE_REASSIGNMENT,
        Act::Accept => &texts::ACCEPT,
        Act::Transfer => &texts::TRANSFER,
        Act::Close => &texts::CLOSE,
        Act::InterimAnswer => &texts::INTERIM_ANSWER,
        Act::Cooperate => &texts::COOPERATE,
        Act::Opine => &texts::OPINE,
        Act::ExtendCooperation => &texts::EXTEND_COOPERATION,
        Act::RequestSupplement => &texts::REQUEST_SUPPLEMENT,
        Act::Supplement => &texts::SUPPLEMENT,
        Act::LapseSupplement => &texts::LAPSE_SUPPLEMENT,
        Act::Extend => &texts::EXTEND,
        Act::AskConsentToExtend => &texts::ASK_CONSENT_TO_EXTEND,
        Act::ConsentToExtend => &texts::CONSENT_TO_EXTEND,
        Act::RecordConsent => &texts::RECORD_CONSENT,
        Act::Reclassify => &texts::RECLASSIFY,
        Act::Draft => &texts::DRAFT,
        Act::SendForApproval => &texts::SEND_FOR_APPROVAL,
        Act::ApprovalStarted => &texts::APPROVAL_STARTED,
        Act::TellApprovalDelay => &texts::TELL_APPROVAL_DELAY,
        Act::Approve => &texts::APPROVE,
        Act::Return => &texts::RETURN,
        Act::Rate => &texts::RATE,
        Act::AskAgain => &texts::ASK_AGAIN,
        Act::AnswerFollowUp => &texts::ANSWER_FOLLOW_UP,
        Act::Withdraw => &texts::WITHDRAW,
        Act::Object => &texts::OBJECT,
        Act::DecideObjection => &texts::DECIDE_OBJECTION,
        Act::Merge => &texts::MERGE,
        Act::Separate => &texts::SEPARATE,
        Act::Remind => &texts::REMIND,
        Act::TellProgress => &texts::TELL_PROGRESS,
        Act::Visit => &texts::VISIT,
        Act::HandOver => &texts::HAND_OVER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One word for one thing: the glossary has the button's.
    #[test]
    fn the_glossary_calls_every_act_as_its_button_does() {
        let glossary = include_str!("../../../docs/glossary.md");
        for &act in Act::ALL {
            let code = format!("| `{}` |", act.as_str());
            let row = glossary
                .lines()
                .find(|line| line.contains(&code))
                .unwrap_or_else(|| panic!("{act:?} is not in it"));
            let named = row.split('|').nth(1).unwrap_or_default();
            assert!(named.split(',').any(|name| name.trim() == label(act)), "{act:?}: {row}");
        }
    }
}
