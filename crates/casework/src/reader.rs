//! Reading as somebody: one case with all that may be done on it, lists with their period rule.

use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{self, Act, Complaint, EpeopleNumber, Evidence, NoteKind, Number, Refusal};
use domain::deadline::Due;
use domain::desk::{Desk, seoul};
use domain::id::ComplaintId;
use domain::personal::{self, Personal};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::read::{Filter, Listed, Page, Slice};
use store::{Dispatch, Draft, Found, Line, NoticeWithAttempts, Petitioner, Read, Words};

use crate::not_done::{NotDone, Result};
use crate::office::Office;

/// 기본 조회 기간, in days.
pub const PERIOD_DEFAULT_DAYS: i32 = 30;
/// 최대 조회 기간, in days, first and last day counted.
pub const PERIOD_MAX_DAYS: i32 = 95;

/// One case as somebody may see it.
pub struct Case {
    pub complaint: Complaint,
    pub words: Words,
    /// In the clear here; pages mask it unless it was opened for a purpose.
    pub petitioner: Petitioner,
    pub history: Vec<Line>,
    pub due: Option<Due>,
    /// Every act with its answer: what draws the buttons.
    pub acts: Vec<(Act, Result<(), Refusal>)>,
    pub draft: Option<Draft>,
    pub desk: Desk,
}

impl Case {
    pub fn may(&self, act: Act) -> Result<(), &Refusal> {
        match self.acts.iter().find(|(offered, _)| *offered == act) {
            Some((_, Err(refusal))) => Err(refusal),
            _ => Ok(()),
        }
    }

    /// The newest answer text on the file: sent for approval, or given at once.
    pub fn answer_text(&self) -> Option<&str> {
        self.newest_note(NoteKind::Answer)
    }

    /// The remedy that was written with the newest answer, and with no earlier one.
    pub fn answer_remedy(&self) -> Option<&str> {
        let is = |kind| move |note: &&domain::complaint::Note| note.kind == kind;
        let line =
            self.history.iter().rev().find(|line| line.notes.iter().any(|n| is(NoteKind::Answer)(&n)))?;
        line.notes.iter().find(is(NoteKind::Remedy)).map(|note| note.text.as_str())
    }

    pub fn newest_note(&self, kind: NoteKind) -> Option<&str> {
        let notes = self.history.iter().rev().flat_map(|line| line.notes.iter());
        notes.filter(|note| note.kind == kind).map(|note| note.text.as_str()).next()
    }
}

pub async fn case(office: &Office, by: &Actor, number: &Number) -> Result<Case> {
    let found = office.store().case(&Scope::of(by), number).await?;
    Ok(opened(found, by, office.desk()))
}

/// The same in a view of the database that more is asked of: a page never mixes before and after.
pub async fn case_in(tx: &mut Read, office: &Office, by: &Actor, number: &Number) -> Result<Case> {
    let found = tx.case(&Scope::of(by), number).await?;
    Ok(opened(found, by, office.desk()))
}

fn opened(found: store::Case, by: &Actor, desk: Desk) -> Case {
    let store::Case { found: Found { complaint, words }, petitioner, history, draft } = found;
    let acts = offers(&complaint, by, &desk);
    let due = complaint.due(&desk);
    let covered = personal::covered_for(by, &complaint);
    let (words, history) = cover((words, history), covered);
    // Whoever works on the file writes on from the draft as it is; it is nobody's letter yet.
    let works_on_it = covered == personal::GUARDED;
    let in_draft = if works_on_it { &[] } else { covered };
    let draft = draft.map(|draft| Draft {
        body: hidden(draft.body, in_draft),
        remedy: hidden(draft.remedy, in_draft),
        ..draft
    });
    Case { complaint, words, petitioner, history, due, acts, draft, desk }
}

fn hidden(text: String, kinds: &[Personal]) -> String {
    personal::cover(&text, kinds).into_owned()
}

/// Numbers of persons in what was written, covered.
fn cover((words, history): (Words, Vec<Line>), kinds: &'static [Personal]) -> (Words, Vec<Line>) {
    let words = Words {
        title: hidden(words.title, kinds),
        body: hidden(words.body, kinds),
        place: words.place.map(|place| hidden(place, kinds)),
        external_number: words.external_number,
    };
    (words, cover_lines(history, kinds))
}

fn cover_lines(mut history: Vec<Line>, kinds: &'static [Personal]) -> Vec<Line> {
    for note in history.iter_mut().flat_map(|line| &mut line.notes) {
        let kinds = covered_in(note.kind, kinds);
        note.text = hidden(std::mem::take(&mut note.text), kinds);
    }
    history
}

/// Lines of a file's history as this person may read them.
pub(crate) fn lines_for(by: &Actor, c: &Complaint, history: Vec<Line>) -> Vec<Line> {
    cover_lines(history, personal::covered_for(by, c))
}

