//! Golden files: a text that a person has read and agreed to, compared to the letter.

use std::fmt::Write;
use std::path::PathBuf;

/// Compares with `tests/<name>`, or writes it anew when `EUNGDAPSO_BLESS=1`.
pub(crate) fn check(name: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("EUNGDAPSO_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(&path, actual).unwrap();
        return;
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    let changes = differences(&agreed, actual);
    assert!(
        changes.is_empty(),
        "{name} no longer says what was agreed (- agreed, + now):\n{changes}\
         Read the change; if it is right, run again with EUNGDAPSO_BLESS=1."
    );
}

/// Lines that differ, each under the heading (`# …`) it stands below.
fn differences(agreed: &str, actual: &str) -> String {
    let mut out = String::new();
    let (mut old, mut new) = (sections(agreed), sections(actual));
    old.retain(|section| !new.contains(section));
    new.retain(|section| !sections(agreed).contains(section));
    for (heading, lines) in &new {
        let before = old.iter().find(|(h, _)| h == heading).map(|(_, lines)| lines.as_slice());
        let before = before.unwrap_or_default();
        let _ = writeln!(out, "{heading}");
        for line in before.iter().filter(|line| !lines.contains(line)) {
            let _ = writeln!(out, "- {line}");
        }
        for line in lines.iter().filter(|line| !before.contains(line)) {
            let _ = writeln!(out, "+ {line}");
        }
    }
    for (heading, _) in old.iter().filter(|(h, _)| !new.iter().any(|(n, _)| n == h)) {
        let _ = writeln!(out, "{heading}\n- (this whole part)");
    }
    out
}

fn sections(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut sections = vec![("", Vec::new())];
    for line in text.lines() {
        match sections.last_mut() {
            _ if line.starts_with('#') => sections.push((line, Vec::new())),
            Some((_, lines)) => lines.push(line),
            None => {}
        }
    }
    sections
}

/// Pads to a width on the screen, where a Hangul syllable takes two columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let taken: usize =
        text.chars().map(|c| if c >= '\u{1100}' && c != '○' && c != '◇' { 2 } else { 1 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(taken)))
}
