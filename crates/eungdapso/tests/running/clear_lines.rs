//! What is said to another machine is never said in the clear: a setting that would have it so is refused at the start, by
//! its name and with what to do, unless another one says on purpose that it is meant.

use testkit::databases::TestDatabase;

use crate::crowd::Place;

/// What has to be set, and the setting that is named when it is refused.
const REFUSED: [(&[(&str, &str)], &str); 17] = [
    (&[("EUNGDAPSO_MAIL_HOST", "relay.seoul.example")], "mail.security"),
    (&[("EUNGDAPSO_MAIL_HOST", "10.1.2.3")], "mail.security"),
    (&[("EUNGDAPSO_MAIL_HOST", "localhost.seoul.example")], "mail.security"),
    (
        &[("EUNGDAPSO_MAIL_HOST", "10.1.2.3"), ELSEWHERE, ("EUNGDAPSO_MAIL_LOGIN", "us"), SECRET],
        "mail.security",
    ),
    (&[("EUNGDAPSO_GATEWAY_URL", "http://gateway.example/")], "gateway.url"),
    (&[("EUNGDAPSO_GATEWAY_URL", "http://10.1.2.3:8080/")], "gateway.url"),
    (&[("EUNGDAPSO_GATEWAY_URL", "ftp://localhost/")], "gateway.url"),
    (
        &[
            ("EUNGDAPSO_EPEOPLE_URL", "http://epeople.example/"),
            ("EUNGDAPSO_EPEOPLE_KEY_ID", "k"),
            ("EUNGDAPSO_EPEOPLE_SECRET", SHARED),
        ],
        "epeople.url",
    ),
    (
        &[
            ("EUNGDAPSO_APPROVAL_URL", "http://[fd00::1]/"),
            ("EUNGDAPSO_APPROVAL_KEY_ID", "k"),
            ("EUNGDAPSO_APPROVAL_SECRET", SHARED),
        ],
        "approval.url",
    ),
    (&[("EUNGDAPSO_STAFF_URL", "http://staff.example/"), ("EUNGDAPSO_STAFF_TOKEN", SHARED)], "staff.url"),
    (&[("EUNGDAPSO_OIDC_ISSUER", "http://id.example/"), CLIENT, PROOF, HOME], "oidc.issuer"),
    (
        &[
            ("EUNGDAPSO_OIDC_ISSUER", "https://id.example/"),
            CLIENT,
            PROOF,
            ("EUNGDAPSO_OIDC_ADDRESS", "http://eungdapso.example"),
        ],
        "oidc.address",
    ),
    (&[("EUNGDAPSO_S3_ENDPOINT", "http://objects.example"), BUCKET, WHO, SIGNS], "files.s3_endpoint"),
    (&[("EUNGDAPSO_S3_ENDPOINT", "http://127.0.0.1.example:9000"), BUCKET, WHO, SIGNS], "files.s3_endpoint"),
    (&[("DATABASE_URL", "postgres://u@10.1.2.3/office?sslmode=prefer")], "sslmode"),
    (&[("EUNGDAPSO_SCANNER", "10.1.2.3:3310")], "scanner.address"),
    (&[("EUNGDAPSO_SCANNER", "clamd.example:3310")], "scanner.address"),
];
const SHARED: &str = "a secret of thirty-two letters or more";
const ELSEWHERE: (&str, &str) = ("EUNGDAPSO_MAIL_SECURITY", "plain-elsewhere");
const SECRET: (&str, &str) = ("EUNGDAPSO_MAIL_PASSWORD", SHARED);
const CLIENT: (&str, &str) = ("EUNGDAPSO_OIDC_CLIENT_ID", "us");
const PROOF: (&str, &str) = ("EUNGDAPSO_OIDC_CLIENT_SECRET", SHARED);
const HOME: (&str, &str) = ("EUNGDAPSO_OIDC_ADDRESS", "https://eungdapso.example");
const BUCKET: (&str, &str) = ("EUNGDAPSO_S3_BUCKET", "b");
const WHO: (&str, &str) = ("EUNGDAPSO_S3_ACCESS_KEY", "us");
const SIGNS: (&str, &str) = ("EUNGDAPSO_S3_SECRET_KEY", SHARED);

#[test]
fn nothing_is_said_to_another_machine_in_the_clear_unless_that_is_said_on_purpose() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let database = runtime.block_on(TestDatabase::new(store::Engine::Sqlite));
    let place = runtime.block_on(Place::over(database));
    for (set, setting) in REFUSED {
        let output = place.command().envs(set.iter().copied()).arg("serve").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{set:?} is taken");
        assert!(said.contains(setting), "{set:?}: {said}");
        assert!(
            ["https", "tls", "scanner.elsewhere", "verify-full"].iter().any(|way| said.contains(way)),
            "{said}"
        );
        assert!(!said.contains(SHARED), "{said}");
    }
    let mut meant = place.command();
    meant.envs([("EUNGDAPSO_MAIL_HOST", "10.1.2.3"), ELSEWHERE, ("EUNGDAPSO_SCANNER", "10.1.2.3:3310")]);
    meant.env("EUNGDAPSO_SCANNER_ELSEWHERE", "true").arg("serve");
    crate::program::Running::until(&mut meant, "listening on").stop();
    runtime.block_on(place.database.remove());
}
