//! 증거 묶음 in the hands of strangers: downloaded from a served office, opened by Python's own library, altered by it, and
//! brought back to `eungdapso evidence verify`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use store::{Engine, KeyRing};
use testkit::world::{HAN, MIN};

use crate::crowd::{Book, Place, Sent, attach, file};
use crate::people::{PASSWORD, settle_with};
use crate::program::{Running, try_ask_bytes};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const OWN: &str = "Sec-Fetch-Site: same-origin";
/// Under which a citizen files and attaches; the attachment's name has it.
const KEY: &str = "key-00000001";
const MADE_WITHIN: Duration = Duration::from_secs(60);
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/running/stranger.py");

/// Somebody without our program.
fn stranger(args: &[&str]) -> String {
    let given = std::env::var_os("EUNGDAPSO_PYTHON").unwrap_or_else(|| {
        panic!("EUNGDAPSO_PYTHON names no Python; `cargo xtask test` prepares one and sets it")
    });
    let given = PathBuf::from(given);
    let python = if given.is_dir() { given.join("bin/python") } else { given };
    let output = Command::new(python).arg(SCRIPT).args(args).output().unwrap();
    let (said, complained) = (String::from_utf8(output.stdout).unwrap(), output.stderr);
    assert!(output.status.success(), "{args:?}: {said}{}", String::from_utf8_lossy(&complained));
    said
}

/// As an officer in a browser; the cookie.
pub(crate) fn logged_in(running: &Running, login: &str) -> String {
    let form = format!("login={login}&password={}", PASSWORD.replace(' ', "+"));
    let answer = running.ask("POST", "/login", &[FORM, OWN], &form);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let lines = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let cookies: Vec<&str> = lines.filter_map(|cookie| cookie.split(';').next()).collect();
    format!("Cookie: {}", cookies.join("; "))
}

/// A case with a paper on it; its packet as the inspector downloads it.
fn packet(running: &Running, to: &Path) -> PathBuf {
    let book = Book::default();
    book.lock()
        .unwrap()
        .insert(KEY.to_owned(), Sent { phone: "010-0000-0001".to_owned(), ..Sent::default() });
    assert!(file(&running.address(), KEY, &book) && attach(&running.address(), KEY, &book));
    let (number, _) = book.lock().unwrap()[KEY].acknowledged.clone().unwrap();
    let cookie = logged_in(running, "min");
    let path = format!("/complaints/{number}/evidence");
    let asked = running.ask("POST", &path, &[FORM, OWN, &cookie], "desk=search&purpose=appeal");
    assert!(asked.starts_with("HTTP/1.1 303"), "{asked}");
    let began = Instant::now();
    let address = loop {
        let page = running.ask("GET", "/exports", &[&cookie], "");
        if let Some((before, _)) = page.split_once("\">내려받기 (") {
            break before.rsplit_once("href=\"").unwrap().1.split('"').next().unwrap().to_owned();
        }
        assert!(began.elapsed() < MADE_WITHIN, "no packet: {page}");
        std::thread::sleep(Duration::from_millis(50));
    };
    let answer = try_ask_bytes(&running.address(), "GET", &address, &[&cookie], b"").unwrap();
    let head = answer.windows(4).position(|there| there == b"\r\n\r\n").unwrap() + 4;
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..head]));
    let packet = to.join("packet.zip");
    fs::write(&packet, &answer[head..]).unwrap();
    packet
}

fn verify(place: &Place, packet: &Path) -> Output {
    place.command().args(["evidence", "verify"]).arg(packet).output().unwrap()
}

/// It ends otherwise than well, and says each of this.
fn is_told(place: &Place, packet: &Path, words: &[&str]) {
    let output = verify(place, packet);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("정상"), "{said}");
    for word in words {
        assert!(said.contains(word), "{word} is not in {said}");
    }
}

#[test]
fn a_stranger_opens_a_packet_and_whatever_they_alter_in_it_is_named() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(Engine::Sqlite));
    runtime.block_on(settle_with(&place, &[("han", HAN), ("min", MIN)]));
    let running = place.serve();
    let (root, text) = (place.folder.path(), |path: &Path| path.to_str().unwrap().to_owned());
    let whole = packet(&running, root);
    let path = text(&whole);

    let listed = stranger(&["read", &path]);
    let named = |ending: &str| {
        let line = listed.lines().find(|line| line.ends_with(ending)).unwrap_or_else(|| panic!("{listed}"));
        line.split('\t').next().unwrap().to_owned()
    };
    let paper = named(&format!("{KEY}.txt"));
    assert!(paper.starts_with("attachments/") && listed.contains("case.json\t"), "{listed}");
    let output = verify(&place, &whole);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("정상") && !said.contains("이상"), "{said}");

    let altered = |how: &str, more: &[&str]| {
        let to = root.join(format!("{how}.zip"));
        let said = stranger(&[&[how, &path, &text(&to)], more].concat());
        (to, said.trim().to_owned())
    };
    for how in ["byte", "raw"] {
        is_told(&place, &altered(how, &[&paper]).0, &[&format!("{paper}: 내용이 바뀌었습니다.")]);
    }
    is_told(&place, &altered("byte", &["case.json"]).0, &["case.json: 내용이 바뀌었습니다."]);
    is_told(&place, &altered("remove", &[&paper]).0, &[&format!("{paper}: 빠졌습니다.")]);
    is_told(&place, &altered("remove", &["manifest.sig"]).0, &["파일 목록이 서명과 다릅니다."]);
    is_told(&place, &altered("add", &["attachments/more.txt"]).0, &["attachments/more.txt: 만들 때 없던"]);
    is_told(&place, &altered("add", &[&paper]).0, &["같은 이름의 파일이 두 번"]);

    // Who can write every byte of it but has not our key: signed with a key of their own, the list untouched or forged.
    let theirs =
        |digest: &str| KeyRing::generate().keyed_digest(casework::evidence::SIGNATURE, digest).unwrap();
    let digest = stranger(&["digest", &path, &path]);
    is_told(&place, &altered("sign", &[&theirs(digest.trim())]).0, &["파일 목록이 서명과 다릅니다."]);
    let (forged, digest) = altered("forge", &[&paper]);
    let signed = root.join("signed.zip");
    stranger(&["sign", &text(&forged), &text(&signed), &theirs(&digest)]);
    stranger(&["read", &text(&signed)]);
    is_told(&place, &signed, &["파일 목록이 서명과 다릅니다."]);
    running.stop();
    runtime.block_on(place.database.remove());
}
