//! A tiny city: 송파구 의약과 with its manager and handler, a receiver, two petitioners, and stand-ins.

use std::sync::Arc;

use casework::intake::{self, HandedInBy};
use casework::{Filed, MovableClock, Office, Order, Person, Submission, perform};
use connect::message::standin::{self, StandIn};
use connect::message::{Messengers, Settings};
use domain::actor::Actor;
use domain::complaint::{Channel, Command, Complaint, Destination, Kind, Number, Visibility};
use domain::deadline::seoul;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, Grant, Officer, Origin};
use domain::period::Period;
use domain::role::{Duty, Role};
use domain::text::{Body, Title};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use store::{KeptGrant, NoticeWithAttempts, Store};
use uuid::Uuid;
use worker::{Report, Worker};

pub(crate) const SONGPA: AgencyId = AgencyId(Uuid::from_u128(0xa1));
pub(crate) const PHARMACY: DepartmentId = DepartmentId(Uuid::from_u128(0xd1));
/// 처리자.
pub(crate) const KIM: OfficerId = OfficerId(Uuid::from_u128(0x01));
/// 부서 관리자.
pub(crate) const LEE: OfficerId = OfficerId(Uuid::from_u128(0x02));
/// 통합접수자.
pub(crate) const HAN: OfficerId = OfficerId(Uuid::from_u128(0x03));

pub(crate) struct City {
    pub(crate) office: Office,
    pub(crate) standin: StandIn,
    pub(crate) clock: Arc<MovableClock>,
    settings: Settings,
}

pub(crate) fn at(text: &str) -> Timestamp {
    seoul::parse(text).unwrap()
}

impl City {
    /// On Tuesday, 10 March 2026, at ten.
    pub(crate) async fn new(store: Store) -> City {
        settle(&store).await;
        let clock = Arc::new(MovableClock::new(at("2026-03-10 10:00")));
        let office = Office::open(store, clock.clone(), clock.clone()).await.unwrap();
        let telling = office.clone();
        let standin = standin::start(Arc::new(move || telling.now())).await.unwrap();
        let settings = standin.settings.clone();
        City { office, standin, clock, settings }
    }

    pub(crate) fn worker(&self) -> Worker {
        Worker::new(self.office.clone(), Arc::new(Messengers::new(&self.settings).unwrap()))
    }

    /// As a worker whose gateway client soon loses patience.
    pub(crate) fn hasty(mut self, patience: std::time::Duration) -> City {
        if let Some(gateway) = &mut self.settings.gateway {
            gateway.timeout = patience;
        }
        self
    }

    /// Its mail and its messages go this way.
    pub(crate) fn by_way_of(mut self, change: impl FnOnce(&mut Settings)) -> City {
        change(&mut self.settings);
        self
    }

    /// One round; nothing in it may fail.
    pub(crate) async fn round(&self) -> Report {
        sound(self.worker().run_once().await)
    }

    pub(crate) fn clock_to(&self, moment: &str) {
        assert!(self.office.clock().move_to(at(moment)));
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        assert!(self.office.clock().move_to(self.office.now() + time));
    }

    pub(crate) async fn file(&self, person: Person) -> Complaint {
        let submission = Submission {
            title: Title::new("약국 앞 가로등").unwrap(),
            body: Body::new("사흘째 꺼져 있습니다.").unwrap(),
            place: None,
            channel: Channel::Web,
            visibility: Visibility::Open,
            joint: false,
            person,
            external_number: None,
        };
        let filed = intake::file(&self.office, HandedInBy::Citizen, submission, None).await;
        let Filed { complaint, .. } = filed.unwrap();
        complaint
    }

    pub(crate) async fn act(&self, who: OfficerId, number: &Number, command: Command) -> Complaint {
        let today = domain::desk::seoul_date(self.office.now());
        let on_duty = self.office.store().read().await.unwrap().on_duty(who, today).await.unwrap();
        let actor = Actor::Officer(on_duty.unwrap());
        perform(&self.office, &actor, number, &Order::plain(command)).await.unwrap()
    }

