//! One act's fields, made into its command. The list of fields is the JSON interface's contract.

use domain::complaint::{
    Act, AnswerResult, Channel, ClosingGround, Command, Destination, Evidence, GroundAsked, Kind, LineEnd,
    Number, ObjectionRuling, ReassignmentReason, Ruling, Score, Visibility,
};
use domain::desk::Desk;
use domain::id::{AgencyId, DepartmentId};
use domain::period::Period;

use super::cooperation;
use super::fields::{Fields, Problems};

/// The command these fields ask for; facts that only the office's records know it fills in itself.
pub fn command(act: Act, mut f: Fields, desk: &Desk) -> Result<Command, Problems> {
    let command = read(act, &mut f, desk);
    f.finish(command)
}

/// Reads what the act needs; what is wrong stays with the fields.
pub(super) fn read(act: Act, f: &mut Fields, desk: &Desk) -> Option<Command> {
    match act {
        Act::Receive | Act::AnswerAtOnce | Act::Distribute | Act::Merge | Act::Reclassify => {
            intake(act, f, desk)
        }
        Act::Assign
        | Act::Reassign
        | Act::Recall
        | Act::ProposeReassignment
        | Act::RequestReassignment
        | Act::DecideReassignment
        | Act::Transfer
        | Act::Separate
        | Act::Close => management(act, f, desk),
        Act::Accept
        | Act::InterimAnswer
        | Act::Cooperate
        | Act::Opine
        | Act::ExtendCooperation
        | Act::RequestSupplement
        | Act::LapseSupplement
        | Act::Extend
        | Act::AskConsentToExtend
        | Act::RecordConsent
        | Act::Visit
        | Act::AnswerFollowUp
        | Act::DecideObjection => handling(act, f),
        Act::Draft
        | Act::SendForApproval
        | Act::ApprovalStarted
        | Act::TellApprovalDelay
        | Act::Approve
        | Act::Return => approval(act, f),
        Act::Supplement
        | Act::ConsentToExtend
        | Act::Rate
        | Act::AskAgain
        | Act::Withdraw
        | Act::Object
        | Act::Remind
        | Act::TellProgress
        | Act::HandOver => petition(act, f),
    }
}

fn intake(act: Act, f: &mut Fields, desk: &Desk) -> Option<Command> {
    match act {
        Act::Receive => {
            let kind = f.one("kind", Kind::parse);
            let (category, period) = (category(f), f.parsed_if_any::<Period>("period"));
            let visibility = f.one_if_any("visibility", Visibility::parse);
            Some(Command::Receive { kind: kind?, category, period, visibility })
        }
        Act::AnswerAtOnce => {
            let (result, body) = (f.one("result", AnswerResult::parse), f.text("body"));
            let remedy = f.text_if_any("remedy");
            Some(Command::AnswerAtOnce { result: result?, body: body?, remedy })
        }
        Act::Distribute => {
            let (to, memo) = (destination(f, desk), f.text_if_any("memo"));
            Some(Command::Distribute { to: to?, memo })
        }
        Act::Merge => {
            // Whose, how many and whether it lives is looked up by the office.
            let (into, reason) = (f.parsed("into"), f.text("reason"));
            let together = f.words("together", |word| Number::parse(word).ok());
            Some(Command::Merge {
                into: into?,
                into_is_live: false,
                same_petitioner: false,
                same_purport: 0,
                together,
                reason: reason?,
            })
        }
        _ => {
            let kind = f.one_if_any("kind", Kind::parse);
            let (category, period) = (category(f), f.parsed_if_any::<Period>("period"));
            let visibility = f.one_if_any("visibility", Visibility::parse);
            let reason = f.text("reason");
            Some(Command::Reclassify { kind, category, period, visibility, reason: reason? })
        }
    }
}

/// Longest name of a category, in characters.
const CATEGORY_MAX: usize = 60;

fn category(f: &mut Fields) -> Option<String> {
    f.text_if_any::<CATEGORY_MAX>("category").map(String::from)
}

