//! 기간 연장 — extending the statutory period (시행령 제21조).
//!
//! Once by the office, within the length of the original period; once more only with the petitioner's
//! consent, which the office asks for with its reason and the petitioner gives or leaves: in the system, or by word
//! or letter, which whoever handles the file records and the petitioner is told. Workload, slow
//! assignment and absence are *not* grounds (제2항).

use jiff::Timestamp;

use super::super::{Complaint, Event, Extended, ExtensionGround, GroundAsked, Refusal, StageName, guard};
use super::Act;
use crate::actor::Actor;
use crate::deadline::Extension;
use crate::desk::Desk;
use crate::period::Period;

pub(super) fn may(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::at(c, Act::Extend, &[StageName::Accepted])?;
    guard::part(guard::handles(c, by), Act::Extend)?;
    guard::clock_runs(c, desk)?;
    match (c.extensions.len(), c.consent_to_extend) {
        (0, _) | (1, true) => Ok(()),
        (1, false) if c.consent_asked => Err(Refusal::ConsentAskedAlready),
        (1, false) => Err(Refusal::NeedsConsent),
        _ => Err(Refusal::AlreadyExtendedTwice),
    }
}

/// Whoever may extend asks for what the second extension needs, once.
pub(super) fn may_ask_consent(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    wants_consent(c, by, Act::AskConsentToExtend, desk)?;
    if c.consent_asked { Err(Refusal::ConsentAskedAlready) } else { Ok(()) }
}

/// Whom the petitioner told it in person, by telephone or by letter records it, asked for here or not.
pub(super) fn may_record_consent(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    wants_consent(c, by, Act::RecordConsent, desk)
}

/// One extension was used up, and nobody has agreed to the next.
fn wants_consent(c: &Complaint, by: &Actor, act: Act, desk: &Desk) -> Result<(), Refusal> {
    guard::at(c, act, &[StageName::Accepted])?;
    guard::part(guard::handles(c, by), act)?;
    guard::clock_runs(c, desk)?;
    match (c.extensions.len(), c.consent_to_extend) {
        (0, _) => Err(Refusal::ConsentNotAsked),
        (1, true) => Err(Refusal::ConsentGivenAlready),
        (1, false) => Ok(()),
        _ => Err(Refusal::AlreadyExtendedTwice),
    }
}

/// The petitioner may agree to one more extension when the office has asked.
pub(super) fn may_consent(c: &Complaint, by: &Actor, desk: &Desk) -> Result<(), Refusal> {
    guard::live(c, Act::ConsentToExtend)?;
    guard::part(guard::filed_it(c, by), Act::ConsentToExtend)?;
    match (c.extensions.len(), c.consent_to_extend, c.consent_asked) {
        (0, ..) | (1, false, false) => Err(Refusal::ConsentNotAsked),
        (1, false, true) => guard::clock_runs(c, desk),
        (1, true, _) => Err(Refusal::ConsentGivenAlready),
        _ => Err(Refusal::AlreadyExtendedTwice),
    }
}

pub(super) fn decide(c: &Complaint, asked: GroundAsked, by: Period) -> Result<Vec<Event>, Refusal> {
    let ground = asked.legal().ok_or(Refusal::GroundForbidden { ground: asked })?;
    let original = c.clock.as_ref().map(|clock| clock.period).ok_or(Refusal::ClockStands)?;
    if !fits(original, by) {
        return Err(Refusal::LongerThanOriginal { original, asked: by });
    }
    Ok(vec![Event::Extended { ground, by }])
}

/// Is the extension within the original length, counted in the same manner?
fn fits(original: Period, by: Period) -> bool {
    match (length(original), length(by)) {
        (Length::WorkingMinutes(most), Length::WorkingMinutes(asked))
        | (Length::Days(most), Length::Days(asked)) => asked <= most,
        _ => false,
    }
}

enum Length {
    WorkingMinutes(u32),
    Days(u32),
}

fn length(period: Period) -> Length {
    match period {
        Period::Immediate => Length::WorkingMinutes(3 * 60),
        Period::Hours(hours) => Length::WorkingMinutes(u32::from(hours) * 60),
        Period::Days(days) => Length::WorkingMinutes(u32::from(days) * 8 * 60),
        Period::Weeks(weeks) => Length::Days(u32::from(weeks) * 7),
        Period::Months(months) => Length::Days(u32::from(months) * 30),
        Period::Years(years) => Length::Days(u32::from(years) * 365),
    }
}

pub(super) fn evolve_consent(c: &mut Complaint) {
    c.consent_asked = false;
    c.consent_to_extend = true;
}

pub(super) fn evolve(c: &mut Complaint, at: Timestamp, ground: ExtensionGround, by: Period) {
    c.consent_to_extend = false;
    c.consent_asked = false;
    c.extensions.push(Extended { ground, by, at });
    if let Some(clock) = &mut c.clock {
        clock.extensions.push(Extension { by, decided_at: at });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_never_longer_than_the_period_and_counted_in_its_manner() {
        assert!(fits(Period::Days(7), Period::Days(7)));
        assert!(fits(Period::Days(7), Period::Hours(8)));
        assert!(!fits(Period::Days(7), Period::Days(8)));
        assert!(!fits(Period::Immediate, Period::Hours(4)));
        assert!(!fits(Period::Days(7), Period::Weeks(1)));
        assert!(fits(Period::Months(1), Period::Weeks(4)));
    }
}