    /// Received, with seven working days to answer.
    pub(crate) async fn received(&self, person: Person) -> Complaint {
        let filed = self.file(person).await;
        let period = Some(Period::Days(7));
        let receive = Command::Receive { kind: Kind::Inquiry, category: None, period, visibility: None };
        self.act(HAN, &filed.application_number, receive).await
    }

    /// On the manager's desk.
    pub(crate) async fn at_department(&self) -> Number {
        let received = self.received(park()).await;
        let number = received.spoken_number().clone();
        let to = Destination::Department { agency: SONGPA, department: PHARMACY };
        self.act(HAN, &number, Command::Distribute { to, memo: None }).await;
        number
    }

    /// On the handler's desk, accepted.
    pub(crate) async fn accepted(&self) -> Number {
        let number = self.at_department().await;
        let assign = Command::Assign { department: None, handler: KIM, memo: None, cooperations: Vec::new() };
        self.act(LEE, &number, assign).await;
        self.act(KIM, &number, Command::Accept).await;
        number
    }

    pub(crate) async fn complaint(&self, number: &Number) -> Complaint {
        let everything = domain::access::Scope::of(&Actor::System(domain::actor::Machinery::Sweep));
        self.office.store().read().await.unwrap().complaint(&everything, number).await.unwrap().complaint
    }

    /// 알림현황, oldest first.
    pub(crate) async fn notices(&self, c: &Complaint) -> Vec<NoticeWithAttempts> {
        let mut tx = self.office.store().read().await.unwrap();
        let mut notices = tx.notices_of(c.id, None, 200).await.unwrap();
        notices.reverse();
        notices
    }

    /// The notices whose key has this in it.
    pub(crate) async fn keyed(&self, number: &Number, part: &str) -> Vec<NoticeWithAttempts> {
        let c = self.complaint(number).await;
        let mut notices = self.notices(&c).await;
        notices.retain(|with| with.notice.delivery_key.contains(part));
        notices
    }
}

pub(crate) fn sound(report: Report) -> Report {
    for (job, result) in &report.jobs {
        assert!(result.is_ok(), "{job:?}: {result:?}");
    }
    assert!(report.broke_off.is_none() && report.deliveries.faults == 0, "{report:?}");
    report
}

/// 박시민, with a telephone and mail.
pub(crate) fn park() -> Person {
    Person {
        name: "박시민".into(),
        phone: Some("010-1234-5678".into()),
        email: Some("park@example.kr".into()),
        ..Person::default()
    }
}

async fn settle(store: &Store) {
    let officer = |id, login: &str, name: &str| Officer {
        id,
        agency: SONGPA,
        department: PHARMACY,
        login: login.into(),
        name: name.into(),
        title: "주무관".into(),
        email: format!("{login}@songpa.example"),
        phone: "02-2147-0000".into(),
        duty: String::new(),
        origin: Origin::Linked,
        active: true,
    };
    let grant = |n: u128, officer, duty| KeptGrant {
        id: Uuid::from_u128(n),
        grant: Grant { officer, duty, from: date(2026, 1, 1), until: None },
        granted_by: None,
        granted_at: at("2026-01-01 09:00"),
        ended_by: None,
        ended_at: None,
    };
    let agency =
        Agency { id: SONGPA, code: "SP".into(), name: "송파구".into(), kind: AgencyKind::District };
    let department = Department {
        id: PHARMACY,
        agency: SONGPA,
        code: "SP-1".into(),
        bureau: "송파구 보건소".into(),
        name: "의약과".into(),
        duties: Vec::new(),
    };
    let people =
        [officer(KIM, "kim", "김의약"), officer(LEE, "lee", "이과장"), officer(HAN, "han", "한접수")];
    let mut tx = store.write().await.unwrap();
    tx.put_agencies(&[agency]).await.unwrap();
    tx.put_departments(&[department]).await.unwrap();
    tx.put_officers(&people).await.unwrap();
    tx.put_grants(&[
        grant(1, LEE, Duty::department(Role::DepartmentManager, SONGPA, PHARMACY)),
        grant(2, HAN, Duty::city(Role::Receiver)),
    ])
    .await
    .unwrap();
    tx.commit().await.unwrap();
}
