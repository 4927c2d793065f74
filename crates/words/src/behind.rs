//! How old figures are that were counted in a copy of the database.

use std::time::Duration;

/// Beyond, minutes are told.
const IN_SECONDS: u64 = 120;

/// Nothing of what was counted in the database itself; that is as it is now.
pub fn sentence(behind: Option<Duration>) -> Option<String> {
    let seconds = seconds(behind)?;
    Some(if seconds == 0 {
        "대기 서버에서 센 값으로, 지금까지의 변경이 모두 들어 있습니다.".to_owned()
    } else {
        format!("{} 전 기준입니다. 대기 서버에서 센 값으로, 그 뒤의 변경은 빠졌을 수 있습니다.", age(seconds))
    })
}

/// Whole seconds, and rather one too many.
pub fn seconds(behind: Option<Duration>) -> Option<u64> {
    behind.map(|behind| behind.as_secs() + u64::from(behind.subsec_nanos() > 0))
}

fn age(seconds: u64) -> String {
    if seconds <= IN_SECONDS { format!("{seconds}초") } else { format!("{}분", seconds.div_ceil(60)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_never_told_shorter_than_it_is() {
        let told = |millis| sentence(Some(Duration::from_millis(millis))).unwrap();
        assert!(told(0).contains("모두"));
        assert!(told(1).starts_with("1초 전"));
        assert!(told(11_001).starts_with("12초 전"));
        assert!(told(120_001).starts_with("3분 전"), "{}", told(120_001));
        assert_eq!(sentence(None), None);
    }
}
