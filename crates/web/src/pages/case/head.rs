//! The top of the case page: title, stage, records on the file, what must be known first.

use domain::complaint::{Channel, StageName, Visibility};
use maud::{Markup, html};

use super::by_hand;
use super::clock::DueWords;
use super::view::View;
use crate::components::{KeyValue, Tone, alert, key_values, page_title, panel, record_badge, stage_badge};

pub(super) fn head(view: &View) -> Markup {
    let c = &view.case.complaint;
    html! {
        (page_title(&view.case.words.title, html! { (badges(view)) }))
        @if c.visibility == Visibility::Sealed {
            (alert(Tone::Danger, "공익신고 민원", html! {
                p { "신고자의 신분은 비밀입니다. 이 화면을 연 사람과 때가 자동으로 기록됩니다. (공익신고자 보호법 제12조)" }
            }))
        }
        @let owed = by_hand::waiting(view).count();
        @if owed > 0 { (by_hand::told_of(owed)) } @else if nothing_reaches(view) { (unreachable()) }
        (panel("facts", "민원 상세정보", key_values(&facts(view))))
    }
}

/// Whoever came by 국민신문고 hears there; of somebody erased nothing is left to reach.
fn nothing_reaches(view: &View) -> bool {
    let person = &view.case.petitioner;
    let elsewhere = view.case.complaint.channel == Channel::Epeople || person.erased_at.is_some();
    !elsewhere && !casework::reaches(person)
}

/// 법 제27조: the result is told in writing, also to whom no letter of ours comes.
fn unreachable() -> Markup {
    alert(
        Tone::Warning,
        "알림이 가지 않는 신청인",
        html! {
            p { "휴대전화와 이메일이 없어 문자·알림톡·이메일로 알릴 수 없습니다. 답변과 통지는 '" a href="/unreached" { "미도달 통지" } "'에 나타나며, 우편·전화·방문으로 직접 알려야 합니다. (민원처리법 제27조)" }
        },
    )
}

fn badges(view: &View) -> Markup {
    let c = &view.case.complaint;
    let stage = c.stage.name();
    html! {
        span title=(words::stage::tooltip(stage)) {
            (stage_badge(words::stage::label(stage), tone(stage)))
            span.unseen { " " (words::stage::tooltip(stage)) }
        }
        @if let Some(badge) = c.badge() { " " (record_badge(words::badge::label(badge), Tone::Warning)) }
        @if c.reassignment_proposed { " " (record_badge("재지정 건의", Tone::Warning)) }
        @if c.joint { " " (record_badge("다수인관련민원", Tone::Information)) }
        @if c.hops > 0 { " " (record_badge(&format!("재지정 {}회", c.hops), Tone::Neutral)) }
        @if c.reminders > 0 { " " (record_badge(&format!("독촉 {}회", c.reminders), Tone::Danger)) }
    }
}

fn tone(stage: StageName) -> Tone {
    match stage {
        StageName::Filed | StageName::Received | StageName::AtAgency | StageName::AtDepartment => {
            Tone::Warning
        }
        StageName::Assigned | StageName::Accepted => Tone::Information,
        StageName::ApprovalSent | StageName::ApprovalPending => Tone::Information,
        StageName::Answered => Tone::Success,
        StageName::Transferred | StageName::Closed | StageName::Withdrawn | StageName::Merged => {
            Tone::Neutral
        }
    }
}

fn facts(view: &View) -> Vec<KeyValue<'static>> {
    let c = &view.case.complaint;
    let number = c.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut facts =
        vec![KeyValue::text("접수번호", &number), KeyValue::text("신청번호", c.application_number.as_str())];
    if let Some(external) = &view.case.words.external_number {
        facts.push(KeyValue::text("외부번호", external));
    }
    facts.extend([
        KeyValue::text("민원종류", c.kind.map(words::kind::label).unwrap_or_default()),
        KeyValue::text("분류", c.category.as_deref().unwrap_or_default()),
        KeyValue::text("공개 여부", words::visibility::label(c.visibility)),
        KeyValue::text("처리부서", &place(view)),
        KeyValue::new("처리기한", DueWords::of_case(&view.case).explained()).wide(),
    ]);
    facts
}

/// Agency, department and handler, as far as the file has come.
fn place(view: &View) -> String {
    let holder = view.case.complaint.holder();
    let agency = holder.agency.map(|id| words::Names::agency(view, id));
    let department = holder.department.map(|id| words::Names::department(view, id));
    let handler = holder.handler.map(|id| words::Names::officer(view, id));
    // Most departments are named with their agency: 송파구 보건소 의약과.
    let agency = agency.filter(|name| !department.as_ref().is_some_and(|d| d.starts_with(name.as_str())));
    [agency, department, handler].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
