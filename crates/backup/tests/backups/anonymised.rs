//! Complaints whose time was over: a backup taken after they were anonymised holds nothing of the person, and an office
//! brought back from one taken before finds them due again.

use casework::{Clock, reader, retention};
use domain::complaint::{AnswerResult, Command, Number};
use domain::retention::Decision;
use store::Engine;
use testkit::office::TestOffice;
use testkit::world::{KIM, MIN, NAM, SEO, officer, seoul_time};
use testkit::{rows, say};

use crate::desk::{Desk, Elsewhere, bring_back, key, lock};
use crate::twins;

twins!(
    a_backup_taken_after_it_holds_nothing_of_the_person,
    brought_back_from_one_taken_before_it_the_file_is_due_again
);

const PICTURE: &[u8] = b"a picture of somebody";

/// A complaint that was answered long ago, with a paper on it.
async fn long_ago(desk: &Desk) -> Number {
    let office = &desk.office;
    // Boxed: one in the other they are deeper than the compiler counts.
    let number = Box::pin(office.accepted()).await;
    Box::pin(desk.attach(&number, PICTURE)).await;
    let acts = [
        (KIM, say::send(AnswerResult::Granted, &[SEO, NAM])),
        (SEO, Command::ApprovalStarted),
        (SEO, say::approve()),
        (NAM, say::approve()),
    ];
    for (by, act) in acts {
        Box::pin(office.act(&officer(by), &number, act)).await;
    }
    to_the_day(office);
    number
}

/// The first day on which it may be decided about: answered in 2026, kept for five years.
fn to_the_day(office: &TestOffice) {
    office.clock.move_to(seoul_time("2032-01-02 10:00"));
}

/// What tells of the person and of what they wrote.
async fn marks(office: &TestOffice, number: &Number) -> Vec<String> {
    let case = reader::case(&office.office, &officer(MIN), number).await.unwrap();
    let person = case.petitioner;
    let told = [person.phone, person.email, person.address, case.words.place];
    let words = [person.name, case.words.title, case.words.body, "사진.jpg".to_owned()];
    let all = words.into_iter().chain(told.into_iter().flatten());
    let lines = all.flat_map(|mark| mark.lines().map(str::to_owned).collect::<Vec<_>>());
    let marks: Vec<String> = lines.filter(|mark| !mark.is_empty()).collect();
    assert!(marks.len() >= 5, "{marks:?}");
    marks
}

/// Which of them are anywhere in a database, with everything that is sealed opened.
async fn left(database: &testkit::databases::TestDatabase, marks: &[String]) -> Vec<String> {
    let everything = rows::everything(database).await.rows;
    let tables: Vec<String> =
        everything.iter().map(|(table, rows)| format!("{table}: {}", rows.join("\n"))).collect();
    let stands = |mark: &&String| tables.iter().any(|table| table.contains(mark.as_str()));
    marks.iter().filter(stands).cloned().collect()
}

async fn anonymise(office: &TestOffice, number: &Number) {
    let id = office.stored(number).await.id;
    let reason = say::memo("2032년 제1차 심의회 의결");
    retention::review(&office.office, (&officer(MIN), "203.0.113.7"), id, Decision::Anonymise, &reason)
        .await
        .unwrap();
    casework::search::fold(&office.office, 1).await.unwrap();
}

async fn a_backup_taken_after_it_holds_nothing_of_the_person(engine: Engine) {
    let desk = Desk::open(engine).await;
    let number = long_ago(&desk).await;
    let marks = marks(&desk.office, &number).await;
    assert_eq!(left(&desk.database, &marks).await, marks, "they are where this test looks for them");
    anonymise(&desk.office, &number).await;
    let taken = desk.back_up(&lock()).await.unwrap();
    assert_eq!(taken.contents.files, 0, "its papers are not in it");

    let elsewhere = Elsewhere::vacant(engine).await;
    let restored = bring_back(elsewhere.place(engine), &taken.path, key()).await.unwrap();
    assert!(restored.found.is_sound(), "{:?}", restored.found);
    assert_eq!(left(&elsewhere.database, &marks).await, Vec::<String>::new());
    assert!(elsewhere.vault.is_empty().await.unwrap());
    elsewhere.close().await;
    desk.close().await;
}

async fn brought_back_from_one_taken_before_it_the_file_is_due_again(engine: Engine) {
    let desk = Desk::open(engine).await;
    let number = long_ago(&desk).await;
    let marks = marks(&desk.office, &number).await;
    let taken = desk.back_up(&lock()).await.unwrap();
    assert_eq!(retention::waiting(&desk.office.office, 9).await.unwrap(), 1);
    anonymise(&desk.office, &number).await;
    assert_eq!(retention::waiting(&desk.office.office, 9).await.unwrap(), 0);

    let elsewhere = Elsewhere::vacant(engine).await;
    bring_back(elsewhere.place(engine), &taken.path, key()).await.unwrap();
    assert_eq!(left(&elsewhere.database, &marks).await, marks, "whoever was taken out is back");
    let again = TestOffice::over(elsewhere.database.open().await).await;
    to_the_day(&again);
    assert_eq!(retention::waiting(&again.office, 9).await.unwrap(), 1, "and whoever brings it back is told");
    let due = retention::to_review(&again.office, &officer(MIN), None, 9).await.unwrap();
    assert_eq!(due.iter().map(|file| file.number.as_str()).collect::<Vec<_>>(), [number.as_str()]);
    anonymise(&again, &number).await;
    assert_eq!(left(&elsewhere.database, &marks).await, Vec::<String>::new());
    again.store().close().await;
    elsewhere.close().await;
    desk.close().await;
}
