//! The fields of every act as programs are told them; a test holds them against what the acts really read.

use domain::complaint::{
    Act, AnswerResult, ClosingGround, GroundAsked, Kind, LineEnd, ReassignmentReason, Score, Visibility,
};
use domain::text::{BODY_MAX, MEMO_MAX};

/// What a field may hold.
#[derive(Clone, Copy)]
pub enum Shape {
    /// At most so many characters, without control characters but line breaks and tabs.
    Text(usize),
    OneOf(fn() -> Vec<&'static str>),
    /// The id of an agency, a department or an officer.
    Id,
    Ids,
    /// A complaint's number.
    Number,
    Numbers,
    /// `immediate`, `5h`, `3d`, `2w`, `1m`, `1y`.
    Period,
    /// RFC 3339, or a bare day for its 18:00 in Seoul.
    Moment,
    Day,
    Days,
    Flag,
    Points,
    /// One question to each of some departments.
    Cooperations,
}

/// One field of an act.
#[derive(Clone, Copy)]
pub struct FieldSpec {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
}

const fn must(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { name, shape, required: true }
}

const fn can(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec { name, shape, required: false }
}

const MEMO: Shape = Shape::Text(MEMO_MAX);
const BODY: Shape = Shape::Text(BODY_MAX);
const CATEGORY: FieldSpec = can("category", Shape::Text(60));
const PERIOD: FieldSpec = can("period", Shape::Period);
const VISIBILITY: FieldSpec =
    can("visibility", Shape::OneOf(|| Visibility::ALL.map(Visibility::as_str).to_vec()));
const KIND: Shape = Shape::OneOf(|| Kind::ALL.map(Kind::as_str).to_vec());
const RESULT: Shape = Shape::OneOf(|| AnswerResult::ALL.map(AnswerResult::as_str).to_vec());
/// 결재 or 전결.
const ENDS: FieldSpec = can("ends", Shape::OneOf(|| LineEnd::ALL.map(LineEnd::as_str).to_vec()));
/// One of the two is needed: [`needs_an_office`].
const AGENCY: FieldSpec = can("agency", Shape::Id);
const DEPARTMENT: FieldSpec = can("department", Shape::Id);
const COOPERATIONS: [FieldSpec; 4] = [
    can("cooperations", Shape::Cooperations),
    can("cooperation_departments", Shape::Ids),
    can("cooperation_question", MEMO),
    can("cooperation_reply_by", Shape::Moment),
];

/// Does this act need an agency or a department, either of them?
pub fn needs_an_office(act: Act) -> bool {
    act == Act::Distribute
}

/// Every field the act reads, in the order of its form.
pub fn fields(act: Act) -> Vec<FieldSpec> {
    match act {
        Act::Receive => vec![must("kind", KIND), CATEGORY, PERIOD, VISIBILITY],
        Act::AnswerAtOnce => vec![must("result", RESULT), must("body", BODY), can("remedy", MEMO)],
        Act::Distribute => vec![DEPARTMENT, AGENCY, can("memo", MEMO)],
        Act::Assign => {
            let [a, b, c, d] = COOPERATIONS;
            vec![DEPARTMENT, must("handler", Shape::Id), can("memo", MEMO), a, b, c, d]
        }
        Act::Reassign => vec![must("handler", Shape::Id), can("memo", MEMO)],
        Act::Recall | Act::Return => vec![must("reason", MEMO)],
        Act::ProposeReassignment => vec![must("explanation", MEMO)],
        Act::RequestReassignment => vec![
            must("reason", Shape::OneOf(|| ReassignmentReason::ALL.map(ReassignmentReason::as_str).to_vec())),
            must("explanation", MEMO),
            can("proposed", Shape::Id),
        ],
        Act::DecideReassignment => vec![
            must("ruling", Shape::OneOf(|| vec!["granted", "passed-up", "refused"])),
            must("explanation", MEMO),
            DEPARTMENT,
            AGENCY,
        ],
        Act::Transfer => vec![must("body", Shape::Text(100)), must("reason", MEMO)],
        Act::Close => vec![
            must("ground", Shape::OneOf(|| ClosingGround::ALL.map(ClosingGround::as_str).to_vec())),
            must("explanation", MEMO),
            can("sameness_judged", Shape::Flag),
            can("committee_reviewed", Shape::Flag),
        ],
        Act::Reclassify => {
            vec![must("reason", MEMO), can("kind", KIND), CATEGORY, PERIOD, VISIBILITY]
        }
        Act::Merge => {
            vec![must("into", Shape::Number), must("reason", MEMO), can("together", Shape::Numbers)]
        }
        Act::Separate => vec![can("reason", MEMO)],
        _ => of_handling(act),
    }
}

fn of_handling(act: Act) -> Vec<FieldSpec> {
    match act {
        Act::InterimAnswer => vec![must("text", BODY)],
        Act::Cooperate => COOPERATIONS.to_vec(),
        Act::Opine => vec![must("department", Shape::Id), must("opinion", MEMO)],
        Act::ExtendCooperation => {
            vec![must("department", Shape::Id), must("reply_by", Shape::Moment), must("reason", MEMO)]
        }
        Act::RequestSupplement => vec![must("items", MEMO), must("days", Shape::Days)],
        Act::Extend => vec![
            must("ground", Shape::OneOf(|| GroundAsked::ALL.map(GroundAsked::as_str).to_vec())),
            must("by", Shape::Period),
            must("explanation", MEMO),
        ],
        Act::AskConsentToExtend => vec![must("reason", MEMO)],
        Act::RecordConsent => vec![must("evidence", MEMO)],
        Act::Visit => {
            vec![must("from", Shape::Day), must("until", Shape::Day), must("purpose", MEMO)]
        }
        Act::AnswerFollowUp => vec![must("body", BODY)],
        Act::DecideObjection => {
            vec![must("ruling", Shape::OneOf(|| vec!["upheld", "dismissed"])), must("explanation", MEMO)]
        }
        Act::Draft => {
            vec![can("result", RESULT), can("body", BODY), can("remedy", MEMO), can("line", Shape::Ids), ENDS]
        }
        Act::SendForApproval => {
            vec![
                must("result", RESULT),
                must("body", BODY),
                can("remedy", MEMO),
                can("line", Shape::Ids),
                ENDS,
            ]
        }
        Act::Approve => vec![can("comment", MEMO)],
        Act::Supplement => vec![must("text", BODY)],
        Act::Rate => vec![must("score", Shape::Points), can("comment", MEMO)],
        Act::AskAgain => vec![must("question", MEMO)],
        Act::Withdraw => vec![can("reason", MEMO)],
        Act::Object => vec![must("grounds", MEMO)],
        Act::Remind => vec![can("text", MEMO)],
        Act::HandOver => vec![must("reason", MEMO)],
        // Nothing to say; a new act with fields must be written above, or its test fails.
        _ => Vec::new(),
    }
}

/// The points a rating may have, best first.
pub fn points() -> Vec<u32> {
    Score::ALL.map(Score::points).to_vec()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::desk::Desk;
    use serde_json::{Map, Value, json};

    use super::super::{Fields, Trouble, command};
    use super::*;

    const ID: &str = "00000000-0000-0000-0000-0000000000d1";

    fn sample(shape: Shape) -> Value {
        match shape {
            Shape::Text(_) => json!("내용"),
            Shape::OneOf(values) => json!(values()[0]),
            // The office has looked the number up by then.
            Shape::Id | Shape::Number => json!(ID),
            Shape::Ids => json!([ID]),
            Shape::Numbers => json!(["20260310000001"]),
            Shape::Period => json!("7d"),
            Shape::Moment => json!("2026-03-12T18:00:00+09:00"),
            Shape::Day => json!("2026-03-12"),
            Shape::Days => json!(7),
            Shape::Flag => json!(true),
            Shape::Points => json!(100),
            Shape::Cooperations => {
                json!([{"department": ID, "question": "의견?", "reply_by": "2026-03-12"}])
            }
        }
    }

    fn whole(act: Act) -> Map<String, Value> {
        fields(act).into_iter().map(|f| (f.name.to_owned(), sample(f.shape))).collect()
    }

    fn desk() -> Desk {
        testkit::world::desk(testkit::world::morning())
    }

    fn asked(act: Act, sent: Map<String, Value>) -> BTreeSet<&'static str> {
        let mut fields = Fields::from_json(sent);
        command::read(act, &mut fields, &desk());
        fields.asked().clone()
    }

