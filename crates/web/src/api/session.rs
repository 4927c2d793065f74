//! Getting a token, and giving it back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, http::header};
use casework::second_step;
use casework::sessions::{self, Entry, IDLE_MINUTES, Knock, NotIn};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use words::error::PageError;

use super::body::Sent;
use super::caller::Officer;
use super::problem::Problem;
use super::view::{OfficerView, officer};
use crate::error::Fail;
use crate::request::From as Peer;
use crate::state::AppState;

/// Longest code of a telephone, or spare one, in characters.
pub(super) const CODE_MAX: usize = 40;
/// Longest log-in name and password, in characters.
pub(super) const LOGIN_MAX: usize = 100;
pub(super) const PASSWORD_MAX: usize = 200;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opened {
    /// For `Authorization: Bearer`.
    pub(crate) token: String,
    /// When it ends if nothing is asked until then; every request prolongs it.
    pub(crate) expires_at: Timestamp,
    pub(crate) must_change_password: bool,
    pub(crate) officer: OfficerView,
}

pub(crate) async fn open(
    State(state): State<AppState>,
    Peer(from): Peer,
    sent: Sent,
) -> Result<Response, Problem> {
    let mut fields = sent.fields();
    let login = fields.text::<LOGIN_MAX>("login").map(String::from);
    let password =
        fields.one("password", |typed| (typed.chars().count() <= PASSWORD_MAX).then(|| typed.to_owned()));
    let code = fields.text_if_any::<CODE_MAX>("code").map(String::from);
    let (login, password) = fields.finish(login.zip(password))?;
    if !state.may_try(from) {
        return Err(Problem::general(PageError::TooOften, "too-often"));
    }
    // No name of ours has a control character, and PostgreSQL keeps no NUL.
    if login.chars().any(char::is_control) {
        return Err(wrong());
    }
    let knock = Knock::from(from);
    let entered = match sessions::log_in(&state.office, &login, &password, &knock).await.map_err(not_in)? {
        Entry::Inside(entered) => entered,
        Entry::CodeAsked { half } => match code {
            Some(code) => {
                second_step::finish(&state.office, &half, &code, &knock).await.map_err(not_in_by_code)?
            }
            None => return Err(code_asked()),
        },
    };
    let token = entered.token;
    let who = sessions::who(&state.office, &token).await?.ok_or_else(wrong)?;
    let chart = state.office.facts().chart;
    let opened = Opened {
        expires_at: state.office.wall_now() + SignedDuration::from_mins(i64::from(IDLE_MINUTES)),
        must_change_password: who.must_change_password,
        officer: officer(&who.officer, &chart),
        token,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(opened)).into_response())
}

fn not_in(why: NotIn) -> Problem {
    match why {
        NotIn::Wrong | NotIn::Late => wrong(),
        NotIn::Locked { until } => {
            let until = words::date::moment(until);
            let said =
                format!("비밀번호를 여러 번 잘못 입력하여 {until}까지 이곳에서는 로그인할 수 없습니다.");
            Problem::of(PageError::TooOften, "locked", said)
        }
        NotIn::NotDone(why) => Fail::from(why).into(),
    }
}

fn not_in_by_code(why: NotIn) -> Problem {
    match why {
        NotIn::Wrong => {
            Problem::of(PageError::SignedOut, "wrong-code", "인증 코드가 맞지 않거나 이미 쓰였습니다.")
        }
        other => not_in(other),
    }
}

fn code_asked() -> Problem {
    let said = "2단계 인증을 쓰는 계정입니다. 인증 앱의 코드나 복구 코드를 code에 넣어 다시 보내 주십시오.";
    Problem::of(PageError::SignedOut, "code-asked", said)
}

fn wrong() -> Problem {
    Problem::of(PageError::SignedOut, "wrong-login", "아이디 또는 비밀번호가 맞지 않습니다.")
}

pub(crate) async fn close(
    State(state): State<AppState>,
    Officer(who): Officer,
    Peer(from): Peer,
) -> Result<StatusCode, Problem> {
    sessions::log_out(&state.office, who.session, &who.officer.login, &from.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}
