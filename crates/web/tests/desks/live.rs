//! The line on which a page hears that something changed, over a real socket.

use std::time::Duration;

use axum::http::StatusCode;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{HAN, KIM, LEE, ROADS, officer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use web::{AppState, Settings, router};

use crate::clerk::{Clerk, with_office};

const BEAT: Duration = Duration::from_millis(5);

/// A server at work, and a way to stop it.
struct Server {
    address: std::net::SocketAddr,
    state: AppState,
}

impl Server {
    async fn over(office: &TestOffice) -> Server {
        let settings = Settings { demo: false, secure_cookies: false };
        let state = AppState::new(office.office.clone(), settings).listening_every(BEAT);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = router(state.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Server { address, state }
    }

    /// An open line, as far as its head.
    async fn line(&self, clerk: &Clerk, query: &str) -> Line {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        let session = clerk.cookies.get("__Host-session").map(String::as_str).unwrap_or_default();
        let ask = format!(
            "GET /events{query} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncookie: session={session}\r\n\r\n"
        );
        socket.write_all(ask.as_bytes()).await.unwrap();
        let mut line = Line { socket, heard: String::new() };
        line.until("\r\n\r\n").await;
        line
    }
}

struct Line {
    socket: TcpStream,
    heard: String,
}

impl Line {
    /// Reads on until this was heard; everything before it is forgotten.
    async fn until(&mut self, words: &str) -> String {
        let mut bytes = [0; 4096];
        loop {
            if let Some((before, after)) = self.heard.split_once(words) {
                let before = before.to_owned();
                self.heard = after.to_owned();
                return before;
            }
            let read = self.socket.read(&mut bytes).await.unwrap();
            assert!(read > 0, "the line ended before `{words}`: {}", self.heard);
            self.heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    }

    /// Reads until the other side has hung up.
    async fn drained(&mut self) {
        let mut rest = Vec::new();
        self.socket.read_to_end(&mut rest).await.unwrap();
    }
}

#[test]
fn an_act_is_heard_by_whom_it_concerns_and_tells_nothing_of_itself() {
    with_office(|office| async move {
        let number = office.at_department().await;
        let server = Server::over(&office).await;
        // Long after everything that had happened before.
        office.advance_hours(2);
        let (kim, lee) = (Clerk::at(&office, "kim").await, Clerk::at(&office, "lee").await);
        let (mut kim_hears, mut lee_hears) = (server.line(&kim, "").await, server.line(&lee, "").await);
        for line in [&mut kim_hears, &mut lee_hears] {
            line.until("event: ready").await;
        }
        office.act(&officer(LEE), &number, say::assign(KIM)).await;
        for line in [&mut kim_hears, &mut lee_hears] {
            line.until("event: change").await;
            let data = line.until("}").await;
            assert!(
                data.contains("/handle") && data.contains("/assign") && data.contains("/complaints"),
                "{data}"
            );
            assert!(!data.contains(number.as_str()) && !data.contains("가로등"), "{data}");
        }
        let other = office.received().await;
        office.act(&officer(HAN), &other, say::to_department(ROADS)).await;
        lee_hears.until("event: change").await;
        office.act(&officer(KIM), &number, domain::complaint::Command::Accept).await;
        kim_hears.until("event: change").await;
        let between = kim_hears.until("\n\n").await;
        assert!(!between.contains("/distribute"), "what lies elsewhere was not told: {between}");
    });
}

#[test]
fn a_page_made_earlier_hears_what_happened_meanwhile() {
    with_office(|office| async move {
        let server = Server::over(&office).await;
        let lee = Clerk::at(&office, "lee").await;
        let made = office.office.now().as_microsecond();
        office.advance(jiff::SignedDuration::from_secs(5));
        office.at_department().await;
        let mut line = server.line(&lee, &format!("?since={made}")).await;
        line.until("event: change").await;
        assert!(line.until("}").await.contains("/assign"));
    });
}

#[test]
fn the_line_ends_with_its_session_and_with_the_server() {
    with_office(|office| async move {
        let server = Server::over(&office).await;
        let mut kim = Clerk::at(&office, "kim").await;
        let mut line = server.line(&kim, "").await;
        line.until("retry: 3000").await;
        kim.post("/logout", &[]).await;
        line.until("event: ended").await;
        line.until("0\r\n\r\n").await;
        let refused = server.line(&kim, "").await;
        assert!(refused.heard.is_empty());
        let lee = Clerk::at(&office, "lee").await;
        let mut line = server.line(&lee, "").await;
        line.until("retry: 3000").await;
        server.state.close();
        line.until("0\r\n\r\n").await;
        drop(line);
    });
}

#[test]
fn listening_keeps_no_session_alive() {
    with_office(|office| async move {
        let server = Server::over(&office).await;
        let kim = Clerk::at(&office, "kim").await;
        let mut line = server.line(&kim, "").await;
        line.until("retry: 3000").await;
        // The machine's clock alone: an idle officer's session ends although the page listens.
        for _ in 0..31 {
            office.advance(jiff::SignedDuration::from_mins(1));
        }
        line.until("event: ended").await;
        let mut gone = kim;
        assert_eq!(gone.get("/handle").await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_session_has_four_lines_and_gets_one_back_when_it_hangs_up() {
    with_office(|office| async move {
        let server = Server::over(&office).await;
        let kim = Clerk::at(&office, "kim").await;
        let mut lines = Vec::new();
        for _ in 0..4 {
            let mut line = server.line(&kim, "").await;
            line.until("retry: 3000").await;
            lines.push(line);
        }
        let head = |line: &Line| line.heard.clone();
        let mut fifth = server.line(&kim, "").await;
        fifth.until("</html>").await;
        assert!(!head(&fifth).contains("retry"));
        let mut last = lines.pop().unwrap();
        last.socket.shutdown().await.unwrap();
        last.drained().await;
        drop(last);
        // The server notices at its next word; until then it says that there are too many.
        loop {
            let mut again = server.line(&kim, "").await;
            if again.until("\n").await.contains("retry") || again.heard.contains("event") {
                break;
            }
            tokio::task::yield_now().await;
        }
    });
}
