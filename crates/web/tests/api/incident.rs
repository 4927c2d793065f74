//! A fault of ours is told to a program under the number under which the log has it.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use testkit::world::KIM;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use super::office::{TestOffice, bearer, complaint};

/// Hears under which numbers the log is told of faults.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        event.record(&mut self.clone());
    }
}

impl Visit for Ear {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "incident" {
            self.0.lock().unwrap().push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

#[tokio::test]
async fn a_fault_is_told_to_a_program_under_the_number_that_the_log_has() {
    let office = TestOffice::new().await;
    let ear = Ear::default();
    let _listening = tracing::subscriber::set_default(tracing_subscriber::registry().with(ear.clone()));
    let refused =
        office.ask("POST", "/complaints", &[], Some(serde_json::json!({}))).await.problem(422, "invalid");
    assert_eq!(refused["incident"], Value::Null, "a refusal is no fault");
    assert!(ear.0.lock().unwrap().is_empty());
    office.office.store().close().await;
    for (method, path, body) in
        [("GET", "/complaints", None), ("POST", "/complaints", Some(complaint())), ("GET", "/me", None)]
    {
        let told = office.ask(method, path, &[bearer(KIM)], body).await.problem(503, "unavailable");
        let heard = std::mem::take(&mut *ear.0.lock().unwrap());
        let [number] = heard.as_slice() else { panic!("{path}: {heard:?}") };
        assert_eq!(told["incident"], number.as_str());
        assert!(
            told["detail"].as_str().unwrap().ends_with(&format!("문의 번호는 {number}입니다.")),
            "{told:#}"
        );
        assert!(number.len() == 8 && number.chars().all(|letter| letter.is_ascii_hexdigit()), "{number}");
    }
    office.close().await;
}
