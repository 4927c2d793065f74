//! 협조 처리: the department that was asked gives its opinion, or moves its reply-by once.

use domain::complaint::Act;
use domain::role::Role;
use maud::{Markup, html};

use super::Panel;
use super::parts::{Options, choices, memo, panel};
use crate::components::{ButtonKind, InputKind, input, select};
use crate::pages::case::sheet::Sheet;
use crate::pages::case::view::View;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    let asked = asked(view);
    if asked.is_empty() {
        return Vec::new();
    }
    vec![Panel { leads: true, ..opine(view, &asked) }, extend(view, &asked)]
}

/// The reader's departments that owe an opinion.
fn asked(view: &View) -> Options {
    let speaks =
        |role, k: &domain::complaint::Cooperation| view.actor.holds(role, Some(k.agency), Some(k.department));
    let mine = |k: &&domain::complaint::Cooperation| {
        speaks(Role::Cooperator, k) || speaks(Role::DepartmentManager, k)
    };
    let open = view.case.complaint.open_cooperations().filter(mine);
    open.map(|k| {
        let name = words::Names::department(view, k.department);
        (k.department.to_string(), format!("{name} (회신기한 {})", words::date::moment(k.reply_by)))
    })
    .collect()
}

fn department(sheet: &Sheet, asked: &Options) -> Markup {
    let first = asked.first().map(|(id, _)| id.as_str()).unwrap_or_default();
    let slot = sheet.slot_or("department", first);
    html! { (select(&slot.field("협조부서").required(), &choices(asked))) }
}

fn opine<'a>(view: &'a View, asked: &Options) -> Panel<'a> {
    let sheet = Sheet::new(view, Act::Opine);
    let fields = html! { (department(&sheet, asked)) (memo(&sheet, "opinion", "의견", true)) };
    panel(sheet, "의견 제출", ButtonKind::Primary, fields)
}

fn extend<'a>(view: &'a View, asked: &Options) -> Panel<'a> {
    let sheet = Sheet::new(view, Act::ExtendCooperation);
    let reply_by = sheet.slot("reply_by");
    let fields = html! {
        (department(&sheet, asked))
        (input(&reply_by.field("새 회신기한").required(), InputKind::DateTime))
        (memo(&sheet, "reason", "연장 사유", true))
    };
    panel(sheet, "협조 기한 연장", ButtonKind::Primary, fields)
}
