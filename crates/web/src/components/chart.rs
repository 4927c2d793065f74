//! Charts drawn here, as SVG without a script: bars, stacked bars and lines, each with its table behind a fold.
//!
//! A drawing is 400 units wide and grows with its place, so its letters stay readable from a telephone to a desk.

mod bars;
mod lines;
mod seoul;

use maud::{Markup, html};

use super::confirm::expander;

pub use bars::{Bar, Fill, Stack, bars, stacked};
pub use lines::{Line, lines};
pub use seoul::{District, seoul};

/// How wide every drawing is, in its own units.
const WIDTH: f64 = 400.0;

/// What surrounds a drawing: it is never without words and figures.
#[derive(Clone, Copy, Debug)]
pub struct ChartFrame<'a> {
    /// Unique on the page.
    pub id: &'a str,
    pub title: &'a str,
    /// What it says, in a sentence or two: read out instead of the drawing.
    pub says: &'a str,
}

/// A drawing, before it stands in its frame.
#[derive(Debug)]
pub struct Drawing {
    height: f64,
    body: Markup,
    /// Holds links, so it is a group of things and not one picture.
    links: bool,
    legend: Vec<(String, String)>,
}

/// A chart with its heading, what it says, its legend, and the table with the same figures.
#[must_use]
pub fn chart(frame: ChartFrame, drawing: &Drawing, table: Markup) -> Markup {
    let ChartFrame { id, title, says } = frame;
    let role = if drawing.links { "group" } else { "img" };
    html! {
        figure.chart #(id) {
            figcaption { h3 { (title) } p.quiet { (says) } }
            @if !drawing.legend.is_empty() {
                ul.legend aria-hidden="true" {
                    @for (class, label) in &drawing.legend { li { span.key.(class) {} (label) } }
                }
            }
            svg viewBox={ "0 0 " (WIDTH) " " (round(drawing.height)) } role=(role)
                aria-labelledby={ (id) "-title" } aria-describedby={ (id) "-desc" } {
                title id={ (id) "-title" } { (title) }
                desc id={ (id) "-desc" } { (says) }
                (drawing.body)
            }
            (expander(&format!("{title} 표로 보기"), false, table))
        }
    }
}

/// One decimal is less than a hair; more would only be longer.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// As many words from the end as fit: of 송파구 교통환경국 주차관리과 the last says most. The whole is in the table.
fn shortened(text: &str, syllables: usize) -> String {
    let mut kept = "";
    for (start, _) in text.char_indices().rev() {
        let begins_a_word = start == 0 || text[..start].ends_with(' ');
        if begins_a_word && text[start..].chars().count() <= syllables {
            kept = &text[start..];
        }
    }
    if kept.is_empty() {
        text.chars().take(syllables.saturating_sub(1)).chain(['…']).collect()
    } else {
        kept.to_owned()
    }
}

/// Above the greatest, a figure that ends a scale well: 1, 2, 5 and their tens.
fn top_of(greatest: f64) -> f64 {
    if greatest <= 1.0 {
        return 1.0;
    }
    let ten = 10_f64.powf(greatest.log10().floor());
    let steps = [1.0, 2.0, 4.0, 5.0, 8.0, 10.0];
    steps.into_iter().map(|step| step * ten).find(|top| *top >= greatest).unwrap_or(greatest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_figure() {
        for (greatest, top) in
            [(0.0, 1.0), (1.0, 1.0), (3.0, 4.0), (7.0, 8.0), (11.0, 20.0), (99.0, 100.0), (412.0, 500.0)]
        {
            assert!((top_of(greatest) - top).abs() < 1e-9, "{greatest}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        for (text, shown) in [
            ("의약과", "의약과"),
            ("송파구 보건소 의약과", "보건소 의약과"),
            ("송파구 교통환경국 주차관리과", "주차관리과"),
            ("서울특별시보건환경연구원", "서울특별시보건환…"),
        ] {
            assert_eq!(shortened(text, 9), shown);
        }
    }

    #[test]
    fn every_drawing_is_named_described_and_has_its_table() {
        let bar = Bar { label: "도로<과>", value: 3.0, shown: "3건".to_owned(), href: None };
        let frame = ChartFrame {
            id: "late", title: "부서별 지연", says: "도로과가 3건으로 가장 많습니다."
        };
        let markup = chart(frame, &bars(&[bar], 3.0), html! { table {} }).into_string();
        for part in
            ["role=\"img\"", "<title id=\"late-title\">", "<desc id=\"late-desc\">", "표로 보기", "<table>"]
        {
            assert!(markup.contains(part), "{part} in {markup}");
        }
        assert!(!markup.contains("style=") && !markup.contains("도로<과>"));
    }
}
