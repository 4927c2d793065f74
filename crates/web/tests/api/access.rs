//! Who gets past which door: one table a person can review.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use casework::attachments::{Said, scanned, to_scan};
use connect::vault::{Settings as VaultSettings, Vault};
use domain::id::OfficerId;
use serde_json::{Value, json};
use testkit::world::*;
use web::{AppState, Settings, router};

use super::office::{TestOffice, bearer, complaint};

type Headers = Vec<(&'static str, String)>;

struct Asker {
    name: &'static str,
    headers: Headers,
}

fn officer(name: &'static str, id: OfficerId) -> Asker {
    Asker { name, headers: vec![bearer(id)] }
}

fn askers(secret: &str) -> Vec<Asker> {
    let with = |secret: &str| vec![("x-complaint-secret", secret.to_owned())];
    vec![
        Asker { name: "nobody", headers: Vec::new() },
        Asker { name: "forged", headers: vec![("authorization", "Bearer forged".to_owned())] },
        Asker { name: "guess", headers: with("AAAAAAAAAAAA") },
        Asker { name: "petitioner", headers: with(secret) },
        officer("handler", KIM),
        officer("manager", LEE),
        officer("receiver", HAN),
        officer("elsewhere", SONG),
        officer("admin", SI),
    ]
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
    office.router = router(AppState::new(office.office.clone(), settings).keeping(Arc::new(vault)));
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
    let filed = office.ask("POST", "/complaints", &[], Some(complaint())).await.ok();
    let (filed, secret) = (filed["number"].as_str().unwrap(), filed["secret"].as_str().unwrap());
    let attachment = attached(&office, filed, secret).await;
    let received = office.act(HAN, filed, "receive", json!({"kind": "inquiry"})).await.ok();
    let number = received["number"].as_str().unwrap();
    office.act(HAN, number, "distribute", json!({"department": ROADS.to_string()})).await.ok();
    office.act(LEE, number, "assign", json!({"handler": KIM.to_string()})).await.ok();

    let askers = askers(secret);
    let head: String = askers.iter().map(|asker| format!("{:>11}", asker.name)).collect();
    let mut table = format!("{:<60}{head}\n", "");
    for (method, path) in operations(&office).await {
        let mut line = format!("{:<60}", format!("{method} {path}"));
        for asker in &askers {
            // A forged secret counts as a guess; the table holds fewer than are allowed a minute.
            let path = filled(&path, number, &attachment);
            let told = office.ask(&method, &path, &asker.headers, body(&method)).await;
            assert!(told.status.as_u16() < 500 && told.status != 405, "{method} {path}: {}", told.status);
            line.push_str(&format!("{:>11}", told.status.as_u16()));
        }
        table.push_str(&format!("{line}\n"));
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api_access.txt");
    if std::env::var_os("EUNGDAPSO_BLESS").is_some() {
        std::fs::write(golden, &table).unwrap();
    }
    let reviewed = std::fs::read_to_string(golden).unwrap_or_default();
    assert!(reviewed == table, "the access table changed; review it with EUNGDAPSO_BLESS=1:\n{table}");
    office.close().await;
}

#[tokio::test]
async fn a_sealed_complaint_keeps_who_read_it_through_a_program_too() {
    let office = TestOffice::new().await;
    let (number, _) = office.file().await;
    office.act(HAN, &number, "receive", json!({"kind": "inquiry", "visibility": "sealed"})).await.ok();
    for path in ["", "/history", "/notices", "/due"] {
        office.get(HAN, &format!("/complaints/{number}{path}")).await.ok();
    }
    office.get(SONG, &format!("/complaints/{number}")).await.problem(404, "not-found");
    let mut tx = office.office.store().read().await.unwrap();
    for (who, times) in [(HAN, 5), (SONG, 0)] {
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
