//! 공익신고(비밀) that waits for this officer: that there is some and where, never how many nor what.

use std::collections::BTreeMap;

use casework::sessions::Who;
use domain::access::Scope;
use domain::complaint::StageName;
use maud::{Markup, html};
use store::Read;
use store::read::{Filter, Listed, Page, Sort};

use crate::components::{Tone, alert};
use crate::error::Fail;

/// So many of them are looked at for where they stand.
const LOOKED_AT: u32 = 20;

/// No list but its own shows a sealed file, and no figure counts it: without this nobody would look for it in time.
pub(super) async fn waiting(tx: &mut Read, who: &Who) -> Result<Markup, Fail> {
    let filter = Filter { sealed: true, live: Some(true), ..Filter::default() };
    let page = Page { sort: Sort::Due, limit: LOOKED_AT, after: None };
    let found = tx.complaints(&Scope::of(&who.actor()), &filter, &page).await?;
    let desks: BTreeMap<&str, &str> = found.rows.iter().filter_map(|file| desk(file, who)).collect();
    if desks.is_empty() {
        return Ok(html! {});
    }
    Ok(alert(
        Tone::Warning,
        "처리를 기다리는 공익신고(비밀) 민원이 있습니다",
        html! {
            p { "일반 목록과 건수에는 나타나지 않습니다." }
            ul { @for (href, label) in &desks { li { a href=(href) { (label) "에서 보기" } } } }
        },
    ))
}

/// Where this officer works on it: the address, and what the page is called.
fn desk(file: &Listed, who: &Who) -> Option<(&'static str, &'static str)> {
    match file.stage {
        StageName::Filed => Some(("/receive?sealed=on", "민원 접수")),
        StageName::Received => Some(("/distribute?tab=received&sealed=on", "기관·부서 분배")),
        StageName::AtAgency => Some(("/distribute?sealed=on", "기관·부서 분배")),
        StageName::AtDepartment => Some(("/assign?sealed=on", "처리자 분배")),
        _ if !file.handler.is_some_and(|handler| who.on_duty.is_or_minds(handler)) => None,
        StageName::Assigned => Some(("/handle?tab=assigned&sealed=on", "민원 처리(분배)")),
        StageName::Accepted => Some(("/handle?tab=accepted&sealed=on", "민원 처리(처리자 접수)")),
        _ => Some(("/handle?tab=approval&sealed=on", "민원 처리(결재 중)")),
    }
}
