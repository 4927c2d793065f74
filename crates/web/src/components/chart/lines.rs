//! Lines over days: how figures go up and down.

use maud::{Markup, html};

use super::{Drawing, WIDTH, round, top_of};

const LEFT: f64 = 34.0;
const RIGHT: f64 = 10.0;
const TOP: f64 = 10.0;
const TALL: f64 = 150.0;
/// Dates written below: more would run into each other.
const DATES: usize = 5;
const STEPS: u32 = 4;

/// A line: a figure for each day; a day without one interrupts it.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub label: &'a str,
    pub points: Vec<Option<f64>>,
}

/// Lines over the same days; `days` are written below, as many as fit.
#[must_use]
pub fn lines(days: &[String], drawn: &[Line], unit: &str) -> Drawing {
    let all = drawn.iter().flat_map(|line| line.points.iter().flatten().copied());
    let top = top_of(all.fold(0.0, f64::max));
    let scale = Scale { days: days.len(), top };
    let body = html! {
        (grid(top, unit))
        @for at in dates(days.len()) {
            @let anchor = if at == 0 { "start" } else if at + 1 == days.len() { "end" } else { "middle" };
            text.tick x=(scale.x(at)) y=(TOP + TALL + 18.0) text-anchor=(anchor) { (days[at]) }
        }
        @for (index, line) in drawn.iter().enumerate() { (curve(line, index + 1, &scale)) }
    };
    let legend = drawn.iter().enumerate();
    let legend = legend.map(|(index, line)| (format!("line-{}", index + 1), line.label.to_owned())).collect();
    Drawing { height: TOP + TALL + 26.0, body, links: false, legend }
}

struct Scale {
    days: usize,
    top: f64,
}

impl Scale {
    fn x(&self, day: usize) -> f64 {
        let of = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let share = if self.days < 2 { 0.5 } else { of(day) / of(self.days - 1) };
        round(LEFT + share * (WIDTH - LEFT - RIGHT))
    }

    fn y(&self, value: f64) -> f64 {
        round(TOP + TALL - (value / self.top).clamp(0.0, 1.0) * TALL)
    }
}

fn grid(top: f64, unit: &str) -> Markup {
    html! {
        @for step in 0..=STEPS {
            @let share = f64::from(step) / f64::from(STEPS);
            @let y = round(TOP + TALL - share * TALL);
            path.grid d={ "M" (LEFT) " " (y) "H" (WIDTH - RIGHT) } {}
            @let figure = top * share;
            // Half a complaint is no figure of a scale.
            @if figure.fract() == 0.0 || unit == "%" {
                text.tick x=(LEFT - 6.0) y=(y + 4.0) text-anchor="end" { (round(figure)) (if step == STEPS { unit } else { "" }) }
            }
        }
    }
}

fn dates(days: usize) -> Vec<usize> {
    let last = days.saturating_sub(1);
    let mut at: Vec<usize> = (0..DATES).map(|n| n * last / (DATES - 1)).filter(|n| *n < days).collect();
    at.dedup();
    at
}

fn curve(line: &Line, number: usize, scale: &Scale) -> Markup {
    let mut path = String::new();
    let mut alone: Vec<(f64, f64)> = Vec::new();
    let mut on_the_way = false;
    for (day, point) in line.points.iter().enumerate() {
        let Some(value) = point else {
            on_the_way = false;
            continue;
        };
        let (x, y) = (scale.x(day), scale.y(*value));
        path.push_str(&format!("{}{x} {y}", if on_the_way { "L" } else { "M" }));
        let follows = line.points.get(day + 1).is_some_and(Option::is_some);
        if !on_the_way && !follows {
            alone.push((x, y));
        }
        on_the_way = true;
    }
    html! {
        path class={ "curve line-" (number) } d=(path) {}
        @for (x, y) in alone { circle class={ "dot line-" (number) } cx=(x) cy=(y) r="2.5" {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_figure_interrupts_the_line_and_one_alone_is_a_dot() {
        let line = Line { label: "준수율", points: vec![Some(1.0), Some(2.0), None, Some(4.0), None] };
        let markup = curve(&line, 1, &Scale { days: 5, top: 4.0 }).into_string();
        assert_eq!((markup.matches('M').count(), markup.matches("L").count()), (2, 1), "{markup}");
        assert_eq!(markup.matches("<circle").count(), 1);
    }

    #[test]
    fn dates_are_few_and_reach_from_end_to_end() {
        assert_eq!(dates(30), [0, 7, 14, 21, 29]);
        assert_eq!((dates(1), dates(0), dates(2)), (vec![0], vec![], vec![0, 1]));
    }
}
