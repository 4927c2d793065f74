//! 인사 연계 over a real office: what a feed changes, what follows from it, and what it leaves alone.

use casework::people::{self, NotChanged, accounts, feeds};
use domain::complaint::{Command, StageName};
use domain::id::DepartmentId;
use domain::org::{EndedDepartment, Feed, FeedDepartment, FeedOfficer, Place};
use domain::role::{Duty, Role};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{
    AGENCIES, CHOI, CLEANING, DEPARTMENTS, HAN, KANG, KIM, LEE, NAM, OFFICERS, OH, PARK, PARKS, ROADS, SEO,
    SI, SONG, WORKS, officer, seoul_time,
};

use crate::people::{TODAY, from, who};

/// The small city as the directory would tell it today.
fn city() -> Feed {
    let place = |id: DepartmentId| {
        let (_, agency, _, name) = DEPARTMENTS.iter().find(|row| row.0 == id).unwrap();
        let code = AGENCIES.iter().find(|row| row.0 == *agency).unwrap().1;
        Place { agency: code.into(), department: (*name).into() }
    };
    let departments = DEPARTMENTS.map(|(id, _, bureau, name)| FeedDepartment {
        place: place(id),
        bureau: bureau.into(),
        name: name.into(),
    });
    let staff =
        OFFICERS.into_iter().filter(|row| row.0 != KANG).map(|(_, department, login, name)| FeedOfficer {
            login: login.into(),
            name: name.into(),
            title: "주무관".into(),
            place: place(department),
            email: format!("{login}@new.example"),
            phone: "02-1".into(),
            duty: "새 업무".into(),
        });
    Feed {
        made_on: TODAY,
        covers: Vec::new(),
        agencies: Vec::new(),
        departments: departments.into(),
        ended: Vec::new(),
        staff: staff.collect(),
    }
}

fn without(mut feed: Feed, login: &str) -> Feed {
    feed.staff.retain(|officer| officer.login != login);
    feed
}

/// 도로과 is merged into 공원과, people and all.
fn merged(mut feed: Feed) -> Feed {
    let (from, to) = (place_named(&feed, "도로과"), place_named(&feed, "공원과"));
    feed.departments.retain(|d| d.place != from);
    for officer in feed.staff.iter_mut().filter(|o| o.place == from) {
        officer.place = to.clone();
    }
    feed.ended.push(EndedDepartment { place: from, successor: Some(to) });
    feed
}

fn place_named(feed: &Feed, name: &str) -> Place {
    feed.departments.iter().find(|d| d.name == name).unwrap().place.clone()
}

async fn applied(office: &TestOffice, feed: &Feed) -> feeds::Applied {
    let id = feeds::keep(&office.office, Some(SI), feeds::UPLOADED, feed).await.unwrap();
    feeds::apply(&office.office, (id, Some(SI)), None, false).await.unwrap()
}

