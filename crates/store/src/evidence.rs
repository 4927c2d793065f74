//! What the office's records prove: how often somebody filed and heard the result, what came back undelivered.

use domain::complaint::StageName;
use domain::id::{ComplaintId, PetitionerId};
use sqlx::QueryBuilder;

use crate::error::Result;
use crate::tx::{Read, on};

impl Read {
    /// Filings of this petitioner, whichever row of theirs they came under, and how many of them were
    /// told a result. Sealed files do not count: nobody learns from a number that there are some.
    pub async fn filings_of(&mut self, petitioner: PetitionerId) -> Result<(u32, u32)> {
        let mut people = self.same_petitioner(petitioner).await?;
        if !people.contains(&petitioner) {
            people.push(petitioner);
        }
        let told = [StageName::Answered, StageName::Closed].map(StageName::as_str);
        let (filings, results): (i64, i64) = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select count(*), cast(coalesce(sum(case when stage in (");
            sql.push_bind(told[0]).push(", ").push_bind(told[1]);
            sql.push(") then 1 else 0 end), 0) as bigint) from complaints where petitioner_id in (");
            let mut list = sql.separated(", ");
            for person in &people {
                list.push_bind(person.to_string());
            }
            sql.push(") and not sealed");
            sql.build_query_as().fetch_one(db).await
        })?;
        Ok((u32::try_from(filings).unwrap_or(u32::MAX), u32::try_from(results).unwrap_or(u32::MAX)))
    }

    /// Requests to supplement that were sent, over whatever channel, and came back (시행령 제25조).
    pub async fn undelivered_supplements(&mut self, id: ComplaintId) -> Result<u32> {
        let sql = "select count(*) from outbox o join events e on e.complaint_id = o.complaint_id \
                   and e.seq = o.event_seq where o.complaint_id = $1 and e.name = 'supplement-requested' \
                   and o.state in ('failed', 'given_up') and o.petitioner_id is not null \
                   and exists (select 1 from outbox_attempts a where a.notice_id = o.id)";
        let count: i64 = on!(self, db => sqlx::query_scalar(sql).bind(id.to_string()).fetch_one(db).await)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}
