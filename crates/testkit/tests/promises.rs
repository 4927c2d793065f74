//! The tests that the pages of promises and of weaknesses name are really there, and no weakness is passed over.
//!
//! A reference stands between backticks: a file, a colon, and a test's name (`crates/…/x.rs: name`) or a journey's
//! title (`e2e/journeys/x.test.mjs: title`). A test that is renamed or dropped takes its promise with it.
#![expect(clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

const WEAKNESSES: &str = "docs/security/weaknesses.md";
const PROMISES: &str = "docs/operate/promises.md";

/// What a row says whose claim no test holds, or holds only in part. What is needed follows it.
const NONE: &str = "**없음**";
const PARTLY: &str = "**미흡**";

/// Under this heading stand the promises that nobody has proven yet.
const UNPROVEN: &str = "## Not proven yet";

/// The chapters of 소프트웨어 보안약점 진단가이드 (행정안전부, 2021) with their weaknesses, in its order.
const GUIDE: [(&str, &str); 7] = [
    (
        "입력데이터 검증 및 표현",
        "SQL 삽입, 코드 삽입, 경로 조작 및 자원 삽입, 크로스사이트 스크립트, 운영체제 명령어 삽입, 위험한 형식 파일 \
         업로드, 신뢰되지 않는 URL 주소로 자동접속 연결, 부적절한 XML 외부 개체 참조, XML 삽입, LDAP 삽입, \
         크로스사이트 요청 위조, 서버사이드 요청 위조, HTTP 응답분할, 정수형 오버플로우, 보안기능 결정에 사용되는 \
         부적절한 입력값, 메모리 버퍼 오버플로우, 포맷 스트링 삽입",
    ),
    (
        "보안기능",
        "적절한 인증 없는 중요 기능 허용, 부적절한 인가, 중요한 자원에 대한 잘못된 권한 설정, 취약한 암호화 알고리즘 \
         사용, 암호화되지 않은 중요정보, 하드코드된 중요정보, 충분하지 않은 키 길이 사용, 적절하지 않은 난수 값 사용, \
         취약한 비밀번호 허용, 부적절한 전자서명 확인, 부적절한 인증서 유효성 검증, 사용자 하드디스크에 저장되는 쿠키를 \
         통한 정보 노출, 주석문 안에 포함된 시스템 주요정보, 솔트 없이 일방향 해시함수 사용, 무결성 검사 없는 코드 \
         다운로드, 반복된 인증시도 제한 기능 부재",
    ),
    ("시간 및 상태", "경쟁조건: 검사 시점과 사용 시점(TOCTOU), 종료되지 않는 반복문 또는 재귀함수"),
    ("에러처리", "오류 메시지 정보노출, 오류상황 대응 부재, 부적절한 예외 처리"),
    (
        "코드오류",
        "Null Pointer 역참조, 부적절한 자원 해제, 해제된 자원 사용, 초기화되지 않은 변수 사용, 신뢰할 수 없는 \
         데이터의 역직렬화",
    ),
    (
        "캡슐화",
        "잘못된 세션에 의한 데이터 정보노출, 제거되지 않고 남은 디버그 코드, Public 메소드로부터 반환된 Private 배열, \
         Private 배열에 Public 데이터 할당",
    ),
    ("API 오용", "DNS lookup에 의존한 보안결정, 취약한 API 사용"),
];