/// A department, or an agency; the department's own agency need not be named.
fn destination(f: &mut Fields, desk: &Desk) -> Option<Destination> {
    let department = f.parsed_if_any::<DepartmentId>("department");
    let agency = f.parsed_if_any::<AgencyId>("agency");
    match (department, agency) {
        (Some(department), named) => {
            // An unknown department keeps the id as its agency's, and the decision says it is unknown.
            let own = desk.chart.department(department).map_or(AgencyId(department.0), |d| d.agency);
            Some(Destination::Department { agency: named.unwrap_or(own), department })
        }
        (None, Some(agency)) => Some(Destination::Agency { agency }),
        (None, None) => {
            f.missing("department");
            None
        }
    }
}

fn management(act: Act, f: &mut Fields, desk: &Desk) -> Option<Command> {
    match act {
        Act::Assign => {
            let (department, handler) = (f.parsed_if_any("department"), f.parsed("handler"));
            let (memo, cooperations) = (f.text_if_any("memo"), cooperation::asks(f));
            Some(Command::Assign { department, handler: handler?, memo, cooperations: cooperations? })
        }
        Act::Reassign => {
            let (handler, memo) = (f.parsed("handler"), f.text_if_any("memo"));
            Some(Command::Reassign { handler: handler?, memo })
        }
        Act::Recall => Some(Command::Recall { reason: f.text("reason")? }),
        Act::Separate => Some(Command::Separate { reason: f.text_if_any("reason") }),
        Act::ProposeReassignment => {
            Some(Command::ProposeReassignment { explanation: f.text("explanation")? })
        }
        Act::RequestReassignment => {
            let (reason, explanation) = (f.one("reason", ReassignmentReason::parse), f.text("explanation"));
            let proposed = f.parsed_if_any("proposed");
            Some(Command::RequestReassignment { reason: reason?, explanation: explanation?, proposed })
        }
        Act::DecideReassignment => {
            let (ruling, explanation) = (ruling(f, desk), f.text("explanation"));
            Some(Command::DecideReassignment { ruling: ruling?, explanation: explanation? })
        }
        Act::Transfer => {
            let (body, reason) = (f.text::<100>("body"), f.text("reason"));
            Some(Command::Transfer { body: String::from(body?), reason: reason? })
        }
        _ => {
            let (ground, explanation) = (f.one("ground", ClosingGround::parse), f.text("explanation"));
            // The memo is the explanation itself; how often it was filed the office looks up.
            let (sameness_memo, committee_reviewed) =
                (f.flag("sameness_judged"), f.flag("committee_reviewed"));
            let evidence = Evidence { sameness_memo, committee_reviewed, ..Evidence::default() };
            Some(Command::Close { ground: ground?, explanation: explanation?, evidence })
        }
    }
}

fn ruling(f: &mut Fields, desk: &Desk) -> Option<Ruling> {
    f.known(&["agency", "department"]);
    match f
        .one("ruling", |text| ["granted", "passed-up", "refused"].into_iter().find(|known| *known == text))?
    {
        "granted" => Some(Ruling::Granted { to: destination(f, desk)? }),
        "refused" => Some(Ruling::Refused),
        _ => Some(Ruling::PassedUp),
    }
}

