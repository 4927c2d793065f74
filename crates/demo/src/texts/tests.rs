//! Many drafts at once: mix, size, variety, sameness by seed, and no slot left open.

use std::collections::{BTreeMap, BTreeSet};

use rand::{SeedableRng, rngs::StdRng};

use super::{
    Category, Draft, KindHint, Mix, answer, closing_note, complaint, extension_reason, interim_answer, memo,
    opinion, rating_comment, reassignment_reason, return_note,
    scene::Scene,
    sections::{FRAME, OFFICE, SLOTS},
    sign, supplement_request,
};

fn drafts(seed: u64, count: usize, mix: &Mix) -> Vec<Draft> {
    let mut rng = StdRng::seed_from_u64(seed);
    (0..count).map(|_| complaint(&mut rng, mix)).collect()
}

#[test]
fn twenty_thousand_drafts_are_varied_sound_and_in_the_mix() {
    let made = drafts(20, 20_000, &Mix::seoul());
    let bodies: BTreeSet<_> = made.iter().map(|draft| draft.body.as_str()).collect();
    assert!(bodies.len() > 15_000, "{}", bodies.len());
    let mut count = BTreeMap::new();
    for draft in &made {
        *count.entry(draft.category).or_insert(0_u32) += 1;
        assert!((4..=100).contains(&draft.title.chars().count()), "{}", draft.title);
        assert!((15..=4_000).contains(&draft.body.chars().count()), "{}", draft.body);
        let text = format!("{}{}{:?}", draft.title, draft.body, draft.place);
        assert!(!text.contains(['{', '}', '[']) || draft.title.starts_with("[긴급]"), "{text}");
        assert!(!text.contains("  "), "a slot came out empty: {text}");
    }
    for category in Category::ALL {
        let expected = category.share() * 20;
        let seen = count.get(category).copied().unwrap_or(0);
        assert!(seen.abs_diff(expected) < expected / 4 + 40, "{category:?} {seen} of {expected}");
    }
    assert!(made.iter().any(|draft| draft.body.chars().count() > 700), "some write at length");
}

#[test]
fn shares_come_to_a_thousand_and_templates_are_enough() {
    assert_eq!(Category::ALL.iter().map(|category| category.share()).sum::<u32>(), 1_000);
    for category in Category::ALL {
        let enough = match category {
            Category::Traffic | Category::Cleaning | Category::Road | Category::Medicine => 25,
            _ => 8,
        };
        assert!(category.templates().len() >= enough, "{category:?} {}", category.templates().len());
    }
}

#[test]
fn a_seed_decides_everything() {
    let mix = Mix::seoul();
    assert_eq!(drafts(7, 300, &mix), drafts(7, 300, &mix));
    assert_ne!(drafts(7, 300, &mix), drafts(8, 300, &mix));
}

#[test]
fn the_medicine_desk_has_only_its_own() {
    let made = drafts(3, 500, &Mix::songpa_medicine());
    assert!(made.iter().all(|draft| draft.gu == "송파구" && draft.category == Category::Medicine));
    let duties: BTreeSet<_> = made.iter().map(|draft| draft.duty).collect();
    assert_eq!(duties.len(), 6);
    assert!(made.iter().any(|draft| draft.kind_hint == KindHint::Question));
}

#[test]
fn every_slot_of_every_template_has_words() {
    let templates = Category::ALL.iter().flat_map(|category| category.templates());
    let texts = templates.flat_map(|template| [template.title, template.body]);
    let given = ["제목", "분야"];
    for text in texts.chain(FRAME.lines()).chain(SLOTS.lines()).chain(OFFICE.lines()) {
        for slot in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let (name, wanted) = slot.split_once(':').unwrap_or((slot, "은"));
            assert!(["은", "이", "을", "과", "으로", "이요", "이나"].contains(&wanted), "{text}");
            let filled = Scene::new("송파구").fill(&mut StdRng::seed_from_u64(1), &format!("{{{name}}}"));
            assert!(!filled.is_empty() || given.contains(&name), "{slot} in {text}");
        }
    }
}

#[test]
fn no_particle_is_written_fast_to_a_slot() {
    let templates = Category::ALL.iter().flat_map(|category| category.templates());
    let texts = templates.flat_map(|template| [template.title, template.body]);
    for text in texts.chain(FRAME.lines()).chain(OFFICE.lines()) {
        for bare in ["}은 ", "}는 ", "}이 ", "}가 ", "}을 ", "}를 ", "}과 ", "}와 ", "}으로 ", "}로 "]
        {
            assert!(!text.contains(bare), "{text}");
        }
    }
}

#[test]
fn answers_are_whole_and_signed() {
    let mut rng = StdRng::seed_from_u64(11);
    for draft in drafts(12, 800, &Mix::seoul()) {
        let text = sign(&answer(&mut rng, &draft).text(), "송파구 의약과", "최의약", "02-0000-0001");
        assert!(text.contains("송파구 의약과") && text.contains("최의약") && text.contains("02-0000-0001"));
        assert!(
            !text.contains(['{', '}']) && !text.contains("[부서]") && text.chars().count() < 4_000,
            "{text}"
        );
    }
}

#[test]
fn papers_of_every_kind_are_written() {
    let mut rng = StdRng::seed_from_u64(13);
    let writers = [
        memo,
        reassignment_reason,
        supplement_request,
        opinion,
        interim_answer,
        extension_reason,
        closing_note,
        return_note,
    ];
    for draft in drafts(14, 200, &Mix::seoul()) {
        for write in writers {
            let text = write(&mut rng, &draft);
            assert!(text.chars().count() > 4 && !text.contains(['{', '}']), "{text}");
        }
        assert!(!rating_comment(&mut rng, true).is_empty() && !rating_comment(&mut rng, false).is_empty());
    }
}
