//! 재지정 결정: another office, up to the receiver, or back.

use domain::complaint::{Act, ReassignmentDesk};
use domain::role::Role;
use maud::html;

use super::Panel;
use super::parts::{memo, panel};
use crate::components::{ButtonKind, Choice, radios};
use crate::pages::case::sheet::{Sheet, suggesting};
use crate::pages::case::view::View;

pub(super) fn decide(view: &View) -> Option<Panel<'_>> {
    let open = view.case.complaint.open_reassignment()?;
    let sheet = Sheet::new(view, Act::DecideReassignment);
    let ruling = sheet.slot("ruling");
    let mut rulings = vec![
        Choice::new("granted", "승인: 다른 기관·부서로 보냄"),
        Choice::new("refused", "반려: 지금 부서에서 처리"),
    ];
    // Receivers have it themselves then.
    if open.desk != ReassignmentDesk::Receiver && !view.who.on_duty.has(Role::Receiver) {
        rulings.insert(1, Choice::new("passed-up", "통합접수자에게 올림"));
    }
    let proposed = open.proposed.map(|id| crate::pages::case::offices::name_of(view.chart(), id));
    let to = sheet.slot_or("to_name", proposed.as_deref().unwrap_or_default());
    let asked = format!(
        "요청 사유: {} · 요청 {}",
        words::reassignment::reason(open.reason),
        words::date::moment(open.asked_at)
    );
    let fields = html! {
        p { (asked) }
        (radios(&ruling.field("결정").required(), &rulings))
        (suggesting(&to, "보낼 곳", "offices", "승인할 때 보낼 기관이나 부서"))
        (memo(&sheet, "explanation", "결정 이유", true))
    };
    Some(Panel { leads: true, ..panel(sheet, "재지정 결정", ButtonKind::Primary, fields) })
}
