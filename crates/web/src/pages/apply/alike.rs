//! Before it is sent: public answers and open complaints about the same, so that nobody files in vain.

use axum_extra::extract::cookie::CookieJar;
use casework::alike::{self, Alike, Writing};
use domain::desk::seoul_date;
use maud::{Markup, html};
use words::redact::redact;

use super::typed::Typed;
use crate::components::{Tone, alert, panel};
use crate::error::{self, Fail};
use crate::pages::citizen::Tongue;
use crate::request::proven;
use crate::state::AppState;

/// What is like what was typed; one's own only in the browser that looked it up.
pub(super) async fn find(state: &AppState, jar: &CookieJar, typed: &Typed) -> Alike {
    found(state, jar, typed).await.unwrap_or_else(|fail| {
        // The form goes on without the hint, with all that was typed.
        error::log(&fail);
        Alike::default()
    })
}

async fn found(state: &AppState, jar: &CookieJar, typed: &Typed) -> Result<Alike, Fail> {
    let own = proven(state, jar).await?;
    let place = Some(typed.place.as_str()).filter(|place| !place.trim().is_empty());
    let writing = Writing { title: &typed.title, place };
    Ok(alike::of(&state.office, &writing, own.as_ref().map(|own| &own.actor)).await?)
}

pub(super) fn hints(found: &Alike, tongue: Tongue) -> Markup {
    let t = &tongue.strings().apply;
    if found.is_empty() {
        return html! {};
    }
    panel(
        "alike",
        t.similar,
        html! {
            @if !found.own.is_empty() { (own(found, tongue)) }
            @if found.at_place > 0 { p { (at_place(found.at_place, tongue)) } }
            @if !found.answers.is_empty() {
                p { (t.similar_hint) }
                ul.published {
                    @for row in &found.answers {
                        li {
                            a href=(tongue.to(&format!("/answers/{}", row.id))) target="_blank" rel="noopener" lang="ko" {
                                (redact(&row.title))
                                span.unseen { (tongue.pick(" (새 창)", " (new window)")) }
                            }
                            p.quiet { (words::date::day_for(seoul_date(row.answered_at), tongue.0)) }
                        }
                    }
                }
            }
        },
    )
}

fn own(found: &Alike, tongue: Tongue) -> Markup {
    alert(
        Tone::Warning,
        tongue.pick("이미 신청하신 비슷한 민원이 있습니다", "You have filed something similar already"),
        html! {
            ul.plain-list {
                @for row in &found.own {
                    li {
                        a href=(tongue.to("/petition")) { (row.number) }
                        " " span lang="ko" { (row.title) } " · " (words::stage::citizen(row.stage, tongue.0))
                    }
                }
            }
            p { (tongue.pick(
                "같은 내용이면 다시 신청하지 않아도 됩니다. 다른 내용이면 그대로 보내 주십시오.",
                "If it is the same, you need not file again. If it is another matter, go on.",
            )) }
        },
    )
}

fn at_place(count: u32, tongue: Tongue) -> String {
    tongue.pick(
        format!("같은 장소의 공개 민원 {count}건을 처리하고 있습니다."),
        format!("{count} public complaints about the same place are being handled."),
    )
}
