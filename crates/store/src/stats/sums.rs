//! Keeping the sums by day, and what stands at each stage: what triggers wrote down is added to them, they are held
//! against the files, and made anew.

use sqlx::FromRow;

use super::added_up::added_up;
use crate::error::Result;
use crate::open::Store;
use crate::rows::Table;
use crate::tx::{Engine, Read, Write, on};

/// Changes added together.
const TOGETHER: i64 = 5_000;

/// The numbers of a change or a line.
type Numbers = [i64; 12];

#[derive(FromRow)]
struct Change {
    day: i64,
    agency_id: String,
    department_id: String,
    kind: String,
    channel: String,
    taken_in: i64,
    live: i64,
    hops: i64,
    hopped: i64,
    answered: i64,
    late: i64,
    transferred: i64,
    closed: i64,
    withdrawn: i64,
    merged: i64,
    allowed_minutes: i64,
    saved_minutes: i64,
}

impl Change {
    fn numbers(&self) -> Numbers {
        [
            self.taken_in,
            self.live,
            self.hops,
            self.hopped,
            self.answered,
            self.late,
            self.transferred,
            self.closed,
            self.withdrawn,
            self.merged,
            self.allowed_minutes,
            self.saved_minutes,
        ]
    }

    /// The lines it belongs to, by facet and key.
    fn facets(&self) -> [(&'static str, &str); 4] {
        [("whole", ""), ("kind", &self.kind), ("channel", &self.channel), ("department", &self.department_id)]
    }
}

static SUMS: Table = Table {
    name: "sums",
    columns: &[
        "facet",
        "day",
        "agency_id",
        "key",
        "taken_in",
        "live",
        "hops",
        "hopped",
        "answered",
        "late",
        "transferred",
        "closed",
        "withdrawn",
        "merged",
        "allowed_minutes",
        "saved_minutes",
    ],
    conflict: "on conflict (facet, day, agency_id, key) do update set taken_in = sums.taken_in + excluded.taken_in,
        live = sums.live + excluded.live, hops = sums.hops + excluded.hops, hopped = sums.hopped + excluded.hopped,
        answered = sums.answered + excluded.answered, late = sums.late + excluded.late,
        transferred = sums.transferred + excluded.transferred, closed = sums.closed + excluded.closed,
        withdrawn = sums.withdrawn + excluded.withdrawn, merged = sums.merged + excluded.merged,
        allowed_minutes = sums.allowed_minutes + excluded.allowed_minutes,
        saved_minutes = sums.saved_minutes + excluded.saved_minutes",
};

/// What a comparison of the sums with the files found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumsChecked {
    /// Lines as they must be.
    pub lines: u64,
    /// Lines that are not there or say something else, and lines that should not be there.
    pub differing: u64,
}

impl SumsChecked {
    pub fn is_sound(&self) -> bool {
        self.differing == 0
    }
}

/// Figures that are kept beside the files, and how they are held against them.
struct Kept {
    count: &'static str,
    lacking: &'static str,
    surplus: &'static str,
    anew: [&'static str; 3],
}

const KEPT: [Kept; 2] = [
    Kept {
        count: "select count(*) from sums_due",
        lacking: "select count(*) from (select * from sums_due except select * from sums_now) as lacking",
        surplus: "select count(*) from (select * from sums_now except select * from sums_due) as surplus",
        anew: ["delete from sum_changes", "delete from sums", "insert into sums select * from sums_due"],
    },
    Kept {
        count: "select count(*) from standing_due",
        lacking: "select count(*) from (select * from standing_due except select * from standing_now) as lacking",
        surplus: "select count(*) from (select * from standing_now except select * from standing_due) as surplus",
        anew: [
            "delete from stage_changes",
            "delete from standing",
            "insert into standing select * from standing_due",
        ],
    },
];

impl Read {
    /// How many changes wait to be added, counted up to `most`.
    pub async fn sums_backlog(&mut self, most: u32) -> Result<u32> {
        let count: i64 = on!(self, db => sqlx::query_scalar(
            "select count(*) from (select id from sum_changes union all select id from stage_changes limit $1)
             as waiting"
        ).bind(i64::from(most)).fetch_one(db).await)?;
        Ok(u32::try_from(count).unwrap_or(most))
    }

