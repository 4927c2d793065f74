//! `/metrics`: what waits, told to nobody who comes by the service's own door.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use casework::Clock;
use domain::complaint::{Channel, Visibility};
use http_body_util::BodyExt;
use testkit::office::TestOffice;
use testkit::world;
use tower::ServiceExt;
use web::{AppState, Beneath, Disk, Look, Settings, metrics, router};

pub(crate) async fn asked(router: Router) -> (StatusCode, String) {
    let answer = router.oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

/// A disk that is nearly full, and a backup of an hour ago.
fn beneath() -> Look {
    let disks = vec![Disk { holds: "data", free: 1_000, size: 50_000 }];
    Arc::new(move || Beneath { disks: disks.clone(), backup_age: Some(3_600.0) })
}

/// The figure on this line.
pub(crate) fn figure(text: &str, line: &str) -> Option<f64> {
    text.lines().find_map(|told| told.strip_prefix(line)?.strip_prefix(' ')?.parse().ok())
}

testkit::both_databases! {
    async fn open_and_late_complaints_and_waiting_notices_are_told_and_sealed_ones_are_not(office: TestOffice) {
        office.accepted().await;
        office.file_as(Channel::Web, Visibility::Sealed).await;
        let (status, early) = asked(metrics(office.office.clone(), beneath())).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(figure(&early, "eungdapso_complaints_open{stage=\"accepted\"}"), Some(1.0), "{early}");
        assert_eq!(figure(&early, "eungdapso_complaints_open{stage=\"filed\"}"), Some(0.0), "the sealed one");
        assert_eq!(figure(&early, "eungdapso_complaints_overdue{stage=\"accepted\"}"), Some(0.0));
        assert!(figure(&early, "eungdapso_notices_waiting").unwrap() > 0.0, "{early}");
        office.clock.move_to(world::seoul_time("2026-03-23 10:00"));
        let (_, late) = asked(metrics(office.office.clone(), beneath())).await;
        assert_eq!(figure(&late, "eungdapso_complaints_overdue{stage=\"accepted\"}"), Some(1.0), "{late}");
        assert!(figure(&late, "eungdapso_notices_oldest_seconds").unwrap() > 86_400.0, "nobody delivered them");
        let settings = Settings { demo: true, secure_cookies: false };
        let service = router(AppState::new(office.office.clone(), settings));
        assert_eq!(asked(service).await.0, StatusCode::NOT_FOUND);
    }
}

testkit::both_databases! {
    async fn disks_backups_and_what_is_kept_are_told(office: TestOffice) {
        let (_, told) = asked(metrics(office.office.clone(), beneath())).await;
        assert_eq!(figure(&told, "eungdapso_disk_free_bytes{holds=\"data\"}"), Some(1_000.0), "{told}");
        assert_eq!(figure(&told, "eungdapso_backup_age_seconds"), Some(3_600.0));
        assert_eq!(figure(&told, "eungdapso_ready"), Some(1.0));
        let unwatched = metrics(office.office.clone(), Arc::new(Beneath::default));
        assert_eq!(figure(&asked(unwatched).await.1, "eungdapso_backup_age_seconds"), None, "nobody watches them");
    }
}

/// Figures that nobody draws and no alarm asks: each says why.
const SHOWN_NOWHERE: [&str; 0] = [];

testkit::both_databases! {
    async fn alarms_and_dashboard_ask_for_figures_that_are_told_and_no_figure_is_told_in_vain(office: TestOffice) {
        let (_, text) = asked(metrics(office.office.clone(), beneath())).await;
        let told: BTreeSet<String> =
            text.lines().filter_map(|line| line.strip_prefix("# HELP ")?.split(' ').next().map(str::to_owned)).collect();
        let packaging = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging");
        let read = |path: &str| fs::read_to_string(packaging.join(path)).unwrap();
        let (alarms, dashboard) = (read("prometheus/alerts.yml"), read("grafana/eungdapso.json"));
        let asked: BTreeSet<String> = names(&alarms).chain(names(&dashboard)).collect();
        let unknown: Vec<_> = asked.difference(&told).collect();
        assert!(unknown.is_empty(), "asked for and never told: {unknown:?}");
        let unseen: Vec<_> = told.difference(&asked).filter(|name| !SHOWN_NOWHERE.contains(&name.as_str())).collect();
        assert!(unseen.is_empty(), "told and never shown: {unseen:?}");
    }
}

/// Names of figures in a text; what a colon ends is the name of a group or a label.
fn names(text: &str) -> impl Iterator<Item = String> {
    let letters = |c: &char| c.is_ascii_lowercase() || *c == '_';
    let starts = text.match_indices("eungdapso_");
    starts.map(move |(at, _)| text[at..].chars().take_while(letters).collect())
}

#[test]
fn the_dashboard_is_whole_and_every_panel_asks_for_something_of_its_own() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/grafana/eungdapso.json");
    let dashboard: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let mut ids = BTreeSet::new();
    for panel in panels {
        assert!(ids.insert(panel["id"].as_u64().unwrap()), "{}: its id is taken", panel["title"]);
        let place = &panel["gridPos"];
        let right = place["x"].as_u64().unwrap() + place["w"].as_u64().unwrap();
        assert!(right <= 24, "{}: it stands outside of the page", panel["title"]);
        if panel["type"] != "row" {
            let asks = panel["targets"].as_array().unwrap();
            assert!(asks.iter().all(|ask| !ask["expr"].as_str().unwrap().is_empty()) && !asks.is_empty());
        }
    }
    assert!(panels.len() > 8);
}
