//! 알림현황: who was told what, how, and whether it arrived.

use maud::{Markup, html};

use super::{
    badge::{Tone, record_badge},
    table::{Column, Row, Table},
    table_markup::data_table,
};

/// One notice, or one attempt at it.
#[derive(Clone, Copy, Debug)]
pub struct NoticeLine<'a> {
    /// `2026. 3. 10. 09:12`
    pub at: &'a str,
    /// The step that called for it: `접수`, `처리완료`
    pub step: &'a str,
    /// `신청인`, `처리자 김도로`
    pub to: &'a str,
    /// `문자`, `알림톡`, `이메일`
    pub channel: &'a str,
    pub what: &'a str,
    /// `발송 성공`, `실패 – 3회째`
    pub result: &'a str,
    pub tone: Tone,
}

/// The table of notices of a step or a complaint.
#[must_use]
pub fn notice_log(caption: &str, lines: &[NoticeLine]) -> Markup {
    let columns = [
        Column::new("일시"),
        Column::new("진행단계"),
        Column::new("받는 이"),
        Column::new("수단"),
        Column::new("내용").main(),
        Column::new("결과"),
    ];
    let rows = lines
        .iter()
        .map(|line| {
            Row::new(vec![
                html! { (line.at) },
                html! { (line.step) },
                html! { (line.to) },
                html! { (line.channel) },
                html! { (line.what) },
                record_badge(line.result, line.tone),
            ])
        })
        .collect();
    data_table(&Table::new(caption, &columns, rows).empty(html! { p.quiet { "보낸 알림이 없습니다." } }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_attempt_says_so() {
        let line = NoticeLine {
            at: "2026. 3. 10. 09:12",
            step: "접수",
            to: "신청인",
            channel: "문자",
            what: "접수 안내",
            result: "실패 – 3회째",
            tone: Tone::Danger,
        };
        assert!(notice_log("알림현황", &[line]).into_string().contains("실패 – 3회째"));
    }
}
