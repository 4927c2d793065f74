//! 내려받기: a list too long to wait for is made into a file, and taken by whoever asked, for a day.

use std::sync::Arc;

use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use casework::exports::{self, Limits, Made, Place};
use connect::vault::{Key, Settings as VaultSettings, Vault};
use domain::complaint::Ruling;
use domain::export::ExportFailure;
use store::Export;
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{self, JEONG, KIM, LEE};
use web::{AppState, Settings};

use crate::clerk::{Came, Clerk, with_office};

const ASKED: [(&str, &str); 1] = [("list", "/complaints")];

/// A server that gives two rows at once, and the folder its files lie in.
struct Server {
    office: TestOffice,
    vault: Arc<Vault>,
    folder: tempfile::TempDir,
}

impl Server {
    fn over(office: &TestOffice) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::new(&VaultSettings::Folder(folder.path().to_owned())).unwrap());
        Server { office: office.clone(), vault, folder }
    }

    async fn clerk(&self, login: &str) -> Clerk {
        let settings = Settings { demo: false, secure_cookies: true };
        let state = AppState::new(self.office.office.clone(), settings);
        Clerk::at_server(state.keeping(Arc::clone(&self.vault)).giving_at_once(2), login).await
    }

    /// What a worker does.
    async fn work(&self) -> Made {
        let office = &self.office.office;
        let claimed = exports::claim(office).await.unwrap().unwrap();
        let mut spool = self.vault.spool().await.unwrap();
        let place = Place { folder: self.folder.path().to_owned(), file: spool.path().to_owned() };
        let made = exports::make(office, &claimed, &place, Limits::default()).await.unwrap();
        let Made::File { rows, cut } = made else { return made };
        let id = exports::storing(office, &claimed).await.unwrap().unwrap();
        spool.measure().await.unwrap();
        let bytes = spool.bytes();
        self.vault.put(&Key::of(id.as_u128()), spool).await.unwrap();
        exports::finish(office, &claimed, (rows, cut), Some(bytes)).await.unwrap()
    }

    async fn newest(&self) -> Export {
        let own = exports::of(&self.office.office, &world::officer(LEE)).await.unwrap();
        own.into_iter().next().unwrap()
    }
}

async fn three(office: &TestOffice) {
    for _ in 0..3 {
        office.accepted().await;
    }
}

fn table(came: &Came) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(came.bytes.clone())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_short_list_comes_at_once_and_a_long_one_is_offered_as_a_file() {
    with_office(|office| async move {
        let server = Server::over(&office);
        office.accepted().await;
        office.accepted().await;
        let mut lee = server.clerk("lee").await;
        let at_once = lee.get("/complaints?as=xlsx").await;
        assert_eq!(table(&at_once).iter().filter(|row| row[3] == "박○민").count(), 2);
        office.accepted().await;
        let offered = lee.get("/complaints?stage=accepted&as=xlsx").await;
        assert_eq!(offered.status, StatusCode::OK);
        for wanted in
            ["파일로 만들기", "3건", "처리자 접수", "action=\"/exports?stage=accepted&amp;sort=newest\""]
        {
            offered.has(wanted);
        }
        // Words are counted by finding them.
        lee.get("/complaints?q=%EA%B0%80%EB%A1%9C%EB%93%B1&as=xlsx").await.has("파일로 만들기");
        server.clerk("kim").await.get("/handle?tab=accepted&as=xlsx").await.has("파일로 만들기");
        // Where there is nowhere to put a file, it is as it was.
        let cut = Clerk::at(&office, "lee").await.get("/complaints?as=xlsx").await;
        assert_eq!(
            table(&cut).iter().filter(|row| row.get(3).is_some_and(|cell| cell == "박○민")).count(),
            3
        );
        assert!(
            exports::of(&office.office, &world::officer(LEE)).await.unwrap().is_empty(),
            "looking asks for nothing"
        );
    });
}

