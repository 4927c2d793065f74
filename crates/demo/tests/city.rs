//! A small city on both databases: every stage occurs, every history makes its file, every desk has work.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{MovableClock, Office, sessions};
use demo::{DEMO_NOW, FROM_PAPER, LOG_INS, Plan, Summary, survey_month};
use domain::access::Scope;
use domain::actor::{Actor, Machinery, OnDuty};
use domain::complaint::{self, DeskItemKind, StageName};
use domain::desk::seoul_date;
use domain::satisfaction::{By, Grid, Tally, Under, Unit, grid};
use jiff::SignedDuration;
use store::read::{Filter, Listed, PAGE_MAX, Page, Sort, WaitingAt};
use store::{DispatchFilter, NoticeState, Store};

const PASSWORD: &str = "made-up-for-the-test";
const COMPLAINTS: u32 = 300;

testkit::both_databases! {
    async fn a_city_stands(store: Store) {
        let (office, summary) = build(&store).await;
        assert_eq!(summary.refused, Vec::<String>::new());
        assert_eq!(summary.complaints, 300);
        assert!(summary.agencies >= 50 && summary.departments > 900 && summary.officers > 2_000, "{summary:?}");
        every_stage_occurs_and_every_history_makes_its_file(&office).await;
        everybody_can_log_in(&office).await;
        every_desk_has_work(&office).await;
        letters_have_left(&office).await;
        the_guides_tables_are_what_the_statistics_say(&office).await;
        the_administrator_has_kept_the_books(&office).await;
        live_filings_go_on_counting(&office, &summary).await;
    }
}

async fn build(store: &Store) -> (Office, Summary) {
    let password_hash = sessions::hash_password(PASSWORD.to_owned()).await.unwrap();
    let plan = Plan { complaints: COMPLAINTS, seed: 7, now: DEMO_NOW, password_hash, years: None };
    let summary = demo::build(store, &plan).await.unwrap();
    let clock = Arc::new(MovableClock::new(DEMO_NOW));
    (Office::open(store.clone(), clock.clone(), clock).await.unwrap(), summary)
}

fn machinery() -> Scope {
    Scope::of(&Actor::System(Machinery::Sweep))
}

async fn all(office: &Office, scope: &Scope, filter: &Filter) -> Vec<Listed> {
    let mut tx = office.store().read().await.unwrap();
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = Page { sort: Sort::Due, limit: PAGE_MAX, after };
        let slice = tx.complaints(scope, filter, &page).await.unwrap();
        found.extend(slice.rows);
        after = slice.next;
        if after.is_none() {
            return found;
        }
    }
}

async fn every_stage_occurs_and_every_history_makes_its_file(office: &Office) {
    let mut listed = all(office, &machinery(), &Filter::default()).await;
    listed.extend(all(office, &machinery(), &Filter { sealed: true, ..Filter::default() }).await);
    assert_eq!(listed.len(), 300 + FROM_PAPER);
    let mut stages: BTreeMap<StageName, usize> = BTreeMap::new();
    let mut tx = office.store().read().await.unwrap();
    for row in &listed {
        *stages.entry(row.stage).or_default() += 1;
        let stored = tx.complaint_by_id(&machinery(), row.id).await.unwrap().complaint;
        let history = tx.history(row.id).await.unwrap();
        let folded = complaint::fold(history.iter().map(|line| &line.happened)).unwrap();
        assert_eq!(folded, stored);
        assert!(stored.last_event_at <= DEMO_NOW, "{} acted in the future", row.number);
    }
    for stage in StageName::ALL {
        assert!(stages.contains_key(&stage), "nothing is {stage:?}: {stages:?}");
    }
}

async fn everybody_can_log_in(office: &Office) {
    for (login, _) in LOG_INS {
        let token = sessions::log_in(office, login, PASSWORD, &sessions::Knock::from([127, 0, 0, 1]))
            .await
            .unwrap()
            .inside()
            .unwrap()
            .token;
        let who = sessions::who(office, &token).await.unwrap().unwrap();
        assert_eq!(who.officer.login, login);
    }
}

