//! How the tour is drawn: its page with every step, and the one step on top of each screen.

use casework::sessions::Who;
use maud::{Markup, html};

use super::steps::{Check, STEPS, Step};
use super::{PATH, Progress, is_practice};
use crate::components::{
    ButtonKind, FormAttrs, button_row, hidden, link_button, panel, post_form, submit_value,
};
use crate::pages::menu;
use crate::state::AppState;

/// The address of a step's screen, where this officer's menu has it.
fn screen(who: &Who, step: &Step) -> Option<&'static str> {
    let groups = menu(who);
    groups.iter().flat_map(|group| &group.items).find(|item| item.label == step.screen).map(|item| item.href)
}

pub(super) fn about(state: &AppState) -> Markup {
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

pub(super) fn controls(progress: &Progress) -> Markup {
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

pub(super) fn chapter(
    state: &AppState,
    who: &Who,
    progress: &Progress,
    (number, title): (u8, &str),
) -> Markup {
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
