//! Documents go to the approval system and their approvals come back, through losses, silence and forgetting.

use std::sync::Arc;

use connect::approval::fake::{ApprovalFake, CallBackMischief, Deed, HandOverMischief};
use connect::approval::{ApprovalClient, ApprovalSettings};
use domain::complaint::{AnswerResult, ApprovalRoute, DocumentKey, Number, StageName};
use domain::dispatch::Neighbour;
use jiff::SignedDuration;
use store::DispatchState;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{KIM, SEOUL, SI, morning, officer};
use worker::{Handed, Neighbours, Worker};

/// An office beside an approval system, with no other machinery.
pub(crate) struct Beside {
    pub(crate) office: TestOffice,
    pub(crate) fake: ApprovalFake,
    worker: Worker,
}

impl Beside {
    pub(crate) async fn of(office: TestOffice) -> Beside {
        let mut tx = office.store().write().await.unwrap();
        tx.set_approval_route(SEOUL, ApprovalRoute::Outside, Some(SI), morning()).await.unwrap();
        tx.commit().await.unwrap();
        let office = TestOffice { office: office.office.clone().beside(&[Neighbour::Approval]), ..office };
        office.office.refresh().await.unwrap();
        Beside::with(office, async |settings| settings).await
    }

    pub(crate) async fn with(
        office: TestOffice,
        change: impl AsyncFnOnce(ApprovalSettings) -> ApprovalSettings,
    ) -> Beside {
        let clock = Arc::clone(&office.clock);
        let fake = ApprovalFake::start(Arc::new(move || casework::Clock::now(clock.as_ref()))).await.unwrap();
        let client = ApprovalClient::new(&change(fake.settings()).await).unwrap();
        let nobody = connect::message::Messengers::new(&connect::message::Settings::default()).unwrap();
        let worker = Worker::new(office.office.clone(), Arc::new(nobody))
            .beside(Neighbours { approval: Some(client), ..Neighbours::default() });
        Beside { office, fake, worker }
    }

    pub(crate) async fn round(&self) -> Handed {
        crate::city::sound(self.worker.run_once().await).handed
    }

    pub(crate) async fn sent(&self) -> (Number, DocumentKey) {
        let number = self.office.accepted().await;
        let c = self.office.act(&officer(KIM), &number, say::hand_over(AnswerResult::Granted)).await;
        (number, casework::approval::document_of(&c).unwrap())
    }

    async fn stage(&self, number: &Number) -> StageName {
        self.office.stored(number).await.stage.name()
    }

    pub(crate) async fn states(&self, key: DocumentKey) -> Vec<DispatchState> {
        let mut tx = self.office.store().read().await.unwrap();
        tx.dispatches_of(key.complaint, 10).await.unwrap().iter().map(|dispatch| dispatch.state).collect()
    }
}

testkit::both_databases! {
    async fn what_nobody_called_back_about_is_found_by_asking(office: TestOffice) {
        let beside = Beside::of(office).await;
        let (number, key) = beside.sent().await;
        assert_eq!(beside.round().await.sent, 1);
        assert_eq!(beside.fake.documents().len(), 1);
        beside.fake.mishandle(CallBackMischief::Lose, 2);
        beside.fake.act(&key.to_string(), &Deed::Start).unwrap();
        beside.fake.act(&key.to_string(), &Deed::Approve { manner: "acting".into() }).unwrap();
        assert_eq!(beside.stage(&number).await, StageName::ApprovalSent);
        beside.office.advance(SignedDuration::from_mins(6));
        beside.round().await;
        assert_eq!(beside.stage(&number).await, StageName::Answered);
        let mut tx = beside.office.store().read().await.unwrap();
        let document = tx.approval_document(key).await.unwrap().unwrap();
        assert!(document.document.is_some() && document.ended_at.is_some());
        assert_eq!(document.heard.unwrap().0, "approved");
        drop(tx);
        beside.office.advance(SignedDuration::from_mins(6));
        assert_eq!(beside.round().await, Handed::default(), "nothing is asked about what has ended");
    }

    async fn a_system_that_is_away_gets_the_document_when_it_is_back_and_once(office: TestOffice) {
        let beside = Beside::of(office).await;
        let (_, key) = beside.sent().await;
        beside.fake.misbehave(HandOverMischief::Broken, 2);
        beside.fake.misbehave(HandOverMischief::Garbage, 1);
        for _ in 0..3 {
            assert_eq!(beside.round().await.postponed, 1);
            assert_eq!(beside.round().await.postponed, 0, "not at once again");
            beside.office.advance(SignedDuration::from_mins(2));
        }
        assert_eq!(beside.round().await.sent, 1);
        assert_eq!(beside.states(key).await, [DispatchState::Sent]);
        beside.office.advance(SignedDuration::from_mins(20));
        assert_eq!(beside.round().await.sent, 0);
        assert_eq!(beside.fake.documents().len(), 1);
    }

    async fn what_the_system_forgot_is_handed_over_again(office: TestOffice) {
        let beside = Beside::of(office).await;
        let (number, key) = beside.sent().await;
        assert_eq!(beside.round().await.sent, 1);
        let beside = Beside::with(beside.office.clone(), async |settings| settings).await;
        beside.office.advance(SignedDuration::from_mins(6));
        // Asked after, found unknown, and handed over again: in one round or the next, and once.
        let (first, next) = (beside.round().await.sent, beside.round().await.sent);
        assert_eq!(first + next, 1);
        assert_eq!(beside.fake.documents()[0].document.key, key.to_string());
        assert_eq!(beside.stage(&number).await, StageName::ApprovalSent);
    }

    async fn a_withdrawn_complaint_is_taken_back_over_there(office: TestOffice) {
        let beside = Beside::of(office).await;
        let (number, key) = beside.sent().await;
        beside.round().await;
        let petitioner = beside.office.stored(&number).await.petitioner;
        let petitioner = domain::actor::Actor::Petitioner(petitioner);
        beside.office.act(&petitioner, &number, say::withdraw()).await;
        assert_eq!(beside.round().await.sent, 1);
        assert!(beside.fake.act(&key.to_string(), &Deed::Start).is_err(), "nobody approves it any more");
    }

    async fn a_wrong_secret_keeps_the_document_waiting(office: TestOffice) {
        let beside = Beside::of(office).await;
        let wrong = async |settings| ApprovalSettings { secret: connect::Secret::new("wrong"), ..settings };
        let beside = Beside::with(beside.office.clone(), wrong).await;
        let (_, key) = beside.sent().await;
        assert_eq!(beside.round().await.postponed, 1);
        assert_eq!(beside.states(key).await, [DispatchState::Waiting]);
    }
}
