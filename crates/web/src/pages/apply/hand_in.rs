//! Off it goes: filed with what waited, and the number and the secret on their way to the last page.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::alike::Alike;
use casework::intake::HandedInBy;
use casework::{Filed, NotDone};
use words::error::PageError;

use super::files::Files;
use super::typed::{self, Typed};
use super::{PATH, Screen, Step, done};
use crate::error::Fail;
use crate::pages::citizen::Tongue;
use crate::request::citizen_cookie;
use crate::state::AppState;

pub(super) async fn hand_in(
    state: &AppState,
    tongue: Tongue,
    jar: CookieJar,
    (typed, files): (Typed, &Files),
) -> Result<Response, Fail> {
    let submission = typed.submission().ok_or(Fail::Page(PageError::Invalid))?;
    let once = Some(typed.once());
    let filed =
        casework::intake::file_with(&state.office, HandedInBy::Citizen, submission, once, files.bundle())
            .await;
    match filed {
        Ok(Filed { complaint, secret }) => {
            let number = &complaint.application_number;
            let jar = crate::files::Bundle::done(jar, PATH);
            let jar = match &secret {
                Some(secret) => jar
                    .add(citizen_cookie(number, secret, state.settings.secure_cookies))
                    .add(done::cookie(number, secret, state.settings.secure_cookies)),
                // Sent twice: the first answer brought the secret; here it is not known any more.
                None => jar.add(done::cookie(number, "", state.settings.secure_cookies)),
            };
            Ok((jar, Redirect::to(&tongue.to("/apply/done"))).into_response())
        }
        Err(NotDone::KeyReused) => {
            // Filed already, then changed with the browser's way back: sending it again is a new complaint.
            let typed = typed.renewed();
            let note = Some(tongue.pick(
                "이 내용을 고치기 전에 이미 신청하셨습니다. 고친 내용으로 한 건 더 신청하려면 다시 보내 주십시오.",
                "You have already filed this before changing it. Send again to file the changed text as another complaint.",
            ));
            let screen = Screen {
                tongue,
                step: Step::Check,
                wrongs: &[],
                note,
                typed: &typed,
                files,
                alike: Alike::default(),
            };
            Ok(screen.respond(StatusCode::CONFLICT, jar, true))
        }
        Err(NotDone::Invalid { field, .. }) => {
            let wrongs = [typed::refused(field, tongue)];
            let step = Step::Person;
            let screen = Screen {
                tongue,
                step,
                wrongs: &wrongs,
                note: None,
                typed: &typed,
                files,
                alike: Alike::default(),
            };
            Ok(screen.respond(StatusCode::UNPROCESSABLE_ENTITY, jar, true))
        }
        Err(fault) => Err(fault.into()),
    }
}
