//! Words beside a number that say what it is, where the number alone does not.

/// How far before a number such a word stands, in letters: `입금 계좌는 국민은행 …`.
const BEFORE: usize = 20;
/// How far behind it: `… (농협)`.
const BEHIND: usize = 8;

const BANKS: [&str; 17] = [
    "계좌",
    "은행",
    "농협",
    "수협",
    "신협",
    "축협",
    "국민",
    "신한",
    "하나",
    "우체국",
    "새마을금고",
    "카카오뱅크",
    "토스뱅크",
    "케이뱅크",
    "입금",
    "송금",
    "예금주",
];
const PASSPORTS: [&str; 2] = ["여권", "passport"];

pub(super) fn says_account(letters: &[char], from: usize, to: usize) -> bool {
    says(&BANKS, letters, from, to)
}

pub(super) fn says_passport(letters: &[char], from: usize, to: usize) -> bool {
    says(&PASSPORTS, letters, from, to)
}

/// On the same line.
fn says(words: &[&str], letters: &[char], from: usize, to: usize) -> bool {
    let before = letters.get(from.saturating_sub(BEFORE)..from).unwrap_or_default();
    let behind = letters.get(to..letters.len().min(to + BEHIND)).unwrap_or_default();
    let before: String = before.rsplit(|c| *c == '\n').next().unwrap_or_default().iter().collect();
    let behind: String = behind.split(|c| *c == '\n').next().unwrap_or_default().iter().collect();
    let (before, behind) = (before.to_lowercase(), behind.to_lowercase());
    words.iter().any(|word| before.contains(word) || behind.contains(word))
}
