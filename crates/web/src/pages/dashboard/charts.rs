//! The drawings of the 상황판, each with its table.

use domain::desk::Desk;
use domain::measure::Tally;
use domain::org::AgencyKind;
use maud::{Markup, html};
use store::stats::Key;
use words::Names;
use words::figure::{grouped, percent};

use super::View;
use crate::components::{
    Bar, ChartFrame, ChartLine, Column, District, Fill, Row, Stack, Table, bars, chart, data_table, lines,
    seoul, stacked,
};

/// Offices drawn: what one looks at; the statistics have all.
const OFFICES: usize = 12;

#[expect(clippy::cast_precision_loss, reason = "no count of ours comes near 2⁵³")]
fn number(count: u64) -> f64 {
    count as f64
}

/// A table of figures: labels of the columns, and the rows as they are shown.
fn table(caption: &str, labels: &[&str], rows: Vec<Vec<String>>) -> Markup {
    let mut columns: Vec<Column> = labels.iter().map(|label| Column::new(label).numeric()).collect();
    if let (Some(first), Some(label)) = (columns.first_mut(), labels.first()) {
        *first = Column::new(label).main();
    }
    let rows =
        rows.into_iter().map(|cells| Row::new(cells.into_iter().map(|cell| html! { (cell) }).collect()));
    data_table(&Table::new(caption, &columns, rows.collect()).dense().grid())
}

pub(super) fn stages(view: &View) -> Markup {
    let stacks: Vec<Stack> = view
        .standing
        .iter()
        .map(|count| {
            let calm = count.total - count.overdue - count.due_today;
            let parts = [calm, count.due_today, count.overdue].map(number);
            // In the legend's order: calm, today, late.
            let shown = format!("{}건", grouped(count.total));
            Stack { label: words::stage::label(count.stage), parts: parts.to_vec(), shown }
        })
        .collect();
    let (open, late) = view.standing.iter().fold((0, 0), |(o, l), c| (o + c.total, l + c.overdue));
    let says = format!("처리 중인 {}건 가운데 {}건이 처리기한을 넘겼습니다.", grouped(open), grouped(late));
    let frame = ChartFrame { id: "stages", title: "단계별 처리 중 민원", says: &says };
    let rows = view.standing.iter().map(|c| {
        let figures = [c.total, c.due_today, c.overdue].map(grouped);
        std::iter::once(words::stage::label(c.stage).to_owned()).chain(figures).collect()
    });
    let rows = table("단계별 처리 중 민원", &["단계", "처리 중", "오늘 마감", "지연 중"], rows.collect());
    chart(
        frame,
        &stacked(&stacks, &[("기한 남음", Fill::Open), ("오늘 마감", Fill::Soon), ("지연 중", Fill::Late)]),
        rows,
    )
}

fn dates(view: &View) -> Vec<String> {
    view.days.iter().map(|(day, _)| words::date::day_short(*day)).collect()
}

fn by_day(view: &View, caption: &str, labels: &[&str], of: impl Fn(&Tally) -> Vec<String>) -> Markup {
    let rows = view.days.iter().map(|(day, tally)| {
        let mut row = vec![words::date::day(*day)];
        row.extend(of(tally));
        row
    });
    table(caption, labels, rows.collect())
}

pub(super) fn days(view: &View) -> Markup {
    let line = |label, of: fn(&Tally) -> u64| ChartLine {
        label,
        points: view.days.iter().map(|(_, tally)| Some(number(of(tally)))).collect(),
    };
    let two = [line("접수", |t| t.taken_in), line("끝난 민원", Tally::ended)];
    let total = view.total();
    let says = format!(
        "최근 30일 동안 {}건을 접수하고 {}건이 끝났습니다.",
        grouped(total.taken_in),
        grouped(total.ended())
    );
    let frame = ChartFrame { id: "days", title: "접수와 처리", says: &says };
    let rows = by_day(view, "접수와 처리", &["날짜", "접수", "끝난 민원"], |t| {
        vec![grouped(t.taken_in), grouped(t.ended())]
    });
    chart(frame, &lines(&dates(view), &two, "건"), rows)
}