#[test]
fn a_file_is_made_taken_by_its_owner_alone_and_gone_after_a_day() {
    with_office(|office| async move {
        let server = Server::over(&office);
        three(&office).await;
        let mut lee = server.clerk("lee").await;
        let direct = Clerk::at(&office, "lee").await.get("/complaints?stage=accepted&as=xlsx").await;
        let asked = lee.post("/exports?stage=accepted&sort=newest", &ASKED).await;
        assert_eq!((asked.status, asked.location.as_str()), (StatusCode::SEE_OTHER, "/exports"));
        let waiting = lee.get("/exports").await;
        for wanted in ["대기 중", "총괄 민원 조회", "진행상태 처리자 접수", "취소", "data-renews"]
        {
            waiting.has(wanted);
        }
        let address = format!("/exports/{}", server.newest().await.id);
        let early = lee.get(&address).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        early.has("아직 만드는 중입니다");
        assert_eq!(server.work().await, Made::File { rows: 3, cut: false });
        let done = lee.get("/exports").await;
        done.has("완료");
        done.has(&format!("href=\"{address}\""));
        assert!(!done.text.contains("data-renews"));
        let file = lee.get(&address).await;
        assert_eq!(table(&file), table(&direct), "the same table as at once");
        for login in ["kim", "han", "min", "si"] {
            let mut other = server.clerk(login).await;
            let refused = other.get(&address).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{login}");
            refused.has("없거나 볼 수 없는 내용");
            assert_eq!(other.post(&format!("{address}/cancel"), &[]).await.status, StatusCode::NOT_FOUND);
        }
        let log = office.store().read().await.unwrap().accesses(Some("lee"), None, 20).await.unwrap();
        let lines: Vec<_> = log.iter().filter(|line| line.access.action == "export").collect();
        assert_eq!((lines.len(), lines[0].access.outcome.as_str()), (1, "3 rows"));
        office.advance_hours(24);
        let mut lee = server.clerk("lee").await;
        let gone = lee.get(&address).await;
        assert_eq!(gone.status, StatusCode::GONE);
        gone.has("내려받을 수 있는 기간이 지났습니다");
        lee.get("/exports").await.has("기간 만료");
    });
}

#[test]
fn a_file_may_be_called_off_and_says_why_it_was_not_made() {
    with_office(|office| async move {
        let server = Server::over(&office);
        three(&office).await;
        let mut lee = server.clerk("lee").await;
        lee.post("/exports?sort=newest", &ASKED).await;
        lee.post("/exports?sort=newest", &ASKED).await;
        let own = exports::of(&office.office, &world::officer(LEE)).await.unwrap();
        assert_eq!(own.len(), 1, "the same while it is under way is one");
        let address = format!("/exports/{}", own[0].id);
        lee.post(&format!("{address}/cancel"), &[]).await;
        lee.get("/exports").await.has("파일 만들기를 취소했습니다");
        assert_eq!(lee.get(&address).await.status, StatusCode::GONE);
        lee.post(&format!("{address}/cancel"), &[]).await;
        lee.get("/exports").await.has("이미 끝난 파일");
        assert!(exports::claim(&office.office).await.unwrap().is_none());
        for stage in ["accepted", "assigned", "filed", "received"] {
            lee.post(&format!("/exports?stage={stage}"), &ASKED).await;
        }
        lee.get("/exports").await.has("3개 있습니다");
        let claimed = exports::claim(&office.office).await.unwrap().unwrap();
        let failed = exports::finish(&office.office, &claimed, (0, false), None).await.unwrap();
        assert_eq!(failed, Made::Failed(ExportFailure::Storage));
        lee.get("/exports").await.has("파일 보관함에 저장하지 못했습니다");
    });
}