async fn on_duty(office: &Office, login: &str) -> OnDuty {
    let mut tx = office.store().read().await.unwrap();
    let officer = tx.officer_by_login(login).await.unwrap().unwrap();
    tx.on_duty(officer.id, seoul_date(DEMO_NOW)).await.unwrap().unwrap()
}

async fn every_desk_has_work(office: &Office) {
    let at = |stage| Filter { stages: vec![stage], ..Filter::default() };
    let manager = on_duty(office, "manager").await;
    let department = Some(manager.department);
    let scope = Scope::of(&Actor::Officer(manager.clone()));
    let waiting = all(office, &scope, &Filter { department, ..at(StageName::AtDepartment) }).await;
    assert!(waiting.len() >= 15, "{} to distribute", waiting.len());

    let handler = on_duty(office, "handler").await;
    let scope = Scope::of(&Actor::Officer(handler.clone()));
    let own = Filter { handler: Some(handler.id), ..Filter::default() };
    let desk = [StageName::Assigned, StageName::Accepted];
    let mine = all(office, &scope, &Filter { stages: desk.to_vec(), ..own }).await;
    assert!(mine.len() >= 10, "{} on the handler's desk", mine.len());

    let agency = on_duty(office, "agency").await;
    let scope = Scope::of(&Actor::Officer(agency.clone()));
    let arrived =
        all(office, &scope, &Filter { agency: Some(agency.agency), ..at(StageName::AtAgency) }).await;
    assert!(arrived.len() >= 5, "{} at the agency", arrived.len());

    let receiver = on_duty(office, "receiver").await;
    let filed = all(office, &Scope::of(&Actor::Officer(receiver)), &at(StageName::Filed)).await;
    assert!(filed.len() >= 15, "{} filed", filed.len());

    let approver = on_duty(office, "approver").await.id;
    let parking = on_duty(office, "cooperator").await.department;
    for (kind, desk, least) in [
        (DeskItemKind::FollowUp, WaitingAt::Officer(handler.id), 2),
        (DeskItemKind::Approval, WaitingAt::Officer(approver), 3),
        (DeskItemKind::Cooperation, WaitingAt::Department(parking), 3),
        (DeskItemKind::Reassignment, WaitingAt::Agency(agency.agency), 3),
        (DeskItemKind::Reassignment, WaitingAt::CallCentre, 2),
    ] {
        let page = Page { sort: Sort::Due, limit: PAGE_MAX, after: None };
        let mut tx = office.store().read().await.unwrap();
        let found = tx.waiting(kind, &[desk], &page).await.unwrap().rows.len();
        assert!(found >= least, "{found} of {kind:?} at {desk:?}");
    }
}

async fn letters_have_left(office: &Office) {
    let mut tx = office.store().read().await.unwrap();
    let counts: BTreeMap<&str, u64> =
        tx.count_notices().await.unwrap().into_iter().map(|(state, n)| (state.as_str(), n)).collect();
    assert!(counts["sent"] > 1_000 && counts["pending"] > 0 && counts["failed"] > 0, "{counts:?}");
    let of = |state| DispatchFilter {
        from: DEMO_NOW - SignedDuration::from_hours(60 * 24),
        to: DEMO_NOW,
        state: Some(state),
        channel: None,
    };
    let sent = tx.dispatched(&of(NoticeState::Sent), None, 200).await.unwrap();
    assert!(sent.iter().all(|n| n.attempts.last().is_some_and(|a| a.success && a.at <= DEMO_NOW)));
    assert!(sent.iter().any(|n| n.attempts.len() == 2), "nothing fell back to its next channel");
    let pending = tx.dispatched(&of(NoticeState::Pending), None, 200).await.unwrap();
    let recent = DEMO_NOW - SignedDuration::from_hours(2);
    assert!(pending.iter().all(|n| n.created_at >= recent));
}