pub(super) fn kept(view: &View) -> Markup {
    // Of seven days each: on a day with two answers a rate says nothing.
    let week: Vec<Tally> = (0..view.days.len())
        .map(|day| view.days[day.saturating_sub(6)..=day].iter().map(|(_, t)| *t).sum())
        .collect();
    let percents = |tally: &Tally| tally.kept().of_one().map(|part| part * 100.0);
    let line = ChartLine { label: "처리기간 준수율", points: week.iter().map(percents).collect() };
    let says = format!(
        "그날까지 이레 동안 답변한 민원의 준수율입니다. 30일 전체는 {}입니다.",
        percent(view.total().kept())
    );
    let frame = ChartFrame { id: "kept", title: "처리기간 준수율(7일)", says: &says };
    let rows = view.days.iter().zip(&week).map(|((day, _), tally)| {
        vec![words::date::day(*day), grouped(tally.answered), grouped(tally.late()), percent(tally.kept())]
    });
    let rows = table("처리기간 준수율", &["날짜", "7일 답변", "기한 넘김", "준수율"], rows.collect());
    chart(frame, &lines(&dates(view), &[line], "%"), rows)
}

pub(super) fn places(view: &View, desk: &Desk) -> Markup {
    html! {
        div.charts {
            @if view.city { (districts(view, desk)) }
            (offices(view, desk))
            (kinds(view))
            (channels(view))
        }
    }
}

fn districts(view: &View, desk: &Desk) -> Markup {
    let agencies = desk.chart.agencies();
    let gu: Vec<(&str, String, Tally)> = agencies
        .iter()
        .filter(|agency| agency.kind == AgencyKind::District)
        .map(|agency| {
            let tally = view.offices.get(&Key::Agency(Some(agency.id))).copied().unwrap_or_default();
            (agency.name.as_str(), agency.id.to_string(), tally)
        })
        .collect();
    let drawn: Vec<District> = gu
        .iter()
        .map(|(name, id, tally)| District {
            name,
            count: tally.taken_in,
            href: Some(format!("/statistics?by=bureau&agency={id}")),
        })
        .collect();
    let most = gu.iter().max_by_key(|(_, _, tally)| tally.taken_in);
    let says = most.map_or_else(String::new, |(name, _, tally)| {
        let name = words::particle::subject(name);
        format!(
            "최근 30일에 접수한 민원은 {name} {}건으로 가장 많습니다. 누르면 그 자치구의 통계로 갑니다.",
            grouped(tally.taken_in)
        )
    });
    let frame = ChartFrame { id: "districts", title: "25개 자치구 접수", says: &says };
    let rows = gu.iter().map(|(name, _, t)| {
        vec![(*name).to_owned(), grouped(t.taken_in), grouped(t.live), grouped(t.overdue), percent(t.kept())]
    });
    let rows = table("자치구별", &["자치구", "접수", "처리 중", "지연 중", "준수율"], rows.collect());
    chart(frame, &seoul(&drawn), rows)
}

/// Where most lies open: agencies for who sees the city, departments for who watches an agency.
fn offices(view: &View, desk: &Desk) -> Markup {
    let chart_of = desk.chart.as_ref();
    let mut open: Vec<(String, Tally)> = view
        .offices
        .iter()
        .filter_map(|(key, tally)| match key {
            Key::Agency(Some(id)) => Some((Names::agency(chart_of, *id), *tally)),
            Key::Department(Some(id)) => Some((Names::department(chart_of, *id), *tally)),
            Key::Agency(None) => Some(("기관 분배 전".to_owned(), *tally)),
            Key::Department(None) => Some(("부서 분배 전".to_owned(), *tally)),
            Key::Whole | Key::Kind(_) | Key::Channel(_) | Key::Day(_) => None,
        })
        .filter(|(_, tally)| tally.live > 0)
        .collect();
    open.sort_by_key(|(name, tally)| (std::cmp::Reverse((tally.overdue, tally.live)), name.clone()));
    open.truncate(OFFICES);
    let stacks: Vec<Stack> = open
        .iter()
        .map(|(name, t)| Stack {
            label: name,
            parts: vec![number(t.live - t.overdue), number(t.overdue)],
            shown: format!("{}건", grouped(t.live)),
        })
        .collect();
    let title = if view.city { "지연이 많은 기관" } else { "지연이 많은 부서" };
    let says = match open.first() {
        Some((name, tally)) => format!(
            "최근 30일에 접수해 처리 중인 민원입니다. {name} 지연 {}건이 맨 위에 있습니다.",
            grouped(tally.overdue)
        ),
        None => "최근 30일에 접수해 처리 중인 민원이 없습니다.".to_owned(),
    };
    let frame = ChartFrame { id: "offices", title, says: &says };
    let rows = open.iter().map(|(name, t)| {
        vec![name.clone(), grouped(t.taken_in), grouped(t.live), grouped(t.overdue), percent(t.kept())]
    });
    let rows = table(title, &["이름", "접수", "처리 중", "지연 중", "준수율"], rows.collect());
    chart(frame, &stacked(&stacks, &[("처리 중", Fill::Open), ("지연 중", Fill::Late)]), rows)
}

