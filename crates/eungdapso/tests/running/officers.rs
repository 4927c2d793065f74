//! Officers who go on with what people file, as a program of theirs would: each step is asked for under a key, again when
//! nobody answered, and afterwards it is there once.

use std::collections::BTreeMap;

use domain::id::OfficerId;
use serde_json::Value;
use testkit::world::{HAN, KIM, LEE, MIN, ROADS};

use crate::crowd::Book;
use crate::people::PASSWORD;
use crate::program::{Running, text, try_ask};

/// Who must be able to come in: whoever takes a step, and the inspector, who sees every file.
pub(crate) const WHO: [(&str, OfficerId); 3] = [("han", HAN), ("lee", LEE), ("min", MIN)];

/// On the way of a complaint to its handler, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// 접수.
    Receive,
    /// To a department.
    Distribute,
    /// To a handler.
    Assign,
}

pub(crate) const STEPS: [Step; 3] = [Step::Receive, Step::Distribute, Step::Assign];

/// A file's history and stage after so many steps, and of which version each notice speaks.
const EVENTS: [&str; 4] = ["filed", "received", "distributed", "assigned"];
const STAGES: [&str; 4] = ["filed", "received", "at_department", "assigned"];
const TOLD: [&[u64]; 4] = [&[1], &[1, 2], &[1, 2, 3], &[1, 2, 3, 4, 4]];

impl Step {
    fn act(self) -> &'static str {
        match self {
            Step::Receive => "receive",
            Step::Distribute => "distribute",
            Step::Assign => "assign",
        }
    }

    fn by(self) -> &'static str {
        match self {
            Step::Receive | Step::Distribute => "han",
            Step::Assign => "lee",
        }
    }

    fn said(self) -> String {
        match self {
            Step::Receive => r#"{"kind": "inquiry"}"#.to_owned(),
            Step::Distribute => format!(r#"{{"department": "{ROADS}"}}"#),
            Step::Assign => format!(r#"{{"handler": "{KIM}"}}"#),
        }
    }
}

/// What each of them asks with: the header that says who it is, by the name they log in with.
pub(crate) struct Officers(BTreeMap<&'static str, String>);

impl Officers {
    pub(crate) fn log_in(address: &str, who: &[(&'static str, OfficerId)]) -> Officers {
        let headers = ["Content-Type: application/json"];
        let enter = |(login, _): &(&'static str, OfficerId)| {
            let sent = format!(r#"{{"login": "{login}", "password": "{PASSWORD}"}}"#);
            let answer = try_ask(address, "POST", "/api/v1/session", &headers, sent.as_bytes()).unwrap();
            let token = text(&answer, "token").unwrap_or_else(|| panic!("{answer}"));
            (*login, format!("Authorization: Bearer {token}"))
        };
        Officers(who.iter().map(enter).collect())
    }

    /// By which the JSON interface knows them.
    pub(crate) fn header(&self, login: &str) -> &str {
        &self.0[login]
    }

    /// One step of this person's complaint, under a key; `false` when nobody answered.
    pub(crate) fn act(&self, address: &str, key: &str, step: Step, book: &Book) -> bool {
        let Some((number, _)) = book.lock().unwrap()[key].acknowledged.clone() else { return true };
        book.lock().unwrap().get_mut(key).unwrap().asked.insert(step);
        let once = format!("Idempotency-Key: {}-{key}", step.act());
        let headers = ["Content-Type: application/json", &once, self.header(step.by())];
        let path = format!("/api/v1/complaints/{number}/acts/{}", step.act());
        let Ok(answer) = try_ask(address, "POST", &path, &headers, step.said().as_bytes()) else {
            return false;
        };
        let good = answer.starts_with("HTTP/1.1 200");
        assert!(
            good || answer.is_empty() || answer.starts_with("HTTP/1.1 503"),
            "{step:?} of {key}, {number}: {answer}"
        );
        if good {
            book.lock().unwrap().get_mut(key).unwrap().done.insert(step);
        }
        good
    }

    /// Every acknowledged step of this person's complaint is in its history once, and one without an answer is there with
    /// all that belongs to it, or not at all. How many were without an answer, and how many of these are there.
    pub(crate) fn is_whole(&self, running: &Running, key: &str, book: &Book) -> (usize, usize) {
        let sent = book.lock().unwrap()[key].clone();
        let Some((number, _)) = &sent.acknowledged else { return (0, 0) };
        let lines = self.read(running, &format!("{number}/history"));
        let happened: Vec<&str> = each(&lines, "lines").map(|line| line["event"].as_str().unwrap()).collect();
        let steps = happened.len() - 1;
        assert!(
            (sent.done.len()..=sent.asked.len()).contains(&steps),
            "{number}: {happened:?} after {sent:?}"
        );
        assert_eq!(happened, EVENTS[..=steps], "{number}");
        let case = self.read(running, number);
        let (stage, version) = (case["stage"].as_str(), case["version"].as_u64());
        assert_eq!((stage, version), (Some(STAGES[steps]), u64::try_from(happened.len()).ok()), "{number}");
        let notices = self.read(running, &format!("{number}/notices"));
        let mut told: Vec<u64> =
            each(&notices, "notices").map(|notice| notice["seq"].as_u64().unwrap()).collect();
        told.sort_unstable();
        assert_eq!(told, TOLD[steps], "{number}: {notices}");
        (sent.asked.len() - sent.done.len(), steps - sent.done.len())
    }

    /// As the inspector reads it.
    pub(crate) fn read(&self, running: &Running, path: &str) -> Value {
        let answer = running.ask("GET", &format!("/api/v1/complaints/{path}"), &[self.header("min")], "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }
}

fn each<'a>(answer: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    answer[name].as_array().unwrap_or_else(|| panic!("no {name} in {answer}")).iter()
}
