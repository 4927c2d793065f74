//! What somebody who fell over said, fit for a log: the program's own words, and nobody's text.
//!
//! A slice that was cut in the middle of a letter quotes the text, and a result that was not looked at quotes what was in
//! it: either may be a petitioner's.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic;

use axum::response::{IntoResponse, Response};
use words::error::PageError;

use crate::error::Fail;

/// What the language itself puts between these signs.
const OF_THE_LANGUAGE: [&str; 7] =
    ["`Option::unwrap()`", "`Result::unwrap()`", "`Result::expect()`", "`Err`", "`Ok`", "`None`", "`Some`"];

/// Up to the first thing that is quoted.
fn of(said: &(dyn Any + Send)) -> String {
    // One without values carries a text of the program.
    let fixed = || said.downcast_ref::<&str>().map(|fixed| (*fixed).to_owned());
    let told = said.downcast_ref::<String>().map(|told| without_values(told));
    told.or_else(fixed).unwrap_or_else(|| "without a word".to_owned())
}

/// To whoever asked a handler that panicked; the log is told once, with what it said.
pub(crate) fn answer(said: Box<dyn Any + Send>) -> Response {
    Fail::Ours(PageError::Broken, format!("a handler panicked: {}", of(said.as_ref()))).into_response()
}

/// From now on whoever falls over says so in the log, in one line, with the place.
pub fn go_to_the_log() {
    panic::set_hook(Box::new(|fell| {
        let at = fell.location().map(ToString::to_string).unwrap_or_default();
        let said = fell.payload_as_str().map(without_values).unwrap_or_default();
        let trace = Backtrace::capture();
        let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
        tracing::error!(%at, %said, trace, "panicked");
    }));
}

fn without_values(said: &str) -> String {
    let mut from = 0;
    while let Some(quoted) = said[from..].find(['`', '"', '\'']).map(|at| from + at) {
        match OF_THE_LANGUAGE.iter().find(|own| said[quoted..].starts_with(**own)) {
            Some(own) => from = quoted + own.len(),
            None => return format!("{}…", &said[..quoted]),
        }
    }
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, at: usize) -> String {
        text[..at].to_owned()
    }

    #[test]
    fn nobodys_text_is_in_what_is_logged_of_a_fall() {
        let name = "박시민은 \"Err\" `Err` 010-1234-5678";
        let fall = panic::catch_unwind(|| cut(name, 1)).unwrap_err();
        let said = of(fall.as_ref());
        assert!(said.contains("char boundary") && said.ends_with('…'), "{said}");
        assert!(name.split_whitespace().all(|word| !said.contains(word)), "{said}");
        let table = [
            (
                "called `Result::unwrap()` on an `Err` value: Name(\"박시민\")",
                "called `Result::unwrap()` on an `Err` value: Name(…",
            ),
            ("no such key: '박시민'", "no such key: …"),
            (
                "index out of bounds: the len is 3 but the index is 7",
                "index out of bounds: the len is 3 but the index is 7",
            ),
        ];
        for (said, logged) in table {
            assert_eq!(of(&said.to_owned()), logged);
        }
        assert_eq!((of(&"`it` fell").as_str(), of(&7).as_str()), ("`it` fell", "without a word"));
    }
}
