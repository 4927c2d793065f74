//! The everyday desk: what is heard over the database, who is seen writing, drafts of two windows.

use std::time::Duration;

use casework::drafting::{self, Kept, Writing};
use casework::presence::{self, Doing};
use casework::pulse::{Closed, Pulses};
use domain::access::Scope;
use domain::complaint::{AnswerResult, Channel, Kind, StageName, Visibility};
use jiff::SignedDuration;
use store::Draft;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{CHO, HAN, KIM, LEE, PARK, ROADS, SONG, officer};

const BEAT: Duration = Duration::from_millis(5);

testkit::both_databases! {
    /// Two servers over one database: what commits at one is heard at the other, also by whom it left.
    async fn another_server_hears_of_an_act(office: TestOffice) {
        let number = office.at_department().await;
        let elsewhere = Pulses::new(office.office.clone(), BEAT);
        let mut ear = elsewhere.listen();
        office.act(&officer(LEE), &number, say::assign(KIM)).await;
        let mine = |by| Scope::of(&officer(by));
        let heard = loop {
            let reaches = ear.hear().await.unwrap().unwrap();
            if let Some(reach) = reaches.iter().find(|r| r.stages().contains(&StageName::Assigned)) {
                break reach.clone();
            }
        };
        assert!(heard.stages().contains(&StageName::AtDepartment), "the stage it left is told too");
        assert!(heard.felt_by(&mine(KIM)) && heard.felt_by(&mine(LEE)) && heard.felt_by(&mine(HAN)));
        assert!(!heard.felt_by(&mine(PARK)) && !heard.felt_by(&mine(SONG)) && !heard.felt_by(&mine(CHO)));
        elsewhere.close();
        while ear.hear().await != Err(Closed) {}
    }

    async fn what_was_missed_is_told_unless_it_is_too_long_ago(office: TestOffice) {
        let pulses = Pulses::new(office.office.clone(), BEAT);
        let before = office.office.now();
        office.at_department().await;
        assert_eq!(pulses.missed(before).await.unwrap().unwrap().len(), 3);
        office.advance_hours(2);
        assert!(pulses.missed(before).await.unwrap().is_none());
        let later = office.office.now() + SignedDuration::from_secs(1);
        assert!(pulses.missed(later).await.unwrap().is_none(), "the clock was moved back");
    }

    async fn somebody_writing_is_seen_by_others_and_goes_by_falling_silent(office: TestOffice) {
        let number = office.accepted().await;
        let at = |by, doing| { let office = office.office.clone(); let number = number.clone();
            async move { presence::at(&office, &officer(by), &number, doing).await } };
        at(KIM, Doing::Writing).await.unwrap();
        assert_eq!(at(LEE, Doing::Reading).await.unwrap().others, [KIM]);
        assert!(at(KIM, Doing::Reading).await.unwrap().others.is_empty(), "not oneself");
        assert!(at(SONG, Doing::Reading).await.is_err(), "what one may not know of is not there");
        office.advance(presence::GONE_AFTER + SignedDuration::from_secs(1));
        assert!(at(LEE, Doing::Reading).await.unwrap().others.is_empty());
        at(KIM, Doing::Writing).await.unwrap();
        at(KIM, Doing::Leaving).await.unwrap();
        assert!(at(LEE, Doing::Reading).await.unwrap().others.is_empty());
    }

    async fn whoever_hands_a_sealed_file_on_is_not_seen_writing_on_it(office: TestOffice) {
        let sealed = office.file_as(Channel::Web, Visibility::Sealed).await.complaint;
        let han = officer(HAN);
        let number = office.act(&han, &sealed.application_number, say::receive(Kind::Grievance)).await;
        let number = number.spoken_number().clone();
        presence::at(&office.office, &han, &number, Doing::Writing).await.unwrap();
        office.act(&han, &number, say::to_department(ROADS)).await;
        let leaving = presence::at(&office.office, &han, &number, Doing::Leaving).await;
        assert!(leaving.is_err(), "it is out of their sight");
        let seen = presence::at(&office.office, &officer(LEE), &number, Doing::Reading).await.unwrap();
        assert!(seen.others.is_empty());
    }

    async fn of_two_windows_the_second_sees_both_texts(office: TestOffice) {
        let number = office.accepted().await;
        let kim = officer(KIM);
        let write = |body: &str, begun_from: Option<&Draft>| Writing {
            result: Some(AnswerResult::Granted), body: body.to_owned(), remedy: "이의신청은 60일 안에".to_owned(),
            begun_from: begun_from.map(drafting::mark),
        };
        let keep = async |writing: Writing| drafting::keep(&office.office, &kim, &number, &writing).await.unwrap();
        let Kept::Saved(first) = keep(write("첫 글", None)).await else { panic!("nothing was there") };
        assert_eq!(first.remedy, "이의신청은 60일 안에");
        let Kept::Saved(second) = keep(write("이어 쓴 글", Some(&first))).await else { panic!("its own window") };
        let Kept::Clash(there) = keep(write("다른 창의 글", Some(&first))).await else { panic!("a clash") };
        assert_eq!(there, second, "told apart although the clock stood still");
        assert_eq!(keep(write("이어 쓴 글", None)).await, Kept::Saved(second), "the same text is no clash");
        let lee = drafting::keep(&office.office, &officer(PARK), &number, &write("남의 글", None)).await;
        assert!(lee.is_err());
    }
}
