//! One address asks for more than its minute, at all nodes by turns: haproxy counts for them and turns it away.

use std::{net::Ipv4Addr, time::Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    ledger::{Promised, tenths},
    load::Load,
};
use crate::http::{Answer, Client, FORM, Question, form};

/// What stands in haproxy's settings before the frontend's own lines.
pub(super) const SETTINGS: &str = include_str!("../../../packaging/haproxy/limits.cfg");
/// What it tells those whom it turns away, in files beside its settings: people, and programs.
pub(super) const TOLD: [(&str, &str); 4] = [
    ("too-often.html", PAGE),
    ("tried-too-often.html", TRIED_PAGE),
    ("too-often.json", PROBLEM),
    ("unavailable.html", include_str!("../../../packaging/haproxy/unavailable.html")),
];
const PAGE: &str = include_str!("../../../packaging/haproxy/too-often.html");
const TRIED_PAGE: &str = include_str!("../../../packaging/haproxy/tried-too-often.html");
const PROBLEM: &str = include_str!("../../../packaging/haproxy/too-often.json");

/// Nobody at work is here.
const STRANGER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 77);
/// So much more than is let through. Two nodes that counted each for itself would let all of it pass.
const TOO_MANY: usize = 40;
/// The limits are a minute's: what took longer proves nothing.
const MINUTE_S: f64 = 60.0;
/// An answer that nobody but haproxy gives.
const RETRY_AFTER: &str = "60";

/// What one address asked for, and what became of it.
#[derive(Serialize)]
pub(super) struct Counted {
    what: &'static str,
    /// A minute, as haproxy's settings have it.
    allowed: usize,
    asked: usize,
    let_through: usize,
    turned_away: usize,
    seconds: f64,
}

/// Filings and tries at a log-in, half of each by form and half by program.
pub(super) fn all(office: &Client, load: &Load) -> Result<Vec<Counted>> {
    let filings = counted("complaints filed by one address", "gpc0", |number| {
        let filed = if number.is_multiple_of(2) {
            by_program(office, load, number)?
        } else {
            by_form(office, load, number)?
        };
        let through = filed.is_some();
        load.ledger().promised.extend(filed);
        Ok(through)
    })?;
    let tries = counted("log-ins tried by one address", "gpc1", |number| knocked(office, number))?;
    Ok(vec![filings, tries])
}

impl Counted {
    pub(super) fn line(&self) -> String {
        let Self { what, allowed, asked, let_through, turned_away, seconds } = self;
        format!(
            "{what}: {asked} in {seconds:.1} s at all nodes, {let_through} let through of {allowed} a minute, \
             {turned_away} turned away"
        )
    }

    /// What is not as the settings say.
    pub(super) fn fault(&self) -> Option<String> {
        let exact = self.let_through == self.allowed && self.let_through + self.turned_away == self.asked;
        let proven = self.seconds < MINUTE_S;
        (!exact || !proven).then(|| self.line())
    }
}

/// Asks one after the other, `TOO_MANY` more than are allowed; `through` says whether it was let through.
fn counted(
    what: &'static str,
    counter: &str,
    mut through: impl FnMut(usize) -> Result<bool>,
) -> Result<Counted> {
    let allowed = limit(counter)?;
    let (asked, began, mut let_through) = (allowed + TOO_MANY, Instant::now(), 0);
    for number in 0..asked {
        let_through += usize::from(through(number).with_context(|| format!("{what}, number {number}"))?);
    }
    let counted = Counted {
        what,
        allowed,
        asked,
        let_through,
        turned_away: asked - let_through,
        seconds: tenths(began.elapsed()),
    };
    println!("   {}", counted.line());
    Ok(counted)
}

/// The number that haproxy's settings hold this counter against.
fn limit(counter: &str) -> Result<usize> {
    let (_, rest) =
        SETTINGS.split_once(&format!("sc0_{counter}_rate ge ")).context("no limit in haproxy's settings")?;
    Ok(rest.lines().next().unwrap_or_default().parse()?)
}

