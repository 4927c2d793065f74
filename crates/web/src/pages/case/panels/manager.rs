//! 처리자 분배 '상세': the manager's acts, numbered and worded as the guide has them.

use domain::complaint::{Act, ClosingGround, Kind, ReassignmentReason, StageName};
use domain::text::BODY_MAX;
use maud::{Markup, html};

use super::Panel;
use super::intake::distribute;
use super::parts::{Options, category, cooperation, handler, kind, memo, panel, period, task, visibility};
use crate::components::{ButtonKind, Choice, InputKind, checkbox, expander, input, select, submit, textarea};
use crate::pages::case::sheet::{Sheet, suggesting};
use crate::pages::case::view::View;

pub(super) fn panels(view: &View) -> Vec<Panel<'_>> {
    vec![
        request_reassignment(view),
        assign(view),
        distribute(view),
        reassign(view),
        recall(view),
        reclassify_kind(view),
        reclassify_openness(view),
        merge(view),
        transfer(view),
        close(view),
        interim(view),
        cooperate(view),
    ]
}

fn request_reassignment(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::RequestReassignment);
    let (reason, proposed) = (sheet.slot("reason"), sheet.slot("proposed_name"));
    let reasons = ReassignmentReason::ALL.map(|r| Choice::new(r.as_str(), words::reassignment::reason(r)));
    let fields = html! {
        (select(&reason.field("요청 사유").required(), &reasons))
        (memo(&sheet, "explanation", "상세 사유", true))
        (suggesting(&proposed, "제안 부서", "offices", "알고 있으면 소관이라고 생각하는 부서를 적어 주십시오."))
    };
    panel(sheet, "1 재지정 요청", ButtonKind::Primary, fields)
}

fn assign(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Assign);
    let asks =
        sheet.came_back() && (sheet.ticked("cooperation") || !sheet.all("cooperation_question").is_empty());
    let fields = html! {
        (handler(&sheet))
        (memo(&sheet, "memo", "요청내용", false))
        (expander("2-1 협조부서 등록", asks, html! {
            p.hint { "협조 부서의 의견이 필요한 경우 '등록' 체크 후 협조 부서 등록" }
            (cooperation(&sheet, true))
        }))
    };
    let body = sheet.bare(html! {
        p.hint { (words::act::follows(Act::Assign)) }
        (fields)
        div.button-row { (submit("저장", ButtonKind::Primary)) }
    });
    let leads = view.case.complaint.stage.name() == StageName::AtDepartment
        && view.case.complaint.open_reassignment().is_none();
    Panel { leads, ..super::parts::folded(sheet, "2 처리부서 등록", ButtonKind::Primary, body) }
}

fn reassign(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Reassign);
    let fields = html! { (handler(&sheet)) (memo(&sheet, "memo", "요청내용", false)) };
    panel(sheet, "처리자재분배", ButtonKind::Primary, fields)
}

fn recall(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Recall);
    let fields = memo(&sheet, "reason", "회수 사유", true);
    panel(sheet, "민원 회수", ButtonKind::Primary, fields)
}

fn reclassify_kind(view: &View) -> Panel<'_> {
    let sheet = Sheet::in_panel(view, Act::Reclassify, "reclassify-kind");
    let fields = html! {
        (task(&sheet))
        (kind(&sheet, view.case.complaint.kind))
        (period(&sheet, "그대로, 또는 민원종류의 법정 처리기간"))
        (memo(&sheet, "reason", "변경 사유", true))
        (preview(&sheet))
    };
    panel(sheet, "3 민원종류·처리기한 변경", ButtonKind::Primary, fields)
}

/// The due date before and after, each explained; a button that tries it without changing anything.
pub(super) fn preview(sheet: &Sheet) -> Markup {
    let view = sheet.view;
    let at = |due: Option<&domain::deadline::Due>| due.and_then(|due| due.at).map(words::date::moment);
    let tried = view.preview.as_ref().filter(|preview| preview.panel == sheet.panel);
    html! {
        @if let Some(tried) = tried {
            div.alert.tone-information role="status" {
                p.alert-title { "처리기한 미리보기" }
                p { "지금: " (at(view.case.due.as_ref()).unwrap_or_else(|| "정해지지 않음".to_owned())) }
                p { "바꾼 뒤: " strong { (at(Some(&tried.due)).unwrap_or_else(|| "정해지지 않음".to_owned())) } }
                ol.deadline-lines { @for line in &tried.due.lines { li { (words::deadline::sentence(line)) } } }
            }
        }
        button.btn.btn-tertiary type="submit" formaction={ "/complaints/" (view.number()) "/prepare" } { "처리기한 미리보기" }
    }
}

