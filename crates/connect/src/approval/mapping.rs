//! From our answer to the system's document, and from its messages to ours. Pure.

use domain::complaint::{ApprovalNews, CallBack, Manner, Sanction};
use domain::deadline::seoul;
use domain::text::Memo;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::protocol::{
    Answer, AnswerPart, Approver, ComplaintPart, Document, Drafter, Message, NAME_CHARS, News, State, Status,
    code,
};
use super::{HandedOver, Held, Paper, Told};

/// The longest reason kept, in characters; a longer one is cut and says so.
const REASON_CHARS: usize = 1_000;

/// The document of an answer.
pub(super) fn document(paper: &Paper) -> Document {
    Document {
        key: paper.key.to_string(),
        digest: paper.digest.clone(),
        sent_at: seoul::rfc3339(paper.sent_at),
        complaint: ComplaintPart {
            number: paper.number.clone(),
            title: paper.title.clone(),
            text: paper.text.clone(),
            due_at: paper.due_at.map(seoul::rfc3339),
        },
        answer: AnswerPart {
            result: paper.result.as_str().to_owned(),
            text: paper.answer.clone(),
            remedy: paper.remedy.clone(),
        },
        drafter: Drafter {
            agency: paper.agency.clone(),
            department: paper.department.clone(),
            name: paper.drafter.clone(),
        },
    }
}

/// SHA-256 of result, text and remedy, a zero byte between them, as 응답소 freezes an answer.
pub(super) fn digest(answer: &AnswerPart) -> String {
    let mut all = Sha256::new();
    all.update(&answer.result);
    for part in [Some(&answer.text), answer.remedy.as_ref()].into_iter().flatten() {
        all.update([0]);
        all.update(part);
    }
    all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an HTTP status and its body mean for the document.
pub(super) fn handed_over(http: u16, body: &[u8]) -> HandedOver {
    let answer = serde_json::from_slice::<Answer>(body).ok();
    let said = answer.as_ref().map_or_else(String::new, |a| short(&format!("{} {}", a.code, a.reason)));
    let retry = |why: String| HandedOver::Retry { why };
    match (http, answer) {
        (200..=299, Some(Answer { status: Status::Accepted, code, document: Some(document), .. }))
            if is_name(&document) =>
        {
            HandedOver::Taken { document, answer: short(&code) }
        }
        (200..=299, _) => retry("업무관리시스템이 문서번호 없이 답했습니다.".to_owned()),
        // Who we are is our affair, not the document's: once it is put right, it can go.
        (401 | 403, _) => retry(format!("업무관리시스템이 인증을 거부했습니다({http}): {said}")),
        (429, _) => retry("업무관리시스템이 잠시 뒤에 보내라고 합니다(429).".to_owned()),
        // Only a body of the protocol is a decision about the document; a proxy's page is not.
        (400 | 409 | 413 | 422, Some(_)) => HandedOver::Refused {
            why: format!("업무관리시스템이 받지 않았습니다({http}): {said}"),
        },
        _ => retry(format!("업무관리시스템이 답하지 못했습니다({http}). {said}").trim_end().to_owned()),
    }
}

/// Whether a document was taken back, or need not be any more.
pub(super) fn taken_back(http: u16, body: &[u8]) -> Result<String, String> {
    match serde_json::from_slice::<Answer>(body) {
        Ok(answer) if matches!(http, 200..=299 | 404 | 409) => Ok(short(&answer.code)),
        Ok(answer) => {
            let said = short(&format!("{} {}", answer.code, answer.reason));
            Err(format!("업무관리시스템이 거부했습니다({http}): {said}"))
        }
        Err(_) => Err(format!("업무관리시스템이 답하지 못했습니다({http}).")),
    }
}

/// What the system holds of a document.
pub(super) fn held(http: u16, body: &[u8]) -> Result<Held, String> {
    if http == 200 {
        let state: State =
            serde_json::from_slice(body).map_err(|_| "업무관리시스템의 답을 읽을 수 없습니다.".to_owned())?;
        let told: Result<Vec<Told>, &'static str> = state.messages.iter().map(told).collect();
        let told =
            told.map_err(|field| format!("업무관리시스템의 답에 읽을 수 없는 항목이 있습니다({field})."))?;
        return Ok(Held::Document { document: short(&state.document), told });
    }
    match serde_json::from_slice::<Answer>(body) {
        Ok(answer) if http == 404 && answer.code == code::UNKNOWN_KEY => Ok(Held::Nothing),
        Ok(answer) => {
            let said = short(&format!("{} {}", answer.code, answer.reason));
            Err(format!("업무관리시스템이 거부했습니다({http}): {said}"))
        }
        Err(_) => Err(format!("업무관리시스템의 답이 아닙니다({http}). 주소를 확인하세요.")),
    }
}

/// A message, or the field that cannot be read.
pub(super) fn told(message: &Message) -> Result<Told, &'static str> {
    if !is_name(&message.id) {
        return Err("id");
    }
    if !is_name(&message.document) {
        return Err("document");
    }
    if message.digest.len() != 64 || !message.digest.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err("digest");
    }
    let news = match message.news {
        News::Started => ApprovalNews::Started,
        News::Approved => ApprovalNews::Approved(sanction(message)?),
        News::Returned => ApprovalNews::Returned { reason: reason(message, "")? },
        News::Withdrawn => ApprovalNews::Returned {
            reason: reason(message, "업무관리시스템에서 기안자가 회수함. ")?,
        },
    };
    let payload = serde_json::to_string(message).map_err(|_| "message")?;
    Ok(Told {
        payload,
        id: message.id.clone(),
        at: message.at.parse::<Timestamp>().map_err(|_| "at")?,
        document: message.document.clone(),
        call_back: CallBack {
            key: message.key.parse().map_err(|_| "key")?,
            digest: message.digest.to_ascii_lowercase(),
            news,
        },
    })
}

