//! 국민신문고 and the office: exactly once in, exactly once out, whatever happens in between.

use std::sync::Arc;
use std::time::Duration;

use connect::epeople::mapping::text;
use connect::epeople::protocol::{Complaint, Petitioner, Rating, Request, Wish, path};
use connect::epeople::{EpeopleClient, EpeopleFake, EpeopleMischief, EpeopleSettings};
use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{AnswerResult, Channel, Command, Destination, Kind, Number, StageName, Visibility};
use domain::dispatch::Neighbour;
use domain::period::Period;
use domain::text::{Body, Memo};
use jiff::SignedDuration;
use store::{DispatchState, InboundState, Store};
use testkit::proxy::Proxy;
use worker::{Neighbours, Report, Worker};

use crate::city::{City, HAN, KIM, LEE, PHARMACY, SONGPA, park, sound};

/// The tiny city beside its 국민신문고.
pub(crate) struct There {
    pub(crate) city: City,
    pub(crate) fake: EpeopleFake,
    client: Arc<EpeopleClient>,
}

impl There {
    pub(crate) async fn new(store: Store) -> There {
        There::reached(store, None).await
    }

    /// The same over a line of the test's.
    pub(crate) async fn reached(store: Store, by: Option<&mut Option<Proxy>>) -> There {
        let mut city = City::new(store).await;
        city.office = city.office.clone().beside(&[Neighbour::Epeople]);
        let telling = city.office.clone();
        let fake = EpeopleFake::start(Arc::new(move || telling.now()), None).await.unwrap();
        let mut settings = EpeopleSettings { timeout: Duration::from_millis(500), ..fake.settings() };
        if let Some(by) = by {
            let proxy = by.insert(crate::weather::before(&settings.url).await);
            settings.url = format!("http://{}", proxy.address());
        }
        let client = Arc::new(EpeopleClient::new(&settings).unwrap());
        There { city, fake, client }
    }

    /// A worker as it is after a start: it remembers nothing.
    pub(crate) fn worker(&self) -> Worker {
        self.city.worker().beside(Neighbours { epeople: Some(Arc::clone(&self.client)), approval: None })
    }

    /// A minute passes, and everything due runs.
    pub(crate) async fn round(&self) -> Report {
        self.city.pass(SignedDuration::from_secs(60));
        sound(self.worker().run_once().await)
    }

    pub(crate) fn file(&self, title: &str) -> String {
        self.fake.file(complaint(title))
    }

    /// The city's number of what came in under theirs, if it did, once.
    pub(crate) async fn here(&self, number: &str) -> Option<Number> {
        let everything = Scope::of(&Actor::System(Machinery::Sweep));
        let mut tx = self.city.office.store().read().await.unwrap();
        let found = tx.complaints_by_external_number(&everything, number).await.unwrap();
        assert!(found.len() <= 1, "{number} came in {} times", found.len());
        found.first().map(|found| found.complaint.spoken_number().clone())
    }

    /// Received by 한접수.
    pub(crate) async fn received(&self, number: &str) -> Number {
        let filed = self.here(number).await.unwrap();
        let period = Some(Period::Days(7));
        let receive = Command::Receive { kind: Kind::Inquiry, category: None, period, visibility: None };
        self.city.act(HAN, &filed, receive).await.spoken_number().clone()
    }

    pub(crate) async fn answered(&self, number: &str) -> Number {
        let ours = self.received(number).await;
        let body = Body::new("오늘 보수하였습니다.").unwrap();
        let answer = Command::AnswerAtOnce { result: AnswerResult::Granted, body, remedy: None };
        self.city.act(HAN, &ours, answer).await;
        ours
    }

    /// What they were told of a number of theirs, in order.
    pub(crate) fn told(&self, number: &str) -> Vec<String> {
        let of = self.fake.taken().into_iter().filter(|taken| taken.number == number);
        of.map(|taken| match taken.path.as_str() {
            path::STAGES => taken.body["stage"].as_str().unwrap().to_owned(),
            other => other.trim_start_matches("/v1/").to_owned(),
        })
        .collect()
    }

    pub(crate) fn rate(&self, number: &str, score: u32, question: Option<&str>) -> String {
        self.fake.rate(Rating {
            id: String::new(),
            number: number.to_owned(),
            sent_at: self.city.office.now(),
            score,
            comment: Some("빨리 고쳐 주셨습니다.".into()),
            question: question.map(str::to_owned),
        })
    }

    pub(crate) async fn waiting(&self) -> usize {
        let mut tx = self.city.office.store().read().await.unwrap();
        let waiting = tx.inbound_list(Neighbour::Epeople, InboundState::Waiting, None, 100).await.unwrap();
        waiting.len()
    }
}

pub(crate) fn complaint(title: &str) -> Complaint {
    Complaint {
        number: String::new(),
        sent_at: jiff::Timestamp::UNIX_EPOCH,
        title: title.into(),
        body: "사흘째 꺼져 있습니다.".into(),
        place: Some("송파구 방이동".into()),
        public: false,
        sealed: false,
        joint: false,
        petitioner: Petitioner {
            name: "박시민".into(),
            phone: Some("010-1234-5678".into()),
            email: None,
            address: None,
        },
    }
}

