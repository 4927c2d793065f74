//! One row of a list: what stands in it, and how it comes out of the database.

use domain::complaint::{Badge, Channel, Kind, StageName, Visibility};
use domain::id::{AgencyId, ComplaintId, DepartmentId, OfficerId, PetitionerId};
use jiff::Timestamp;
use sqlx::FromRow;

use crate::codec::{covered, instant, instants, maybe_parsed, parsed};
use crate::complaints::NEVER;
use crate::crypto::Place as Seat;
use crate::error::{Result, StoreError};
use crate::tx::Read;

/// One row of a list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: ComplaintId,
    pub number: String,
    pub version: u64,
    pub stage: StageName,
    pub channel: Channel,
    pub kind: Option<Kind>,
    pub category: Option<String>,
    pub visibility: Visibility,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    pub handler: Option<OfficerId>,
    pub petitioner: PetitionerId,
    pub petitioner_name: String,
    pub title: String,
    /// 위치, as it was written.
    pub place: Option<String>,
    pub filed_at: Timestamp,
    pub received_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub badge: Option<Badge>,
    pub hops: u32,
    pub rating: Option<u32>,
}

#[derive(FromRow)]
pub(crate) struct ListRow {
    pub(crate) id: String,
    application_number: String,
    number: Option<String>,
    version: i64,
    stage: String,
    channel: String,
    kind: Option<String>,
    category: Option<String>,
    visibility: String,
    agency_id: Option<String>,
    department_id: Option<String>,
    handler_id: Option<String>,
    petitioner_id: String,
    petitioner_name: Option<String>,
    title: String,
    place: Option<String>,
    filed_at: i64,
    received_at: Option<i64>,
    pub(crate) due_at: i64,
    pub(crate) dated_at: i64,
    ended_at: Option<i64>,
    badge: Option<String>,
    hops: i64,
    rating: Option<i64>,
}

pub(crate) const LISTED: &str = "c.id, c.application_number, c.number, c.version, c.stage, c.channel, c.kind, \
    c.category, c.visibility, c.agency_id, c.department_id, c.handler_id, c.petitioner_id, p.name as petitioner_name, \
    c.title, c.place, c.filed_at, c.received_at, c.due_at, c.dated_at, c.ended_at, c.badge, c.hops, c.rating";

impl Read {
    pub(crate) fn listed(&self, row: ListRow) -> Result<Listed> {
        let sealed_name = row.petitioner_name.as_deref();
        let seat = Seat { table: "petitioners", column: "name", row: &row.petitioner_id };
        let petitioner_name =
            sealed_name.map(|name| self.keys().open(seat, name)).transpose()?.unwrap_or_default();
        Ok(Listed {
            id: parsed("complaint id", &row.id)?,
            number: row.number.unwrap_or(row.application_number),
            version: u64::try_from(row.version).map_err(|_| StoreError::corrupt("version", row.version))?,
            stage: named("stage", &row.stage, StageName::parse)?,
            channel: named("channel", &row.channel, Channel::parse)?,
            kind: row.kind.map(|kind| named("kind", &kind, Kind::parse)).transpose()?,
            category: row.category,
            visibility: named("visibility", &row.visibility, Visibility::parse)?,
            agency: maybe_parsed("agency id", row.agency_id.as_deref())?,
            department: maybe_parsed("department id", row.department_id.as_deref())?,
            handler: maybe_parsed("officer id", row.handler_id.as_deref())?,
            petitioner: parsed("petitioner id", &row.petitioner_id)?,
            petitioner_name,
            title: covered(row.title),
            place: row.place.map(covered),
            filed_at: instant(row.filed_at)?,
            received_at: instants(row.received_at)?,
            due_at: if row.due_at == NEVER { None } else { Some(instant(row.due_at)?) },
            ended_at: instants(row.ended_at)?,
            badge: row.badge.map(|badge| named("badge", &badge, Badge::parse)).transpose()?,
            hops: u32::try_from(row.hops).unwrap_or(u32::MAX),
            rating: row.rating.and_then(|points| u32::try_from(points).ok()),
        })
    }
}

fn named<T>(what: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    parse(text).ok_or_else(|| StoreError::corrupt(what, text))
}
