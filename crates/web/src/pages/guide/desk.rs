//! The guide's last chapters: single keys, what keeps itself, and where one practises.

use maud::{Markup, html};

use crate::components::{KeyValue, key_values};
use crate::pages::me::KEYS;

pub(super) fn keys() -> Markup {
    let mut lines: Vec<KeyValue> = KEYS.iter().map(|(_, key, label)| KeyValue::text(key, label)).collect();
    lines.push(KeyValue::text("Enter", "고른 줄 열기"));
    lines.push(KeyValue::text("Esc", "펼친 것 닫기"));
    html! {
        (key_values(&lines))
        p { "글을 쓰는 칸에서는 움직이지 않습니다. 화면 낭독기를 쓰거나 말로 입력하는 경우에는 " a href="/me#keys-section" { "사용자정보의 단축키 설정" } "에서 끄거나 다른 글자로 바꿉니다." }
    }
}

pub(super) fn everyday() -> Markup {
    html! {
        ul {
            li { "메인 화면의 건수는 다시 열지 않아도 바뀝니다. 목록은 '새 민원 3건 — 목록 새로 고침'을 눌러야 바뀌므로 보고 있던 줄이 움직이지 않습니다." }
            li { "다른 사람이 같은 민원에 글을 쓰고 있으면 민원 화면에 '다른 사람이 작성 중입니다'라고 나타납니다." }
            li { "답변은 쓰는 동안 저장되고 '저장됨' 뒤에 시각이 나타납니다. 다른 글은 이 브라우저에 남아 있다가 다시 열면 되살아납니다. 로그아웃하면 지워집니다." }
            li { "총괄 민원 조회의 조건은 이름을 붙여 저장하고, 목록의 항목과 차례는 " a href="/complaints/view" { "조회 설정" } "에서 고릅니다." }
            li { "목록은 엑셀로 내려받습니다. 한 번에 내려받기에 긴 목록은 10만 건까지 파일로 만들어 " a href="/exports" { "내려받기" } "에서 하루 동안 내려받습니다." }
            li { "문자·알림톡·이메일이 닿지 않은 답변과 통지는 " a href="/unreached" { "미도달 통지" } "에 모입니다. 민원 화면의 알림현황에서 통지문을 인쇄해 우편으로 보내거나 전화·방문으로 알린 뒤 '통지 기록'을 누르면 빠집니다." }
            li { a href="/me/phrases" { "자주 쓰는 문구" } "에 등록한 글은 민원 화면의 글 쓰는 칸마다 넣을 수 있습니다." }
            li { "2장의 내용은 " a href="/tour" { "연습 모드" } "에서 실제 화면을 따라 익힙니다." }
        }
    }
}
