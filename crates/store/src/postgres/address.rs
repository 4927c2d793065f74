//! The address of a PostgreSQL, and how the line to it is protected.

use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::error::{Result, StoreError};

const LOCALHOST: &str = "localhost";

/// Complaints travel this line. Unless the address says otherwise by `sslmode`, a server elsewhere has to prove who
/// it is; one on this machine need not.
pub(crate) fn options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url)?;
    if is_here(&options) {
        return Ok(by_address(options));
    }
    let said = url.split_once('?').is_some_and(|(_, more)| {
        more.split('&').any(|pair| pair.starts_with("sslmode=") || pair.starts_with("ssl-mode="))
    });
    match (said, options.get_ssl_mode()) {
        (false, _) => Ok(options.ssl_mode(PgSslMode::VerifyFull)),
        // Whoever sits on the line answers that there is no TLS, and hears everything.
        (true, PgSslMode::Prefer | PgSslMode::Allow) => Err(StoreError::Setup(
            "데이터베이스가 다른 컴퓨터에 있는데 sslmode가 prefer나 allow입니다. 주소에서 빼거나 verify-full로 바꾸십시오. 암호화 없이 \
             가야 한다면 disable이라고 밝히십시오 (sslmode=prefer and allow fall back to a line in the clear)"
                .into(),
        )),
        (true, _) => Ok(options),
    }
}

/// Whether the address says that complaints go to another machine without encryption.
#[must_use]
pub fn goes_in_the_clear(url: &str) -> bool {
    PgConnectOptions::from_str(url)
        .is_ok_and(|options| !is_here(&options) && matches!(options.get_ssl_mode(), PgSslMode::Disable))
}

fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == LOCALHOST
        || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `localhost` counts as this machine, so it is reached by its address and by no resolver; where a certificate has to
/// bear the name, the certificate says whether it is.
fn by_address(options: PgConnectOptions) -> PgConnectOptions {
    let by_name = options.get_host() == LOCALHOST && options.get_socket().is_none();
    if by_name && !matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
        return options.host(&Ipv4Addr::LOCALHOST.to_string());
    }
    options
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_server_elsewhere_proves_who_it_is_unless_the_address_says_otherwise() {
        for (url, mode) in [
            ("postgres://u@db.seoul.go.kr/e", "VerifyFull"),
            ("postgres://u@10.0.0.5:5433/e?application_name=a", "VerifyFull"),
            ("postgres://u@10.0.0.5/e?sslmode=disable", "Disable"),
            ("postgres://u@db.seoul.go.kr/e?sslmode=require", "Require"),
            ("postgres://u@127.0.0.1/e", "Prefer"),
            ("postgres://u@[::1]/e", "Prefer"),
            ("postgres://u@localhost/e", "Prefer"),
            ("postgres://u@%2Fvar%2Frun%2Fpostgresql/e", "Prefer"),
        ] {
            let options = super::options(url).unwrap();
            assert_eq!(format!("{:?}", options.get_ssl_mode()), mode, "{url}");
        }
        for mode in ["prefer", "allow"] {
            let refused = super::options(&format!("postgres://u@10.0.0.5/e?sslmode={mode}")).unwrap_err();
            assert!(refused.to_string().contains("verify-full"), "{mode}: {refused}");
            assert!(super::options(&format!("postgres://u@localhost/e?sslmode={mode}")).is_ok());
        }
    }
    #[test]
    fn localhost_is_reached_by_its_address_unless_a_certificate_bears_the_name() {
        for (url, host) in [
            ("postgres://u@localhost/e", "127.0.0.1"),
            ("postgres://u@localhost/e?sslmode=require", "127.0.0.1"),
            ("postgres://u@localhost/e?sslmode=verify-full", "localhost"),
            ("postgres://u@localhost.evil.example/e?sslmode=disable", "localhost.evil.example"),
        ] {
            assert_eq!(super::options(url).unwrap().get_host(), host, "{url}");
        }
    }

    #[test]
    fn what_goes_to_another_machine_unencrypted_is_known_by_its_address() {
        for (url, clear) in [
            ("postgres://u@10.0.0.5/e?sslmode=disable", true),
            ("postgres://u@localhost.evil.example/e?sslmode=disable", true),
            ("postgres://u@localhost/e?sslmode=disable", false),
            ("postgres://u@127.0.0.1/e?sslmode=disable", false),
            ("postgres://u@10.0.0.5/e", false),
            ("sqlite://e.db", false),
        ] {
            assert_eq!(super::goes_in_the_clear(url), clear, "{url}");
        }
    }
}
