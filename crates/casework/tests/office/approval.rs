//! 결재 연계: whatever comes back from the outside system, how often and in whatever order, the citizen's
//! answer leaves exactly once.

use casework::approval::{self, Heard, TakenIn, take_in};
use casework::{Order, perform};
use domain::complaint::{
    AnswerResult, ApprovalNews, ApprovalRoute, CallBack, Complaint, Contradiction, DocumentKey, Number, Past,
    StageName,
};
use domain::dispatch::{Message, Neighbour};
use domain::id::OfficerId;
use store::{DispatchState, NoticeWithAttempts, Owner};
use testkit::chance::Chance;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{KIM, LEE, SEOUL, SI, morning};

use crate::peek::{Around, folds, officer, told};

/// 서울특별시 has the outside system, and we are connected with it.
async fn connected(office: TestOffice) -> TestOffice {
    let mut tx = office.store().write().await.unwrap();
    tx.set_approval_route(SEOUL, ApprovalRoute::Outside, Some(SI), morning()).await.unwrap();
    tx.commit().await.unwrap();
    let connected = TestOffice { office: office.office.clone().beside(&[Neighbour::Approval]), ..office };
    connected.office.refresh().await.unwrap();
    connected
}

async fn handed_over(office: &TestOffice) -> (Number, Complaint) {
    let number = office.accepted().await;
    let after = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
    (number, after)
}

fn message(c: &Complaint, name: &str, news: ApprovalNews) -> Heard {
    let round = c.rounds.last().unwrap();
    let key = DocumentKey { complaint: c.id, round: round.ordinal };
    let payload = format!("{key} {name} {}", round.digest);
    let (id, document) = (format!("{name}-{}", round.ordinal), "전자결재-1".to_owned());
    Heard {
        id,
        at: c.stage_since,
        document,
        call_back: CallBack { key, digest: round.digest.clone(), news },
        payload,
    }
}

fn started(c: &Complaint) -> Heard {
    message(c, "started", ApprovalNews::Started)
}

fn approved(c: &Complaint) -> Heard {
    message(c, "approved", ApprovalNews::Approved(say::sanction()))
}

fn returned(c: &Complaint) -> Heard {
    message(c, "returned", ApprovalNews::Returned { reason: say::memo("근거를 더 적으십시오.") })
}

fn answers(around: &Around) -> Vec<&NoticeWithAttempts> {
    around.notices.iter().filter(|with| with.notice.delivery_key.contains(":Answered:")).collect()
}

/// Some of them twice, some of them never, in any order.
fn shaken(chance: &mut Chance, told: &[Heard]) -> Vec<Heard> {
    let mut shaken: Vec<Heard> = Vec::new();
    for one in told {
        for _ in 0..chance.below(4) {
            let place = usize::try_from(chance.below(u32::try_from(shaken.len() + 1).unwrap())).unwrap();
            shaken.insert(place, one.clone());
        }
    }
    shaken
}

async fn hear(office: &TestOffice, told: &[Heard]) {
    for one in told {
        take_in(&office.office, one).await.unwrap();
    }
}

async fn one_way(office: &TestOffice, chance: &mut Chance) {
    let (number, first) = handed_over(office).await;
    let mut past = Vec::new();
    let mut c = first;
    for _ in 0..chance.below(3) {
        let truth = [started(&c), returned(&c)];
        past.extend(truth.clone());
        hear(office, &shaken(chance, &past)).await;
        // Whoever asks hears everything in the end.
        hear(office, &truth).await;
        assert_eq!(office.stored(&number).await.stage.name(), StageName::Accepted);
        c = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
    }
    let truth = [started(&c), approved(&c)];
    past.extend(truth.clone());
    hear(office, &shaken(chance, &past)).await;
    let twins = approved(&c);
    let (one, other) = tokio::join!(take_in(&office.office, &twins), take_in(&office.office, &twins));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    hear(office, &shaken(chance, &past)).await;
    hear(office, &truth).await;
    let around = Around::of(office, &number).await;
    let answered = around.history.iter().filter(|line| line.happened.event.name() == "answered").count();
    assert_eq!((answered, answers(&around).len()), (1, 1), "{}", around.said());
    assert_eq!(office.stored(&number).await.stage.name(), StageName::Answered);
    folds(office, &number).await;
}

