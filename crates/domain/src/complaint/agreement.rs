//! Whether a file is what its own history makes it, also one that an older program kept.

use jiff::Timestamp;

use super::{Complaint, Event, Happened, fold};

/// A kept file beside the fold of its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    Agrees,
    /// It is what a program from before 2026-11-28 made of the same history, and nothing else.
    AgreesAsOlderKeptIt,
    Differs,
}

impl Complaint {
    /// Holds the file against its history.
    ///
    /// Since 2026-11-28 an approval round names whoever drafted in the handler's place, and a separated file stands where
    /// it is since it was separated. The history always said both, so what is folded from it today says more than
    /// what an older program wrote down. Such a file is not refolded: what is kept is what people acted on. Nor are the
    /// two fields passed over, which would hide whoever changes them. They may be what the older program made of them,
    /// exactly: no drafter in the first rounds up to one, because each write of an older program loses all there are,
    /// and the moment of the merger while the file stands where the separation put it. That is told apart from
    /// [`Agreement::Agrees`], since somebody who takes a drafter away leaves the same behind.
    pub fn agreement(&self, history: &[Happened]) -> Agreement {
        let Some(mut made) = fold(history) else { return Agreement::Differs };
        if made == *self {
            return Agreement::Agrees;
        }
        for (made, kept) in made.rounds.iter_mut().zip(&self.rounds) {
            if kept.drafted_by.is_some() {
                break;
            }
            made.drafted_by = None;
        }
        if let Some(merged_at) = stands_since_its_merger(&made, history) {
            // As today's program keeps it, or as the older one did.
            if self.stage_since == merged_at {
                made.stage_since = merged_at;
            }
        }
        if made == *self { Agreement::AgreesAsOlderKeptIt } else { Agreement::Differs }
    }
}

/// Since when an older program said that the file stands where its last separation put it, if it still stands there.
fn stands_since_its_merger(made: &Complaint, history: &[Happened]) -> Option<Timestamp> {
    let separated = history.iter().rposition(|happened| happened.event == Event::Separated)?;
    let (before, after) = history.split_at_checked(separated)?;
    let stands = after.first().is_some_and(|separation| separation.at == made.stage_since);
    fold(before).filter(|_| stands).map(|merged| merged.stage_since)
}
