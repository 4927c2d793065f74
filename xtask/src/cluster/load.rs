//! People at work while things break: each files a complaint and receives it, and sends again under the same key
//! whatever was not answered.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::ledger::{Ledger, Promised};
use crate::http::{Client, Question};

/// Whoever hears nothing asks again after this.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two tries of the same request.
const AGAIN: Duration = Duration::from_millis(200);
/// Longer than any outage we make: an answer that does not come by then never does.
const NEVER: Duration = Duration::from_secs(120);
/// Between two complaints of one of them, so that the machine has something left for what breaks.
const PAUSE: Duration = Duration::from_millis(50);

pub(super) struct Load {
    stop: Arc<AtomicBool>,
    ledger: Arc<Mutex<Ledger>>,
    people: Vec<JoinHandle<Result<()>>>,
    /// Tells one run's keys from another's.
    pub(super) run: String,
}

/// What everybody knows.
#[derive(Clone)]
struct Person {
    office: Client,
    /// The receiver's session.
    token: String,
    /// Tells one run's keys from another's.
    run: String,
    number: usize,
    ledger: Arc<Mutex<Ledger>>,
}

impl Load {
    pub(super) fn start(office: &Client, token: &str, run: &str, people: usize) -> Self {
        let (stop, ledger) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Ledger::default())));
        let start = |number: usize| {
            let ledger = Arc::clone(&ledger);
            let (token, run) = (token.to_owned(), run.to_owned());
            let (person, stop) =
                (Person { office: office.clone(), token, run, number, ledger }, Arc::clone(&stop));
            thread::spawn(move || person.work(&stop))
        };
        let people = (0..people).map(start).collect();
        Self { stop, ledger, people, run: run.to_owned() }
    }

    pub(super) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everybody finishes what they began.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        for person in self.people.drain(..) {
            person.join().map_err(|_| anyhow::anyhow!("somebody who worked broke off"))??;
        }
        Ok(())
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Person {
    fn work(&self, stop: &AtomicBool) -> Result<()> {
        for turn in 0_u32.. {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let key = format!("{}-{}-{turn}", self.run, self.number);
            if let Err(fault) = self.one(&key, turn) {
                self.ledger().wrong.push(format!("{key}: {fault:#}"));
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn one(&self, key: &str, turn: u32) -> Result<()> {
        let title = format!("가로등이 꺼져 있습니다 {key}");
        let body = json!({
            "title": title, "body": "며칠째 불이 들어오지 않습니다.", "name": "박시민", "phone": "010-0000-0000",
        });
        let from = Some(home(self.number, turn)?);
        let headers = vec![("Idempotency-Key", key.to_owned())];
        let file = Question {
            headers,
            body: Some(body.to_string()),
            from,
            ..Question::of("POST", "/api/v1/complaints")
        };
        let filed = self.until_answered(file)?;
        let number = filed["application_number"].as_str().context("no 신청번호")?.to_owned();
        let version = filed["version"].as_u64().context("no version")?;
        let promised = Promised { title, number: number.clone(), received: false };
        let place = {
            let mut ledger = self.ledger();
            ledger.promised.push(promised);
            ledger.promised.len() - 1
        };
        let headers = vec![
            ("Idempotency-Key", format!("{key}-r")),
            ("If-Match", format!("\"{version}\"")),
            ("Authorization", format!("Bearer {}", self.token)),
        ];
        let path = format!("/api/v1/complaints/{number}/acts/receive");
        let body = Some(json!({ "kind": "inquiry" }).to_string());
        let received =
            self.until_answered(Question { headers, body, from, ..Question::of("POST", &path) })?;
        anyhow::ensure!(received["stage"] == "received", "after 접수 it stands at {}", received["stage"]);
        if let Some(promised) = self.ledger().promised.get_mut(place) {
            promised.received = true;
        }
        Ok(())
    }

    /// The same request again and again, until somebody answers for it.
    fn until_answered(&self, question: Question<'_>) -> Result<Value> {
        let (asked, path) = (Instant::now(), question.path);
        let question = Question { within: PATIENCE, ..question };
        loop {
            let why = match self.office.ask(&question) {
                Ok((200 | 201, text)) => {
                    let told = serde_json::from_str(&text)?;
                    self.ledger().kept(asked);
                    return Ok(told);
                }
                Ok((status, _)) if status >= 500 => status.to_string(),
                Ok((status, text)) => bail!("{path} was answered {status}: {text}"),
                Err(fault) => fault.root_cause().to_string(),
            };
            self.ledger().refused(why.clone());
            if asked.elapsed() > NEVER {
                bail!("{path} was never answered, at last: {why}");
            }
            thread::sleep(AGAIN);
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where somebody asks from, another place each turn: one address files 120 a minute, and they file more.
fn home(number: usize, turn: u32) -> Result<Ipv4Addr> {
    Ok(Ipv4Addr::new(127, u8::try_from(number + 1)?, 0, u8::try_from(turn % 250 + 1)?))
}
