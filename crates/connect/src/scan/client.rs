//! Asking clamd about one file: INSTREAM, so that it needs no access to our folder.

use std::io;
use std::path::Path;

use clamav_client::tokio::{Socket, Tcp, get_version, scan_file};
use tokio::time::timeout;

use super::{ScannerSettings, Verdict};
use crate::BadSetting;
use crate::message::{by_address, is_loopback};

/// One scanner. A connection lives for one file.
#[derive(Debug)]
pub struct Scanner {
    settings: ScannerSettings,
}

impl Scanner {
    /// Checks the settings; connects to nobody.
    ///
    /// # Errors
    /// [`BadSetting`] when the address cannot be one.
    pub fn new(settings: &ScannerSettings) -> Result<Scanner, BadSetting> {
        let address = &settings.address;
        let fit = address.strip_prefix("unix:").map_or_else(
            || {
                address
                    .rsplit_once(':')
                    .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
            },
            |path| !path.is_empty(),
        );
        if !fit {
            return Err(BadSetting::new("scanner.address", "HOST:PORT or unix:/path is expected"));
        }
        let host = address.rsplit_once(':').map_or("", |(host, _)| host);
        if !address.starts_with("unix:") && !settings.elsewhere && !is_loopback(host) {
            return Err(BadSetting::new(
                "scanner.address",
                "다른 컴퓨터의 검사기로는 첨부파일이 암호화 없이 갑니다. 이 컴퓨터에 두거나, 알고 그렇게 하려면 \
                 scanner.elsewhere를 켜십시오 (clamd knows no TLS; only on this machine)",
            ));
        }
        let mut settings = settings.clone();
        if let Some((host, port)) = settings.address.rsplit_once(':') {
            settings.address = format!("{}:{port}", by_address(host));
        }
        Ok(Scanner { settings })
    }

    /// Has a file looked at.
    pub async fn scan(&self, path: &Path) -> Verdict {
        match timeout(self.settings.timeout, self.ask(path)).await {
            Ok(Ok(answer)) => verdict(&answer),
            Ok(Err(error)) if error.kind() == io::ErrorKind::NotFound => {
                Verdict::Unknown("검사할 파일이나 검사기를 찾지 못했습니다.".to_owned())
            }
            Ok(Err(_)) => Verdict::Unknown("악성코드 검사기와 연결하지 못했습니다.".to_owned()),
            Err(_) => Verdict::Unknown("악성코드 검사기가 제때 답하지 않았습니다.".to_owned()),
        }
    }

    async fn ask(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.settings.address.strip_prefix("unix:") {
            Some(socket) => scan_file(path, Socket { socket_path: socket }, None).await,
            None => scan_file(path, Tcp { host_address: self.settings.address.as_str() }, None).await,
        }
    }

    /// Asks which version answers.
    ///
    /// # Errors
    /// Why nobody does, in a sentence.
    pub async fn check(&self) -> Result<String, String> {
        let asked = async {
            match self.settings.address.strip_prefix("unix:") {
                Some(socket) => get_version(Socket { socket_path: socket }).await,
                None => get_version(Tcp { host_address: self.settings.address.as_str() }).await,
            }
        };
        match timeout(self.settings.timeout, asked).await {
            Ok(Ok(answer)) => Ok(said(&answer)),
            Ok(Err(error)) => Err(format!("악성코드 검사기에 연결하지 못했습니다: {error}")),
            Err(_) => Err("악성코드 검사기가 제때 답하지 않았습니다.".to_owned()),
        }
    }
}

/// `stream: OK`, `stream: Eicar-Signature FOUND`, or a complaint of its own.
fn verdict(answer: &[u8]) -> Verdict {
    let said = said(answer);
    let told = said.strip_prefix("stream:").map_or(said.as_str(), str::trim);
    match told.strip_suffix("FOUND") {
        Some(name) => Verdict::Infected(name.trim().to_owned()),
        None if told == "OK" => Verdict::Clean,
        None => Verdict::Unknown("악성코드 검사기가 파일을 끝까지 읽지 못했습니다.".to_owned()),
    }
}

/// The answer as one printable line, cut where nobody would read on.
fn said(answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer);
    text.trim_matches(['\0', '\n', ' ']).chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ok_is_clean_and_only_found_is_infected() {
        assert_eq!(verdict(b"stream: OK\0"), Verdict::Clean);
        assert_eq!(
            verdict(b"stream: Eicar-Signature FOUND\0"),
            Verdict::Infected("Eicar-Signature".to_owned())
        );
        for other in [&b""[..], b"INSTREAM size limit exceeded. ERROR\0", b"stream: NOT OK", b"\xff\xfe"] {
            assert!(matches!(verdict(other), Verdict::Unknown(_)), "{other:?}");
        }
    }

    #[test]
    fn an_address_is_a_host_with_a_port_or_a_socket() {
        let at = |address: &str, elsewhere| {
            let timeout = std::time::Duration::ZERO;
            Scanner::new(&ScannerSettings { address: address.to_owned(), elsewhere, timeout }).is_ok()
        };
        let to = |address: &str| at(address, true);
        assert!(to("127.0.0.1:3310") && to("clamd.internal:3310") && to("unix:/run/clamd.ctl"));
        for here in ["127.0.0.1:3310", "[::1]:3310", "localhost:3310", "unix:/run/clamd.ctl"] {
            assert!(at(here, false), "{here}");
        }
        let named = ScannerSettings {
            address: "localhost:3310".to_owned(),
            elsewhere: false,
            timeout: std::time::Duration::ZERO,
        };
        assert_eq!(Scanner::new(&named).unwrap().settings.address, "127.0.0.1:3310", "no resolver is asked");
        for there in ["clamd.internal:3310", "10.0.0.1:3310", "localhost.evil.example:3310"] {
            assert!(!at(there, false), "{there}: files would travel in the clear");
        }
        assert!(!to("") && !to("unix:") && !to("clamd") && !to(":3310") && !to("h:999999"));
    }
}
