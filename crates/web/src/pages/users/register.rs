//! 사용자 수기등록: somebody whom the staff directory does not know (당직실 등), with a password for once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::people::accounts;
use casework::sessions::Who;
use domain::org::OrgChart;
use maud::{Markup, html};

use super::{PATH, forms, looks_after_people, told};
use crate::acts::Fields;
use crate::components::{
    ButtonKind, Field, FormAttrs, InputKind, button_row, input, link_button, page_title, post_form, submit,
    text, textarea,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::case::office_list;
use crate::pages::work::{Posted, Typed, only};
use crate::request::Desk;
use crate::state::AppState;

const TITLE: &str = "사용자 수기등록";

pub(crate) async fn blank(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(looks_after_people(&who))?;
    Ok(drawn(&state, &who, jar, &Typed::default()))
}

pub(crate) async fn send(
    State(state): State<AppState>,
    desk: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    only(looks_after_people(&desk.who))?;
    let chart = state.office.facts().chart;
    let mut f = Fields::from_form(&form.0);
    let login = f.one("login", forms::login);
    let (record, contact) = (forms::record(&mut f, &chart), forms::contact(&mut f));
    let new = login.zip(record).zip(contact);
    let new = match f.finish(new) {
        Ok(((login, record), contact)) => accounts::NewUser { login, record, contact },
        Err(problems) => {
            let mut typed = Typed::of(form);
            typed.problems(&problems, forms::label);
            return Ok(drawn(&state, &desk.who, jar, &typed));
        }
    };
    let login = new.login.clone();
    match accounts::register(&state.office, desk.asker(), new).await {
        Ok((id, password)) => {
            let heading = "사용자를 등록했습니다";
            let frame = Frame { active: PATH, ..Frame::new(&state, &desk.who, TITLE, "/users/new") };
            Ok(frame.render(jar, forms::once(heading, (&login, &password), &format!("{PATH}/{id}"))))
        }
        Err(why) => {
            let (field, message) = told(why, &chart)?;
            let mut typed = Typed::of(form);
            typed.wrong(field, message);
            Ok(drawn(&state, &desk.who, jar, &typed))
        }
    }
}

fn drawn(state: &AppState, who: &Who, jar: CookieJar, typed: &Typed) -> Response {
    let frame = Frame { active: PATH, ..Frame::new(state, who, TITLE, "/users/new") };
    let mut response = frame.render(jar, markup(&state.office.facts().chart, who, typed));
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn markup(chart: &OrgChart, who: &Who, typed: &Typed) -> Markup {
    let home = crate::pages::case::name_of(chart, who.officer.department);
    let department =
        if typed.value("department").is_empty() { home.as_str() } else { typed.value("department") };
    let login = Field::new("login", "아이디").required().max_chars(60).autocomplete("off");
    html! {
        (page_title(TITLE, html! {}))
        p.hint { "당직실 등 인사 연계에 없는 사용자만 등록합니다. 공무원 직원 정보는 연계 시스템을 통해 자동으로 등록되며, 최대 2일 소요" }
        (typed.summary())
        (post_form(&FormAttrs::new("/users/new", ""), html! {
            (text(&typed.field(login.hint("영문자, 숫자, '.', '_', '-'"), "login")))
            (text(&typed.field(Field::new("name", "성명").required().max_chars(forms::NAME_MAX), "name")))
            (text(&typed.field(Field::new("title", "직급").max_chars(forms::NAME_MAX), "title")))
            (forms::department(typed, department))
            div.field-grid {
                (input(&typed.field(Field::new("email", "이메일").required(), "email"), InputKind::Email))
                (input(&typed.field(Field::new("phone", "전화번호").required(), "phone"), InputKind::Tel))
            }
            (textarea(&typed.field(Field::new("duty", "담당업무").required().max_chars(forms::DUTY_MAX), "duty"), 2))
            (office_list("offices", chart, Some(&who.on_duty), false))
            (button_row(html! {
                (submit("등록", ButtonKind::Primary))
                (link_button("취소", PATH, ButtonKind::Tertiary))
            }))
        }))
    }
}
