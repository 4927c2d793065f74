//! Entering from paper, drawn: the form, the file, what was checked, and what was entered.

use casework::Filed;
use domain::complaint::{Channel, Kind};
use domain::text::{BODY_MAX, TITLE_MAX};
use maud::{Markup, html};
use store::KeptOutage;

use super::csv_file::{COLUMNS, Line};
use super::sheet::LINE_MAX;
use super::{HERE, PATH};
use crate::components::{
    ButtonKind, Choice, Column, Field, FormAttrs, InputKind, KeyValue, Row, Table, Tone, alert, button_row,
    data_table, empty_state, hidden, input, key_values, link_button, page_title, panel, post_form,
    record_badge, select, submit, text, textarea, upload_form,
};
use crate::pages::apply::in_fours;
use crate::pages::work::{CATEGORIES, Handbook, TASK, Typed, periods};

fn choices(outages: &[KeptOutage]) -> Vec<(String, String)> {
    outages
        .iter()
        .map(|outage| {
            let until = outage.until.map(words::date::moment).unwrap_or_default();
            (
                outage.id.to_string(),
                format!("{} ~ {until} · {}", words::date::moment(outage.from), outage.reason),
            )
        })
        .collect()
}

pub(super) fn forms(outages: &[KeptOutage], ways: &[Channel], handbook: &Handbook, typed: &Typed) -> Markup {
    let labels = choices(outages);
    let known: Vec<Choice> = labels.iter().map(|(id, label)| Choice::new(id, label)).collect();
    html! {
        (page_title("장애 중 접수분 등록", html! {}))
        p.hint { "시스템 장애 중에 서면으로 받은 민원을 신청·접수한 때 그대로 등록합니다. 두 시각은 장애 기간 안이어야 하며, 처리기간은 접수한 때부터 계산하되 장애가 이어진 시간은 빼고 셉니다. 나중에 등록했다는 것은 이력에 남습니다." }
        (typed.summary())
        @if outages.is_empty() {
            (empty_state("종료된 장애가 없습니다.", "장애가 끝난 뒤 시스템 관리자가 장애를 종료하면 등록할 수 있습니다.",
                Some(link_button("민원 접수로", PATH, ButtonKind::Secondary))))
        } @else {
            (one(&known, ways, handbook, typed))
            (panel("csv", "CSV 파일로 등록", file(&known, typed)))
        }
    }
}

fn one(outages: &[Choice], ways: &[Channel], handbook: &Handbook, typed: &Typed) -> Markup {
    let field = |name, label| typed.field(Field::new(name, label), name);
    let ways: Vec<Choice> = ways.iter().map(|c| Choice::new(c.as_str(), words::channel::label(*c))).collect();
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.as_str(), words::kind::label(kind)));
    let named = periods("법령이 정한 기간");
    let periods: Vec<Choice> = named.iter().map(|(value, label)| Choice::new(value, label)).collect();
    post_form(
        &FormAttrs::new(HERE, ""),
        html! {
            (hidden("once", &uuid::Uuid::new_v4().to_string()))
            (handbook.suggestions())
            (panel("when", "언제, 어떻게 받았는지", html! {
                div.field-grid {
                    (select(&field("outage", "장애").required(), outages))
                    (select(&field("channel", "접수경로").required(), &ways))
                    (input(&field("filed_at", "신청한 때").required(), InputKind::DateTime))
                    (input(&field("received_at", "접수한 때").required(), InputKind::DateTime))
                }
            }))
            (panel("class", "민원종류와 처리기간", html! {
                (handbook.field(field(TASK, "민원사무")))
                div.field-grid {
                    (select(&field("kind", "민원종류").required(), &kinds))
                    (select(&field("period", "처리기간"), &periods))
                    (category(typed))
                }
            }))
            (panel("person", "신청인", html! {
                div.field-grid {
                    (text(&field("name", "신청인 이름").required().max_chars(LINE_MAX)))
                    (input(&field("phone", "전화번호"), InputKind::Tel))
                    (input(&field("email", "이메일"), InputKind::Email))
                    (text(&field("address", "주소").max_chars(LINE_MAX)))
                }
            }))
            (panel("matter", "민원 내용", html! {
                (text(&field("title", "제목").required().max_chars(TITLE_MAX)))
                (textarea(&field("body", "내용").required().max_chars(BODY_MAX), 8))
                (text(&field("place", "발생 장소").max_chars(LINE_MAX)))
            }))
            (button_row(html! {
                (submit("등록", ButtonKind::Primary))
                (link_button("민원 접수로", PATH, ButtonKind::Tertiary))
            }))
        },
    )
}

fn category(typed: &Typed) -> Markup {
    html! {
        div.field {
            label for="category" { "분류" }
            p.hint #category-hint { "목록에서 고르거나 직접 입력합니다." }
            input #category name="category" type="text" list=(CATEGORIES) maxlength="60" autocomplete="off"
                value=(typed.value("category")) aria-describedby="category-hint";
        }
    }
}

