//! The staff feed over real HTTP conversations with the stand-in directory.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic like tests")]

use connect::Secret;
use connect::staff::{StaffClient, StaffFake, StaffSettings, mapping};

fn told() -> domain::org::Feed {
    let page = include_str!("../../../docs/protocols/staff-feed.md");
    let (_, rest) = page.split_once("```json\n").unwrap();
    mapping::read(rest.split_once("```").unwrap().0.as_bytes()).unwrap()
}

#[tokio::test]
async fn what_the_directory_tells_arrives_whole() {
    let fake = StaffFake::start(&told()).await.unwrap();
    let client = StaffClient::new(&fake.settings()).unwrap();
    assert_eq!(client.fetch().await.unwrap(), told());
}

#[tokio::test]
async fn a_directory_that_refuses_breaks_or_is_away_is_told_in_a_sentence() {
    let fake = StaffFake::start(&told()).await.unwrap();
    let settings = fake.settings();
    let stranger = StaffSettings { token: Secret::new("another"), ..settings.clone() };
    assert!(StaffClient::new(&stranger).unwrap().fetch().await.unwrap_err().contains("401"));
    let client = StaffClient::new(&settings).unwrap();
    for (status, body) in [(500, ""), (200, "<html>점검 중</html>"), (200, "{\"version\": 1}"), (302, "")]
    {
        fake.answer(status, body);
        assert!(client.fetch().await.is_err(), "{status} {body}");
    }
    fake.stop();
    drop(fake);
    let gone = StaffSettings { url: "http://127.0.0.1:9/v1/staff".into(), ..settings };
    assert!(StaffClient::new(&gone).unwrap().fetch().await.unwrap_err().contains("연결"));
}

#[test]
fn a_token_never_travels_in_the_clear_to_another_machine() {
    let settings = |url: &str| StaffSettings {
        url: url.into(),
        token: Secret::new("token"),
        timeout: std::time::Duration::from_secs(1),
    };
    assert!(StaffClient::new(&settings("http://directory.example/v1")).is_err());
    assert!(StaffClient::new(&settings("https://directory.example/v1")).is_ok());
}
