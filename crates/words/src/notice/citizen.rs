//! Letters to the petitioner: every one names the complaint, and who handles it with 소속·성명·연락처
//! (시행령 제31조) as soon as somebody does.

use domain::complaint::{AnswerResult, StageName};
use jiff::Timestamp;

use super::short::{cut, message};
use super::{Draft, Letter, NoticeFacts};
use crate::lang::Lang;
use crate::{answer, closing, date, extension, particle, stage};

/// Longest piece of a title in a subject line, in bytes as `short` counts them.
const TITLE_IN_SUBJECT: usize = 60;

fn begin(f: &NoticeFacts, what: &str) -> Draft {
    let subject = match f.title.as_str() {
        "" => format!("[응답소] {what}"),
        title => format!("[응답소] {what} - {}", cut(title, TITLE_IN_SUBJECT)),
    };
    let greeting = match &f.petitioner {
        Some(name) => format!("{name} 님, 안녕하십니까? 서울시 응답소입니다."),
        None => "안녕하십니까? 서울시 응답소입니다.".to_owned(),
    };
    Draft::new(subject).say(greeting)
}

/// The facts every letter ends with.
fn end(draft: Draft, f: &NoticeFacts, short: &str, additions: &[Option<String>]) -> Letter {
    let draft = draft.table(&[
        ("번호", Some(f.number.clone())),
        ("제목", Some(f.title.clone()).filter(|title| !title.is_empty())),
        ("진행 단계", f.stage.map(|s| stage::citizen(s, Lang::Ko).to_owned())),
        ("처리기한", due(f)),
        ("담당", handled_by(f)),
    ]);
    let draft = match &f.link {
        Some(link) => draft.say(format!("자세한 내용은 응답소에서 확인하실 수 있습니다.\n{link}")),
        None => draft,
    };
    draft.close(message(&format!("민원 {} {short}", f.number), additions))
}

/// Nothing is promised any more once the file has ended.
fn due_at(f: &NoticeFacts) -> Option<Timestamp> {
    f.due_at.filter(|_| f.stage.is_none_or(StageName::is_live))
}

fn due(f: &NoticeFacts) -> Option<String> {
    due_at(f).map(date::moment_with_weekday)
}

fn due_short(f: &NoticeFacts) -> Option<String> {
    due_at(f).map(|at| format!("기한 {}", date::moment_short(at)))
}

/// 소속·성명·연락처, as far as they are known.
fn handled_by(f: &NoticeFacts) -> Option<String> {
    let office = f.department.as_ref().or(f.agency.as_ref());
    let phone = f.phone.as_ref().map(|phone| format!("(☎ {phone})"));
    let parts: Vec<&str> =
        [office, f.handler.as_ref(), phone.as_ref()].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn handled_by_short(f: &NoticeFacts) -> Option<String> {
    let phone = f.phone.clone().unwrap_or_default();
    f.department.as_ref().map(|office| format!("담당 {office} {phone}").trim_end().to_owned())
}

pub(super) fn filed(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "민원이 신청되었습니다")
        .say("신청하신 민원을 받았습니다. 담당자가 확인하여 접수하면 접수번호와 처리기한을 다시 알려 드립니다.")
        .say("신청번호는 민원을 조회하실 때 필요하니 보관하여 주십시오.");
    end(draft, f, "신청되었습니다.", &[])
}

pub(super) fn received(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "민원이 접수되었습니다")
        .say("신청하신 민원이 접수되었습니다. 아래 처리기한까지 답변드리겠습니다.")
        .say("내용을 보완하거나 민원을 취하하시려면 처리가 끝나기 전까지 응답소에서 하실 수 있습니다.");
    end(draft, f, "접수되었습니다.", &[due_short(f), handled_by_short(f)])
}

pub(super) fn handler_named(f: &NoticeFacts) -> Letter {
    let draft =
        begin(f, "담당자가 지정되었습니다").say("신청하신 민원의 담당자가 지정되었음을 알려 드립니다.");
    end(draft, f, "담당자가 지정되었습니다.", &[handled_by_short(f), due_short(f)])
}

pub(super) fn interim_answer(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "중간 답변을 드립니다")
        .say("민원을 처리하기에 앞서 먼저 안내해 드립니다. 처리기한은 변경되지 않으며, 최종 답변은 따로 드립니다.")
        .quote("중간 답변", f.body.as_ref());
    end(draft, f, "중간 답변이 등록되었습니다.", &[due_short(f)])
}

