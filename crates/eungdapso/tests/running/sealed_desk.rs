//! What the office does with a sealed complaint, in marked words: it comes to its handler, who opens it, looks for its words,
//! writes of it, asks another department, and takes lists away.

use std::time::{Duration, Instant};

use domain::id::OfficerId;
use testkit::world::{CHO, HAN, KIM, LEE, PARKS, ROADS};

use crate::crowd::now;
use crate::officers::Officers;
use crate::packets::logged_in;
use crate::program::{Running, text, try_ask, try_ask_bytes};
use crate::secrecy::{BODY, BYTES, FORM, NAME, OWN, PARCEL, PHONE, TITLE, encoded, parcel};

/// Who has a hand in it.
pub(crate) const WHO: [(&str, OfficerId); 4] = [("han", HAN), ("lee", LEE), ("kim", KIM), ("cho", CHO)];

const MEMO: &str = "메모표식입니다";
const PURPOSE: &str = "목적표식입니다";
const INTERIM: &str = "중간답변표식입니다";
const DRAFT: &str = "초안표식입니다";
const QUESTION: &str = "협조표식입니다";
const OPINION: &str = "의견표식입니다";
/// What officers wrote.
pub(crate) const SAID: [&str; 6] = [MEMO, PURPOSE, INTERIM, DRAFT, QUESTION, OPINION];

const DAY: i64 = 86_400;
const DONE_WITHIN: Duration = Duration::from_secs(60);
/// How an Excel file begins.
pub(crate) const EXCEL: &[u8] = b"PK\x03\x04";

/// An officer with a browser, and with a program of their own.
struct Seat<'a> {
    running: &'a Running,
    cookie: String,
    bearer: &'a str,
}

impl Seat<'_> {
    fn get(&self, path: &str) -> String {
        let page = self.running.ask("GET", path, &[&self.cookie], "");
        assert!(page.starts_with("HTTP/1.1 200"), "{path}: {page}");
        page
    }

    fn send(&self, path: &str, form: &[(&str, &str)]) -> String {
        let pairs: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.running.ask("POST", path, &[FORM, OWN, &self.cookie], &pairs.join("&"))
    }

    /// What is done by a form leads on to another page.
    fn does(&self, path: &str, form: &[(&str, &str)]) {
        let answer = self.send(path, form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{path}: {answer}");
    }

    /// By the JSON interface.
    fn says(&self, path: &str, body: &str) -> String {
        let headers = ["Content-Type: application/json", self.bearer];
        let answer =
            try_ask(&self.running.address(), "POST", &format!("/api/v1{path}"), &headers, body.as_bytes());
        let answer = answer.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        answer
    }

    fn takes(&self, method: &str, path: &str, form: &str) {
        let headers = [FORM, OWN, &self.cookie];
        let answer = try_ask_bytes(&self.running.address(), method, path, &headers, form.as_bytes()).unwrap();
        let is_excel = answer.windows(EXCEL.len()).any(|there| there == EXCEL);
        assert!(is_excel, "{path}: {}", String::from_utf8_lossy(&answer));
    }
}

/// What opens something for whoever has it: cookies and tokens of everybody who was at work.
pub(crate) fn deal_with(running: &Running, sealed: &str, ordinary: &str) -> Vec<String> {
    let tokens = Officers::log_in(&running.address(), &WHO);
    let seats = WHO.map(|(login, _)| Seat {
        running,
        cookie: logged_in(running, login),
        bearer: tokens.header(login),
    });
    let [han, lee, kim, cho] = &seats;
    // In no list but that of its kind, and there only for whom it waits.
    assert!(!han.get("/receive").contains(sealed));
    let sealed = on_kims_desk(("/receive?sealed=on", sealed), (han, lee, kim));
    let ordinary = on_kims_desk(("/receive", ordinary), (han, lee, kim));
    reads(kim, &sealed);
    writes(kim, cho, &sealed);
    searches(kim, &sealed, &ordinary);
    takes_lists(lee, kim);
    opens_the_paper(kim, &sealed);
    let keys = seats.iter().flat_map(|seat| seat.cookie.split("; ").chain([seat.bearer]));
    // The value without its name: of a cookie, or of a header.
    let keys: Vec<String> = keys.filter_map(|key| Some(key.rsplit(['=', ' ']).next()?.to_owned())).collect();
    assert!(keys.len() >= 2 * WHO.len() && keys.iter().all(|key| key.len() > 15), "{keys:?}");
    keys
}

