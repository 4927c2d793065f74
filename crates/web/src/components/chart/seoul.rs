//! The 25 자치구 as tiles, roughly where they lie: a map one can read, press and go through by keyboard.

use maud::{Markup, html};

use super::{Drawing, WIDTH};

/// Name, column and row; the river runs between the fourth row and the fifth.
const PLACES: [(&str, u32, u32); 25] = [
    ("도봉구", 4, 0),
    ("노원구", 5, 0),
    ("은평구", 2, 1),
    ("강북구", 3, 1),
    ("성북구", 4, 1),
    ("중랑구", 5, 1),
    ("마포구", 1, 2),
    ("서대문구", 2, 2),
    ("종로구", 3, 2),
    ("동대문구", 4, 2),
    ("광진구", 5, 2),
    ("강서구", 0, 3),
    ("용산구", 2, 3),
    ("중구", 3, 3),
    ("성동구", 4, 3),
    ("강동구", 5, 3),
    ("양천구", 0, 4),
    ("영등포구", 1, 4),
    ("동작구", 2, 4),
    ("서초구", 3, 4),
    ("강남구", 4, 4),
    ("송파구", 5, 4),
    ("구로구", 0, 5),
    ("금천구", 1, 5),
    ("관악구", 2, 5),
];
const SIDE: f64 = WIDTH / 6.0;
const TALL: f64 = 52.0;
const GAP: f64 = 3.0;
/// Shades beside nothing: a quarter of the districts each.
const SHADES: usize = 4;

/// A district with its figure.
#[derive(Clone, Debug)]
pub struct District<'a> {
    pub name: &'a str,
    pub count: u64,
    pub href: Option<String>,
}

/// The map; a district that is not among those given has no figure.
#[must_use]
pub fn seoul(districts: &[District]) -> Drawing {
    let counts: Vec<u64> = districts.iter().map(|district| district.count).collect();
    let body = html! {
        @for (name, column, row) in PLACES {
            @let known = districts.iter().find(|district| district.name == name);
            @let (x, y) = (f64::from(column) * SIDE, f64::from(row) * TALL);
            @match known.and_then(|district| Some((district, district.href.as_deref()?))) {
                Some((district, href)) => {
                    a.tile-link href=(href) aria-label={ (name) " " (district.count) } {
                        (tile(name, Some(district.count), (x, y), &counts))
                    }
                }
                None => g { (tile(name, known.map(|district| district.count), (x, y), &counts)) },
            }
        }
    };
    let legend = [("shade-0", "0건"), ("shade-1", "적음"), ("shade-4", "많음")];
    let legend = legend.map(|(class, label)| (class.to_owned(), label.to_owned())).into();
    Drawing { height: 6.0 * TALL, body, links: true, legend }
}

fn tile(name: &str, count: Option<u64>, (x, y): (f64, f64), counts: &[u64]) -> Markup {
    let shade = shade(count.unwrap_or_default(), counts);
    let middle = x + SIDE / 2.0;
    let figure = count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let place = |number: f64| (number * 10.0).round() / 10.0;
    html! {
        g class={ "gu shade-" (shade) } {
            rect x=(place(x + GAP / 2.0)) y=(place(y + GAP / 2.0)) width=(place(SIDE - GAP)) height=(TALL - GAP) rx="4" {}
            text x=(place(middle)) y=(place(y + 21.0)) text-anchor="middle" { (name) }
            " "
            text.gu-figure x=(place(middle)) y=(place(y + 39.0)) text-anchor="middle" { (figure) }
        }
    }
}

/// By rank: one district with ten times the others' would leave all of them equally pale.
fn shade(count: u64, counts: &[u64]) -> usize {
    let some = counts.iter().filter(|other| **other > 0).count();
    let fewer = counts.iter().filter(|other| **other > 0 && **other < count).count();
    if count == 0 { 0 } else { (fewer * SHADES / some.max(1) + 1).min(SHADES) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_district_has_a_place_of_its_own() {
        let mut places: Vec<(u32, u32)> = PLACES.iter().map(|(_, column, row)| (*column, *row)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 25);
    }

    #[test]
    fn shades_are_by_rank_and_equals_are_alike() {
        let counts = [0, 1, 1, 2, 3, 100, 4, 5, 6];
        let shades: Vec<usize> = counts.iter().map(|count| shade(*count, &counts)).collect();
        assert_eq!(shades, [0, 1, 1, 2, 2, 4, 3, 3, 4]);
    }

    #[test]
    fn a_district_is_a_link_with_its_figure_and_an_unknown_one_a_dash() {
        let songpa = District { name: "송파구", count: 12, href: Some("/statistics?agency=x".to_owned()) };
        let markup = seoul(&[songpa]).body.into_string();
        assert_eq!(markup.matches("<a ").count(), 1);
        assert!(markup.contains(r#"aria-label="송파구 12""#) && markup.matches(">–<").count() == 24);
    }
}
