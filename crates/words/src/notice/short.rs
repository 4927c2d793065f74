//! Text messages: Korean operators count two bytes a syllable and charge more beyond ninety.

/// Longest short message, in bytes of the operators' encoding.
pub const SHORT_BYTES: usize = 90;

/// Longest piece of a title worth the room.
const TITLE_BYTES: usize = 30;
/// Shortest piece of a title worth reading.
const STUMP: usize = 10;

/// Length as the operators count it: one byte for ASCII, two for everything else.
pub fn bytes(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// `[응답소]` and the core, cut if need be; then each addition that still fits whole.
pub(super) fn message(core: &str, additions: &[Option<String>]) -> String {
    let mut text = cut(&format!("[응답소] {core}"), SHORT_BYTES);
    for addition in additions.iter().flatten() {
        if bytes(&text) + 1 + bytes(addition) <= SHORT_BYTES {
            text.push(' ');
            text.push_str(addition);
        }
    }
    text
}

/// The message with as much of the title as there is room for; a stump of it would tell nobody anything.
pub(super) fn with_title(message: String, title: &str) -> String {
    // A blank and two quotation marks.
    let room = SHORT_BYTES.saturating_sub(bytes(&message) + 3);
    if room < STUMP { message } else { format!("{message} '{}'", cut(title, room.min(TITLE_BYTES))) }
}

/// The text, or as much of it as leaves room for an ellipsis.
pub(super) fn cut(text: &str, most: usize) -> String {
    if bytes(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = width('…');
    for c in text.chars() {
        used += width(c);
        if used > most {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_count_two_and_long_ones_are_cut() {
        assert_eq!(bytes("민원 a1"), 7);
        assert_eq!(cut("가나다라", 6), "가나…");
        assert_eq!(cut("가나", 4), "가나");
    }

    #[test]
    fn additions_come_whole_or_not_at_all() {
        let long = "가".repeat(40);
        let message =
            message("접수되었습니다.", &[Some("기한 3. 9.".to_owned()), Some(long), Some("끝".to_owned())]);
        assert_eq!(message, "[응답소] 접수되었습니다. 기한 3. 9. 끝");
    }
}
