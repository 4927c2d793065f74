//! What a handling period is called: 즉시(3근무시간), 5근무시간, 7일, 2주, 1개월, 1년.

use domain::period::Period;

use crate::lang::Lang;

/// The period as officers and citizens say it.
pub fn label(period: Period) -> String {
    match period {
        Period::Immediate => "즉시(3근무시간)".to_owned(),
        Period::Hours(n) => format!("{n}근무시간"),
        Period::Days(n) => format!("{n}일"),
        Period::Weeks(n) => format!("{n}주"),
        Period::Months(n) => format!("{n}개월"),
        Period::Years(n) => format!("{n}년"),
    }
}

/// The period in the reader's language.
pub fn label_for(period: Period, lang: Lang) -> String {
    let count = |n: u16, unit: &str| if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") };
    match (lang, period) {
        (Lang::Ko, _) => label(period),
        (Lang::En, Period::Immediate) => "at once (3 working hours)".to_owned(),
        (Lang::En, Period::Hours(n)) => count(n, "working hour"),
        (Lang::En, Period::Days(n)) => count(n, "working day"),
        (Lang::En, Period::Weeks(n)) => count(n, "week"),
        (Lang::En, Period::Months(n)) => count(n, "month"),
        (Lang::En, Period::Years(n)) => count(n, "year"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_its_word() {
        let periods =
            [Period::Immediate, Period::Hours(5), Period::Days(7), Period::Weeks(2), Period::Months(1)];
        assert_eq!(periods.map(label), ["즉시(3근무시간)", "5근무시간", "7일", "2주", "1개월"]);
        assert_eq!(label_for(Period::Days(14), Lang::En), "14 working days");
        assert_eq!(label_for(Period::Months(1), Lang::En), "1 month");
    }
}
