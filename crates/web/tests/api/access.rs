//! Who gets past which door: one table a person can review.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use casework::attachments::{Said, scanned, to_scan};
use connect::vault::{Settings as VaultSettings, Vault};
use domain::id::OfficerId;
use domain::org::Grant;
use domain::role::{Duty, Role};
use serde_json::{Value, json};
use store::KeptGrant;
use testkit::world::*;
use web::{AppState, Settings, router};

use super::office::{TestOffice, bearer, complaint};

type Headers = Vec<(&'static str, String)>;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api_access.txt");
/// Of an operation; the cells follow, each as wide.
const LABEL: usize = 76;
const CELL: usize = 11;

/// A complaint that the table asks about, and the petitioner's secret.
struct Case {
    light: &'static str,
    number: String,
    secret: String,
    attachment: String,
}

/// Behind an operation in the table: a sealed complaint, one about which another department is asked, and one that
/// waits for an approval.
const SEALED: &str = " (sealed)";
const ASKED: &str = " (sealed, asked)";
const SENT: &str = " (sealed, sent)";

struct Asker {
    name: &'static str,
    headers: Headers,
}

fn officer(name: &'static str, id: OfficerId) -> Asker {
    Asker { name, headers: vec![bearer(id)] }
}

/// Whoever asks about this complaint, and whoever filed another one.
fn askers(case: &Case, other: &str) -> Vec<Asker> {
    let with = |secret: &str| vec![("x-complaint-secret", secret.to_owned())];
    vec![
        Asker { name: "nobody", headers: Vec::new() },
        Asker { name: "forged", headers: vec![("authorization", "Bearer forged".to_owned())] },
        Asker { name: "guess", headers: with("AAAAAAAAAAAA") },
        Asker { name: "stranger", headers: with(other) },
        Asker { name: "petitioner", headers: with(&case.secret) },
        officer("handler", KIM),
        officer("colleague", PARK),
        officer("approver", SEO),
        officer("manager", LEE),
        officer("agency", JEONG),
        officer("audits-it", YU),
        officer("inspector", MIN),
        officer("receiver", HAN),
        officer("callcentre", DA),
        officer("cooperator", CHO),
        officer("elsewhere", SONG),
        officer("other-dept", MUN),
        officer("other-gu", OH),
        officer("admin", SI),
    ]
}

/// 유대직 inspects 본청, and no other agency.
async fn with_an_inspector_of_one_agency(office: &TestOffice) {
    let duty = Duty { role: Role::Inspector, agency: Some(SEOUL), department: None };
    let grant = Grant { officer: YU, duty, from: jiff::civil::date(2026, 1, 1), until: None };
    let (id, granted_at) = (uuid::Uuid::from_u128(0x9100), seoul_time("2026-01-01 09:00"));
    let kept = KeptGrant { id, grant, granted_by: Some(SI), granted_at, ended_by: None, ended_at: None };
    let mut tx = office.office.store().write().await.unwrap();
    tx.put_grants(&[kept]).await.unwrap();
    tx.commit().await.unwrap();
}

/// With 김도로, who has accepted a sealed one.
async fn on_kims_desk(office: &TestOffice, light: &'static str) -> Case {
    let filed = office.ask("POST", "/complaints", &[], Some(complaint())).await.ok();
    let [filed, secret] = ["number", "secret"].map(|name| filed[name].as_str().unwrap().to_owned());
    let attachment = attached(office, &filed, &secret).await;
    let visibility = if light.is_empty() { "private" } else { "sealed" };
    let kind = json!({"kind": "inquiry", "visibility": visibility});
    let received = office.act(HAN, &filed, "receive", kind).await.ok();
    let number = received["number"].as_str().unwrap().to_owned();
    office.act(HAN, &number, "distribute", json!({"department": ROADS.to_string()})).await.ok();
    office.act(LEE, &number, "assign", json!({"handler": KIM.to_string()})).await.ok();
    if !light.is_empty() {
        office.act(KIM, &number, "accept", json!({})).await.ok();
    }
    Case { light, number, secret, attachment }
}

/// An ordinary one, and a sealed one that nobody, 공원과 and 서팀장 are asked about.
async fn cases(office: &TestOffice) -> [Case; 4] {
    let ordinary = on_kims_desk(office, "").await;
    let sealed = on_kims_desk(office, SEALED).await;
    let (asked, sent) = (on_kims_desk(office, ASKED).await, on_kims_desk(office, SENT).await);
    let question = json!({"cooperations": [
        {"department": PARKS.to_string(), "question": "가로수 뿌리입니까?", "reply_by": "2026-03-12"},
    ]});
    office.act(KIM, &asked.number, "cooperate", question).await.ok();
    let answer = json!({"result": "explained", "body": "최종 답변", "line": [SEO.to_string()]});
    office.act(KIM, &sent.number, "send-for-approval", answer).await.ok();
    [ordinary, sealed, asked, sent]
}

/// Method and path of every operation in the document; ending the session comes last.
async fn operations(office: &TestOffice) -> Vec<(String, String)> {
    let spec = office.ask("GET", "/openapi.json", &[], None).await.ok();
    let paths = spec["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, item)| {
        let path = path.strip_prefix("/api/v1").unwrap();
        item.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.to_owned()))
    });
    let mut all: Vec<_> = each.collect();
    all.sort_by_key(|(method, path)| (method == "DELETE", path.clone(), method.clone()));
    all
}

