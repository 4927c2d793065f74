//! Many people at once: exactly one wins, numbers have no gap and no twin, nothing is corrupted.

use std::collections::BTreeSet;

use casework::{NotDone, Order};
use domain::actor::Actor;
use domain::complaint::{Command, Complaint, Kind, Number};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{HAN, KIM, LEE, PARK, SEO};

use crate::peek::{Around, folds, officer};

async fn with_version(
    office: TestOffice,
    by: Actor,
    number: Number,
    (version, command): (u64, Command),
) -> Result<Complaint, NotDone> {
    let order = Order { version: Some(version), ..Order::plain(command) };
    casework::perform(&office.office, &by, &number, &order).await
}

testkit::both_databases! {
    async fn of_two_who_read_the_same_version_one_wins(office: TestOffice) {
        let number = office.at_department().await;
        for round in 0..25 {
            let version = office.stored(&number).await.version;
            let handlers = [KIM, PARK, SEO];
            let race = handlers.map(|handler| {
                let order = (version, say::assign(handler));
                tokio::spawn(with_version(office.clone(), officer(LEE), number.clone(), order))
            });
            let mut winners = Vec::new();
            for (handler, task) in handlers.into_iter().zip(race) {
                match task.await.unwrap() {
                    Ok(after) => winners.push((handler, after)),
                    Err(NotDone::Stale { current, since }) => {
                        assert_eq!((current, since.len()), (version + 1, 1));
                    }
                    Err(other) => panic!("round {round}: {other:?}"),
                }
            }
            assert_eq!(winners.len(), 1, "round {round}");
            let stored = office.stored(&number).await;
            assert_eq!(stored, winners[0].1);
            assert_eq!(stored.holder().handler, Some(winners[0].0));
            office.act(&officer(LEE), &number, say::recall()).await;
        }
        folds(&office, &number).await;
    }

    async fn without_a_version_each_is_decided_on_what_the_other_left(office: TestOffice) {
        for _ in 0..15 {
            // A file of its own each time: after two refused requests another desk decides.
            let number = office.at_department().await;
            let act = |command| {
                let (office, number) = (office.clone(), number.clone());
                tokio::spawn(async move { office.try_act(&officer(LEE), &number, command).await })
            };
            let (assigned, transferred) = (act(say::assign(KIM)), act(say::request_reassignment()));
            let done = [assigned.await.unwrap().is_ok(), transferred.await.unwrap().is_ok()];
            assert_eq!(done.iter().filter(|done| **done).count(), 1, "a request open and a handler named exclude each other");
            folds(&office, &number).await;
            if done[0] {
                office.act(&officer(LEE), &number, say::recall()).await;
            } else {
                let refused = say::rule(domain::complaint::Ruling::Refused);
                office.act(&officer(testkit::world::JEONG), &number, refused).await;
            }
        }
    }

    async fn receipts_are_numbered_without_gap_or_twin(office: TestOffice) {
        let mut filed = Vec::new();
        for _ in 0..24 {
            filed.push(office.file().await.complaint.application_number);
        }
        let tasks: Vec<_> = filed.iter().enumerate().map(|(n, number)| {
            let (office, number) = (office.clone(), number.clone());
            tokio::spawn(async move {
                // Every third is refused: its number must not be lost.
                let command = if n % 3 == 0 { say::interim() } else { say::receive(Kind::Grievance) };
                office.try_act(&officer(HAN), &number, command).await.ok().and_then(|after| after.number)
            })
        }).collect();
        let mut numbers = BTreeSet::new();
        for task in tasks {
            numbers.extend(task.await.unwrap().map(|number| number.to_string()));
        }
        let wanted: BTreeSet<String> = (1..=16).map(|n| format!("20260310{n:06}")).collect();
        assert_eq!(numbers, wanted);
    }

    async fn filings_at_once_are_numbered_without_gap_or_twin(office: TestOffice) {
        let tasks: Vec<_> = (0..30).map(|_| {
            let office = office.clone();
            tokio::spawn(async move { office.file().await.complaint.application_number.to_string() })
        }).collect();
        let mut numbers = BTreeSet::new();
        for task in tasks {
            numbers.insert(task.await.unwrap());
        }
        let wanted: BTreeSet<String> = (1..=30).map(|n| format!("F20260310{n:06}")).collect();
        assert_eq!(numbers, wanted);
    }

    async fn a_file_answered_and_merged_into_at_once_forgets_nobody(office: TestOffice) {
        for _ in 0..10 {
            let received = office.received().await;
            let lead = office.stored(&received).await;
            let late = office.file().await.complaint;
            let answering = {
                let (office, number) = (office.clone(), received.clone());
                let answer = say::answer_at_once(domain::complaint::AnswerResult::Granted);
                tokio::spawn(async move { office.try_act(&officer(HAN), &number, answer).await })
            };
            let merging = {
                let (office, number, into) = (office.clone(), late.application_number.clone(), lead.id);
                tokio::spawn(async move { office.try_act(&officer(HAN), &number, say::merge(into, false, 6)).await })
            };
            answering.await.unwrap().unwrap();
            let merged = merging.await.unwrap().is_ok();
            let told = crate::peek::told(&Around::of(&office, &received).await, "Answered");
            assert_eq!(told.len(), if merged { 2 } else { 1 }, "merged: {merged}");
        }
    }
}
