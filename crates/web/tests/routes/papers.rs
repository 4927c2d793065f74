//! What is no complaint and no file: people's rights, lists as files, codes, texts, outages, neighbours.

use axum::Router;
use casework::Submission;
use casework::epeople;
use casework::exports::{self, Limits, Place};
use casework::people::feeds;
use casework::reconcile::{self, Theirs};
use connect::vault::Key;
use domain::complaint::{Channel, Kind, Number};
use domain::dispatch::{Neighbour, What};
use domain::org::{Feed, Grant, StandIn};
use domain::period::Period;
use domain::role::{Duty, Role};
use jiff::SignedDuration;
use jiff::civil::date;
use store::{
    Account, ApplicationState, DispatchSettled, FieldApplication, GrantRequest, KeptCategory, KeptGrant,
    KeptOutage, KeptTask, KeptTemplate, Owner, Passkey, Phrase, PhraseOf, RequestState, SavedSearch, Write,
};
use testkit::office::{TestOffice, submission};
use testkit::say;
use testkit::world::{self, HAN, JEONG, KIM, LEE, PARK, ROADS, SEOUL, SI, YU};
use uuid::Uuid;

use crate::ask::ask;
use crate::askers::session;
use crate::house::House;
use crate::things::Ids;

/// What an address names behind its question mark.
pub(crate) const QUERIES: [(&str, &str); 2] =
    [("/connectors/inbound/retry", "?id=epeople%3AR-1"), ("/outages/{id}/end", "?until=2026-03-23T09:30")];

/// What 김도로 wrote for himself.
pub(crate) const SEARCH: &str = "김도로가 찾아 둔 민원";
pub(crate) const PASSKEY: &str = "김도로의 파란 열쇠";
pub(crate) const PHRASE: &str = "김도로가 적어 둔 인사입니다.";

const THEIRS: &str = "1AA-2603-0001234";

pub(crate) async fn make(house: &House, office: &TestOffice, router: &Router) -> Ids {
    let export = export(house, office, router).await;
    let dispatch = with_a_neighbour(office).await;
    let feed = feeds::keep(&office.office, Some(SI), feeds::UPLOADED, &nobody_left()).await.unwrap();
    let mut tx = office.store().write().await.unwrap();
    let mut ids = rights(&mut tx, office).await;
    ids.extend(kept_texts(&mut tx, office).await);
    ids.extend(own(&mut tx, office).await);
    tx.commit().await.unwrap();
    let page = ask(router, ("GET", &format!("/users/{KIM}")), &session(LEE), &[]).await.text;
    let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    ids.extend([
        ("/exports/{id}", export),
        ("seen", seen.to_owned()),
        ("park", PARK.to_string()),
        ("/connectors/dispatches/{id}", dispatch),
        ("/staff-feed/{id}", feed.to_string()),
        ("/users/{id}", KIM.to_string()),
        ("/organisation/agencies/{id}", SEOUL.to_string()),
        ("/organisation/departments/{id}", ROADS.to_string()),
    ]);
    ids
}

/// 김도로's: a grant that is to come, a stand-in, a request, an application.
async fn rights(tx: &mut Write, office: &TestOffice) -> Ids {
    let now = office.office.now();
    let [grant, stand_in, request, application] = [1, 2, 3, 4].map(|n| Uuid::from_u128(0xb00 + n));
    let duty = Duty::department(Role::Approver, SEOUL, ROADS);
    let kept = Grant { officer: KIM, duty, from: date(2026, 4, 1), until: None };
    let kept = KeptGrant {
        id: grant,
        grant: kept,
        granted_by: Some(JEONG),
        granted_at: now,
        ended_by: None,
        ended_at: None,
    };
    tx.put_grants(&[kept]).await.unwrap();
    let minded = StandIn { absent: KIM, stand_in: YU, from: date(2026, 3, 23), until: date(2026, 3, 31) };
    tx.put_stand_in(stand_in, &minded, Some(LEE), now).await.unwrap();
    let asked = GrantRequest {
        id: request,
        officer: KIM,
        role: Role::DepartmentManager,
        agency: SEOUL,
        department: ROADS,
        reason: "발령".into(),
        asked_at: now,
        state: RequestState::Open,
        decided_by: None,
        decided_for: None,
        decided_at: None,
        answer: None,
        seen_at: None,
    };
    tx.put_grant_request(&asked).await.unwrap();
    let applied = FieldApplication {
        id: application,
        officer: KIM,
        phone: "010-1234-5678".into(),
        reason: "도로 순찰".into(),
        applied_at: now,
        state: ApplicationState::Applied,
        answer: String::new(),
        decided_by: None,
        decided_at: None,
    };
    tx.put_field_application(&applied).await.unwrap();
    Ids::from([
        ("/me/stand-ins/{id}", stand_in.to_string()),
        ("/stand-ins/{id}", stand_in.to_string()),
        ("/users/{id}/stand-ins/{stand_in}", stand_in.to_string()),
        ("/users/{id}/grants/{grant}", grant.to_string()),
        ("/grants/requests/{id}", request.to_string()),
        ("/field-applications/{id}", application.to_string()),
    ])
}