pub(super) fn extended(f: &NoticeFacts) -> Letter {
    let ground = f.extension.map(|ground| extension::label(ground).to_owned());
    let new_due = f.due_at.map(date::moment_with_weekday);
    let draft = begin(f, "처리기간이 연장되었습니다")
        .say("민원처리법 시행령 제21조에 따라 처리기간을 연장하게 되어 그 사유와 처리예정일을 알려 드립니다. 양해하여 주시기 바랍니다.")
        .table(&[("연장 사유", ground), ("처리예정일", new_due)])
        .quote("상세 사유", f.body.as_ref());
    end(draft, f, "처리기간이 연장되었습니다.", &[due_short(f)])
}

pub(super) fn consent_asked(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "기간 연장에 동의를 요청드립니다")
        .say("처리기간을 한 차례 연장하였으나 아래 사유로 시간이 더 필요합니다. 한 번 더 연장하려면 신청인의 동의가 있어야 합니다. (민원처리법 시행령 제21조제1항)")
        .quote("연장이 필요한 사유", f.body.as_ref())
        .say("동의하시면 응답소 '민원 조회'에서 '연장에 동의'를 누르시거나 담당자에게 말씀해 주십시오. 동의하지 않으셔도 불이익은 없으며, 처리기한은 그대로입니다.");
    end(draft, f, "기간 연장에 동의를 요청드립니다.", &[due_short(f), handled_by_short(f)])
}

pub(super) fn consent_recorded(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "기간 연장에 동의하신 것을 기록했습니다")
        .say("처리기간을 한 번 더 연장하는 데 동의하신 것을 담당자가 아래와 같이 기록했습니다. (민원처리법 시행령 제21조제1항)")
        .quote("동의하신 날짜와 방법", f.body.as_ref())
        .say("동의하신 적이 없거나 내용이 다르면 담당자에게 알려 주십시오. 기간을 연장하면 사유와 새 처리기한을 다시 알려 드립니다.");
    end(draft, f, "기간 연장에 동의하신 것을 기록했습니다.", &[due_short(f), handled_by_short(f)])
}

pub(super) fn supplement_requested(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "보완이 필요합니다")
        .say("민원을 처리하기 위하여 아래 내용을 보완해 주시기 바랍니다. (민원처리법 제22조)")
        .quote("보완할 사항", f.body.as_ref())
        .table(&[("보완기한", f.reply_by.map(date::day_with_weekday))])
        .say("보완하실 때까지는 처리기간에 산입되지 않습니다. 시간이 더 필요하시면 기한이 지나기 전에 담당자에게 연장을 요청하실 수 있습니다.");
    let reply_by = f.reply_by.map(|day| format!("보완기한 {}", date::day_short(day)));
    end(draft, f, "보완이 필요합니다.", &[reply_by, handled_by_short(f)])
}

pub(super) fn supplement_lapsed(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "보완기한이 지났습니다")
        .say("요청드린 보완이 기한까지 도착하지 않았습니다. 다시 보완을 요청드리거나, 보완되지 않으면 민원이 종결될 수 있습니다. (민원처리법 시행령 제25조)")
        .table(&[("보완기한", f.reply_by.map(date::day_with_weekday))]);
    end(draft, f, "보완기한이 지났습니다.", &[handled_by_short(f)])
}

pub(super) fn transferred(f: &NoticeFacts) -> Letter {
    let body = f.transferred_to.as_deref().unwrap_or("다른 기관");
    let draft = begin(f, "민원이 다른 기관으로 이송되었습니다")
        .say(format!(
            "신청하신 민원은 서울시의 소관이 아니어서 {} 이송하였습니다. 처리와 답변은 그 기관에서 하며, 처리기간은 그 기관이 접수한 때부터 다시 시작됩니다.",
            particle::toward(body)
        ))
        .table(&[("이송받은 기관", f.transferred_to.clone())])
        .quote("이송 사유", f.body.as_ref());
    end(draft, f, &format!("{} 이송되었습니다.", particle::toward(body)), &[])
}

