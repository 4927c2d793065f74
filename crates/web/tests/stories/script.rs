//! The lines of a story, read.
//!
//! ```text
//! # what the story is about
//! 2026-03-03 09:10
//! 박시민 files 가로등 "가로등이 나흘째 꺼져 있습니다" channel=phone120
//! 한접수 receive 가로등 kind=grievance
//!     → what followed; written by the test
//! ```

use jiff::Timestamp;
use testkit::world::seoul_time;

/// One line.
#[derive(Debug)]
pub(crate) enum Line {
    /// A heading, a remark or an empty line: kept as it is.
    Remark,
    /// What followed the line before; told anew.
    Outcome,
    /// The clock moves.
    Clock(Timestamp),
    /// `박시민 files 가로등 "제목" name=value …`
    Files { who: String, case: String, title: String, fields: Fields },
    /// `한접수 receive 가로등 name=value …`
    Act { who: String, act: String, case: String, fields: Fields },
    /// `이분배 looks 가로등`: is there such a complaint for them?
    Looks { who: String, case: String },
    /// `유대직 minds 김도로 from=2026-03-05 until=2026-03-10`: 대직.
    Minds { who: String, absent: String, fields: Fields },
    /// `시관리 designates 2026-03-09 "임시공휴일"`
    Designates { who: String, day: String, name: String },
    /// `the sweep runs`: everything the timetable does by itself.
    Sweep,
}

pub(crate) type Fields = Vec<(String, String)>;

const OUTCOME: &str = "    →";

pub(crate) fn read(line: &str) -> Line {
    if line.starts_with(OUTCOME) {
        return Line::Outcome;
    }
    if line.trim().is_empty() || line.starts_with('#') {
        return Line::Remark;
    }
    if line.starts_with("20") && line.len() == "2026-03-03 09:10".len() {
        return Line::Clock(seoul_time(line));
    }
    if line == "the sweep runs" {
        return Line::Sweep;
    }
    let mut words = words(line).into_iter();
    let mut next = || words.next().unwrap_or_else(|| panic!("too short: {line}"));
    let (who, verb, object) = (next(), next(), next());
    match verb.as_str() {
        "files" => {
            let title = next();
            Line::Files { who, case: object, title, fields: fields(words) }
        }
        "looks" => Line::Looks { who, case: object },
        "minds" => Line::Minds { who, absent: object, fields: fields(words) },
        "designates" => Line::Designates { who, day: object, name: next() },
        act => Line::Act { who, act: act.to_owned(), case: object, fields: fields(words) },
    }
}

fn fields(words: impl Iterator<Item = String>) -> Fields {
    let pair = |word: String| match word.split_once('=') {
        Some((name, value)) => (name.to_owned(), value.to_owned()),
        None => panic!("no name=value: {word}"),
    };
    words.map(pair).collect()
}

/// Words are parted by spaces; quotes keep several together, also behind a `name=`.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