/// What 김도로 keeps for himself: a search, a phrase, a telephone, and an account that wrong passwords have locked.
async fn own(tx: &mut Write, office: &TestOffice) -> Ids {
    let now = office.office.now();
    let [search, phrase] = [9, 10].map(|n| Uuid::from_u128(0xb00 + n));
    let kept = SavedSearch { id: search, name: SEARCH.into(), query: "overdue=on".into(), leads: false };
    tx.put_saved_search(KIM, &kept, now).await.unwrap();
    let of = PhraseOf::Officer(KIM);
    let kept = Phrase { id: phrase, of, title: "인사".into(), text: PHRASE.into() };
    tx.put_phrase(&kept, KIM, now).await.unwrap();
    let account = Account {
        login: "kim".into(),
        owner: Owner::Officer(KIM),
        password_hash: "no password has this".into(),
        must_change: false,
        changed_at: now,
    };
    tx.put_accounts(&[account]).await.unwrap();
    let tried = tx.count_wrong_try("kim", "from:203.0.113.9", office.office.wall_now()).await.unwrap();
    let locked_until = Some(office.office.wall_now() + SignedDuration::from_mins(10));
    tx.put_tries("kim", "from:203.0.113.9", &store::Tries { locked_until, ..tried }).await.unwrap();
    tx.put_second_factor(KIM, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").await.unwrap();
    tx.confirm_second_factor(KIM, office.office.wall_now()).await.unwrap();
    let passkey = Passkey {
        id: Uuid::from_u128(0xb0b),
        officer: KIM,
        credential: "AAAA".into(),
        public_key: "AAAA".into(),
        count: 0,
        name: PASSKEY.into(),
        made_at: now,
        used_at: None,
    };
    tx.put_passkey(&passkey).await.unwrap();
    Ids::from([
        ("search", search.to_string()),
        ("phrase", phrase.to_string()),
        ("/me/second-factor/passkeys/{id}", passkey.id.to_string()),
    ])
}

/// 도로과's template, a category, a task, and an outage that lasts.
async fn kept_texts(tx: &mut Write, office: &TestOffice) -> Ids {
    let now = office.office.now();
    let [template, category, task, outage] = [5, 6, 7, 8].map(|n| Uuid::from_u128(0xb00 + n));
    let kept = KeptTemplate {
        id: template,
        name: "도로과 안내".into(),
        kind: None,
        category: None,
        agency: Some(SEOUL),
        department: Some(ROADS),
        body: "{처리부서}입니다.".into(),
        version: 1,
        ended_at: None,
        changed_at: now,
        changed_by: Some(JEONG),
    };
    tx.add_template(&kept).await.unwrap();
    let from = date(2026, 1, 1);
    let kept = KeptCategory { id: category, name: "가로등".into(), kind: None, from, until: None };
    tx.put_category(&kept, Some(SI), now).await.unwrap();
    let kept = KeptTask {
        id: task,
        name: "약국 개설등록".into(),
        period: Period::Days(3),
        category: None,
        basis: "약사법 제20조".into(),
        from,
        until: None,
    };
    tx.put_task(&kept, Some(SI), now).await.unwrap();
    let kept = KeptOutage {
        id: outage,
        from: now - SignedDuration::from_hours(1),
        until: None,
        reason: "전산실 정전".into(),
        declared_by: Some(SI),
        declared_at: now,
    };
    tx.put_outage(&kept).await.unwrap();
    Ids::from([
        ("/templates/{id}", template.to_string()),
        ("/codes/categories/{id}", category.to_string()),
        ("/codes/tasks/{id}", task.to_string()),
        ("/outages/{id}", outage.to_string()),
    ])
}

/// A hold on a complaint of 본청: its id.
pub(crate) async fn hold(office: &TestOffice, number: &Number) -> String {
    use casework::retention::{hold, holds};
    let (office, by) = (&office.office, world::officer(JEONG));
    hold(office, (&by, "203.0.113.7"), number, &say::memo("소송")).await.unwrap();
    holds(office, &by, None, 1).await.unwrap().remove(0).id.to_string()
}

/// A list that 김도로 asked for and a worker made: the id of the file.
async fn export(house: &House, office: &TestOffice, router: &Router) -> String {
    let form = [("list", "/complaints")];
    let came = ask(router, ("POST", "/exports?stage=accepted&sort=newest"), &session(KIM), &form).await;
    assert_eq!(came.told(), "303", "{}", came.text);
    let office = &office.office;
    let claimed = exports::claim(office).await.unwrap().unwrap();
    let mut spool = house.vault.spool().await.unwrap();
    let place = Place { folder: house.bench(), file: spool.path().to_owned() };
    exports::make(office, &claimed, &place, Limits::default()).await.unwrap();
    let id = exports::storing(office, &claimed).await.unwrap().unwrap();
    spool.measure().await.unwrap();
    let bytes = spool.bytes();
    house.vault.put(&Key::of(id.as_u128()), spool).await.unwrap();
    exports::finish(office, &claimed, (1, false), Some(bytes)).await.unwrap();
    let own = exports::of(office, &world::officer(KIM)).await.unwrap();
    own[0].id.to_string()
}

/// A message that 국민신문고 refused, one of theirs that could not be done, and a day's sheet: the message's id.
async fn with_a_neighbour(office: &TestOffice) -> String {
    let now = office.office.now();
    let of_theirs =
        Submission { channel: Channel::Epeople, external_number: Some(THEIRS.into()), ..submission() };
    let inbound = epeople::inbound(THEIRS, What::COMPLAINT, now, "{}".into());
    epeople::take_in(&office.office, of_theirs, &inbound).await.unwrap();
    let everything = domain::access::Scope::of(&world::connector());
    let mut tx = office.store().read().await.unwrap();
    let filed = tx.complaints_by_external_number(&everything, THEIRS).await.unwrap().remove(0).complaint;
    drop(tx);
    office.act(&world::officer(HAN), &filed.application_number, say::receive(Kind::Inquiry)).await;
    let inbound = epeople::inbound("R-1", What::RATING, now, "{}".into());
    epeople::refuse(&office.office, &inbound, None, "만족도 점수를 읽을 수 없습니다.").await.unwrap();
    let theirs = Theirs { complaints: vec![THEIRS.into()], ..Theirs::default() };
    reconcile::reconcile(&office.office, date(2026, 3, 10), &theirs).await.unwrap();
    let mut tx = office.store().write().await.unwrap();
    let until = now + SignedDuration::from_mins(5);
    let claimed = tx.claim_dispatches(Neighbour::Epeople, now, until, 1).await.unwrap();
    tx.settle_dispatch(&claimed[0], DispatchSettled::Failed, "없는 신청번호입니다.", now).await.unwrap();
    tx.commit().await.unwrap();
    claimed[0].dispatch.id.to_string()
}

/// A feed that tells of nobody: what it would do is shown before it is done.
fn nobody_left() -> Feed {
    Feed {
        made_on: date(2026, 3, 23),
        covers: Vec::new(),
        agencies: Vec::new(),
        departments: Vec::new(),
        ended: Vec::new(),
        staff: Vec::new(),
    }
}
