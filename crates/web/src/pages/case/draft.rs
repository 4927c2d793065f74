//! The answer's draft: saved while one writes, or by its button; of two windows the second sees both texts.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::drafting::{self, Kept, Writing, mark};
use casework::sessions::Who;
use domain::complaint::{Act, Command, Number};
use domain::desk::{seoul, seoul_date};
use maud::{Markup, html};
use serde_json::json;
use store::Draft;

use super::sent::Sent;
use super::typed::Trouble;
use super::view::View;
use crate::acts::command;
use crate::components::{Tone, alert};
use crate::error::Fail;
use crate::pages::work::Posted;
use crate::request::{CaseNumber, Desk, Said};
use crate::state::AppState;

/// The form's field that says which draft it began from, by its mark.
pub(super) const BEGUN_FROM: &str = "draft_from";

/// POST `/complaints/{number}/draft`: while one writes. Answers with when it was saved, or with the other text.
pub(crate) async fn save(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    Posted(pairs): Posted,
) -> Result<Response, Fail> {
    let sent = Sent::of(Act::Draft, pairs);
    let writing = writing(&state, &sent)?;
    let kept = drafting::keep(&state.office, &who.actor(), &number, &writing).await?;
    Ok(match kept {
        Kept::Saved(draft) => {
            let saved = saved_at(&draft, state.office.now());
            Json(json!({ "from": mark(&draft), "saved": saved })).into_response()
        }
        Kept::Clash(there) => {
            let by = words::Names::officer(state.office.facts().chart.as_ref(), there.officer);
            let saved = saved_at(&there, state.office.now());
            let told = json!({
                "from": mark(&there), "saved": saved,
                "by": by, "body": there.body, "remedy": there.remedy,
            });
            (StatusCode::CONFLICT, Json(told)).into_response()
        }
    })
}

/// 임시 저장, by its button: the page again, with what was typed on it.
pub(super) async fn kept(
    state: &AppState,
    who: Who,
    number: &Number,
    sent: Sent,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let writing = writing(state, &sent)?;
    let kept = drafting::keep(&state.office, &who.actor(), number, &writing).await?;
    let mut view = View::load(state, who, number, sent.asked.clone()).await?;
    let from = view.case.draft.as_ref().map(mark);
    let mut typed = sent.returned(Vec::new());
    // The next save begins from the draft that is shown beside the form.
    typed.pairs.retain(|(name, _)| name != BEGUN_FROM);
    typed.pairs.extend(from.map(|from| (BEGUN_FROM.to_owned(), from)));
    match kept {
        Kept::Saved(_) => {
            view.told = Some(Said { good: true, text: words::act::done(Act::Draft).to_owned() });
        }
        Kept::Clash(there) => {
            typed.troubles.push(Trouble { field: Some("body".to_owned()), message: CLASH.to_owned() });
            view.clash = Some(there);
            view.status = StatusCode::CONFLICT;
        }
    }
    view.typed = Some(typed);
    Ok(view.render(state, jar))
}

const CLASH: &str =
    "다른 창이나 다른 사람이 그동안 답변을 저장했습니다. 두 글을 견주어 하나로 고친 뒤 다시 저장해 주십시오.";

fn writing(state: &AppState, sent: &Sent) -> Result<Writing, Fail> {
    let desk = state.office.desk();
    let fields = sent.fields(Act::Draft, &desk.chart).map_err(|_| Fail::Invalid(Vec::new()))?;
    let Command::Draft { result, body, remedy } =
        command(Act::Draft, fields, &desk).map_err(Fail::Invalid)?
    else {
        return Err(Fail::Invalid(Vec::new()));
    };
    Ok(Writing { result, body, remedy, begun_from: sent.begun_from.clone() })
}

/// `15:30` of the same day, the whole moment of another.
pub(super) fn saved_at(draft: &Draft, now: jiff::Timestamp) -> String {
    if seoul_date(draft.saved_at) == seoul_date(now) {
        return draft.saved_at.to_zoned(seoul()).strftime("%H:%M").to_string();
    }
    words::date::moment(draft.saved_at)
}

/// The text that was saved by somebody else, whole, beside the one that was typed.
pub(super) fn other_text(view: &View) -> Markup {
    let Some(there) = &view.clash else { return html! {} };
    let Draft { officer, body, remedy, saved_at, .. } = there;
    let by = words::Names::officer(view, *officer);
    alert(
        Tone::Warning,
        "그동안 저장된 답변",
        html! {
            p { (by) " · " (words::date::moment(*saved_at)) "에 저장" }
            pre.other-draft { (body) }
            @if !remedy.is_empty() {
                p { "구제 절차" }
                pre.other-draft { (remedy) }
            }
            p { "입력하신 글은 아래 답변 칸에 그대로 있습니다." }
        },
    )
}