fn sanction(message: &Message) -> Result<Sanction, &'static str> {
    let Approver { position, name, manner } = message.approver.as_ref().ok_or("approver")?;
    if !is_name(position) || !is_name(name) {
        return Err("approver");
    }
    let manner = Manner::parse(manner).filter(|manner| *manner != Manner::Reviewed).ok_or("manner")?;
    let document = message.registered.clone().filter(|number| is_name(number)).ok_or("registered")?;
    let approver = Memo::new(&format!("{position} {name}")).map_err(|_| "approver")?;
    Ok(Sanction { manner, position: position.clone(), approver, document })
}

/// A return without a reason would leave the handler guessing.
fn reason(message: &Message, before: &str) -> Result<Memo, &'static str> {
    let given = message.reason.as_deref().unwrap_or_default().trim();
    let cut: String = given.chars().take(REASON_CHARS).collect();
    let text = if cut.is_empty() { "사유를 적지 않았습니다.".to_owned() } else { cut };
    Memo::new(&format!("{before}{text}")).map_err(|_| "reason")
}

/// Something short that can stand on one line.
fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= NAME_CHARS && !text.chars().any(char::is_control)
}

/// What the other side says, on one line and not without end.
fn short(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_CHARS * 2).collect()
}

#[cfg(test)]
mod tests {
    use domain::complaint::DocumentKey;

    use super::*;

    fn message(news: News) -> Message {
        let key: DocumentKey =
            format!("{}.1", "0".repeat(8) + "-0000-0000-0000-000000000001").parse().unwrap();
        Message {
            id: "m-1".into(),
            key: key.to_string(),
            document: "문서-1".into(),
            digest: "a".repeat(64),
            at: "2026-03-10T10:00:00+09:00".into(),
            news,
            approver: Some(Approver {
                position: "도로과장".into(),
                name: "남과장".into(),
                manner: "delegated".into(),
            }),
            registered: Some("도로과-1234".into()),
            reason: None,
        }
    }

    #[test]
    fn an_approval_names_who_in_what_manner_and_under_which_number() {
        let told = told(&message(News::Approved)).unwrap();
        let ApprovalNews::Approved(sanction) = told.call_back.news else { panic!("{told:?}") };
        assert_eq!((sanction.manner, sanction.document.as_str()), (Manner::Delegated, "도로과-1234"));
        assert_eq!(sanction.approver.as_str(), "도로과장 남과장");
    }

    #[test]
    fn what_is_missing_or_odd_is_named() {
        let field = |change: fn(&mut Message)| {
            let mut message = message(News::Approved);
            change(&mut message);
            told(&message).unwrap_err()
        };
        assert_eq!(field(|m| m.id = String::new()), "id");
        assert_eq!(field(|m| m.key = "1".into()), "key");
        assert_eq!(field(|m| m.digest = "xyz".into()), "digest");
        assert_eq!(field(|m| m.at = "어제".into()), "at");
        assert_eq!(field(|m| m.approver = None), "approver");
        assert_eq!(field(|m| m.registered = None), "registered");
        assert_eq!(field(|m| m.document = "줄\n바꿈".into()), "document");
        assert_eq!(field(|m| m.approver.as_mut().unwrap().manner = "reviewed".into()), "manner");
    }

    #[test]
    fn taken_back_over_there_is_a_return_that_says_so() {
        let told = told(&message(News::Withdrawn)).unwrap();
        let ApprovalNews::Returned { reason } = told.call_back.news else { panic!("{told:?}") };
        assert!(reason.as_str().contains("회수"), "{}", reason.as_str());
    }

    #[test]
    fn a_proxys_page_decides_nothing() {
        for http in [200, 301, 400, 404, 409, 422, 502] {
            let said = handed_over(http, b"<html>no</html>");
            assert!(matches!(said, HandedOver::Retry { .. }), "{http} {said:?}");
            assert!(held(http, b"<html>no</html>").is_err());
        }
    }

    #[test]
    fn the_digest_is_of_result_text_and_remedy() {
        let part = |remedy: Option<&str>| AnswerPart {
            result: "granted".into(),
            text: "보수하였습니다.".into(),
            remedy: remedy.map(str::to_owned),
        };
        assert_eq!(digest(&part(None)).len(), 64);
        assert_ne!(digest(&part(None)), digest(&part(Some("이의신청"))));
    }
}
