//! SQL says what `domain::measure` says, folded over files at every stage; delays likewise, page by page.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::complaint::{Channel, Complaint, Kind, StageName, Visibility};
use domain::deadline::seoul;
use domain::desk::{Desk, seoul_date};
use domain::measure::{self, Tally};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::read::{DelayFilter, Page, Sort, StageCount};
use store::stats::{Figures, Group, Key, Question, SumsChecked};
use testkit::paper::{Paper, put_all};
use testkit::say;
use testkit::world::{self, HAN, JEONG, KIM, LEE, MIN, OH, PARKS, ROADS, SEOUL, SONGPA, YU};

use crate::city::{aged, dated, settled};

const GROUPS: [Group; 6] =
    [Group::Whole, Group::Agency, Group::Department, Group::Kind, Group::Channel, Group::Day];

fn late_in_march() -> Timestamp {
    world::seoul_time("2026-03-24 10:00")
}

fn desk() -> Desk {
    world::desk(late_in_march())
}

fn everything() -> Question {
    Question {
        now: late_in_march(),
        from: world::seoul_time("2026-01-01 00:00"),
        to: world::seoul_time("2026-12-31 00:00"),
        agency: None,
        departments: Vec::new(),
        kind: None,
        channel: None,
    }
}

/// The same by whole days, as every page asks: answered from the sums wherever they tell enough apart.
fn by_days(q: &Question) -> Question {
    let day = |at: Timestamp| day_of(seoul_date(at));
    Question { from: day(q.from).0, to: day(q.to).1, ..q.clone() }
}

/// First and last moment of a day in Seoul.
fn day_of(day: Date) -> (Timestamp, Timestamp) {
    let midnight = |day: Date| seoul::instant(day.to_datetime(Time::midnight()));
    (midnight(day), midnight(day.tomorrow().unwrap()) - SignedDuration::from_micros(1))
}

/// Does this officer watch over the file? The places of `watched`, said once more.
fn watches(who: domain::id::OfficerId, c: &Complaint) -> bool {
    let holder = c.holder();
    c.visibility != Visibility::Sealed
        && match who {
            HAN | MIN => true,
            JEONG => holder.agency == Some(SEOUL),
            OH => holder.agency == Some(SONGPA),
            LEE => holder.department == Some(ROADS),
            other => holder.handler == Some(other),
        }
}

fn asked_of(q: &Question, c: &Complaint) -> bool {
    let holder = c.holder();
    q.agency.is_none_or(|id| holder.agency == Some(id))
        && (q.departments.is_empty() || holder.department.is_some_and(|id| q.departments.contains(&id)))
        && q.kind.is_none_or(|kind| c.kind == Some(kind))
        && q.channel.is_none_or(|channel| c.channel == channel)
}

fn key(group: Group, c: &Complaint, at: Timestamp) -> Key {
    match group {
        Group::Whole => Key::Whole,
        Group::Agency => Key::Agency(c.holder().agency),
        Group::Department => Key::Department(c.holder().department),
        Group::Kind => Key::Kind(c.kind),
        Group::Channel => Key::Channel(c.channel),
        Group::Day => Key::Day(seoul_date(at)),
    }
}

/// The definition, folded over the files.
fn folded(papers: &[Paper], who: domain::id::OfficerId, q: &Question, group: Group) -> Figures {
    let desk = desk();
    let mut figures: Figures = BTreeMap::new();
    let within = |at: Timestamp| q.from <= at && at <= q.to;
    for c in papers.iter().map(|paper| &paper.file).filter(|c| watches(who, c) && asked_of(q, c)) {
        if within(dated(c)) {
            *figures.entry(key(group, c, dated(c))).or_default() += Tally::taken_in(c, &desk);
        }
        if let Some(outcome) = measure::outcome(c, &desk).filter(|outcome| within(outcome.ended_at)) {
            *figures.entry(key(group, c, outcome.ended_at)).or_default() += outcome.tally();
        }
    }
    figures.retain(|_, tally| *tally != Tally::default());
    figures
}

fn questions(papers: &[Paper]) -> Vec<Question> {
    let middle = papers[papers.len() / 2].file.filed_at;
    vec![
        everything(),
        Question { from: middle, ..everything() },
        Question { to: middle, ..everything() },
        Question { agency: Some(SEOUL), ..everything() },
        Question { departments: vec![ROADS, PARKS], ..everything() },
        Question { kind: Some(Kind::Grievance), ..everything() },
        Question { channel: Some(Channel::Phone120), ..everything() },
    ]
}

fn delays() -> DelayFilter {
    let q = everything();
    let (agency, department, handler, kind, still) = (None, None, None, None, None);
    DelayFilter { now: q.now, from: q.from, to: q.to, agency, department, handler, kind, still }
}

