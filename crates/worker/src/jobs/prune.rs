//! 만료 기록 정리: what was kept for a time goes when the time is over.

use casework::Office;
use jiff::SignedDuration;

use crate::fault::Fault;

/// How long a repeated request is recognised: longer than any client tries again.
const RESPONSES_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    let mut tx = office.store().write().await?;
    // Sessions live by the machine's clock, answers by the office's. Whose one was that has just ended is still asked by
    // whoever sends what they wrote in it.
    let sessions = tx.prune_sessions(office.wall_now() - casework::unsent::KEPT).await?;
    let responses = tx.prune_responses(office.now() - RESPONSES_KEPT).await?;
    let pulses = tx.prune_pulses(office.now() - casework::pulse::KEPT).await?;
    tx.prune_presence(office.wall_now() - casework::presence::GONE_AFTER).await?;
    tx.prune_account_notices(office.now() - casework::account_notices::KEPT).await?;
    casework::door::prune(&mut tx, office.wall_now()).await?;
    tx.commit().await?;
    Ok(format!("로그인 {sessions}건, 열쇠 {responses}건, 갱신 신호 {pulses}건 정리"))
}