    fn without(mut sent: Map<String, Value>, name: &str) -> Map<String, Value> {
        sent.remove(name);
        sent
    }

    #[test]
    fn the_documented_fields_are_exactly_those_an_act_asks_for() {
        for act in Act::ALL {
            let documented: BTreeSet<_> = fields(*act).iter().map(|f| f.name).collect();
            let mut all = asked(*act, whole(*act));
            for name in &documented {
                all.extend(asked(*act, without(whole(*act), name)));
            }
            assert_eq!(all, documented, "{}", act.as_str());
        }
    }

    #[test]
    fn what_is_documented_as_required_is_missed_and_nothing_else() {
        for act in Act::ALL {
            // Questions may be sent in either of two ways, not in both.
            let whole = without(whole(*act), "cooperations");
            assert!(
                super::super::command(*act, Fields::from_json(whole.clone()), &desk()).is_ok(),
                "{}",
                act.as_str()
            );
            for field in fields(*act).iter().filter(|f| !f.name.starts_with("cooperation")) {
                let sent = Fields::from_json(without(whole.clone(), field.name));
                let problems = super::super::command(*act, sent, &desk()).err().unwrap_or_default();
                let missed = problems.iter().any(|p| p.field == field.name && p.kind == Trouble::Missing);
                assert_eq!(missed, field.required, "{} {}: {problems:?}", act.as_str(), field.name);
            }
        }
    }

    #[test]
    fn an_act_that_needs_an_office_says_so() {
        for act in Act::ALL {
            let sent = without(without(whole(*act), "department"), "agency");
            let problems =
                super::super::command(*act, Fields::from_json(without(sent, "cooperations")), &desk());
            let missed = problems.is_err_and(|p| p.iter().any(|p| p.field == "department"));
            let named = fields(*act).iter().any(|f| f.name == "department" && f.required);
            let conditional = *act == Act::DecideReassignment;
            assert_eq!(missed, needs_an_office(*act) || named || conditional, "{}", act.as_str());
        }
    }
}
