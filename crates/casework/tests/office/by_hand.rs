//! 직접 통지: who is reached by nothing of ours is told by hand, by whoever answers for the file, and once.

use casework::by_hand::{self, Telling};
use casework::intake::{self, HandedInBy};
use casework::{NotDone, Person, Submission};
use domain::complaint::{AnswerResult, Channel, Command, Kind, Number, Visibility};
use domain::id::NoticeId;
use domain::notice::{Reference, Way};
use jiff::SignedDuration;
use store::read::{Page, Sort, WaitingAt};
use store::{NoticeState, NoticeWithAttempts, OpeningsOf, Owed};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{CHOI, DA, HAN, JEONG, KIM, LEE, NAM, PARK, PARKS, ROADS, SEO, SEOUL, YU};

use crate::peek::{Around, officer};

const FROM: &str = "203.0.113.7";

/// Somebody with an address and a telephone that takes no texts writes a letter.
async fn filed(office: &TestOffice, channel: Channel, visibility: Visibility) -> Number {
    let person = Person {
        name: "박시민".into(),
        phone: Some("02-2147-0000".into()),
        address: Some("서울특별시 송파구 백제고분로 12".into()),
        ..Person::default()
    };
    let written = Submission { channel, visibility, person, ..submission() };
    let by = match channel {
        Channel::Epeople => HandedInBy::Machinery(domain::actor::Machinery::Connector),
        _ => HandedInBy::Citizen,
    };
    intake::file(&office.office, by, written, None).await.unwrap().complaint.application_number
}

/// Answered by 김도로 of 도로과.
async fn answered(office: &TestOffice, channel: Channel, visibility: Visibility) -> Number {
    let number = filed(office, channel, visibility).await;
    let after = office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
    let number = after.spoken_number().clone();
    office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
    office.act(&officer(LEE), &number, say::assign(KIM)).await;
    office.act(&officer(KIM), &number, Command::Accept).await;
    office.act(&officer(KIM), &number, say::send(AnswerResult::Granted, &[SEO, NAM])).await;
    office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
    office.act(&officer(SEO), &number, say::approve()).await;
    office.act(&officer(NAM), &number, say::approve()).await;
    number
}

async fn owed(office: &TestOffice, at: WaitingAt) -> Vec<Owed> {
    let page = Page { sort: Sort::Due, limit: 20, after: None };
    office.store().read().await.unwrap().owed(&[at], &page).await.unwrap().rows
}

/// What there is for the petitioner.
async fn letters(office: &TestOffice, number: &Number) -> Vec<NoticeWithAttempts> {
    let all = Around::of(office, number).await.notices;
    all.into_iter().filter(|with| with.notice.to.petitioner().is_some()).collect()
}

async fn tell(
    office: &TestOffice,
    who: domain::id::OfficerId,
    number: &Number,
    id: NoticeId,
) -> Result<Telling, NotDone> {
    let reference = Reference::new("12345-6789-0123").unwrap();
    by_hand::told(&office.office, (&officer(who), FROM), number, id, (Way::Post, Some(&reference))).await
}

