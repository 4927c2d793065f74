//! Lists taken away as files: bounded, and with petitioners in the clear only for a purpose that is written down
//! before the first row leaves (개인정보의 안전성 확보조치 기준 제8조).

mod table;

use std::collections::HashMap;

use domain::access::Scope;
use domain::actor::Actor;
use domain::id::PetitionerId;
use domain::text::Memo;
use store::read::{Filter, Listed, PAGE_MAX, Page, Sort};
use store::{Access, Opening, Petitioner};

use crate::intake::fresh_id;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader;

pub use table::{COLUMNS, cells};

/// Rows of a file that is made while somebody waits for it. More is made by a worker: see [`crate::exports`].
pub const ROWS_MAX: usize = 10_000;

/// Rows with petitioners in the clear: no more personal data leaves at once than a person can answer for
/// (개인정보 보호법 제3조: the least that the purpose needs).
pub const CLEAR_ROWS_MAX: usize = 1_000;

/// What was taken, and whether there was more.
pub struct Taken {
    pub rows: Vec<Listed>,
    pub cut: bool,
}

/// Who takes personal data away, from where, of which list, and what for.
pub struct Purpose<'a> {
    pub login: &'a str,
    pub ip: &'a str,
    pub list: &'a str,
    pub conditions: &'a str,
    pub purpose: &'a Memo,
}

/// How long a list is, counted no further than `most`; none where there are words to be looked for, which is
/// as dear as the rows themselves.
pub async fn count(office: &Office, by: &Actor, filter: &Filter, most: u32) -> Result<Option<u64>> {
    if filter.words.as_deref().is_some_and(|words| !words.trim().is_empty()) {
        return Ok(None);
    }
    let mut tx = office.store().read().await?;
    Ok(Some(tx.complaints_up_to(&Scope::of(by), filter, most).await?))
}

/// The rows of a list from its first page on, up to the limit.
pub async fn rows(
    office: &Office,
    by: &Actor,
    (filter, sort): (&Filter, Sort),
    most: usize,
) -> Result<Taken> {
    let mut taken = Taken { rows: Vec::new(), cut: false };
    let mut page = Page { sort, limit: PAGE_MAX, after: None };
    loop {
        let slice = reader::list(office, by, filter, &page).await?;
        taken.rows.extend(slice.rows);
        page.after = slice.next;
        if taken.rows.len() >= most {
            taken.cut = taken.rows.len() > most || page.after.is_some();
            taken.rows.truncate(most);
            return Ok(taken);
        }
        if page.after.is_none() {
            return Ok(taken);
        }
    }
}

/// The same with petitioners in the clear: who, when, which conditions, how many and why are kept first.
pub async fn in_the_clear(
    office: &Office,
    by: &Actor,
    mut taken: Taken,
    asked: &Purpose<'_>,
) -> Result<(Taken, HashMap<PetitionerId, Petitioner>)> {
    let officer = by.officer().ok_or(NotDone::NotFound)?;
    taken.cut |= taken.rows.len() > CLEAR_ROWS_MAX;
    taken.rows.truncate(CLEAR_ROWS_MAX);
    let desk = office.desk();
    let rows = taken.rows.len();
    let mut tx = office.store().write().await?;
    let ids: Vec<PetitionerId> = taken.rows.iter().map(|row| row.petitioner).collect();
    let people = tx.petitioners(&ids).await?;
    tx.put_opening(&Opening {
        id: fresh_id(&desk),
        at: desk.now,
        officer: officer.id,
        complaint: None,
        petitioner: None,
        what: format!("{} 엑셀 {rows}건: {}", asked.list, asked.conditions),
        purpose: asked.purpose.as_str().to_owned(),
    })
    .await?;
    tx.log_access(&Access {
        at: office.now(),
        account: Some(asked.login.to_owned()),
        ip: Some(asked.ip.to_owned()),
        action: "export".to_owned(),
        subject: Some(asked.list.to_owned()),
        outcome: format!("{rows} rows with petitioners"),
    })
    .await?;
    tx.commit().await?;
    Ok((taken, people.into_iter().map(|person| (person.id, person)).collect()))
}