#[test]
fn every_test_that_is_named_is_there() {
    let mut faults = Vec::new();
    let mut named = 0;
    for page in [WEAKNESSES, PROMISES] {
        for Reference { file, test } in references(&read(page)) {
            named += 1;
            match fs::read_to_string(root().join(&file)) {
                Err(_) => faults.push(format!("{page}: {file} is not there")),
                Ok(text) if !holds(&text, &file, &test) => {
                    faults.push(format!("{page}: {file} has no test {test:?}"));
                }
                Ok(_) => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(named > 100, "only {named} references were found: are they still written alike?");
}

#[test]
fn the_guides_forty_nine_weaknesses_stand_there_in_its_order() {
    let page = read(WEAKNESSES);
    let mut wanted = Vec::new();
    for (chapter, names) in GUIDE {
        assert!(page.lines().any(|line| line == format!("## {chapter}")), "no chapter {chapter}");
        wanted.extend(names.split(", ").map(|name| (chapter.to_owned(), name.to_owned())));
    }
    assert_eq!(wanted.len(), 49);
    let there = numbered(&page);
    for (index, (row, (chapter, name))) in there.iter().zip(&wanted).enumerate() {
        let said = (row.chapter.as_str(), row.cells[0].as_str(), row.cells[1].as_str());
        assert_eq!(said, (chapter.as_str(), (index + 1).to_string().as_str(), name.as_str()));
    }
    assert_eq!(there.len(), wanted.len());
}

#[test]
fn a_weakness_names_its_test_or_says_that_it_has_none() {
    for row in numbered(&read(WEAKNESSES)) {
        let [_, name, claim, test] = row.cells.as_slice() else {
            panic!("{}: a row has four cells: {:?}", row.chapter, row.cells);
        };
        assert!(claim.len() > 40, "{name}: how can it not happen?");
        let tests = references(test).len();
        match (tests, test.contains(NONE), test.contains(PARTLY)) {
            (0, true, false) | (1.., false, _) => {}
            (0, ..) => panic!("{name}: neither a test nor {NONE}"),
            (_, true, _) => panic!("{name}: {NONE} beside a test: say {PARTLY}"),
        }
    }
}

#[test]
fn a_promise_is_broken_on_purpose_by_a_command_and_by_tests_it_runs() {
    let page = read(PROMISES);
    let (proven, unproven) = page.split_once(UNPROVEN).expect("what is not proven stands apart");
    let rows: Vec<Vec<String>> = proven.lines().filter_map(cells).collect();
    assert!(rows.len() > 20, "only {} promises", rows.len());
    for row in rows {
        let [promise, broken, command, tests] = row.as_slice() else {
            panic!("a row has four cells: {row:?}");
        };
        assert!(!promise.is_empty() && !broken.is_empty(), "{row:?}");
        assert!(!references(tests).is_empty(), "{promise}: no test");
        for command in command.split('`').skip(1).step_by(2) {
            for part in command.split(" && ") {
                assert!(can_be_typed(part), "{promise}: nothing is run by `{part}`");
            }
        }
        assert!(command.contains('`'), "{promise}: no command");
        for Reference { file, test } in references(tests) {
            assert!(reaches(command, &file), "{promise}: the command does not run {file}: {test}");
        }
    }
    let missing = unproven.lines().filter(|line| line.starts_with("- **")).count();
    assert!(missing > 0, "everything is proven: take the heading away");
}

#[test]
fn references_and_tests_are_told_from_other_words() {
    let text = "By `crates/web/tests/api.rs: a_test`, `crates/web/tests/api.rs`, `cargo test -p web`, \
                `e2e/journeys/x.test.mjs: what one does, at 90%`, `a: b`.";
    let found: Vec<(String, String)> = references(text).into_iter().map(|r| (r.file, r.test)).collect();
    let own = |file: &str, test: &str| (file.to_owned(), test.to_owned());
    assert_eq!(
        found,
        [own("crates/web/tests/api.rs", "a_test"), own("e2e/journeys/x.test.mjs", "what one does, at 90%")]
    );
    let rust = concat!(
        "#[tokio::test(flavor = \"x\")]\nasync fn marked() {\n#[test]\n#[cfg(unix)]\nfn twice() {\n",
        "fn helper() {\ntestkit::both_databases! {\n    /// Why.\n    async fn twin(store: Store) {\n}\nasync fn put() {\n"
    );
    for (name, is) in [("marked", true), ("twice", true), ("helper", false), ("twin", true), ("put", false)] {
        assert_eq!(holds(rust, "x.rs", name), is, "{name}");
    }
    assert!(!holds(rust, "x.rs", "twi") && !holds(rust, "x.rs", "win"));
    let journey = "test(\"one\", async () => {});\n  test(`two at ${size.width}`, async () => {});";
    for (title, is) in [("one", true), ("two at ${size.width}", true), ("two", false), ("three", false)] {
        assert_eq!(holds(journey, "x.test.mjs", title), is, "{title}");
    }
    assert!(can_be_typed("cargo test -p casework --test kill") && can_be_typed("cargo xtask e2e"));
    assert!(!can_be_typed("cargo test -p casework --test nothing") && !can_be_typed("cargo tset"));
}

struct Reference {
    file: String,
    test: String,
}

fn references(text: &str) -> Vec<Reference> {
    let spans = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let read = |span: &str| {
        let (file, test) = span.split_once(": ")?;
        let known = file.contains('/') && (file.ends_with(".rs") || file.ends_with(".mjs"));
        known.then(|| Reference { file: file.to_owned(), test: test.to_owned() })
    };
    spans.filter_map(read).collect()
}

/// Whether this file has a test of that name: marked as one, or one of the twins on both databases.
fn holds(text: &str, file: &str, test: &str) -> bool {
    if file.ends_with(".mjs") {
        return ['"', '`'].iter().any(|quote| text.contains(&format!("test({quote}{test}{quote}")));
    }
    let twins = text.contains("both_databases! {");
    // A test of its own on each database: a room with its name, or its name in a list of twins.
    let marked = text.contains("#[test]") || text.contains("#[tokio::test");
    let room = text.contains(&format!("\nmod {test} {{\n")) && marked;
    let listed = text.split_once("twins!(").is_some_and(|(_, list)| {
        let list = list.split(')').next().unwrap_or_default();
        list.split(',').any(|name| name.trim() == test)
    });
    if room || listed {
        return true;
    }
    let lines: Vec<&str> = text.lines().collect();
    lines.iter().enumerate().any(|(at, line)| {
        let Some((before, _)) = line.split_once(&format!("fn {test}(")) else { return false };
        let above = lines[..at].iter().rev().map(|line| line.trim_start());
        let mut above = above.take_while(|line| line.starts_with("#[") || line.starts_with("///"));
        let marked = above.any(|line| line.starts_with("#[test") || line.starts_with("#[tokio::test"));
        matches!(before.trim_start(), "" | "async " | "pub ") && (marked || twins && before == "    async ")
    })
}

/// A row of the table of weaknesses, with the heading it stands under.
struct Numbered {
    chapter: String,
    cells: Vec<String>,
}

fn numbered(page: &str) -> Vec<Numbered> {
    let mut chapter = String::new();
    let mut rows = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            heading.clone_into(&mut chapter);
        }
        let row = cells(line).filter(|cells| cells[0].chars().all(|c| c.is_ascii_digit()));
        rows.extend(row.map(|cells| Numbered { chapter: chapter.clone(), cells }));
    }
    rows
}

/// The cells of a row that is neither a heading nor the line below it.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let cells: Vec<String> = inner.split(" | ").map(|cell| cell.trim().to_owned()).collect();
    let heading = ["number", "promise"].contains(&cells[0].as_str()) || cells[0].starts_with("---");
    (!heading).then_some(cells)
}

