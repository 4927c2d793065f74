//! 계정 변경 알림: what an officer was told of their own account, for its owner, and for the administrator whether it left.

use domain::id::OfficerId;
use maud::{Markup, html};
use store::{About, NoticeWithAttempts, Read};

use super::letters::{badge, ways};
use super::work::moment_cell;
use crate::components::{ButtonKind, Column, Row, Table, data_table, empty_state, panel, post_button};
use crate::error::Fail;

/// Changes shown: the latest.
const SHOWN: u32 = 10;
const TITLE: &str = "계정 변경 알림";

pub(super) async fn of(tx: &mut Read, officer: OfficerId) -> Result<Vec<NoticeWithAttempts>, Fail> {
    Ok(tx.account_notices_of(officer, SHOWN).await?)
}

pub(super) fn panel_for_owner(told: &[NoticeWithAttempts]) -> Markup {
    section(
        "로그인 방법이나 이메일 주소가 바뀌면 그때까지 등록되어 있던 이메일로 알립니다. 본인이 하지 않은 변경이 있으면 비밀번호를 바꾸고 시스템 관리자에게 알리십시오.",
        told,
        html! {},
    )
}

/// `again` is where those are sent again that did not leave.
pub(super) fn panel_for_administrator(told: &[NoticeWithAttempts], again: &str) -> Markup {
    let failed = told.iter().any(|letter| letter.notice.state.is_lost());
    section(
        "이 직원의 계정이 바뀌었음을 본인에게 알린 결과입니다. 보내지 못한 알림이 있으면 본인에게 직접 확인해 주십시오.",
        told,
        html! {
            @if failed { (post_button(again, "", "보내지 못한 알림 다시 보내기", ButtonKind::Secondary)) }
        },
    )
}

fn section(hint: &str, told: &[NoticeWithAttempts], beneath: Markup) -> Markup {
    panel(
        "account-notices",
        TITLE,
        html! {
            p.hint { (hint) }
            @if told.is_empty() {
                (empty_state("알린 변경이 없습니다.", "1년 안에 바뀐 것이 여기에 나타납니다.", None))
            } @else { (table(told)) }
            (beneath)
        },
    )
}

fn table(told: &[NoticeWithAttempts]) -> Markup {
    let columns =
        [Column::new("일시"), Column::new("변경").main(), Column::new("알림"), Column::new("발송 경로")];
    let rows = told.iter().map(|letter| {
        Row::new(vec![
            moment_cell(letter.notice.created_at),
            html! { (what(letter)) },
            badge(letter.notice.state),
            html! { (ways(letter)) },
        ])
    });
    data_table(&Table::new(TITLE, &columns, rows.collect()).dense())
}

fn what(letter: &NoticeWithAttempts) -> &'static str {
    match letter.notice.about {
        About::Account { change, .. } => words::notice::account::label(change),
        About::Case { .. } => "",
    }
}