testkit::both_databases! {
    async fn a_complaint_waits_at_reception_like_any_other(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        let ours = there.here(&number).await.unwrap();
        let c = there.city.complaint(&ours).await;
        assert_eq!((c.stage.name(), c.channel, c.visibility), (StageName::Filed, Channel::Epeople, Visibility::Private));
        let person = there.city.office.store().read().await.unwrap().petitioner(c.petitioner).await.unwrap().unwrap();
        assert_eq!((person.name.as_str(), person.phone.as_deref()), ("박시민", Some("010-1234-5678")));
    }

    async fn duplicates_and_replays_file_nothing_twice(store: Store) {
        let there = There::new(store).await;
        let numbers = [there.file("하나"), there.file("둘"), there.file("셋")];
        there.fake.misbehave(EpeopleMischief::Duplicates, 1);
        there.round().await;
        there.fake.misbehave(EpeopleMischief::Replay, 3);
        there.round().await;
        for number in &numbers {
            assert!(there.here(number).await.is_some());
        }
    }

    async fn two_workers_at_once_file_nothing_twice(store: Store) {
        let there = There::new(store).await;
        let numbers: Vec<String> = (0..12).map(|n| there.file(&format!("민원 {n}"))).collect();
        let (one, other) = (there.worker(), there.worker());
        let (one, other) = tokio::join!(one.run_once(), other.run_once());
        sound(one);
        sound(other);
        there.round().await;
        for number in &numbers {
            assert!(there.here(number).await.is_some(), "{number}");
        }
    }

    async fn what_cannot_be_filed_is_seen_and_stops_nobody(store: Store) {
        let there = There::new(store).await;
        there.fake.file(Complaint { body: " ".into(), ..complaint("빈 민원") });
        let after = there.file("다음 민원");
        there.round().await;
        assert!(there.here(&after).await.is_some());
        let mut tx = there.city.office.store().read().await.unwrap();
        let refused = tx.inbound_list(Neighbour::Epeople, InboundState::Refused, None, 10).await.unwrap();
        assert_eq!(refused.len(), 1);
        assert!(refused[0].outcome.contains("내용이 비어"), "{}", refused[0].outcome);
    }

    async fn receipt_and_answer_leave_once_each_and_in_order(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        there.fake.misbehave(EpeopleMischief::LoseAnswer, 1);
        let ours = there.answered(&number).await;
        let report = sound(there.worker().run_once().await);
        assert_eq!(report.tellings.sent, 0, "the answer to the receipt was lost");
        there.round().await;
        there.round().await;
        assert_eq!(there.told(&number), ["received", "answers"]);
        let answer = there.fake.taken().pop().unwrap().body;
        assert_eq!((answer["text"].as_str(), answer["result"].as_str()), (Some("오늘 보수하였습니다."), Some("granted")));
        let c = there.city.complaint(&ours).await;
        let mut tx = there.city.office.store().read().await.unwrap();
        let shown = tx.dispatches_of(c.id, 10).await.unwrap();
        assert_eq!(shown.iter().map(|d| d.state).collect::<Vec<_>>(), [DispatchState::Sent; 2]);
        assert!(shown[0].answer.starts_with("DUPLICATE"), "{}", shown[0].answer);
    }

    async fn every_step_on_the_way_is_told(store: Store) {
        let there = There::new(store).await;
        let number = there.file("약국 앞 가로등");
        there.round().await;
        let ours = there.received(&number).await;
        let to = Destination::Department { agency: SONGPA, department: PHARMACY };
        there.city.act(HAN, &ours, Command::Distribute { to, memo: None }).await;
        there.city.act(LEE, &ours, Command::Assign { department: None, handler: KIM, memo: None, cooperations: Vec::new() }).await;
        there.city.act(KIM, &ours, Command::Accept).await;
        there.city.act(KIM, &ours, Command::InterimAnswer { text: Body::new("확인 중입니다.").unwrap() }).await;
        let ask = Command::RequestSupplement { items: Memo::new("사진").unwrap(), days: 3 };
        there.city.act(KIM, &ours, ask).await;
        there.round().await;
        assert_eq!(there.told(&number), ["received", "handling", "interim-answer", "supplement-requested"]);
        let handling = &there.fake.taken()[1].body["office"];
        assert_eq!((handling["department"].as_str(), handling["handler"].as_str()), (Some("송파구 보건소 의약과"), Some("김의약")));
        there.fake.request(Request {
            id: String::new(),
            number: number.clone(),
            sent_at: there.city.office.now(),
            what: Wish::Supplement,
            text: Some("사진을 냅니다.".into()),
        });
        there.round().await;
        assert!(there.city.complaint(&ours).await.open_supplement().is_none());
    }

    async fn a_transfer_goes_through_epeople_whatever_way_it_came_in(store: Store) {
        let there = There::new(store).await;
        let number = there.file("국도 가로등");
        there.round().await;
        let theirs = there.received(&number).await;
        let web = there.city.received(park()).await.spoken_number().clone();
        for ours in [&theirs, &web] {
            let reason = Memo::new("국도는 국토교통부 소관입니다.").unwrap();
            there.city.act(HAN, ours, Command::Transfer { body: "국토교통부".into(), reason }).await;
        }
        there.round().await;
        assert_eq!(there.told(&number), ["received", "transfers"]);
        let transfers: Vec<_> = there.fake.taken().into_iter().filter(|t| t.path == path::TRANSFERS).collect();
        assert_eq!(transfers.len(), 2);
        let whole = transfers.iter().find(|t| t.number != number).unwrap();
        assert_eq!(whole.body["complaint"]["petitioner"]["name"], "박시민");
        assert!(whole.body.get("number").is_none(), "it got a number over there: {}", whole.number);
        let known = transfers.iter().find(|t| t.number == number).unwrap();
        assert!(known.body.get("complaint").is_none(), "they have it already");
    }
}

#[test]
fn an_item_kept_is_the_item_that_came() {
    let item = complaint("가로등");
    assert_eq!(connect::epeople::mapping::from_text::<Complaint>(&text(&item)), Ok(item));
}
