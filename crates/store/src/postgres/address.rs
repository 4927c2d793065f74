//! The address of a PostgreSQL, and how the line to it is protected.

use std::net::IpAddr;
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::error::{Result, StoreError};

/// Complaints travel this line. Unless the address says otherwise by `sslmode`, a server elsewhere has to prove who
/// it is; one on this machine need not.
pub(crate) fn options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url)?;
    let said = url.split_once('?').is_some_and(|(_, more)| {
        more.split('&').any(|pair| pair.starts_with("sslmode=") || pair.starts_with("ssl-mode="))
    });
    let host = options.get_host();
    let here = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    if here {
        return Ok(options);
    }
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
}
