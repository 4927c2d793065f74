//! One act on a selection: one transaction a complaint, and a result line for each.

use casework::{NotDone, Once, digest};
use domain::actor::Actor;
use domain::complaint::{Act, Complaint, Number};
use maud::{Markup, html};

use super::{Posted, Typed};
use crate::acts::{Ask, Fields, ask};
use crate::components::{
    ButtonKind, Column, Row, Table, Tone, button_row, data_table, hidden, link_button, page_title,
    record_badge,
};
use crate::error::{self, Fail};
use crate::state::AppState;

/// Complaints in one go; more take longer than somebody waits.
const CHOSEN_MAX: usize = 200;
/// Names of a bulk form that belong to the page, not to the act.
const FURNITURE: [&str; 3] = ["chosen", "once", "act"];

/// Who asks for what on which complaints.
pub(crate) struct Chosen<'a> {
    pub(crate) by: &'a Actor,
    pub(crate) act: Act,
    pub(crate) form: &'a Posted,
}

/// What became of one of them.
pub(crate) struct Done {
    pub(crate) number: String,
    pub(crate) result: Result<Complaint, Fail>,
}

/// The results, or the form with what was wrong: then nothing was done at all.
pub(crate) async fn many(
    state: &AppState,
    chosen: Chosen<'_>,
    label: impl Fn(&str) -> &'static str,
) -> Result<Result<Vec<Done>, Typed>, Fail> {
    let mut typed = Typed::of(chosen.form.clone());
    let numbers = numbers(chosen.form);
    match numbers.len() {
        0 => typed.wrong("", "민원을 하나 이상 선택해 주십시오."),
        1..=CHOSEN_MAX => {}
        _ => typed.wrong("", format!("한 번에 {CHOSEN_MAX}건까지 처리할 수 있습니다.")),
    }
    let fields = chosen.form.without(&FURNITURE);
    // Read once before anything is done: a field that is wrong is wrong for all of them.
    let mut read = Fields::from_form(&fields);
    crate::acts::lead_as_any(&mut read);
    if let Err(problems) = crate::acts::command(chosen.act, read, &state.office.desk()) {
        typed.problems(&problems, label);
    }
    if typed.is_wrong() {
        return Ok(Err(typed));
    }
    let mut done = Vec::with_capacity(numbers.len());
    for number in numbers {
        let once = once(&chosen, &number, &fields);
        let asked = Ask { by: chosen.by, number: &number, act: chosen.act, version: None, once };
        let result = ask(state, asked, Fields::from_form(&fields)).await;
        if let Err(fail) = &result {
            error::log(fail);
        }
        done.push(Done { number: number.to_string(), result });
    }
    Ok(Ok(done))
}

fn numbers(form: &Posted) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    for number in form.all("chosen").into_iter().filter_map(|typed| Number::parse(typed).ok()) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// Sent twice, by a second click or by going back, it is done once.
fn once(chosen: &Chosen<'_>, number: &Number, fields: &[(String, String)]) -> Option<Once> {
    let key = chosen.form.get("once").filter(|key| key.parse::<uuid::Uuid>().is_ok())?;
    let fields = fields.iter().flat_map(|(name, value)| [name.as_str(), value]);
    let request_hash = digest::of_parts(std::iter::once(chosen.act.as_str()).chain(fields));
    Some(Once { key: format!("{key}:{number}"), request_hash })
}

/// What every bulk form carries: its key, and what was chosen before something was wrong.
pub(crate) fn carried(typed: &Typed) -> Markup {
    let before = typed.all("chosen");
    html! {
        (hidden("once", &uuid::Uuid::new_v4().to_string()))
        @if !before.is_empty() {
            p.hint data-carried-hint { "앞서 선택한 민원 " (before.len()) "건: " (before.join(", ")) }
            @for number in &before { input type="hidden" name="chosen" value=(number) data-carried; }
        }
    }
}

/// The page of results, with the way back to the list.
pub(crate) fn results(act: Act, done: &[Done], back: &str) -> Markup {
    let good = done.iter().filter(|one| one.result.is_ok()).count();
    let columns = [Column::new("접수번호").main(), Column::new("결과"), Column::new("내용")];
    let rows = done.iter().map(row).collect();
    html! {
        (page_title(&format!("{} 결과", words::act::label(act)), html! {}))
        p role="status" { (done.len()) "건 중 " strong { (good) "건" } "을 처리했습니다." }
        (data_table(&Table::new("민원별 처리 결과", &columns, rows).dense()))
        (button_row(link_button("목록으로", back, ButtonKind::Primary)))
    }
}

fn row(done: &Done) -> Row {
    let (tone, result, text, number) = match &done.result {
        Ok(c) => {
            let text = format!("'{}' 상태입니다.", words::stage::label(c.stage.name()));
            (Tone::Success, "처리", text, c.spoken_number().to_string())
        }
        Err(fail) => (Tone::Danger, "처리하지 못함", why(fail), done.number.clone()),
    };
    let there = !matches!(&done.result, Err(Fail::NotDone(NotDone::NotFound)));
    let row = Row::new(vec![html! { (number) }, record_badge(result, tone), html! { (text) }]);
    if there { row.href(format!("/complaints/{number}")) } else { row }
}

fn why(fail: &Fail) -> String {
    let (title, happened, next) = error::said(fail);
    match fail {
        Fail::NotDone(NotDone::Refused(_)) => format!("{happened} {next}"),
        _ => format!("{title}: {happened}"),
    }
}
