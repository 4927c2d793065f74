//! What the petitioner wrote, how it came in, and what was answered.

use domain::complaint::{NoteKind, Stage};
use maud::{Markup, html};

use super::view::View;
use crate::components::{KeyValue, key_values};

/// 신청내용.
pub(super) fn written(view: &View) -> Markup {
    let words = &view.case.words;
    key_values(&[
        KeyValue::text("제목", &words.title).wide(),
        KeyValue::text("내용", &words.body).wide(),
        KeyValue::text("위치", words.place.as_deref().unwrap_or_default()).wide(),
    ])
}

/// 접수정보: three moments the law tells apart.
pub(super) fn reception(view: &View) -> Markup {
    let c = &view.case.complaint;
    let received = c.clock.as_ref().map(|clock| words::date::moment(clock.received_at));
    let period = c.clock.as_ref().map(|clock| words::period::label(clock.period));
    let law = c.kind.map(words::kind::article).unwrap_or_default();
    key_values(&[
        KeyValue::text("접수경로", words::channel::label(c.channel)),
        KeyValue::text("신청한 때", &words::date::moment(c.filed_at)),
        KeyValue::text("접수한 때", &received.unwrap_or_default()),
        KeyValue::text("현재 단계부터", &words::date::moment(c.stage_since)),
        KeyValue::text("처리기간", &period.unwrap_or_default()),
        KeyValue::text("근거", law),
    ])
}

/// The answer once it has left; where else the file ended, how.
pub(super) fn outcome(view: &View) -> Option<Markup> {
    let case = &view.case;
    let ended = case.complaint.ended_at.map(words::date::moment).unwrap_or_default();
    let why = || case.newest_note(NoteKind::Reason).unwrap_or_default();
    let lines = match &case.complaint.stage {
        Stage::Answered { how, result, .. } => vec![
            KeyValue::text("처리결과", words::answer::result(*result)),
            KeyValue::text("답변한 때", &ended),
            KeyValue::text("방법", words::answer::answering(*how)).wide(),
            KeyValue::text("답변", case.answer_text().unwrap_or_default()).wide(),
            KeyValue::text("구제 절차", case.newest_note(NoteKind::Remedy).unwrap_or_default()).wide(),
        ],
        Stage::Transferred { body, .. } => vec![
            KeyValue::text("이송받은 기관", body),
            KeyValue::text("이송한 때", &ended),
            KeyValue::text("사유", why()).wide(),
        ],
        Stage::Closed { ground, .. } => vec![
            KeyValue::text("종결한 때", &ended).wide(),
            KeyValue::text("근거", &words::closing::with_article(*ground)).wide(),
            KeyValue::text("사유", why()).wide(),
        ],
        Stage::Withdrawn { .. } => vec![KeyValue::text("취하한 때", &ended).wide()],
        Stage::Merged { into, .. } => vec![
            KeyValue::new(
                "함께 처리하는 민원",
                html! {
                    @match words::Names::complaint(view, *into) {
                        Some(number) => a href={ "/complaints/" (number) } { (number) },
                        None => "–",
                    }
                },
            ),
            KeyValue::text("병합한 때", &ended),
        ],
        _ => return None,
    };
    Some(key_values(&lines))
}
