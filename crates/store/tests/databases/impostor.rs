//! A PostgreSQL that shows a certificate of its own making.

use store::{Store, StoreError};
use testkit::databases::cluster::Home;
use testkit::databases::keys;

mod a_server_with_a_false_certificate_is_told_nothing {
    #[tokio::test]
    async fn postgres() {
        super::shown().await;
    }
}

async fn shown() {
    let home = Home::make();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    for (name, text) in [("server.crt", made.cert.pem()), ("server.key", made.signing_key.serialize_pem())] {
        home.shell(&format!("umask 077 && printf '%s' '{text}' > data/{name}"));
    }
    let server = home.start("data", &["ssl=on"]);
    let at = |mode: &str| format!("postgres://eungdapso@localhost:{}/postgres?sslmode={mode}", server.port);
    // It does speak TLS, to whoever does not ask who it is.
    Store::connect(&at("require"), keys()).await.unwrap().close().await;
    let refused = Store::connect(&at("verify-full"), keys()).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "a false certificate was believed");
}
