//! The answer: frozen when it is sent for approval, and out exactly once to everybody who waits for it.

use domain::complaint::{AnswerResult, Command, Number, StageName};
use domain::id::{ComplaintId, PetitionerId};
use sha2::{Digest, Sha256};
use store::{NoticeWithAttempts, Owner};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{HAN, KIM, NAM, SEO};

use crate::peek::{Around, folds, officer, told};

async fn answer(office: &TestOffice, number: &Number) {
    office.act(&officer(KIM), number, say::send_up(AnswerResult::PartlyGranted)).await;
    office.act(&officer(SEO), number, Command::ApprovalStarted).await;
    office.act(&officer(SEO), number, say::approve()).await;
    office.act(&officer(NAM), number, say::approve()).await;
}

async fn merge(office: &TestOffice, into: ComplaintId) -> (Number, PetitionerId, ComplaintId) {
    let filed = office.file().await.complaint;
    office.act(&officer(HAN), &filed.application_number, say::merge(into, false, 6)).await;
    (filed.application_number, filed.petitioner, filed.id)
}

fn answers(around: &Around) -> Vec<&NoticeWithAttempts> {
    around.notices.iter().filter(|with| with.notice.delivery_key.contains(":Answered:")).collect()
}

testkit::both_databases! {
    async fn the_text_is_frozen_by_its_digest_whatever_the_asker_wrote(office: TestOffice) {
        let number = office.accepted().await;
        let after = office.act(&officer(KIM), &number, say::send_up(AnswerResult::PartlyGranted)).await;
        let mut hash = Sha256::new();
        hash.update(b"partly-granted\0");
        hash.update("보수하였습니다.".as_bytes());
        let wanted: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(after.rounds[0].digest, wanted);
        let case = casework::reader::case(&office.office, &officer(SEO), &number).await.unwrap();
        assert_eq!(case.answer_text(), Some("보수하였습니다."));
        for command in [say::draft("다른 말"), say::send_up(AnswerResult::Granted)] {
            assert!(office.try_act(&officer(KIM), &number, command).await.is_err(), "nothing moves while it is approved");
        }
    }

    async fn the_answer_leaves_once_and_carries_the_approved_text(office: TestOffice) {
        let number = office.accepted().await;
        answer(&office, &number).await;
        let around = Around::of(&office, &number).await;
        let letters = answers(&around);
        assert_eq!(letters.len(), 1);
        assert!(letters[0].notice.body.contains("보수하였습니다."), "{}", letters[0].notice.body);
        assert_eq!(letters[0].notice.channels, ["alimtalk", "sms", "mail"]);
        for who in [SEO, NAM] {
            assert!(office.try_act(&officer(who), &number, say::approve()).await.is_err());
        }
        assert_eq!(answers(&Around::of(&office, &number).await).len(), 1);
    }

    async fn a_returned_answer_goes_out_in_its_last_form(office: TestOffice) {
        let number = office.accepted().await;
        office.act(&officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
        office.act(&officer(SEO), &number, say::send_back()).await;
        let Command::SendForApproval { result, remedy, line, ends, digest, .. } = say::send_up(AnswerResult::Granted) else {
            unreachable!()
        };
        let body = say::body("다시 쓴 답변입니다.");
        office.act(&officer(KIM), &number, Command::SendForApproval { result, body, remedy, line, ends, digest }).await;
        office.act(&officer(SEO), &number, Command::ApprovalStarted).await;
        office.act(&officer(SEO), &number, say::approve()).await;
        office.act(&officer(NAM), &number, say::approve()).await;
        let around = Around::of(&office, &number).await;
        let letter = &answers(&around)[0].notice.body;
        assert!(letter.contains("다시 쓴 답변") && !letter.contains("보수하였습니다"), "{letter}");
        folds(&office, &number).await;
    }

    async fn everybody_whose_file_was_merged_is_answered_by_their_own_name(office: TestOffice) {
        let number = office.accepted().await;
        let lead = office.stored(&number).await;
        let (_, first, first_id) = merge(&office, lead.id).await;
        let (_, second, _) = merge(&office, lead.id).await;
        answer(&office, &number).await;
        let around = Around::of(&office, &number).await;
        let mut told = told(&around, "Answered");
        let mut wanted = vec![lead.petitioner, first, second];
        told.sort_by_key(|owner| owner.petitioner());
        wanted.sort();
        assert_eq!(told, wanted.into_iter().map(Owner::Petitioner).collect::<Vec<_>>());
        let mut tx = office.store().read().await.unwrap();
        assert_eq!(tx.merged_into(lead.id).await.unwrap().len(), 2);
        assert!(tx.merged_into(first_id).await.unwrap().is_empty());
    }

    async fn what_was_merged_twice_over_is_answered_too(office: TestOffice) {
        let second = office.file().await.complaint;
        let (_, first, _) = merge(&office, second.id).await;
        let number = office.accepted().await;
        let lead = office.stored(&number).await;
        office.act(&officer(HAN), &second.application_number, say::merge(lead.id, false, 6)).await;
        answer(&office, &number).await;
        let around = Around::of(&office, &number).await;
        let told = told(&around, "Answered");
        for petitioner in [lead.petitioner, second.petitioner, first] {
            assert!(told.contains(&Owner::Petitioner(petitioner)), "{petitioner} waits in vain");
        }
    }

    async fn nobody_merges_into_a_file_that_is_answered(office: TestOffice) {
        let number = office.accepted().await;
        answer(&office, &number).await;
        let lead = office.stored(&number).await;
        let filed = office.file().await.complaint;
        let late = office.try_act(&officer(HAN), &filed.application_number, say::merge(lead.id, false, 6)).await;
        assert!(late.is_err());
        assert_eq!(office.stored(&filed.application_number).await.stage.name(), StageName::Filed);
    }
}
