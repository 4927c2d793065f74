//! Lists taken away as files: bounded, and with petitioners in the clear only for a purpose that is written down
//! before the first row leaves (개인정보의 안전성 확보조치 기준 제8조).

use std::collections::HashMap;

use domain::actor::Actor;
use domain::id::PetitionerId;
use domain::text::Memo;
use store::read::{Filter, Listed, PAGE_MAX, Page, Sort};
use store::{Access, Opening, Petitioner};

use crate::intake::fresh_id;
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::reader;

/// Rows of one file: what Excel still opens at once on an office computer, and some twenty seconds of the whole
/// city's intake of a day. More is several files, by narrower conditions.
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

/// The rows of a list from its first page on, up to the limit.
pub async fn rows(office: &Office, by: &Actor, filter: &Filter, sort: Sort) -> Result<Taken> {
    let mut taken = Taken { rows: Vec::new(), cut: false };
    let mut page = Page { sort, limit: PAGE_MAX, after: None };
    loop {
        let slice = reader::list(office, by, filter, &page).await?;
        taken.rows.extend(slice.rows);
        page.after = slice.next;
        if taken.rows.len() >= ROWS_MAX {
            taken.cut = taken.rows.len() > ROWS_MAX || page.after.is_some();
            taken.rows.truncate(ROWS_MAX);
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