fn handling(act: Act, f: &mut Fields) -> Option<Command> {
    match act {
        Act::Accept => Some(Command::Accept),
        Act::InterimAnswer => Some(Command::InterimAnswer { text: f.text("text")? }),
        Act::Cooperate => Some(Command::Cooperate { asks: cooperation::asks(f)? }),
        Act::Opine => {
            let (department, opinion) = (f.parsed("department"), f.text("opinion"));
            Some(Command::Opine { department: department?, opinion: opinion? })
        }
        Act::ExtendCooperation => {
            let (department, reply_by, reason) =
                (f.parsed("department"), f.moment("reply_by"), f.text("reason"));
            Some(Command::ExtendCooperation { department: department?, reply_by: reply_by?, reason: reason? })
        }
        Act::RequestSupplement => {
            let (items, days) = (f.text("items"), f.parsed("days"));
            Some(Command::RequestSupplement { items: items?, days: days? })
        }
        Act::LapseSupplement => Some(Command::LapseSupplement),
        Act::Extend => {
            let (ground, by) = (f.one("ground", GroundAsked::parse), f.parsed::<Period>("by"));
            let explanation = f.text("explanation");
            Some(Command::Extend { ground: ground?, by: by?, explanation: explanation? })
        }
        Act::AskConsentToExtend => Some(Command::AskConsentToExtend { reason: f.text("reason")? }),
        Act::RecordConsent => Some(Command::RecordConsent { evidence: f.text("evidence")? }),
        Act::Visit => {
            let (from, until, purpose) = (f.date("from"), f.date("until"), f.text("purpose"));
            Some(Command::Visit { from: from?, until: until?, purpose: purpose? })
        }
        Act::AnswerFollowUp => Some(Command::AnswerFollowUp { body: f.text("body")? }),
        _ => {
            let ruling = f.one("ruling", |text| match text {
                "upheld" => Some(ObjectionRuling::Upheld),
                "dismissed" => Some(ObjectionRuling::Dismissed),
                _ => None,
            });
            let explanation = f.text("explanation");
            Some(Command::DecideObjection { ruling: ruling?, explanation: explanation? })
        }
    }
}

fn approval(act: Act, f: &mut Fields) -> Option<Command> {
    match act {
        Act::Draft => {
            let result = f.one_if_any("result", AnswerResult::parse);
            // A draft may be anything an answer may be, and empty.
            let body =
                f.text_if_any::<{ domain::text::BODY_MAX }>("body").map(String::from).unwrap_or_default();
            let remedy = f.text_if_any::<{ domain::text::MEMO_MAX }>("remedy").map(String::from);
            f.known(&["line", "ends"]);
            Some(Command::Draft { result, body, remedy: remedy.unwrap_or_default() })
        }
        Act::SendForApproval => {
            let (result, body) = (f.one("result", AnswerResult::parse), f.text("body"));
            let (remedy, line) = (f.text_if_any("remedy"), f.list("line"));
            let ends = f.one_if_any("ends", LineEnd::parse).unwrap_or_default();
            // The digest is taken of exactly what is kept.
            Some(Command::SendForApproval {
                result: result?,
                body: body?,
                remedy,
                line,
                ends,
                digest: String::new(),
            })
        }
        Act::ApprovalStarted => Some(Command::ApprovalStarted),
        Act::TellApprovalDelay => Some(Command::TellApprovalDelay),
        Act::Approve => Some(Command::Approve { comment: f.text_if_any("comment") }),
        _ => Some(Command::Return { reason: f.text("reason")? }),
    }
}

fn petition(act: Act, f: &mut Fields) -> Option<Command> {
    match act {
        Act::Supplement => Some(Command::Supplement { text: f.text("text")? }),
        Act::ConsentToExtend => Some(Command::ConsentToExtend),
        Act::Rate => {
            let score = f.one("score", |text| text.parse().ok().and_then(Score::from_points));
            let comment = f.text_if_any("comment");
            Some(Command::Rate { score: score?, comment })
        }
        Act::AskAgain => Some(Command::AskAgain { question: f.text("question")? }),
        Act::Withdraw => Some(Command::Withdraw { reason: f.text_if_any("reason") }),
        Act::Object => Some(Command::Object { grounds: f.text("grounds")? }),
        Act::TellProgress => Some(Command::TellProgress),
        Act::HandOver => Some(Command::HandOver { reason: f.text("reason")? }),
        _ => Some(Command::Remind { text: f.text_if_any("text") }),
    }
}

/// Channels an officer may register a complaint from.
pub fn channel_at_the_desk(text: &str) -> Option<Channel> {
    Channel::parse(text)
        .filter(|channel| matches!(channel, Channel::Counter | Channel::Post | Channel::Phone120))
}
