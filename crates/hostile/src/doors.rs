//! Any request to pages and JSON interface, as it stands in a file: who asks, method and address, headers, an empty
//! line, the body. Whatever it is, the answer is no fault.

use std::cell::RefCell;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, HeaderValue, Method, Request, Uri, header};
use connect::vault::{Settings as VaultSettings, Vault};
use domain::id::{OfficerId, SessionId};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use store::{Owner, Session, Store};
use testkit::databases::keys;
use testkit::office::TestOffice;
use testkit::world;
use tower::ServiceExt;
use uuid::Uuid;
use web::{AppState, Settings};

/// Somebody of each kind of desk; nobody at all is one more.
const ASKERS: [OfficerId; 7] =
    [world::KIM, world::LEE, world::HAN, world::JEONG, world::MIN, world::SI, world::DA];
/// Requests before the office is made anew, so that it does not grow for ever.
const REQUESTS_MOST: u32 = 2_000;
/// The proxy that is believed, so that what it says of addresses is read.
const PROXY: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 1);

/// An office in a folder of its own.
struct House {
    router: Router,
    asked: u32,
    _folder: tempfile::TempDir,
}

pub(crate) fn read(bytes: &[u8]) {
    thread_local! {
        static HOUSE: RefCell<Option<House>> = const { RefCell::new(None) };
    }
    let Some((asker, rest)) = crate::chosen(bytes, ASKERS.len() + 1) else { return };
    let Some(request) = request(ASKERS.get(asker).copied(), rest) else { return };
    HOUSE.with_borrow_mut(|house| {
        if house.as_ref().is_none_or(|house| house.asked >= REQUESTS_MOST) {
            *house = Some(crate::wait(House::build()));
        }
        let Some(house) = house else { return };
        house.asked += 1;
        crate::wait(ask(house.router.clone(), request));
    });
}

async fn ask(router: Router, request: Request<Body>) {
    let told = format!("{} {}", request.method(), request.uri());
    let Ok(response) = router.oneshot(request).await;
    let status = response.status();
    assert!(status.as_u16() < 500, "{told}: {status}");
    // What does not end by itself is not waited for.
    if response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind != "text/event-stream") {
        response.into_body().collect().await.expect("an answer has an end");
    }
}

/// Nothing where no HTTP client could say this.
fn request(asker: Option<OfficerId>, bytes: &[u8]) -> Option<Request<Body>> {
    let end = bytes.windows(2).position(|two| two == b"\n\n");
    let (head, body) = end.map_or((bytes, &b""[..]), |end| (&bytes[..end], &bytes[end + 2..]));
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut first = lines.next()?.splitn(2, |byte| *byte == b' ');
    let method = Method::from_bytes(first.next()?).ok()?;
    let uri = Uri::try_from(first.next()?).ok()?;
    let mut request = Request::builder().method(method).uri(uri).body(Body::from(body.to_vec())).ok()?;
    let headers = request.headers_mut();
    if let Some(officer) = asker {
        headers.append(header::COOKIE, HeaderValue::from_str(&format!("session=token-{officer}")).ok()?);
    }
    for line in lines {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let (Some(name), Some(value)) = (parts.next(), parts.next()) else { continue };
        let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(name), HeaderValue::from_bytes(value.trim_ascii()))
        else {
            continue;
        };
        headers.append(name, value);
    }
    request.extensions_mut().insert(ConnectInfo(PROXY));
    Some(request)
}

impl House {
    async fn build() -> House {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&format!("sqlite://{}/office.db", folder.path().display()), keys()).await.unwrap();
        world::settle(&store).await;
        log_in(&store).await;
        let office = TestOffice::over(store).await;
        office.accepted().await;
        let place = folder.path().join("vault");
        let vault = Arc::new(Vault::new(&VaultSettings::Folder(place)).unwrap());
        let settings = Settings { demo: false, secure_cookies: false };
        let state = AppState::new(office.office, settings).behind(&[PROXY.ip()]).keeping(vault);
        House { router: web::router(state), asked: 0, _folder: folder }
    }
}

async fn log_in(store: &Store) {
    let now = world::morning();
    let mut tx = store.write().await.unwrap();
    for officer in ASKERS {
        let session = Session {
            id: SessionId(Uuid::from_u128(officer.0.as_u128() + 0x5000)),
            owner: Owner::Officer(officer),
            way: store::Way::Password,
            created_at: now,
            seen_at: now,
            expires_at: now + SignedDuration::from_hours(10),
        };
        tx.put_session(&session, &casework::digest::of(format!("token-{officer}"))).await.unwrap();
    }
    tx.commit().await.unwrap();
}
