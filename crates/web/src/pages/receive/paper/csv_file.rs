//! Sheets of paper in a CSV file: the names of its columns, and each line as a sheet or with what is wrong.

use casework::back_entry::Paper;
use casework::{Person, Submission};
use domain::complaint::{Channel, Kind, Visibility};
use domain::deadline::seoul;
use domain::period::Period;
use domain::text::{Body, TextError, Title};
use store::KeptOutage;

use super::sheet::{LINE_MAX, within};

/// The columns in the order of the example, and whether a line may leave them empty.
pub(super) const COLUMNS: [(&str, bool); 13] = [
    ("신청한 때", false),
    ("접수한 때", false),
    ("접수경로", false),
    ("민원종류", false),
    ("처리기간", true),
    ("분류", true),
    ("신청인", false),
    ("전화번호", true),
    ("이메일", true),
    ("주소", true),
    ("제목", false),
    ("내용", false),
    ("발생 장소", true),
];

/// A line of the file.
pub(super) struct Line {
    /// Counted from 1, the heading included, as spreadsheets do.
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) paper: Result<Paper, String>,
}

/// Every line, or why the file as a whole cannot be read.
pub(super) fn read(text: &str, outage: &KeptOutage, ways: &[Channel]) -> Result<Vec<Line>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| format!("CSV로 읽을 수 없습니다: {error}");
    let heading: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_owned()).collect();
    for (needed, _) in COLUMNS.iter().filter(|(_, optional)| !optional) {
        if !heading.iter().any(|name| name == needed) {
            return Err(format!("'{needed}' 열이 없습니다. 첫 줄에 열 이름을 적어 주십시오."));
        }
    }
    let mut lines = Vec::new();
    for (number, record) in (2..).zip(reader.records()) {
        let record = record.map_err(unreadable)?;
        let get = |name: &str| {
            let place = heading.iter().position(|column| column == name);
            let value = place.and_then(|place| record.get(place)).map(str::trim).unwrap_or_default();
            (!value.is_empty()).then(|| value.to_owned())
        };
        if COLUMNS.iter().all(|(name, _)| get(name).is_none()) {
            continue;
        }
        let title = get("제목").unwrap_or_default();
        lines.push(Line { number, title, paper: paper(get, outage, ways) });
    }
    Ok(lines)
}

fn paper(
    get: impl Fn(&str) -> Option<String>,
    outage: &KeptOutage,
    ways: &[Channel],
) -> Result<Paper, String> {
    let needed = |name: &str| get(name).ok_or_else(|| format!("'{name}'이(가) 비어 있습니다."));
    let moment = |name: &str| {
        seoul::parse(&needed(name)?).ok_or_else(|| {
            format!("{} 2026-03-10 10:30처럼 적어 주십시오.", words::particle::object(&format!("'{name}'")))
        })
    };
    let (filed_at, received_at) = (moment("신청한 때")?, moment("접수한 때")?);
    within(outage, filed_at, received_at).map_err(|(_, why)| why.to_owned())?;
    let way = needed("접수경로")?;
    let channel = ways.iter().copied().find(|c| words::channel::label(*c) == way || c.as_str() == way);
    let channel = channel.ok_or_else(|| {
        let known: Vec<&str> = ways.iter().map(|c| words::channel::label(*c)).collect();
        format!("접수경로는 {} 가운데 하나로 적어 주십시오.", known.join(", "))
    })?;
    let named = needed("민원종류")?;
    let kind = Kind::ALL.into_iter().find(|k| words::kind::label(*k) == named || k.as_str() == named);
    let kind = kind.ok_or_else(|| {
        format!("민원종류 {} 알 수 없습니다.", words::particle::object(&format!("'{named}'")))
    })?;
    let period = get("처리기간").map(|text| text.parse::<Period>()).transpose();
    let period = period.map_err(|_| "처리기간은 3d, 7d, 5h, immediate처럼 적어 주십시오.".to_owned())?;
    let short = |name: &str| match get(name) {
        Some(text) if text.chars().count() > LINE_MAX => Err(format!("'{name}'이(가) 너무 깁니다.")),
        other => Ok(other),
    };
    let person = Person {
        name: short("신청인")?.ok_or("'신청인'이(가) 비어 있습니다.")?,
        phone: short("전화번호")?,
        email: short("이메일")?,
        address: short("주소")?,
        identity: None,
    };
    let submission = Submission {
        title: Title::new(&needed("제목")?).map_err(|error| unfit("제목", error))?,
        body: Body::new(&needed("내용")?).map_err(|error| unfit("내용", error))?,
        place: short("발생 장소")?,
        channel,
        visibility: Visibility::Private,
        joint: false,
        person,
        external_number: None,
    };
    let category = short("분류")?.map(|text| text.chars().take(60).collect());
    Ok(Paper { outage: outage.id, filed_at, received_at, kind, category, period, submission })
}

fn unfit(label: &str, error: TextError) -> String {
    words::error::text(label, error, words::lang::Lang::Ko)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outage() -> KeptOutage {
        let at = |text| seoul::parse(text).unwrap();
        KeptOutage {
            id: uuid::Uuid::from_u128(7),
            from: at("2026-03-10 10:00"),
            until: Some(at("2026-03-10 12:00")),
            reason: "정전".into(),
            declared_by: None,
            declared_at: at("2026-03-10 10:05"),
        }
    }

    const HEAD: &str = "신청한 때,접수한 때,접수경로,민원종류,신청인,전화번호,제목,내용\n";

    #[test]
    fn a_good_line_is_a_sheet_and_a_bad_one_says_why() {
        let text = format!(
            "\u{feff}{HEAD}2026-03-10 10:30,2026-03-10 10:40,방문,고충민원,박시민,010-1,가로등,\"두\n줄\"\n\
             2026-03-10 09:00,2026-03-10 10:40,방문,고충민원,박시민,010-1,가로등,내용\n\
             2026-03-10 10:30,2026-03-10 10:40,비둘기,고충민원,박시민,010-1,가로등,내용\n,,,,,,,\n"
        );
        let ways = [Channel::Counter, Channel::Post];
        let lines = read(&text, &outage(), &ways).unwrap();
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2, 3, 4]);
        let first = lines[0].paper.as_ref().unwrap();
        assert_eq!((first.kind, first.submission.body.as_str()), (Kind::Grievance, "두\n줄"));
        assert!(lines[1].paper.as_ref().err().unwrap().contains("장애 기간 밖"));
        assert!(lines[2].paper.as_ref().err().unwrap().contains("방문"));
    }

    #[test]
    fn a_file_without_its_columns_is_refused_whole() {
        assert!(
            read("제목,내용\n가,나\n", &outage(), &[Channel::Counter]).err().unwrap().contains("신청한 때")
        );
    }
}
