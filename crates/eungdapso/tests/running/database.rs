//! Fault: the PostgreSQL server is killed, again and again, while people work: the server with every process it has, or
//! those that answer, or single connections between a commit and its answer. The program goes on by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use store::Engine;
use testkit::chance::Chance;
use testkit::databases::TestDatabase;
use testkit::databases::cluster::{Home, Server};

use crate::crowd::Place;
use crate::people::{Crowd, READY_AGAIN_WITHIN, TOLD_WITHIN, settle, until_ready_says};

/// Kills of one run, unless said otherwise: `EUNGDAPSO_KILLS=200` for a long one.
const KILLS: u32 = 2;
/// Acknowledgements between two of them, at most.
const BURST: u32 = 60;
fn kills() -> u32 {
    std::env::var("EUNGDAPSO_KILLS").map_or(KILLS, |kills| kills.parse().unwrap())
}

/// A server of our own, and the program over it.
struct There {
    home: Home,
    runtime: tokio::runtime::Runtime,
    place: Place,
}

impl There {
    fn new() -> (There, Server) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let home = Home::make();
        let server = home.start("data", &[]);
        let place = runtime.block_on(Place::over(TestDatabase::at(server.url.clone())));
        runtime.block_on(settle(&place));
        (There { home, runtime, place }, server)
    }
}

mod a_server_that_is_killed_loses_nothing_and_the_program_goes_on {
    #[test]
    fn postgres() {
        super::killed();
    }
}

fn killed() {
    let (There { home, runtime, place }, mut server) = There::new();
    let running = place.serve();
    let crowd = Crowd::gather(&running.address());
    let (mut chance, mut without) = (Chance::usual(), Duration::ZERO);
    for n in 0..kills() {
        crowd.until_more(usize::try_from(chance.below(BURST)).unwrap() + 1);
        let began = Instant::now();
        if n % 2 == 0 {
            let port = server.port;
            server.kill();
            until_ready_says(&running, "503", TOLD_WITHIN);
            assert!(running.get("/healthz").starts_with("HTTP/1.1 200"));
            server = home.start_at(port, "data", &[]);
            until_ready_says(&running, "200", READY_AGAIN_WITHIN);
        } else {
            assert!(server.kill_backends() > 0, "nobody was connected");
            // The server recovers by itself, in less time than anybody may notice.
            until_ready_says(&running, "200", READY_AGAIN_WITHIN);
        }
        without += began.elapsed();
    }
    crowd.until_more(PEOPLE_AFTERWARDS);
    let found = crowd.go_home(&place, running, &runtime);
    println!("PostgreSQL killed {} times, {:.1} s without service: {found}", kills(), without.as_secs_f64());
}

/// Acknowledged after the last of it.
const PEOPLE_AFTERWARDS: usize = 12;

mod a_connection_that_is_ended_before_its_answer_loses_and_doubles_nothing {
    #[test]
    fn postgres() {
        super::ended();
    }
}

fn ended() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let place = runtime.block_on(Place::new(Engine::Postgres));
    runtime.block_on(settle(&place));
    let running = place.serve();
    let crowd = Crowd::gather(&running.address());
    let (stop, ended) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
    let (told, counted, url) = (Arc::clone(&stop), Arc::clone(&ended), place.database.url().to_owned());
    // Two at random, every few milliseconds: now while something is asked, now between a commit and its answer.
    let ending = runtime.spawn(async move {
        let some = "select count(pg_terminate_backend(pid))::text from (select pid from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid()
                     order by random() limit 2) as picked";
        while !told.load(Ordering::SeqCst) {
            let some: usize = testkit::databases::cluster::asked(&url, some).await.parse().unwrap();
            counted.fetch_add(some, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    });
    crowd.until_more(usize::try_from(kills()).unwrap() * 40);
    stop.store(true, Ordering::SeqCst);
    runtime.block_on(ending).unwrap();
    until_ready_says(&running, "200", READY_AGAIN_WITHIN);
    let found = crowd.go_home(&place, running, &runtime);
    let ended = ended.load(Ordering::SeqCst);
    println!("{ended} connections of PostgreSQL ended: {found}");
    assert!(ended > 10, "too few to mean anything: {ended}");
    runtime.block_on(place.database.remove());
}
