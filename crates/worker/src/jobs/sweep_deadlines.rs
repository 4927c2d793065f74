//! 처리기한 점검·독촉, every working morning.

use casework::{Office, sweeps};

use super::told;
use crate::fault::Fault;

pub(super) async fn run(office: &Office) -> Result<String, Fault> {
    let found = sweeps::tell_deadlines(office).await?;
    let reminded = told("독촉", found.reminded);
    Ok(format!("오늘 기한 {}건, 기한 경과 {}건, {reminded}", found.due_today, found.overdue))
}
