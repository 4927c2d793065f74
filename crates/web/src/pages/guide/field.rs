//! 모바일현장민원시스템 신청: how one comes to use it, told as it is.

use maud::{Markup, html};

use crate::components::{ButtonKind, button_row, link_button, page_title, panel};

pub(super) fn markup() -> Markup {
    html! {
        (page_title("모바일현장민원시스템 신청", html! {}))
        p { "현장에서 사진을 찍어 조치 전·후를 기록하고 답변까지 마치는 휴대전화용 화면입니다." }
        (panel("who", "누가 쓸 수 있습니까", html! {
            p { "현장민원을 처리하는 부서의 처리자입니다. 별도의 아이디 없이 응답소 아이디로 로그인합니다." }
        }))
        (panel("how", "신청 방법", html! {
            ol.deadline-lines {
                li { "부서 관리자에게 현장민원 담당임을 알리고 담당업무에 적습니다." }
                li { "'신청하기'에서 업무용 휴대전화와 신청 사유를 적어 신청합니다." }
                li { "시스템 관리자가 승인하면 그 휴대전화로 응답소에 로그인합니다. 결과는 같은 화면에서 확인합니다." }
            }
        }))
        (button_row(html! {
            (link_button("신청하기", "/field-applications", ButtonKind::Primary))
            (link_button("담당업무 수정", "/me#duty-section", ButtonKind::Secondary))
            (link_button("지침서", "/guide", ButtonKind::Tertiary))
        }))
    }
}