fn kinds(view: &View) -> Markup {
    let rows = view.kinds.iter().map(|(key, tally)| {
        let label = match key {
            Key::Kind(Some(kind)) => words::kind::label(*kind),
            Key::Kind(None)
            | Key::Whole
            | Key::Agency(_)
            | Key::Department(_)
            | Key::Channel(_)
            | Key::Day(_) => "접수 전",
        };
        (label, *tally)
    });
    counted("kinds", "민원종류별 접수", rows.collect())
}

fn channels(view: &View) -> Markup {
    let rows = view.channels.iter().filter_map(|(key, tally)| match key {
        Key::Channel(channel) => Some((words::channel::label(*channel), *tally)),
        Key::Whole | Key::Agency(_) | Key::Department(_) | Key::Kind(_) | Key::Day(_) => None,
    });
    counted("channels", "접수경로별 접수", rows.collect())
}

fn counted(id: &str, title: &str, mut rows: Vec<(&str, Tally)>) -> Markup {
    rows.retain(|(_, tally)| tally.taken_in > 0);
    rows.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.taken_in));
    let drawn: Vec<Bar> = rows
        .iter()
        .map(|(label, t)| Bar {
            label,
            value: number(t.taken_in),
            shown: format!("{}건", grouped(t.taken_in)),
            href: None,
        })
        .collect();
    let most = rows.first().map_or(0, |(_, tally)| tally.taken_in);
    let says = rows.first().map_or_else(
        || "최근 30일에 접수한 민원이 없습니다.".to_owned(),
        |(label, tally)| {
            let subject = words::particle::subject(label);
            format!("최근 30일에 {subject} {}건으로 가장 많습니다.", grouped(tally.taken_in))
        },
    );
    let shown = rows
        .iter()
        .map(|(label, t)| vec![(*label).to_owned(), grouped(t.taken_in), grouped(t.live), percent(t.kept())]);
    let shown = table(title, &["구분", "접수", "처리 중", "준수율"], shown.collect());
    chart(ChartFrame { id, title, says: &says }, &bars(&drawn, number(most)), shown)
}

/// Words that rose, each leading to the complaints that have it.
pub(super) fn hot(view: &View) -> Markup {
    let from = view.days.iter().rev().nth(6).map(|(day, _)| day.to_string()).unwrap_or_default();
    let href = |word: &str| {
        let query = serde_html_form::to_string([("q", word), ("from", from.as_str())]).unwrap_or_default();
        format!("/complaints?{query}")
    };
    html! {
        p.hint { "최근 이레에 접수한 민원의 제목에 앞선 이레보다 많이 나온 낱말입니다. 세 건 이상 나온 낱말만 보입니다." }
        @if view.hot.is_empty() { p.quiet { "눈에 띄게 늘어난 낱말이 없습니다." } }
        @else {
            ol.hot {
                @for hot in &view.hot {
                    li { a href=(href(&hot.word)) {
                        strong { (hot.word) } span.quiet { (hot.before) "건 → " (hot.now) "건" }
                    } }
                }
            }
        }
    }
}
