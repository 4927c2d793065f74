//! POST `/complaints/{number}/prepare`: the page again with a draft text put in, a due date tried out, or another
//! department's people to choose from.
//! Nothing is kept; what was typed stays.

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::complaint::{Act, Complaint, Kind, Number, Refusal};
use domain::deadline::{Clock, Due, Extension};
use domain::desk::Desk as Table;
use domain::period::Period;

use super::panels::template;
use super::sent::Sent;
use super::suggested::away;
use super::typed::{Pairs, Trouble};
use super::view::View;
use crate::error::Fail;
use crate::files::Parcel;
use crate::request::{CaseNumber, Desk};
use crate::state::AppState;

/// A due date as it would be.
pub(super) struct Preview {
    pub(super) panel: String,
    pub(super) due: Due,
    /// What the act would say to such a period.
    pub(super) refused: Option<Refusal>,
}

pub(crate) async fn prepare(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    CaseNumber(number): CaseNumber,
    jar: CookieJar,
    Parcel { pairs, .. }: Parcel,
) -> Result<Response, Fail> {
    let panel = value(&pairs, "panel").unwrap_or_default().to_owned();
    if value(&pairs, "put") == Some("phrase") {
        return phrase(&state, who, &number, (panel, pairs), jar).await;
    }
    let act = match panel.as_str() {
        "extend" => Act::Extend,
        "answer" => Act::SendForApproval,
        "assign" => Act::Assign,
        _ => Act::Reclassify,
    };
    let sent = Sent::of(act, pairs);
    let mut view = View::load(&state, who, &number, sent.asked.clone()).await?;
    let mut typed = sent.returned(Vec::new());
    match act {
        Act::SendForApproval => {
            template::insert(&view, &mut typed.pairs);
            view.prepared = true;
        }
        Act::Assign => {
            let department = value(&typed.pairs, "department").and_then(|id| id.parse().ok());
            view.suggested.away =
                away(&mut state.office.store().read().await?, &view.case, department).await?;
            view.prepared = true;
        }
        _ => {
            // A task that cannot be read is told; the preview goes by the rest.
            let pairs = view.handbook.resolve(&typed.pairs).unwrap_or_else(|(field, message)| {
                typed.troubles.push(Trouble { field: Some(field.to_owned()), message });
                typed.pairs.clone()
            });
            let c = &view.case.complaint;
            let refused = if act == Act::Reclassify { refused(c, &pairs) } else { None };
            let tried = tried(c, act, &pairs).map(|clock| due(clock, &view.case.desk));
            view.preview = tried.map(|due| Preview { panel, due, refused });
        }
    }
    view.typed = Some(typed);
    Ok(view.render(&state, jar))
}

/// The page again with a phrase put into one of its texts.
async fn phrase(
    state: &AppState,
    who: Who,
    number: &Number,
    (panel, mut pairs): (String, Pairs),
    jar: CookieJar,
) -> Result<Response, Fail> {
    let phrases = super::phrases::of(&mut state.office.store().read().await?, &who).await?;
    let put_in = super::phrases::insert(&phrases, &mut pairs);
    let act = match panel.as_str() {
        "answer" => Act::SendForApproval,
        panel => Act::parse(panel).unwrap_or(Act::Reclassify),
    };
    let sent = Sent::of(act, pairs);
    let mut view = View::load(state, who, number, sent.asked.clone()).await?;
    view.typed = Some(sent.returned(Vec::new()));
    view.prepared = put_in;
    Ok(view.render(state, jar))
}

/// The clock with the kind, period or extension that was typed.
fn tried(c: &Complaint, act: Act, pairs: &Pairs) -> Option<Clock> {
    let mut clock = c.clock.clone()?;
    if act == Act::Extend {
        let by = value(pairs, "by")?.parse().ok()?;
        clock.extensions.push(Extension { by, decided_at: clock.received_at });
        return Some(clock);
    }
    let named: Option<Period> = value(pairs, "period").and_then(|period| period.parse().ok());
    let kind = value(pairs, "kind").and_then(Kind::parse).or(c.kind)?;
    clock.period = match named {
        Some(period) => period,
        None if Some(kind) == c.kind => clock.period,
        None => kind.statutory_period()?,
    };
    Some(clock)
}

/// A kind has only the periods that the law leaves it.
fn refused(c: &Complaint, pairs: &Pairs) -> Option<Refusal> {
    let named: Period = value(pairs, "period")?.parse().ok()?;
    let kind = value(pairs, "kind").and_then(Kind::parse).or(c.kind)?;
    kind.period_for(Some(named)).err()
}

fn due(mut clock: Clock, desk: &Table) -> Due {
    clock.outages = desk.outages.to_vec();
    if let Some(last) = clock.extensions.last_mut().filter(|e| e.decided_at == clock.received_at) {
        last.decided_at = desk.now;
    }
    clock.due(&desk.calendar)
}

fn value<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}
