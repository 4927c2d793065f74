//! 지연민원 모니터링: what is late, where it is stuck, and what was done about it; the inspector's 독촉장 in one go.

mod conditions;
mod file;
mod row;

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::delays;
use casework::reader::PERIOD_MAX_DAYS;
use casework::sessions::Who;
use domain::complaint::Act;
use domain::desk::seoul_date;
use domain::id::ComplaintId;
use domain::text::MEMO_MAX;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use store::read::{Delayed, LateBefore, Page, Slice};

use super::Frame;
use super::search::{Wrong, summary};
use super::watch::{inspects, watches};
use super::work::{Asked, Chosen, Posted, Typed, carried, excel, many, only, results, turning};
use crate::components::{
    ButtonKind, Field, FormAttrs, Tone, alert, button_row, link_button, page_title, panel, post_form, submit,
    textarea,
};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

pub(crate) use file::write_file;
pub(crate) use row::late_by;

pub(super) const PATH: &str = "/delays";
const TITLE: &str = "지연민원 모니터링";
const FORM: &str = "remind";

/// A page of late complaints, with when each was last urged.
struct Found {
    page: Page,
    slice: Slice<Delayed>,
    reminded: BTreeMap<ComplaintId, Timestamp>,
    before: LateBefore,
}

struct View<'a> {
    state: &'a AppState,
    who: &'a Who,
    asked: &'a Asked,
    found: Result<Found, Wrong>,
    typed: Typed,
}

impl<'a> View<'a> {
    async fn of(state: &'a AppState, who: &'a Who, asked: &'a Asked, typed: Typed) -> Result<View<'a>, Fail> {
        let found = match conditions::read(asked, who, &state.office.desk())? {
            Ok(filter) => {
                let page = asked.page()?;
                let (slice, reminded) = delays::late(&state.office, &who.actor(), &filter, &page).await?;
                let before = delays::before(&state.office, &who.actor(), &filter).await?;
                Ok(Found { page, slice, reminded, before })
            }
            Err(wrong) => Err(wrong),
        };
        Ok(View { state, who, asked, found, typed })
    }

    fn response(&self, jar: CookieJar) -> Response {
        let mut response = Frame::new(self.state, self.who, TITLE, PATH).render(jar, self.markup());
        if self.found.is_err() || self.typed.is_wrong() {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        response
    }

    fn markup(&self) -> Markup {
        let desk = self.state.office.desk();
        let wrong = self.found.as_ref().err();
        html! {
            (page_title(TITLE, link_button("독촉장 발부 현황", "/reminders", ButtonKind::Secondary)))
            p.hint { "부서의 민원 지연현황을 모니터링 하는 기능" }
            p.hint {
                "조회 기간에 접수된 민원 가운데 처리기한이 지나도록 처리하지 않은 민원을 오래 지연된 순서로 보이고, 기한을 넘겨 답변한 민원을 그 아래에 보입니다."
            }
            (self.typed.summary())
            (summary(wrong.map(std::slice::from_ref).unwrap_or_default()))
            (conditions::form(self.asked, wrong, self.who, &desk))
            @if let Ok(found) = &self.found {
                (self.before(&found.before))
                (row::table(self.asked, found, &desk, inspects(self.who)))
                (self.pager(found))
                (excel::link(self.asked, PATH, found.slice.rows.is_empty()))
                @if inspects(self.who) && (!found.slice.rows.is_empty() || self.typed.is_wrong()) { (self.remind()) }
            }
        }
    }

    /// The worst delays are the oldest: the period must not hide that they are there.
    fn before(&self, before: &LateBefore) -> Markup {
        let Some(last) = before.last.map(seoul_date) else { return html! {} };
        let first = last.saturating_sub((PERIOD_MAX_DAYS - 1).days());
        let days = [first.to_string(), last.to_string()];
        let href = self.asked.href(PATH, &[("from", &days[0]), ("to", &days[1]), ("cursor", "")]);
        let body = html! {
            p {
                "조회 기간 전에 접수되어 아직 지연 중인 민원이 " strong { (before.count) "건" } " 더 있습니다. "
                a href=(href) { (words::date::day(first)) " ~ " (words::date::day(last)) " 접수분 보기" }
            }
        };
        alert(Tone::Warning, "조회 기간 전의 지연", body)
    }

    fn pager(&self, found: &Found) -> Markup {
        let next = self.asked.next(PATH, found.page.sort, found.slice.next.as_ref());
        turning(self.asked, PATH, found.slice.rows.len(), next)
    }

    /// 독촉장 for the chosen rows.
    fn remind(&self) -> Markup {
        let action = self.asked.href(PATH, &[("cursor", "")]);
        let text = Field::new("text", "독촉 내용")
            .hint("비워 두면 독촉장의 정해진 문구만 보냅니다.")
            .max_chars(MEMO_MAX);
        let body = html! {
            (carried(&self.typed))
            (textarea(&self.typed.field(text, "text"), 2))
            p.hint { "처리부서의 장에게 곧바로 보내며, 민원의 처리이력과 독촉장 발부 현황에 남습니다(민원 처리에 관한 법률 시행령 제28조)." }
            (button_row(submit("독촉장 발부", ButtonKind::Primary)))
        };
        panel("remind-panel", "선택한 민원 독촉", post_form(&FormAttrs::new(&action, "").id(FORM), body))
    }
}

/// GET `/delays`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
) -> Result<Response, Fail> {
    only(watches(&who))?;
    if asked.as_excel()?
        && let Ok(filter) = conditions::read(&asked, &who, &state.office.desk())?
    {
        return file::file(&state, &who, &asked, &filter).await;
    }
    Ok(View::of(&state, &who, &asked, Typed::default()).await?.response(jar))
}

/// POST `/delays`: 독촉장 on a selection.
pub(crate) async fn bulk(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    asked: Asked,
    form: Posted,
) -> Result<Response, Fail> {
    only(inspects(&who))?;
    let actor = who.actor();
    let chosen = Chosen { by: &actor, act: Act::Remind, form: &form };
    match many(&state, chosen, |_| "독촉 내용").await? {
        Ok(done) => {
            let back = asked.href(PATH, &[("cursor", "")]);
            Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, results(Act::Remind, &done, &back)))
        }
        Err(typed) => Ok(View::of(&state, &who, &asked, typed).await?.response(jar)),
    }
}
