//! What is said to somebody who is held up where a password, a code or a key is asked for.

use jiff::Timestamp;

use crate::date;

/// Nothing was tried: one address asked too often.
pub const TOO_OFTEN: &str = "짧은 시간에 너무 여러 번 시도했습니다. 잠시 뒤에 다시 해 주십시오.";

/// `what` is held up from here for a while: 확인, 로그인.
pub fn held_up(what: &str, until: Timestamp) -> String {
    let until = date::moment(until);
    format!("여러 번 틀려 이곳에서의 {} 잠시 막았습니다. {until}에 풀립니다.", crate::particle::object(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_held_up_and_until_when() {
        let until = "2026-03-10T01:05:00Z".parse().unwrap();
        assert!(held_up("로그인", until).starts_with("여러 번 틀려 이곳에서의 로그인을 잠시 막았습니다. "));
        assert!(held_up("확인", until).contains("10:05"));
    }
}
