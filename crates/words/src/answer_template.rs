//! What an answer's template may speak of: the facts of a file, under the names officers type.

use crate::placeholder;

/// Each placeholder, and what it becomes.
pub const PLACEHOLDERS: [(&str, &str); 11] = [
    ("신청인", "가운데를 가린 이름"),
    ("접수번호", "접수번호"),
    ("접수일", "접수한 날"),
    ("제목", "민원 제목"),
    ("민원종류", "민원종류"),
    ("분류", "분류"),
    ("처리기관", "처리기관"),
    ("처리부서", "처리부서"),
    ("담당자", "처리자의 이름"),
    ("연락처", "처리자의 전화번호"),
    ("처리기한", "처리기한"),
];

/// The facts of one file. What is not known stays between its braces, for the writer to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateFacts {
    pub petitioner: String,
    pub number: String,
    pub received: Option<String>,
    pub title: String,
    pub kind: Option<String>,
    pub category: Option<String>,
    pub agency: Option<String>,
    pub department: Option<String>,
    pub handler: Option<String>,
    pub phone: Option<String>,
    pub due: Option<String>,
}

/// Names that no file knows.
pub fn unknown(text: &str) -> Vec<&str> {
    let known: Vec<&str> = PLACEHOLDERS.iter().map(|(name, _)| *name).collect();
    placeholder::unknown(text, &known)
}

/// The template for this file.
pub fn fill(text: &str, f: &TemplateFacts) -> String {
    let known = |name: &str| match name {
        "신청인" => Some(f.petitioner.clone()),
        "접수번호" => Some(f.number.clone()),
        "접수일" => f.received.clone(),
        "제목" => Some(f.title.clone()),
        "민원종류" => f.kind.clone(),
        "분류" => f.category.clone(),
        "처리기관" => f.agency.clone(),
        "처리부서" => f.department.clone(),
        "담당자" => f.handler.clone(),
        "연락처" => f.phone.clone(),
        "처리기한" => f.due.clone(),
        _ => None,
    };
    placeholder::fill(text, |name| known(name).or_else(|| Some(format!("{{{name}}}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_yet_stays_to_be_seen() {
        let facts = TemplateFacts { number: "20260310000001".into(), ..TemplateFacts::default() };
        assert_eq!(fill("{접수번호} {담당자}", &facts), "20260310000001 {담당자}");
        assert_eq!(unknown("{접수번호} {담당}"), ["담당"]);
    }

    #[test]
    fn every_placeholder_is_filled_from_a_whole_file() {
        let some = |text: &str| Some(text.to_owned());
        let facts = TemplateFacts {
            petitioner: "박○민".into(),
            number: "1".into(),
            received: some("r"),
            title: "t".into(),
            kind: some("k"),
            category: some("c"),
            agency: some("a"),
            department: some("d"),
            handler: some("h"),
            phone: some("p"),
            due: some("e"),
        };
        for (name, _) in PLACEHOLDERS {
            assert!(!fill(&format!("{{{name}}}"), &facts).contains('{'), "{name}");
        }
    }
}
