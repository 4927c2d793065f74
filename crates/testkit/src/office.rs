//! An office at work in the small city, on either database, with a clock that tests move.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use casework::intake::{self, HandedInBy};
use casework::{Clock, Filed, MovableClock, NotDone, Office, Order, Person, Submission};
use domain::actor::{Actor, Machinery};
use domain::complaint::{Channel, Command, Complaint, Kind, Number, Visibility};
use domain::text::{Body, Title};
use jiff::SignedDuration;
use store::Store;

use crate::databases::{OnDatabase, TestDatabase};
use crate::say;
use crate::world::{self, HAN, KIM, LEE, ROADS};

/// The office, its own clock, and the machine's.
#[derive(Clone)]
pub struct TestOffice {
    pub office: Office,
    pub clock: Arc<MovableClock>,
    pub wall: Arc<MovableClock>,
}

impl OnDatabase for TestOffice {
    async fn on(db: &TestDatabase) -> TestOffice {
        let store = db.open().await;
        world::settle(&store).await;
        TestOffice::over(store).await
    }
}

impl TestOffice {
    /// Over a store in which the small city is settled; both clocks stand at [`world::morning`].
    pub async fn over(store: Store) -> TestOffice {
        let clock = Arc::new(MovableClock::new(world::morning()));
        let wall = Arc::new(MovableClock::new(world::morning()));
        let office = Office::open(store, clock.clone(), wall.clone()).await.unwrap();
        TestOffice { office, clock, wall }
    }

    pub fn store(&self) -> &Store {
        self.office.store()
    }

    /// Both clocks go on.
    pub fn advance(&self, time: SignedDuration) {
        for clock in [&self.clock, &self.wall] {
            clock.move_to(clock.now() + time);
        }
    }

    pub fn advance_hours(&self, hours: i64) {
        self.advance(SignedDuration::from_hours(hours));
    }

    /// 박시민 files over the web.
    pub async fn file(&self) -> Filed {
        self.file_as(Channel::Web, Visibility::Private).await
    }

    /// Somebody else files each time: one address is told of only so many filings an hour.
    pub async fn anybody_files(&self) -> Filed {
        static SO_FAR: AtomicUsize = AtomicUsize::new(0);
        let mail = format!("citizen{}@citizen.example", SO_FAR.fetch_add(1, Ordering::Relaxed));
        let plain = submission();
        let person = Person { phone: None, email: Some(mail), ..plain.person };
        let submission = Submission { person, ..plain };
        intake::file(&self.office, HandedInBy::Citizen, submission, None).await.unwrap()
    }

    pub async fn file_as(&self, channel: Channel, visibility: Visibility) -> Filed {
        let by = match channel {
            Channel::Epeople | Channel::Import => HandedInBy::Machinery(Machinery::Connector),
            _ => HandedInBy::Citizen,
        };
        let submission = Submission { channel, visibility, ..submission() };
        intake::file(&self.office, by, submission, None).await.unwrap()
    }

    /// Does an act, or says why not.
    pub async fn try_act(&self, by: &Actor, number: &Number, command: Command) -> Result<Complaint, NotDone> {
        casework::perform(&self.office, by, number, &Order::plain(command)).await
    }

    /// Does an act that must be allowed.
    pub async fn act(&self, by: &Actor, number: &Number, command: Command) -> Complaint {
        let named = format!("{command:?}");
        match self.try_act(by, number, command).await {
            Ok(after) => after,
            Err(error) => panic!("{named}: {error:?}"),
        }
    }

    /// A grievance received by 한접수; the 접수번호.
    pub async fn received(&self) -> Number {
        let filed = self.file().await.complaint;
        let after =
            self.act(&world::officer(HAN), &filed.application_number, say::receive(Kind::Grievance)).await;
        after.spoken_number().clone()
    }

    /// The same, sent to 도로과.
    pub async fn at_department(&self) -> Number {
        let number = self.received().await;
        self.act(&world::officer(HAN), &number, say::to_department(ROADS)).await;
        number
    }

    /// The same, on 김도로's desk and accepted.
    pub async fn accepted(&self) -> Number {
        let number = self.at_department().await;
        self.act(&world::officer(LEE), &number, say::assign(KIM)).await;
        self.act(&world::officer(KIM), &number, Command::Accept).await;
        number
    }

    /// The file as it lies in the database.
    pub async fn stored(&self, number: &Number) -> Complaint {
        let everything = domain::access::Scope::of(&world::sweep());
        self.store().read().await.unwrap().complaint(&everything, number).await.unwrap().complaint
    }
}

/// What nobody could object to.
pub fn submission() -> Submission {
    Submission {
        title: Title::new("가로등이 나흘째 꺼져 있습니다").unwrap(),
        body: Body::new("방이동 백제고분로 앞입니다.\n고쳐 주십시오.").unwrap(),
        place: Some("송파구 방이동".into()),
        channel: Channel::Web,
        visibility: Visibility::Private,
        joint: false,
        person: Person {
            name: "박시민".into(),
            phone: Some("010-1234-5678".into()),
            email: Some("park@citizen.example".into()),
            ..Person::default()
        },
        external_number: None,
    }
}
