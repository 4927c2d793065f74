//! Words that are nowhere else are filed, attached, looked up, searched for, mailed and worked on by officers, on the
//! program as people start it, with its log at its loudest. Then the log, the database, the vault, what was left on the
//! way and the backup are read byte by byte.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use domain::complaint::Number;
use store::Engine;
use testkit::rows;

use crate::crowd::{Place, drained};
use crate::people::{PASSWORD as OFFICERS_PASSWORD, settle_with};
use crate::program::{Running, text};
use crate::sealed_desk::{EXCEL, SAID, WHO, deal_with};

/// The person, and what opens the file: in the clear nowhere at all.
pub(crate) const NAME: &str = "제갈표식";
pub(crate) const PHONE: &str = "010-7391-8264";
pub(crate) const MAIL: &str = "marker-mail@citizen.example";
pub(crate) const ADDRESS: &str = "표식주소로 7391";
pub(crate) const BYTES: &str = "첨부파일 바이트 표식";
const PASSWORD: &str = "marker-password-7391";
const PERSON: [&str; 6] = [NAME, PHONE, MAIL, ADDRESS, BYTES, PASSWORD];

/// What was written: in no log and no backup in the clear.
pub(crate) const TITLE: &str = "제목표식입니다";
pub(crate) const BODY: &str = "본문표식입니다";
pub(crate) const WHERE: &str = "장소표식동";
const FILE: &str = "파일표식.txt";
const WRITTEN: [&str; 4] = [TITLE, BODY, WHERE, FILE];

pub(crate) const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
pub(crate) const OWN: &str = "Sec-Fetch-Site: same-origin";

/// A form with a file, as a browser sends it.
pub(crate) fn parcel(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body: String = fields
        .iter()
        .map(|(name, value)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        })
        .collect();
    body.push_str(&format!(
        "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{FILE}\"\r\n\r\n{BYTES}\r\n--x--\r\n"
    ));
    body.into_bytes()
}

pub(crate) const PARCEL: &str = "Content-Type: multipart/form-data; boundary=x";

/// A 공익신고 by the citizen's form, with its paper; its number and secret.
fn sealed(running: &Running) -> (String, String) {
    let answer = running.try_ask("POST", "/apply", &[PARCEL, OWN], &sealed_parcel()).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("/apply/done"), "{answer}");
    let cookies = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    let mut told = cookies.filter_map(|cookie| cookie.split_once('=')?.1.split_once('.'));
    let (number, secret) =
        told.find(|(number, _)| Number::parse(number).is_ok()).unwrap_or_else(|| panic!("{answer}"));
    (number.to_owned(), secret.to_owned())
}

/// The form of one.
pub(crate) fn sealed_parcel() -> Vec<u8> {
    parcel(&[
        ("step", "check"),
        ("go", "send"),
        ("once", "7391739173917391739173917391739a"),
        ("title", TITLE),
        ("body", BODY),
        ("place", WHERE),
        ("visibility", "sealed"),
        ("name", NAME),
        ("phone", PHONE),
        ("email", MAIL),
        ("address", ADDRESS),
        ("agree", "on"),
    ])
}

/// An ordinary one by a program, with its paper; its number and secret.
fn ordinary(running: &Running) -> (String, String) {
    let body = format!(
        r#"{{"title": "{TITLE}", "body": "{BODY}", "place": "{WHERE}", "name": "{NAME}", "phone": "{PHONE}",
            "email": "{MAIL}", "address": "{ADDRESS}"}}"#
    );
    let answer = running.ask("POST", "/api/v1/complaints", &["Content-Type: application/json"], &body);
    let said = |name| text(&answer, name).unwrap_or_else(|| panic!("{answer}"));
    let (number, secret) = (said("application_number"), said("secret"));
    let proof = format!("X-Complaint-Secret: {secret}");
    let path = format!("/api/v1/complaints/{number}/attachments");
    let kept = running.try_ask("POST", &path, &[PARCEL, &proof], &parcel(&[])).unwrap();
    assert!(kept.starts_with("HTTP/1.1 201"), "{kept}");
    let read = running.ask("GET", &format!("/api/v1/complaints/{number}"), &[&proof], "");
    assert!(read.starts_with("HTTP/1.1 200") && read.contains(TITLE), "{read}");
    (number, secret)
}

