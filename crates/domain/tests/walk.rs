//! Random walks: hundreds of thousands of acts by anybody with anything, and what must hold after each.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "walk/chance.rs"]
mod chance;
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;
#[path = "walk/invariants.rs"]
mod invariants;
#[path = "walk/owner.rs"]
mod owner;
#[path = "walk/particulars.rs"]
mod particulars;
#[path = "walk/steps.rs"]
mod steps;

use std::collections::BTreeMap;

use chance::Chance;
use common::case::Case;
use common::city::{CLEANING, Gone, KIM, NAM, PARK, PARKS, ROADS, SEO, SI, SONG, WORKS};
use domain::complaint::{Act, Command, Event, Happened, StageName};
use domain::complaint::{Channel, Visibility, decide, evolve, may};
use jiff::SignedDuration;

/// Acts tried in one run of the test; about five seconds in a debug build.
const ACTS: u32 = 300_000;
/// Acts tried on one file before it is put aside.
const ACTS_PER_FILE: u32 = 120;

#[test]
fn no_walk_through_the_acts_breaks_what_must_hold() {
    let seed = std::env::var("EUNGDAPSO_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(20_260_310);
    let mut seen = Seen::default();
    for walk in 0.. {
        let mut chance = Chance::new(seed + walk);
        one_file(&mut chance, &mut seen, seed + walk);
        if seen.tried >= ACTS {
            break;
        }
    }
    let missing: Vec<_> = StageName::ALL.iter().filter(|s| !seen.stages.contains_key(*s)).collect();
    assert!(missing.is_empty(), "no walk reached {missing:?}");
    let undone: Vec<_> = Act::ALL.iter().filter(|a| !seen.done.contains_key(*a)).collect();
    assert!(undone.is_empty(), "no walk did {undone:?}");
    println!("{} acts tried, {} done: {:?}", seen.tried, seen.done.values().sum::<u32>(), seen.done);
}

/// What the walks came across.
#[derive(Default)]
struct Seen {
    tried: u32,
    stages: BTreeMap<StageName, u32>,
    done: BTreeMap<Act, u32>,
}

fn one_file(chance: &mut Chance, seen: &mut Seen, seed: u64) {
    let channel = *chance.pick(&Channel::ALL);
    let visibility = *chance.pick(&Visibility::ALL);
    let mut case = Case::filed_as(channel, visibility, chance.one_in(4));
    for _ in 0..ACTS_PER_FILE {
        case.now += SignedDuration::from_mins(chance.minutes());
        if chance.one_in(12) {
            case.gone = who_is_gone(chance);
        }
        hand_over(&mut case, seen, seed);
        let (who, command) = steps::next(chance, &case);
        seen.tried += 1;
        if let Some(events) = attempt(&mut case, &who, &command, seed) {
            *seen.done.entry(command.act()).or_default() += 1;
            *seen.stages.entry(case.stage()).or_default() += 1;
            invariants::signed_by_the_right_kind(&who, &events);
        }
        if chance.one_in(8) {
            owner::somebody_can_move(&case, seed);
        }
        let patience = if case.stage() == StageName::Answered { 30 } else { 8 };
        if !case.stage().is_live() && chance.one_in(patience) {
            break;
        }
    }
    *seen.stages.entry(StageName::Filed).or_default() += 1;
    invariants::whole_history(&case);
}

/// Mostly everybody is back; else one has left, or a department was merged into another.
fn who_is_gone(chance: &mut Chance) -> Gone {
    let ended = [(ROADS, PARKS), (PARKS, ROADS), (ROADS, WORKS), (WORKS, CLEANING)];
    match chance.below(4) {
        0 => Gone::of(&[*chance.pick(&[KIM, PARK, SEO, NAM, SONG])], &[]),
        1 => {
            let (from, to) = *chance.pick(&ended);
            Gone::of(&[*chance.pick(&[KIM, SEO, SI])], &[(from, Some(to))])
        }
        _ => Gone::default(),
    }
}

/// What lies with somebody gone is handed over, as the office's own machinery does within the minute: after
/// it nothing is owned by nobody, or by somebody gone.
fn hand_over(case: &mut Case, seen: &mut Seen, seed: u64) {
    let hand_over = common::say::take_over();
    if attempt(case, &common::people::directory(), &hand_over, seed).is_some() {
        *seen.done.entry(Act::HandOver).or_default() += 1;
    }
    let desk = case.desk();
    let again = may(&case.file, &common::people::directory(), Act::HandOver, &desk);
    assert!(again.is_err(), "seed {seed}: something is left over");
    let said = format!("seed {seed}: after somebody left");
    invariants::sits_somewhere(&case.file, &desk, &said);
    invariants::nobody_gone_is_waited_for(&case.file, &desk, &said);
}

/// Tries the act: the doors agree, and what follows holds. The events, if it was done.
fn attempt(case: &mut Case, who: &domain::actor::Actor, command: &Command, seed: u64) -> Option<Vec<Event>> {
    let desk = case.desk();
    let offered = may(&case.file, who, command.act(), &desk);
    let decided = decide(&case.file, who, command, &desk);
    if offered.is_err() {
        assert_eq!(offered.err(), decided.err(), "seed {seed}: the button and the request disagree");
        return None;
    }
    let events = decided.ok()?;
    assert!(!events.is_empty() || command.act() == Act::Draft, "seed {seed}: {command:?} left no line");
    for event in &events {
        let event = common::case::numbered(event.clone());
        let happened = Happened { at: case.now, by: who.signature(case.file.holder().handler), event };
        let before = case.file.clone();
        case.file = evolve(before.clone(), &happened);
        invariants::after(&before, &happened, &case.file, &desk, seed);
        case.history.push(happened);
    }
    invariants::standing(&case.file, &case.history, seed);
    Some(events)
}
