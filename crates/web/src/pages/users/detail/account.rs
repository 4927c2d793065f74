//! The account of one user: password, second factor, lock and service; and whether its owner could be told of changes.

use domain::org::PeopleAct;
use maud::{Markup, html};

use super::View;
use crate::components::{ButtonKind, button_row, post_button, refused_button};
use crate::pages::account_notices::panel_for_administrator;

impl View<'_> {
    pub(super) fn account(&self) -> Markup {
        let button = |act, label: &str, part: &str, kind| match self.may(act) {
            Ok(()) => post_button(&self.address(part), "", label, kind),
            Err(refusal) => refused_button(label, words::people::refusal(refusal)),
        };
        html! {
            p.hint { "당직실 등 수기등록 사용자의 비밀번호 초기화: 임시 비밀번호가 한 번 보이고, 다음 로그인에서 바꾸어야 합니다." }
            (button_row(html! {
                (button(PeopleAct::ResetPassword, "비밀번호 초기화", "password", ButtonKind::Primary))
                @if self.second_factor {
                    (button(PeopleAct::ResetSecondFactor, "2단계 인증 초기화", "second-factor", ButtonKind::Secondary))
                }
                @if self.locked { (button(PeopleAct::Unlock, "잠금 해제", "unlock", ButtonKind::Secondary)) }
                @if self.officer().active {
                    (button(PeopleAct::Retire, "사용 중지", "retire", ButtonKind::Danger))
                } @else {
                    (button(PeopleAct::Reinstate, "다시 사용", "reinstate", ButtonKind::Secondary))
                }
            }))
        }
    }

    pub(super) fn notices(&self) -> Markup {
        html! {
            @if self.may(PeopleAct::FollowNotices).is_ok() {
                (panel_for_administrator(&self.told, &self.address("notices/again")))
            }
        }
    }
}
