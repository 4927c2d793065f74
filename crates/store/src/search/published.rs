//! Words among what is published: found in the order of filing, under the same index as everything else.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{StageName, Visibility};
use search::Query;

use super::walk::Walk;
use crate::error::Result;
use crate::read::{Cursor, Filter, Published, Slice};
use crate::tx::Read;

impl Read {
    /// A page of the published complaints in which the words stand, filed last first.
    pub(crate) async fn published_with(
        &mut self,
        query: &Query,
        limit: u32,
        after: Option<&Cursor>,
    ) -> Result<Slice<Published>> {
        let everything = Scope::of(&Actor::System(Machinery::Sweep));
        let filter = Filter {
            visibility: Some(Visibility::Open),
            stages: vec![StageName::Answered],
            ..Filter::default()
        };
        let before = after.map(|after| after.key);
        let mut walk = Walk::begin(self, (&everything, &filter), (query, query.plan()), before).await?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut rows: Vec<(i64, Published)> = Vec::new();
        while rows.len() <= limit {
            let Some(more) = walk.more(self).await? else { break };
            rows.extend(more.into_iter().filter_map(|(hit, _)| {
                let ordinal = hit.ordinal;
                let answered_at = hit.listed.ended_at?;
                let (listed, body) = (hit.listed, hit.passage.body);
                let published = Published {
                    id: listed.id,
                    title: listed.title,
                    body,
                    category: listed.category,
                    department: listed.department,
                    answered_at,
                };
                Some((ordinal, published))
            }));
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next =
            rows.last().filter(|_| more).map(|(key, row)| Cursor { key: *key, id: row.id.to_string() });
        let next = next.or_else(|| walk.rest());
        Ok(Slice { rows: rows.into_iter().map(|(_, row)| row).collect(), next })
    }
}
