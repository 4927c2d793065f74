//! One complaint, as its caller may see it.

use std::collections::BTreeMap;

use casework::reader;
use domain::actor::Actor;
use domain::complaint::{Act, Complaint, NoteKind, Refusal, StageName};
use domain::desk::Desk;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::records::{Records, records};
use super::{Named, agency, department, person};

/// Where a complaint stands: what everybody who ever acts on it may know.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Head {
    /// 접수번호 once there is one, else 신청번호.
    pub(crate) number: String,
    pub(crate) application_number: String,
    /// Counts the acts; `If-Match` names it.
    pub(crate) version: u64,
    pub(crate) stage: String,
    pub(crate) stage_label: String,
    pub(crate) stage_since: Timestamp,
    pub(crate) filed_at: Timestamp,
    pub(crate) received_at: Option<Timestamp>,
    /// Empty before receipt, and while the clock stands.
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) overdue: bool,
    pub(crate) ended_at: Option<Timestamp>,
    /// False when the act took the complaint out of the caller's sight: then only this head is left.
    pub(crate) visible: bool,
}

/// One complaint with all its records, and every act with yes, or why not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Case {
    #[serde(flatten)]
    pub(crate) head: Head,
    pub(crate) kind: Option<String>,
    pub(crate) kind_label: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) visibility: String,
    pub(crate) channel: String,
    pub(crate) joint: bool,
    pub(crate) external_number: Option<String>,
    pub(crate) agency: Option<Named>,
    pub(crate) department: Option<Named>,
    pub(crate) handler: Option<Named>,
    /// Masked; opening it in the clear needs a purpose and a page.
    pub(crate) petitioner: Petitioner,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) place: Option<String>,
    pub(crate) badge: Option<String>,
    pub(crate) badge_label: Option<String>,
    /// How often it went to another office because it was "not ours".
    pub(crate) hops: u32,
    /// A binding decision was made: no more requests to reassign.
    pub(crate) bound: bool,
    pub(crate) records: Records,
    /// The answer, once it was given.
    pub(crate) answer: Option<String>,
    pub(crate) remedy: Option<String>,
    /// The handler's draft, for officers.
    pub(crate) draft: Option<Draft>,
    pub(crate) acts: BTreeMap<String, Offer>,
}

/// 신청인, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Petitioner {
    pub(crate) name: String,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) address: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Draft {
    pub(crate) result: Option<String>,
    pub(crate) body: String,
    pub(crate) remedy: String,
    pub(crate) saved_at: Timestamp,
    pub(crate) saved_by: Named,
}

/// May the caller do this act now?
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Offer {
    pub(crate) allowed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) refusal: Option<Refused>,
}

/// Why not, in the law's words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refused {
    pub(crate) code: String,
    pub(crate) detail: String,
    pub(crate) way_forward: Option<String>,
}

impl Head {
    pub(crate) fn of(c: &Complaint, desk: &Desk) -> Head {
        let due_at = c.due(desk).and_then(|due| due.at);
        Head {
            number: c.spoken_number().to_string(),
            application_number: c.application_number.to_string(),
            version: c.version,
            stage: c.stage.name().as_str().to_owned(),
            stage_label: words::stage::label(c.stage.name()).to_owned(),
            stage_since: c.stage_since,
            filed_at: c.filed_at,
            received_at: c.clock.as_ref().map(|clock| clock.received_at),
            due_at,
            overdue: c.stage.is_live() && due_at.is_some_and(|due_at| desk.now > due_at),
            ended_at: c.ended_at,
            visible: true,
        }
    }
}

pub(crate) fn case(found: &reader::Case, by: &Actor) -> Case {
    let (c, desk, words) = (&found.complaint, &found.desk, &found.words);
    let chart = desk.chart.as_ref();
    let inside = by.officer().is_some();
    let holder = c.holder();
    let answered = c.stage.name() == StageName::Answered;
    let given = |kind| found.newest_note(kind).filter(|_| answered).map(str::to_owned);
    let draft = found.draft.as_ref().filter(|_| inside);
    Case {
        head: Head::of(c, desk),
        kind: c.kind.map(|kind| kind.as_str().to_owned()),
        kind_label: c.kind.map(|kind| words::kind::label(kind).to_owned()),
        category: c.category.clone(),
        period: c.clock.as_ref().map(|clock| clock.period.to_string()),
        visibility: c.visibility.as_str().to_owned(),
        channel: c.channel.as_str().to_owned(),
        joint: c.joint,
        external_number: words.external_number.clone(),
        agency: holder.agency.map(|id| agency(chart, id)),
        department: holder.department.map(|id| department(chart, id)),
        handler: holder.handler.map(|id| person(chart, id)),
        petitioner: masked(&found.petitioner),
        title: words.title.clone(),
        body: words.body.clone(),
        place: words.place.clone(),
        badge: c.badge().map(|badge| badge.as_str().to_owned()),
        badge_label: c.badge().map(|badge| words::badge::label(badge).to_owned()),
        hops: c.hops,
        bound: c.bound,
        records: records(c, chart, inside),
        answer: given(NoteKind::Answer),
        remedy: given(NoteKind::Remedy),
        draft: draft.map(|draft| Draft {
            result: draft.result.map(|result| result.as_str().to_owned()),
            body: draft.body.clone(),
            remedy: draft.remedy.clone(),
            saved_at: draft.saved_at,
            saved_by: person(chart, draft.officer),
        }),
        acts: found.acts.iter().map(|(act, answer)| offer(*act, answer)).collect(),
    }
}

fn offer(act: Act, answer: &Result<(), Refusal>) -> (String, Offer) {
    let refusal = answer.as_ref().err().map(|refusal| {
        let said = words::refusal::said(refusal);
        Refused { code: refusal.code().to_owned(), detail: said.sentence, way_forward: said.way_forward }
    });
    (act.as_str().to_owned(), Offer { allowed: refusal.is_none(), refusal })
}

fn masked(p: &store::Petitioner) -> Petitioner {
    Petitioner {
        name: words::mask::name(&p.name),
        phone: p.phone.as_deref().map(words::mask::phone),
        email: p.email.as_deref().map(words::mask::email),
        address: p.address.as_deref().map(words::mask::address),
    }
}
