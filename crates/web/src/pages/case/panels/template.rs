//! 답변 서식: the parts of an answer that are always the same, put in where they belong.

use casework::texts::template_facts;
use words::Names;
use words::answer_template::fill;

use crate::pages::case::typed::Pairs;
use crate::pages::case::view::View;

/// A part of an answer: what its choice is called.
pub(super) const PARTS: [(&str, &str); 5] = [
    ("whole", "전체 서식"),
    ("greeting", "인사말"),
    ("gist", "민원 요지"),
    ("answer", "답변 본문 틀"),
    ("closing", "맺음말(부서·성명·전화)"),
];

/// Appends the chosen part to the answer that was typed.
pub(in crate::pages::case) fn insert(view: &View, pairs: &mut Pairs) {
    let chosen = pairs.iter().find(|(name, _)| name == "part").map(|(_, part)| part.clone());
    pairs.retain(|(name, _)| name != "part");
    let Some(text) = chosen.and_then(|part| kept(view, &part).or_else(|| text(view, &part))) else { return };
    match pairs.iter_mut().find(|(name, _)| name == "body") {
        Some((_, body)) if !body.trim().is_empty() => {
            *body = format!("{}\n\n{text}", body.trim_end());
        }
        Some((_, body)) => *body = text,
        None => pairs.push(("body".to_owned(), text)),
    }
}

/// A 답변 템플릿 filled in for this file; only one that fits it.
fn kept(view: &View, part: &str) -> Option<String> {
    let found = view.templates.iter().find(|template| template.id.to_string() == part)?;
    let petitioner = words::mask::name(&view.case.petitioner.name);
    let facts = template_facts(&view.case.complaint, &view.case.words.title, &petitioner, &view.case.desk);
    Some(fill(&found.body, &facts))
}

fn text(view: &View, part: &str) -> Option<String> {
    Some(match part {
        "greeting" => greeting(),
        "gist" => gist(view),
        "answer" => answer(),
        "closing" => closing(view),
        "whole" => [greeting(), gist(view), answer(), closing(view)].join("\n\n"),
        _ => return None,
    })
}

fn greeting() -> String {
    "안녕하십니까? 시정에 관심을 가져 주셔서 감사합니다.".to_owned()
}

fn gist(view: &View) -> String {
    format!("귀하께서 신청하신 민원은 '{}'에 관한 것으로 이해됩니다.", view.case.words.title)
}

fn answer() -> String {
    "검토한 결과를 다음과 같이 답변드립니다.\n\n가. \n\n나. ".to_owned()
}

/// Every notice names department, handler and telephone (시행령 제31조).
fn closing(view: &View) -> String {
    let holder = view.case.complaint.holder();
    let department = holder.department.map(|id| Names::department(view, id)).unwrap_or_default();
    let officer = holder.handler.and_then(|id| view.chart().officer(id));
    let (name, phone) = officer.map(|o| (o.name.as_str(), o.phone.as_str())).unwrap_or_default();
    format!(
        "답변 내용에 대하여 더 궁금하신 점은 {department} {name}(☎ {phone})에게 문의하여 주시면 \
         자세히 안내해 드리겠습니다. 감사합니다."
    )
}
