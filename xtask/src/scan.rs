//! `cargo xtask scan`: the pages walked and attacked by a stranger, wapiti, as nobody and as officers of the demo city.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::{
    demo::City,
    http::{Client, FORM, Question, form},
    run,
    workshop::Workshop,
};

#[derive(Args)]
pub(crate) struct Options {
    /// Only as these; `nobody` is a petitioner who has not logged in. All of them otherwise.
    roles: Vec<String>,
    /// Minutes each may look for pages; each of sixteen attacks may take a quarter of it.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=600))]
    minutes: u64,
}

/// Who walks through the demo city.
const ROLES: [&str; 6] = ["nobody", "manager", "handler", "receiver", "agency", "admin"];
const COMPLAINTS: u32 = 300;
/// What needs neither another machine nor a list from the network.
const ATTACKS: &str = "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,\
                       redirect,shellshock,sql,xss,xxe";
/// A session that has been ended walks no further, a stream of events never ends, and another day is another city.
const LEFT_OUT: [&str; 4] = ["/logout*", "/events*", "/demo/*", "/me/password*"];
/// Debian's wapiti 3.0.4 writes patterns for `-x` that its own Python no longer reads.
const MENDED: &str = "import fnmatch, re; import wapitiCore.net.crawler as crawler; \
                      crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern)); \
                      from wapitiCore.main.wapiti import wapiti_main; wapiti_main()";
/// Debian's, whose packages it is one of.
const PYTHON: &str = "/usr/bin/python3";
/// What wapiti takes for a weakness and is none here, by its own words.
const PASSED_OVER: [(&str, &str); 4] = [
    // Where a form comes from is read from what the browser says of it, at every address: `routes/foreign.rs`.
    ("Cross Site Request Forgery", "Lack of anti CSRF token"),
    // Read by no browser any more; the pages' policy lets no foreign script run.
    ("HTTP Secure Headers", "X-XSS-Protection is not set"),
    // The demo is spoken to without TLS; behind it both are there: `request/cookies.rs`, `desks/headers.rs`.
    ("HTTP Secure Headers", "Strict-Transport-Security is not set"),
    ("Secure Flag cookie", "Secure flag is not set in the cookie"),
];

/// Fails with what it found as any of the roles.
pub(crate) fn run(options: &Options) -> Result<()> {
    if let Some(wrong) = options.roles.iter().find(|role| !ROLES.contains(&role.as_str())) {
        bail!("nobody is {wrong} here; there are {}", ROLES.join(", "));
    }
    if run::find("wapiti").is_none() {
        run::apt_install(&["wapiti"])?;
    }
    let workshop = Workshop::open()?;
    let mut found = Vec::new();
    let asked = |role: &&str| options.roles.is_empty() || options.roles.iter().any(|one| one == role);
    for role in ROLES.into_iter().filter(asked) {
        println!("\n── as {role}");
        // A city of its own: what one of them changes is not what the next one walks through.
        let city = City::start(&workshop, COMPLAINTS, &format!("scan-{role}"))?;
        let report = workshop.target.join(format!("scan-{role}.json"));
        walk(&city, role, options.minutes * 60, &report).with_context(|| city.what_it_said())?;
        let told: Value = serde_json::from_str(&fs::read_to_string(&report)?)?;
        found.extend(findings(&told).map(|finding| format!("{role}: {finding}")));
    }
    if !found.is_empty() {
        bail!("wapiti found:\n{}", found.join("\n"));
    }
    println!("\nwapiti found nothing");
    Ok(())
}

fn walk(city: &City, role: &str, seconds: u64, report: &Path) -> Result<()> {
    run::remove_if_there(report)?;
    let kept = tempfile::Builder::new().prefix("eungdapso-scan-").tempdir()?;
    let mut wapiti = Command::new(PYTHON);
    wapiti.current_dir(kept.path()).args(["-c", MENDED, "-u", &format!("{}/", city.url)]);
    wapiti.args(["--scope", "domain", "--no-bugreport", "-v", "1", "-t", "20", "-m", ATTACKS]);
    wapiti.arg("--store-session").arg(kept.path());
    wapiti.args(["--max-scan-time", &seconds.to_string(), "--max-attack-time", &(seconds / 4).to_string()]);
    wapiti.args(LEFT_OUT.iter().flat_map(|path| ["-x".to_owned(), format!("{}{path}", city.url)]));
    // As a browser says of a form that is ours; otherwise every form is refused before anything is tried.
    wapiti.args(["-H", "Sec-Fetch-Site: same-origin"]);
    if role != "nobody" {
        wapiti.args(["-H", &format!("Cookie: {}", session(city, role)?)]);
    }
    wapiti.args(["-f", "json", "-o"]).arg(report);
    run::quiet(wapiti).map(|told| println!("{} addresses", told.matches("[+]").count()))
}

/// The cookie of a log-in by the form.
fn session(city: &City, role: &str) -> Result<String> {
    let typed = form(&[("login", role), ("password", &city.password)]);
    let question = Question { body: Some(typed), kind: FORM, ..Question::of("POST", "/login") };
    let answer = Client::new(&city.url).answer(&question)?;
    let cookie = answer.said("set-cookie").find(|cookie| cookie.starts_with("session="));
    let cookie =
        cookie.and_then(|cookie| cookie.split(';').next()).context("no session came of the log-in")?;
    Ok(cookie.to_owned())
}

/// What is above informational, and is none of what is passed over.
fn findings(report: &Value) -> impl Iterator<Item = String> {
    ["vulnerabilities", "anomalies"].into_iter().flat_map(|part| report[part].as_object()).flatten().flat_map(
        |(kind, all)| {
            all.as_array().into_iter().flatten().filter_map(move |one| {
                let said = one["info"].as_str().unwrap_or_default();
                let known = PASSED_OVER.iter().any(|(of, begins)| kind == of && said.starts_with(begins));
                let place =
                    format!("{} {} ({})", text(one, "method"), text(one, "path"), text(one, "parameter"));
                (!known).then(|| format!("{kind}: {place}: {said}"))
            })
        },
    )
}

fn text<'a>(one: &'a Value, name: &str) -> &'a str {
    one[name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::findings;

    #[test]
    fn what_is_passed_over_is_named_and_everything_else_is_found() {
        let one = |info: &str| json!({"method": "GET", "path": "/", "parameter": "q", "info": info});
        let report = json!({
            "vulnerabilities": {
                "Cross Site Request Forgery": [one("Lack of anti CSRF token"), one("CSRF token is not checked")],
                "SQL Injection": [],
            },
            "anomalies": {"Internal Server Error": [one("The server responded with a 500")]},
        });
        assert_eq!(
            findings(&report).collect::<Vec<_>>(),
            [
                "Cross Site Request Forgery: GET / (q): CSRF token is not checked",
                "Internal Server Error: GET / (q): The server responded with a 500",
            ]
        );
    }
}
