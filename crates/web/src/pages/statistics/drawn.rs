//! A statistic as a drawing, and in a sentence: bars of offices, lines over time.

use domain::measure::{Share, Tally};
use words::figure::{grouped, percent};

use super::{By, Line, Tab, Wanted};
use crate::components::{Bar, ChartLine, Drawing, Fill, Stack, bars, lines, stacked};

/// Bars drawn: a page of them; the table has all.
const BARS: usize = 20;

fn rate(tab: Tab, tally: &Tally) -> Share {
    match tab {
        Tab::Handling => tally.settled(),
        Tab::Kept => tally.kept(),
        Tab::Shortened => tally.shortened(),
        Tab::Hops => tally.sent_on(),
    }
}

fn percents(share: Share) -> Option<f64> {
    share.of_one().map(|part| part * 100.0)
}

#[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
fn number(count: u64) -> f64 {
    count as f64
}

pub(super) fn drawing(tab: Tab, wanted: &Wanted, rows: &[Line]) -> Drawing {
    match (wanted.by.is_time(), tab) {
        (true, Tab::Handling) => {
            let line = |label, of: &dyn Fn(&Tally) -> u64| ChartLine {
                label,
                points: rows.iter().map(|row| Some(number(of(&row.tally)))).collect(),
            };
            let two = [line("접수", &|t| t.taken_in), line("끝난 민원", &|t| t.ended())];
            lines(&labels(wanted.by, rows), &two, "건")
        }
        (true, _) => {
            let points = rows.iter().map(|row| percents(rate(tab, &row.tally))).collect();
            lines(&labels(wanted.by, rows), &[ChartLine { label: tab.label(), points }], "%")
        }
        (false, Tab::Handling) => handled(rows),
        (false, _) => rates(tab, rows),
    }
}

/// Dates short enough to stand side by side.
fn labels(by: By, rows: &[Line]) -> Vec<String> {
    let short = |line: &Line| match by {
        By::Month => line.label.clone(),
        _ => line.key.parse().map_or_else(|_| line.label.clone(), words::date::day_short),
    };
    rows.iter().map(short).collect()
}

/// Where most came in first: what is done, what is under way, what is late.
fn handled(rows: &[Line]) -> Drawing {
    let mut most: Vec<&Line> = rows.iter().filter(|row| row.tally.taken_in > 0).collect();
    most.sort_by_key(|row| std::cmp::Reverse(row.tally.taken_in));
    let stacks: Vec<Stack> = most
        .iter()
        .take(BARS)
        .map(|row| {
            let Tally { taken_in, live, overdue, .. } = row.tally;
            let parts = [taken_in - live, live - overdue, overdue].map(number).to_vec();
            Stack { label: &row.label, parts, shown: format!("{}건", grouped(taken_in)) }
        })
        .collect();
    stacked(&stacks, &[("끝남", Fill::Done), ("처리 중", Fill::Open), ("지연 중", Fill::Late)])
}

/// The poorest first, for that is where one must look; of 재지정 the highest is the poorest.
fn rates(tab: Tab, rows: &[Line]) -> Drawing {
    let mut known: Vec<(&Line, Share)> =
        rows.iter().map(|row| (row, rate(tab, &row.tally))).filter(|(_, share)| share.whole > 0).collect();
    known.sort_by_key(|(_, share)| share.basis_points());
    if tab == Tab::Hops {
        known.reverse();
    }
    let drawn: Vec<Bar> = known
        .iter()
        .take(BARS)
        .map(|(row, share)| Bar {
            label: &row.label,
            value: percents(*share).unwrap_or_default(),
            shown: percent(*share),
            href: row.href.clone(),
        })
        .collect();
    bars(&drawn, 100.0)
}

/// What the drawing says, for who does not see it.
pub(super) fn says(tab: Tab, by: By, total: &Line, rows: &[Line]) -> String {
    let all = match tab {
        Tab::Handling => {
            let t = &total.tally;
            format!(
                "접수 {}건 가운데 {}건을 처리하고 있고 {}건이 지연 중입니다.",
                grouped(t.taken_in),
                grouped(t.live),
                grouped(t.overdue)
            )
        }
        Tab::Kept | Tab::Shortened | Tab::Hops => {
            let rate_is = words::particle::topic(tab_rate(tab));
            format!("전체 {rate_is} {}입니다.", percent(rate(tab, &total.tally)))
        }
    };
    if by.is_time() {
        return all;
    }
    let shown = rows.len().min(BARS);
    let order = match tab {
        Tab::Handling => "접수가 많은",
        Tab::Kept | Tab::Shortened => "비율이 낮은",
        Tab::Hops => "비율이 높은",
    };
    format!("{all} {order} 순서로 {shown}개를 그렸습니다.")
}

fn tab_rate(tab: Tab) -> &'static str {
    match tab {
        Tab::Handling => "처리율",
        Tab::Kept => "준수율",
        Tab::Shortened => "단축률",
        Tab::Hops => "재지정률",
    }
}
