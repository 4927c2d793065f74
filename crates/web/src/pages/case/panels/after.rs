//! What is done after the answer, and from outside: 추가답변, 이의신청 결정, 독촉장.

use domain::complaint::{Act, NoteKind, StageName};
use domain::role::Role;
use domain::text::BODY_MAX;
use maud::html;

use super::parts::{memo, panel};
use super::{Panel, manager};
use crate::components::{ButtonKind, Choice, KeyValue, key_values, radios, textarea};
use crate::pages::case::sheet::Sheet;
use crate::pages::case::view::View;
use crate::pages::satisfaction::score_badge;
use crate::satisfaction::rounds;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    let c = &view.case.complaint;
    let holder = c.holder();
    let mut panels = Vec::new();
    if c.open_follow_up().is_some() {
        panels.push(Panel { leads: true, ..follow_up(view) });
    }
    if c.objections.iter().any(|objection| objection.ruling.is_none()) {
        panels.push(Panel { leads: true, ..objection(view) });
    }
    if c.stage.name() == StageName::Merged {
        panels.push(separate(view));
    }
    if view.actor.holds(Role::Inspector, holder.agency, holder.department) {
        panels.push(manager::remind(view));
    }
    panels
}

fn separate(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Separate);
    let fields = html! {
        p.hint { (words::act::follows(Act::Separate)) }
        (memo(&sheet, "reason", "사유", false))
    };
    panel(sheet, "병합 해제", ButtonKind::Secondary, fields)
}

fn follow_up(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::AnswerFollowUp);
    let body = sheet.slot("body");
    let due = view.case.complaint.open_follow_up().map(|open| words::date::moment(open.due_at));
    let rounds = rounds(&view.case.history);
    // The rating after which it was asked, which need not be the last one any more.
    let asked = rounds.iter().rev().find(|round| round.again.is_some());
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let said = text(asked.and_then(|round| round.comment.as_ref()));
    let question = text(asked.and_then(|round| round.again.as_ref()?.question.as_ref()));
    let fields = html! {
        (key_values(&[
            KeyValue::text("추가답변 기한", &due.unwrap_or_default()),
            KeyValue::new("만족도", html! { @if let Some(asked) = asked { (score_badge(asked.score)) } }),
            KeyValue::text("평가 의견", &said).wide(),
            KeyValue::text("추가 질문", &question).wide(),
        ]))
        (textarea(&body.field("추가답변").max_chars(BODY_MAX).required(), 8))
    };
    panel(sheet, "추가답변 처리", ButtonKind::Primary, fields)
}

fn objection(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::DecideObjection);
    let ruling = sheet.slot("ruling");
    let rulings = [Choice::new("upheld", "인용"), Choice::new("dismissed", "기각")];
    let grounds = view.case.newest_note(NoteKind::Objection).unwrap_or_default();
    let fields = html! {
        (key_values(&[KeyValue::text("이의신청 내용", grounds).wide()]))
        (radios(&ruling.field("결정").required(), &rulings))
        (memo(&sheet, "explanation", "이유와 불복 방법", true))
    };
    panel(sheet, "이의신청 결정", ButtonKind::Primary, fields)
}
