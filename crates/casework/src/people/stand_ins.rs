//! 대직 설정과 해제: checked and written in one transaction, in which both officers are held.

use domain::org::{PeopleAct, StandIn};
use uuid::Uuid;

use super::{Asker, Changed, NotChanged, person};
use crate::log;
use crate::not_done::NotDone;
use crate::office::Office;

/// Enters a stand-in, for oneself or, as a manager, for one's staff.
pub async fn set(office: &Office, asker: Asker<'_>, wanted: &StandIn) -> Changed<Uuid> {
    let mut tx = office.store().write().await?;
    // Held from here on: of two who enter A→B and B→C at once, the second sees what the first has entered.
    tx.lock_officers(&[wanted.absent, wanted.stand_in]).await?;
    let by = &asker.who.on_duty;
    if wanted.absent != asker.who.officer.id {
        let (officer, duties) = person(office, &mut tx, by, wanted.absent).await?;
        let subject = domain::org::Subject { officer: &officer, duties: &duties };
        domain::org::may(by, subject, PeopleAct::SetStandIn)?;
    }
    let mut kept = tx.stand_ins_of(wanted.absent).await?;
    kept.extend(tx.stand_ins_of(wanted.stand_in).await?);
    let kept: Vec<StandIn> = kept.into_iter().map(|kept| kept.stand_in).collect();
    let desk = office.desk();
    domain::org::check(wanted, &kept, &desk.chart, desk.today())?;
    let id = Uuid::new_v4();
    tx.put_stand_in(id, wanted, Some(asker.who.officer.id), office.now()).await?;
    log::put(&mut tx, office, asker, "stand-in-set", id.to_string()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Back at one's desk: from today on nobody minds it. Done by oneself, or by whoever may set it.
pub async fn end(office: &Office, asker: Asker<'_>, id: Uuid) -> Changed {
    let mut tx = office.store().write().await?;
    let kept = tx.stand_in(id).await?.ok_or(NotDone::NotFound)?;
    let absent = kept.stand_in.absent;
    tx.lock_officers(&[absent]).await?;
    if absent != asker.who.officer.id {
        let by = &asker.who.on_duty;
        let (officer, duties) = person(office, &mut tx, by, absent).await?;
        let subject = domain::org::Subject { officer: &officer, duties: &duties };
        domain::org::may(by, subject, PeopleAct::SetStandIn)?;
    }
    let today = office.desk().today();
    if kept.ended_at.is_some() || kept.stand_in.until < today {
        return Err(NotChanged::Meanwhile);
    }
    tx.end_stand_in(id, office.now()).await?;
    log::put(&mut tx, office, asker, "stand-in-ended", id.to_string()).await?;
    Ok(tx.commit().await?)
}
