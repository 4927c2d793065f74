//! 송파구 보건소 의약과 and 주차관리과, three officers, a petitioner with a complaint.

use domain::actor::Actor;
use domain::complaint::{Channel, Filing, Number, Visibility};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use domain::org::{Agency, AgencyKind, Department, Officer, Origin};
use jiff::Timestamp;
use jiff::civil::date;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::{Derived, Petitioner, Store, Words};
use testkit::databases::by_hand;
use uuid::Uuid;

pub(crate) const SONGPA: AgencyId = AgencyId(Uuid::from_u128(0xa1));
pub(crate) const PHARMACY: DepartmentId = DepartmentId(Uuid::from_u128(0xd1));
pub(crate) const PARKING: DepartmentId = DepartmentId(Uuid::from_u128(0xd2));
pub(crate) const KIM: OfficerId = OfficerId(Uuid::from_u128(0x01));
pub(crate) const LEE: OfficerId = OfficerId(Uuid::from_u128(0x02));
pub(crate) const CHOI: OfficerId = OfficerId(Uuid::from_u128(0x03));
pub(crate) const PARK: PetitionerId = PetitionerId(Uuid::from_u128(0x51));
pub(crate) const CASE: ComplaintId = ComplaintId(Uuid::from_u128(0xc1));

/// 2026-03-10 10:00 in Seoul, and so many seconds.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_773_104_400 + seconds).unwrap()
}

pub(crate) fn agency() -> Agency {
    Agency { id: SONGPA, code: "SP".into(), name: "송파구".into(), kind: AgencyKind::District }
}

pub(crate) fn departments() -> Vec<Department> {
    let department = |id, code: &str, bureau: &str, name: &str, duties: &[&str]| Department {
        id,
        agency: SONGPA,
        code: code.into(),
        bureau: bureau.into(),
        name: name.into(),
        duties: duties.iter().map(|duty| (*duty).to_owned()).collect(),
    };
    vec![
        department(PHARMACY, "SP-1", "보건소", "의약과", &["약국", "의료기기"]),
        department(PARKING, "SP-2", "교통환경국", "주차관리과", &[]),
    ]
}

pub(crate) fn officer(id: OfficerId, department: DepartmentId, login: &str, name: &str) -> Officer {
    Officer {
        id,
        agency: SONGPA,
        department,
        login: login.into(),
        name: name.into(),
        title: "주무관".into(),
        email: format!("{login}@songpa.example"),
        phone: "02-2147-0000".into(),
        duty: "의약업소 관리".into(),
        origin: Origin::Linked,
        active: true,
    }
}

pub(crate) fn officers() -> Vec<Officer> {
    vec![
        officer(KIM, PHARMACY, "kim", "김의약"),
        officer(LEE, PHARMACY, "lee", "이과장"),
        officer(CHOI, PARKING, "choi", "최주차"),
    ]
}

pub(crate) fn petitioner(id: PetitionerId, name: &str) -> Petitioner {
    Petitioner {
        id,
        name: name.into(),
        phone: Some("010-1234-5678".into()),
        email: Some("Park@Example.kr".into()),
        address: Some("서울특별시 송파구".into()),
        identity: None,
        secret_hash: Some("hmac:as it is kept".into()),
        created_at: at(0),
        erased_at: None,
    }
}

/// The organisation.
pub(crate) async fn settle(store: &Store) {
    let mut tx = store.write().await.unwrap();
    tx.put_agencies(&[agency()]).await.unwrap();
    tx.put_departments(&departments()).await.unwrap();
    tx.put_officers(&officers()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The organisation, 박시민, and a complaint just filed.
pub(crate) async fn settle_with_case(store: &Store) {
    settle(store).await;
    let mut tx = store.write().await.unwrap();
    tx.put_petitioners(&[petitioner(PARK, "박시민")]).await.unwrap();
    let filing = Filing {
        id: CASE,
        number: Number::application(date(2026, 3, 10), 1),
        petitioner: PARK,
        channel: Channel::Web,
        joint: false,
        visibility: Visibility::Open,
    };
    let (complaint, _) = domain::complaint::file(filing, at(0), &Actor::Petitioner(PARK));
    let words =
        Words {
            title: "가로등".into(), body: "꺼졌습니다".into(), place: None, external_number: None
        };
    let derived = Derived { due_at: None, calendar_version: 1 };
    let ordinal = tx.next_ordinal().await.unwrap();
    tx.insert_complaint(&complaint, &words, derived, ordinal).await.unwrap();
    tx.commit().await.unwrap();
}

/// What somebody with a database client could do behind our back.
pub(crate) async fn tamper(url: &str, sql: &str) {
    by_hand(url, sql).await.unwrap();
}

/// Takes the guards of a table away, as only its owner can.
pub(crate) async fn loosen(url: &str, table: &str) {
    if url.starts_with("sqlite") {
        for guard in ["unchanged", "undeleted"] {
            by_hand(url, &format!("drop trigger {table}_{guard}")).await.unwrap();
        }
    } else {
        by_hand(url, &format!("alter table {table} disable trigger user")).await.unwrap();
    }
}

/// One text column, as it lies there.
pub(crate) async fn peek(url: &str, sql: &str) -> Vec<String> {
    let sql = AssertSqlSafe(sql.to_owned());
    if url.starts_with("sqlite") {
        let mut db = SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap()
    } else {
        let mut db = PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap()
    }
}
