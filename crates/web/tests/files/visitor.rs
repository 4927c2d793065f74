//! Somebody at a browser who sends files: a petitioner, or an officer with a session of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use connect::vault::{Settings as VaultSettings, Vault};
use domain::complaint::Number;
use domain::id::{OfficerId, SessionId};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use store::{Engine, Owner, Session};
use testkit::databases;
use testkit::office::TestOffice;
use tower::ServiceExt;
use uuid::Uuid;
use web::{AppState, Settings, router};

/// An office with a vault in a folder of its own.
pub(crate) struct House {
    pub(crate) office: TestOffice,
    pub(crate) vault: Arc<Vault>,
    pub(crate) folder: tempfile::TempDir,
    app: Router,
}

pub(crate) fn with_house<F: Future<Output = ()>>(test: impl FnOnce(House) -> F) {
    databases::run(Engine::Sqlite, |office: TestOffice| async move {
        let folder = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::new(&VaultSettings::Folder(folder.path().to_owned())).unwrap());
        let settings = Settings { demo: false, secure_cookies: true };
        let app = router(AppState::new(office.office.clone(), settings).keeping(Arc::clone(&vault)));
        test(House { office, vault, folder, app }).await;
    });
}

impl House {
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor { app: self.app.clone(), cookies: BTreeMap::new(), bearer: None }
    }

    /// An officer who has logged in.
    pub(crate) async fn officer(&self, id: OfficerId) -> Visitor {
        let token = format!("token-{}", Uuid::new_v4());
        let now = self.office.office.wall_now();
        let owner = Owner::Officer(id);
        let session = Session {
            id: SessionId(Uuid::new_v4()),
            owner,
            way: store::Way::Password,
            created_at: now,
            seen_at: now,
            expires_at: now + SignedDuration::from_hours(1),
        };
        let mut tx = self.office.store().write().await.unwrap();
        tx.put_session(&session, &casework::digest::of(&token)).await.unwrap();
        tx.commit().await.unwrap();
        let mut visitor = self.visitor();
        visitor.cookies.insert("__Host-session".to_owned(), token.clone());
        visitor.bearer = Some(token);
        visitor
    }

    /// A petitioner who has looked their complaint up.
    pub(crate) async fn petitioner(&self, number: &Number, secret: &str) -> Visitor {
        let mut visitor = self.visitor();
        let body = serde_html_form::to_string([("number", number.as_str()), ("secret", secret)]).unwrap();
        let kind = "application/x-www-form-urlencoded";
        let came = visitor.post_raw("/lookup", kind, body.into_bytes()).await;
        assert_eq!(came.status, StatusCode::SEE_OTHER, "{}", came.text());
        visitor
    }

    /// What lies in the vault, pieces in the making left out.
    pub(crate) fn kept(&self) -> Vec<Vec<u8>> {
        let drawers = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let files = drawers.flat_map(|drawer| std::fs::read_dir(drawer).unwrap());
        files.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
    }
}

pub(crate) struct Visitor {
    app: Router,
    cookies: BTreeMap<String, String>,
    bearer: Option<String>,
}

/// What came.
pub(crate) struct Came {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

/// A form with files, as a browser puts it together.
#[derive(Clone)]
pub(crate) struct Form(Vec<u8>);

const BOUNDARY: &str = "----formboundary7MA4YWxkTrZu0gW";

impl Form {
    pub(crate) fn new(pairs: &[(&str, &str)]) -> Form {
        let mut form = Form(Vec::new());
        for (name, value) in pairs {
            let part =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            form.0.extend(part.into_bytes());
        }
        form
    }

    #[must_use]
    pub(crate) fn file(mut self, name: &str, bytes: &[u8]) -> Form {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        self.0.extend(head.into_bytes());
        self.0.extend(bytes);
        self.0.extend(b"\r\n");
        self
    }

    fn whole(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        self.0
    }
}

impl Visitor {
    pub(crate) async fn get(&mut self, path: &str) -> Came {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, path: &str, form: Form) -> Came {
        self.post_raw(path, &format!("multipart/form-data; boundary={BOUNDARY}"), form.whole()).await
    }

    /// A program of the petitioner's.
    pub(crate) async fn post_as(&mut self, path: &str, secret: &str, form: Form) -> Came {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request =
            Request::post(path).header(header::CONTENT_TYPE, kind).header("x-complaint-secret", secret);
        self.send(request.body(Body::from(form.whole())).unwrap()).await
    }

    /// Without its end: the connection broke.
    pub(crate) async fn post_cut(&mut self, path: &str, form: Form, cut: usize) -> Came {
        let whole = form.whole();
        let kept = whole[..whole.len().saturating_sub(cut)].to_vec();
        self.post_raw(path, &format!("multipart/form-data; boundary={BOUNDARY}"), kept).await
    }

    pub(crate) async fn post_raw(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Came {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Came {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        if let Some(token) = &self.bearer {
            request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        }
        let response = self.app.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                _ => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Came { status, headers, bytes }
    }
}

impl Came {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[track_caller]
    pub(crate) fn has(&self, part: &str) {
        assert!(self.text().contains(part), "no `{part}` in:\n{}", self.text());
    }

    #[track_caller]
    pub(crate) fn has_not(&self, part: &str) {
        assert!(!self.text().contains(part), "`{part}` in:\n{}", self.text());
    }

    /// The addresses of files on the page, each once, in their order.
    pub(crate) fn files(&self) -> Vec<String> {
        let text = self.text();
        let links =
            text.split("<a href=\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(href, _)| href));
        links.filter(|href| href.contains("/files/") && !href.ends_with("/view")).map(str::to_owned).collect()
    }

    pub(crate) fn hidden(&self, name: &str) -> String {
        let begin = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let text = self.text();
        let after = text.split_once(&begin).map_or("", |(_, after)| after);
        after.split_once('"').map_or(String::new(), |(value, _)| value.to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
