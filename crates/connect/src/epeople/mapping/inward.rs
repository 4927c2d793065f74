//! Their words in ours. What cannot be read is refused in a sentence, never dropped.

use domain::complaint::{EpeopleNumber, Score, Visibility};
use domain::dispatch::Person;
use domain::text::{Body, MEMO_MAX, Memo, TITLE_MAX, Text, Title};

use super::{Arrived, Rated, Wished};
use crate::epeople::protocol::{Complaint, Petitioner, Rating, Request, Wish};

/// The longest name, number and address we keep, in characters.
const CONTACT_CHARS: usize = 200;

/// # Errors
/// Why it cannot be filed, in a sentence.
pub fn arrived(sent: &Complaint) -> Result<Arrived, String> {
    let number = number(&sent.number)?;
    let title = plain(&sent.title).split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, body) = match title.chars().count() {
        0 => ("제목 없음".to_owned(), sent.body.clone()),
        n if n <= TITLE_MAX => (title, sent.body.clone()),
        // Nothing of a long title is lost: the whole of it stands above the text.
        _ => (title.chars().take(TITLE_MAX).collect(), format!("{title}\n\n{}", sent.body)),
    };
    let visibility = match (sent.sealed, sent.public) {
        (true, _) => Visibility::Sealed,
        (false, true) => Visibility::Open,
        (false, false) => Visibility::Private,
    };
    Ok(Arrived {
        number,
        title: Title::new(&title).map_err(|_| "제목을 읽을 수 없습니다.".to_owned())?,
        body: text(&body, "내용")?,
        place: contact(sent.place.as_deref()),
        visibility,
        joint: sent.joint,
        person: person(&sent.petitioner)?,
        sent_at: sent.sent_at,
    })
}

/// # Errors
/// Why it is no rating, in a sentence.
pub fn rated(sent: &Rating) -> Result<Rated, String> {
    let score =
        Score::from_points(sent.score).ok_or("만족도 점수는 100, 75, 50, 25, 0 가운데 하나입니다.")?;
    Ok(Rated {
        number: number(&sent.number)?,
        score,
        comment: memo(sent.comment.as_deref()),
        question: memo(sent.question.as_deref()),
    })
}

/// # Errors
/// Why it cannot be done, in a sentence.
pub fn wished(sent: &Request) -> Result<Wished, String> {
    let number = number(&sent.number)?;
    match sent.what {
        Wish::Supplement => {
            let text = text(sent.text.as_deref().unwrap_or_default(), "보완 내용")?;
            Ok(Wished::Supplement { number, text })
        }
        Wish::Withdrawal => Ok(Wished::Withdrawal { number, reason: memo(sent.text.as_deref()) }),
    }
}

fn number(given: &str) -> Result<EpeopleNumber, String> {
    EpeopleNumber::parse(given).map_err(|_| "신청번호가 1AA-YYMM-NNNNNNN 꼴이 아닙니다.".to_owned())
}

fn text(given: &str, what: &str) -> Result<Body, String> {
    Body::new(&plain(given)).map_err(|_| format!("{what}이 비어 있거나 2만 자를 넘습니다."))
}

/// A remark that is too long is cut rather than refused: the rating counts.
fn memo(given: Option<&str>) -> Option<Memo> {
    let short: String = plain(given?).chars().take(MEMO_MAX).collect();
    Text::new(&short).ok()
}

/// Control characters become spaces: they say nothing, and no form would have let them in.
fn plain(given: &str) -> String {
    let lines = given.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect()
}

fn person(sent: &Petitioner) -> Result<Person, String> {
    Ok(Person {
        name: contact(Some(&sent.name)).ok_or("신청인의 이름이 없습니다.")?,
        phone: contact(sent.phone.as_deref()),
        email: contact(sent.email.as_deref()),
        address: contact(sent.address.as_deref()),
    })
}

fn contact(given: Option<&str>) -> Option<String> {
    let one_line = plain(given?).split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = one_line.chars().take(CONTACT_CHARS).collect();
    Some(short).filter(|short| !short.is_empty())
}
