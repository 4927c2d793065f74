//! What a text may speak of: the names of the facts, and what each says of a file.

use super::super::{NoticeFacts, Reader};
use crate::lang::Lang;
use crate::{answer, closing, date, extension, reassignment, stage};

/// What a text may speak of, and what that is.
pub const PLACEHOLDERS: [(&str, &str); 21] = [
    ("번호", "접수번호, 접수 전에는 신청번호"),
    ("제목", "민원 제목. 공익신고는 '봉인된 민원'"),
    ("신청인", "가운데를 가린 이름"),
    ("진행단계", "지금의 진행 단계"),
    ("처리기관", "처리기관"),
    ("처리부서", "처리부서"),
    ("담당자", "처리자의 이름"),
    ("연락처", "처리자의 전화번호"),
    ("처리기한", "처리기한"),
    ("내용", "답변·사유·요청내용 등 그 일에서 작성한 글"),
    ("처리결과", "수용, 일부 수용, 불수용, 안내·설명"),
    ("구제절차", "불수용일 때의 구제 절차"),
    ("보완기한", "보완기한"),
    ("회신기한", "협조·추가답변·이의신청의 기한"),
    ("이송기관", "이송받은 기관"),
    ("병합번호", "함께 처리하는 민원의 번호"),
    ("종결사유", "종결 근거"),
    ("연장사유", "연장 사유"),
    ("결정", "이의신청 또는 재지정의 결정"),
    ("요청부서", "협조나 재지정을 요청한 부서"),
    ("경과일수", "처리기한이 지난 근무일 수"),
];

/// `None` where the file has no such fact, and for a name there is not.
pub(super) fn value(name: &str, f: &NoticeFacts) -> Option<String> {
    let live = f.stage.is_none_or(domain::complaint::StageName::is_live);
    match name {
        "번호" => Some(f.number.clone()),
        "제목" => Some(f.title.clone()),
        "신청인" => f.petitioner.clone(),
        "진행단계" => f.stage.map(|name| match f.reader {
            Reader::Citizen => stage::citizen(name, Lang::Ko).to_owned(),
            Reader::Staff => stage::label(name).to_owned(),
        }),
        "처리기관" => f.agency.clone(),
        "처리부서" => f.department.clone().or_else(|| f.agency.clone()),
        "담당자" => f.handler.clone(),
        "연락처" => f.phone.clone(),
        "처리기한" => f.due_at.filter(|_| live).map(date::moment_with_weekday),
        "내용" => f.body.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        "처리결과" => f.result.map(|result| answer::result(result).to_owned()),
        "구제절차" => f.remedy.clone(),
        "보완기한" => f.reply_by.map(date::day_with_weekday),
        "회신기한" => f.reply_at.map(date::moment_with_weekday),
        "이송기관" => f.transferred_to.clone(),
        "병합번호" => f.merged_into.clone(),
        "종결사유" => f.closing.map(closing::with_article),
        "연장사유" => f.extension.map(|ground| extension::label(ground).to_owned()),
        "결정" => {
            let objection = f.ruling.map(|ruling| answer::objection(ruling).to_owned());
            objection.or_else(|| f.reassignment.map(|outcome| reassignment::outcome(outcome).to_owned()))
        }
        "요청부서" => f.other_department.clone(),
        "경과일수" => f.days_late.map(|days| format!("{days}일")),
        _ => None,
    }
}
