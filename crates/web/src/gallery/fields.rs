//! The fields, as they stand, wrong, and in a citizen's form.

use maud::{Markup, html};

use crate::components::{
    ButtonKind, Choice, Field, FieldError, FormAttrs, InputKind, Lang, button_row, checkbox, checkboxes,
    date_range, error_summary, input, link_button, page_title, password, radios, select, submit, text,
    textarea, upload_form,
};

const DEPARTMENTS: [Choice; 3] = [
    Choice { value: "medicine", label: "보건소 의약과", hint: None, refused: false },
    Choice { value: "parking", label: "교통환경국 주차관리과", hint: None, refused: false },
    Choice {
        value: "roads", label: "도시관리국 도로과", hint: Some("맡은 직원 없음"), refused: true
    },
];

pub(super) fn fields() -> Markup {
    let seen = [
        Choice::new("public", "공개").hint("신청인이 누구인지는 가려집니다."),
        Choice::new("private", "비공개"),
        Choice::new("sealed", "봉인").refused("공익신고만 봉인할 수 있습니다."),
    ];
    html! {
        div.field-grid {
            (text(&Field::new("title", "제목").value("가로등이 나흘째 꺼져 있습니다").required()))
            (text(&Field::new("wrong", "전화번호").value("010-12").error(Some("전화번호는 9자리에서 11자리입니다.")).hint("숫자만 적어도 됩니다.").autocomplete("tel")))
            (password(&Field::new("password", "비밀번호").autocomplete("current-password")))
            (select(&Field::new("department", "처리부서").value("parking").required(), &DEPARTMENTS))
            (input(&Field::new("reply-by", "회신기한").value("2026-03-13"), InputKind::Date))
            (input(&Field::new("visit-at", "현장 방문").value("2026-03-12T14:00"), InputKind::DateTime))
        }
        (date_range("접수일", &Field::new("from", "부터").value("2026-02-09"), &Field::new("to", "까지").value("2026-03-10")))
        (radios(&Field::new("visibility", "공개 여부").value("public"), &seen))
        (checkboxes(&Field::new("cooperate", "협조부서").hint("의견이 필요한 부서를 모두 고르세요."), &DEPARTMENTS, &["parking"]))
        (checkbox(&Field::new("urgent", "긴급 민원으로 표시"), true))
        (textarea(&Field::new("answer", "답변 내용").value("안녕하십니까.\n\n요청하신 가로등은 오늘 고쳤습니다.").max_chars(5000).required(), 6))
    }
}

pub(super) fn citizen_form(lang: Lang) -> Markup {
    let required = lang.pick("제목을 적어 주세요.", "Please give it a title.");
    let title = Field::new("title", lang.pick("제목", "Title")).lang(lang).required().error(Some(required));
    let content =
        Field::new("content", lang.pick("내용", "What happened")).lang(lang).required().max_chars(5000);
    let phone = Field::new("phone", lang.pick("휴대전화", "Mobile phone")).lang(lang).autocomplete("tel");
    let photo = Field::new("photo", lang.pick("사진", "Photo")).lang(lang);
    html! {
        (page_title(lang.pick("민원 신청", "File a complaint"), html! {}))
        (error_summary(&[FieldError { field: Some("title"), message: required }], lang))
        (upload_form(&FormAttrs::new("/apply", "example-token").draft("apply"), html! {
            (text(&title))
            (textarea(&content, 8))
            (input(&phone.hint(lang.pick("처리 상황을 문자로 알려 드립니다.", "We text you what happens.")), InputKind::Tel))
            (input(&photo, InputKind::File))
            (button_row(html! {
                (submit(lang.pick("다음", "Next"), ButtonKind::Primary))
                (link_button(lang.pick("그만두기", "Cancel"), "/citizen", ButtonKind::Tertiary))
            }))
        }))
    }
}
