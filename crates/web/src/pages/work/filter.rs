//! The conditions above a desk's list: words, kind, way in, record, sealed ones.

use domain::complaint::{Badge, Channel, Kind};
use maud::{Markup, html};

use super::Asked;
use crate::components::{
    Choice, Field, FilterPanel, checkbox, empty_state, filter_panel, hidden, select, text,
};

/// The conditions of the form below.
const NARROWING: [&str; 5] = ["q", "kind", "channel", "badge", "sealed"];

/// The form of conditions; `kept` are names of the address that it carries along, such as the tab.
pub(crate) fn filters(path: &str, asked: &Asked, kept: &[&str]) -> Markup {
    let kinds: Vec<Choice> =
        Kind::ALL.iter().map(|k| Choice::new(k.as_str(), words::kind::label(*k))).collect();
    let ways: Vec<Choice> =
        Channel::ALL.iter().map(|c| Choice::new(c.as_str(), words::channel::label(*c))).collect();
    let records: Vec<Choice> =
        Badge::ALL.iter().map(|b| Choice::new(b.as_str(), words::badge::label(*b))).collect();
    let in_use = ["channel", "badge", "sealed"].iter().any(|name| asked.get(name).is_some());
    filter_panel(FilterPanel {
        action: path,
        fields: html! {
            @for name in kept { @if let Some(value) = asked.get(name) { (hidden(name, value)) } }
            (text(&Field::new("q", "제목·내용의 낱말").value(asked.text("q")).max_chars(domain::text::TITLE_MAX)))
            (select(&Field::new("kind", "민원종류").value(asked.text("kind")), &with_all(&kinds)))
        },
        more: Some(html! {
            (select(&Field::new("channel", "접수경로").value(asked.text("channel")), &with_all(&ways)))
            (select(&Field::new("badge", "비고").value(asked.text("badge")), &with_all(&records)))
            (checkbox(&Field::new("sealed", "공익신고(비밀)만 보기"), asked.get("sealed").is_some()))
        }),
        open: in_use,
    })
}

/// An empty list: under conditions nothing may fit where much waits.
pub(crate) fn empty_list(asked: &Asked, (title, comes): (&str, &str), way_on: Option<Markup>) -> Markup {
    match NARROWING.iter().any(|name| asked.get(name).is_some()) {
        true => empty_state(
            "조건에 맞는 민원이 없습니다.",
            "조건을 줄이거나 '초기화'를 눌러 전체 목록을 보십시오.",
            None,
        ),
        false => empty_state(title, comes, way_on),
    }
}

fn with_all<'a>(choices: &[Choice<'a>]) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", "전체")).chain(choices.iter().copied()).collect()
}
