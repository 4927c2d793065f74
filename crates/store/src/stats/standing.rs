//! What stands open now, by stage: the backlog of everything somebody watches over.

use domain::access::Scope;
use domain::complaint::StageName;
use jiff::Timestamp;

use crate::error::Result;
use crate::read::StageCount;
use crate::read::pieces::watched;
use crate::tx::Read;

impl Read {
    /// The live stages in their order, with what is late and what is due by the end of today.
    pub async fn standing(
        &mut self,
        scope: &Scope,
        now: Timestamp,
        tonight: Timestamp,
    ) -> Result<Vec<StageCount>> {
        let live = StageName::ALL.into_iter().filter(|stage| stage.is_live());
        let mut counts: Vec<StageCount> =
            live.map(|stage| StageCount { stage, total: 0, overdue: 0, due_today: 0 }).collect();
        let places = watched(scope);
        for (index, piece) in places.iter().enumerate() {
            let found = self.by_stage(&piece.place, &places[..index], (now, tonight)).await?;
            // Both in the order of the stages.
            let live = found.into_iter().filter(|count| count.stage.is_live());
            for (count, at) in counts.iter_mut().zip(live) {
                count.total += at.total;
                count.overdue += at.overdue;
                count.due_today += at.due_today;
            }
        }
        Ok(counts)
    }
}
