//! What the loads need beforehand: one log-in each, and the numbers of complaints to ask for.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::city::City;
use crate::http::Client;

/// Rows a page, as many as a list gives.
const PAGE: usize = 200;
/// Cases of each stage that are read, newest first: more than any cache of ours holds.
const CASES_A_STAGE: usize = 1_000;
/// Complaints to be received: more than a disk lets anybody do in the longest load.
const POOL_MAX: usize = 500_000;
/// Where cases stand that people open: at work, on approval, and answered.
const READ_STAGES: [&str; 7] =
    ["received", "at_department", "assigned", "accepted", "approval_sent", "approval_pending", "answered"];

pub(super) struct Inputs {
    /// Tokens of a 통합접수자 and of a 부서 관리자.
    pub(super) receiver: String,
    pub(super) manager: String,
    /// Numbers of cases to open, as the receiver.
    pub(super) cases: Vec<String>,
    client: Client,
    folder: PathBuf,
}

/// A complaint that nobody has received yet.
pub(super) struct Filed {
    pub(super) number: String,
    pub(super) version: u64,
}

impl Inputs {
    /// Logs in once a role and collects numbers, which also warms the program up.
    pub(super) fn gather(city: &City) -> Result<Self> {
        let nobody = Client::new(city.url());
        let receiver = log_in(&nobody, "receiver", city.password())?;
        let manager = log_in(&nobody, "manager", city.password())?;
        let client = nobody.with_token(receiver.clone());
        let mut cases = Vec::new();
        for stage in READ_STAGES {
            cases.extend(listed(&client, stage, CASES_A_STAGE)?.into_iter().map(|filed| filed.number));
        }
        ensure!(!cases.is_empty(), "the city has no cases to open");
        Ok(Self { receiver, manager, cases, client, folder: city.folder().to_owned() })
    }

    /// Everything that waits to be received.
    pub(super) fn filed(&self) -> Result<Vec<Filed>> {
        listed(&self.client, "filed", POOL_MAX)
    }

    /// A file with these lines, for a script to read.
    pub(super) fn lines(&self, name: &str, lines: &[String]) -> Result<PathBuf> {
        let file = self.folder.join(name);
        fs::write(&file, lines.join("\n") + "\n")?;
        Ok(file)
    }
}

fn log_in(client: &Client, login: &str, password: &str) -> Result<String> {
    let given = client.post("/api/v1/session", &json!({ "login": login, "password": password }))?;
    Ok(given["token"].as_str().with_context(|| format!("no token for {login}"))?.to_owned())
}

/// The complaints at a stage, page by page.
fn listed(client: &Client, stage: &str, most: usize) -> Result<Vec<Filed>> {
    let mut found = Vec::new();
    let mut after = String::new();
    while found.len() < most {
        let path = format!("/api/v1/complaints?stage={stage}&sort=-received&limit={PAGE}{after}");
        let page = client.get(&path)?;
        let rows = page["complaints"].as_array().with_context(|| format!("no list at {path}"))?;
        found.extend(rows.iter().filter_map(row));
        match page["next"].as_str() {
            Some(next) => after = format!("&cursor={next}"),
            None => break,
        }
    }
    found.truncate(most);
    Ok(found)
}

fn row(row: &Value) -> Option<Filed> {
    Some(Filed { number: row["number"].as_str()?.to_owned(), version: row["version"].as_u64()? })
}
