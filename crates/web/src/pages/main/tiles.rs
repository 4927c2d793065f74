//! 진행상태별 처리현황: my complaints by stage, with due today and overdue, and the work asked of me.

use std::collections::{BTreeMap, BTreeSet};

use casework::reader;
use casework::sessions::Who;
use domain::access::Scope;
use domain::complaint::{Channel, DeskItemKind, StageName};
use domain::deadline::seoul;
use domain::desk::Desk;
use domain::role::{Duty, Role};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use store::Read;
use store::read::{Filter, Page, Place, Sort, StageCount, WaitingAt};
use words::Names;
use words::figure::grouped;

use super::sealed;
use crate::components::{Tile, Tone, stat_tiles};
use crate::error::Fail;
use crate::pages::{cooperate, follow_ups, handle, receive, unreached};
use crate::state::AppState;

/// Waiting work is counted up to here; beyond it the number says nothing more.
const COUNTED_TO: u32 = 99;

struct Count {
    label: String,
    href: String,
    total: String,
    note: Option<(String, Tone)>,
}

pub(super) async fn tiles(state: &AppState, who: &Who) -> Result<Markup, Fail> {
    let mut counts = Vec::new();
    if who.on_duty.has(Role::CallCentre) && !who.on_duty.has(Role::Receiver) {
        counts.push(phoned(state, who).await?);
    }
    let (now, mut tx) = (state.office.now(), state.office.store().read().await?);
    let to_hand_on = to_hand_on(who.on_duty.all_duties());
    for (stage, (href, places)) in to_hand_on {
        let mut count = count(stage, href, &counted(&mut tx, who, (&places, now)).await?);
        if stage == StageName::Filed {
            count.note = to_be_received(&mut tx, who, &state.office.desk()).await?;
        }
        counts.push(count);
    }
    counts.extend(by_stage(&mut tx, who, now).await?);
    counts.extend(minded(state, &mut tx, who, now).await?);
    let waiting = [
        ("협조 요청", "/cooperate", DeskItemKind::Cooperation, cooperate::desks(who)),
        (
            "결재 대기",
            "/approve",
            DeskItemKind::Approval,
            who.on_duty.desks().map(WaitingAt::Officer).collect(),
        ),
        ("추가답변 대상", "/follow-ups", DeskItemKind::FollowUp, follow_ups::desks(who)),
    ];
    // Who answers for no department is not shown an inbox that is not theirs.
    for (label, href, kind, at) in waiting.into_iter().filter(|(_, _, _, at)| !at.is_empty()) {
        let page = Page { sort: Sort::Due, limit: COUNTED_TO, after: None };
        let slice = tx.waiting(kind, &at, &page).await?;
        let more = if slice.next.is_some() { "+" } else { "" };
        let late = slice.rows.iter().filter(|w| w.reply_by.is_some_and(|by| by < now)).count();
        let note = (late > 0).then(|| (format!("지연 {late}"), Tone::Danger));
        let (label, href) = (label.to_owned(), href.to_owned());
        counts.push(Count { label, href, total: format!("{}{more}", slice.rows.len()), note });
    }
    counts.extend(untold(&mut tx, who).await?);
    let sealed = sealed::waiting(&mut tx, who).await?;
    Ok(markup(&counts, &sealed))
}

/// Before receipt the period does not run; what runs are the eight working hours to receive it in.
async fn to_be_received(tx: &mut Read, who: &Who, desk: &Desk) -> Result<Option<(String, Tone)>, Fail> {
    let filter = Filter { stages: vec![StageName::Filed], ..Filter::default() };
    let page = Page { sort: Sort::Due, limit: COUNTED_TO, after: None };
    let oldest = tx.complaints(&Scope::of(&who.actor()), &filter, &page).await?;
    let late = oldest.rows.iter().filter(|one| receive::received_by(one, desk) < desk.now).count();
    let more = if late == oldest.rows.len() && oldest.next.is_some() { "+" } else { "" };
    Ok((late > 0).then(|| (format!("지연 {late}{more}"), Tone::Danger)))
}

/// Nearly always there is none, and then nothing is said of it.
async fn untold(tx: &mut Read, who: &Who) -> Result<Option<Count>, Fail> {
    let page = Page { sort: Sort::Due, limit: COUNTED_TO, after: None };
    let slice = tx.owed(&unreached::desks(who), &page).await?;
    let more = if slice.next.is_some() { "+" } else { "" };
    let total = format!("{}{more}", slice.rows.len());
    let (label, href) = (unreached::TITLE.to_owned(), unreached::PATH.to_owned());
    let count = Count { label, href, total, note: None };
    Ok((!slice.rows.is_empty()).then_some(count))
}