testkit::both_databases! {
    async fn the_same_feed_twice_changes_nothing(office: TestOffice) {
        let plan = feeds::plan_of(&office.office, &city()).await.unwrap();
        assert!(plan.changes.is_empty(), "{:?}", plan.changes);
        applied(&office, &without(city(), "song")).await;
        let again = feeds::plan_of(&office.office, &without(city(), "song")).await.unwrap();
        assert!(again.changes.is_empty(), "{:?}", again.changes);
    }

    async fn who_leaves_by_the_feed_owns_nothing_afterwards(office: TestOffice) {
        let accepted = office.accepted().await;
        let sent = office.accepted().await;
        office.act(&officer(KIM), &sent, say::send(domain::complaint::AnswerResult::Granted, &[SEO, NAM])).await;
        let gone = without(without(city(), "kim"), "seo");
        let plan = feeds::plan_of(&office.office, &gone).await.unwrap();
        assert_eq!(plan.follows.back_to_department.files, 2, "told before it is done");
        let applied = applied(&office, &gone).await;
        assert_eq!(applied.handed_over, 2);
        for number in [&accepted, &sent] {
            let file = office.stored(number).await;
            assert_eq!((file.stage.name(), file.holder().department), (StageName::AtDepartment, Some(ROADS)));
        }
        assert_eq!(office.office.facts().chart.officer(KIM).map(|o| o.active), Some(false));
        office.act(&officer(LEE), &accepted, say::assign(PARK)).await;
        let back = feeds::plan_of(&office.office, &city()).await.unwrap();
        assert_eq!(back.changes.len(), 2, "both may come back: {:?}", back.changes);
    }

    async fn a_merged_department_hands_everything_on_and_its_people_go_along(office: TestOffice) {
        let mine = office.accepted().await;
        let asked = office.received().await;
        office.act(&officer(HAN), &asked, say::to_department(WORKS)).await;
        let manager = officer(testkit::world::MUN);
        office.act(&manager, &asked, say::cooperate(ROADS, seoul_time("2026-03-12 18:00"))).await;
        let applied = applied(&office, &merged(city())).await;
        assert!(applied.plan.blocked.is_empty());
        let file = office.stored(&mine).await;
        assert_eq!((file.holder().department, file.holder().handler), (Some(PARKS), Some(KIM)));
        assert_eq!(office.stored(&asked).await.cooperations[0].department, PARKS);
        assert!(office.office.facts().chart.is_ended(ROADS));
        let lee = office.store().read().await.unwrap().on_duty(LEE, TODAY).await.unwrap().unwrap();
        assert!(!lee.has(Role::DepartmentManager), "a duty of a department that is no more");
        office.act(&officer(CHOI), &mine, say::recall()).await;
    }

    async fn a_department_with_open_files_and_no_successor_does_not_end(office: TestOffice) {
        let number = office.at_department().await;
        let mut feed = merged(city());
        feed.ended.clear();
        let applied = applied(&office, &feed).await;
        assert_eq!(applied.plan.blocked[0].numbers, std::slice::from_ref(&number));
        assert!(!office.office.facts().chart.is_ended(ROADS));
        assert_eq!(office.stored(&number).await.holder().department, Some(ROADS));
    }

    async fn a_feed_in_which_too_many_vanish_waits_for_somebody_to_say_so(office: TestOffice) {
        let mut feed = city();
        feed.staff.truncate(3);
        let plan = feeds::plan_of(&office.office, &feed).await.unwrap();
        assert_eq!(plan.vanishing.map(|gone| gone.leaving), Some(14));
        let id = feeds::keep(&office.office, None, feeds::FETCHED, &feed).await.unwrap();
        let unconfirmed = feeds::apply(&office.office, (id, None), None, false).await;
        assert!(matches!(unconfirmed, Err(NotChanged::Meanwhile)));
        let stale = feeds::apply(&office.office, (id, None), Some("another"), true).await;
        assert!(matches!(stale, Err(NotChanged::Meanwhile)), "what was read is what is done");
        assert!(office.office.facts().chart.officer(SONG).unwrap().active);
        feeds::apply(&office.office, (id, Some(SI)), Some(&plan.digest), true).await.unwrap();
        assert!(!office.office.facts().chart.officer(SONG).unwrap().active);
    }

    async fn hand_registered_accounts_and_own_words_are_left_alone(office: TestOffice) {
        let lee = who(&office, LEE).await;
        let record = accounts::Record { name: "당직일".into(), title: String::new(), department: CLEANING };
        let contact = accounts::Contact { email: "d@x.example".into(), phone: "02-1".into(), duty: "당직".into() };
        let oh = who(&office, OH).await;
        let new = accounts::NewUser { login: "duty1".into(), record, contact };
        let (id, _) = accounts::register(&office.office, from(&oh), new).await.unwrap();
        let own = office.office.facts().chart.officer(KIM).unwrap().email.clone();
        let mut feed = city();
        feed.staff.iter_mut().find(|o| o.login == "kim").unwrap().title = "팀장".into();
        applied(&office, &feed).await;
        let chart = office.office.facts().chart;
        assert!(chart.officer(id).unwrap().active);
        let kim = chart.officer(KIM).unwrap();
        assert_eq!((kim.title.as_str(), kim.email.as_str()), ("팀장", own.as_str()));
        assert_eq!(lee.on_duty.duties[0], Duty { role: Role::DepartmentManager, ..lee.on_duty.duties[0] });
    }

    async fn what_is_asked_again_of_somebody_gone_comes_to_the_department(office: TestOffice) {
        let number = office.accepted().await;
        office.act(&officer(KIM), &number, say::send(domain::complaint::AnswerResult::Granted, &[SEO])).await;
        office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
        office.act(&officer(SEO), &number, say::approve()).await;
        applied(&office, &without(city(), "kim")).await;
        let petitioner = domain::actor::Actor::Petitioner(office.stored(&number).await.petitioner);
        office.act(&petitioner, &number, say::rate(domain::complaint::Score::VeryPoor)).await;
        office.act(&petitioner, &number, say::ask_again()).await;
        assert_eq!(people::clear_desks(&office.office).await.unwrap().done, 1);
        office.act(&officer(LEE), &number, say::answer_follow_up()).await;
    }
}
