//! Answer templates drawn: the list, and the form of one with a try on a real case.

use domain::complaint::Kind;
use domain::desk::Desk;
use maud::{Markup, html};
use store::KeptTemplate;
use words::answer_template::PLACEHOLDERS;
use words::names::Names;

use super::codes::CATEGORY_MAX;
use super::templates::{BODY_MAX, Keeper, NAME_MAX, PATH};
use super::turning;
use crate::components::{
    ButtonKind, Choice, Column, Field, FormAttrs, Row, Table, Tone, alert, button_row, confirm_panel,
    data_table, hidden, link_button, page_title, post_button, post_form, select, submit, text, textarea,
};
use crate::pages::work::{Asked, Typed, moment_cell};

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "name" => "이름",
        "body" => "내용",
        "kind" => "민원종류",
        "category" => "분류",
        "agency" => "기관",
        "department" => "부서",
        _ => "입력 항목",
    }
}

pub(super) fn list(desk: &Desk, asked: &Asked, rows: &[KeptTemplate], next: Option<String>) -> Markup {
    let columns = [
        Column::new("이름").main(),
        Column::new("민원종류"),
        Column::new("분류"),
        Column::new("쓰는 곳"),
        Column::new("고친 때"),
    ];
    let lines = rows.iter().map(|t| {
        Row::new(vec![
            html! { (t.name) },
            html! { (t.kind.map_or("모든 종류", words::kind::label)) },
            html! { (t.category.as_deref().unwrap_or("모든 분류")) },
            html! { (place(desk, t)) },
            moment_cell(t.changed_at),
        ])
        .href(format!("{PATH}/{}", t.id))
    });
    html! {
        (page_title("답변 템플릿", link_button("템플릿 추가", &format!("{PATH}/new"), ButtonKind::Secondary)))
        p.hint { "처리자의 답변 작성 화면에서 '답변 서식'으로 고릅니다. 민원종류·분류·기관·부서가 맞는 민원에만 나타납니다." }
        (data_table(&Table::new("답변 템플릿", &columns, lines.collect()).dense()
            .empty(html! { p.quiet { "등록한 템플릿이 없습니다." } })))
        (turning(asked, PATH, rows.len(), next))
    }
}

fn place(desk: &Desk, t: &KeptTemplate) -> String {
    let chart = desk.chart.as_ref();
    match (t.department, t.agency) {
        (Some(department), _) => Names::department(chart, department),
        (None, Some(agency)) => Names::agency(chart, agency),
        (None, None) => "모든 기관".to_owned(),
    }
}

pub(super) fn one(
    desk: &Desk,
    kept: Option<&KeptTemplate>,
    (keeper, typed): (&Keeper, &Typed),
    tried: Option<&str>,
) -> Markup {
    let action = kept.map_or_else(|| PATH.to_owned(), |t| format!("{PATH}/{}", t.id));
    let version = kept.map_or(1, |t| t.version).to_string();
    let sent = typed.value("version");
    let title = kept.map_or_else(|| "답변 템플릿 추가".to_owned(), |t| format!("답변 템플릿 {}", t.name));
    let number = Field::new("number", "미리 볼 민원의 번호")
        .hint("접수번호를 넣고 '미리보기'를 누르면 그 민원의 값으로 채워 보여 줍니다. 저장되지 않습니다.");
    html! {
        (page_title(&title, html! {}))
        (typed.summary())
        @if let Some(tried) = tried {
            (alert(Tone::Information, "미리보기", html! { p.written { (tried) } }))
        }
        (post_form(&FormAttrs::new(&action, ""), html! {
            (hidden("version", if sent.is_empty() { &version } else { sent }))
            (fields(desk, kept, keeper, typed))
            (names())
            (text(&typed.field(number, "number")))
            (button_row(html! {
                (submit("저장", ButtonKind::Primary))
                button.btn.btn-secondary type="submit" formaction={ (action) "/preview" } { "미리보기" }
                (link_button("목록", PATH, ButtonKind::Tertiary))
            }))
        }))
        @if let Some(t) = kept {
            (confirm_panel("템플릿 없애기", ButtonKind::Danger, html! {
                p { "더는 고를 수 없게 됩니다. 이 템플릿으로 쓴 답변은 그대로입니다." }
                (post_button(&format!("{PATH}/{}/end", t.id), "", "없애기", ButtonKind::Danger))
            }))
        }
    }
}

