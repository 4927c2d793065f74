//! The log: one line for one thing, whoever's words are in it.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use tracing_subscriber::EnvFilter;

use crate::config::declared::LOG_FORMAT;

/// To stderr, so that stdout is what the command answers.
pub(crate) fn begin(level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    if LOG_FORMAT.in_environment().is_some_and(|format| format == "json") {
        log.json().with_writer(|| OneLine(io::stderr())).init();
    } else if io::stderr().is_terminal() {
        log.with_ansi(true).with_writer(io::stderr).init();
    } else {
        log.with_ansi(false).with_writer(|| OneLine(io::stderr())).init();
    }
}

/// Writes each event as the one line that it is: a line end or a colour code in somebody's words would make it two, or
/// hide one.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    /// The layer above hands over an event at a time.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.write_all(one_line(&String::from_utf8_lossy(event)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn one_line(event: &str) -> String {
    let (line, end) = event.strip_suffix('\n').map_or((event, ""), |line| (line, "\n"));
    let mut plain = String::with_capacity(event.len());
    for c in line.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            // As JSON writes it too. Writing to a string does not fail.
            write!(plain, "\\u{:04x}", u32::from(c)).ok();
        } else {
            plain.push(c);
        }
    }
    plain + end
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What a stranger would like the log to say.
    const FORGED: &str = "kim\r\n2026-11-26T00:00:00Z  INFO casework: forged\u{1b}[2K\u{9b}31m\u{2028}end";

    fn written(json: bool) -> String {
        let kept = Kept::default();
        let to = kept.clone();
        let log = tracing_subscriber::fmt().with_ansi(false);
        let log: Box<dyn tracing::Subscriber + Send + Sync> = if json {
            Box::new(log.json().with_writer(move || OneLine(to.clone())).finish())
        } else {
            Box::new(log.with_writer(move || OneLine(to.clone())).finish())
        };
        tracing::subscriber::with_default(log, || {
            tracing::error!(login = FORGED, "as a field");
            tracing::error!(error = %FORGED, "as it shows itself");
            tracing::error!("{FORGED}");
        });
        String::from_utf8(kept.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn nobodys_words_make_a_line_of_their_own_or_hide_one() {
        for json in [false, true] {
            let text = written(json);
            assert_eq!(text.lines().count(), 3, "{text:?}");
            assert!(text.lines().all(|line| line.contains("ERROR") && line.contains("forged")), "{text:?}");
            let parsed = |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok();
            assert!(!json || text.lines().all(parsed), "{text:?}");
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        }
    }
}
