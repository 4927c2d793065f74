//! Files looked at by a real conversation with the stand-in scanner.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like tests")]

use std::path::PathBuf;

use connect::scan::{EICAR, Scanner, ScannerFake, Verdict};

fn file(home: &tempfile::TempDir, bytes: &[u8]) -> PathBuf {
    let path = home.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    path
}

#[tokio::test]
async fn a_known_virus_is_found_wherever_it_lies_and_nothing_else_is() {
    let (fake, home) = (ScannerFake::start().await.unwrap(), tempfile::tempdir().unwrap());
    let scanner = Scanner::new(&fake.settings()).unwrap();
    assert_eq!(scanner.scan(&file(&home, &vec![7; 5_000_000])).await, Verdict::Clean);
    // Over the border of two of the client's pieces.
    let mut hidden = vec![b' '; 4_070];
    hidden.extend(EICAR.concat().bytes());
    let found = scanner.scan(&file(&home, &hidden)).await;
    assert_eq!(found, Verdict::Infected("Eicar-Test-Signature".to_owned()));
    assert!(scanner.check().await.unwrap().contains("ClamAV"));
}

#[tokio::test]
async fn a_scanner_that_is_away_says_nothing_about_the_file() {
    let (fake, home) = (ScannerFake::start().await.unwrap(), tempfile::tempdir().unwrap());
    let scanner = Scanner::new(&fake.settings()).unwrap();
    fake.go_away(true);
    assert!(matches!(scanner.scan(&file(&home, b"x")).await, Verdict::Unknown(_)));
    fake.go_away(false);
    assert_eq!(scanner.scan(&file(&home, b"x")).await, Verdict::Clean);
    let settings = fake.settings();
    drop(fake);
    let gone = Scanner::new(&settings).unwrap();
    assert!(matches!(gone.scan(&file(&home, b"x")).await, Verdict::Unknown(_)));
}