fn fields(desk: &Desk, kept: Option<&KeptTemplate>, keeper: &Keeper, typed: &Typed) -> Markup {
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.as_str(), words::kind::label(kind)));
    let kinds: Vec<Choice> = std::iter::once(Choice::new("", "모든 종류")).chain(kinds).collect();
    let of = |read: fn(&KeptTemplate) -> String| kept.map(read).unwrap_or_default();
    let (name, body) = (of(|t| t.name.clone()), of(|t| t.body.clone()));
    let kind = kept.and_then(|t| t.kind).map(Kind::as_str).unwrap_or_default();
    let category = of(|t| t.category.clone().unwrap_or_default());
    html! {
        div.field-grid {
            (text(&typed.field(Field::new("name", "이름").required().value(&name).max_chars(NAME_MAX), "name")))
            (select(&typed.field(Field::new("kind", "민원종류").value(kind), "kind"), &kinds))
            (text(&typed.field(Field::new("category", "분류").value(&category).max_chars(CATEGORY_MAX).hint("비워 두면 모든 분류"), "category")))
            (places(desk, kept, keeper, typed))
        }
        (textarea(&typed.field(Field::new("body", "내용").required().value(&body).max_chars(BODY_MAX), "body"), 12))
    }
}

/// An agency manager's own agency is set; its departments, or all of them.
fn places(desk: &Desk, kept: Option<&KeptTemplate>, keeper: &Keeper, typed: &Typed) -> Markup {
    let agencies: Vec<(String, String)> = desk
        .chart
        .agencies()
        .into_iter()
        .filter(|agency| keeper.everywhere || keeper.agencies.contains(&agency.id))
        .map(|agency| (agency.id.to_string(), agency.name.clone()))
        .collect();
    let every = keeper.everywhere.then_some(Choice::new("", "모든 기관"));
    let choices: Vec<Choice> =
        every.into_iter().chain(agencies.iter().map(|(id, name)| Choice::new(id, name))).collect();
    let own = (!keeper.everywhere).then(|| agencies.first().map(|(id, _)| id.clone())).flatten();
    let agency = kept.and_then(|t| t.agency).map(|id| id.to_string()).or(own).unwrap_or_default();
    let chosen = typed.value("agency").parse().ok().or(agency.parse().ok());
    let departments: Vec<(String, String)> = chosen
        .map(|agency| desk.chart.departments_of(agency))
        .unwrap_or_default()
        .into_iter()
        .map(|d| (d.id.to_string(), Names::department(desk.chart.as_ref(), d.id)))
        .collect();
    let in_agency: Vec<Choice> = std::iter::once(Choice::new("", "기관 전체"))
        .chain(departments.iter().map(|(id, name)| Choice::new(id, name)))
        .collect();
    let department = kept.and_then(|t| t.department).map(|id| id.to_string()).unwrap_or_default();
    let field = Field::new("agency", "기관").value(&agency);
    let field = if keeper.everywhere { field } else { field.required() };
    let hint = "기관을 바꾸었으면 먼저 '미리보기'나 '저장'을 눌러 그 기관의 부서를 불러옵니다.";
    html! {
        (select(&typed.field(field, "agency"), &choices))
        (select(&typed.field(Field::new("department", "부서").value(&department).hint(hint), "department"), &in_agency))
    }
}

fn names() -> Markup {
    html! {
        p.hint {
            "넣을 수 있는 항목: "
            @for (index, (name, what)) in PLACEHOLDERS.iter().enumerate() {
                @if index > 0 { ", " }
                code title=(what) { "{" (name) "}" }
            }
            ". 아직 정해지지 않은 항목은 괄호째 남습니다."
        }
    }
}