/// `cargo test -p ROOM --test TARGET …` or `--lib` of a room that is there, or a chore of ours.
fn can_be_typed(command: &str) -> bool {
    if ["cargo xtask e2e", "cargo xtask scan"].contains(&command) {
        return true;
    }
    let command = command.strip_prefix("EUNGDAPSO_KILLS=200 ").unwrap_or(command);
    let Some(arguments) = command.strip_prefix("cargo test -p ") else { return false };
    let words: Vec<&str> = arguments.split(' ').collect();
    let room = root().join("crates").join(words[0]);
    let targets: Vec<&str> =
        words.windows(2).filter(|pair| pair[0] == "--test").map(|pair| pair[1]).collect();
    let is_there = |target: &&str| {
        let tests = room.join("tests");
        tests.join(format!("{target}.rs")).exists() || tests.join(target).join("main.rs").exists()
    };
    let own = words.contains(&"--lib") || words.contains(&"--bins");
    room.join("src").exists() && targets.iter().all(is_there) && (own || !targets.is_empty())
}

/// Whether one of the commands builds the file's target.
fn reaches(command: &str, file: &str) -> bool {
    if file.starts_with("e2e/") {
        return command.contains("cargo xtask e2e");
    }
    if file.starts_with("xtask/") {
        return command.contains("cargo xtask scan");
    }
    let mut parts = file.trim_start_matches("crates/").split('/');
    let (room, kind) = (parts.next().unwrap(), parts.next().unwrap());
    let target = parts.next().unwrap_or_default().trim_end_matches(".rs");
    let typed = command.split(['`', '&']).map(|part| part.trim().trim_start_matches("EUNGDAPSO_KILLS=200 "));
    typed.filter(|c| c.starts_with(&format!("cargo test -p {room} "))).any(|command| match kind {
        "src" => command.contains("--lib") || command.contains("--bins"),
        _ => command.contains(&format!("--test {target}")),
    })
}

fn read(page: &str) -> String {
    fs::read_to_string(root().join(page)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