    async fn number(&mut self, sql: &'static str) -> Result<u64> {
        let count: i64 = on!(self, db => sqlx::query_scalar(sql).fetch_one(db).await)?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

impl Store {
    /// Adds some of what waits to the sums; how many changes that were.
    pub async fn fold_sums(&self) -> Result<usize> {
        let mut tx = self.write().await?;
        tx.hold_sums().await?;
        let taken: Vec<Change> = on!(tx.0, db => sqlx::query_as(
            "delete from sum_changes where id in (select id from sum_changes order by id limit $1) returning *"
        ).bind(TOGETHER).fetch_all(db).await)?;
        let steps = tx.take_stage_changes(TOGETHER).await?;
        if !taken.is_empty() {
            tx.add_to_sums(&taken).await?;
        }
        if !steps.is_empty() {
            tx.add_to_standing(&steps).await?;
        }
        match taken.len() + steps.len() {
            0 => tx.rollback().await?,
            _ => tx.commit().await?,
        }
        Ok(taken.len() + steps.len())
    }

    /// The sums held against the files, in one view.
    pub async fn check_sums(&self) -> Result<SumsChecked> {
        let mut tx = self.read().await?;
        let mut checked = SumsChecked { lines: 0, differing: 0 };
        for Kept { count, lacking, surplus, .. } in KEPT {
            checked.lines += tx.number(count).await?;
            // A line that says something else is in both.
            checked.differing += tx.number(lacking).await?.max(tx.number(surplus).await?);
        }
        Ok(checked)
    }

    /// Makes the sums anew from the files, while everybody works.
    pub async fn rebuild_sums(&self) -> Result<()> {
        let mut tx = self.write_alone().await?;
        if tx.engine() == Engine::Postgres {
            // One view of files and changes: what is committed meanwhile stays a change.
            tx.say("set transaction isolation level repeatable read").await?;
        }
        tx.hold_sums().await?;
        for sql in KEPT.iter().flat_map(|kept| kept.anew) {
            tx.say(sql).await?;
        }
        tx.commit().await
    }
}

impl Write {
    /// One at a time adds or makes anew, of both kinds; reading goes on.
    async fn hold_sums(&mut self) -> Result<()> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => self.say("lock table sums in share row exclusive mode").await,
        }
    }

    async fn say(&mut self, sql: &'static str) -> Result<()> {
        on!(self.0, db => sqlx::query(sql).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn add_to_sums(&mut self, changes: &[Change]) -> Result<()> {
        let lines = changes.iter().flat_map(|change| {
            let of = |(facet, key)| ((facet, change.day, change.agency_id.as_str(), key), change.numbers());
            change.facets().map(of)
        });
        let mut rows = self.rows();
        for ((facet, day, agency, key), numbers) in added_up(lines) {
            let [a, b, c, d, e, f, g, h, i, j, k, l] = numbers.map(Into::into);
            rows.push(
                &SUMS,
                [facet.into(), day.into(), agency.into(), key.into(), a, b, c, d, e, f, g, h, i, j, k, l],
            );
        }
        self.insert(rows).await?;
        let days = || changes.iter().map(|change| change.day);
        let (first, last) = (days().min().unwrap_or_default(), days().max().unwrap_or_default());
        on!(self.0, db => sqlx::query(
            "delete from sums where facet in ('whole', 'kind', 'channel', 'department') and day >= $1 and day <= $2
             and taken_in = 0 and answered = 0 and transferred = 0 and closed = 0 and withdrawn = 0 and merged = 0"
        ).bind(first).bind(last).execute(db).await.map(drop))?;
        Ok(())
    }
}
