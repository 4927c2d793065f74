//! The scene of one complaint: which words its slots stand for, the same in the title and in the body.

use rand::{Rng, RngExt};

use super::{
    particle::particle,
    sections::{SLOTS, pick},
};
use crate::seoul::{Place, place_of};

/// Deepest nesting of slots within slots: 장소 → 아파트 → 동.
const DEPTH: u8 = 4;

pub(super) struct Scene {
    pub(super) gu: &'static str,
    place: Option<&'static Place>,
    chosen: Vec<(String, String)>,
}

impl Scene {
    pub(super) fn new(gu: &'static str) -> Self {
        Self { gu, place: place_of(gu), chosen: Vec::new() }
    }

    /// What a slot of this complaint already stands for.
    pub(super) fn chosen(&self, slot: &str) -> Option<&str> {
        self.chosen.iter().find(|(name, _)| name == slot).map(|(_, value)| value.as_str())
    }

    pub(super) fn set(&mut self, slot: &str, value: &str) {
        self.chosen.push((slot.to_owned(), value.to_owned()));
    }

    /// The template with each `{slot}` or `{slot:particle}` replaced.
    pub(super) fn fill(&mut self, rng: &mut dyn Rng, template: &str) -> String {
        self.fill_to(rng, template, DEPTH)
    }

    fn fill_to(&mut self, rng: &mut dyn Rng, template: &str, depth: u8) -> String {
        let mut filled = String::with_capacity(template.len() * 2);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((slot, tail)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let (name, wanted) = slot.split_once(':').unwrap_or((slot, ""));
            let value = self.value(rng, name, depth);
            filled.push_str(&value);
            filled.push_str(particle(&value, wanted));
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }

    fn value(&mut self, rng: &mut dyn Rng, name: &str, depth: u8) -> String {
        if let Some(value) = self.chosen(name) {
            return value.to_owned();
        }
        let raw = self.draw(rng, name);
        let value = if depth > 0 { self.fill_to(rng, &raw, depth - 1) } else { raw };
        self.set(name, &value);
        value
    }

    fn draw(&self, rng: &mut dyn Rng, name: &str) -> String {
        let empty: &[&str] = &[];
        let of = |names: fn(&'static Place) -> &'static Vec<&'static str>| {
            self.place.map_or(empty, |place| names(place).as_slice())
        };
        let words = match name {
            "구" => return self.gu.to_owned(),
            "수1" => return rng.random_range(2..=9).to_string(),
            "수2" => return rng.random_range(10..=48).to_string(),
            "수4" => return format!("{:04}", rng.random_range(0..10_000)),
            "버스" => return format!("{}번", rng.random_range(100..=7_999)),
            "길" => return format!("{{도로}}{}길 {}", rng.random_range(1..=49), rng.random_range(1..=98)),
            "동" | "동2" => of(|place| &place.dongs),
            "역" => of(|place| &place.stations),
            "도로" => of(|place| &place.roads),
            "공원" => of(|place| &place.parks),
            "시장" => of(|place| &place.markets),
            _ => SLOTS.of(name),
        };
        pick(rng, words).map_or_else(String::new, |word| (*word).to_owned())
    }
}
