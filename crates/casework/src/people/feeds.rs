//! 인사 연계, from the file or the wire to the desks: it waits as a dry run, and is applied as it was read.

use domain::id::OfficerId;
use domain::org::{Change, Feed};
use domain::role::Role;
use store::{FeedState, KeptFeed, StoreError};
use uuid::Uuid;

use super::apply::Applying;
use super::plan::{self, Plan};
use super::{Changed, NotChanged, clear_desks};
use crate::not_done::{NotDone, Result};
use crate::office::Office;
use crate::sessions::Who;

/// Where a feed came from, as it is shown.
pub const FETCHED: &str = "연계";
pub const UPLOADED: &str = "파일";
pub const COMMAND_LINE: &str = "명령행";

/// The directory may be this late, in days: the guide promises no more.
pub const LATEST_DAYS: i64 = 2;

/// How a feed was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    pub plan: Plan,
    pub handed_over: u32,
}

/// The administrator's business alone.
pub fn may_feed(who: &Who) -> bool {
    who.on_duty.has(Role::Administrator)
}

/// Keeps a feed for its dry run.
pub async fn keep(office: &Office, by: Option<OfficerId>, source: &str, feed: &Feed) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let mut tx = office.store().write().await?;
    tx.put_staff_feed(&kept(office, id, (by, source), (FeedState::Waiting, "확인 대기")), Some(feed)).await?;
    tx.commit().await?;
    Ok(id)
}

/// A feed that did not come, or that nobody could read.
pub async fn failed(office: &Office, by: Option<OfficerId>, source: &str, why: &str) -> Result<()> {
    let mut tx = office.store().write().await?;
    tx.put_staff_feed(&kept(office, Uuid::new_v4(), (by, source), (FeedState::Failed, why)), None).await?;
    Ok(tx.commit().await?)
}

fn kept(
    office: &Office,
    id: Uuid,
    (by, source): (Option<OfficerId>, &str),
    (state, said): (FeedState, &str),
) -> KeptFeed {
    let (came_at, source, said) = (office.now(), source.to_owned(), said.to_owned());
    let settled_at = (state != FeedState::Waiting).then_some(came_at);
    KeptFeed { id, came_at, source, by, state, settled_at, said }
}

/// The dry run of a feed that waits.
pub async fn plan(office: &Office, id: Uuid) -> Result<Plan> {
    let told = office.store().read().await?.staff_feed_told(id).await?.ok_or(NotDone::NotFound)?;
    plan::of(office, &told).await
}

/// The dry run of a feed that is kept nowhere.
pub async fn plan_of(office: &Office, feed: &Feed) -> Result<Plan> {
    plan::of(office, feed).await
}

/// Applies a waiting feed. `seen` is the digest of the dry run that was read: if the city has changed since,
/// nothing is done. `confirmed` says that so many really left.
pub async fn apply(
    office: &Office,
    (id, by): (Uuid, Option<OfficerId>),
    seen: Option<&str>,
    confirmed: bool,
) -> Changed<Applied> {
    let mut tx = office.store().write().await?;
    // One feed at a time, on either database.
    tx.put_setting("staff-feed.applying", &id.to_string(), by, office.now()).await?;
    let told = tx.staff_feed_told(id).await?.ok_or(NotDone::NotFound)?;
    let chart = tx.org_chart().await?;
    let plan = plan::in_view(&mut tx, &chart, &told, office.desk().today()).await?;
    let as_read = seen.is_none_or(|seen| seen == plan.digest);
    if !as_read || !plan.is_believed() || (plan.vanishing.is_some() && !confirmed) {
        return Err(NotChanged::Meanwhile);
    }
    Applying { office, tx: &mut tx, chart: &chart, changes: &plan.changes, by }.apply().await?;
    let settled = tx.settle_staff_feed(id, FeedState::Applied, &summary(&plan), office.now()).await;
    match settled {
        Err(StoreError::Conflict(_)) => return Err(NotChanged::Meanwhile),
        done => done?,
    }
    tx.commit().await?;
    tracing::info!(changes = plan.changes.len(), blocked = plan.blocked.len(), "the staff feed was applied");
    // From here on the job goes on with what is left, should this be cut off.
    let handed_over = clear_desks(office).await?.done;
    Ok(Applied { plan, handed_over })
}

/// Put away without being applied.
pub async fn drop_feed(office: &Office, id: Uuid) -> Changed {
    let mut tx = office.store().write().await?;
    match tx.settle_staff_feed(id, FeedState::Dropped, "적용하지 않고 버림", office.now()).await {
        Err(StoreError::Conflict(_)) => Err(NotChanged::NotDone(NotDone::NotFound)),
        done => {
            done?;
            Ok(tx.commit().await?)
        }
    }
}

/// Every night: fetched and applied, unless it cannot be read or too many vanish; what it did, in a sentence.
pub async fn nightly(office: &Office) -> Result<String> {
    let Some(directory) = office.directory().filter(|directory| directory.is_linked()) else {
        return Ok("인사 연계 주소가 설정되지 않았습니다".to_owned());
    };
    let feed = match directory.fetch().await {
        Ok(feed) => feed,
        Err(why) => {
            failed(office, None, FETCHED, &why).await?;
            return Ok(format!("실패: {why}"));
        }
    };
    let dry = plan::of(office, &feed).await?;
    if let Some(fault) = dry.faults.first() {
        let why = words::people::feed_fault(fault);
        failed(office, None, FETCHED, &why).await?;
        return Ok(format!("실패: {why}"));
    }
    let id = keep(office, None, FETCHED, &feed).await?;
    if let Some(gone) = dry.vanishing {
        return Ok(format!("확인 대기: 직원 {}명 가운데 {}명이 사라졌습니다", gone.of, gone.leaving));
    }
    match apply(office, (id, None), None, false).await {
        Ok(applied) => Ok(format!("{}, 인계 {}건", summary(&applied.plan), applied.handed_over)),
        Err(NotChanged::NotDone(why)) => Err(why),
        Err(why) => Ok(format!("확인 대기: {why}")),
    }
}

/// `전입 3명, 이동 1명, 퇴직 2명`, in one line.
pub fn summary(plan: &Plan) -> String {
    let count = |is: fn(&Change) -> bool| plan.changes.iter().filter(|change| is(change)).count();
    let counted = [
        (count(|c| matches!(c, Change::Joined(_) | Change::Returned { .. })), "전입", "명"),
        (count(|c| matches!(c, Change::Moved { .. })), "이동", "명"),
        (count(|c| matches!(c, Change::Renamed { .. })), "변경", "명"),
        (count(|c| matches!(c, Change::Left { .. })), "퇴직·전출", "명"),
        (
            count(|c| matches!(c, Change::DepartmentOpened(_) | Change::DepartmentReopened { .. })),
            "신설",
            "곳",
        ),
        (count(|c| matches!(c, Change::DepartmentEnded { .. })), "폐지", "곳"),
        (plan.blocked.len(), "폐지 보류", "곳"),
    ];
    let told: Vec<String> = counted
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, what, unit)| format!("{what} {n}{unit}"))
        .collect();
    if told.is_empty() { "바뀐 것 없음".to_owned() } else { told.join(", ") }
}
