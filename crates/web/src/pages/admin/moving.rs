//! The files whose due moment a change moves, before anybody confirms it: how many, from when to when, and
//! who will hear of it. Numbers only: what stands in a case is not the administrator's business.

use casework::sweeps::{Moving, Preview};
use domain::desk::{Desk, seoul_date};
use maud::{Markup, html};
use words::names::Names;

use super::turning;
use crate::components::{Column, Row, Table, data_table};
use crate::pages::work::{Asked, moment_cell};

/// Names written out before the rest is counted.
const NAMED: usize = 3;

pub(super) fn table(asked: &Asked, path: &str, desk: &Desk, preview: &Preview) -> Markup {
    let columns = [
        Column::new("접수번호").main(),
        Column::new("처리부서"),
        Column::new("지금 처리기한"),
        Column::new("바뀐 처리기한"),
        Column::new("알림 받는 사람"),
    ];
    let rows = preview.rows.iter().map(|moving| row(moving, desk)).collect();
    let next = preview.next.as_ref().map(store::SweepCursor::as_text);
    html! {
        p { "처리기한이 바뀌는 민원: " strong { (preview.moving) "건" } }
        @if preview.moving > 0 {
            p.hint { "처리기한의 날짜가 바뀌는 민원은 처리자와 대직자에게, 처리자가 없으면 부서·기관 관리자에게 알립니다. 신청인은 조회 화면에서 바뀐 처리기한과 그 근거를 봅니다." }
        }
        (data_table(&Table::new("처리기한이 바뀌는 민원", &columns, rows).dense()
            .empty(html! { p.quiet { "처리기한이 바뀌는 민원이 없습니다." } })))
        (turning(asked, path, preview.rows.len(), next))
    }
}

fn row(moving: &Moving, desk: &Desk) -> Row {
    let chart = desk.chart.as_ref();
    let office = match (moving.department, moving.agency) {
        (Some(department), _) => Names::department(chart, department),
        (None, Some(agency)) => Names::agency(chart, agency),
        (None, None) => "통합접수".to_owned(),
    };
    let at = |moment: Option<_>| moment.map_or_else(|| html! { "정지" }, moment_cell);
    let mut told: Vec<String> = moving.told.iter().take(NAMED).map(|id| Names::officer(chart, *id)).collect();
    if moving.told.len() > NAMED {
        told.push(format!("외 {}명", moving.told.len() - NAMED));
    }
    let same_day = moving.before.map(seoul_date) == moving.after.map(seoul_date);
    let told = if same_day { "같은 날이어서 알리지 않음".to_owned() } else { told.join(", ") };
    Row::new(vec![
        html! { span.case-number { (moving.number) } },
        html! { (office) },
        at(moving.before),
        at(moving.after),
        html! { (told) },
    ])
}
