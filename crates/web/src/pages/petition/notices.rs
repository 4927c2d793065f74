//! What was sent to the petitioner: what, when and how; never anybody else's.

use casework::reader::Case;
use domain::notice::Way;
use maud::{Markup, html};
use store::{NoticeState, NoticeWithAttempts, Owner};

use crate::components::{Column, Row, Table, data_table, expander, panel as boxed};
use crate::pages::citizen::Tongue;

pub(super) fn panel(notices: &[NoticeWithAttempts], case: &Case, tongue: Tongue) -> Markup {
    let own = Owner::Petitioner(case.complaint.petitioner);
    let mine: Vec<&NoticeWithAttempts> = notices.iter().filter(|n| n.notice.to == own).collect();
    let title = tongue.pick("나에게 보낸 알림", "Notices sent to me");
    let columns = [
        Column::new(tongue.pick("내용", "Subject")).main(),
        Column::new(tongue.pick("일시", "Time")),
        Column::new(tongue.pick("수단", "By")),
        Column::new(tongue.pick("결과", "Result")),
    ];
    let rows = mine.iter().map(|notice| row(notice, tongue)).collect();
    let none = html! { p.quiet { (tongue.pick("아직 보낸 알림이 없습니다.", "Nothing was sent yet.")) } };
    boxed(
        "notices",
        title,
        html! {
            @if mine.is_empty() { (none) } @else {
                (expander(&tongue.pick(format!("{}건 보기", mine.len()), format!("Show {}", mine.len())), false,
                    data_table(&Table::new(title, &columns, rows))))
            }
        },
    )
}

fn row(with: &NoticeWithAttempts, tongue: Tongue) -> Row {
    let last = with.attempts.last();
    let at = last.map_or(with.notice.created_at, |attempt| attempt.at);
    let channel =
        last.map(|attempt| attempt.channel.as_str()).or(with.notice.channels.first().map(String::as_str));
    let result = match with.notice.state {
        NoticeState::Sent if told_by_voice(channel) => tongue.pick("알림", "told"),
        NoticeState::Sent => tongue.pick("보냄", "sent"),
        NoticeState::Pending => tongue.pick("보내는 중", "on its way"),
        NoticeState::Failed | NoticeState::GivenUp => tongue.pick("보내지 못함", "could not be sent"),
    };
    Row::new(vec![
        html! { span lang="ko" { (with.notice.subject) } },
        html! { (words::date::moment_for(at, tongue.0)) },
        html! { (channel.map_or("–", |code| name(code, tongue))) },
        html! { (result) },
    ])
}

/// Nothing was sent.
fn told_by_voice(channel: Option<&str>) -> bool {
    [Way::Telephone, Way::InPerson].into_iter().any(|way| channel == Some(way.as_str()))
}

fn name(code: &str, tongue: Tongue) -> &'static str {
    let ko = words::notice_channel::label(code).unwrap_or("기타");
    let en = match code {
        "mail" => "e-mail",
        "sms" => "text message",
        "alimtalk" => "KakaoTalk",
        "post" => "post",
        "telephone" => "telephone",
        "in-person" => "in person",
        _ => "other",
    };
    tongue.pick(ko, en)
}
