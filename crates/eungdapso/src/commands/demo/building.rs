//! Building the city, or going on with what an earlier start began, while somebody watches.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use demo::{Plan, Way};
use store::Store;

use super::attachments;
use super::home::{Home, Kept};
use super::progress::Bar;

/// The database in which the city will stand: the begun one of this very city, else an empty one.
pub(super) async fn place(url: &str, home: &Home, plan: &Plan) -> Result<(Store, bool)> {
    if home.may_be_begun(url) {
        let store = Store::open(url, home.key_ring()?).await.context("시연 데이터베이스")?;
        if demo::is_begun(&store, plan).await? {
            return Ok((store, true));
        }
        store.close().await;
    }
    home.begin_building()?;
    let store = Store::open(url, home.key_ring()?).await.context("시연 데이터베이스")?;
    if !store.read().await?.org_chart().await?.agencies().is_empty() {
        bail!("데이터베이스가 비어 있지 않습니다. 시연에는 빈 데이터베이스가 필요합니다.");
    }
    Ok((store, false))
}

pub(super) async fn build(
    (store, begun): (&Store, bool),
    (home, files): (&Home, &worker::Files),
    plan: &Plan,
    password: String,
) -> Result<Kept> {
    let started = Instant::now();
    if begun {
        println!("중단된 곳부터 이어서 만듭니다.");
        super::set_password(store, &plan.password_hash).await?;
    }
    let mut bar = Bar::new();
    let summary = demo::build_by(store, plan, Way::Load, &mut |progress| bar.show(progress)).await;
    bar.end();
    let summary = summary.context("가상의 서울을 만들 수 없습니다")?;
    if let Some(vault) = &files.vault {
        home.empty_the_vault()?;
        attachments::keep_all(store, vault, summary.attached, plan.now).await?;
    }
    for refused in &summary.refused {
        tracing::warn!(refused, "a life of the city ended before its time");
    }
    let seconds = started.elapsed().as_secs_f32();
    println!(
        "기관 {}곳, 부서 {}곳, 직원 {}명, 민원 {}건을 {seconds:.1}초에 만들었습니다.",
        summary.agencies, summary.departments, summary.officers, summary.complaints
    );
    let kept = Kept { password, now: plan.now, examples: summary.examples };
    home.keep(&kept)?;
    demo::ready(store).await?;
    Ok(kept)
}
