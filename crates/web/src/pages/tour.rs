//! 연습 모드: a tour through the chapters of 부서 관리자, step by step over the real screens.
//!
//! What changes a complaint is practised in the practice office only, which is a place of its own; here the
//! tour reads, and says so. How far one has come is kept for each officer.

mod drawn;
mod steps;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::id::OfficerId;
use jiff::Timestamp;
use maud::html;
use serde::{Deserialize, Serialize};
use store::Preferences;

use super::Frame;
use super::account::local;
use super::work::Posted;
use crate::components::page_title;
use crate::error::Fail;
use crate::request::{Desk, say};
use crate::state::AppState;

pub(crate) use drawn::bar;
use steps::{CHAPTERS, Check, STEPS, Step};

const PATH: &str = "/tour";
const TITLE: &str = "연습 모드";
const PREFERENCE: &str = "tour";

/// How far somebody has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Progress {
    /// Whether the steps are shown on the screens.
    on: bool,
    /// In microseconds: what was done before does not count.
    started: i64,
    done: Vec<String>,
    skipped: Vec<String>,
}

impl Progress {
    fn of(kept: &Preferences) -> Progress {
        kept.get(PREFERENCE).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    fn current(&self) -> Option<&'static Step> {
        STEPS.iter().find(|step| !self.has(&self.done, step) && !self.has(&self.skipped, step))
    }

    fn has(&self, list: &[String], step: &Step) -> bool {
        list.iter().any(|id| id == step.id)
    }

    fn put(&mut self, step: &Step, done: bool) {
        for list in [&mut self.done, &mut self.skipped] {
            list.retain(|id| id != step.id);
        }
        let list = if done { &mut self.done } else { &mut self.skipped };
        list.push(step.id.to_owned());
    }
}

/// Where what changes a complaint may be tried out: only an office that is there for it.
fn is_practice(state: &AppState) -> bool {
    state.settings.demo
}

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let progress = Progress::of(&who.preferences);
    let body = html! {
        (page_title(TITLE, html! {}))
        (drawn::about(&state))
        (drawn::controls(&progress))
        @for (number, title) in CHAPTERS { (drawn::chapter(&state, &who, &progress, (number, title))) }
    };
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// POST: begin, do a step, pass over one, stop.
pub(crate) async fn go(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let mut progress = Progress::of(&who.preferences);
    let step = STEPS.iter().find(|step| step.id == form.text("step"));
    let (good, said) = match form.text("do") {
        "start" => {
            let started = state.office.now().as_microsecond();
            progress = Progress { on: true, started, ..Progress::default() };
            (true, "연습을 시작합니다. 화면 위쪽의 안내를 따라 진행해 주십시오.")
        }
        "resume" => {
            progress.on = true;
            (true, "연습을 이어서 합니다.")
        }
        "stop" => {
            progress.on = false;
            (true, "연습을 멈추었습니다. 연습 모드에서 이어서 할 수 있습니다.")
        }
        "skip" => {
            progress.put(step.ok_or_else(Fail::not_found)?, false);
            (true, "이 단계를 건너뛰었습니다.")
        }
        "done" => {
            let step = step.ok_or_else(Fail::not_found)?;
            if is_done(&state, who.officer.id, &progress, step).await? {
                progress.put(step, true);
                (true, "확인했습니다.")
            } else {
                (false, "아직 확인되지 않았습니다. 안내대로 처리한 뒤 다시 눌러 주십시오.")
            }
        }
        _ => return Err(Fail::not_found()),
    };
    keep(&state, who.officer.id, &progress).await?;
    let jar = say(jar, good, said);
    let back = form.get("back").map_or(PATH, |back| local(Some(back)));
    Ok((jar, Redirect::to(back)).into_response())
}

async fn keep(state: &AppState, officer: OfficerId, progress: &Progress) -> Result<(), Fail> {
    let text = serde_json::to_string(progress).unwrap_or_default();
    let mut tx = state.office.store().write().await?;
    tx.put_preference(officer, (PREFERENCE, &text), state.office.now()).await?;
    Ok(tx.commit().await?)
}

/// What changes a complaint stands in its history; of what is only looked at, whoever looks is believed.
async fn is_done(
    state: &AppState,
    officer: OfficerId,
    progress: &Progress,
    step: &Step,
) -> Result<bool, Fail> {
    match step.check {
        Check::Seen => Ok(true),
        Check::Done(_) if !is_practice(state) => Ok(false),
        Check::Done(event) => {
            let since = Timestamp::from_microsecond(progress.started).unwrap_or(Timestamp::MIN);
            Ok(state.office.store().read().await?.has_done(officer, event, since).await?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_own_name_and_a_chapter() {
        let mut ids: Vec<&str> = STEPS.iter().map(|step| step.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), STEPS.len());
        assert!(STEPS.iter().all(|step| CHAPTERS.iter().any(|(number, _)| *number == step.chapter)));
        assert!(STEPS.is_sorted_by_key(|step| step.chapter));
    }

    #[test]
    fn a_step_passed_over_can_still_be_done() {
        let mut progress = Progress { on: true, ..Progress::default() };
        progress.put(&STEPS[0], false);
        assert_eq!(progress.current().map(|step| step.id), Some(STEPS[1].id));
        progress.put(&STEPS[0], true);
        assert!(progress.skipped.is_empty() && progress.has(&progress.done, &STEPS[0]));
    }
}
