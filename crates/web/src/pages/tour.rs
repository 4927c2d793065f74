//! 연습 모드: a tour through the chapters of 부서 관리자, step by step over the real screens.
//!
//! What changes a complaint is practised in the practice office only, which is a place of its own; here the
//! tour reads, and says so. How far one has come is kept for each officer.

mod steps;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::id::OfficerId;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use store::Preferences;

use super::account::local;
use super::work::Posted;
use super::{Frame, menu};
use crate::components::{
    ButtonKind, FormAttrs, button_row, hidden, link_button, page_title, panel, post_form, submit_value,
};
use crate::error::Fail;
use crate::request::{Desk, say};
use crate::state::AppState;

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
    Desk(who): Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let progress = Progress::of(&who.preferences);
    let body = html! {
        (page_title(TITLE, html! {}))
        (about(&state))
        (controls(&progress))
        @for (number, title) in CHAPTERS { (chapter(&state, &who, &progress, (number, title))) }
    };
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, body))
}

/// POST: begin, do a step, pass over one, stop.
pub(crate) async fn go(
    State(state): State<AppState>,
    Desk(who): Desk,
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

/// The address of a step's screen, where this officer's menu has it.
fn screen(who: &Who, step: &Step) -> Option<&'static str> {
    let groups = menu(who);
    groups.iter().flat_map(|group| &group.items).find(|item| item.label == step.screen).map(|item| item.href)
}

fn about(state: &AppState) -> Markup {
    html! {
        p { "부서 관리자의 지침서 2장을 실제 화면에서 한 단계씩 따라 합니다. 어디까지 했는지는 직원마다 저장됩니다." }
        @if is_practice(state) {
            p.hint { "여기는 연습 사무실입니다. 민원과 신청인은 지어낸 것이고, 알림은 밖으로 나가지 않으며, 실제 통계에 들어가지 않습니다." }
        } @else {
            p.hint { "이 사무실의 민원은 실제 민원입니다. 민원을 바꾸는 단계는 여기에서 연습하지 않고, 따로 마련한 연습 사무실에서 합니다." }
            @if let Some(address) = &state.practice {
                (button_row(link_button("연습 사무실로", address, ButtonKind::Secondary)))
            }
        }
    }
}

fn controls(progress: &Progress) -> Markup {
    let begun = progress.started > 0;
    post_form(
        &FormAttrs::new(PATH, ""),
        button_row(html! {
            @if progress.on {
                (submit_value("연습 멈추기", ButtonKind::Secondary, "do", "stop"))
            } @else if begun {
                (submit_value("이어서 연습", ButtonKind::Primary, "do", "resume"))
            }
            @let kind = if begun { ButtonKind::Tertiary } else { ButtonKind::Primary };
            (submit_value(if begun { "처음부터 다시" } else { "연습 시작" }, kind, "do", "start"))
        }),
    )
}

fn chapter(state: &AppState, who: &Who, progress: &Progress, (number, title): (u8, &str)) -> Markup {
    let current = progress.current().filter(|_| progress.started > 0);
    let steps = STEPS.iter().filter(|step| step.chapter == number);
    panel(
        &format!("chapter-{number}"),
        &format!("2장 {number}. {title}"),
        html! {
            ol.tour-steps {
                @for step in steps {
                    @let here = current.is_some_and(|current| current.id == step.id);
                    li aria-current=[here.then_some("step")] {
                        p {
                            strong { (mark(progress, step, here)) }
                            " " (step.say)
                        }
                        p.hint { "화면: " (place(who, step)) @if let Some(note) = held_back(state, step) { " · " (note) } }
                        @if here { (step_form(step, PATH)) }
                    }
                }
            }
        },
    )
}

fn mark(progress: &Progress, step: &Step, here: bool) -> &'static str {
    if progress.has(&progress.done, step) {
        "[끝남]"
    } else if progress.has(&progress.skipped, step) {
        "[건너뜀]"
    } else if here {
        "[지금]"
    } else {
        "[남음]"
    }
}

fn place(who: &Who, step: &Step) -> Markup {
    html! {
        @match screen(who, step) {
            Some(href) => { (step.menu) " > " a href=(href) { (step.screen) } }
            None => { (step.menu) " > " (step.screen) " (권한에 따라 나타나는 화면입니다)" }
        }
    }
}

/// Why a step is not done here.
fn held_back(state: &AppState, step: &Step) -> Option<&'static str> {
    match step.check {
        Check::Done(_) if !is_practice(state) => Some("민원을 바꾸는 단계이므로 연습 사무실에서 합니다."),
        Check::Done(_) | Check::Seen => None,
    }
}

fn step_form(step: &Step, back: &str) -> Markup {
    post_form(
        &FormAttrs::new(PATH, ""),
        html! {
            (hidden("step", step.id))
            (hidden("back", back))
            (button_row(html! {
                (submit_value("했습니다", ButtonKind::Secondary, "do", "done"))
                (submit_value("건너뛰기", ButtonKind::Tertiary, "do", "skip"))
                (submit_value("연습 멈추기", ButtonKind::Tertiary, "do", "stop"))
            }))
        },
    )
}

/// The step one is at, on every screen while the tour is on.
pub(crate) fn bar(state: &AppState, who: &Who, path: &str) -> Markup {
    let progress = Progress::of(&who.preferences);
    if !progress.on || path == PATH {
        return html! {};
    }
    let Some(step) = progress.current() else { return finished(path) };
    let number = STEPS.iter().take_while(|other| other.id != step.id).count() + 1;
    let seen = matches!(step.check, Check::Seen);
    html! {
        section.tour-bar aria-label="연습 모드" data-tour-step=(step.id) data-tour-target=(step.target)
            data-tour-check=(if seen { "seen" } else { "done" }) {
            p.tour-place { strong { "연습 " (number) "/" (STEPS.len()) } " " (place(who, step)) }
            p.tour-say { (step.say) }
            @if let Some(note) = held_back(state, step) { p.hint { (note) } }
            (step_form(step, path))
        }
    }
}

fn finished(path: &str) -> Markup {
    html! {
        section.tour-bar aria-label="연습 모드" {
            p.tour-say { "모든 단계를 마쳤습니다." }
            (post_form(&FormAttrs::new(PATH, ""), html! {
                (hidden("back", path))
                (button_row(html! {
                    (submit_value("연습 마치기", ButtonKind::Secondary, "do", "stop"))
                    (link_button("연습 모드", PATH, ButtonKind::Tertiary))
                }))
            }))
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
