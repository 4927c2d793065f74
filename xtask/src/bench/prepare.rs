//! What the loads need beforehand: log-ins, the ids of a desk, and the numbers of complaints to ask for.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::{
    SEED,
    city::{City, TODAY},
    requests,
};
use crate::{http::Client, postgres::random_word};

/// Rows a page, as many as a list gives.
const PAGE: usize = 200;
/// Cases of each stage that are read, newest first: more than any cache of ours holds.
const CASES_A_STAGE: usize = 1_000;
/// Complaints to be received: more than a disk lets anybody do in the longest load.
const POOL_MAX: usize = 500_000;
/// Looks at what waits to be received until two say the same.
const SETTLES_WITHIN: u32 = 20;
/// Where cases stand that people open: at work, on approval, and answered.
const READ_STAGES: [&str; 7] =
    ["received", "at_department", "assigned", "accepted", "approval_sent", "approval_pending", "answered"];

/// Whose sessions the scripts are told; each a log-in of the demo.
const ROLES: [&str; 4] = ["receiver", "manager", "handler", "approver"];

pub(super) struct Inputs {
    /// A token for each of the [`ROLES`].
    sessions: Vec<(&'static str, String)>,
    pub(super) desk: Desk,
    /// Numbers of cases to open, as the receiver.
    pub(super) cases: Vec<String>,
    client: Client,
    folder: PathBuf,
}

/// The ids of 송파구 보건소 의약과, where all but the receiver work, and of its people.
pub(super) struct Desk {
    pub(super) agency: String,
    pub(super) department: String,
    pub(super) handler: String,
    pub(super) approver: String,
}

/// A complaint that nobody has received yet.
#[derive(PartialEq, Eq)]
pub(super) struct Filed {
    pub(super) number: String,
    pub(super) version: u64,
}

impl Inputs {
    /// Logs in once a role and collects numbers, which also warms the program up.
    pub(super) fn gather(city: &City) -> Result<Self> {
        let nobody = Client::new(city.url());
        let mut sessions = Vec::new();
        for role in ROLES {
            sessions.push((role, log_in(&nobody, role, city.password())?));
        }
        let as_role = |role: &str| {
            let session = sessions.iter().find(|(known, _)| *known == role);
            session.map(|(_, token)| nobody.with_token(token.clone())).with_context(|| format!("no {role}"))
        };
        let desk = Desk::of(&as_role("handler")?, &as_role("approver")?)?;
        let client = as_role("receiver")?;
        let mut cases = Vec::new();
        for stage in READ_STAGES {
            cases.extend(listed(&client, stage, CASES_A_STAGE)?.into_iter().map(|filed| filed.number));
        }
        ensure!(!cases.is_empty(), "the city has no cases to open");
        Ok(Self { sessions, desk, cases, client, folder: city.folder().to_owned() })
    }

    /// What every script may need to know, by the names of the scripts in `load/`.
    pub(super) fn told(&self) -> Result<Vec<(String, String)>> {
        let session =
            |(role, token): &(&str, String)| (format!("BENCH_TOKEN_{}", role.to_uppercase()), token.clone());
        let mut told: Vec<(String, String)> = self.sessions.iter().map(session).collect();
        let filings = self.lines("filings", &requests::filings())?;
        told.extend([
            ("BENCH_RUN".to_owned(), random_word()?),
            ("BENCH_SEED".to_owned(), SEED.to_string()),
            ("BENCH_FILINGS".to_owned(), filings.display().to_string()),
            ("BENCH_DISTRIBUTE".to_owned(), requests::distribution(&self.desk)),
            ("BENCH_ASSIGN".to_owned(), requests::assignment(&self.desk)),
            ("BENCH_ANSWER".to_owned(), requests::answer(&self.desk)),
        ]);
        Ok(told)
    }

    /// Everything that waits to be received, once nothing of the turn before is under way: a load that ends leaves acts
    /// behind that are still being done.
    pub(super) fn filed(&self) -> Result<Vec<Filed>> {
        let mut seen = listed(&self.client, "filed", POOL_MAX)?;
        for _ in 0..SETTLES_WITHIN {
            let again = listed(&self.client, "filed", POOL_MAX)?;
            if again == seen {
                return Ok(again);
            }
            seen = again;
        }
        bail!("what waits to be received goes on changing while nothing is sent")
    }

    /// A file with these lines, for a script to read.
    pub(super) fn lines(&self, name: &str, lines: &[String]) -> Result<PathBuf> {
        let file = self.folder.join(name);
        fs::write(&file, lines.join("\n") + "\n")?;
        Ok(file)
    }
}

impl Desk {
    fn of(handler: &Client, approver: &Client) -> Result<Self> {
        let (handler, approver) = (handler.get("/api/v1/me")?, approver.get("/api/v1/me")?);
        let now = text(&handler, "/now")?;
        ensure!(now.starts_with(TODAY), "the demo's clock stands at {now}, our periods end on {TODAY}");
        Ok(Self {
            agency: text(&handler, "/officer/agency/id")?,
            department: text(&handler, "/officer/department/id")?,
            handler: text(&handler, "/officer/id")?,
            approver: text(&approver, "/officer/id")?,
        })
    }
}

fn text(told: &Value, place: &str) -> Result<String> {
    let text = told.pointer(place).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no {place} in {told}"))?.to_owned())
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