fn file(outages: &[Choice], typed: &Typed) -> Markup {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    let outage = Field::new("outage", "장애").id("csv_outage").required().value(typed.value("csv_outage"));
    let upload = typed
        .field(Field::new("file", "CSV 파일").required().hint("UTF-8로 저장한 CSV 파일, 500줄까지"), "file");
    upload_form(
        &FormAttrs::new(&format!("{HERE}/check"), ""),
        html! {
            p.hint { "첫 줄에 열 이름을 적습니다: " (names.join(", ")) ". 때는 2026-03-10 10:30처럼, 처리기간은 3d·7d처럼 적고 비워 두면 법령이 정한 기간입니다." }
            (select(&outage, outages))
            (input(&upload, InputKind::File))
            (button_row(submit("파일 확인", ButtonKind::Secondary)))
        },
    )
}

/// What the file would bring; nothing is entered yet.
pub(super) fn checked(outage: &KeptOutage, csv: &str, lines: &[Line]) -> Markup {
    let good = lines.iter().filter(|line| line.paper.is_ok()).count();
    let columns =
        [Column::new("줄").numeric(), Column::new("제목").main(), Column::new("확인"), Column::new("내용")];
    let rows = lines.iter().map(|line| {
        let (label, tone, said) = match &line.paper {
            Ok(paper) => {
                let (filed, received) =
                    (words::date::moment(paper.filed_at), words::date::moment(paper.received_at));
                ("등록 가능", Tone::Success, format!("신청 {filed}, 접수 {received}"))
            }
            Err(why) => ("오류", Tone::Danger, why.clone()),
        };
        Row::new(vec![
            html! { (line.number) },
            html! { (line.title) },
            record_badge(label, tone),
            html! { (said) },
        ])
    });
    html! {
        (page_title("CSV 파일 확인", html! {}))
        p role="status" { (lines.len()) "줄 가운데 " strong { (good) "줄" } "을 등록할 수 있습니다. 아직 등록하지 않았습니다." }
        (data_table(&Table::new("확인 결과", &columns, rows.collect()).dense()))
        (post_form(&FormAttrs::new(&format!("{HERE}/enter"), ""), html! {
            (hidden("outage", &outage.id.to_string()))
            (hidden("csv", csv))
            (button_row(html! {
                @if good > 0 { (submit(&format!("{good}건 등록"), ButtonKind::Primary)) }
                (link_button("다시 선택", HERE, ButtonKind::Tertiary))
            }))
        }))
    }
}

/// What one line became.
pub(super) struct Entered {
    number: String,
    secret: Option<String>,
    name: String,
}

impl Entered {
    pub(super) fn of(filed: &Filed, name: String) -> Entered {
        let number = filed.complaint.spoken_number().to_string();
        Entered { number, secret: filed.secret.clone(), name }
    }
}

pub(super) fn entered(results: &[(u64, Result<Entered, String>)]) -> Markup {
    let good = results.iter().filter(|(_, result)| result.is_ok()).count();
    let columns = [
        Column::new("줄").numeric(),
        Column::new("접수번호").main(),
        Column::new("신청인"),
        Column::new("조회 비밀번호"),
        Column::new("결과"),
    ];
    let rows = results.iter().map(|(line, result)| match result {
        Ok(entered) => Row::new(vec![
            html! { (line) },
            html! { span.case-number { (entered.number) } },
            html! { (words::mask::name(&entered.name)) },
            html! { (entered.secret.as_deref().map_or_else(|| "–".to_owned(), in_fours)) },
            record_badge("등록", Tone::Success),
        ])
        .href(format!("/complaints/{}?from=receive", entered.number)),
        Err(why) => Row::new(vec![
            html! { (line) },
            html! { "–" },
            html! { "–" },
            html! { "–" },
            html! { (record_badge("등록하지 못함", Tone::Danger)) " " (why) },
        ]),
    });
    html! {
        (page_title("장애 중 접수분 등록 결과", html! {}))
        p role="status" { (results.len()) "줄 가운데 " strong { (good) "건" } "을 등록했습니다. 조회 비밀번호는 이 화면에서만 볼 수 있으니 신청인에게 알려 주십시오." }
        (data_table(&Table::new("등록 결과", &columns, rows.collect()).dense()))
        (button_row(link_button("민원 접수로", PATH, ButtonKind::Primary)))
    }
}

/// The numbers of one sheet, once.
pub(super) fn handed_over(filed: &Filed) -> Markup {
    let number = filed.complaint.spoken_number().to_string();
    let secret = filed.secret.as_deref().map_or_else(|| "–".to_owned(), in_fours);
    html! {
        (page_title("장애 중 접수분을 등록했습니다", html! {}))
        (alert(Tone::Success, "신청인에게 알려 줄 번호", html! {
            (key_values(&[KeyValue::text("접수번호", &number), KeyValue::text("조회 비밀번호", &secret)]))
            p { "접수한 때를 그대로 하여 등록했습니다. 조회 비밀번호는 이 화면에서만 볼 수 있습니다." }
        }))
        (button_row(html! {
            (link_button("민원 보기", &format!("/complaints/{number}?from=receive"), ButtonKind::Primary))
            (link_button("이어서 등록", HERE, ButtonKind::Secondary))
        }))
    }
}