testkit::both_databases! {
    async fn the_answer_waits_at_the_handlers_and_the_managers_desk_until_it_was_told(office: TestOffice) {
        let number = answered(&office, Channel::Post, Visibility::Private).await;
        let written = letters(&office, &number).await;
        assert_eq!(written.len(), 1, "of what need not be told by hand nothing is written");
        let letter = &written[0].notice;
        assert!(letter.delivery_key.contains(":Answered:") && letter.waits_for_somebody());
        for at in [WaitingAt::Officer(KIM), WaitingAt::Department(ROADS)] {
            let found = owed(&office, at).await;
            assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [letter.id], "{at:?}");
            assert_eq!((found[0].number.as_str(), found[0].handler), (number.as_str(), Some(KIM)));
        }
        for at in [WaitingAt::Officer(PARK), WaitingAt::Department(PARKS), WaitingAt::Receivers, WaitingAt::CallCentre] {
            assert!(owed(&office, at).await.is_empty(), "{at:?}");
        }
        for who in [PARK, YU, CHOI, HAN, JEONG, SEO, DA] {
            let refused = tell(&office, who, &number, letter.id).await;
            assert!(matches!(refused, Err(NotDone::NotFound)), "{who} answers for it no more than a stranger");
        }
        assert_eq!(tell(&office, KIM, &number, letter.id).await.unwrap(), Telling::WrittenDown);
        let told = letters(&office, &number).await.remove(0);
        assert_eq!(told.notice.state, NoticeState::Sent);
        let last = told.attempts.last().unwrap();
        assert_eq!((last.channel.as_str(), last.success), ("post", true));
        assert_eq!(last.answer, "등기번호 1234567890123 · 김도로");
        assert!(owed(&office, WaitingAt::Officer(KIM)).await.is_empty());
        let again = tell(&office, LEE, &number, letter.id).await;
        assert!(matches!(again, Ok(Telling::Meanwhile)), "once: {again:?}");
        assert_eq!(letters(&office, &number).await[0].attempts.len(), 1);
    }

    async fn on_paper_stand_name_and_address_and_the_opening_is_kept_first(office: TestOffice) {
        let number = answered(&office, Channel::Post, Visibility::Private).await;
        let id = letters(&office, &number).await[0].notice.id;
        let stranger = by_hand::on_paper(&office.office, (&officer(PARK), FROM), &number, id).await;
        assert!(matches!(stranger, Err(NotDone::NotFound)));
        let paper = by_hand::on_paper(&office.office, (&officer(LEE), FROM), &number, id).await.unwrap();
        assert_eq!(paper.person.name, "박시민");
        assert_eq!(paper.person.address.as_deref(), Some("서울특별시 송파구 백제고분로 12"));
        assert!(paper.notice.body.contains("보수하였습니다."), "{}", paper.notice.body);
        let file = office.stored(&number).await;
        let mut tx = office.store().read().await.unwrap();
        let kept = tx.openings(OpeningsOf::Complaint(file.id), None, 10).await.unwrap();
        assert_eq!(kept.len(), 1, "the stranger's is none");
        assert_eq!((kept[0].officer, kept[0].petitioner), (LEE, Some(file.petitioner)));
        assert!(kept[0].purpose.contains("통지문"), "{}", kept[0].purpose);
    }

    async fn a_sealed_files_letter_waits_at_its_handlers_own_desk_alone(office: TestOffice) {
        let number = answered(&office, Channel::Post, Visibility::Sealed).await;
        assert_eq!(owed(&office, WaitingAt::Officer(KIM)).await.len(), 1);
        assert!(owed(&office, WaitingAt::Department(ROADS)).await.is_empty());
        let id = letters(&office, &number).await[0].notice.id;
        assert!(matches!(tell(&office, LEE, &number, id).await, Err(NotDone::NotFound)));
        tell(&office, KIM, &number, id).await.unwrap();
    }

    async fn what_lies_nowhere_is_told_by_whoever_took_it_in(office: TestOffice) {
        let number = filed(&office, Channel::Post, Visibility::Private).await;
        let after = office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
        let number = after.spoken_number().clone();
        office.act(&officer(HAN), &number, say::transfer("국토교통부")).await;
        let found = owed(&office, WaitingAt::Receivers).await;
        assert_eq!(found.len(), 1);
        assert!(matches!(tell(&office, DA, &number, found[0].id).await, Err(NotDone::NotFound)));
        tell(&office, HAN, &number, found[0].id).await.unwrap();
        assert!(owed(&office, WaitingAt::Receivers).await.is_empty());
    }

    async fn whoever_came_by_epeople_is_told_there(office: TestOffice) {
        let number = answered(&office, Channel::Epeople, Visibility::Private).await;
        assert!(letters(&office, &number).await.is_empty());
        assert!(owed(&office, WaitingAt::Officer(KIM)).await.is_empty());
    }

    async fn what_a_channel_may_still_take_is_on_no_list_and_once_told_by_hand_does_not_leave(office: TestOffice) {
        let number = office.accepted().await;
        office.act(&officer(KIM), &number, say::interim()).await;
        let interim = || async {
            let all = letters(&office, &number).await;
            all.into_iter().find(|with| with.notice.delivery_key.contains(":InterimAnswer:")).unwrap()
        };
        let letter = interim().await.notice;
        assert!(letter.owed && !letter.waits_for_somebody());
        assert!(owed(&office, WaitingAt::Officer(KIM)).await.is_empty());
        assert_eq!(tell(&office, KIM, &number, letter.id).await.unwrap(), Telling::WrittenDown);
        let now = office.office.now();
        let mut tx = office.store().write().await.unwrap();
        let claimed = tx.claim_notices(now, now + SignedDuration::from_mins(1), 500).await.unwrap();
        assert!(claimed.iter().all(|other| other.id != letter.id));
        tx.commit().await.unwrap();
        assert_eq!(interim().await.notice.state, NoticeState::Sent);
    }

    async fn what_came_back_by_post_waits_again_and_only_what_was_sent_counts_as_returned(office: TestOffice) {
        let number = filed(&office, Channel::Post, Visibility::Private).await;
        let after = office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
        let number = after.spoken_number().clone();
        office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
        office.act(&officer(LEE), &number, say::assign(KIM)).await;
        office.act(&officer(KIM), &number, Command::Accept).await;
        office.act(&officer(KIM), &number, say::request_supplement(10)).await;
        let file = office.stored(&number).await.id;
        let returned = || async { office.store().read().await.unwrap().undelivered_supplements(file).await.unwrap() };
        assert_eq!(returned().await, 0, "what nobody has posted came back from nowhere");
        let id = letters(&office, &number).await[0].notice.id;
        let back = |who| {
            let (office, number) = (office.office.clone(), number.clone());
            async move { by_hand::came_back(&office, (&officer(who), FROM), &number, id).await }
        };
        assert_eq!(back(KIM).await.unwrap(), Telling::Meanwhile, "it was not posted yet");
        tell(&office, KIM, &number, id).await.unwrap();
        assert_eq!(returned().await, 0);
        assert!(matches!(back(PARK).await, Err(NotDone::NotFound)));
        assert_eq!(back(LEE).await.unwrap(), Telling::WrittenDown);
        assert_eq!(back(LEE).await.unwrap(), Telling::Meanwhile, "once");
        assert_eq!(returned().await, 1);
        assert_eq!(owed(&office, WaitingAt::Officer(KIM)).await.len(), 1, "it waits again");
        tell(&office, KIM, &number, id).await.unwrap();
        let ways: Vec<(String, bool)> =
            letters(&office, &number).await[0].attempts.iter().map(|a| (a.channel.clone(), a.success)).collect();
        assert_eq!(ways, [("post".into(), true), ("post".into(), false), ("post".into(), true)]);
    }

    async fn of_merged_files_each_is_told_the_way_it_came(office: TestOffice) {
        for (lead, other, expected) in [(Channel::Epeople, Channel::Post, 1), (Channel::Post, Channel::Epeople, 1)] {
            let into = filed(&office, lead, Visibility::Private).await;
            let into = office.act(&officer(HAN), &into, say::receive(Kind::Grievance)).await;
            let merged = filed(&office, other, Visibility::Private).await;
            office.act(&officer(HAN), &merged, say::merge(into.id, false, 6)).await;
            let number = into.spoken_number().clone();
            office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
            office.act(&officer(LEE), &number, say::assign(KIM)).await;
            office.act(&officer(KIM), &number, Command::Accept).await;
            office.act(&officer(KIM), &number, say::interim()).await;
            let written = letters(&office, &number).await;
            let own = if lead == Channel::Post { into.petitioner } else { office.stored(&merged).await.petitioner };
            let to: Vec<_> = written.iter().filter(|with| with.notice.owed).map(|with| with.notice.to.petitioner()).collect();
            assert_eq!((to.len(), to.first().copied().flatten()), (expected, Some(own)), "{lead:?} with {other:?}");
        }
    }

    async fn where_there_is_no_handler_the_agency_tells_it_too(office: TestOffice) {
        let number = filed(&office, Channel::Post, Visibility::Private).await;
        let after = office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
        let number = after.spoken_number().clone();
        office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
        office.act(&officer(LEE), &number, say::transfer("국토교통부")).await;
        for at in [WaitingAt::Department(ROADS), WaitingAt::Agency(SEOUL)] {
            assert_eq!(owed(&office, at).await.len(), 1, "{at:?}");
        }
        let found = owed(&office, WaitingAt::Agency(SEOUL)).await.remove(0);
        assert_eq!(tell(&office, JEONG, &number, found.id).await.unwrap(), Telling::WrittenDown);
    }

    async fn a_sealed_file_that_nobody_had_on_their_desk_is_told_of_where_it_lay_when_it_ended(office: TestOffice) {
        let desks = [WaitingAt::Receivers, WaitingAt::Agency(SEOUL), WaitingAt::Department(ROADS)];
        let people = [HAN, JEONG, LEE];
        for lay in 0..desks.len() {
            let number = filed(&office, Channel::Post, Visibility::Sealed).await;
            let after = office.act(&officer(HAN), &number, say::receive(Kind::Grievance)).await;
            let number = after.spoken_number().clone();
            match lay {
                0 => {}
                1 => drop(office.act(&officer(HAN), &number, say::to_agency(SEOUL)).await),
                _ => drop(office.act(&officer(HAN), &number, say::to_department(ROADS)).await),
            }
            office.act(&officer(people[lay]), &number, say::transfer("국민권익위원회")).await;
            let mut found = Vec::new();
            for (desk, at) in desks.iter().enumerate() {
                let here = owed(&office, *at).await;
                assert_eq!(here.len(), usize::from(desk == lay), "it ended at {:?}, looked for at {at:?}", desks[lay]);
                found.extend(here);
            }
            for (who, person) in people.iter().enumerate().filter(|(who, _)| *who != lay) {
                let refused = tell(&office, *person, &number, found[0].id).await;
                assert!(matches!(refused, Err(NotDone::NotFound)), "{who} does not know of it");
            }
            assert_eq!(tell(&office, people[lay], &number, found[0].id).await.unwrap(), Telling::WrittenDown);
        }
    }
}
