//! Notice texts drawn: which event has whose words on which channel, and the form of one.

use domain::notice::Template;
use domain::org::OrgChart;
use maud::{Markup, html};
use store::KeptText;
use words::names::Names;
use words::notice::custom::{CHANNELS, PLACEHOLDERS, WHOLE, Worded, readers, required, starting};
use words::notice::{SHORT_BYTES, bytes, label};
use words::notice_channel;

use super::notice_texts::{MAIL_MAX, MESSAGE_MAX, PATH, SUBJECT_MAX, Which, edition};
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, Row, Table, Tone, alert, button_row, confirm_panel, data_table,
    hidden, link_button, page_title, post_button, post_form, record_badge, submit, text, textarea,
};
use crate::pages::work::{Typed, moment_cell};

/// One text with everything around it.
pub(super) struct Shown<'a> {
    pub(super) which: &'a Which,
    pub(super) kept: Option<&'a KeptText>,
    pub(super) chart: &'a OrgChart,
    pub(super) typed: &'a Typed,
    /// The letter as it would leave, and what the channel carries of it.
    pub(super) tried: Option<(&'a Worded, &'a str)>,
}

fn channel(code: &str) -> &'static str {
    notice_channel::label(code).unwrap_or("알림")
}

pub(super) fn list(kept: &[KeptText]) -> Markup {
    let mut columns = vec![Column::new("알림").main(), Column::new("받는 사람")];
    columns.extend(CHANNELS.map(|code| Column::new(channel(code))));
    let pairs =
        Template::ALL.into_iter().flat_map(|template| readers(template).iter().map(move |r| (template, *r)));
    let rows = pairs.map(|(template, reader)| {
        let mut cells = vec![html! { (label(template)) }, html! { (reader.label()) }];
        for code in CHANNELS {
            let own = kept
                .iter()
                .any(|k| k.template == template.as_str() && k.reader == reader.as_str() && k.channel == code);
            let href = format!("{PATH}/{}/{}/{code}", template.as_str(), reader.as_str());
            let own_words = if own { "바꾼 문구" } else { "기본 문구" };
            let name = format!("{own_words}: {} {} {}", label(template), reader.label(), channel(code));
            cells.push(html! {
                a href=(href) aria-label=(name) { @if own { (record_badge("바꾼 문구", Tone::Information)) } @else { "기본 문구" } }
            });
        }
        Row::new(cells)
    });
    html! {
        (page_title("알림 문구", link_button("발송 현황", "/notices", ButtonKind::Secondary)))
        p.hint { "어떤 일이 있을 때 누구에게 어떤 문구로 알리는지 정합니다. 공익신고(비밀)의 제목과 내용은 어떤 문구에도 들어가지 않습니다." }
        (data_table(&Table::new("알림 문구", &columns, rows.collect()).dense()))
    }
}

pub(super) fn one(it: &Shown) -> Markup {
    let which = it.which;
    let title = format!("{} · {} · {}", label(which.template), which.reader.label(), channel(which.channel));
    html! {
        (page_title(&title, html! {}))
        @match it.kept {
            Some(kept) => p.hint { "바꾼 문구로 보냅니다. 고친 때: " (moment_cell(kept.changed_at))
                @if let Some(by) = kept.changed_by { " · " (Names::officer(it.chart, by)) } },
            None => p.hint { "기본 문구로 보냅니다. 아래 문구를 고쳐 저장하면 다음 알림부터 바뀝니다." },
        }
        (it.typed.summary())
        @if let Some((letter, said)) = it.tried { (tried(which, letter, said)) }
        (form(it))
        @if it.kept.is_some() {
            (confirm_panel("기본 문구로 되돌리기", ButtonKind::Danger, html! {
                p { "바꾼 문구를 지우고 프로그램의 기본 문구로 보냅니다." }
                (post_button(&format!("{}/reset", which.path()), "", "되돌리기", ButtonKind::Danger))
            }))
        }
    }
}

fn tried(which: &Which, letter: &Worded, said: &str) -> Markup {
    alert(
        Tone::Information,
        "미리보기",
        html! {
            p.hint { "이 민원의 번호·단계·부서·기한으로 채웠습니다. 이름은 가리고, 제목과 작성한 글은 보여 드리지 않으며, 아직 없는 항목은 예시입니다." }
            @if which.channel == WHOLE { p { "제목: " strong { (letter.subject) } } }
            p.written { (said) }
            @if which.channel == "sms" {
                @let length = bytes(said);
                p.hint { (length) "바이트" @if length > SHORT_BYTES { " – 90바이트를 넘어 긴 문자로 보냅니다." } }
            }
        },
    )
}

fn form(it: &Shown) -> Markup {
    let which = it.which;
    let (subject, body) = match it.kept {
        Some(kept) => (kept.subject.clone(), kept.body.clone()),
        None => starting(which.template, which.reader, which.channel),
    };
    let was = edition(it.kept);
    let sent = it.typed.value("was");
    let whole = which.channel == WHOLE;
    let most = if whole { MAIL_MAX } else { MESSAGE_MAX };
    let number = Field::new("number", "미리 볼 민원의 번호")
        .hint("접수번호를 넣고 '미리보기'를 누릅니다. 저장하거나 보내지 않습니다.");
    post_form(
        &FormAttrs::new(&which.path(), ""),
        html! {
            (hidden("was", if sent.is_empty() { &was } else { sent }))
            @if whole { (text(&it.typed.field(Field::new("subject", "제목").required().value(&subject).max_chars(SUBJECT_MAX), "subject"))) }
            (textarea(&it.typed.field(Field::new("body", "내용").required().value(&body).max_chars(most), "body"), 12))
            (names(which))
            (text(&it.typed.field(number, "number")))
            (button_row(html! {
                (submit("저장", ButtonKind::Primary))
                button.btn.btn-secondary type="submit" formaction={ (which.path()) "/preview" } { "미리보기" }
                (link_button("목록", PATH, ButtonKind::Tertiary))
            }))
        },
    )
}

fn names(which: &Which) -> Markup {
    let needed = required(which.template, which.channel);
    html! {
        p.hint {
            "꼭 넣을 항목: "
            @for (index, name) in needed.iter().enumerate() { @if index > 0 { ", " } code { "{" (name) "}" } }
            ". 그 밖에 넣을 수 있는 항목: "
            @for (index, (name, what)) in PLACEHOLDERS.iter().filter(|(name, _)| !needed.contains(name)).enumerate() {
                @if index > 0 { ", " }
                code title=(what) { "{" (name) "}" }
            }
            ". 값이 없는 항목만 있는 줄은 빼고 보냅니다."
        }
    }
}