/// What the office wrote to the petitioner names an office's own telephone; and whoever works on it writes on from the
/// answer as it is.
fn covered_in(note: NoteKind, kinds: &'static [Personal]) -> &'static [Personal] {
    let works_on_it = kinds == personal::GUARDED;
    match note {
        NoteKind::Answer | NoteKind::Remedy if works_on_it => &[],
        _ if kinds.is_empty() => &[],
        NoteKind::Answer
        | NoteKind::Remedy
        | NoteKind::Interim
        | NoteKind::SupplementItems
        | NoteKind::ConsentReason
        | NoteKind::ConsentEvidence
        | NoteKind::FollowUpAnswer => &personal::GUARDED,
        NoteKind::Memo
        | NoteKind::Reason
        | NoteKind::Question
        | NoteKind::Opinion
        | NoteKind::Supplement
        | NoteKind::Comment
        | NoteKind::FollowUpQuestion
        | NoteKind::Objection
        | NoteKind::Call => kinds,
    }
}

/// Every act with yes, or why not.
pub fn offers(c: &Complaint, by: &Actor, desk: &Desk) -> Vec<(Act, Result<(), Refusal>)> {
    Act::ALL.iter().map(|act| (*act, complaint::may(c, by, *act, desk))).collect()
}

/// What the office's own records say for closing a case: the proof is looked up, never believed.
pub async fn evidence(tx: &mut Read, c: &Complaint) -> Result<Evidence> {
    let (filings, notified_results) = tx.filings_of(c.petitioner).await?;
    let undelivered = tx.undelivered_supplements(c.id).await?;
    Ok(Evidence { filings, notified_results, undelivered, ..Evidence::default() })
}

/// 알림현황 of a case: every notice with every attempt, oldest first.
pub async fn notices(office: &Office, by: &Actor, number: &Number) -> Result<Vec<NoticeWithAttempts>> {
    let mut tx = office.store().read().await?;
    let id = tx.complaint(&Scope::of(by), number).await?.complaint.id;
    notices_in(&mut tx, id).await
}

/// The same of a case that was found for the asker in this view. Letters repeat what was written, numbers and all.
pub async fn notices_in(tx: &mut Read, id: ComplaintId) -> Result<Vec<NoticeWithAttempts>> {
    /// A case with more notices than this has other troubles.
    const MOST: u32 = 200;
    let mut letters = tx.notices_of(id, None, MOST).await?;
    for NoticeWithAttempts { notice, .. } in &mut letters {
        // In a subject stands the title; in the text also how the office is reached.
        notice.subject = personal::cover(&notice.subject, &personal::PRIVATE).into_owned();
        for text in std::iter::once(&mut notice.body).chain(notice.channel_texts.values_mut()) {
            *text = personal::cover(text, &personal::GUARDED).into_owned();
        }
    }
    Ok(letters)
}

/// 연계현황 of a case that was found for the asker: what neighbour systems were told of it, oldest first.
pub async fn dispatches_in(tx: &mut Read, id: ComplaintId) -> Result<Vec<Dispatch>> {
    const MOST: u32 = 200;
    Ok(tx.dispatches_of(id, MOST).await?)
}

/// The newest file under another system's number that this person may open.
pub async fn under_external(office: &Office, by: &Actor, external: &EpeopleNumber) -> Result<Option<Number>> {
    let mut tx = office.store().read().await?;
    let found = tx.complaints_by_external_number(&Scope::of(by), external.as_str()).await?;
    Ok(found.last().map(|found| found.complaint.spoken_number().clone()))
}

pub async fn list(office: &Office, by: &Actor, filter: &Filter, page: &Page) -> Result<Slice<Listed>> {
    let mut tx = office.store().read().await?;
    Ok(tx.complaints(&Scope::of(by), filter, page).await?)
}

/// First and last day asked for, as moments; 30 days up to today by default, 95 at most.
pub fn period(from: Option<Date>, to: Option<Date>, today: Date) -> Result<(Timestamp, Timestamp)> {
    let (from, to) = period_days(from, to, today)?;
    let first = from.to_zoned(seoul()).map_err(|_| bad_day("from"))?.timestamp();
    let after = to.saturating_add(1.day()).to_zoned(seoul()).map_err(|_| bad_day("to"))?.timestamp();
    // The last microsecond of the last day: bounds are inclusive on both ends.
    Ok((first, after - jiff::SignedDuration::from_micros(1)))
}

pub fn period_days(from: Option<Date>, to: Option<Date>, today: Date) -> Result<(Date, Date)> {
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to.saturating_sub((PERIOD_DEFAULT_DAYS - 1).days()));
    let days = (to - from).get_days() + 1;
    match days {
        ..=0 => Err(NotDone::Invalid { field: "from", code: "after-to" }),
        1..=PERIOD_MAX_DAYS => Ok((from, to)),
        _ => Err(NotDone::Invalid { field: "to", code: "period-over-95-days" }),
    }
}

fn bad_day(field: &'static str) -> NotDone {
    NotDone::Invalid { field, code: "bad-day" }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_period_is_thirty_days_by_default_and_ninety_five_at_most() {
        let today = date(2026, 3, 10);
        assert_eq!(period_days(None, None, today).unwrap(), (date(2026, 2, 9), today));
        assert!(period_days(Some(date(2025, 12, 6)), Some(today), today).is_ok(), "95 days, both counted");
        let over = period_days(Some(date(2025, 12, 5)), Some(today), today);
        assert!(matches!(over, Err(NotDone::Invalid { code: "period-over-95-days", .. })));
        let reversed = period_days(Some(today), Some(date(2026, 3, 9)), today);
        assert!(matches!(reversed, Err(NotDone::Invalid { code: "after-to", .. })));
    }
}