/// Asked by everybody, told apart by everything.
async fn all_figures_are_right(store: &Store, papers: &[Paper]) {
    let (mut lines, mut answered, mut saved) = (0, 0, 0);
    for question in questions(papers).into_iter().flat_map(|q| [by_days(&q), q]) {
        for who in [MIN, HAN, JEONG, OH, LEE, KIM] {
            let scope = Scope::of(&world::officer(who));
            for group in GROUPS {
                let found = store.read().await.unwrap().figures(&scope, &question, group).await.unwrap();
                assert_eq!(found, folded(papers, who, &question, group), "{who} {group:?} {question:?}");
                lines += found.len();
                let all: Tally = found.values().copied().sum();
                (answered, saved) = (answered.max(all.answered), saved.max(all.saved_minutes));
            }
        }
    }
    let some = papers.len() == 1 || (lines > 300 && answered > 10 && saved > 0);
    assert!(some, "too few to mean anything: {lines} {answered} {saved}");
}

testkit::both_databases! {
    async fn figures_equal_the_definition_folded_over_all_files(store: Store) {
        let papers = settled(&store, 220).await;
        all_figures_are_right(&store, &papers).await;
    }

    async fn sums_equal_the_definition_waiting_added_and_made_anew(store: Store) {
        let papers = settled(&store, 160).await;
        let waiting = store.read().await.unwrap().sums_backlog(10_000).await.unwrap();
        assert!(waiting > 150, "{waiting}");
        all_figures_are_right(&store, &papers).await;
        assert!(store.check_sums().await.unwrap().is_sound());

        assert_eq!(store.fold_sums().await.unwrap(), usize::try_from(waiting).unwrap());
        assert_eq!(store.fold_sums().await.unwrap(), 0);
        all_figures_are_right(&store, &papers).await;
        let added = store.check_sums().await.unwrap();
        assert!(added.is_sound() && added.lines > 200, "{added:?}");

        store.rebuild_sums().await.unwrap();
        all_figures_are_right(&store, &papers).await;
        assert_eq!(store.check_sums().await.unwrap(), added);
    }

    async fn what_acts_change_is_in_the_sums_and_what_came_to_nothing_is_not(store: Store) {
        world::settle(&store).await;
        let filed = Paper::filed(1, Channel::Web, Visibility::Private);
        put_all(&store, [&filed]).await;
        store.fold_sums().await.unwrap();
        let received = filed.clone().then(&world::officer(HAN), say::receive(Kind::Grievance));
        let sent = received.clone().then(&world::officer(HAN), say::to_department(ROADS));
        let bounced = sent.clone().then(&world::officer(LEE), say::request_reassignment());
        // Whole, by kind, by channel, by department: one file, a line each. And a line of what stands in the city, then in
        // its agency and its department too.
        for (before, after, lines) in [(&filed, &received, 5), (&received, &sent, 7), (&sent, &bounced, 7)] {
            let mut tx = store.write().await.unwrap();
            tx.update_complaint(&before.file, &after.file, after.derived()).await.unwrap();
            tx.commit().await.unwrap();
            let waiting = store.check_sums().await.unwrap();
            assert!(waiting.is_sound(), "{waiting:?}");
            store.fold_sums().await.unwrap();
            assert_eq!(store.check_sums().await.unwrap(), SumsChecked { lines, differing: 0 });
        }
        all_figures_are_right(&store, &[bounced]).await;
    }

    async fn who_watches_two_places_counts_no_file_twice(store: Store) {
        let papers = settled(&store, 120).await;
        // 유대직 minds the agency's manager: the agency, and a department within it.
        let mut both = world::minding(YU, JEONG);
        if let (domain::actor::Actor::Officer(both), domain::actor::Actor::Officer(lee)) =
            (&mut both, world::officer(LEE)) {
            both.duties.extend(lee.duties);
        }
        let scope = Scope::of(&both);
        let found = store.read().await.unwrap().figures(&scope, &everything(), Group::Kind).await.unwrap();
        assert_eq!(found, folded(&papers, JEONG, &everything(), Group::Kind));
        let nobody = Scope::of(&papers[0].petitioner());
        assert!(store.read().await.unwrap().figures(&nobody, &everything(), Group::Whole).await.unwrap().is_empty());
        assert!(store.read().await.unwrap().titles(&nobody, everything().from, everything().to).await.unwrap().is_empty());
    }

    async fn the_backlog_is_what_lies_open_by_stage(store: Store) {
        let papers = settled(&store, 160).await;
        let (now, tonight) = (late_in_march(), world::seoul_time("2026-03-24 23:59"));
        for who in [MIN, JEONG, LEE, KIM] {
            let scope = Scope::of(&world::officer(who));
            let found = store.read().await.unwrap().standing(&scope, now, tonight).await.unwrap();
            let here = |stage| papers.iter().filter(move |p| watches(who, &p.file) && p.file.stage.name() == stage);
            let due = |stage, yes: &dyn Fn(Timestamp) -> bool| {
                u64::try_from(here(stage).filter(|p| p.derived().due_at.is_some_and(yes)).count()).unwrap()
            };
            let wanted: Vec<StageCount> = StageName::ALL.into_iter().filter(|stage| stage.is_live()).map(|stage| StageCount {
                stage,
                total: u64::try_from(here(stage).count()).unwrap(),
                overdue: due(stage, &|at| at < now),
                due_today: due(stage, &|at| at >= now && at <= tonight),
            }).collect();
            assert_eq!(found, wanted, "{who}");
        }
    }

    async fn delays_are_the_late_ones_each_once_in_order(store: Store) {
        let papers = aged(&store, 480).await;
        let desk = desk();
        let mut seen = (0, 0);
        for who in [MIN, JEONG, LEE, KIM] {
            let scope = Scope::of(&world::officer(who));
            let here = || papers.iter().filter(|p| watches(who, &p.file)).map(|p| &p.file);
            let mut still: Vec<_> = here().filter(|c| c.overdue(&desk)).map(|c| (c.due(&desk).unwrap().at.unwrap(), c.id)).collect();
            let mut answered: Vec<_> = here()
                .filter(|c| measure::outcome(c, &desk).is_some_and(|outcome| outcome.late))
                .map(|c| (c.ended_at.unwrap(), c.id)).collect();
            answered.sort();
            answered.reverse();
            for sort in [Sort::Due, Sort::Newest] {
                still.sort();
                if sort == Sort::Newest { still.reverse(); }
                let wanted: Vec<_> = still.iter().chain(&answered).map(|(_, id)| *id).collect();
                let mut found = Vec::new();
                let mut page = Page { sort, limit: 3, after: None };
                loop {
                    let slice = store.read().await.unwrap().delayed(&scope, &delays(), &page).await.unwrap();
                    found.extend(slice.rows.iter().map(|row| row.complaint.id));
                    page.after = slice.next;
                    if page.after.is_none() { break; }
                }
                assert_eq!(found, wanted, "{who} {sort:?}");
            }
            for (wish, wanted) in [(true, still.len()), (false, answered.len())] {
                let filter = DelayFilter { still: Some(wish), ..delays() };
                let page = Page { sort: Sort::Due, limit: 200, after: None };
                let slice = store.read().await.unwrap().delayed(&scope, &filter, &page).await.unwrap();
                assert_eq!(slice.rows.len(), wanted, "{who}");
            }
            seen = (seen.0 + still.len(), seen.1 + answered.len());
        }
        assert!(seen.0 > 20 && seen.1 > 10, "too few to mean anything: {seen:?}");
    }

    async fn the_period_bounds_live_delays_and_late_answers_by_the_day_of_receipt(store: Store) {
        let papers = aged(&store, 480).await;
        let desk = desk();
        let late = |c: &Complaint| c.overdue(&desk) || measure::outcome(c, &desk).is_some_and(|outcome| outcome.late);
        let mut days: Vec<Timestamp> = papers.iter().map(|p| &p.file).filter(|c| late(c)).map(dated).collect();
        days.sort_unstable();
        let (from, to) = (days[days.len() / 3], days[days.len() * 2 / 3]);
        let filter = DelayFilter { from, to, ..delays() };
        let page = Page { sort: Sort::Due, limit: 200, after: None };
        for who in [MIN, JEONG, LEE, KIM] {
            let scope = Scope::of(&world::officer(who));
            let here = || papers.iter().map(|p| &p.file).filter(|c| watches(who, c) && late(c));
            let mut wanted: Vec<_> = here().filter(|c| from <= dated(c) && dated(c) <= to).map(|c| c.id).collect();
            let slice = store.read().await.unwrap().delayed(&scope, &filter, &page).await.unwrap();
            let mut found: Vec<_> = slice.rows.iter().map(|row| row.complaint.id).collect();
            wanted.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, wanted, "{who}");
            let before = || here().filter(|c| c.overdue(&desk) && dated(c) < from);
            let told = store.read().await.unwrap().late_before(&scope, &filter).await.unwrap();
            assert_eq!((told.count, told.last), (u64::try_from(before().count()).unwrap(), before().map(dated).max()), "{who}");
            assert!(who != MIN || (found.len() > 10 && told.count > 5), "too few to mean anything: {found:?} {told:?}");
        }
    }

    async fn a_month_is_checked_once_a_place(store: Store) {
        world::settle(&store).await;
        let check = |by, note: &str| store::MonthlyCheck { month: "2026-02".into(), by, at: world::morning(), note: note.into() };
        for (place, by, note, first) in [(None, MIN, "이상 없음", true), (None, HAN, "다시", false), (Some(SEOUL), JEONG, "본청", true)] {
            let mut tx = store.write().await.unwrap();
            assert_eq!(tx.put_monthly_check(place, &check(by, note)).await.unwrap(), first);
            tx.commit().await.unwrap();
        }
        let mut tx = store.read().await.unwrap();
        assert_eq!(tx.monthly_checks(None).await.unwrap(), [check(MIN, "이상 없음")]);
        assert!(tx.monthly_checks(Some(SONGPA)).await.unwrap().is_empty());
    }
}
