//! Everything a case page shows, read as the officer who asks.

use std::collections::HashMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::NotDone;
use casework::presence;
use casework::reader::{self, Case};
use casework::sessions::Who;
use casework::suggestions::Alike;
use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{Act, ApprovalRoute, DocumentKey, Event, Evidence, Number};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId};
use domain::org::OrgChart;
use domain::role::Role;
use store::read::Listed;
use store::{
    Attachment, Dispatch, Draft, KeptTemplate, NoticeWithAttempts, Petitioner, Phrase, Read, TemplatesFor,
};
use words::Names;

use super::asked::Asked;
use super::linked::Linked;
use super::prepare::Preview;
use super::suggested::Suggested;
use super::typed::Typed;
use super::{page, phrases, related};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::Handbook;
use crate::request::Said;
use crate::state::AppState;

/// A case, its surroundings, and what the reader is in the middle of.
pub(super) struct View {
    pub(super) who: Who,
    pub(super) actor: Actor,
    pub(super) case: Case,
    pub(super) asked: Asked,
    pub(super) notices: Vec<NoticeWithAttempts>,
    /// What neighbour systems were told.
    pub(super) dispatches: Vec<Dispatch>,
    pub(super) related: Vec<Listed>,
    /// Complaints whose titles say the same.
    pub(super) alike: Vec<Alike>,
    /// What the records say for closing it; only where it may be closed.
    pub(super) evidence: Option<Evidence>,
    /// 결재 연계.
    pub(super) linked: Linked,
    /// 첨부파일, as this reader may see them.
    pub(super) files: Vec<Attachment>,
    /// Those who approve for the department that holds the file.
    pub(super) approvers: Vec<OfficerId>,
    /// Numbers of the files this one was merged into.
    merged: HashMap<ComplaintId, String>,
    pub(super) typed: Option<Typed>,
    pub(super) preview: Option<Preview>,
    /// The typed form was changed on its way: a template was put in.
    pub(super) prepared: bool,
    /// 추천: whom the words point to while a handler or an office is to be named.
    pub(super) suggested: Suggested,
    /// 민원분류·처리기간표 for the forms that classify.
    pub(super) handbook: Handbook,
    /// 답변 템플릿 that fit this file, the closest first.
    pub(super) templates: Vec<KeptTemplate>,
    /// The person in the clear, for this one answer only.
    pub(super) revealed: Option<Petitioner>,
    /// 자주 쓰는 문구 of the reader and of their department.
    pub(super) phrases: Vec<Phrase>,
    /// Others who are writing on the file.
    pub(super) writing: Vec<OfficerId>,
    /// The draft that somebody else saved while this one was typed.
    pub(super) clash: Option<Draft>,
    pub(super) status: StatusCode,
    pub(super) told: Option<Said>,
}

impl View {
    pub(super) async fn load(
        state: &AppState,
        who: Who,
        number: &Number,
        asked: Asked,
    ) -> Result<View, Fail> {
        let (office, actor) = (&state.office, who.actor());
        // One view of the database for the whole page: nothing on it is newer than anything else.
        let mut tx = office.store().read().await?;
        let case = reader::case_in(&mut tx, office, &actor, number).await?;
        let id = case.complaint.id;
        let notices = reader::notices_in(&mut tx, id).await?;
        let dispatches = reader::dispatches_in(&mut tx, id).await?;
        let scope = Scope::of(&actor);
        let related = tx.of_the_same_person(&scope, &case.complaint, related::MOST).await?;
        let alike = related::alike(&mut tx, (office, &actor), &case, &related).await?;
        let evidence = match case.may(Act::Close) {
            Ok(()) => Some(reader::evidence(&mut tx, &case.complaint).await?),
            Err(_) => None,
        };
        let linked = linked(&mut tx, state, &case).await?;
        let files = casework::attachments::on_file(&mut tx, &actor, &case.complaint).await?;
        let approvers = approvers(&mut tx, &case).await?;
        let merged = merged(&mut tx, &actor, &case).await?;
        let suggested = Suggested::of(&mut tx, office, &actor, &case).await?;
        let templates = templates(&mut tx, &case).await?;
        let phrases = phrases::of(&mut tx, &who).await?;
        let writing = presence::others(&mut tx, office, &actor, id).await?;
        let handbook = handbook(&mut tx, &case).await?;
        drop(tx);
        casework::opened::note_sealed(office, &actor, &case.complaint).await?;
        Ok(View {
            who,
            actor,
            case,
            asked,
            notices,
            dispatches,
            related,
            alike,
            evidence,
            linked,
            files,
            approvers,
            merged,
            typed: None,
            preview: None,
            prepared: false,
            suggested,
            handbook,
            templates,
            revealed: None,
            phrases,
            writing,
            clash: None,
            status: StatusCode::OK,
            told: None,
        })
    }