#[test]
fn what_is_no_list_of_ones_own_is_no_file() {
    with_office(|office| async move {
        let server = Server::over(&office);
        let mut kim = server.clerk("kim").await;
        for (query, list, status) in [
            ("", "/receive", StatusCode::NOT_FOUND),
            ("", "/assign", StatusCode::NOT_FOUND),
            ("", "/distribute", StatusCode::NOT_FOUND),
            ("", "/users", StatusCode::NOT_FOUND),
            ("", "", StatusCode::NOT_FOUND),
            ("?sealed=on", "/handle", StatusCode::NOT_FOUND),
            ("?petitioner=%EB%B0%95%EC%8B%9C%EB%AF%BC", "/complaints", StatusCode::NOT_FOUND),
            ("?from=2020-01-01", "/complaints", StatusCode::BAD_REQUEST),
            ("?sort=sideways", "/handle", StatusCode::BAD_REQUEST),
        ] {
            let came = kim.post(&format!("/exports{query}"), &[("list", list)]).await;
            assert_eq!(came.status, status, "{query} {list}");
        }
        assert!(exports::of(&office.office, &world::officer(KIM)).await.unwrap().is_empty());
        assert_eq!(kim.get("/exports/nonsense").await.status, StatusCode::NOT_FOUND);
        let mut stranger = Clerk::stranger(&office);
        assert!(stranger.post("/exports", &ASKED).await.location.starts_with("/login"));
        let without = Clerk::at(&office, "kim").await.post("/exports", &[("list", "/handle")]).await;
        assert_eq!(without.status, StatusCode::SERVICE_UNAVAILABLE);
    });
}

#[test]
fn a_packet_of_a_case_is_asked_for_with_a_purpose_by_whoever_answers_for_it() {
    with_office(|office| async move {
        let server = Server::over(&office);
        let number = office.accepted().await;
        let (page, address) = (format!("/complaints/{number}"), format!("/complaints/{number}/evidence"));
        let mut kim = server.clerk("kim").await;
        assert!(!kim.get(&page).await.text.contains("증거 묶음"));
        assert_eq!(kim.post(&address, &[("purpose", "감사")]).await.status, StatusCode::NOT_FOUND);
        let mut lee = server.clerk("lee").await;
        lee.get(&page).await.has("증거 묶음 만들기");
        let empty = lee.post(&address, &[("purpose", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.has("evidence-purpose");
        let asked = lee.post(&address, &[("purpose", "행정심판 답변서")]).await;
        assert_eq!((asked.status, asked.location.as_str()), (StatusCode::SEE_OTHER, "/exports"));
        let waiting = lee.get("/exports").await;
        waiting.has(&format!("증거 묶음 {number}"));
        waiting.has("목적 행정심판 답변서");
        waiting.has(&format!("href=\"{page}\""));
        let claimed = exports::claim(&office.office).await.unwrap().unwrap();
        let place = exports::storing(&office.office, &claimed).await.unwrap().unwrap();
        let mut spool = server.vault.spool().await.unwrap();
        spool.write(b"PK").await.unwrap();
        server.vault.put(&Key::of(place.as_u128()), spool).await.unwrap();
        exports::finish(&office.office, &claimed, (8, false), Some(2)).await.unwrap();
        let taken = lee.get(&format!("/exports/{}", server.newest().await.id)).await;
        assert_eq!((taken.status, taken.bytes.as_slice()), (StatusCode::OK, &b"PK"[..]));
        let log = office.store().read().await.unwrap().accesses(Some("lee"), None, 9).await.unwrap();
        let of_case = log.iter().filter(|line| line.access.subject.as_deref() == Some(number.as_str()));
        let actions: Vec<&str> = of_case.map(|line| line.access.action.as_str()).collect();
        assert_eq!(actions, ["take-evidence", "evidence"], "newest first");
        // Once the file lies with others, so does everything about it.
        office.act(&world::officer(LEE), &number, say::recall()).await;
        office.act(&world::officer(LEE), &number, say::request_reassignment()).await;
        let elsewhere = Ruling::Granted { to: say::office(world::PARKS) };
        office.act(&world::officer(JEONG), &number, say::rule(elsewhere)).await;
        let late = lee.get(&format!("/exports/{}", server.newest().await.id)).await;
        assert_eq!(late.status, StatusCode::NOT_FOUND);
    });
}
