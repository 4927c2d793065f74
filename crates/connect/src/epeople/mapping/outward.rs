//! Our words in theirs.

use domain::dispatch::{Parcel, Person, Told, Whereabouts, Whole};
use serde::Serialize;

use crate::epeople::protocol::{Answered, Office, Petitioner, Stage, Step, Transfer, Transferred, path};

/// A message ready to leave; the same bytes for the same parcel and key, always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub path: &'static str,
    pub body: Vec<u8>,
}

/// # Errors
/// Why this can never be told to 국민신문고, in a sentence.
pub fn outgoing(key: &str, parcel: &Parcel) -> Result<Outgoing, String> {
    match &parcel.told {
        Told::Receipt { kind, due_at } => {
            let kind = Some(code(kind)?);
            stage(Stage { kind, due_at: *due_at, ..step(key, parcel, Step::Received)? })
        }
        Told::Handling => stage(step(key, parcel, Step::Handling)?),
        Told::InterimAnswer { text } => {
            stage(Stage { text: Some(text.clone()), ..step(key, parcel, Step::InterimAnswer)? })
        }
        Told::Extension { ground, due_at, explanation } => stage(Stage {
            ground: Some(code(ground)?),
            due_at: *due_at,
            text: said(explanation),
            ..step(key, parcel, Step::Extended)?
        }),
        Told::SupplementRequest { items, reply_by } => stage(Stage {
            reply_by: Some(*reply_by),
            text: said(items),
            ..step(key, parcel, Step::SupplementRequested)?
        }),
        Told::Closing { ground, explanation } => stage(Stage {
            ground: Some(code(ground)?),
            text: said(explanation),
            ..step(key, parcel, Step::Closed)?
        }),
        Told::Withdrawal => stage(step(key, parcel, Step::Withdrawn)?),
        Told::Merger => stage(step(key, parcel, Step::Merged)?),
        Told::Answer { result, text, remedy } => {
            let answer = answer(key, parcel, text)?;
            let result = Some(result.as_str().to_owned());
            made(path::ANSWERS, &Answered { result, remedy: remedy.clone(), ..answer })
        }
        Told::FollowUpAnswer { text } => {
            made(path::ANSWERS, &Answered { follow_up: true, ..answer(key, parcel, text)? })
        }
        Told::Transfer { body, reason, whole } => made(
            path::TRANSFERS,
            &Transfer {
                key: key.to_owned(),
                number: parcel.external_number.clone().filter(|_| whole.is_none()),
                city_number: parcel.number.to_string(),
                at: parcel.at,
                office: office(&parcel.office),
                to: body.clone(),
                reason: reason.clone(),
                complaint: whole.as_ref().map(transferred),
            },
        ),
        Told::HandOver { .. } | Told::TakeBack { .. } => {
            Err("국민신문고에 보낼 수 없는 메시지입니다.".to_owned())
        }
    }
}

fn stage(stage: Stage) -> Result<Outgoing, String> {
    made(path::STAGES, &stage)
}

fn made<T: Serialize>(path: &'static str, body: &T) -> Result<Outgoing, String> {
    let body = serde_json::to_vec(body).map_err(|_| "옮길 수 없는 메시지입니다.".to_owned())?;
    Ok(Outgoing { path, body })
}

fn step(key: &str, parcel: &Parcel, stage: Step) -> Result<Stage, String> {
    Ok(Stage {
        key: key.to_owned(),
        number: theirs(parcel)?,
        city_number: parcel.number.to_string(),
        at: parcel.at,
        stage,
        office: office(&parcel.office),
        kind: None,
        due_at: None,
        reply_by: None,
        ground: None,
        text: None,
    })
}

fn answer(key: &str, parcel: &Parcel, text: &str) -> Result<Answered, String> {
    Ok(Answered {
        key: key.to_owned(),
        number: theirs(parcel)?,
        city_number: parcel.number.to_string(),
        at: parcel.at,
        office: office(&parcel.office),
        follow_up: false,
        result: None,
        text: text.to_owned(),
        remedy: None,
    })
}

fn theirs(parcel: &Parcel) -> Result<String, String> {
    parcel.external_number.clone().ok_or_else(|| "국민신문고 신청번호가 없는 민원입니다.".to_owned())
}

/// The name that serde gives a value of ours: `fact-finding`, `law-inquiry`.
fn code<T: Serialize>(value: &T) -> Result<String, String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err("옮길 수 없는 코드입니다.".to_owned()),
    }
}

fn said(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn office(at: &Whereabouts) -> Office {
    let Whereabouts { agency, department, handler, phone } = at.clone();
    Office { agency, department, handler, phone }
}

fn transferred(whole: &Whole) -> Transferred {
    let Whole { title, body, place, filed_at, person } = whole.clone();
    let Person { name, phone, email, address } = person;
    Transferred { title, body, place, filed_at, petitioner: Petitioner { name, phone, email, address } }
}
