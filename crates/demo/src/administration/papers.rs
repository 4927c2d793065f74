//! Papers taken over the counter while the system was down, entered in the afternoon, on their way since.

use casework::chronicle::{Birth, Life, day_of};
use casework::{Facts, Person, Result, Submission};
use domain::actor::Actor;
use domain::complaint::{Channel, Command, Destination, Kind, Number, Visibility, back_entry};
use domain::id::{ComplaintId, PetitionerId};
use domain::text::{Body, Title};
use jiff::{SignedDuration, Timestamp};
use store::{KeptOutage, Write};

use crate::city::{City, Desks, made};
use crate::people;

/// Minutes into the outage when each was filed and received, its way in, and what it says.
pub(super) const PAPERS: [(i64, i64, Channel, &str, &str); 3] = [
    (
        12,
        19,
        Channel::Counter,
        "심야에 문을 여는 약국을 늘려 주십시오",
        "저녁 열 시 이후에 문을 여는 약국이 동네에 없어 아이가 아플 때 곤란합니다. 공공심야약국을 늘려 주시기 바랍니다.",
    ),
    (
        34,
        41,
        Channel::Phone120,
        "폐의약품 수거함을 주민센터에도 놓아 주십시오",
        "먹지 않는 약을 버릴 곳이 마땅하지 않습니다. 주민센터와 도서관에도 수거함을 놓아 주시면 좋겠습니다.",
    ),
    (
        71,
        80,
        Channel::Counter,
        "의료기기 판매업 안내문을 쉽게 고쳐 주십시오",
        "신고에 필요한 서류 안내가 어려워 두 번 방문하였습니다. 예시를 넣은 안내문을 만들어 주시기를 건의드립니다.",
    ),
];

/// Hours after the end of the outage when everything was typed in.
const ENTERED_AFTER: SignedDuration = SignedDuration::from_mins(95);

pub(super) async fn enter(
    tx: &mut Write,
    city: &City,
    facts: &Facts,
    (outage, told): (&KeptOutage, Timestamp),
) -> Result<()> {
    let Some(until) = outage.until else { return Ok(()) };
    let at = until + ENTERED_AFTER;
    let by = |channel| match channel {
        Channel::Phone120 => city.call_centre.first(),
        _ => city.receivers.first(),
    };
    for (place, paper) in PAPERS.iter().enumerate() {
        let actor = by(paper.2).and_then(|officer| city.at_desk(*officer, at));
        let Some(actor) = actor else { continue };
        if let Some(life) = lived(tx, city, facts, (outage, place, &actor, at)).await? {
            life.told_before(told).enter(tx, at).await?;
        }
    }
    Ok(())
}

async fn lived(
    tx: &mut Write,
    city: &City,
    facts: &Facts,
    (outage, place, by, at): (&KeptOutage, usize, &Actor, Timestamp),
) -> Result<Option<Life>> {
    let (filed, received, channel, title, body) = PAPERS[place];
    let (filed_at, received_at) =
        (outage.from + SignedDuration::from_mins(filed), outage.from + SignedDuration::from_mins(received));
    let (Ok(title), Ok(body)) = (Title::new(title), Body::new(body)) else { return Ok(None) };
    let Ok(line) = back_entry(&outage.outage(), filed_at, received_at) else { return Ok(None) };
    let person = people::petitioner(70_000 + place, "송파구");
    let day = day_of(filed_at);
    let birth = Birth {
        id: ComplaintId(made("paper", &place.to_string())),
        petitioner: PetitionerId(made("paper-petitioner", &place.to_string())),
        number: Number::application(day, tx.next_application(day).await?),
        secret: format!("PAPER2345{}AB", place + 2),
        at: filed_at,
    };
    let submission = Submission {
        title,
        body,
        place: None,
        channel,
        visibility: Visibility::Private,
        joint: false,
        person: Person { name: person.name, phone: Some(person.phone), ..Person::default() },
        external_number: None,
    };
    let mut life = Life::begin(facts.clone(), birth, submission, Some(by.clone()));
    let receive = Command::Receive {
        kind: Kind::Suggestion,
        category: Some("의약".to_owned()),
        period: None,
        visibility: None,
    };
    let day = day_of(received_at);
    let number = Number::receipt(day, tx.next_receipt(day).await?);
    if life.act(received_at, by, &receive, Some(number)).is_err() {
        return Ok(None);
    }
    life.entered_later(at, by, line);
    handed_on(&mut life, city, by, at);
    Ok(Some(life))
}

/// Distributed to 의약과; the first one is already on a handler's desk.
fn handed_on(life: &mut Life, city: &City, by: &Actor, at: Timestamp) {
    let Desks { agency, department, manager, handlers, .. } = &city.desks[city.medicine()];
    let to = Destination::Department { agency: *agency, department: *department };
    let minutes = |n| at + SignedDuration::from_mins(n);
    if life.act(minutes(6), by, &Command::Distribute { to, memo: None }, None).is_err() {
        return;
    }
    let (Some(manager), Some(handler)) = (city.at_desk(*manager, at), handlers.first()) else { return };
    let assign =
        Command::Assign { department: None, handler: *handler, memo: None, cooperations: Vec::new() };
    // What is refused stays where it is.
    drop(life.act(minutes(40), &manager, &assign, None));
}