/// A grid as the page shows it: 평균, 응답건수, 비율, 처리건수, 대상건수, 이송건수.
fn shown(office: &Office, grid: &Grid) -> Vec<String> {
    let chart = office.facts().chart;
    let name = |unit: &Unit| match unit {
        Unit::Agency(id) => chart.agency(*id).unwrap().name.clone(),
        Unit::Bureau(_, bureau) => bureau.clone(),
        Unit::Department(id) => {
            let department = chart.department(*id).unwrap();
            format!("{} {}", department.bureau, department.name)
        }
        Unit::NotDistributed => "부서 분배 전".to_owned(),
    };
    let line = |name: &str, t: Tally| {
        let (average, percent) = (t.average(), t.answered_percent());
        format!("{name} {average} {} {percent}% {} {} {}", t.responses, t.answered, t.asked, t.came)
    };
    let rows = grid.rows.iter().map(|row| line(&name(&row.unit), row.tally));
    std::iter::once(line("전체", grid.whole)).chain(rows).collect()
}

async fn the_guides_tables_are_what_the_statistics_say(office: &Office) {
    let (first, last) = survey_month(DEMO_NOW);
    assert_eq!((first.to_string(), last.to_string()), ("2026-08-01".to_owned(), "2026-08-31".to_owned()));
    let (from, to) = casework::reader::period(Some(first), Some(last), seoul_date(DEMO_NOW)).unwrap();
    let agency = on_duty(office, "agency").await;
    let songpa = agency.agency;
    for scope in [Scope::of(&Actor::Officer(agency)), machinery()] {
        let counted = office.store().read().await.unwrap().satisfaction(&scope, from, to).await.unwrap();
        let chart = office.facts().chart;
        let bureaus = grid(&counted, &chart, By::Bureau, &Under::Agency(songpa));
        assert_eq!(
            shown(office, &bureaus),
            [
                "전체 68.18 11 100% 4 4 28",
                "송파구 산하기관 0 0 0% 0 0 1",
                "송파구 교통환경국 79.17 6 100% 2 2 16",
                "송파구 도시관리국 58.33 3 100% 1 1 7",
                "송파구 감사담당관 0 0 0% 0 0 1",
                "송파구 보건소 50 2 100% 1 1 3",
            ]
        );
        let health = Under::Bureau(songpa, "송파구 보건소".to_owned());
        let departments = grid(&counted, &chart, By::Department, &health);
        assert_eq!(
            shown(office, &departments),
            ["전체 50 2 100% 1 1 3", "송파구 보건소 의약과 50 2 100% 1 1 3"]
        );
    }
}

async fn the_administrator_has_kept_the_books(office: &Office) {
    let mut tx = office.store().read().await.unwrap();
    let today = seoul_date(DEMO_NOW);
    assert!(tx.categories_on(today, 50).await.unwrap().len() >= 10);
    assert!(tx.tasks_on(today, 50).await.unwrap().len() >= 6);
    assert!(tx.templates(None, None, 50).await.unwrap().len() >= 3);
    let outage = tx.outages().await.unwrap().remove(0);
    assert!(outage.until.is_some_and(|until| until < DEMO_NOW));
    assert!(
        tx.verify_accesses()
            .await
            .is_ok_and(|chain| matches!(chain, store::Chain::Whole { lines } if lines > 300))
    );
    let entered = all(office, &machinery(), &Filter::default()).await.into_iter();
    let entered = entered.filter(|row| outage.outage().held(row.filed_at) && row.received_at.is_some());
    let mut marked = 0;
    for row in entered {
        let history = tx.history(row.id).await.unwrap();
        marked += usize::from(
            history.iter().any(|l| matches!(l.happened.event, complaint::Event::BackEntered { .. })),
        );
    }
    assert_eq!(marked, FROM_PAPER);
}

async fn live_filings_go_on_counting(office: &Office, summary: &Summary) {
    let mut tx = office.store().write().await.unwrap();
    let today = seoul_date(DEMO_NOW);
    let next = tx.next_application(today).await.unwrap();
    assert!(next > 1, "the series starts again");
    drop(tx);
    let (number, secret) = summary.examples.first().unwrap();
    let number = complaint::Number::parse(number).unwrap();
    casework::petition::enter(office, &number, secret).await.unwrap();
}
