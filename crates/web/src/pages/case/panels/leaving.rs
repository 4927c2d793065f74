//! How a file leaves the manager's hands for good: 5 병합·중복, 6 타기관 이송, 7 종결 처리, each with its proof.

use domain::complaint::{Act, ClosingGround, Kind};
use domain::org::{OUTSIDE_BODIES, OutsideKind};
use maud::{Markup, html};

use super::Panel;
use super::parts::{Options, memo, panel};
use crate::components::{ButtonKind, Choice, checkbox, checkboxes, expander, select, textarea};
use crate::pages::case::sheet::{Sheet, suggesting};
use crate::pages::case::view::View;

pub(super) fn merge(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Merge);
    let into = sheet.slot("into");
    let live = view.related.iter().chain(view.alike.iter().map(|alike| &alike.row));
    let options: Options =
        live.filter(|row| row.stage.is_live()).map(|row| (row.number.clone(), row.title.clone())).collect();
    let fields = html! {
        datalist id="merge-numbers" { @for (number, title) in &options { option value=(number) { (title) } } }
        (suggesting(&into, "함께 처리할 민원 번호", "merge-numbers", "남아서 처리될 민원의 접수번호입니다. 신청인과 내용이 비슷한 민원이 목록에 나옵니다."))
        (together(&sheet, &options))
        (memo(&sheet, "reason", "병합 사유", true))
    };
    panel(sheet, "5 병합·중복", ButtonKind::Primary, fields)
}

/// Of different petitioners at least five; those found are ticked, others typed.
fn together(sheet: &Sheet, found: &Options) -> Markup {
    let ticked = sheet.all("together");
    let typed: Vec<&str> = ticked
        .iter()
        .filter(|one| found.iter().all(|(number, _)| number != *one))
        .map(String::as_str)
        .collect();
    let slot = sheet.slot("together").holding(typed.join(" "));
    let found_slot = sheet.numbered("together", 2);
    let labels: Vec<String> = found.iter().map(|(number, title)| format!("{number} {title}")).collect();
    let choices: Vec<Choice> =
        found.iter().zip(&labels).map(|((number, _), label)| Choice::new(number, label)).collect();
    let chosen: Vec<&str> = ticked.iter().map(String::as_str).collect();
    let hint = "신청인이 서로 다르면 이 민원을 더해 모두 5건 이상이어야 합니다. (시행령 제6조제7항) 빈칸이나 줄바꿈으로 나누어 적습니다.";
    html! {
        @if !found.is_empty() { (checkboxes(&found_slot.field("같은 취지의 민원"), &choices, &chosen)) }
        (textarea(&slot.field("같은 취지의 다른 민원 번호").hint(hint), 2))
    }
}

pub(super) fn transfer(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Transfer);
    let body = sheet.slot("body");
    let suggested = view.suggested.outside.iter();
    let suggested = suggested.map(|s| (s.body, casework::suggestions::reason(&s.because)));
    let fields = html! {
        p { "서울시(본청,사업소), 자치구, 산하투자출연기관 이외 중앙부처 등 타기관 이송 시 사용" }
        @for (body, why) in suggested { p.hint { "추천: " (body) " " span.quiet { (why) } } }
        datalist #outside { @for body in OUTSIDE_BODIES { option value=(body.name) {} } }
        (suggesting(&body, "이송할 기관", "outside", "중앙부처, 다른 시·도, 공사·공단 등. 목록에 없는 기관은 그 이름을 적습니다."))
        (expander("타기관 목록", false, list()))
        (memo(&sheet, "reason", "이송 사유", true))
    };
    panel(sheet, "6 타기관 이송", ButtonKind::Danger, fields)
}

/// Every body that is offered, by kind.
fn list() -> Markup {
    html! {
        dl.outside-list {
            @for kind in OutsideKind::ALL {
                dt { (words::outside::kind(kind)) }
                @let names: Vec<&str> = OUTSIDE_BODIES.iter().filter(|body| body.kind == kind).map(|body| body.name).collect();
                dd { (names.join(", ")) }
            }
        }
    }
}

pub(super) fn close(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Close);
    let c = &view.case.complaint;
    let statutory = c.kind == Some(Kind::Statutory);
    let (ground, judged) = (sheet.slot("ground"), sheet.slot("sameness_judged"));
    let reviewed = sheet.slot("committee_reviewed");
    let labels: Vec<String> = ClosingGround::ALL.iter().map(|g| words::closing::with_article(*g)).collect();
    let grounds: Vec<Choice> = ClosingGround::ALL
        .iter()
        .zip(&labels)
        .map(|(ground, label)| {
            let choice = Choice::new(ground.as_str(), label);
            let barred = statutory && ground.bars_statutory();
            if barred { choice.refused("법정민원에는 쓸 수 없음") } else { choice }
        })
        .collect();
    let fields = html! {
        p { "욕설, 비방 등 시정과 무관한 민원을 종결 처리 할 때 사용" }
        (select(&ground.field("종결 근거").required(), &grounds))
        @if let Some(found) = &view.evidence {
            p.hint {
                "기록: 같은 신청인의 신청 " (found.filings) "건, 결과를 통지한 민원 " (found.notified_results) "건, 보완 요구 반송 "
                (found.undelivered) "회. 반복 민원은 3건 이상 신청하고 2건 이상 통지한 뒤, 반송은 2회 뒤에 종결할 수 있습니다."
            }
        }
        (memo(&sheet, "explanation", "종결 사유", true))
        (checkbox(&judged.field("반복 민원: 내용의 동일성을 종합하여 판단하고 그 이유를 종결 사유에 적었습니다. (민원처리법 제23조제3항)"), sheet.ticked("sameness_judged")))
        @if c.joint {
            (checkbox(&reviewed.field("다수인관련민원: 민원조정위원회의 심의를 거쳤습니다. (시행령 제26조)"), sheet.ticked("committee_reviewed")))
        }
    };
    panel(sheet, "7 종결 처리", ButtonKind::Danger, fields)
}
