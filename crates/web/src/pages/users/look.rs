//! 검색 조건: name, log-in, department, origin, state, role.

use casework::sessions::Who;
use domain::org::{OrgChart, Origin};
use domain::role::Role;
use maud::{Markup, html};
use store::{AccountState, PeopleFilter, PeopleOf};

use super::{PATH, holds, parts};
use crate::components::{Choice, Field, FilterPanel, filter_panel, select, text};
use crate::error::Fail;
use crate::pages::case::{department_asked, office_list};
use crate::pages::work::Asked;

/// Longest beginning of a name or a log-in, in characters.
const TYPED_MAX: usize = 60;

pub(super) struct Conditions {
    pub(super) of: Vec<PeopleOf>,
    pub(super) filter: PeopleFilter,
}

/// The conditions, or what is wrong with the department that was typed.
pub(super) fn read(asked: &Asked, who: &Who, chart: &OrgChart) -> Result<Result<Conditions, String>, Fail> {
    let short = |text: &str| (text.chars().count() <= TYPED_MAX).then(|| text.to_owned());
    let filter = PeopleFilter {
        name: asked.one("name", short)?,
        login: asked.one("login", short)?,
        origin: asked.one("origin", origin)?,
        state: asked.one("state", AccountState::parse)?,
        role: asked.one("role", Role::parse)?,
    };
    let parts = parts(who);
    let Some(typed) = asked.get("department") else { return Ok(Ok(Conditions { of: parts, filter })) };
    Ok(department_asked(chart, &who.on_duty, typed).and_then(|id| match chart.department(id) {
        Some(department) if holds(&parts, department.agency, id) => {
            Ok(Conditions { of: vec![PeopleOf::Department(id)], filter })
        }
        _ => Err("관리하는 부서가 아닙니다. 다른 부서를 골라 주십시오.".to_owned()),
    }))
}

pub(crate) fn origin(text: &str) -> Option<Origin> {
    match text {
        "linked" => Some(Origin::Linked),
        "by-hand" => Some(Origin::ByHand),
        _ => None,
    }
}

pub(crate) fn state_label(state: AccountState) -> &'static str {
    match state {
        AccountState::Usable => "사용 중",
        AccountState::MustChange => "초기 비밀번호",
        AccountState::Locked => "잠김",
        AccountState::None => "통합로그인",
        AccountState::Retired => "사용 중지",
    }
}

pub(super) fn form(asked: &Asked, wrong: Option<&str>, who: &Who, chart: &OrgChart) -> Markup {
    let field = |name, label| Field::new(name, label).value(asked.text(name));
    let origins = [Choice::new("linked", "연계"), Choice::new("by-hand", "수기등록")];
    let states = AccountState::ALL.map(|state| Choice::new(state.as_str(), state_label(state)));
    let roles = Role::ALL.map(|role| Choice::new(role.as_str(), words::role::label(role)));
    let roles = roles.into_iter().filter(|choice| choice.value != Role::Handler.as_str());
    filter_panel(FilterPanel {
        action: PATH,
        fields: html! {
            (text(&field("name", "성명").max_chars(TYPED_MAX)))
            (text(&field("login", "아이디(사번)").max_chars(TYPED_MAX)))
            (department(asked.text("department"), wrong))
            (select(&field("origin", "등록구분"), &all(origins)))
            (select(&field("state", "계정 상태"), &all(states)))
            (select(&field("role", "권한"), &all(roles)))
            (office_list("offices", chart, Some(&who.on_duty), false))
        },
        more: None,
        open: false,
    })
}

/// A department by its name, from the page's list of suggestions.
pub(super) fn department(value: &str, wrong: Option<&str>) -> Markup {
    html! {
        div class=(if wrong.is_some() { "field field-wrong" } else { "field" }) {
            label for="department" { "부서" }
            @if let Some(message) = wrong { p.error #department-error { (message) } }
            input #department name="department" type="text" list="offices" autocomplete="off" value=(value)
                aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "department-error")];
        }
    }
}

fn all<'a>(choices: impl IntoIterator<Item = Choice<'a>>) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", "전체")).chain(choices).collect()
}
