//! How far the city is, on the error output: a bar where somebody looks, a line now and then where it is kept.

use std::io::{IsTerminal, Write as _, stderr};
use std::time::{Duration, Instant};

use demo::Progress;

/// Between two drawings of the bar, and between two lines.
const OFTEN: Duration = Duration::from_millis(200);
const SELDOM: Duration = Duration::from_secs(10);
/// A small city stands before anybody asks.
const QUIET: Duration = Duration::from_secs(2);
const WIDTH: u64 = 30;

pub(super) struct Bar {
    started: Instant,
    drawn: Option<Instant>,
    terminal: bool,
}

impl Bar {
    pub(super) fn new() -> Bar {
        Bar { started: Instant::now(), drawn: None, terminal: stderr().is_terminal() }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        let now = Instant::now();
        let every = if self.terminal { OFTEN } else { SELDOM };
        let early = now.duration_since(self.started) < QUIET;
        if early || self.drawn.is_some_and(|drawn| now.duration_since(drawn) < every) {
            return;
        }
        self.drawn = Some(now);
        let line = line(progress, now.duration_since(self.started));
        let mut out = stderr().lock();
        // Whoever closed the error output does not want to know.
        drop(match self.terminal {
            true => write!(out, "\r\x1b[K{line}").and_then(|()| out.flush()),
            false => writeln!(out, "{line}"),
        });
    }

    pub(super) fn end(&mut self) {
        if self.terminal && self.drawn.is_some() {
            eprintln!();
        }
    }
}

fn line(progress: Progress, elapsed: Duration) -> String {
    match progress {
        Progress::Complaints { done, of, begun } => {
            let (of, seconds) = (of.max(1), elapsed.as_secs().max(1));
            let rate = (done.saturating_sub(begun) / seconds).max(1);
            let left = of.saturating_sub(done) / rate;
            let percent = (done * 100 / of).min(100);
            format!(
                "{} {percent:>3}% 민원 {done}/{of}건, 초당 {rate}건, 약 {} 남음",
                bar(percent),
                time(left)
            )
        }
        Progress::Words { done, of } => {
            let percent = done.max(0).unsigned_abs() * 100 / of.max(1).unsigned_abs();
            format!("{} {percent:>3}% 검색 색인 {done}/{of}묶음", bar(percent))
        }
        Progress::Indexes { back, of } => {
            let percent = (back as u64 * 100) / (of as u64).max(1);
            format!("{} {percent:>3}% 색인 {back}/{of}개", bar(percent))
        }
    }
}

fn bar(percent: u64) -> String {
    let full = percent * WIDTH / 100;
    (0..WIDTH).map(|at| if at < full { '█' } else { '░' }).collect()
}

fn time(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds}초"),
        (minutes, seconds) => format!("{minutes}분 {seconds}초"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_before_does_not_make_the_rest_look_quick() {
        let progress = Progress::Complaints { done: 600, of: 1_000, begun: 500 };
        let line = line(progress, Duration::from_secs(10));
        assert!(line.ends_with("60% 민원 600/1000건, 초당 10건, 약 40초 남음"), "{line}");
        assert!(line.starts_with("██████████████████░"), "{line}");
    }

    #[test]
    fn nothing_at_all_is_no_fault() {
        let line = line(Progress::Indexes { back: 0, of: 0 }, Duration::ZERO);
        assert!(line.ends_with("0% 색인 0/0개"), "{line}");
        assert_eq!(time(125), "2분 5초");
    }
}
