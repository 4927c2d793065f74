//! How far an import has come, for whoever watches it on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

pub(super) struct Progress(ProgressBar);

impl Progress {
    /// On stderr, and only where somebody looks.
    pub(super) fn over(lines: usize) -> Progress {
        let bar = ProgressBar::new(lines as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}줄 {eta} 남음") {
            bar.set_style(style);
        }
        Progress(bar)
    }

    pub(super) fn step(&self) {
        self.0.inc(1);
    }

    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
