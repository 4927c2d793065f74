//! From the wire's JSON or CSV to the domain's feed, and back; pure.

use domain::org::{AgencyKind, EndedDepartment, Feed, FeedAgency, FeedDepartment, FeedOfficer, Place};

use super::protocol::{self, VERSION};

/// The columns of the CSV form; the first says what a row tells of.
pub const CSV_COLUMNS: [&str; 12] = [
    "record",
    "agency",
    "department",
    "bureau",
    "name",
    "login",
    "title",
    "email",
    "phone",
    "duty",
    "successor_agency",
    "successor_department",
];
/// Longest text of one field, in characters.
const TEXT_MAX: usize = 500;

/// A file of either form: JSON when it begins with a brace.
///
/// # Errors
/// What is wrong with it, in a sentence for people.
pub fn read(file: &[u8]) -> Result<Feed, String> {
    let text = std::str::from_utf8(file).map_err(|_| "UTF-8 파일이 아닙니다.".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') { json(text) } else { csv(text) }
}

/// # Errors
/// What is wrong with it, in a sentence for people.
pub fn json(text: &str) -> Result<Feed, String> {
    let told: protocol::Feed = serde_json::from_str(text)
        .map_err(|why| format!("JSON을 읽을 수 없습니다({}행 {}열).", why.line(), why.column()))?;
    if told.version != VERSION {
        return Err(format!("자료의 version은 {VERSION}이어야 합니다: {}", told.version));
    }
    let made_on = told.made_on.parse().map_err(|_| format!("made_on이 날짜가 아닙니다: {}", told.made_on))?;
    let agencies = told.agencies.into_iter().map(agency).collect::<Result<_, _>>()?;
    let department = |d: protocol::Department| {
        let place = Place { agency: d.agency, department: plain("code", &d.code)? };
        Ok(FeedDepartment { place, bureau: plain("bureau", &d.bureau)?, name: needed("name", &d.name)? })
    };
    let ended = |e: protocol::Ended| EndedDepartment {
        place: Place { agency: e.agency, department: e.code },
        successor: e.successor.map(|to| Place { agency: to.agency, department: to.department }),
    };
    Ok(Feed {
        made_on,
        covers: told.covers,
        agencies,
        departments: told.departments.into_iter().map(department).collect::<Result<_, String>>()?,
        ended: told.ended.into_iter().map(ended).collect(),
        staff: told.staff.into_iter().map(officer).collect::<Result<_, _>>()?,
    })
}

fn agency(told: protocol::Agency) -> Result<FeedAgency, String> {
    let kind =
        AgencyKind::parse(&told.kind).ok_or_else(|| format!("기관 종류를 알 수 없습니다: {}", told.kind))?;
    Ok(FeedAgency { code: needed("code", &told.code)?, name: needed("name", &told.name)?, kind })
}

fn officer(told: protocol::Officer) -> Result<FeedOfficer, String> {
    Ok(FeedOfficer {
        login: needed("login", &told.login)?,
        name: needed("name", &told.name)?,
        title: plain("title", &told.title)?,
        place: Place { agency: told.agency, department: told.department },
        email: plain("email", &told.email)?,
        phone: plain("phone", &told.phone)?,
        duty: plain("duty", &told.duty)?,
    })
}

/// A row for each department, ended department and officer. The first row of data is `feed`: its `name` is the
/// day, its `agency` the covered agencies with blanks between them.
///
/// # Errors
/// What is wrong with it, in a sentence for people.
pub fn csv(text: &str) -> Result<Feed, String> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| "CSV의 첫 줄을 읽을 수 없습니다.".to_owned())?.clone();
    if !head.iter().eq(CSV_COLUMNS) {
        return Err(format!("CSV의 첫 줄은 {} 이어야 합니다.", CSV_COLUMNS.join(",")));
    }
    let mut told = protocol::Feed {
        version: VERSION,
        made_on: String::new(),
        covers: Vec::new(),
        agencies: Vec::new(),
        departments: Vec::new(),
        ended: Vec::new(),
        staff: Vec::new(),
    };
    for (row, line) in (2_u64..).zip(reader.records()) {
        let line = line.map_err(|_| format!("{row}번째 줄의 칸 수가 다르거나 읽을 수 없습니다."))?;
        csv_row(&mut told, &line).map_err(|why| format!("{row}번째 줄: {why}"))?;
    }
    let text = serde_json::to_string(&told).map_err(|_| "자료를 읽을 수 없습니다.".to_owned())?;
    json(&text)
}

