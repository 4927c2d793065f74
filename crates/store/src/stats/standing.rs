//! What stands open now, by stage: the backlog of everything somebody watches over.

use domain::access::Scope;
use jiff::Timestamp;

use crate::error::Result;
use crate::read::StageCount;
use crate::read::by_stage::live;
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
        let mut counts: Vec<StageCount> =
            live().map(|stage| StageCount { stage, total: 0, overdue: 0, due_today: 0 }).collect();
        let places = watched(scope);
        for (index, piece) in places.iter().enumerate() {
            let found = self.by_stage(&piece.place, &places[..index], (now, tonight)).await?;
            for count in &mut counts {
                let at = found.get(&count.stage).copied().unwrap_or_default();
                count.total += at.total;
                count.overdue += at.overdue;
                count.due_today += at.due_today;
            }
        }
        Ok(counts)
    }
}
