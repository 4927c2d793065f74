//! Off it goes: filed with what waited, and the number and the secret on their way to the last page.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::alike::Alike;
use casework::intake::HandedInBy;
use casework::{Filed, NotDone};
use store::StoreError;
use words::error::PageError;

use super::files::Files;
use super::typed::{self, Typed};
use super::{PATH, Screen, Step, done};
use crate::error::{self, Fail};
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
            let note = tongue.pick(
                "이 내용을 고치기 전에 이미 신청하셨습니다. 고친 내용으로 한 건 더 신청하려면 다시 보내 주십시오.",
                "You have already filed this before changing it. Send again to file the changed text as another complaint.",
            );
            Ok(still_here((tongue, jar), (&typed.renewed(), files), (StatusCode::CONFLICT, note)))
        }
        Err(NotDone::Fault(away @ StoreError::Unavailable(_))) => {
            // The database is full, or went away at the last moment: it may have kept it, and under its key it is one.
            let incident = error::log(&away.into()).unwrap_or_default();
            let note = tongue.pick(
                "시스템 장애로 접수되었는지 확인하지 못했습니다. 쓰신 내용은 이 화면에 그대로 있습니다. 잠시 뒤 다시 보내 \
                 주십시오. 이미 접수되었더라도 여러 번 보내면 한 건으로 접수되고, 신청번호를 알려 드립니다. 급한 민원은 \
                 120다산콜로 신청할 수 있습니다.",
                "A fault on our side kept us from seeing whether this was filed. What you typed is still on this page: please \
                 send it again a little later. However often you send it, it is filed once, and you are given its number. For \
                 urgent matters call 120.",
            );
            let note = format!("{note} {}: {incident}", tongue.strings().common.incident);
            Ok(still_here((tongue, jar), (&typed, files), (StatusCode::SERVICE_UNAVAILABLE, &note)))
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

/// The last step again, with everything that was typed.
fn still_here(
    (tongue, jar): (Tongue, CookieJar),
    (typed, files): (&Typed, &Files),
    (status, note): (StatusCode, &str),
) -> Response {
    let (step, note) = (Step::Check, Some(note));
    let screen = Screen { tongue, step, wrongs: &[], note, typed, files, alike: Alike::default() };
    screen.respond(status, jar, true)
}