fn filled(path: &str, number: &str, attachment: &str) -> String {
    let roads = ROADS.to_string();
    let id = if path.contains("/attachments/") { attachment } else { roads.as_str() };
    path.replace("{number}", number).replace("{id}", id).replace("{year}", "2026")
}

/// A vault for this office, in a folder that goes with what is returned.
fn with_a_vault(office: &mut TestOffice) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(&VaultSettings::Folder(folder.path().to_owned())).unwrap();
    let settings = Settings { demo: true, secure_cookies: false };
    // Each asker asks from a place of their own: wrong secrets are counted by the place they come from.
    let state = AppState::new(office.office.clone(), settings).behind(&[Ipv4Addr::LOCALHOST.into()]);
    office.router = router(state.keeping(Arc::new(vault)));
    folder
}

/// The petitioner sends a document in, and it is scanned: its id.
async fn attached(office: &TestOffice, number: &str, secret: &str) -> String {
    const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n\
                        %PDF-1.4\n%%EOF\r\n--b--\r\n";
    let request = Request::post(format!("/api/v1/complaints/{number}/attachments"))
        .header("content-type", "multipart/form-data; boundary=b")
        .header("x-complaint-secret", secret)
        .body(Body::from(FORM));
    let told = office.send(request.unwrap()).await.ok();
    for file in to_scan(&office.office).await.unwrap() {
        scanned(&office.office, &file, &Said::Clean).await.unwrap();
    }
    let id = told["id"]
        .as_str()
        .or_else(|| told[0]["id"].as_str())
        .or_else(|| told["attachments"][0]["id"].as_str());
    id.unwrap().to_owned()
}

/// Bodies hold a field nobody asks for: past the door is 422, and nothing is done.
fn body(method: &str) -> Option<Value> {
    (method == "POST").then(|| json!({"nobody_asks_for_this": true}))
}