    pub(super) fn number(&self) -> &Number {
        self.case.complaint.spoken_number()
    }

    pub(super) fn chart(&self) -> &OrgChart {
        &self.case.desk.chart
    }

    pub(super) fn render(self, state: &AppState, jar: CookieJar) -> Response {
        let title = format!("민원 {}", self.number());
        let path = format!("/complaints/{}?from={}", self.number(), self.asked.from.as_str());
        let frame = Frame { active: self.asked.from.href(), ..Frame::new(state, &self.who, &title, &path) };
        let body = page::body(&self);
        let mut response = match &self.told {
            Some(told) => frame.markup(Some(told.clone()), body).into_response(),
            None => frame.render(jar, body),
        };
        *response.status_mut() = self.status;
        // Offices share their screens: nothing of a case stays behind in a browser's store.
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        response
    }
}

/// What lies with the outside approval system; asked only of files that were handed over.
async fn linked(tx: &mut Read, state: &AppState, case: &Case) -> Result<Linked, Fail> {
    /// Messages to neighbours about one file: more than any file has.
    const MOST: u32 = 100;
    let c = &case.complaint;
    let rounds = c.rounds.iter().filter(|round| round.route == ApprovalRoute::Outside);
    let mut linked = Linked { board: state.settings.demo, ..Linked::default() };
    for round in rounds {
        let key = DocumentKey { complaint: c.id, round: round.ordinal };
        linked.documents.extend(tx.approval_document(key).await?);
        linked.dispatches = tx.dispatches_of(c.id, MOST).await?;
    }
    Ok(linked)
}

async fn handbook(tx: &mut Read, case: &Case) -> Result<Handbook, Fail> {
    match case.may(Act::Receive).is_ok() || case.may(Act::Reclassify).is_ok() {
        true => Handbook::read(tx, case.desk.today()).await,
        false => Ok(Handbook::default()),
    }
}

/// Templates offered at once; more are not looked through.
const TEMPLATES: u32 = 100;

async fn templates(tx: &mut Read, case: &Case) -> Result<Vec<KeptTemplate>, Fail> {
    if case.may(Act::Draft).is_err() && case.may(Act::SendForApproval).is_err() {
        return Ok(Vec::new());
    }
    let (c, holder) = (&case.complaint, case.complaint.holder());
    let file = TemplatesFor {
        kind: c.kind,
        category: c.category.as_deref(),
        agency: holder.agency,
        department: holder.department,
    };
    Ok(tx.templates_for(file, TEMPLATES).await?)
}

async fn approvers(tx: &mut Read, case: &Case) -> Result<Vec<OfficerId>, Fail> {
    let holder = case.complaint.holder();
    let (Some(agency), Some(department)) = (holder.agency, holder.department) else { return Ok(Vec::new()) };
    Ok(tx.holders(Role::Approver, Some(agency), Some(department), case.desk.today()).await?)
}

async fn merged(tx: &mut Read, actor: &Actor, case: &Case) -> Result<HashMap<ComplaintId, String>, Fail> {
    let mut numbers = HashMap::new();
    for line in &case.history {
        let Event::Merged { into } = &line.happened.event else { continue };
        match tx.complaint_by_id(&Scope::of(actor), *into).await.map_err(NotDone::from) {
            Ok(found) => drop(numbers.insert(*into, found.complaint.spoken_number().to_string())),
            // One that this officer may not see has no number here.
            Err(NotDone::NotFound) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(numbers)
}

impl Names for View {
    fn officer(&self, id: OfficerId) -> String {
        Names::officer(self.chart(), id)
    }

    fn department(&self, id: DepartmentId) -> String {
        Names::department(self.chart(), id)
    }

    fn agency(&self, id: AgencyId) -> String {
        Names::agency(self.chart(), id)
    }

    fn complaint(&self, id: ComplaintId) -> Option<String> {
        self.merged.get(&id).cloned()
    }
}
