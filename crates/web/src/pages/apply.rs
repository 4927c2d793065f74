//! 민원 신청: three steps in one form. What was typed travels with the form, so that it works without a
//! script, without a session, and without a personal word in an address.

mod alike;
mod check;
mod done;
mod files;
mod hand_in;
mod person;
mod typed;
mod writing;

use std::net::IpAddr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::alike::Alike;
use maud::{Markup, html};
use words::error::PageError;

use super::citizen::{Sent, Sheet, StageLine, Stand, Tongue, Wrong, mishap, stages, summary};
use crate::components::{ButtonKind, FormAttrs, page_title, submit_value, upload_form};
use crate::error::Fail;
use crate::files::Parcel;
use crate::request::From;
use crate::state::AppState;

pub(crate) use done::done;
pub(super) use done::in_fours;
use files::Files;
pub(crate) use files::file;
use typed::Typed;

const PATH: &str = "/apply";
/// The id of the button that goes on in the other language.
const OTHER_LANGUAGE: &str = "other-language";

/// The three steps, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Writing,
    Person,
    Check,
}

impl Step {
    const ALL: [Step; 3] = [Step::Writing, Step::Person, Step::Check];

    fn as_str(self) -> &'static str {
        match self {
            Step::Writing => "writing",
            Step::Person => "person",
            Step::Check => "check",
        }
    }

    fn parse(text: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.as_str() == text)
    }

    fn label(self, tongue: Tongue) -> &'static str {
        match self {
            Step::Writing => tongue.strings().apply.complaint,
            Step::Person => tongue.strings().apply.petitioner,
            Step::Check => tongue.strings().apply.check_title,
        }
    }
}

/// `GET /apply`
pub(crate) async fn blank(State(state): State<AppState>, tongue: Tongue, jar: CookieJar) -> Response {
    let files = match Files::here(&state, &jar).await {
        Ok(files) => files,
        Err(fail) => return mishap(&fail, tongue, PATH),
    };
    let typed = Typed::blank();
    let screen = Screen {
        tongue,
        step: Step::Writing,
        wrongs: &[],
        note: None,
        typed: &typed,
        files: &files,
        alike: Alike::default(),
    };
    screen.respond(StatusCode::OK, jar, false)
}

/// `POST /apply`: on, back, or off it goes.
pub(crate) async fn step(
    State(state): State<AppState>,
    From(peer): From,
    tongue: Tongue,
    jar: CookieJar,
    parcel: Result<Parcel, Fail>,
) -> Response {
    let gone = async {
        let Parcel { pairs, files } = parcel?;
        let sent = Sent(pairs);
        let (jar, files) = Files::take((&state, peer), tongue, jar, (&sent, files)).await?;
        go((&state, peer), tongue, jar, (&sent, &files)).await
    };
    gone.await.unwrap_or_else(|fail| mishap(&fail, tongue, PATH))
}

async fn go(
    (state, peer): (&AppState, IpAddr),
    tongue: Tongue,
    jar: CookieJar,
    (sent, files): (&Sent, &Files),
) -> Result<Response, Fail> {
    let typed = Typed::read(sent);
    let here = Step::parse(sent.get("step")).unwrap_or(Step::Writing);
    if !files.wrongs.is_empty() {
        // The files that were taken are there; the form waits with everything else that was typed.
        let (step, wrongs) = (Step::Writing, &files.wrongs);
        let screen =
            Screen { tongue, step, wrongs, note: None, typed: &typed, files, alike: Alike::default() };
        return Ok(screen.respond(StatusCode::UNPROCESSABLE_ENTITY, jar, true));
    }
    let go = if sent.get("remove").is_empty() { sent.get("go") } else { "" };
    let (wanted, send) = match go {
        "next" => (if here == Step::Writing { Step::Person } else { Step::Check }, false),
        "send" => (Step::Check, true),
        // Staying (in another language), and going back to a step by its name.
        other => (Step::parse(other).unwrap_or(here), false),
    };
    // Whatever lies before the wanted step must hold; going back asks nothing.
    for (step, wrongs) in
        [(Step::Writing, typed.wrong_in_writing(tongue)), (Step::Person, typed.wrong_in_person(tongue))]
    {
        let passes = wanted as usize > step as usize;
        if passes && !wrongs.is_empty() {
            let screen = Screen {
                tongue,
                step,
                wrongs: &wrongs,
                note: None,
                typed: &typed,
                files,
                alike: Alike::default(),
            };
            return Ok(screen.respond(StatusCode::UNPROCESSABLE_ENTITY, jar, true));
        }
    }
    if send && !state.may_file(peer) {
        // A moment later it may go: what was typed waits on the page.
        let words = words::error::page(PageError::TooOften, tongue.0);
        let note = format!("{} {}", words.happened, words.next);
        let (step, note) = (Step::Check, Some(note.as_str()));
        let screen =
            Screen { tongue, step, wrongs: &[], note, typed: &typed, files, alike: Alike::default() };
        return Ok(screen.respond(StatusCode::TOO_MANY_REQUESTS, jar, true));
    }
    if send {
        return hand_in::hand_in(state, tongue, jar, (typed, files)).await;
    }
    let alike = match wanted {
        Step::Check => alike::find(state, &jar, &typed).await,
        Step::Writing | Step::Person => Alike::default(),
    };
    let screen = Screen { tongue, step: wanted, wrongs: &[], note: None, typed: &typed, files, alike };
    Ok(screen.respond(StatusCode::OK, jar, true))
}