/// Where something waits for whoever takes in, distributes and assigns: every place of theirs, with the page it is done on.
fn to_hand_on<'a>(
    duties: impl Iterator<Item = &'a Duty>,
) -> BTreeMap<StageName, (&'static str, BTreeSet<Place>)> {
    let mut waiting: BTreeMap<StageName, (&'static str, BTreeSet<Place>)> = BTreeMap::new();
    for duty in duties {
        let (place, stage, href) = match (duty.role, duty.agency, duty.department) {
            (Role::Receiver, ..) => (Place::City, StageName::Filed, "/receive"),
            (Role::AgencyManager, Some(agency), None) => {
                (Place::Agency(agency), StageName::AtAgency, "/distribute")
            }
            (Role::DepartmentManager, _, Some(department)) => {
                (Place::Department(department), StageName::AtDepartment, "/assign")
            }
            _ => continue,
        };
        waiting.entry(stage).or_insert((href, BTreeSet::new())).1.insert(place);
    }
    waiting
}

/// The call centre takes in what came by telephone: a part of the city's, so it is listed rather than counted.
async fn phoned(state: &AppState, who: &Who) -> Result<Count, Fail> {
    let filter =
        Filter { stages: vec![StageName::Filed], channel: Some(Channel::Phone120), ..Filter::default() };
    let page = Page { sort: Sort::Due, limit: COUNTED_TO, after: None };
    let slice = reader::list(&state.office, &who.actor(), &filter, &page).await?;
    let more = if slice.next.is_some() { "+" } else { "" };
    let total = format!("{}{more}", slice.rows.len());
    let label = words::stage::label(StageName::Filed).to_owned();
    Ok(Count { label, href: "/receive".to_owned(), total, note: None })
}

/// Complaints by stage at these places, told apart by what is due today and what is late.
async fn counted(
    tx: &mut Read,
    who: &Who,
    (places, now): (&BTreeSet<Place>, Timestamp),
) -> Result<Vec<StageCount>, Fail> {
    let tonight = seoul::civil(now).date().saturating_add(1.day()).at(0, 0, 0, 0);
    let tonight = seoul::instant(tonight) - jiff::SignedDuration::from_micros(1);
    let scope = Scope::of(&who.actor());
    let mut all: Vec<StageCount> = Vec::new();
    for place in places {
        all.extend(tx.counts(&scope, *place, now, tonight).await?);
    }
    Ok(all)
}

async fn by_stage(tx: &mut Read, who: &Who, now: Timestamp) -> Result<Vec<Count>, Fail> {
    let own = BTreeSet::from([Place::Handler(who.officer.id)]);
    let all = counted(tx, who, (&own, now)).await?;
    let mine = [
        (StageName::Assigned, "/handle?tab=assigned"),
        (StageName::Accepted, "/handle?tab=accepted"),
        (StageName::ApprovalSent, "/handle?tab=approval"),
        (StageName::ApprovalPending, "/handle?tab=approval"),
        (StageName::Answered, "/handle?tab=done"),
    ];
    Ok(mine.into_iter().map(|(stage, href)| count(stage, href, &all)).collect())
}

/// 대직: of everybody whose desk is minded today, what waits there, with the page that shows it.
async fn minded(state: &AppState, tx: &mut Read, who: &Who, now: Timestamp) -> Result<Vec<Count>, Fail> {
    let chart = state.office.facts().chart;
    let mut counts = Vec::new();
    for absent in who.on_duty.stands_in_for.iter().map(|absent| absent.id) {
        let mut all = counted(tx, who, (&BTreeSet::from([Place::Handler(absent)]), now)).await?;
        all.retain(|count| count.stage.is_live() && count.total > 0);
        let Some(first) = ["accepted", "assigned", "approval"]
            .into_iter()
            .find(|tab| all.iter().any(|count| handle::is_behind(tab, count.stage)))
        else {
            continue;
        };
        counts.push(Count {
            label: format!("대직 · {}", Names::officer(chart.as_ref(), absent)),
            href: format!("/handle?desk={absent}&tab={first}"),
            total: grouped(all.iter().map(|count| count.total).sum()),
            note: note(all.iter()),
        });
    }
    Ok(counts)
}

fn count(stage: StageName, href: &str, all: &[StageCount]) -> Count {
    let here = || all.iter().filter(|count| count.stage == stage);
    Count {
        label: words::stage::label(stage).to_owned(),
        href: href.to_owned(),
        total: grouped(here().map(|count| count.total).sum()),
        note: note(here()),
    }
}

/// What of it is due today, and what is late.
fn note<'a>(here: impl Iterator<Item = &'a StageCount>) -> Option<(String, Tone)> {
    let (overdue, today) =
        here.fold((0, 0), |(overdue, today), count| (overdue + count.overdue, today + count.due_today));
    match (overdue, today) {
        (0, 0) => None,
        (0, today) => Some((format!("오늘 마감 {today}"), Tone::Warning)),
        (overdue, 0) => Some((format!("지연 {overdue}"), Tone::Danger)),
        (overdue, today) => Some((format!("오늘 마감 {today} · 지연 {overdue}"), Tone::Danger)),
    }
}

fn markup(counts: &[Count], sealed: &Markup) -> Markup {
    let tiles: Vec<Tile> = counts
        .iter()
        .map(|count| {
            let tile = Tile::new(&count.label, &count.total, Some(&count.href));
            match &count.note {
                Some((note, tone)) => tile.note(note, *tone),
                None => tile,
            }
        })
        .collect();
    html! {
        // What an open page looks at again when it hears that something changed.
        div data-live="counts" data-live-label="진행상태별 처리현황" {
            (sealed)
            (stat_tiles("내가 처리할 민원상태별 건수", &tiles))
        }
        p.hint { "'결재수신'은 결재시스템으로 전송한 단계, '결재상신'은 결재 진행 중인 단계" }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::{AgencyId, DepartmentId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn of_several_offices_every_one_is_counted_and_each_once() {
        let (agency, other) = (AgencyId(Uuid::from_u128(1)), AgencyId(Uuid::from_u128(2)));
        let departments = [DepartmentId(Uuid::from_u128(3)), DepartmentId(Uuid::from_u128(4))];
        let duties = [
            Duty::department(Role::DepartmentManager, agency, departments[0]),
            Duty::department(Role::DepartmentManager, other, departments[1]),
            // Their own, and the same once more on somebody's behalf.
            Duty::department(Role::DepartmentManager, agency, departments[0]),
            Duty::department(Role::Cooperator, agency, departments[0]),
        ];
        let waiting = to_hand_on(duties.iter());
        let places: BTreeSet<Place> = departments.into_iter().map(Place::Department).collect();
        assert_eq!(waiting, BTreeMap::from([(StageName::AtDepartment, ("/assign", places))]));
    }
}
