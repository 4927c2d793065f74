//! 접속기록 기준값: once a day the end of the chain is written down, here and in the program's own log, which leaves
//! this machine by another way than the database does.

use casework::Office;

use crate::fault::Fault;

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    let mut tx = office.store().write().await?;
    let taken = tx.take_access_anchor(office.now()).await?;
    tx.commit().await?;
    let Some(anchor) = taken else { return Ok("기록 없음".to_owned()) };
    tracing::info!(%anchor, "the access log stands here");
    Ok(format!("{}번째 줄", anchor.seq))
}