/// Everything that carries words in its address, its head or its form.
fn spoken_of(running: &Running, (number, secret): &(String, String)) {
    let looked = running.ask("POST", "/lookup", &[FORM, OWN], &format!("number={number}&secret={secret}"));
    assert!(looked.starts_with("HTTP/1.1 303"), "{looked}");
    let cookie = format!("Cookie: __Host-petition={number}.{secret}");
    let petition = running.ask("GET", "/petition", &[&cookie], "");
    assert!(petition.contains(TITLE), "{petition}");
    for wrong in ["AAAABBBBCCCC", "x"] {
        running.ask("POST", "/lookup", &[FORM, OWN], &format!("number={number}&secret={wrong}{PASSWORD}"));
    }
    let login = format!("login=marker&password={PASSWORD}");
    assert!(running.ask("POST", "/login", &[FORM, OWN], &login).starts_with("HTTP/1.1 4"));
    let login = format!(r#"{{"login": "marker", "password": "{PASSWORD}"}}"#);
    running.ask("POST", "/api/v1/session", &["Content-Type: application/json"], &login);
    running.get(&format!("/answers?q={}", encoded(TITLE)));
    running.ask("POST", "/apply", &[FORM, OWN], &format!("step=writing&go=next&title={}", encoded(TITLE)));
    // What is broken is told to the log: without its words.
    running.ask(
        "POST",
        "/api/v1/complaints",
        &["Content-Type: application/json"],
        &format!("{{\"title\": \"{TITLE}"),
    );
    running.ask("POST", "/apply", &[PARCEL, OWN], &format!("--x\r\nContent-Disposition: {NAME}"));
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Which of these words stand in some bytes.
fn stand<'a>(words: &[&'a str], bytes: &[u8]) -> Vec<&'a str> {
    let finds = |word: &&&str| {
        let plain = word.as_bytes();
        let figures: String = word.chars().filter(char::is_ascii_digit).collect();
        let in_bytes = |wanted: &[u8]| bytes.windows(wanted.len()).any(|there| there == wanted);
        in_bytes(plain)
            || in_bytes(encoded(word).as_bytes())
            || in_bytes(word.replace(' ', "+").as_bytes())
            || (figures.len() > 9 && in_bytes(figures.as_bytes()))
    };
    words.iter().filter(finds).copied().collect()
}

fn files(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn nothing_lies_in_the_clear(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(engine));
    runtime.block_on(settle_with(&place, &WHO));
    let root = place.folder.path().to_owned();
    let log = root.join("log");
    let mut command = place.command();
    command.env("RUST_LOG", "trace").stderr(File::create(&log).unwrap()).arg("serve");
    let running = Running::until(&mut command, "listening on");
    let hidden = sealed(&running);
    let proof = ordinary(&running);
    spoken_of(&running, &proof);
    let mut keys = deal_with(&running, &hidden.0, &proof.0);
    keys.extend([hidden.1, proof.1.clone(), OFFICERS_PASSWORD.to_owned()]);
    running.stop();
    runtime.block_on(drained(&place));
    let mails = place.standin.mails();
    assert!(place.standin.texts().len() + mails.len() >= 2, "nobody was told");

    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let never = [&PERSON[..], &keys].concat();
    let all = [&never[..], &WRITTEN, &SAID].concat();
    let said = fs::read(&log).unwrap();
    assert!(said.len() > 10_000 && !stand(&["TRACE"], &said).is_empty(), "the log is not at its loudest");
    assert_eq!(stand(&all, &said), [""; 0], "in the log");

    let kept = runtime.block_on(rows::as_it_lies(place.database.url()));
    assert!(kept.contains(&proof.0), "the file itself is there");
    assert_eq!(stand(&SAID, kept.as_bytes()), SAID, "what officers wrote is there");
    assert_eq!(stand(&never, kept.as_bytes()), [""; 0], "in the tables");
    // And in the file as it lies, with what its tables do not show any more.
    if let Some(path) = place.database.url().strip_prefix("sqlite://") {
        let whole = fs::read(path).unwrap();
        let beside = ["-wal", "-shm"].map(|end| fs::read(format!("{path}{end}")).unwrap_or_default());
        let bytes = [whole, beside.concat()].concat();
        assert!(!stand(&[TITLE], &bytes).is_empty(), "the file is not where the complaints lie");
        assert_eq!(stand(&never, &bytes), [""; 0], "in the database's file");
    }
    let vault = files(&root.join("data/files"));
    assert_eq!(vault.len(), 4, "three papers, a list, and nothing left of their coming in: {vault:?}");
    for file in vault {
        let bytes = fs::read(&file).unwrap();
        assert_eq!(stand(&all, &bytes), [""; 0], "in {}", file.display());
        // Whoever has an Excel file unpacks its words.
        assert!(!bytes.starts_with(EXCEL), "{} is a list", file.display());
    }

    fs::write(root.join("passphrase"), "네 낱말로 된 긴 백업 암호입니다\n").unwrap();
    fs::create_dir(root.join("backups")).unwrap();
    let mut backup = place.command();
    backup.env("EUNGDAPSO_BACKUP_PASSPHRASE_FILE", root.join("passphrase")).env("RUST_LOG", "trace");
    let told = backup.args(["backup", "--into", "backups"]).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(stand(&all, &[told.stdout, told.stderr].concat()), [""; 0], "said while backing up");
    let backups = files(&root.join("backups"));
    assert_eq!(backups.len(), 1, "{backups:?}");
    assert_eq!(stand(&all, &fs::read(&backups[0]).unwrap()), [""; 0], "in the backup");
    runtime.block_on(place.database.remove());
}

#[test]
fn sqlite() {
    nothing_lies_in_the_clear(Engine::Sqlite);
}

#[test]
fn postgres() {
    nothing_lies_in_the_clear(Engine::Postgres);
}
