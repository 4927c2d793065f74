//! The OpenAPI 3.1 document: schemas derived from what is shown, bodies of acts from the acts' own contract,
//! addresses from one table.

mod acts;
mod bodies;
mod paths;
mod satisfaction;

use axum::Json;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::{
    attachments, bulk, detail, filing, me, office, overview, problem, satisfaction as figures, session,
    statistics, users, view,
};
use crate::live;

#[derive(OpenApi)]
#[openapi(components(schemas(
    attachments::AttachmentView,
    attachments::Attachments,
    bulk::ResultLine,
    bulk::Results,
    live::Changed,
    detail::DueView,
    detail::Suggestion,
    detail::Suggestions,
    filing::FiledView,
    me::Entry,
    me::Group,
    me::Me,
    me::Menu,
    me::MyCounts,
    me::PlaceCounts,
    me::StageCounts,
    office::AgencyView,
    office::CalendarYear,
    office::ClockView,
    office::DepartmentView,
    office::HolidayView,
    office::Officers,
    office::Org,
    overview::Overview,
    problem::FieldError,
    problem::Told,
    figures::Satisfaction,
    figures::SatisfactionFigures,
    figures::SatisfactionRow,
    session::Opened,
    statistics::Delay,
    statistics::Delays,
    statistics::Handling,
    statistics::HandlingLine,
    users::UserView,
    users::Users,
    view::AttemptView,
    view::Case,
    view::CooperationView,
    view::Draft,
    view::DutyView,
    view::ExtensionView,
    view::FollowUpView,
    view::Head,
    view::History,
    view::HistoryLine,
    view::Listing,
    view::Named,
    view::NoteView,
    view::NoticeView,
    view::Notices,
    view::ObjectionView,
    view::Offer,
    view::OfficerView,
    view::Petitioner,
    view::RatingView,
    view::ReassignmentView,
    view::Records,
    view::Refused,
    view::RoundView,
    view::Row,
    view::SupplementView,
)))]
struct Schemas;

pub(crate) async fn document() -> Json<Value> {
    Json(spec())
}

/// The whole document.
pub(crate) fn spec() -> Value {
    let derived = serde_json::to_value(Schemas::openapi()).unwrap_or_default();
    let mut schemas = match derived.pointer("/components/schemas") {
        Some(Value::Object(schemas)) => schemas.clone(),
        _ => Map::new(),
    };
    schemas.extend(acts::schemas());
    schemas.extend(bodies::schemas());
    schemas.extend(paths::attachment_bodies());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "응답소 API",
            "version": "1",
            "description": "서울시 민원처리 시스템의 JSON 인터페이스. 오류는 RFC 9457 application/problem+json.",
        },
        "servers": [{"url": "/"}],
        "paths": paths::paths(),
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "officer": {"type": "http", "scheme": "bearer", "description": "POST /api/v1/session의 token"},
                "petitioner": {
                    "type": "apiKey", "in": "header", "name": "X-Complaint-Secret",
                    "description": "신청할 때 받은 비밀번호. 주소에 있는 민원의 신청인이 된다.",
                },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `EUNGDAPSO_BLESS=1` writes it anew.
    #[test]
    fn the_committed_document_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
        let current = format!("{}\n", serde_json::to_string_pretty(&spec()).unwrap());
        if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
            std::fs::write(path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == current, "openapi.json is stale: run once with EUNGDAPSO_BLESS=1");
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_schema_is_used() {
        let spec = spec();
        let text = spec.to_string();
        let schemas = spec["components"]["schemas"].as_object().unwrap();
        for name in schemas.keys() {
            assert!(text.contains(&format!("#/components/schemas/{name}\"")), "{name} is used nowhere");
        }
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name} is described nowhere");
        }
    }
}
