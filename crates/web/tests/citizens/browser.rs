//! A browser without a script: keeps cookies, follows nothing, reads what came.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::complaint::Number;
use http_body_util::BodyExt;
use store::Engine;
use testkit::databases;
use testkit::office::TestOffice;
use tower::ServiceExt;
use web::{AppState, Settings, router};

/// One test on an office of its own.
pub(crate) fn with_office<F: Future<Output = ()>>(test: impl FnOnce(TestOffice) -> F) {
    databases::run(Engine::Sqlite, test);
}

pub(crate) struct Browser {
    app: Router,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What came.
pub(crate) struct Came {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) text: String,
    pub(crate) set_cookies: Vec<String>,
    /// What caches are told.
    pub(crate) cache: String,
}

impl Browser {
    pub(crate) fn at(office: &TestOffice) -> Browser {
        let settings = Settings { demo: false, secure_cookies: true };
        let app = router(AppState::new(office.office.clone(), settings));
        Browser { app, cookies: BTreeMap::new() }
    }

    /// Somebody else, at another machine of the same server.
    pub(crate) fn stranger(&self) -> Browser {
        Browser { app: self.app.clone(), cookies: BTreeMap::new() }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Came {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Came {
        self.post_raw(path, serde_html_form::to_string(pairs).unwrap().into_bytes()).await
    }

    pub(crate) async fn post_raw(&mut self, path: &str, body: Vec<u8>) -> Came {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The head of a request that says how much will come.
    pub(crate) async fn announce(&mut self, path: &str, bytes: u64) -> Came {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=a")
            .header(header::CONTENT_LENGTH, bytes)
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Came {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.app.clone().oneshot(request).await.unwrap();
        let set_cookies: Vec<String> = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect();
        for cookie in &set_cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                _ => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let status = response.status();
        let named = |name| {
            response.headers().get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned())
        };
        let (location, cache) = (named(header::LOCATION), named(header::CACHE_CONTROL));
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Came { status, location, text: String::from_utf8(bytes.to_vec()).unwrap(), set_cookies, cache }
    }

    /// Looks a complaint up, as its petitioner.
    pub(crate) async fn enter(&mut self, number: &Number, secret: &str) -> Came {
        let came = self.post("/lookup", &[("number", number.as_str()), ("secret", secret)]).await;
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.text);
        self.get("/petition").await
    }
}

impl Came {
    /// The value of a hidden field, the first of its name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let begin = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let after = self.text.split_once(&begin).map_or("", |(_, after)| after);
        after.split_once('"').map_or(String::new(), |(value, _)| value.to_owned())
    }

    /// The text of the element with this id, tags left out.
    pub(crate) fn element(&self, id: &str) -> String {
        let after = self.text.split_once(&format!("id=\"{id}\">")).map_or("", |(_, after)| after);
        after.split_once('<').map_or(String::new(), |(text, _)| text.to_owned())
    }

    #[track_caller]
    pub(crate) fn has(&self, part: &str) {
        assert!(self.text.contains(part), "no `{part}` in:\n{}", self.text);
    }

    #[track_caller]
    pub(crate) fn has_not(&self, part: &str) {
        assert!(!self.text.contains(part), "`{part}` in:\n{}", self.text);
    }
}