#[tokio::test]
async fn the_access_table_is_as_reviewed() {
    let mut office = TestOffice::new().await;
    let _folder = with_a_vault(&mut office);
    with_an_inspector_of_one_agency(&office).await;
    let (cases, (_, other)) = (cases(&office).await, office.file().await);
    let head: String =
        askers(&cases[0], &other).iter().map(|asker| format!("{:>CELL$}", asker.name)).collect();
    let mut table = format!("{:<LABEL$}{head}\n", "");
    for (method, path) in operations(&office).await {
        let named = if path.contains("{number}") { &cases[..] } else { &cases[..1] };
        for (place, case) in named.iter().enumerate() {
            table.push_str(&format!("{:<LABEL$}", format!("{method} {path}{}", case.light)));
            for (at, asker) in askers(case, &other).iter().enumerate() {
                let from = [("x-forwarded-for", format!("10.0.{place}.{at}"))];
                let headers = [&asker.headers[..], &from].concat();
                let path = filled(&path, &case.number, &case.attachment);
                let told = office.ask(&method, &path, &headers, body(&method)).await;
                assert!(told.status.as_u16() < 500 && told.status != 405, "{method} {path}: {}", told.status);
                assert_ne!(told.status, 429, "{method} {path}, {}: what one may do is not seen", asker.name);
                table.push_str(&format!("{:>CELL$}", told.status.as_u16()));
            }
            table.push('\n');
        }
    }
    if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
        std::fs::write(GOLDEN, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    assert!(reviewed == table, "the access table changed; review it with EUNGDAPSO_BLESS=1:\n{table}");
    office.close().await;
}

/// A line of the reviewed table: its operation, and what came to whom.
fn lines() -> Vec<(String, Vec<(String, String)>)> {
    let text = std::fs::read_to_string(GOLDEN).unwrap();
    let mut written = text.lines();
    let askers: Vec<&str> = written.next().unwrap().split_whitespace().collect();
    let line = |line: &str| {
        let (label, cells) = line.split_at(LABEL);
        let cells = askers.iter().zip(cells.split_whitespace());
        (label.trim_end().to_owned(), cells.map(|(who, cell)| ((*who).to_owned(), cell.to_owned())).collect())
    };
    written.map(line).collect()
}

#[test]
fn whoever_reviews_it_a_sealed_complaint_is_there_only_for_whoever_works_on_it_or_filed_it() {
    let there = [
        (SEALED, &["petitioner", "handler"][..]),
        (ASKED, &["petitioner", "handler", "cooperator"]),
        (SENT, &["petitioner", "handler", "approver"]),
    ];
    for (light, may) in there {
        let rows: Vec<_> = lines().into_iter().filter(|(label, _)| label.ends_with(light)).collect();
        assert!(rows.len() > 40, "only {} rows of{light}", rows.len());
        for (label, cells) in rows {
            for (who, cell) in cells {
                let refused = if ["nobody", "forged"].contains(&who.as_str()) { "401" } else { "404" };
                assert_eq!(cell != refused, may.contains(&who.as_str()), "{label}, {who}: {cell}");
            }
        }
    }
}

#[test]
fn whoever_reviews_it_a_secret_of_another_complaint_opens_as_much_as_a_guess() {
    let lines = lines();
    assert!(lines.len() > 200, "only {} rows", lines.len());
    for (label, cells) in lines {
        let of = |name: &str| &cells.iter().find(|(who, _)| who == name).unwrap().1;
        assert_eq!(of("stranger"), of("guess"), "{label}");
        let named = label.contains("{number}");
        assert!(!named || of("stranger") == "404", "{label}: {}", of("stranger"));
    }
}

#[tokio::test]
async fn a_sealed_complaint_keeps_who_read_it_through_a_program_too() {
    let office = TestOffice::new().await;
    let (number, _) = office.file().await;
    office.act(HAN, &number, "receive", json!({"kind": "inquiry", "visibility": "sealed"})).await.ok();
    for path in ["", "/history", "/notices", "/due", "/similar", "/suggestions", "/attachments"] {
        office.get(HAN, &format!("/complaints/{number}{path}")).await.ok();
    }
    office.get(SONG, &format!("/complaints/{number}")).await.problem(404, "not-found");
    let mut tx = office.office.store().read().await.unwrap();
    for (who, times) in [(HAN, 8), (SONG, 0)] {
        let kept = tx.openings(store::OpeningsOf::Officer(who), None, 10).await.unwrap();
        assert_eq!(kept.len(), times, "{who}");
    }
    drop(tx);
    // A draft moves nothing by which it could be seen that its writer was given the file.
    office.act(HAN, &number, "distribute", json!({"department": ROADS.to_string()})).await.ok();
    office.act(LEE, &number, "assign", json!({"handler": KIM.to_string()})).await.ok();
    office.act(KIM, &number, "accept", json!({})).await.ok();
    office.act(KIM, &number, "draft", json!({"body": "검토 중입니다."})).await.ok();
    let mut tx = office.office.store().read().await.unwrap();
    assert_eq!(tx.openings(store::OpeningsOf::Officer(KIM), None, 10).await.unwrap().len(), 2);
    drop(tx);
    office.close().await;
}
