//! Who asks: an officer with a session, or a petitioner who proved a number and its secret.

use std::net::IpAddr;

use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{Uri, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use casework::NotDone;
use casework::people::Asker;
use casework::sessions::{self, Who};
use domain::actor::Actor;
use domain::complaint::Number;
use words::error::PageError;

use super::From;
use crate::error::Fail;
use crate::state::AppState;

pub const SESSION_COOKIE: &str = "session";
pub const CITIZEN_COOKIE: &str = "petition";

/// An officer at their desk, by the session's cookie.
pub struct Desk {
    pub who: Who,
    /// From where they ask.
    pub ip: IpAddr,
}

impl Desk {
    pub fn actor(&self) -> Actor {
        self.who.actor()
    }

    /// For whatever is written into the access log.
    pub fn asker(&self) -> Asker<'_> {
        Asker { who: &self.who, ip: self.ip }
    }
}

impl<S> FromRequestParts<S> for Desk
where
    S: Send + Sync,
    AppState: FromRef<S>,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let app = AppState::from_ref(state);
        let asked =
            parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.clone(), |uri| uri.0.clone());
        let Some(token) = token(parts) else { return Err(signed_out(parts, &asked)) };
        let found = if is_background(parts) {
            sessions::look(&app.office, &token).await?
        } else {
            sessions::who(&app.office, &token).await?
        };
        match found {
            // A password that somebody else has set opens the page where it is changed, and nothing else.
            Some(who) if who.must_change_password && !OPEN_BEFORE_CHANGE.contains(&asked.path()) => {
                Err(Fail::ChangePassword)
            }
            Some(who) if who.owes_second_factor && !open_before_code(asked.path()) => Err(Fail::SetUpCode),
            Some(who) => {
                let Ok(From(ip)) = From::from_request_parts(parts, state).await;
                Ok(Desk { who, ip })
            }
            None => Err(signed_out(parts, &asked)),
        }
    }
}

/// After logging in one comes back to a page that can be asked for: an act's address cannot, the page its
/// form stands on can. That page is ours, because forms from elsewhere were turned away before.
fn signed_out(parts: &Parts, asked: &Uri) -> Fail {
    if parts.method.is_safe() {
        return Fail::log_in(asked);
    }
    let page = parts.headers.get(header::REFERER).and_then(|from| from.to_str().ok()?.parse::<Uri>().ok());
    Fail::LogInAgain(page.map_or_else(|| "/".to_owned(), |page| page_of(&page)))
}

/// The forms of a case stand on its page; where a refusal was shown under an act's address, it is meant too.
fn page_of(from: &Uri) -> String {
    let mut steps = from.path().split('/').skip(1);
    match (steps.next(), steps.next(), steps.next()) {
        (Some("complaints"), Some(number), Some(_)) if Number::parse(number).is_ok() => {
            format!("/complaints/{number}")
        }
        _ => from.path_and_query().map_or("/", |page| page.as_str()).to_owned(),
    }
}

/// Goes with the answer to a form whose session had ended: the page it stands on.
#[derive(Clone, Debug)]
pub(crate) struct LoggedOut(pub(crate) String);

/// A page that keeps itself fresh says so, and does not count as its officer's being there.
pub(crate) const BACKGROUND: &str = "x-background";

fn is_background(parts: &Parts) -> bool {
    parts.headers.contains_key(BACKGROUND)
}

/// What is open to somebody who must change their password first.
const OPEN_BEFORE_CHANGE: [&str; 4] = ["/me/password", "/logout", "/session/extend", "/login/again"];

/// What is open to somebody who must set up a second factor first.
fn open_before_code(path: &str) -> bool {
    path.starts_with("/me/second-factor") || OPEN_BEFORE_CHANGE.contains(&path)
}

/// Pages take the session's cookie; the JSON interface has its own door and takes bearer tokens only.
fn token(parts: &Parts) -> Option<String> {
    CookieJar::from_headers(&parts.headers).get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned())
}

/// A petitioner at their own complaint.
pub struct Citizen {
    pub actor: Actor,
    pub number: Number,
}

impl<S> FromRequestParts<S> for Citizen
where
    S: Send + Sync,
    AppState: FromRef<S>,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let app = AppState::from_ref(state);
        let jar = CookieJar::from_headers(&parts.headers);
        let proof = jar.get(CITIZEN_COOKIE).map(|cookie| cookie.value().to_owned());
        let (number, secret) = proof.as_deref().and_then(|p| p.split_once('.')).ok_or_else(Fail::look_up)?;
        let number = Number::parse(number).map_err(|_| Fail::look_up())?;
        match casework::petition::enter(&app.office, &number, secret).await {
            Ok(actor) => Ok(Citizen { actor, number }),
            // Only what opens nothing is counted: a petitioner at work is not slowed down, somebody guessing is.
            Err(NotDone::NotFound) => {
                let Ok(From(peer)) = From::from_request_parts(parts, state).await;
                let often = Fail::Page(PageError::TooOften);
                Err(if app.may_try(peer) { Fail::look_up() } else { often })
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

/// The petitioner this browser has proven, if it has; a proof that opens nothing counts as none.
pub async fn proven(app: &AppState, jar: &CookieJar) -> Result<Option<Citizen>, Fail> {
    let proof = jar.get(CITIZEN_COOKIE).map(|cookie| cookie.value().to_owned());
    let Some((number, secret)) = proof.as_deref().and_then(|p| p.split_once('.')) else { return Ok(None) };
    let Ok(number) = Number::parse(number) else { return Ok(None) };
    match casework::petition::enter(&app.office, &number, secret).await {
        Ok(actor) => Ok(Some(Citizen { actor, number })),
        Err(NotDone::NotFound) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// Number and secret for this browser session only; never longer.
pub fn citizen_cookie(number: &Number, secret: &str, secure: bool) -> Cookie<'static> {
    let typed: String = secret.chars().filter(char::is_ascii_alphanumeric).collect();
    let cookie = Cookie::build((CITIZEN_COOKIE, format!("{number}.{typed}"))).path("/");
    cookie.http_only(true).same_site(SameSite::Lax).secure(secure).build()
}
