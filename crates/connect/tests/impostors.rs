//! Somebody in a neighbour's place, who sends us elsewhere or shows a certificate that is false: nobody goes there, and
//! nothing is said to them.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use connect::Secret;
use connect::approval::{ApprovalClient, ApprovalSettings};
use connect::epeople::{EpeopleClient, EpeopleSettings, Moment};
use connect::message::mail::{MailClient, MailSettings, Security};
use connect::message::text::{GatewaySettings, TextClient};
use connect::staff::{StaffClient, StaffSettings};
use connect::vault::{Key, S3Settings, Settings, Vault};
use jiff::Timestamp;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

const PATIENCE: Duration = Duration::from_secs(5);

/// Answers everybody with `status` and the way to `there`; tells how many came.
async fn serve(status: StatusCode, there: String) -> (SocketAddr, Arc<AtomicUsize>) {
    let came = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&came);
    let app = Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        let there = there.clone();
        async move { (status, [(header::LOCATION, there)]) }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, came)
}

/// Whether anything was taken for an answer.
async fn asked(url: &str) -> Vec<(&'static str, bool)> {
    let (secret, now) = (|| Secret::new("secret"), Timestamp::UNIX_EPOCH);
    let gateway = GatewaySettings {
        url: url.to_owned(),
        token: secret(),
        signing_key: secret(),
        alimtalk_template: None,
        timeout: PATIENCE,
    };
    let epeople = EpeopleSettings {
        url: url.to_owned(),
        key_id: "seoul".to_owned(),
        secret: secret(),
        timeout: PATIENCE,
    };
    let approval = ApprovalSettings {
        url: url.to_owned(),
        key_id: "seoul".to_owned(),
        secret: secret(),
        timeout: PATIENCE,
    };
    let staff = StaffSettings { url: url.to_owned(), token: secret(), timeout: PATIENCE };
    let store = S3Settings {
        endpoint: url.to_owned(),
        bucket: "attachments".to_owned(),
        region: "kr".to_owned(),
        access_key: "access".to_owned(),
        secret_key: secret(),
        timeout: PATIENCE,
    };
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::new(&Settings::S3 { store, incoming: folder.path().to_owned() }).unwrap();
    let mut spool = vault.spool().await.unwrap();
    spool.write(b"abc").await.unwrap();
    vec![
        ("gateway", TextClient::new(&gateway).unwrap().check(now).await.is_ok()),
        (
            "epeople",
            EpeopleClient::new(&epeople).unwrap().check(Moment { at: now, nonce: [0; 16] }).await.is_ok(),
        ),
        ("approval", ApprovalClient::new(&approval).unwrap().check(now).await.is_ok()),
        ("staff", StaffClient::new(&staff).unwrap().fetch().await.is_ok()),
        ("vault, put", vault.put(&Key::of(1), spool).await.is_ok()),
        ("vault, open", vault.open(&Key::of(1)).await.is_ok()),
    ]
}

#[tokio::test]
async fn nobody_goes_where_a_neighbour_sends_them() {
    let (elsewhere, came_elsewhere) = serve(StatusCode::OK, String::new()).await;
    for status in [StatusCode::MOVED_PERMANENTLY, StatusCode::FOUND, StatusCode::TEMPORARY_REDIRECT] {
        let (here, came) = serve(status, format!("http://{elsewhere}/")).await;
        for (who, content) in asked(&format!("http://{here}")).await {
            assert!(!content, "{who} takes {status} for an answer");
        }
        assert!(came.load(Ordering::SeqCst) >= 6, "somebody did not ask");
    }
    assert_eq!(came_elsewhere.load(Ordering::SeqCst), 0, "somebody followed");
}

/// Speaks TLS with a certificate of its own making, and counts the bytes that anybody entrusts it with.
fn impostor() -> (u16, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (came, heard) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let (counted, listened) = (Arc::clone(&came), Arc::clone(&heard));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let Ok(stream) = stream else { return };
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let (config, listened) = (Arc::clone(&config), Arc::clone(&listened));
            std::thread::spawn(move || {
                let mut line = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
                // What a relay would say first; whoever believes it answers.
                line.write_all(b"220 relay\r\n").ok();
                let mut words = [0; 1_024];
                while let Ok(read @ 1..) = line.read(&mut words) {
                    listened.fetch_add(read, Ordering::SeqCst);
                }
            });
        }
    });
    (port, came, heard)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_is_false_is_told_nothing() {
    let (port, came, heard) = impostor();
    for (who, content) in asked(&format!("https://localhost:{port}")).await {
        assert!(!content, "{who} believes a false certificate");
    }
    let mail = MailSettings {
        host: "localhost".to_owned(),
        port,
        security: Security::Tls,
        login: Some(("seoul".to_owned(), Secret::new("secret"))),
        from: "no-reply@seoul.example".to_owned(),
        from_name: "응답소".to_owned(),
        timeout: PATIENCE,
    };
    assert!(MailClient::new(&mail).unwrap().check().await.is_err());
    assert!(came.load(Ordering::SeqCst) >= 7, "somebody did not ask");
    assert_eq!(heard.load(Ordering::SeqCst), 0, "something was said");
}