testkit::both_databases! {
    async fn the_answer_leaves_once_whatever_the_order_of_messages(office: TestOffice) {
        let (office, mut chance) = (connected(office).await, Chance::usual());
        for _ in 0..12 {
            one_way(&office, &mut chance).await;
        }
    }

    async fn what_is_handed_over_is_written_with_the_act_and_names_no_petitioner(office: TestOffice) {
        let office = connected(office).await;
        let (number, c) = handed_over(&office).await;
        assert_eq!(c.stage.name(), StageName::ApprovalSent);
        let key = approval::document_of(&c).unwrap();
        let mut tx = office.store().write().await.unwrap();
        let document = tx.approval_document(key).await.unwrap().unwrap();
        assert_eq!((document.document, document.ended_at), (None, None));
        let now = office.office.now();
        let claimed = tx.claim_dispatches(Neighbour::Approval, now, now, 10).await.unwrap();
        assert_eq!(claimed.len(), 1);
        assert_eq!(claimed[0].dispatch.message, Message::HandOver);
        let payload = &claimed[0].payload;
        assert!(payload.contains("보수하였습니다.") && payload.contains(&c.rounds[0].digest), "{payload}");
        assert!(!payload.contains("박시민") && !payload.contains("1234-5678"), "{payload}");
        drop(tx);
        assert_eq!(told(&Around::of(&office, &number).await, "ApprovalAsked"), [], "nobody here is asked");
    }

    async fn a_message_about_another_text_is_refused_and_shown(office: TestOffice) {
        let office = connected(office).await;
        let (number, c) = handed_over(&office).await;
        let mut other = approved(&c);
        other.call_back.digest = "0".repeat(64);
        other.payload.push('!');
        let contradicted = TakenIn::Contradicts(Contradiction::OtherText);
        assert_eq!(take_in(&office.office, &other).await.unwrap(), contradicted);
        assert_eq!(take_in(&office.office, &other).await.unwrap(), TakenIn::Before);
        assert_eq!(office.stored(&number).await.stage.name(), StageName::ApprovalSent);
        let mut tx = office.store().read().await.unwrap();
        let document = tx.approval_document(other.call_back.key).await.unwrap().unwrap();
        assert_eq!(document.trouble.unwrap().0, "other-text");
        assert_eq!(tx.inbound_queue(Neighbour::Approval).await.unwrap(), (0, 1));
        drop(tx);
        // The true message under the same name is still heard.
        assert_eq!(take_in(&office.office, &approved(&c)).await.unwrap(), TakenIn::Done);
    }

    async fn a_message_about_nothing_of_ours_is_written_down(office: TestOffice) {
        let office = connected(office).await;
        let (_, c) = handed_over(&office).await;
        let mut stray = approved(&c);
        stray.call_back.key.complaint = "00000000-0000-0000-0000-00000000dead".parse().unwrap();
        stray.payload = "about nothing".to_owned();
        assert_eq!(take_in(&office.office, &stray).await.unwrap(), TakenIn::Unknown);
        stray = approved(&c);
        stray.call_back.key.round = 7;
        stray.payload = "about the seventh".to_owned();
        assert_eq!(
            take_in(&office.office, &stray).await.unwrap(),
            TakenIn::Contradicts(Contradiction::NoSuchRound)
        );
    }

    async fn a_withdrawn_complaint_is_taken_back_and_its_approval_changes_nothing(office: TestOffice) {
        let office = connected(office).await;
        let (number, c) = handed_over(&office).await;
        let petitioner = domain::actor::Actor::Petitioner(c.petitioner);
        office.act(&petitioner, &number, say::withdraw()).await;
        let mut tx = office.store().read().await.unwrap();
        let told: Vec<Message> =
            tx.dispatches_of(c.id, 10).await.unwrap().iter().map(|dispatch| dispatch.message).collect();
        assert_eq!(told, [Message::HandOver, Message::TakeBack]);
        assert!(tx.approval_document(started(&c).call_back.key).await.unwrap().unwrap().ended_at.is_some());
        drop(tx);
        assert_eq!(take_in(&office.office, &approved(&c)).await.unwrap(), TakenIn::Known(Past::FileEnded));
        assert!(answers(&Around::of(&office, &number).await).is_empty());
    }

    async fn a_returned_answer_is_drafted_on_from_what_was_sent(office: TestOffice) {
        let office = connected(office).await;
        let number = office.accepted().await;
        office.act(&officer(KIM), &number, say::draft("오래된 초안")).await;
        let c = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
        assert_eq!(take_in(&office.office, &returned(&c)).await.unwrap(), TakenIn::Done);
        let around = Around::of(&office, &number).await;
        assert_eq!(around.draft.unwrap().body, "보수하였습니다.");
        assert!(around.history.iter().any(|line| line.notes.iter().any(|n| n.text.contains("근거를 더"))));
        assert_eq!(
            around.notices.iter().filter(|with| with.notice.delivery_key.contains(":ApprovalReturned:")).map(|with| with.notice.to).collect::<Vec<_>>(),
            [Owner::Officer(KIM)]
        );
    }

    async fn an_answer_goes_out_without_the_remedy_of_an_earlier_round(office: TestOffice) {
        let office = connected(office).await;
        let number = office.accepted().await;
        let c = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Refused)).await;
        take_in(&office.office, &returned(&c)).await.unwrap();
        let again = office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
        take_in(&office.office, &approved(&again)).await.unwrap();
        let around = Around::of(&office, &number).await;
        let letter = &answers(&around)[0].notice.body;
        assert!(letter.contains("보수하였습니다") && !letter.contains("이의신청"), "{letter}");
    }

    async fn a_late_document_is_told_to_its_handler_once(office: TestOffice) {
        let office = connected(office).await;
        let (number, c) = handed_over(&office).await;
        assert_eq!(approval::tell_delays(&office.office).await.unwrap().done, 0);
        office.advance_hours(24);
        assert_eq!(approval::tell_delays(&office.office).await.unwrap().done, 1);
        assert_eq!(approval::tell_delays(&office.office).await.unwrap().done, 0);
        let around = Around::of(&office, &number).await;
        assert_eq!(told(&around, "ApprovalDelayed"), [Owner::Officer(KIM)]);
        // It may still be taken up.
        assert_eq!(take_in(&office.office, &started(&c)).await.unwrap(), TakenIn::Done);
    }

    async fn what_is_under_approval_goes_on_as_it_was_sent_when_the_agency_changes(office: TestOffice) {
        let office = connected(office).await;
        let (number, c) = handed_over(&office).await;
        let administrator = |id: OfficerId| officer(id).officer().cloned().unwrap();
        let route = ApprovalRoute::BuiltIn;
        let refused = approval::set_route(&office.office, &administrator(LEE), SEOUL, route).await;
        assert!(refused.is_err(), "a manager sets no connections");
        approval::set_route(&office.office, &administrator(SI), SEOUL, route).await.unwrap();
        assert_eq!(take_in(&office.office, &approved(&c)).await.unwrap(), TakenIn::Done);
        assert_eq!(office.stored(&number).await.stage.name(), StageName::Answered);
        let next = office.accepted().await;
        let sent = office.act(&officer(KIM), &next, say::send_up(AnswerResult::Granted)).await;
        assert_eq!(sent.rounds[0].route, ApprovalRoute::BuiltIn);
    }

    async fn nobody_hands_over_to_a_system_that_is_not_connected(office: TestOffice) {
        let connected = connected(office.clone()).await;
        let alone = TestOffice { office: connected.office.clone().beside(&[]), ..office };
        let number = alone.accepted().await;
        let order = Order::plain(say::hand_over(AnswerResult::Granted));
        assert!(perform(&alone.office, &officer(KIM), &number, &order).await.is_err());
        let sent = alone.act(&officer(KIM), &number, say::send_up(AnswerResult::Granted)).await;
        assert_eq!(sent.rounds[0].route, ApprovalRoute::BuiltIn);
        let mut tx = alone.store().read().await.unwrap();
        let waiting = tx.dispatches(Neighbour::Approval, DispatchState::Waiting, None, 10).await.unwrap();
        assert!(waiting.is_empty());
    }

    async fn a_nonce_is_heard_once(office: TestOffice) {
        assert!(approval::is_new(&office.office, "0123456789abcdef").await.unwrap());
        assert!(!approval::is_new(&office.office, "0123456789abcdef").await.unwrap());
        assert!(approval::is_new(&office.office, "0123456789abcdeg").await.unwrap());
    }
}