fn csv_row(told: &mut protocol::Feed, line: &csv::StringRecord) -> Result<(), String> {
    let cell = |column: usize| line.get(column).unwrap_or_default().to_owned();
    let (agency, code) = (cell(1), cell(2));
    match line.get(0).unwrap_or_default() {
        "feed" => {
            told.made_on = cell(4);
            told.covers = agency.split_whitespace().map(str::to_owned).collect();
        }
        "agency" => told.agencies.push(protocol::Agency { code: agency, name: cell(4), kind: cell(6) }),
        "department" => {
            let (bureau, name) = (cell(3), cell(4));
            told.departments.push(protocol::Department { agency, code, bureau, name });
        }
        "ended" => {
            let to = protocol::Place { agency: cell(10), department: cell(11) };
            let successor = (!to.department.is_empty()).then_some(to);
            told.ended.push(protocol::Ended { agency, code, successor });
        }
        "staff" => told.staff.push(protocol::Officer {
            login: cell(5),
            name: cell(4),
            title: cell(6),
            agency,
            department: code,
            email: cell(7),
            phone: cell(8),
            duty: cell(9),
        }),
        other => return Err(format!("record를 알 수 없습니다: {other:?}")),
    }
    Ok(())
}

/// The feed as the wire carries it; what the stand-in serves.
pub fn to_json(feed: &Feed) -> String {
    let told = protocol::Feed {
        version: VERSION,
        made_on: feed.made_on.to_string(),
        covers: feed.covers.clone(),
        agencies: feed
            .agencies
            .iter()
            .map(|a| protocol::Agency {
                code: a.code.clone(),
                name: a.name.clone(),
                kind: a.kind.as_str().into(),
            })
            .collect(),
        departments: feed
            .departments
            .iter()
            .map(|d| protocol::Department {
                agency: d.place.agency.clone(),
                code: d.place.department.clone(),
                bureau: d.bureau.clone(),
                name: d.name.clone(),
            })
            .collect(),
        ended: feed
            .ended
            .iter()
            .map(|e| protocol::Ended {
                agency: e.place.agency.clone(),
                code: e.place.department.clone(),
                successor: e.successor.as_ref().map(|to| protocol::Place {
                    agency: to.agency.clone(),
                    department: to.department.clone(),
                }),
            })
            .collect(),
        staff: feed.staff.iter().map(wire_officer).collect(),
    };
    serde_json::to_string(&told).unwrap_or_default()
}

fn wire_officer(o: &FeedOfficer) -> protocol::Officer {
    let FeedOfficer { login, name, title, place, email, phone, duty } = o.clone();
    let Place { agency, department } = place;
    protocol::Officer { login, name, title, agency, department, email, phone, duty }
}

fn plain(field: &str, text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.chars().count() > TEXT_MAX || text.chars().any(char::is_control) {
        return Err(format!("{field}에 쓸 수 없는 글자가 있거나 {TEXT_MAX}자를 넘습니다."));
    }
    Ok(text.to_owned())
}

fn needed(field: &str, text: &str) -> Result<String, String> {
    let text = plain(field, text)?;
    if text.is_empty() { Err(format!("{field}이(가) 비어 있습니다.")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of `docs/protocols/staff-feed.md`, so that they stay true.
    fn documented(language: &str) -> String {
        let page = include_str!("../../../../docs/protocols/staff-feed.md");
        let (_, rest) = page.split_once(&format!("```{language}\n")).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    }

    #[test]
    fn the_documented_examples_are_read_and_tell_the_same() {
        let (json, csv) =
            (read(documented("json").as_bytes()).unwrap(), read(documented("csv").as_bytes()).unwrap());
        assert_eq!(json, csv);
        assert_eq!((json.staff.len(), json.departments.len(), json.ended.len()), (2, 2, 1));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let feed = read(documented("json").as_bytes()).unwrap();
        assert_eq!(read(to_json(&feed).as_bytes()).unwrap(), feed);
    }

    #[test]
    fn nonsense_is_told_and_never_a_fault() {
        let json = documented("json");
        for wrong in [
            String::new(),
            "{".to_owned(),
            "a,b\n1,2\n".to_owned(),
            json.replace("\"version\": 1", "\"version\": 2"),
            json.replace("\"made_on\"", "\"made\""),
            json.replace("김민원", "김\\u0000"),
            json.replace("김민원", ""),
            documented("csv").replace("staff,", "stuff,"),
            documented("csv") + "staff,1\n",
        ] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(read(&[0xff, 0xfe]).is_err());
    }
}
