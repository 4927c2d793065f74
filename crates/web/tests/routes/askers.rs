//! Who asks: nobody, two petitioners, and officers with every duty, here and at another agency.

use domain::id::{DepartmentId, OfficerId, SessionId};
use domain::org::{Officer, Origin};
use jiff::SignedDuration;
use store::{Owner, Session, Store};
use testkit::world::*;
use uuid::Uuid;

/// 처리자 of 공원과 without any other duty.
pub(crate) const MOK: OfficerId = OfficerId(Uuid::from_u128(0x13));

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asker {
    /// No cookie at all.
    Nobody,
    /// With the proof of another complaint.
    Stranger,
    /// With the proof of the complaint, and with what waits at this browser.
    Own,
    Officer(&'static str, OfficerId),
}

/// In the order they ask: those of elsewhere before those of the house.
pub(crate) const ASKERS: [Asker; 17] = [
    Asker::Nobody,
    Asker::Stranger,
    Asker::Officer("song", SONG),
    Asker::Officer("mun", MUN),
    Asker::Officer("oh", OH),
    Asker::Officer("mok", MOK),
    Asker::Officer("park", PARK),
    Asker::Officer("cho", CHO),
    Asker::Officer("seo", SEO),
    Asker::Officer("da", DA),
    Asker::Officer("han", HAN),
    Asker::Officer("lee", LEE),
    Asker::Officer("jeong", JEONG),
    Asker::Officer("min", MIN),
    Asker::Officer("si", SI),
    Asker::Own,
    Asker::Officer("kim", KIM),
];

/// Who has nothing to do with 도로과 or 본청: another complaint's petitioner, and 송파구's officers.
pub(crate) const FOREIGN: [&str; 4] = ["stranger", "song", "mun", "oh"];

impl Asker {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Asker::Nobody => "nobody",
            Asker::Stranger => "stranger",
            Asker::Own => "own",
            Asker::Officer(name, _) => name,
        }
    }
}

/// The session of an officer, as the cookie says it.
pub(crate) fn session(officer: OfficerId) -> String {
    format!("session=token-{officer}")
}

/// 목공원 joins 공원과, and every officer has logged in.
pub(crate) async fn log_in(store: &Store) {
    let department: DepartmentId = PARKS;
    let mok = Officer {
        id: MOK,
        agency: agency_of(department),
        department,
        login: "mok".into(),
        name: "목공원".into(),
        title: "주무관".into(),
        email: "mok@office.example".into(),
        phone: "02-2133-0000".into(),
        duty: String::new(),
        origin: Origin::Linked,
        active: true,
    };
    let now = morning();
    let mut tx = store.write().await.unwrap();
    tx.put_officers(&[mok]).await.unwrap();
    for (id, owner) in (1_u128..).zip(OFFICERS.map(|row| row.0).into_iter().chain([MOK])) {
        let session = Session {
            id: SessionId(Uuid::from_u128(0x5000 + id)),
            owner: Owner::Officer(owner),
            way: store::Way::Password,
            created_at: now,
            seen_at: now,
            expires_at: now + SignedDuration::from_hours(10),
        };
        tx.put_session(&session, &casework::digest::of(format!("token-{owner}"))).await.unwrap();
    }
    tx.commit().await.unwrap();
}
