//! What the fields of the acts are called, and what is said when one needs another look.

use domain::complaint::Act;
use words::error;
use words::lang::Lang;

use crate::acts::{Problem, Trouble, is_chosen};

/// A field's label, wherever it stands.
pub(in crate::pages) fn of(field: &str) -> &'static str {
    match field {
        "handler" => "처리자",
        "memo" => "요청내용",
        "cooperation" => "협조부서 등록",
        "cooperation_departments" | "cooperation_department_name" => "협조부서",
        "cooperation_question" => "협조 요청내용",
        "cooperation_reply_by" => "협조 회신기한",
        "department" | "to_name" => "보낼 곳",
        "agency" => "기관",
        "proposed" | "proposed_name" => "제안 부서",
        "reason" => "사유",
        "explanation" => "사유",
        "ruling" => "결정",
        "body" => "내용",
        "remedy" => "구제 절차",
        "line" => "결재선",
        "result" => "처리결과",
        "ground" => "사유",
        "text" => "내용",
        "opinion" => "의견",
        "reply_by" => "회신기한",
        "items" => "보완할 사항",
        "days" => "보완 기간",
        "by" => "연장 기간",
        "task" => "민원사무",
        "kind" => "민원종류",
        "period" => "처리기간",
        "category" => "분류",
        "visibility" => "공개 여부",
        "comment" => "의견",
        "into" => "함께 처리할 민원",
        "together" => "같은 취지의 민원",
        "from" => "시작하는 날",
        "until" => "끝나는 날",
        "purpose" => "목적",
        _ => "입력한 내용",
    }
}

/// What was pressed, where a form is not called by its act.
pub(super) fn pressed(panel: &str, act: Act) -> &'static str {
    match panel {
        "reclassify-openness" => "분류·공개 설정",
        _ => words::act::label(act),
    }
}

/// What was done, in the words of what was pressed.
pub(super) fn done(panel: &str, act: Act) -> &'static str {
    match panel {
        "reclassify-openness" => "분류와 공개 여부를 바꾸었습니다.",
        _ => words::act::done(act),
    }
}

/// What is said of a field of this act's form.
pub(super) fn sentence(act: Act, problem: &Problem) -> String {
    let label = match (act, problem.field.as_str()) {
        (Act::Transfer, "body") => "이송할 기관",
        (_, field) => of(field),
    };
    let chosen = is_chosen(&problem.field);
    match problem.kind {
        Trouble::Missing if chosen => error::choice(label, Lang::Ko),
        Trouble::Missing => error::text(label, domain::text::TextError::Empty, Lang::Ko),
        Trouble::Text(why) => error::text(label, why, Lang::Ko),
        Trouble::Unreadable if chosen => error::choice(label, Lang::Ko),
        Trouble::Unreadable => format!("{label}: 형식이 올바르지 않습니다. 다시 입력해 주십시오."),
        Trouble::Unknown => format!("이 화면이 모르는 항목({})이 있어 저장하지 않았습니다.", problem.field),
    }
}
