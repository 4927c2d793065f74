//! Fault: the line to PostgreSQL is cut, slow, refused or silent while people work. Whoever asks hears so in words and
//! in time, readiness tells it, and once the line is good again the program goes on by itself.

use std::time::{Duration, Instant};

use store::Engine;
use testkit::proxy::{Proxy, Weather};

use crate::crowd::Place;
use crate::people::{Crowd, READY_AGAIN_WITHIN, TOLD_WITHIN, settle, until_ready_says};
use crate::program::{Running, text, try_ask};

/// What comes over the line; each as often as `EUNGDAPSO_KILLS` says, once here.
const WEATHERS: [Weather; 4] =
    [Weather::Cut, Weather::Slow(Duration::from_millis(20)), Weather::Refusing, Weather::Silent];
/// Acknowledged between two of them.
const BETWEEN: usize = 6;
/// A filing that finds the database away hears so within this: ten seconds for a connection, and a busy machine.
const HEARD_WITHIN: Duration = Duration::from_secs(14);

/// Somebody without a key hears that it is away, and what to do.
fn is_told(running: &Running) {
    let body = r#"{"title": "보도블록", "body": "깨졌습니다.", "name": "박시민", "phone": "010-1234-5678"}"#;
    let began = Instant::now();
    let headers = ["Content-Type: application/json", "X-Forwarded-For: 192.0.2.1"];
    let told = try_ask(&running.address(), "POST", "/api/v1/complaints", &headers, body.as_bytes()).unwrap();
    assert!(told.starts_with("HTTP/1.1 503") && text(&told, "way_forward").is_some(), "{told}");
    assert!(began.elapsed() < HEARD_WITHIN, "told after {:?}", began.elapsed());
}

mod a_bad_line_is_told_and_loses_and_doubles_nothing {
    #[test]
    fn postgres() {
        super::bad();
    }
}

fn bad() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut place = runtime.block_on(Place::new(Engine::Postgres));
    let url = place.database.url().to_owned();
    let host = url.split('@').nth(1).unwrap().split('/').next().unwrap();
    let proxy = runtime.block_on(Proxy::before(host.parse().unwrap()));
    place.way = Some(url.replace(host, &proxy.address().to_string()));
    runtime.block_on(settle(&place));
    let running = place.serve();
    let crowd = Crowd::gather(&running.address());
    let rounds = std::env::var("EUNGDAPSO_KILLS").map_or(1, |kills| kills.parse().unwrap());
    let mut without = Duration::ZERO;
    for _ in 0..rounds {
        for weather in WEATHERS {
            crowd.until_more(BETWEEN);
            let began = Instant::now();
            runtime.block_on(proxy.set(weather));
            match weather {
                // Everything takes longer, and goes on.
                Weather::Fair | Weather::Slow(_) => {
                    crowd.until_more(BETWEEN);
                    until_ready_says(&running, "200", TOLD_WITHIN);
                }
                Weather::Cut | Weather::Refusing | Weather::Silent => {
                    std::thread::scope(|both| {
                        both.spawn(|| until_ready_says(&running, "503", TOLD_WITHIN));
                        // Refused, it is the same as silent to whoever asks; here one of them will do.
                        if weather != Weather::Refusing || rounds > 1 {
                            is_told(&running);
                        }
                    });
                    assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));
                }
            }
            if weather == Weather::Silent {
                // The machine is back, and knows of no connection.
                runtime.block_on(proxy.set(Weather::Refusing));
            }
            runtime.block_on(proxy.set(Weather::Fair));
            until_ready_says(&running, "200", READY_AGAIN_WITHIN);
            if !matches!(weather, Weather::Slow(_)) {
                without += began.elapsed();
            }
        }
    }
    crowd.until_more(BETWEEN);
    let found = crowd.go_home(&place, running, &runtime);
    println!(
        "line to PostgreSQL bad {} times, {} connections cut, {:.1} s without service: {found}",
        rounds * WEATHERS.len(),
        proxy.cuts(),
        without.as_secs_f64()
    );
    runtime.block_on(place.database.remove());
}
