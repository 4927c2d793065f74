//! What is on the file besides its stage.

use domain::complaint::{self, Complaint, ReassignmentDesk, SupplementState};
use domain::org::OrgChart;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Named, agency, code, department, person};

/// The petitioner does not see what offices ask one another: those lists are empty then.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Records {
    pub(crate) cooperations: Vec<CooperationView>,
    pub(crate) supplements: Vec<SupplementView>,
    pub(crate) extensions: Vec<ExtensionView>,
    pub(crate) consent_to_extend: bool,
    pub(crate) reassignments: Vec<ReassignmentView>,
    pub(crate) reassignment_proposed: bool,
    pub(crate) rounds: Vec<RoundView>,
    pub(crate) interim_answers: u32,
    pub(crate) ratings: Vec<RatingView>,
    pub(crate) follow_ups: Vec<FollowUpView>,
    pub(crate) objections: Vec<ObjectionView>,
    pub(crate) reminders: u32,
    pub(crate) visits: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CooperationView {
    pub(crate) ordinal: u32,
    pub(crate) agency: Named,
    pub(crate) department: Named,
    pub(crate) asked_at: Timestamp,
    pub(crate) reply_by: Timestamp,
    pub(crate) extended: bool,
    pub(crate) opined_by: Option<Named>,
    pub(crate) opined_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SupplementView {
    pub(crate) ordinal: u32,
    pub(crate) asked_at: Timestamp,
    /// Last day to supplement.
    #[schema(value_type = String, format = Date)]
    pub(crate) reply_by: Date,
    /// `waiting`, `arrived` or `lapsed`.
    pub(crate) state: String,
    /// When it arrived or lapsed.
    pub(crate) ended_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExtensionView {
    pub(crate) ground: String,
    pub(crate) ground_label: String,
    pub(crate) by: String,
    pub(crate) at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReassignmentView {
    pub(crate) ordinal: u32,
    pub(crate) asked_at: Timestamp,
    pub(crate) asked_by: Option<Named>,
    pub(crate) from_department: Option<Named>,
    /// Who decides: `agency_manager`, `receiver` or `call_centre`.
    pub(crate) desk: String,
    /// The agency whose manager decides.
    pub(crate) agency: Option<Named>,
    pub(crate) reason: String,
    pub(crate) proposed: Option<Named>,
    /// `open`, `granted` or `refused`.
    pub(crate) outcome: String,
}

/// One run through the approval line.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoundView {
    pub(crate) ordinal: u32,
    pub(crate) sent_at: Timestamp,
    pub(crate) line: Vec<Named>,
    pub(crate) approved: u32,
    /// `approver` (결재) or `delegate` (전결).
    pub(crate) ends: String,
    /// `built-in`, or `outside` (업무관리시스템).
    pub(crate) route: String,
    pub(crate) turn: Option<Named>,
    pub(crate) result: String,
    /// `under-way`, `approved` or `returned`.
    pub(crate) outcome: String,
    /// SHA-256 of result, text and remedy, hexadecimal.
    pub(crate) digest: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RatingView {
    /// 100, 75, 50, 25 or 0; the last rating counts.
    pub(crate) score: u32,
    pub(crate) at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FollowUpView {
    pub(crate) ordinal: u32,
    pub(crate) asked_at: Timestamp,
    pub(crate) due_at: Timestamp,
    pub(crate) answered_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ObjectionView {
    pub(crate) ordinal: u32,
    pub(crate) at: Timestamp,
    pub(crate) due_at: Timestamp,
    /// `upheld` or `dismissed`, once decided.
    pub(crate) ruling: Option<String>,
}

pub(super) fn records(c: &Complaint, chart: &OrgChart, inside: bool) -> Records {
    let offices = if inside { Some(c) } else { None };
    let cooperations = offices.iter().flat_map(|c| c.cooperations.iter());
    let reassignments = offices.iter().flat_map(|c| c.reassignments.iter());
    let rounds = offices.iter().flat_map(|c| c.rounds.iter());
    Records {
        cooperations: cooperations.map(|k| cooperation(k, chart)).collect(),
        supplements: c.supplements.iter().map(supplement).collect(),
        extensions: c.extensions.iter().map(extension).collect(),
        consent_to_extend: c.consent_to_extend,
        reassignments: reassignments.map(|r| reassignment(r, chart)).collect(),
        reassignment_proposed: inside && c.reassignment_proposed,
        rounds: rounds.map(|r| round(r, chart)).collect(),
        interim_answers: c.interim_answers,
        ratings: c.ratings.iter().map(|r| RatingView { score: r.score.points(), at: r.at }).collect(),
        follow_ups: c.follow_ups.iter().map(follow_up).collect(),
        objections: c.objections.iter().map(objection).collect(),
        reminders: c.reminders,
        visits: c.visits,
    }
}

fn cooperation(k: &complaint::Cooperation, chart: &OrgChart) -> CooperationView {
    CooperationView {
        ordinal: k.ordinal,
        agency: agency(chart, k.agency),
        department: department(chart, k.department),
        asked_at: k.asked_at,
        reply_by: k.reply_by,
        extended: k.extended,
        opined_by: k.opined_by.map(|id| person(chart, id)),
        opined_at: k.opined_at,
    }
}

fn supplement(s: &complaint::Supplement) -> SupplementView {
    let (state, ended_at) = match s.state {
        SupplementState::Waiting => ("waiting", None),
        SupplementState::Arrived { at } => ("arrived", Some(at)),
        SupplementState::Lapsed { at } => ("lapsed", Some(at)),
    };
    SupplementView {
        ordinal: s.ordinal,
        asked_at: s.asked_at,
        reply_by: s.reply_by,
        state: state.to_owned(),
        ended_at,
    }
}

fn extension(e: &complaint::Extended) -> ExtensionView {
    ExtensionView {
        ground: e.ground.as_str().to_owned(),
        ground_label: words::extension::label(e.ground).to_owned(),
        by: e.by.to_string(),
        at: e.at,
    }
}

fn reassignment(r: &complaint::Reassignment, chart: &OrgChart) -> ReassignmentView {
    let (desk, decides) = match r.desk {
        ReassignmentDesk::AgencyManager { agency } => ("agency_manager", Some(agency)),
        ReassignmentDesk::Receiver => ("receiver", None),
        ReassignmentDesk::CallCentre => ("call_centre", None),
    };
    ReassignmentView {
        ordinal: r.ordinal,
        asked_at: r.asked_at,
        asked_by: r.asked_by.map(|id| person(chart, id)),
        from_department: r.from_department.map(|id| department(chart, id)),
        desk: desk.to_owned(),
        agency: decides.map(|id| agency(chart, id)),
        reason: r.reason.as_str().to_owned(),
        proposed: r.proposed.map(|id| department(chart, id)),
        outcome: code(&r.outcome),
    }
}

fn round(r: &complaint::ApprovalRound, chart: &OrgChart) -> RoundView {
    RoundView {
        ordinal: r.ordinal,
        sent_at: r.sent_at,
        line: r.line.iter().map(|id| person(chart, *id)).collect(),
        approved: r.approved,
        ends: r.ends.as_str().to_owned(),
        route: r.route.as_str().to_owned(),
        turn: r.turn().filter(|_| r.outcome == complaint::RoundOutcome::UnderWay).map(|id| person(chart, id)),
        result: r.result.as_str().to_owned(),
        outcome: code(&r.outcome),
        digest: r.digest.clone(),
    }
}

fn follow_up(f: &complaint::FollowUp) -> FollowUpView {
    FollowUpView { ordinal: f.ordinal, asked_at: f.asked_at, due_at: f.due_at, answered_at: f.answered_at }
}

fn objection(o: &complaint::Objection) -> ObjectionView {
    ObjectionView {
        ordinal: o.ordinal,
        at: o.at,
        due_at: o.due_at,
        ruling: o.ruling.map(|ruling| code(&ruling)),
    }
}
