//! Statistics as somebody may see them: the figures of a period, day by day, and by week, month or bureau.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::actor::Actor;
use domain::deadline::seoul;
use domain::measure::{self, HotWord, Tally};
use domain::org::OrgChart;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::Summed;
use store::read::StageCount;
use store::stats::{Figures, FiguresAsked, Group, Key, Question};

use crate::not_done::Result;
use crate::office::Office;

/// Days in which a word's rise is looked for, against as many days before.
const HOT_DAYS: i32 = 7;

/// The figures of a period, told apart by something.
pub async fn figures(office: &Office, by: &Actor, question: &Question, group: Group) -> Result<Figures> {
    Ok(office.store().read().await?.figures(&Scope::of(by), question, group).await?)
}

/// The same for who reads and does not act upon it: where there is a standby it may be a little old, and says so.
pub async fn figures_summed(
    office: &Office,
    by: &Actor,
    question: &Question,
    group: Group,
) -> Result<Summed<Figures>> {
    Ok(office.store().summed(&FiguresAsked { scope: &Scope::of(by), question, group }).await?)
}

/// Adds what acts changed to the sums by day; how many changes. With `at_least` fewer are left waiting: every
/// statistic reads them besides.
pub async fn add_up(office: &Office, at_least: u32) -> Result<usize> {
    let (mut added, least) = (0, at_least.max(1));
    while office.store().read().await?.sums_backlog(least).await? >= least {
        match office.store().fold_sums().await? {
            // Whoever was faster goes on with it.
            0 => break,
            some => added += some,
        }
    }
    Ok(added)
}

/// Everything open now, by stage.
pub async fn standing(office: &Office, by: &Actor) -> Result<Vec<StageCount>> {
    let now = office.now();
    let (_, tonight) = day(seoul::civil(now).date());
    Ok(office.store().read().await?.standing(&Scope::of(by), now, tonight).await?)
}

/// 급증 낱말: words of the titles of the last seven days against the seven before.
pub async fn hot_words(office: &Office, by: &Actor) -> Result<Vec<HotWord>> {
    let today = seoul::civil(office.now()).date();
    let first = today.saturating_sub((HOT_DAYS - 1).days());
    let before = first.saturating_sub(HOT_DAYS.days());
    let scope = Scope::of(by);
    let mut tx = office.store().read().await?;
    let now = tx.titles(&scope, day(first).0, day(today).1).await?;
    let then = tx.titles(&scope, day(before).0, day(first).0 - SignedDuration::from_micros(1)).await?;
    Ok(measure::rising(now.iter().map(String::as_str), then.iter().map(String::as_str)))
}

/// First and last moment of a day in Seoul.
pub fn day(day: Date) -> (Timestamp, Timestamp) {
    let midnight = |day: Date| seoul::instant(day.to_datetime(Time::midnight()));
    (midnight(day), midnight(day.saturating_add(1.day())) - SignedDuration::from_micros(1))
}

/// Every day of a period with its figures, days without any included: a line needs them all.
pub fn daily(figures: &Figures, from: Date, to: Date) -> Vec<(Date, Tally)> {
    let days = std::iter::successors(Some(from), |day| day.tomorrow().ok());
    days.take_while(|day| *day <= to)
        .map(|day| (day, figures.get(&Key::Day(day)).copied().unwrap_or_default()))
        .collect()
}

/// The same by the Monday of each week.
pub fn weekly(days: &[(Date, Tally)]) -> Vec<(Date, Tally)> {
    summed(days, |day| day.saturating_sub(i32::from(day.weekday().to_monday_zero_offset()).days()))
}

/// The same by the first day of each month.
pub fn monthly(days: &[(Date, Tally)]) -> Vec<(Date, Tally)> {
    summed(days, |day| day.first_of_month())
}

fn summed(days: &[(Date, Tally)], of: impl Fn(Date) -> Date) -> Vec<(Date, Tally)> {
    let mut sums: BTreeMap<Date, Tally> = BTreeMap::new();
    for (day, tally) in days {
        *sums.entry(of(*day)).or_default() += *tally;
    }
    sums.into_iter().collect()
}

/// Figures by department, added up by bureau (실국); what lies with no department has no bureau.
pub fn by_bureau(figures: &Figures, chart: &OrgChart) -> BTreeMap<Option<String>, Tally> {
    let mut bureaus: BTreeMap<Option<String>, Tally> = BTreeMap::new();
    for (key, tally) in figures {
        let Key::Department(department) = key else { continue };
        let bureau = department.and_then(|id| chart.department(id)).map(|d| d.bureau.clone());
        *bureaus.entry(bureau).or_default() += *tally;
    }
    bureaus
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_empty_days_are_there() {
        let one = Tally { taken_in: 1, ..Tally::default() };
        let figures: Figures =
            [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 8)].map(|day| (Key::Day(day), one)).into();
        let days = daily(&figures, date(2026, 2, 28), date(2026, 3, 9));
        assert_eq!((days.len(), days[0].1, days[1].1), (10, Tally::default(), one));
        let weeks: Vec<(Date, u64)> =
            weekly(&days).into_iter().map(|(day, tally)| (day, tally.taken_in)).collect();
        assert_eq!(weeks, [(date(2026, 2, 23), 1), (date(2026, 3, 2), 2), (date(2026, 3, 9), 0)]);
        let months: Vec<u64> = monthly(&days).iter().map(|(_, tally)| tally.taken_in).collect();
        assert_eq!(months, [0, 3]);
    }
}
