//! What the openness of a complaint is called.

use domain::complaint::Visibility;

use crate::lang::Lang;

pub fn label(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Open => "공개",
        Visibility::Private => "비공개",
        Visibility::Sealed => "공익신고(비밀)",
    }
}

/// What the choice means, for whoever makes it.
pub fn describe(visibility: Visibility, lang: Lang) -> &'static str {
    match (lang, visibility) {
        (Lang::Ko, Visibility::Open) => "개인정보를 지운 질문과 답변이 공개됩니다.",
        (Lang::Ko, Visibility::Private) => "신청인과 처리하는 부서만 볼 수 있습니다.",
        (Lang::Ko, Visibility::Sealed) => {
            "지금 처리하는 담당자만 볼 수 있으며 목록과 통계에 나타나지 않습니다."
        }
        (Lang::En, Visibility::Open) => "Question and answer are published without personal data.",
        (Lang::En, Visibility::Private) => "Only you and the offices that handle it can see it.",
        (Lang::En, Visibility::Sealed) => {
            "Only the officer who handles it now can see it; it appears in no list."
        }
    }
}

pub fn label_for(visibility: Visibility, lang: Lang) -> &'static str {
    match (lang, visibility) {
        (Lang::Ko, _) => label(visibility),
        (Lang::En, Visibility::Open) => "Public",
        (Lang::En, Visibility::Private) => "Private",
        (Lang::En, Visibility::Sealed) => "Public-interest report (sealed)",
    }
}

/// The title as mail and messages may carry it: a sealed one stays in the office (공익신고자 보호법 제12조).
pub fn outside_title(visibility: Visibility, title: &str) -> String {
    match visibility {
        Visibility::Open | Visibility::Private => title.to_owned(),
        Visibility::Sealed => "봉인된 민원".to_owned(),
    }
}