/// One of the steps on screen.
struct Screen<'a> {
    tongue: Tongue,
    step: Step,
    wrongs: &'a [Wrong],
    note: Option<&'a str>,
    typed: &'a Typed,
    files: &'a Files,
    alike: Alike,
}

impl Screen<'_> {
    /// `started`: something was typed, so that the header's switch must lead to the form's own.
    fn respond(&self, status: StatusCode, jar: CookieJar, started: bool) -> Response {
        let title = format!("{} – {}", self.tongue.strings().apply.title, self.step.label(self.tongue));
        let mut sheet = Sheet::new(self.tongue, &title, PATH);
        if started {
            sheet = sheet.languages_at(OTHER_LANGUAGE);
        }
        sheet.respond(status, jar, self.body(started))
    }

    fn body(&self, started: bool) -> Markup {
        let t = &self.tongue.strings().apply;
        let action = self.tongue.to(PATH);
        let attrs = FormAttrs::new(&action, "").id("apply");
        // Only the text is kept in the browser: names and numbers are not left on a shared machine.
        let attrs = if self.step == Step::Writing { attrs.draft("apply") } else { attrs };
        html! {
            (page_title(t.title, html! {}))
            @if self.step == Step::Writing { p.lead { (t.intro) } }
            (self.steps())
            (summary(self.wrongs, self.tongue))
            @if self.tongue.1.is_some() { div.alert.tone-warning { p { (words::outage::filing(self.tongue.0)) } } }
            @if let Some(note) = self.note { div.alert.tone-warning role="alert" { p { (note) } } }
            (upload_form(&attrs, html! {
                // What the Enter key presses is the way on, not the button beside the files.
                button type="submit" name="go" value=(if self.step == Step::Check { "send" } else { "next" }) hidden {}
                input type="hidden" name="step" value=(self.step.as_str()) data-step-before=[started.then(|| self.before())]
                    data-not-done[self.step != Step::Writing];
                (self.typed.carried(self.step))
                @match self.step {
                    Step::Writing => {
                        (writing::fields(self.typed, self.wrongs, self.tongue))
                        (self.files.panel(self.tongue))
                    },
                    Step::Person => (person::fields(self.typed, self.wrongs, self.tongue)),
                    Step::Check => {
                        (alike::hints(&self.alike, self.tongue))
                        (check::overview(self.typed, self.files, self.tongue))
                    },
                }
                (self.buttons())
            }))
        }
    }

    fn steps(&self) -> Markup {
        let lines: Vec<StageLine> = (0..)
            .zip(Step::ALL)
            .map(|(index, step)| StageLine {
                label: step.label(self.tongue),
                stand: Stand::of(index, self.step as usize),
                when: None,
            })
            .collect();
        stages(self.tongue.pick("신청 단계", "Steps"), &lines, self.tongue)
    }

    /// The name of the step that the way back leads to; of the first one none.
    fn before(&self) -> &'static str {
        match self.step {
            Step::Writing => "",
            Step::Person => Step::Writing.as_str(),
            Step::Check => Step::Person.as_str(),
        }
    }

    /// The way on comes first: it is what the Enter key presses.
    fn buttons(&self) -> Markup {
        let common = &self.tongue.strings().common;
        let other = self.tongue.other();
        let switch = other.pick("한국어로 계속 쓰기", "Continue in English");
        html! {
            div.button-row {
                @match self.step {
                    Step::Check => (submit_value(common.send, ButtonKind::Primary, "go", "send")),
                    _ => (submit_value(common.next, ButtonKind::Primary, "go", "next")),
                }
                @if self.step != Step::Writing { (submit_value(common.previous, ButtonKind::Tertiary, "go", self.before())) }
                button.btn.btn-tertiary #(OTHER_LANGUAGE) type="submit" name="go" value="stay" lang=(other.0.as_str())
                    formaction=(other.to(PATH)) { (switch) }
            }
        }
    }
}
