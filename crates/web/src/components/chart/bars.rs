//! Bars, a line each: one figure, or several parts of one.

use maud::{Markup, html};

use super::{Drawing, WIDTH, round, shortened};

const ROW: f64 = 26.0;
const THICK: f64 = 16.0;
/// Where the bars begin, after the longest label.
const LEFT: f64 = 116.0;
/// Room for the figure behind the longest bar.
const RIGHT: f64 = 62.0;
const LABEL_SYLLABLES: usize = 9;

/// One bar with its figure as it is shown (`12건`, `98.5%`).
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    pub label: &'a str,
    pub value: f64,
    pub shown: String,
    pub href: Option<String>,
}

/// What a part says, by its colour: what is well is green, what is late is red, everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    Open,
    Done,
    Soon,
    Late,
}

impl Fill {
    fn class(self) -> &'static str {
        match self {
            Fill::Open => "fill-1",
            Fill::Done => "fill-2",
            Fill::Late => "fill-3",
            Fill::Soon => "fill-4",
        }
    }
}

/// One bar of several parts, in the order of the legend.
#[derive(Clone, Debug)]
pub struct Stack<'a> {
    pub label: &'a str,
    pub parts: Vec<f64>,
    pub shown: String,
}

/// Bars beside each other, all against the same greatest figure (`100.0` for percents).
#[must_use]
pub fn bars(bars: &[Bar], greatest: f64) -> Drawing {
    let body = html! {
        @for (index, bar) in bars.iter().enumerate() {
            @let y = top(index);
            @match &bar.href {
                // What is read out ends in what is seen.
                Some(href) => a href=(href) aria-label={ (bar.label) " " (bar.shown) } { (one(bar, y, greatest)) },
                None => g { (one(bar, y, greatest)) },
            }
        }
    };
    let links = bars.iter().any(|bar| bar.href.is_some());
    Drawing { height: top(bars.len()) + 2.0, body, links, legend: Vec::new() }
}

fn top(index: usize) -> f64 {
    let index = u32::try_from(index).unwrap_or_default();
    2.0 + f64::from(index) * ROW
}

fn one(bar: &Bar, y: f64, greatest: f64) -> Markup {
    let width = long(bar.value, greatest);
    html! {
        @if bar.label.chars().count() > LABEL_SYLLABLES { title { (bar.label) } }
        // The whole line can be pressed, not the bar alone.
        rect.chart-row x="0" y=(round(y)) width=(WIDTH) height=(ROW) {}
        text x=(LEFT - 8.0) y=(round(y + 17.0)) text-anchor="end" { (shortened(bar.label, LABEL_SYLLABLES)) }
        " "
        rect.fill-1 x=(LEFT) y=(round(y + 5.0)) width=(width) height=(THICK) rx="2" {}
        text.figure x=(round(LEFT + width + 6.0)) y=(round(y + 17.0)) { (bar.shown) }
    }
}

fn long(value: f64, greatest: f64) -> f64 {
    if greatest <= 0.0 || value <= 0.0 {
        return 0.0;
    }
    round((value / greatest).min(1.0) * (WIDTH - LEFT - RIGHT)).max(2.0)
}

/// Bars made of parts; `legend` names the parts.
#[must_use]
pub fn stacked(stacks: &[Stack], legend: &[(&str, Fill)]) -> Drawing {
    let greatest = stacks.iter().map(|stack| stack.parts.iter().sum::<f64>()).fold(0.0, f64::max);
    let body = html! {
        @for (index, stack) in stacks.iter().enumerate() {
            @let y = top(index);
            g {
                @if stack.label.chars().count() > LABEL_SYLLABLES { title { (stack.label) } }
                text x=(LEFT - 8.0) y=(round(y + 17.0)) text-anchor="end" { (shortened(stack.label, LABEL_SYLLABLES)) }
                (parts(stack, legend, y, greatest))
            }
        }
    };
    let legend = legend.iter().map(|(label, fill)| (fill.class().to_owned(), (*label).to_owned())).collect();
    Drawing { height: top(stacks.len()) + 2.0, body, links: false, legend }
}

fn parts(stack: &Stack, legend: &[(&str, Fill)], y: f64, greatest: f64) -> Markup {
    let mut x = LEFT;
    let mut drawn = Vec::new();
    for (part, (_, fill)) in stack.parts.iter().zip(legend) {
        let width = long(*part, greatest);
        drawn.push((fill.class(), x, width));
        x += width;
    }
    html! {
        @for (fill, from, width) in &drawn {
            // A white edge keeps neighbours apart for who sees no colours.
            @if *width > 0.0 {
                rect class={ "part " (fill) } x=(round(*from)) y=(round(y + 5.0)) width=(width) height=(THICK) {}
            }
        }
        text.figure x=(round(x + 6.0)) y=(round(y + 17.0)) { (stack.shown) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_figure_and_nothing_has_none() {
        assert!((long(5.0, 10.0) * 2.0 - long(10.0, 10.0)).abs() < 0.2);
        assert!((long(20.0, 10.0) - long(10.0, 10.0)).abs() < 1e-9, "never beyond the scale");
        assert!(long(0.0, 10.0) < 1e-9 && long(3.0, 0.0) < 1e-9);
        assert!(long(1.0, 1e9) >= 1.0, "one is seen");
    }
}
