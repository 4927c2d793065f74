//! 현장민원: short reports from the street, each of one of the 73 items that the city counts them by.

use std::sync::LazyLock;

use rand::Rng;

use super::assemble::place;
use super::scene::Scene;
use super::sections::{chance, weighted};
use super::{Category, ChannelHint, Draft, KindHint};

/// One item with what is said of it.
struct Item {
    category: Category,
    name: &'static str,
    duty: &'static str,
    weight: u32,
    body: &'static str,
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    include_str!("field.txt").lines().filter(|line| !line.starts_with('#')).filter_map(read).collect()
});

static WEIGHTS: LazyLock<Vec<(usize, u32)>> =
    LazyLock::new(|| ITEMS.iter().enumerate().map(|(place, item)| (place, item.weight)).collect());

/// How citizens send them: most with the app, whose pictures carry time and place.
const DOORS: &[(ChannelHint, u32)] = &[
    (ChannelHint::SmartReport, 62),
    (ChannelHint::Phone120, 14),
    (ChannelHint::Chatbot, 10),
    (ChannelHint::Epeople, 8),
    (ChannelHint::Web, 6),
];

fn read(line: &'static str) -> Option<Item> {
    let mut cells = line.split('|');
    let category = match cells.next()? {
        "교통" | "교통시설" => Category::Traffic,
        "도로" | "가로정비" => Category::Road,
        "청소" => Category::Cleaning,
        "공원녹지" => Category::Park,
        "환경" => Category::Noise,
        "치수" => Category::Water,
        "보건" => Category::Health,
        "동물" => Category::Animal,
        "주택건축" => Category::Housing,
        _ => Category::Safety,
    };
    let (name, duty) = (cells.next()?, cells.next()?);
    let weight = cells.next()?.parse().ok()?;
    Some(Item { category, name, duty, weight, body: cells.next()? })
}

/// The names of the items, as complaints are filed under them.
pub fn field_items() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|item| item.name)
}

/// A report from the street of this district.
pub fn field(rng: &mut dyn Rng, gu: &'static str) -> Draft {
    let item = weighted(rng, &WEIGHTS).and_then(|place| ITEMS.get(place)).unwrap_or(&ITEMS[0]);
    let mut scene = Scene::new(gu);
    let mut body = scene.fill(rng, item.body);
    if chance(rng, 60) {
        body.push_str(" 확인하고 조치해 주시기 바랍니다.");
    }
    let at = place(&scene);
    let title = match &at {
        Some(at) => format!("{} {} 신고", at.trim_start_matches("서울특별시 "), item.name),
        None => format!("{gu} {} 신고", item.name),
    };
    Draft {
        category: item.category,
        item: Some(item.name),
        title,
        body,
        place: at,
        gu,
        kind_hint: KindHint::Report,
        duty: item.duty,
        channel_hint: weighted(rng, DOORS).unwrap_or(ChannelHint::SmartReport),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::{ITEMS, field, field_items};
    use crate::seoul::owner;

    #[test]
    fn there_are_seventy_three_items_each_with_an_office() {
        let names: BTreeSet<_> = field_items().collect();
        assert_eq!(names.len(), 73);
        for item in ITEMS.iter() {
            assert!(owner("은평구", item.duty).is_some(), "nobody serves {}", item.duty);
            assert!(owner("송파구", item.duty).is_some(), "nobody serves {}", item.duty);
        }
    }

    #[test]
    fn a_report_fits_its_form() {
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..2_000 {
            let draft = field(&mut rng, "마포구");
            assert!(
                draft.title.chars().count() <= 100 && !draft.title.contains(['{', '}']),
                "{}",
                draft.title
            );
            assert!(!draft.body.contains(['{', '}']), "{}", draft.body);
        }
    }
}
