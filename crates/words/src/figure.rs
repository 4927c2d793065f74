//! Figures as people read them: thousands apart, percents with at most two decimals, working time in days.

use domain::measure::Share;

use crate::lang::Lang;

/// A working day in minutes.
const DAY: u64 = 8 * 60;

/// `1,204`
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut text = digits[..head].to_owned();
    for start in (head..digits.len()).step_by(3) {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&digits[start..start + 3]);
    }
    text
}

/// `98.5%`, and `–` of nothing: no department is first or last without a case.
pub fn percent(share: Share) -> String {
    let Some(points) = share.basis_points() else { return "–".to_owned() };
    let (whole, rest) = (points / 100, points % 100);
    let decimals = format!("{rest:02}");
    match decimals.trim_end_matches('0') {
        "" => format!("{whole}%"),
        decimals => format!("{whole}.{decimals}%"),
    }
}

/// Working time: `3일 2시간`, `5시간`, `20분`. A day has eight hours.
pub fn working_time(minutes: u64) -> String {
    let (days, hours) = (minutes / DAY, minutes % DAY / 60);
    match (days, hours) {
        (0, 0) => format!("{minutes}분"),
        (0, hours) => format!("{hours}시간"),
        (days, 0) => format!("{days}일"),
        (days, hours) => format!("{days}일 {hours}시간"),
    }
}

/// [`working_time`] in the reader's language: `3 working days 2 hours`.
pub fn working_time_for(minutes: u64, lang: Lang) -> String {
    if lang == Lang::Ko {
        return working_time(minutes);
    }
    let counted = |number: u64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    match (minutes / DAY, minutes % DAY / 60) {
        (0, 0) => counted(minutes, "working minute"),
        (0, hours) => counted(hours, "working hour"),
        (days, 0) => counted(days, "working day"),
        (days, hours) => format!("{} {}", counted(days, "working day"), counted(hours, "hour")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        let shown: Vec<String> = [0, 12, 999, 1_204, 1_000_000].into_iter().map(grouped).collect();
        assert_eq!(shown, ["0", "12", "999", "1,204", "1,000,000"]);
    }

    #[test]
    fn trailing_zeros_are_dropped_and_nothing_is_a_dash() {
        let of = |part, whole| percent(Share { part, whole });
        assert_eq!(
            [of(1, 2), of(0, 3), of(1, 3), of(197, 200), of(0, 0)],
            ["50%", "0%", "33.33%", "98.5%", "–"]
        );
    }

    #[test]
    fn a_working_day_has_eight_hours() {
        let shown: Vec<String> = [0, 59, 60, 479, 480, 1_600].into_iter().map(working_time).collect();
        assert_eq!(shown, ["0분", "59분", "1시간", "7시간", "1일", "3일 2시간"]);
        let shown: Vec<String> =
            [1, 120, 480, 1_600].into_iter().map(|m| working_time_for(m, Lang::En)).collect();
        assert_eq!(shown, ["1 working minute", "2 working hours", "1 working day", "3 working days 2 hours"]);
    }
}
