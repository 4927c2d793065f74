//! One act: everything it changes is written together, or nothing is.

use casework::{NotDone, Order};
use domain::complaint::{AnswerResult, Command, Kind, NoteKind, Refusal, StageName};
use store::Owner;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, CHOI, HAN, KIM, LEE, MIN, NAM, PARK, ROADS, SEO, SI, YU};

use crate::peek::{Around, approvals, folds, officer, told};

testkit::both_databases! {
    async fn an_act_writes_state_line_notes_waiting_work_and_notices_together(office: TestOffice) {
        let number = office.accepted().await;
        let before = Around::of(&office, &number).await;
        let after = office.act(&officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        assert_eq!(after.version, before.version + 1);
        assert_eq!(office.stored(&number).await, after);
        let around = Around::of(&office, &number).await;
        let line = around.history.last().unwrap();
        assert_eq!((line.seq, line.happened.event.name()), (after.version, "sent-for-approval"));
        assert_eq!(line.notes.iter().map(|note| note.kind).collect::<Vec<_>>(), [NoteKind::Answer]);
        assert_eq!(approvals(&office, SEO).await, 1);
        assert_eq!(told(&around, "ApprovalAsked"), [Owner::Officer(SEO)]);
        folds(&office, &number).await;
    }

    async fn a_refused_act_changes_nothing(office: TestOffice) {
        let number = office.accepted().await;
        let before = Around::of(&office, &number).await.said();
        for (who, command) in [
            (KIM, Command::Accept), (LEE, say::assign(PARK)), (HAN, say::receive(Kind::Other)), (KIM, say::approve()),
            (KIM, say::send(AnswerResult::Granted, &[])), (KIM, say::request_supplement(0)), (LEE, say::reassign(PARK)),
        ] {
            let refused = office.try_act(&officer(who), &number, command.clone()).await;
            assert!(matches!(refused, Err(NotDone::Refused(_))), "{command:?}: {refused:?}");
            assert_eq!(Around::of(&office, &number).await.said(), before, "{command:?}");
        }
    }

    async fn strangers_find_nothing_and_onlookers_hear_why_not(office: TestOffice) {
        let number = office.accepted().await;
        for stranger in [CHOI, PARK, SI] {
            let nothing = office.try_act(&officer(stranger), &number, say::interim()).await;
            assert!(matches!(nothing, Err(NotDone::NotFound)), "{nothing:?}");
        }
        for onlooker in [LEE, HAN, MIN] {
            let refused = office.try_act(&officer(onlooker), &number, say::request_supplement(7)).await;
            assert!(matches!(refused, Err(NotDone::Refused(Refusal::NotYourPart { .. }))), "{refused:?}");
        }
        let other = office.file().await.complaint.petitioner;
        let stranger = domain::actor::Actor::Petitioner(other);
        assert!(matches!(office.try_act(&stranger, &number, say::withdraw()).await, Err(NotDone::NotFound)));
    }

    async fn whoever_read_an_old_version_hears_what_happened_since(office: TestOffice) {
        let number = office.accepted().await;
        let read = office.stored(&number).await.version;
        office.act(&officer(KIM), &number, say::interim()).await;
        office.act(&officer(KIM), &number, say::request_supplement(7)).await;
        let order = Order { version: Some(read), ..Order::plain(say::recall()) };
        let late = casework::perform(&office.office, &officer(LEE), &number, &order).await;
        let Err(NotDone::Stale { current, since }) = late else { panic!("{late:?}") };
        assert_eq!(current, read + 2);
        let names: Vec<_> = since.iter().map(|line| line.happened.event.name()).collect();
        assert_eq!(names, ["interim-answered", "supplement-requested"]);
        assert_eq!(office.stored(&number).await.stage.name(), StageName::Accepted);
        let order = Order { version: Some(current), ..Order::plain(say::recall()) };
        casework::perform(&office.office, &officer(LEE), &number, &order).await.unwrap();
    }

    async fn a_stand_in_signs_for_the_absent_colleague(office: TestOffice) {
        let number = office.accepted().await;
        office.act(&world::minding(YU, KIM), &number, say::interim()).await;
        let last = Around::of(&office, &number).await.history.pop().unwrap();
        let signed = domain::actor::By::Officer { id: YU, on_behalf_of: Some(KIM) };
        assert_eq!(last.happened.by, signed);
        office.act(&world::minding(YU, LEE), &number, say::recall()).await;
        let last = Around::of(&office, &number).await.history.pop().unwrap();
        assert_eq!(last.happened.by, domain::actor::By::Officer { id: YU, on_behalf_of: Some(LEE) });
        folds(&office, &number).await;
    }

    async fn a_draft_is_kept_through_a_recall_and_leaves_no_line(office: TestOffice) {
        let number = office.accepted().await;
        let version = office.stored(&number).await.version;
        office.act(&officer(KIM), &number, say::draft("첫 초안")).await;
        office.act(&officer(KIM), &number, say::draft("둘째 초안")).await;
        assert_eq!(office.stored(&number).await.version, version);
        office.act(&officer(LEE), &number, say::recall()).await;
        office.act(&officer(LEE), &number, say::assign(PARK)).await;
        office.act(&officer(PARK), &number, Command::Accept).await;
        let case = casework::reader::case(&office.office, &officer(PARK), &number).await.unwrap();
        let draft = case.draft.unwrap();
        assert_eq!((draft.officer, draft.body.as_str()), (KIM, "둘째 초안"));
        folds(&office, &number).await;
    }

    async fn time_finer_than_the_databases_keep_does_not_part_file_and_history(office: TestOffice) {
        use casework::Clock;
        office.clock.move_to("2026-03-10T09:30:00.123456789+09:00".parse().unwrap());
        let number = office.at_department().await;
        folds(&office, &number).await;
        assert_eq!(office.stored(&number).await.holder().department, Some(ROADS));
    }

    async fn two_approvals_answer_and_nobody_is_left_waiting(office: TestOffice) {
        let number = office.accepted().await;
        office.act(&officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
        office.act(&officer(SEO), &number, say::approve()).await;
        assert_eq!((approvals(&office, SEO).await, approvals(&office, NAM).await), (0, 1));
        let after = office.act(&officer(NAM), &number, say::approve()).await;
        assert_eq!(after.stage.name(), StageName::Answered);
        assert_eq!((approvals(&office, SEO).await, approvals(&office, NAM).await), (0, 0));
        folds(&office, &number).await;
    }
}
