//! What the people of the log-ins keep for themselves: phrases, searches, an application for the field system.

use casework::Result;
use domain::org::Officer;
use jiff::Timestamp;
use store::{ApplicationState, FieldApplication, Phrase, PhraseOf, SavedSearch, Write};

use super::identity::made;

const OWN: [(&str, &str); 2] = [
    ("현장 확인 예정", "현장을 확인한 뒤 처리 결과를 알려 드리겠습니다."),
    ("자료 요청", "사실 확인에 필요하오니 관련 사진이나 자료를 보내 주시기 바랍니다."),
];
const SHARED: [(&str, &str); 2] = [
    ("부서 인사말", "안녕하십니까? 송파구 보건소 의약과입니다."),
    ("소관 안내", "문의하신 내용은 의약과 소관으로, 담당자가 확인하여 답변드리겠습니다."),
];
const SEARCHES: [(&str, &str); 2] =
    [("기한이 지난 민원", "overdue=on&sort=due"), ("보완 대기", "badge=awaiting-supplement")];

/// Deterministic, and kept by the same calls as the pages make.
pub(super) async fn keep(tx: &mut Write, officers: &[Officer], at: Timestamp) -> Result<()> {
    let named = |login: &str| officers.iter().find(|officer| officer.login == login);
    if let Some(handler) = named("handler") {
        for (title, text) in OWN {
            let phrase = phrase(PhraseOf::Officer(handler.id), title, text);
            tx.put_phrase(&phrase, handler.id, at).await?;
        }
        tx.put_field_application(&FieldApplication {
            id: made("field-application", &handler.login),
            officer: handler.id,
            phone: "010-0000-1004".to_owned(),
            reason: "약국과 의료기기 판매업소 현장점검에 사용합니다.".to_owned(),
            applied_at: at,
            state: ApplicationState::Applied,
            answer: String::new(),
            decided_by: None,
            decided_at: None,
        })
        .await?;
    }
    if let Some(manager) = named("manager") {
        for (title, text) in SHARED {
            let phrase = phrase(PhraseOf::Department(manager.department), title, text);
            tx.put_phrase(&phrase, manager.id, at).await?;
        }
        for (name, query) in SEARCHES {
            let id = made("saved-search", name);
            let search = SavedSearch { id, name: name.to_owned(), query: query.to_owned(), leads: false };
            tx.put_saved_search(manager.id, &search, at).await?;
        }
    }
    Ok(())
}

fn phrase(of: PhraseOf, title: &str, text: &str) -> Phrase {
    Phrase { id: made("phrase", title), of, title: title.to_owned(), text: text.to_owned() }
}