fn reclassify_openness(view: &View) -> Panel<'_> {
    let sheet = Sheet::in_panel(view, Act::Reclassify, "reclassify-openness");
    let fields = html! {
        (category(&sheet, view.case.complaint.category.as_deref().unwrap_or_default()))
        (visibility(&sheet, view.case.complaint.visibility))
        (memo(&sheet, "reason", "변경 사유", true))
    };
    let body = sheet.bare(html! {
        p.hint { "분류와 공개 여부를 바꿉니다. 처리기한은 그대로입니다." }
        (fields)
        div.button-row { (submit("분류·공개 저장", ButtonKind::Primary)) }
    });
    super::parts::folded(sheet, "4 분류·공개 설정", ButtonKind::Primary, body)
}

fn merge(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Merge);
    let (into, together) = (sheet.slot("into"), sheet.slot("together"));
    let options: Options = view
        .related
        .iter()
        .filter(|row| row.stage.is_live())
        .map(|row| (row.number.clone(), row.title.clone()))
        .collect();
    let fields = html! {
        datalist id="merge-numbers" { @for (number, title) in &options { option value=(number) { (title) } } }
        (suggesting(&into, "함께 처리할 민원 번호", "merge-numbers", "남아서 처리될 민원의 접수번호입니다."))
        (textarea(&together.field("같은 취지의 다른 민원 번호").hint("신청인이 서로 다르면 모두 5건 이상이어야 합니다. (시행령 제6조제7항) 빈칸이나 줄바꿈으로 나누어 적습니다."), 2))
        (memo(&sheet, "reason", "병합 사유", true))
    };
    panel(sheet, "5 병합·중복", ButtonKind::Primary, fields)
}

/// Bodies outside the city that complaints go to most often; any other may be typed.
const OUTSIDE: [&str; 24] = [
    "국토교통부",
    "행정안전부",
    "환경부",
    "고용노동부",
    "보건복지부",
    "교육부",
    "법무부",
    "국방부",
    "농림축산식품부",
    "산업통상자원부",
    "식품의약품안전처",
    "경찰청",
    "서울경찰청",
    "소방청",
    "국세청",
    "관세청",
    "병무청",
    "국민권익위원회",
    "방송통신위원회",
    "공정거래위원회",
    "금융감독원",
    "한국전력공사",
    "한국도로공사",
    "한국토지주택공사",
];

fn transfer(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Transfer);
    let body = sheet.slot("body");
    let fields = html! {
        p { "서울시(본청,사업소), 자치구, 산하투자출연기관 이외 중앙부처 등 타기관 이송 시 사용" }
        datalist #outside { @for name in OUTSIDE { option value=(name) {} } }
        (suggesting(&body, "이송할 기관", "outside", "중앙부처, 다른 시·도, 공사·공단 등"))
        (memo(&sheet, "reason", "이송 사유", true))
    };
    panel(sheet, "6 타기관 이송", ButtonKind::Danger, fields)
}

fn close(view: &View) -> Panel<'_> {
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
        (memo(&sheet, "explanation", "종결 사유", true))
        (checkbox(&judged.field("반복 민원: 내용의 동일성을 종합하여 판단하고 그 이유를 종결 사유에 적었습니다. (민원처리법 제23조제3항)"), sheet.ticked("sameness_judged")))
        @if c.joint {
            (checkbox(&reviewed.field("다수인관련민원: 민원조정위원회의 심의를 거쳤습니다. (시행령 제26조)"), sheet.ticked("committee_reviewed")))
        }
    };
    panel(sheet, "7 종결 처리", ButtonKind::Danger, fields)
}

/// The handler's too.
pub(super) fn interim(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::InterimAnswer);
    let body = sheet.slot("text");
    let fields = html! {
        p { "민원 처리 전에 사전 안내가 필요한 경우 사용" }
        p { strong { "처리기간은 자동 연장 되지 않음" } }
        (textarea(&body.field("중간 답변").max_chars(BODY_MAX).required(), 5))
    };
    panel(sheet, "8 중간 답변", ButtonKind::Primary, fields)
}

pub(super) fn cooperate(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Cooperate);
    let fields = cooperation(&sheet, false);
    panel(sheet, "협조 요청", ButtonKind::Primary, fields)
}

/// 독촉장.
pub(super) fn remind(view: &View) -> Panel<'_> {
    let sheet = Sheet::new(view, Act::Remind);
    let fields = memo(&sheet, "text", "독촉 내용", false);
    panel(sheet, "독촉장 발부", ButtonKind::Primary, fields)
}

/// A day in a form.
pub(super) fn day(sheet: &Sheet, name: &'static str, label: &str) -> Markup {
    let slot = sheet.slot(name);
    html! { (input(&slot.field(label).required(), InputKind::Date)) }
}
