//! Fault: the vault's disk is full, and the database's is not. A paper that has no room is refused in words and leaves
//! nothing of itself, and the form it came with loses no word; smaller papers and complaints without any are taken.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use store::Engine;

use crate::crowd::{Book, Place, Sent, agrees, attach, file, is_there};
use crate::full::on_a_small_disk;
use crate::program::{Running, text};
use crate::secrecy::{OWN, PARCEL};

/// No file may be longer, in KiB.
const ROOM: u64 = 256;
const KEY: &str = "key-00000001";
/// What the system says of a file that may grow no further, as the log has it.
const CAUSE: &str = "the folder of the vault: File too large (os error 27)";
const FORM: [(&str, &str); 7] = [
    ("title", "보도블록"),
    ("body", "백제고분로 앞이 <깨졌습니다>."),
    ("visibility", "private"),
    ("name", "박시민"),
    ("phone", "010-1234-5678"),
    ("agree", "on"),
    ("once", "7391739173917391739173917391739b"),
];
const BODY_SHOWN: &str = "백제고분로 앞이 &lt;깨졌습니다&gt;.";

/// Every file below a folder, also what is only coming in.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A form with one file of this name, or with a control that nothing was chosen in.
fn parcel(fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Vec<u8> {
    let part = |(name, value): &(&str, &str)| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body: String = fields.iter().map(part).collect();
    body.push_str(&format!(
        "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
    ));
    let end = b"\r\n--x--\r\n".as_slice();
    [body.as_bytes(), bytes, end].concat()
}

/// The petitioner's form at one of its steps.
fn by_form(running: &Running, (step, go): (&str, &str), file: (&str, &[u8])) -> String {
    let fields = [&[("step", step), ("go", go)], FORM.as_slice()].concat();
    running.try_ask("POST", "/apply", &[PARCEL, OWN], &parcel(&fields, file)).unwrap()
}

/// A paper for a complaint that is there, by a program.
pub(crate) fn attached(running: &Running, (book, key): (&Book, &str), file: (&str, &[u8])) -> String {
    let (number, secret) = book.lock().unwrap()[key].acknowledged.clone().unwrap();
    let path = format!("/api/v1/complaints/{number}/attachments");
    let proof = format!("X-Complaint-Secret: {secret}");
    running.try_ask("POST", &path, &[PARCEL, &proof], &parcel(&[], file)).unwrap()
}

mod a_paper_without_room_is_refused_in_words_and_leaves_nothing {
    #[test]
    fn postgres() {
        super::full();
    }
}

fn full() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (place, book) = (runtime.block_on(Place::new(Engine::Postgres)), Book::default());
    let (vault, log) = (place.folder.path().join("data/files"), place.folder.path().join("log"));
    let mut small = on_a_small_disk(&place, ROOM);
    let running = Running::until(small.stderr(File::create(&log).unwrap()), "listening on");
    book.lock().unwrap().insert(KEY.into(), Sent { phone: "010-0000-0001".into(), ..Sent::default() });
    assert!(file(&running.address(), KEY, &book) && attach(&running.address(), KEY, &book));
    let there = files(&vault);
    assert_eq!(there.len(), 1, "{there:?}");

    // One is too long as it comes, the other only once it is sealed.
    let room = usize::try_from(ROOM).unwrap() * 1024;
    let papers =
        [room + 1, room].map(|bytes| b"paper ".iter().copied().cycle().take(bytes).collect::<Vec<u8>>());
    for (n, paper) in papers.iter().enumerate() {
        let told = attached(&running, (&book, KEY), ("long.txt", paper));
        assert!(told.starts_with("HTTP/1.1 503") && text(&told, "way_forward").is_some(), "{told}");
        assert_eq!(files(&vault), there, "something of it lies there");
        let page = by_form(&running, ("writing", "next"), ("긴 서류.txt", paper));
        assert!(page.contains("‘긴 서류.txt’: 지금은 파일을 보관하지 못했습니다"), "{page}");
        assert!(page.contains(BODY_SHOWN), "what was typed is not there: {page}");
        assert_eq!(files(&vault), there, "something of it lies there");
        let said = fs::read_to_string(&log).unwrap();
        assert_eq!(said.lines().filter(|line| line.contains(CAUSE)).count(), 2 * (n + 1), "{said}");
        assert_eq!(said.matches(" ERROR ").count(), 2 * (n + 1), "{said}");
    }
    assert!(running.get("/readyz").starts_with("HTTP/1.1 200"));
    let sent = by_form(&running, ("check", "send"), ("", b""));
    assert!(sent.starts_with("HTTP/1.1 303") && sent.contains("/apply/done"), "{sent}");
    let taken = attached(&running, (&book, KEY), ("short.txt", b"short"));
    assert!(taken.starts_with("HTTP/1.1 201") && !taken.contains("long.txt"), "{taken}");
    is_there(&running, &book);
    running.stop();

    let running = place.serve();
    for paper in &papers {
        let taken = attached(&running, (&book, KEY), ("long.txt", paper));
        assert!(taken.starts_with("HTTP/1.1 201"), "{taken}");
    }
    is_there(&running, &book);
    running.stop();
    assert_eq!(files(&vault).len(), 4);
    let number = book.lock().unwrap()[KEY].acknowledged.clone().unwrap().0;
    runtime.block_on(agrees(&place, &[number].into()));
    runtime.block_on(place.database.remove());
}
