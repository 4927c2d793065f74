//! 진행상태별 처리현황: a count, what it counts, and the list behind it.

use maud::{Markup, html};

use super::badge::Tone;

/// One count. `note` stands below it (`오늘 마감 3 · 지연 1`).
#[derive(Clone, Copy, Debug)]
pub struct Tile<'a> {
    pub label: &'a str,
    /// As it is shown: `1,204`
    pub count: &'a str,
    pub href: Option<&'a str>,
    pub note: Option<&'a str>,
    pub tone: Tone,
}

impl<'a> Tile<'a> {
    #[must_use]
    pub fn new(label: &'a str, count: &'a str, href: Option<&'a str>) -> Self {
        Self { label, count, href, note: None, tone: Tone::Neutral }
    }

    #[must_use]
    pub fn note(self, note: &'a str, tone: Tone) -> Self {
        Self { note: Some(note), tone, ..self }
    }
}

/// The tiles in a row, wrapping.
#[must_use]
pub fn stat_tiles(label: &str, tiles: &[Tile]) -> Markup {
    html! {
        ul.tiles aria-label=(label) {
            @for tile in tiles {
                li.tile.(tile.tone.class()) {
                    @match tile.href {
                        Some(href) => a href=(href) { (inside(tile)) },
                        None => div { (inside(tile)) },
                    }
                }
            }
        }
    }
}

fn inside(tile: &Tile) -> Markup {
    html! {
        span.tile-label { (tile.label) }
        " "
        span.tile-count { (tile.count) span.tile-unit { "건" } }
        @if let Some(note) = tile.note { " " span.tile-note { (note) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_leads_to_its_list() {
        let tiles = [Tile::new("처리자 분배", "12", Some("/assign")).note("오늘 마감 3", Tone::Warning)];
        let markup = stat_tiles("진행상태별 처리현황", &tiles).into_string();
        assert!(markup.contains(r#"<a href="/assign">"#) && markup.contains("오늘 마감 3"));
    }
}
