//! What one node does and another one knows: log-ins, settings of the office, open pages, and the work of its workers.

use std::{
    io::{BufRead, BufReader},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde_json::{Value, json};

use super::{City, ledger::tenths, place::wait_until};
use crate::http::{Client, FORM, Question, form};

/// Seconds within which another node must know; pages promise one, a busy machine needs some more.
const WITHIN: Duration = Duration::from_secs(10);
/// Longer than a page waits for what was done, shorter than a line is kept open by saying nothing.
const QUIET: Duration = Duration::from_secs(4);
/// The job of every minute, and a minute in which its worker may have been killed.
const JOB_S: u32 = 120;
/// Nobody writes much any more.
const BEHIND_S: u64 = 1;
/// Stands on the pages of citizens while an outage lasts, and on no other.
const SAID: &str = "시스템 장애 안내";
/// What officers are told besides.
const REASON: &str = "전산센터 회선 점검";

#[derive(Serialize)]
pub(super) struct Seen {
    pub(super) what: &'static str,
    pub(super) after_s: f64,
}

pub(super) fn all(city: &City) -> Result<Vec<Seen>> {
    let [a, b, ..] = &city.nodes[..] else { anyhow::bail!("two nodes are needed") };
    let (a, b) = (a.client(), b.client());
    let (admin, receiver) = (log_in(&a, "admin", &city.people)?, log_in(&a, "receiver", &city.people)?);
    let manager = a.with_token(log_in(&a, "manager", &city.people)?);
    Ok(vec![
        session(&a, &b, &city.people)?,
        outage(&a, &b, &admin)?,
        page(&a, &b, &receiver)?,
        jobs(city)?,
        sums(&manager)?,
    ])
}

pub(super) fn log_in(office: &Client, login: &str, password: &str) -> Result<String> {
    let given = office.post("/api/v1/session", &json!({ "login": login, "password": password }))?;
    Ok(given["token"].as_str().with_context(|| format!("no token for {login}"))?.to_owned())
}

/// In at one node is in at the other, and out at the other is out at the one.
fn session(a: &Client, b: &Client, password: &str) -> Result<Seen> {
    let token = log_in(a, "handler", password)?;
    let began = Instant::now();
    let me = b.with_token(token.clone()).get("/api/v1/me")?;
    ensure!(me["officer"]["name"].is_string(), "nobody is in at the other node: {me}");
    let bearer = vec![("Authorization", format!("Bearer {token}"))];
    let (status, text) =
        b.ask(&Question { headers: bearer.clone(), ..Question::of("DELETE", "/api/v1/session") })?;
    ensure!(status == 204, "logging out was answered {status}: {text}");
    let (status, _) = a.ask(&Question { headers: bearer, ..Question::of("GET", "/api/v1/me") })?;
    ensure!(status == 401, "logged out at one node, the other one answers {status}");
    Ok(Seen {
        what: "a log-in at one node holds at the other; a log-out too",
        after_s: tenths(began.elapsed()),
    })
}

/// An outage is declared at one node and stands on the pages of the other: the facts that every node keeps in memory.
fn outage(a: &Client, b: &Client, token: &str) -> Result<Seen> {
    let cookie = || vec![("Cookie", format!("session={token}"))];
    let now = a.with_token(token.to_owned()).get("/api/v1/me")?;
    let now = now["now"].as_str().context("no time")?.get(..16).context("no time")?.to_owned();
    let post = |path: &str, body: String| -> Result<()> {
        let asked =
            Question { headers: cookie(), body: Some(body), kind: FORM, ..Question::of("POST", path) };
        let (status, text) = a.ask(&asked)?;
        ensure!(status == 303, "{path} was answered {status}: {text}");
        Ok(())
    };
    let shows = |wanted: bool| {
        wait_until("the outage on the other node's pages", WITHIN, || {
            let (_, page) = b.ask(&Question::of("GET", "/citizen"))?;
            Ok(page.contains(SAID) == wanted)
        })
    };
    post("/outages", form(&[("from", &now), ("reason", REASON)]))?;
    let after = shows(true)?;
    let (_, page) = a.ask(&Question { headers: cookie(), ..Question::of("GET", "/outages") })?;
    let (_, rest) = page.split_once("action=\"/outages/").context("no outage to end")?;
    let id = rest.split(['/', '"']).next().unwrap_or_default();
    post(&format!("/outages/{id}/end"), form(&[("until", &format!("{now}:00+09:00"))]))?;
    shows(false)?;
    Ok(Seen { what: "an outage declared at one node stands on the other's pages", after_s: tenths(after) })
}

/// A page that is open at one node hears of a complaint that is filed at the other.
fn page(a: &Client, b: &Client, token: &str) -> Result<Seen> {
    let headers = vec![("Cookie", format!("session={token}"))];
    let line = b.begin(&Question { headers, within: QUIET, ..Question::of("GET", "/events") })?;
    let timeout = line.try_clone()?;
    let mut lines = BufReader::new(line).lines();
    // First it hears what was done just before it was opened: until nothing more comes, nothing is proven.
    let limit = Instant::now() + WITHIN;
    while let Some(Ok(_)) = lines.next() {
        ensure!(Instant::now() < limit, "the line is never quiet");
    }
    timeout.set_read_timeout(Some(WITHIN))?;
    let began = Instant::now();
    let body = json!({ "title": "보도블록 파손", "body": "정문 앞이 위험합니다.", "name": "홍길동", "phone": "010-0000-0001" });
    let filed: Value = a.post("/api/v1/complaints", &body)?;
    ensure!(filed["application_number"].is_string(), "nothing was filed: {filed}");
    for line in lines {
        if line?.contains("event: change") {
            let what = "a page open at one node hears of a complaint filed at the other";
            return Ok(Seen { what, after_s: tenths(began.elapsed()) });
        }
    }
    anyhow::bail!("the line was closed before it said anything")
}

/// The jobs of the timetable have one row for all nodes; the one of every minute was begun by a worker a moment ago.
fn jobs(city: &City) -> Result<Seen> {
    let query = "select (extract(epoch from now()) - started_at / 1000000)::bigint from job_runs where name = 'recompute'";
    let said = city.database.lines_at(&city.place, &city.leader()?, query)?;
    let age: u32 = said.first().context("no job was ever begun")?.parse()?;
    ensure!(age <= JOB_S, "the job of every minute was begun {age} s ago");
    Ok(Seen { what: "the job of every minute was begun by whichever worker lives", after_s: age.into() })
}

/// Statistics are counted by a machine that follows, and say how old they are.
fn sums(manager: &Client) -> Result<Seen> {
    let after = wait_until("statistics from a standby", WITHIN, || {
        let told = manager.get("/api/v1/statistics/handling")?;
        Ok(told["behind_seconds"].as_u64().is_some_and(|behind| behind <= BEHIND_S))
    })?;
    Ok(Seen { what: "statistics are counted by a standby that is hardly behind", after_s: tenths(after) })
}
