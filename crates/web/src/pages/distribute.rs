//! 기관·부서 분배: received cases to agencies and departments, an agency's to its departments, and what
//! departments sent back.

mod forms;
mod view;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{Act, Channel, StageName};
use domain::id::AgencyId;
use domain::role::Role;
use store::read::{Filter, WaitingAt};

use super::Frame;
use super::work::{Asked, Chosen, Posted, Typed, many, only, results};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(super) const PATH: &str = "/distribute";
const TITLE: &str = "기관·부서 분배";

pub(crate) use view::wanted;

/// A list of this desk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    /// 접수됨: to be sent to an agency or a department.
    Received,
    /// An agency's own, to be sent to a department.
    AtAgency,
    /// What departments say is not theirs.
    Returned,
}

impl Tab {
    const ALL: [Tab; 3] = [Tab::Received, Tab::AtAgency, Tab::Returned];

    fn name(self) -> &'static str {
        match self {
            Tab::Received => "received",
            Tab::AtAgency => "agency",
            Tab::Returned => "returned",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Tab::Received => "접수",
            Tab::AtAgency => "기관 분배",
            Tab::Returned => "재지정 요청",
        }
    }
}

/// What this officer distributes.
struct Part {
    receiver: bool,
    call_centre: bool,
    agencies: Vec<AgencyId>,
}

impl Part {
    fn of(who: &Who) -> Part {
        let duties = who.on_duty.all_duties().filter(|duty| duty.role == Role::AgencyManager);
        let mut agencies: Vec<AgencyId> = duties.filter_map(|duty| duty.agency).collect();
        agencies.sort_unstable();
        agencies.dedup();
        Part {
            receiver: who.on_duty.has(Role::Receiver),
            call_centre: who.on_duty.has(Role::CallCentre),
            agencies,
        }
    }

    fn takes_in(&self) -> bool {
        self.receiver || self.call_centre
    }

    fn tabs(&self) -> Vec<Tab> {
        let offered = |tab: &Tab| match tab {
            Tab::Received => self.takes_in(),
            Tab::AtAgency => !self.agencies.is_empty(),
            Tab::Returned => self.takes_in() || !self.agencies.is_empty(),
        };
        Tab::ALL.into_iter().filter(offered).collect()
    }

    /// The desks that decide requests to reassign.
    fn returned_to(&self) -> Vec<WaitingAt> {
        let mut at: Vec<WaitingAt> = self.agencies.iter().copied().map(WaitingAt::Agency).collect();
        match (self.receiver, self.call_centre) {
            (true, _) => at.push(WaitingAt::Receivers),
            (false, true) => at.push(WaitingAt::CallCentre),
            (false, false) => {}
        }
        at
    }

    fn filter(&self, tab: Tab, agency: Option<AgencyId>) -> Filter {
        match tab {
            Tab::AtAgency => Filter { stages: vec![StageName::AtAgency], agency, ..Filter::default() },
            Tab::Received | Tab::Returned => {
                let channel = (!self.receiver).then_some(Channel::Phone120);
                Filter { stages: vec![StageName::Received], channel, ..Filter::default() }
            }
        }
    }
}

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    let view = view::View::of(&state, &who, &asked, Typed::default())?;
    if asked.as_excel()? {
        return view.file(jar).await;
    }
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, view.markup().await?))
}

/// 분배 of a selection.
pub(crate) async fn bulk(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(!Part::of(&who).tabs().is_empty())?;
    let frame = Frame::new(&state, &who, TITLE, PATH);
    let actor = who.actor();
    let chosen = Chosen { by: &actor, act: Act::Distribute, form: &form };
    match many(&state, chosen, forms::label).await? {
        Ok(done) => {
            Ok(frame.render(jar, results(Act::Distribute, &done, &asked.href(PATH, &[("cursor", "")]))))
        }
        Err(typed) => {
            let view = view::View::of(&state, &who, &asked, typed)?;
            let mut response = frame.render(jar, view.markup().await?);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}
