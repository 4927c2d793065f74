//! An office's day as one load: every kind of request by its share.

use anyhow::{Context, Result};

use super::{
    points::{self, Turn},
    prepare::Inputs,
};

/// The script that reads [`told`].
pub(super) const SCRIPT: &str = "mix.lua";
/// The next step of a complaint on its way to the answer, by `load/steps.lua`.
const STEP: &str = "step";

/// Of a thousand requests: mostly lists and cases, a fifth of them acts, now and then something large.
const SHARES: [(&str, u32); 14] = [
    ("list-desk", 180),
    ("list-newest", 60),
    ("list-filters", 40),
    ("detail", 230),
    ("search-common", 20),
    ("search-rare", 20),
    ("search-phrase", 10),
    ("count", 90),
    ("count-city", 10),
    ("page-list", 60),
    ("page-case", 70),
    ("statistics", 7),
    ("excel", 3),
    (STEP, 200),
];

/// What the script is told, by name.
pub(super) fn told(inputs: &Inputs) -> Result<Vec<(String, String)>> {
    // None of these depends on how it is measured.
    let turn = Turn { connections: 1, seconds: 1, left: 1 };
    let mut lines = Vec::new();
    for (name, _) in SHARES.iter().filter(|(name, _)| *name != STEP) {
        let point = points::named(name).with_context(|| format!("there is no point {name}"))?;
        for path in (point.lines)(inputs, turn)? {
            lines.push(format!("{name}\t{}\t{}\t{path}", point.by, point.expect));
        }
    }
    let shares: Vec<String> = SHARES.iter().map(|(name, share)| format!("{name}={share}")).collect();
    let mut told = inputs.told()?;
    told.extend([
        ("BENCH_LINES".to_owned(), inputs.lines("mix", &lines)?.display().to_string()),
        ("BENCH_SHARES".to_owned(), shares.join(" ")),
    ]);
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_of_a_thousand_and_name_points_that_read() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u32>(), 1_000);
        for (name, _) in SHARES.iter().filter(|(name, _)| *name != STEP) {
            assert!(points::named(name).is_some_and(points::Point::only_reads), "{name}");
        }
    }
}
