//! The JSON interface asked by a stranger: schemathesis makes requests from our own OpenAPI document, sound ones and
//! spoilt ones, and holds every answer against it.

use std::{fs, path::Path, process::Command, time::Duration};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{demo::City, http::Client, run, workshop::Workshop};

/// Few complaints are enough: what is asked is the form of an answer, not its speed.
const COMPLAINTS: u32 = 300;
/// The same requests on every run, so that a finding can be looked for where it was found.
const SEED: &str = "20260310";
/// A minute where nothing else is done. Its own limit would not do: it goes on making requests until that is reached.
const LIMIT: Duration = Duration::from_secs(180);
/// `events` never ends, a log-in at random locks the account, and another time of day is another city.
const NOT_ASKED: [&str; 3] = ["/api/v1/events", "/api/v1/session", "/api/v1/demo/clock"];
/// That sound data is taken depends on the complaint it is sent to; that a missing token is missed is tested by ours.
const NOT_CHECKED: &str = "positive_data_acceptance,ignored_auth";
/// Made at random for each way an address is asked; what its schema names is asked besides, and is nearly all.
const EXAMPLES: &str = "5";
/// Who asks, and where a complaint waits for them.
const ASKED_AS: [(&str, &str); 3] =
    [("manager", "at_department"), ("receiver", "received"), ("handler", "accepted")];

/// Fails with what schemathesis found.
pub(crate) fn requests(workshop: &mut Workshop) -> Result<()> {
    let st = workshop.python()?.with_file_name("st");
    let city = City::start(workshop, COMPLAINTS, "contract-server")?;
    // All are let in before the first request at random: proofs that are made up are tries too, and an address has so many
    // a minute.
    let tokens = ASKED_AS.map(|(login, _)| token(&city, login));
    for ((login, stage), token) in ASKED_AS.into_iter().zip(tokens) {
        println!("as {login}");
        let asked = token.and_then(|token| requests_of(&st, &city, &token, stage));
        asked.with_context(|| city.what_it_said())?;
    }
    Ok(())
}

fn token(city: &City, login: &str) -> Result<String> {
    let login = json!({"login": login, "password": city.password});
    text(&Client::new(&city.url).post("/api/v1/session", &login)?, "/token")
}

/// Requests of one who is logged in.
fn requests_of(st: &Path, city: &City, token: &str, stage: &str) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("eungdapso-contract-").tempdir()?;
    let client = Client::new(&city.url).with_token(token.to_owned());
    let waiting = client.get(&format!("/api/v1/complaints?stage={stage}&limit=1"))?;
    let number = text(&waiting, "/complaints/0/number")?;
    // Without a number that is there, every act would be answered 404 and nothing would be learnt.
    fs::write(
        folder.path().join("schemathesis.toml"),
        format!("[parameters]\n\"path.number\" = \"{number}\"\n"),
    )?;
    let mut asks = Command::new(st);
    asks.current_dir(folder.path())
        .arg("run")
        .arg(format!("{}/api/v1/openapi.json", city.url))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .args(NOT_ASKED.iter().flat_map(|path| ["--exclude-path", path]))
        .args(["--exclude-checks", NOT_CHECKED, "--max-examples", EXAMPLES, "--seed", SEED])
        .args(["--request-timeout", "20", "--continue-on-failure", "--warnings", "off", "--no-color"]);
    run::check_within(asks, LIMIT)
}

fn text(value: &Value, place: &str) -> Result<String> {
    let found = value.pointer(place).and_then(Value::as_str);
    found.map(str::to_owned).with_context(|| format!("no {place} in the answer"))
}
