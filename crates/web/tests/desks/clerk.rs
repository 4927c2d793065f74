//! An officer at a browser: logs in by the form, keeps cookies, follows nothing.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use casework::sessions::hash_password;
use http_body_util::BodyExt;
use store::{Account, Engine, Owner};
use testkit::databases;
use testkit::office::TestOffice;
use testkit::world::OFFICERS;
use tower::ServiceExt;
use web::{AppState, Settings, router};

pub(crate) const PASSWORD: &str = "가로등-고장-2026";

/// One test on an office of its own, in which everybody has an account.
pub(crate) fn with_office<F: Future<Output = ()>>(test: impl FnOnce(TestOffice) -> F) {
    databases::run(Engine::Sqlite, |office: TestOffice| async move {
        open_accounts(&office, false).await;
        test(office).await;
    });
}

pub(crate) async fn open_accounts(office: &TestOffice, must_change: bool) {
    let password_hash = hash_password(PASSWORD.to_owned()).await.unwrap();
    let account = |(id, _, login, _): &(_, _, &str, &str)| Account {
        login: (*login).to_owned(),
        owner: Owner::Officer(*id),
        password_hash: password_hash.clone(),
        must_change,
        changed_at: office.office.wall_now(),
    };
    let accounts: Vec<Account> = OFFICERS.iter().map(account).collect();
    let mut tx = office.store().write().await.unwrap();
    tx.put_accounts(&accounts).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) struct Clerk {
    app: Router,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What came.
pub(crate) struct Came {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) text: String,
    /// What came as it was: a file is no text.
    pub(crate) bytes: Vec<u8>,
}

impl Clerk {
    pub(crate) fn stranger(office: &TestOffice) -> Clerk {
        Clerk::under(office, false)
    }

    pub(crate) fn in_the_demo(office: &TestOffice) -> Clerk {
        Clerk::under(office, true)
    }

    /// Nobody yet, at a server of one's own.
    pub(crate) fn stranger_at(state: AppState) -> Clerk {
        Clerk { app: router(state), cookies: BTreeMap::new() }
    }

    /// Logged in at a server of one's own.
    pub(crate) async fn at_server(state: AppState, login: &str) -> Clerk {
        let mut clerk = Clerk { app: router(state), cookies: BTreeMap::new() };
        clerk.log_in(login).await;
        clerk
    }

    fn under(office: &TestOffice, demo: bool) -> Clerk {
        let settings = Settings { demo, secure_cookies: true };
        Clerk { app: router(AppState::new(office.office.clone(), settings)), cookies: BTreeMap::new() }
    }

    /// Logged in as one of the small city.
    pub(crate) async fn at(office: &TestOffice, login: &str) -> Clerk {
        let mut clerk = Clerk::stranger(office);
        clerk.log_in(login).await;
        clerk
    }

    async fn log_in(&mut self, login: &str) {
        let came = self.post("/login", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!((came.status, came.location.as_str()), (StatusCode::SEE_OTHER, "/"), "{}", came.text);
    }

    pub(crate) async fn get(&mut self, path: &str) -> Came {
        self.ask(Method::GET, path).await
    }

    /// Whether something is there that is not text: a file.
    pub(crate) async fn status(&mut self, path: &str) -> StatusCode {
        let request = Request::get(path).header("sec-fetch-site", "same-origin");
        let mut request = request.body(Body::empty()).unwrap();
        self.sign(&mut request);
        self.app.clone().oneshot(request).await.unwrap().status()
    }

    fn sign(&self, request: &mut Request<Body>) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
    }

    pub(crate) async fn ask(&mut self, method: Method, path: &str) -> Came {
        let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Came {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let body = serde_html_form::to_string(pairs).unwrap();
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// A form as a browser sends it, which tells on what page it stands.
    pub(crate) async fn post_from(&mut self, page: &str, path: &str) -> Came {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("https://eungdapso.example{page}"))
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from("text=안내")).unwrap()).await
    }

    pub(crate) async fn send(&mut self, mut request: Request<Body>) -> Came {
        self.sign(&mut request);
        let response = self.app.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                _ => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or(String::new(), |value| value.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Came { status, location, text, bytes }
    }
}

impl Came {
    #[track_caller]
    pub(crate) fn has(&self, part: &str) {
        assert!(self.text.contains(part), "no `{part}` in:\n{}", self.text);
    }

    #[track_caller]
    pub(crate) fn has_not(&self, part: &str) {
        assert!(!self.text.contains(part), "`{part}` in:\n{}", self.text);
    }
}