/// The way every complaint goes; the number that it is spoken of by.
fn on_kims_desk((list, filed): (&str, &str), (han, lee, kim): (&Seat<'_>, &Seat<'_>, &Seat<'_>)) -> String {
    assert!(han.get(list).contains(filed), "it is not where it waits");
    let answer = han.says(&format!("/complaints/{filed}/acts/receive"), r#"{"kind": "inquiry"}"#);
    let number = text(&answer, "number").unwrap_or_else(|| panic!("{answer}"));
    let department = ROADS.to_string();
    han.does(
        &format!("/complaints/{number}/acts/distribute"),
        &[("department", &department), ("memo", MEMO)],
    );
    let handler = KIM.to_string();
    lee.does(&format!("/complaints/{number}/acts/assign"), &[("handler", &handler), ("memo", MEMO)]);
    kim.does(&format!("/complaints/{number}/acts/accept"), &[("back", "/handle")]);
    number
}

/// Its handler reads all of it, the person for a purpose.
fn reads(kim: &Seat<'_>, number: &str) {
    let page = kim.get(&format!("/complaints/{number}?from=handle"));
    for wanted in [TITLE, BODY, MEMO] {
        assert!(page.contains(wanted), "{wanted} is not in {page}");
    }
    let person = kim.send(&format!("/complaints/{number}/reveal"), &[("purpose", PURPOSE)]);
    assert!(person.contains(NAME) && person.contains(PHONE), "{person}");
}

/// Its paper, once it was looked through.
fn opens_the_paper(kim: &Seat<'_>, number: &str) {
    let file = format!("/complaints/{number}/files/");
    let case = format!("/complaints/{number}");
    let rest = until(|| Some(kim.get(&case).split_once(&file)?.1.to_owned()));
    let id = rest.split(['"', '/', '?']).next().unwrap();
    assert!(kim.get(&format!("{file}{id}")).contains(BYTES));
}

/// What the program does by itself is waited for.
fn until<T>(mut there: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = there() {
            return found;
        }
        assert!(began.elapsed() < DONE_WITHIN, "it is not done by itself");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// An interim answer, a draft with a paper to it, a question to another department, and its opinion.
fn writes(kim: &Seat<'_>, cho: &Seat<'_>, number: &str) {
    kim.does(&format!("/complaints/{number}/acts/interim-answer"), &[("text", INTERIM)]);
    let attach = format!("/complaints/{number}/attach");
    let form = parcel(&[("panel", "answer"), ("result", "granted"), ("body", DRAFT)]);
    let kept = kim.running.try_ask("POST", &attach, &[PARCEL, OWN, &kim.cookie], &form).unwrap();
    assert!(kept.starts_with("HTTP/1.1 200"), "{kept}");
    let drafted = kim.send(&format!("/complaints/{number}/acts/draft"), &[("body", DRAFT)]);
    assert!(drafted.starts_with("HTTP/1.1 200") && drafted.contains(DRAFT), "{drafted}");
    let ask = format!(
        r#"{{"cooperations": [{{"department": "{PARKS}", "question": "{QUESTION}", "reply_by": "{}"}}]}}"#,
        now(2 * DAY)
    );
    kim.says(&format!("/complaints/{number}/acts/cooperate"), &ask);
    let department = PARKS.to_string();
    cho.does(
        &format!("/complaints/{number}/acts/opine"),
        &[("department", &department), ("opinion", OPINION)],
    );
    let page = kim.get(&format!("/complaints/{number}"));
    for wanted in [INTERIM, DRAFT, QUESTION, OPINION] {
        assert!(page.contains(wanted), "{wanted} is not in {page}");
    }
}

/// By words of both complaints the ordinary one is found, and by words of the sealed one alone nothing.
fn searches(kim: &Seat<'_>, sealed: &str, ordinary: &str) {
    let found = kim.running.ask("GET", &format!("/search?q={}", encoded(TITLE)), &[&kim.cookie], "");
    assert!(found.starts_with("HTTP/1.1 303"), "{found}");
    for word in [TITLE, BODY] {
        let page = kim.get(&format!("/complaints?q={}", encoded(word)));
        assert!(page.contains(ordinary) && !page.contains(sealed), "{word}: {page}");
    }
    for word in SAID {
        let page = kim.get(&format!("/complaints?q={}", encoded(word)));
        assert!(!page.contains(sealed), "{word}: {page}");
        let path = format!("/api/v1/complaints?q={}", encoded(word));
        let list = kim.running.ask("GET", &path, &[kim.bearer], "");
        assert!(list.starts_with("HTTP/1.1 200") && !list.contains(sealed), "{word}: {list}");
    }
}

/// At once, with petitioners for a purpose, and as a file that is made meanwhile.
fn takes_lists(lee: &Seat<'_>, kim: &Seat<'_>) {
    kim.takes("GET", "/handle?tab=accepted&as=xlsx", "");
    kim.takes("GET", &format!("/complaints?q={}&as=xlsx", encoded(TITLE)), "");
    lee.takes("POST", "/complaints/export", &format!("purpose={}", encoded(PURPOSE)));
    kim.does("/exports?tab=accepted", &[("list", "/handle")]);
    let address = until(|| {
        let page = kim.get("/exports");
        let (before, _) = page.split_once("\">내려받기 (")?;
        Some(before.rsplit_once("href=\"")?.1.split('"').next()?.to_owned())
    });
    kim.takes("GET", &address, "");
}
