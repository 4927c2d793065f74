//! What a backup is, in words: for whoever keeps it, and for the drill's record.

use std::time::Duration;

use backup::{Contents, Manifest, Step};
use words::date::moment;

/// Tells each step once, on stderr; of the attachments every so many.
#[derive(Default)]
pub(crate) struct Telling {
    last: Option<std::mem::Discriminant<Step>>,
}

/// Attachments between two lines.
const EVERY: u64 = 1_000;

impl Telling {
    pub(crate) fn tell(&mut self, step: Step) {
        let kind = std::mem::discriminant(&step);
        let fresh = self.last.replace(kind) != Some(kind);
        match step {
            Step::Snapshot => eprintln!("데이터베이스의 사본을 뜹니다."),
            Step::Database => eprintln!("데이터베이스를 옮깁니다."),
            Step::Verifying => eprintln!("백업을 끝까지 읽어 확인합니다."),
            Step::Checking => eprintln!("되돌린 것을 확인합니다: 이력, 접속기록, 색인, 첨부파일."),
            Step::Attachments { of, .. } if fresh => eprintln!("첨부파일 {of}개를 옮깁니다."),
            Step::Attachments { done, of } if done % EVERY == 0 => {
                eprintln!("첨부파일 {of}개 가운데 {done}개")
            }
            Step::Attachments { .. } => {}
        }
    }
}

pub(crate) fn manifest(manifest: &Manifest) {
    let Manifest { program, engine, schema, counts, audit, .. } = manifest;
    println!("복구 시점   {} ({})", moment(manifest.moment), manifest.moment);
    println!("만든 곳     응답소 {program}, {engine}, 구조 {schema}번");
    let store::Census { complaints, events, attachments } = counts;
    println!("들어 있는 것  민원 {complaints}건, 이력 {events}줄, 첨부파일 {attachments}개");
    let keys: Vec<&str> = manifest.keys.iter().map(|key| key.id.as_str()).collect();
    println!("필요한 열쇠  {}", keys.join(", "));
    if let Some(anchor) = audit {
        println!("접속기록의 끝 {anchor}");
    }
}

pub(crate) fn contents(contents: &Contents) {
    let Contents { parts, bytes, gone, faulty, .. } = contents;
    println!("조각        {parts}개, 모두 {}", size(*bytes));
    if *gone > 0 {
        println!("백업하는 동안 신청인이 거둔 첨부파일 {gone}개는 들어 있지 않습니다.");
    }
    if *faulty > 0 {
        println!("보관함에 없거나 내용이 다른 첨부파일 {faulty}개. 지난 백업에서 찾으십시오:");
        named(*faulty, &contents.named);
    }
}

/// The first of them, and how many more there are.
pub(crate) fn named(count: u64, names: &[String]) {
    for name in names {
        println!("  {name}");
    }
    let more = count.saturating_sub(u64::try_from(names.len()).unwrap_or(u64::MAX));
    if more > 0 {
        println!("  … 그 밖에 {more}개");
    }
}

/// Files that a program from before the day kept as it did: no fault, and told so that one may look.
pub(crate) fn kept_by_older(histories: &store::Histories) {
    if histories.older > 0 {
        println!(
            "이력과 같지만 2026. 11. 28. 전의 프로그램이 대직 기안이나 분리한 때를 달리 적은 민원 {}건. 신청번호:",
            histories.older
        );
        named(histories.older, &histories.older_named);
    }
}

/// `12.3 MB`.
pub(crate) fn size(bytes: u64) -> String {
    let (mut whole, mut tenths, mut unit) = (bytes, 0, "B");
    for larger in ["KB", "MB", "GB", "TB"] {
        if whole < 1_000 {
            break;
        }
        (tenths, whole, unit) = (whole % 1_000 / 100, whole / 1_000, larger);
    }
    if unit == "B" { format!("{whole} B") } else { format!("{whole}.{tenths} {unit}") }
}

/// `2분 3초`, `4.2초`.
pub(crate) fn took(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds >= 60 => format!("{}분 {}초", seconds / 60, seconds % 60),
        _ => format!("{:.1}초", time.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_said_as_people_do() {
        for (bytes, said) in
            [(999, "999 B"), (1_000, "1.0 KB"), (12_345_678, "12.3 MB"), (u64::MAX, "18446744.0 TB")]
        {
            assert_eq!(size(bytes), said);
        }
        assert_eq!(took(Duration::from_millis(4_200)), "4.2초");
        assert_eq!(took(Duration::from_secs(123)), "2분 3초");
    }
}