pub(super) fn answered(f: &NoticeFacts) -> Letter {
    let refused = f.result == Some(AnswerResult::Refused);
    let mut draft = begin(f, "민원에 답변드립니다")
        .say("신청하신 민원의 처리결과를 알려 드립니다.")
        .table(&[("처리결과", f.result.map(|result| answer::result(result).to_owned()))])
        .quote("답변", f.body.as_ref());
    if refused {
        draft = draft.quote("구제절차", f.remedy.as_ref());
    }
    let draft = draft.say(
        "답변에 얼마나 만족하셨는지 응답소에서 평가해 주십시오. 답변이 충분하지 않으면 평가하신 뒤 추가답변을 요청하실 수 있습니다.",
    );
    end(
        draft,
        f,
        "답변이 완료되었습니다.",
        &[Some("만족도를 평가해 주십시오.".to_owned()), handled_by_short(f)],
    )
}

pub(super) fn closed(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "민원이 종결되었습니다")
        .say("신청하신 민원은 아래 사유로 종결 처리되었음을 알려 드립니다.")
        .table(&[("종결 사유", f.closing.map(closing::with_article))])
        .quote("상세 사유", f.body.as_ref())
        .quote("구제절차", f.remedy.as_ref())
        .say("종결에 대하여 궁금한 점은 담당자에게 문의하시거나 국민권익위원회에 고충민원을 신청하실 수 있습니다.");
    end(draft, f, "종결되었습니다. 사유는 응답소에서 확인해 주십시오.", &[])
}

pub(super) fn withdrawn(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "민원이 취하되었습니다").say("요청하신 대로 민원이 취하되어 처리를 마칩니다.");
    end(draft, f, "취하되었습니다.", &[])
}

pub(super) fn merged(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "같은 취지의 민원과 함께 처리합니다")
        .say("신청하신 민원은 같은 취지의 다른 민원과 병합하여 처리합니다. 답변은 신청하신 분 모두에게 드립니다.")
        .table(&[("함께 처리하는 민원", f.merged_into.clone())]);
    end(draft, f, "같은 취지의 민원과 함께 처리합니다.", &[due_short(f)])
}

pub(super) fn separated(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "신청하신 민원을 따로 처리합니다")
        .say("다른 민원과 함께 처리하던 민원을 이제부터 따로 처리합니다. 다시 신청하실 필요는 없습니다.")
        .quote("사유", f.body.as_ref());
    end(draft, f, "따로 처리합니다. 다시 신청하지 않으셔도 됩니다.", &[due_short(f)])
}

pub(super) fn progress(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "민원의 처리진행상황을 알려 드립니다")
        .say("접수 후 30일이 지날 때마다 처리진행상황과 처리예정일을 알려 드립니다. (민원처리법 시행령 제23조)")
        .quote("진행상황", f.body.as_ref());
    let stage = f.stage.map(|s| format!("'{}'", stage::citizen(s, Lang::Ko)));
    end(draft, f, "진행상황을 알려 드립니다.", &[stage, due_short(f)])
}

pub(super) fn follow_up_answered(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "추가답변을 드립니다")
        .say("요청하신 추가답변을 드립니다.")
        .quote("추가답변", f.body.as_ref())
        .say("추가답변에 대한 만족도도 응답소에서 평가해 주십시오.");
    end(draft, f, "추가답변이 등록되었습니다.", &[handled_by_short(f)])
}

pub(super) fn objection_received(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "이의신청이 접수되었습니다")
        .say("제출하신 이의신청을 접수하였습니다. 결정기한까지 결과를 알려 드리겠습니다. (민원처리법 제35조)")
        .table(&[("결정기한", f.reply_at.map(date::moment_with_weekday))]);
    let due = f.reply_at.map(|at| format!("결정기한 {}", date::moment_short(at)));
    end(draft, f, "이의신청이 접수되었습니다.", &[due])
}

pub(super) fn objection_decided(f: &NoticeFacts) -> Letter {
    let draft = begin(f, "이의신청 결정을 알려 드립니다")
        .say("제출하신 이의신청에 대하여 아래와 같이 결정하였습니다.")
        .table(&[("결정", f.ruling.map(|ruling| answer::objection(ruling).to_owned()))])
        .quote("이유", f.body.as_ref())
        .say("이 결정과 관계없이 원래의 처분에 대하여 행정심판이나 행정소송을 제기하실 수 있습니다. (민원처리법 제35조제3항)");
    end(draft, f, "이의신청 결정을 알려 드립니다.", &[])
}