/// None where it was turned away.
fn by_program(office: &Client, load: &Load, number: usize) -> Result<Option<Promised>> {
    let title = title(load, number);
    let body = json!({ "title": title, "body": "며칠째 불이 들어오지 않습니다.", "name": "박시민", "phone": "010-0000-0000" });
    let answer = office.answer(&asked("/api/v1/complaints", "application/json", body.to_string()))?;
    if turned_away(&answer, PROBLEM)? {
        return Ok(None);
    }
    ensure!(answer.status == 201, "answered {}: {}", answer.status, answer.body);
    let filed: Value = serde_json::from_str(&answer.body)?;
    let number = filed["application_number"].as_str().context("no 신청번호")?.to_owned();
    Ok(Some(Promised { title, number, received: false }))
}

/// The last of the form's steps, which files.
fn by_form(office: &Client, load: &Load, number: usize) -> Result<Option<Promised>> {
    let (title, once) = (title(load, number), format!("{number:032x}"));
    let typed = form(&[
        ("step", "check"),
        ("go", "send"),
        ("once", &once),
        ("title", &title),
        ("body", "며칠째 불이 들어오지 않습니다."),
        ("visibility", "private"),
        ("name", "박시민"),
        ("phone", "010-0000-0000"),
        ("agree", "on"),
    ]);
    let answer = office.answer(&asked("/apply", FORM, typed))?;
    if turned_away(&answer, PAGE)? {
        return Ok(None);
    }
    ensure!(answer.status == 303, "answered {}: {}", answer.status, answer.body);
    let number = answer.said("set-cookie").find_map(filed).context("no 신청번호")?;
    Ok(Some(Promised { title, number, received: false }))
}

/// A password for a name that nobody has, another one each time: none of them is locked by it.
fn knocked(office: &Client, number: usize) -> Result<bool> {
    let login = format!("nobody-{number}");
    let (answer, told, wrong) = if number.is_multiple_of(2) {
        let body = json!({ "login": login, "password": "not a password" }).to_string();
        (office.answer(&asked("/api/v1/session", "application/json", body))?, PROBLEM, 401)
    } else {
        let typed = form(&[("login", &login), ("password", "not a password")]);
        (office.answer(&asked("/login", FORM, typed))?, TRIED_PAGE, 422)
    };
    if turned_away(&answer, told)? {
        return Ok(false);
    }
    ensure!(answer.status == wrong, "answered {}: {}", answer.status, answer.body);
    Ok(true)
}

fn asked<'a>(path: &'a str, kind: &'a str, body: String) -> Question<'a> {
    Question { body: Some(body), kind, from: Some(STRANGER), ..Question::of("POST", path) }
}

/// Whether haproxy kept it back, and told it as it should.
fn turned_away(answer: &Answer, told: &str) -> Result<bool> {
    if answer.status != 429 {
        return Ok(false);
    }
    let after: Vec<&str> = answer.said("retry-after").collect();
    if after != [RETRY_AFTER] || answer.body != told {
        bail!("turned away by somebody else than haproxy: {}", answer.body);
    }
    Ok(true)
}

fn title(load: &Load, number: usize) -> String {
    format!("가로등이 꺼져 있습니다 {}-one-{number}", load.run)
}

/// The 신청번호 on its way to the last page.
fn filed(cookie: &str) -> Option<String> {
    let (number, _) = cookie.strip_prefix("filed=")?.split_once('.')?;
    Some(number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_shows_what_the_chore_has_haproxy_count() {
        let guide = include_str!("../../../docs/how-to/cluster.md");
        assert!(
            guide.contains(&format!("\n```\n{SETTINGS}```\n")),
            "the guide's block is not packaging/haproxy/limits.cfg"
        );
    }

    #[test]
    fn what_is_let_through_beyond_a_limit_or_kept_back_below_it_is_a_fault() {
        let counted = |let_through, turned_away, seconds| Counted {
            what: "complaints",
            allowed: 120,
            asked: 160,
            let_through,
            turned_away,
            seconds,
        };
        assert_eq!(counted(120, 40, 9.0).fault(), None);
        for wrong in [counted(121, 39, 9.0), counted(119, 41, 9.0), counted(120, 40, 61.0)] {
            assert!(wrong.fault().is_some(), "{}", wrong.line());
        }
    }

    #[test]
    fn limits_and_numbers_are_found_where_they_are_written() {
        assert!(limit("gpc0").unwrap() > limit("gpc1").unwrap());
        assert_eq!(filed("filed=F20261127000001.ABCDEF; HttpOnly").unwrap(), "F20261127000001");
        assert_eq!(filed("lang=ko; Path=/"), None);
    }
}
