//! Charts: bars, stacked bars, lines with a gap, and the map, each in its frame.

use maud::{Markup, html};

use crate::components::{
    Bar, ChartFrame, ChartLine, Column, District, Drawing, Fill, Row, Stack, Table, bars, chart, data_table,
    lines, panel, seoul, stacked,
};

pub(super) fn charts() -> Markup {
    let bar = |label, value: f64| Bar { label, value, shown: format!("{value}%"), href: None };
    let linked = Bar { href: Some("/statistics".to_owned()), ..bar("보건위생과 식품안전팀", 71.4) };
    let stack = |label, parts: [f64; 3]| Stack {
        label,
        parts: parts.to_vec(),
        shown: format!("{}건", parts.iter().sum::<f64>()),
    };
    let stacks = [stack("의약과", [21.0, 9.0, 2.0]), stack("주차관리과", [40.0, 4.0, 0.0])];
    let days: Vec<String> = (1..=7).map(|day| format!("11. {day}.")).collect();
    let line = |label, points: [Option<f64>; 7]| ChartLine { label, points: points.to_vec() };
    let two = [
        line("접수", [4.0, 9.0, 7.0, 12.0, 3.0, 0.0, 8.0].map(Some)),
        line("끝난 민원", [Some(2.0), Some(5.0), None, Some(9.0), None, Some(1.0), Some(6.0)]),
    ];
    let gu = |name, count| District { name, count, href: Some("/statistics".to_owned()) };
    let districts = [gu("송파구", 31), gu("강남구", 22), gu("은평구", 9), gu("중구", 1), gu("도봉구", 0)];
    panel(
        "charts",
        "그림",
        html! {
            div.charts {
                (shown("chart-bars", "막대", &bars(&[bar("의약과", 98.5), linked], 100.0)))
                (shown("chart-stacked", "나눈 막대", &stacked(&stacks, &[("끝남", Fill::Done), ("처리 중", Fill::Open), ("지연 중", Fill::Late)])))
                (shown("chart-lines", "선", &lines(&days, &two, "건")))
                (shown("chart-map", "자치구", &seoul(&districts)))
            }
        },
    )
}

fn shown(id: &str, title: &str, drawing: &Drawing) -> Markup {
    let columns = [Column::new("구분").main(), Column::new("건수").numeric()];
    let rows = vec![Row::new(vec![html! { "의약과" }, html! { "32" }])];
    let says = "그림이 말하는 것을 한 문장으로 적습니다.";
    chart(ChartFrame { id, title, says }, drawing, data_table(&Table::new(title, &columns, rows).grid()))
}
