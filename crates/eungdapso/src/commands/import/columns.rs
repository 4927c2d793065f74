//! Which column of a file is what, and a submission out of a record.

use anyhow::{Result, bail};
use casework::{Person, Submission};
use connect::lists::Record;
use domain::complaint::{Channel, Visibility};
use domain::text::{Body, TextError, Title};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Title,
    Body,
    Place,
    Name,
    Phone,
    Email,
    Address,
    /// The number another system knows it by.
    Number,
    /// 분야: said at the end of the body, for whoever receives it.
    Category,
    /// When it was written: the same.
    Written,
}

/// Each target, its name in `--map`, and the columns taken for it when nobody names one.
const TARGETS: [(Target, &str, &[&str]); 10] = [
    (Target::Title, "title", &["title", "subject", "제목", "민원제목"]),
    (Target::Body, "body", &["body", "content", "text", "내용", "민원내용", "본문"]),
    (Target::Place, "place", &["place", "location", "장소", "위치"]),
    (Target::Name, "name", &["name", "이름", "성명", "신청인"]),
    (Target::Phone, "phone", &["phone", "mobile", "전화", "전화번호", "휴대전화"]),
    (Target::Email, "email", &["email", "e-mail", "mail", "이메일", "이메일"]),
    (Target::Address, "address", &["address", "주소"]),
    (Target::Number, "number", &["number", "id", "petition_idx", "번호", "접수번호"]),
    (Target::Category, "category", &["category", "분야", "분류"]),
    (Target::Written, "written", &["begin", "date", "written", "작성일", "신청일"]),
];

/// Whoever files in a list without names, and how they are reached.
const NOBODY: &str = "일괄 등록";
const NOWHERE: &str = "일괄 등록 자료 (연락처 없음)";

pub(super) struct Columns {
    chosen: Vec<(Target, String)>,
    unused: Vec<String>,
}

impl Columns {
    /// The columns named by `target=column`, and the usual ones for the rest; `target=` takes none.
    pub(super) fn choose(names: &[String], map: &[String]) -> Result<Columns> {
        let mut chosen = Vec::new();
        let mut settled = Vec::new();
        for pair in map {
            let (target, column) = named(pair, names)?;
            settled.push(target);
            chosen.extend(column.map(|column| (target, column)));
        }
        for (target, _, usual) in TARGETS.iter().filter(|(target, ..)| !settled.contains(target)) {
            let found = usual.iter().find_map(|usual| names.iter().find(|n| n.to_lowercase() == *usual));
            chosen.extend(found.map(|column| (*target, column.clone())));
        }
        for (needed, name, usual) in &TARGETS[..2] {
            if !chosen.iter().any(|(target, _)| target == needed) {
                bail!(
                    "{name} 열을 찾을 수 없습니다 ({}). --map {name}=열이름 으로 지정합니다.",
                    usual.join(", ")
                );
            }
        }
        let unused = names.iter().filter(|name| !chosen.iter().any(|(_, column)| column == *name));
        Ok(Columns { unused: unused.cloned().collect(), chosen })
    }

    /// What was taken for what.
    pub(super) fn told(&self) -> String {
        let name = |target| TARGETS.iter().find(|(t, ..)| *t == target).map_or("", |(_, name, _)| *name);
        let chosen: Vec<String> =
            self.chosen.iter().map(|(target, column)| format!("{}={column}", name(*target))).collect();
        let unused = if self.unused.is_empty() { "없음".to_owned() } else { self.unused.join(", ") };
        format!("열: {} (쓰지 않는 열: {unused})", chosen.join(", "))
    }

    /// The complaint of this record, its words to the letter; or what is wrong with the line.
    pub(super) fn submission(&self, record: &Record) -> Result<Submission, String> {
        let fields = record.fields.as_ref().map_err(Clone::clone)?;
        let field = |wanted: Target| {
            let column =
                self.chosen.iter().find(|(target, _)| *target == wanted).map(|(_, column)| column)?;
            fields.get(column).map(|value| value.trim()).filter(|value| !value.is_empty()).map(str::to_owned)
        };
        let title = Title::new(&field(Target::Title).unwrap_or_default());
        let body = field(Target::Body).unwrap_or_default();
        Body::new(&body).map_err(|error| unfit("내용", error))?;
        let body = with_origin(body, field(Target::Category), field(Target::Written));
        let (phone, email) = (field(Target::Phone), field(Target::Email));
        let unreachable = (phone.is_none() && email.is_none()).then(|| NOWHERE.to_owned());
        Ok(Submission {
            title: title.map_err(|error| unfit("제목", error))?,
            body: Body::new(&body).map_err(|error| unfit("내용", error))?,
            place: field(Target::Place),
            channel: Channel::Import,
            visibility: Visibility::Private,
            joint: false,
            person: Person {
                name: field(Target::Name).unwrap_or_else(|| NOBODY.to_owned()),
                phone,
                email,
                address: field(Target::Address).or(unreachable),
                identity: None,
            },
            external_number: field(Target::Number),
        })
    }
}

/// The words as they came, and after them what else the file says of them.
fn with_origin(body: String, category: Option<String>, written: Option<String>) -> String {
    let category = category.map(|category| format!("분야: {category}"));
    let written = written.map(|written| format!("작성일: {written}"));
    let said: Vec<String> = category.into_iter().chain(written).collect();
    if said.is_empty() { body } else { format!("{body}\n\n[{}]", said.join(" · ")) }
}

fn named(pair: &str, names: &[String]) -> Result<(Target, Option<String>)> {
    let Some((target, column)) = pair.split_once('=') else {
        bail!("--map은 title=열이름 처럼 씁니다: {pair:?}");
    };
    let Some((target, ..)) = TARGETS.iter().find(|(_, name, _)| *name == target.trim()) else {
        let known: Vec<&str> = TARGETS.iter().map(|(_, name, _)| *name).collect();
        bail!("--map에 쓸 수 없는 이름입니다: {target:?} ({})", known.join(", "));
    };
    match column.trim() {
        "" => Ok((*target, None)),
        column if names.iter().any(|name| name == column) => Ok((*target, Some(column.to_owned()))),
        column => bail!("파일에 없는 열입니다: {column:?} ({})", names.join(", ")),
    }
}

fn unfit(what: &str, error: TextError) -> String {
    match error {
        TextError::Empty => format!("{what}이 비어 있습니다"),
        TextError::TooLong { length, max } => format!("{what}이 {length}자입니다 (최대 {max}자)"),
        TextError::ControlCharacter { code } => {
            format!("{what}에 쓸 수 없는 제어문자 U+{code:04X}가 있습니다")
        }
    }
}

/// What the office says of a person's field.
pub(super) fn invalid(field: &str, code: &str) -> String {
    let what = match field {
        "name" => "이름",
        "phone" => "전화번호",
        "email" => "이메일",
        "address" => "주소",
        other => other,
    };
    match code {
        "too-long" => format!("{what}이(가) 너무 깁니다"),
        "control-character" => format!("{what}에 제어문자가 있습니다"),
        "empty" => format!("{what}이(가) 비어 있습니다"),
        other => format!("{what}: {other}"),
    }
}
