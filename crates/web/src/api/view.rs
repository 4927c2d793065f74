//! What the JSON interface shows: one struct a thing, each told in the OpenAPI document.

mod case;
mod history;
mod list;
mod notice;
mod person;
mod records;

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::OrgChart;
use serde::Serialize;
use utoipa::ToSchema;
use words::Names;

pub(crate) use case::{Case, Draft, Head, Offer, Petitioner, Refused, case};
pub(crate) use history::{History, HistoryLine, NoteView, history};
pub(crate) use list::{Listing, Row, row};
pub(crate) use notice::{AttemptView, NoticeView, Notices, notice};
pub(crate) use person::{DutyView, OfficerView, officer};
pub(crate) use records::{
    CooperationView, ExtensionView, FollowUpView, ObjectionView, RatingView, ReassignmentView, Records,
    RoundView, SupplementView,
};

/// Somebody or some office, with the name people know.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

pub(super) fn agency(chart: &OrgChart, id: AgencyId) -> Named {
    Named { id: id.to_string(), name: Names::agency(chart, id) }
}

pub(crate) fn department(chart: &OrgChart, id: DepartmentId) -> Named {
    Named { id: id.to_string(), name: Names::department(chart, id) }
}

pub(crate) fn person(chart: &OrgChart, id: OfficerId) -> Named {
    Named { id: id.to_string(), name: Names::officer(chart, id) }
}

/// A unit value of a domain enum, as serde writes it.
fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}
