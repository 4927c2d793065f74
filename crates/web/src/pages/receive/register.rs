//! 민원 등록(수기): a complaint from the counter, the post or the telephone, and the number to hand over.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::intake::{self, Filed, HandedInBy, Person, Submission};
use casework::sessions::Who;
use casework::{NotDone, Once, digest};
use domain::complaint::{Channel, Visibility};
use domain::text::{BODY_MAX, TITLE_MAX};
use maud::{Markup, html};

use super::files::Files;
use super::{PATH, forms, takes_in};
use crate::acts::{Fields, Problems, channel_at_the_desk};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, InputKind, KeyValue, Tone, alert, button_row, checkbox, hidden,
    input, key_values, link_button, page_title, panel, radios, select, submit, text, textarea, upload_form,
};
use crate::error::Fail;
use crate::files::{Bundle, Parcel};
use crate::pages::Frame;
use crate::pages::apply::in_fours;
use crate::pages::work::{Asked, Posted, Typed, only};
use crate::request::{Desk, Said};
use crate::state::AppState;

const TITLE: &str = "민원 등록";
pub(in crate::pages) const REGISTER: &str = "/receive/new";
/// Longest name, address or place, in characters.
const LINE_MAX: usize = 200;

pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    _: Asked,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let files = Files::here(&state, &jar).await?;
    Ok(frame(&state, &who).render(jar, markup(&who, &Typed::default(), &files)))
}

pub(crate) async fn send(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    Parcel { pairs, files }: Parcel,
) -> Result<Response, Fail> {
    only(takes_in(&who))?;
    let form = Posted(pairs);
    let (jar, files) = Files::take(&state, &who, jar, (&form, files)).await?;
    let mut typed = Typed::of(form.clone());
    if files.stays(&form) {
        files.told.iter().for_each(|told| typed.wrong("files", told.0.as_str()));
        let mut response = frame(&state, &who).render(jar, markup(&who, &typed, &files));
        if !files.told.is_empty() {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        return Ok(response);
    }
    let why = match submission(&who, &form, &["once", "go", "remove"]) {
        Err(problems) => {
            typed.problems(&problems, label);
            typed
        }
        Ok(submission) => {
            let by = HandedInBy::Officer(who.actor());
            match intake::file_with(&state.office, by, submission, once(&form), files.bundle()).await {
                Ok(filed) => {
                    let jar = Bundle::done(jar, REGISTER);
                    let mut response = frame(&state, &who).render(jar, handed_over(&filed));
                    // The secret is shown once: no copy of this page is kept anywhere.
                    response
                        .headers_mut()
                        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
                    return Ok(response);
                }
                Err(NotDone::Invalid { field, code }) => {
                    typed.wrong(field, invalid(field, code));
                    typed
                }
                Err(why) => return Err(why.into()),
            }
        }
    };
    let mut response = frame(&state, &who).render(jar, markup(&who, &why, &files));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// The form with what was typed into it before, and why it stands there.
pub(in crate::pages) async fn registering(
    state: &AppState,
    who: &Who,
    jar: &CookieJar,
    (form, told): (Posted, Said),
) -> Result<Response, Fail> {
    only(takes_in(who))?;
    let files = Files::here(state, jar).await?;
    Ok(frame(state, who).markup(Some(told), markup(who, &Typed::of(form), &files)).into_response())
}

fn frame<'a>(state: &'a AppState, who: &'a Who) -> Frame<'a> {
    Frame { active: PATH, ..Frame::new(state, who, TITLE, REGISTER) }
}

/// The complaint that the form describes. `besides` are fields of the page that are not the complaint's.
pub(super) fn submission(who: &Who, form: &Posted, besides: &[&str]) -> Result<Submission, Problems> {
    let mut f = Fields::from_form(&form.without(besides));
    let allowed = ways(who);
    let channel = f.one("channel", |text| channel_at_the_desk(text).filter(|c| allowed.contains(c)));
    let (title, body) = (f.text::<TITLE_MAX>("title"), f.text::<BODY_MAX>("body"));
    let name = f.text::<LINE_MAX>("name").map(String::from);
    let mut line = |name| f.text_if_any::<LINE_MAX>(name).map(String::from);
    let (phone, email, address, place) = (line("phone"), line("email"), line("address"), line("place"));
    let visibility = f.one_if_any("visibility", Visibility::parse).unwrap_or(Visibility::Private);
    let joint = f.flag("joint");
    let whole = channel.zip(title).zip(body).zip(name);
    f.finish(whole.map(|(((channel, title), body), name)| Submission {
        title,
        body,
        place,
        channel,
        visibility,
        joint,
        person: Person { name, phone, email, address, identity: None },
        external_number: None,
    }))
}

/// Sent twice, it is registered once.
pub(super) fn once(form: &Posted) -> Option<Once> {
    let key = form.get("once").filter(|key| key.parse::<uuid::Uuid>().is_ok())?;
    let request_hash = digest::of_parts(
        form.0.iter().filter(|(name, _)| name != "go").flat_map(|(name, value)| [name, value]),
    );
    Some(Once { key: key.to_owned(), request_hash })
}

fn ways(who: &Who) -> Vec<Channel> {
    match super::own_channel(who) {
        Some(only) => vec![only],
        None => vec![Channel::Counter, Channel::Post, Channel::Phone120],
    }
}

pub(super) fn label(field: &str) -> &'static str {
    match field {
        "channel" => "접수경로",
        "title" => "제목",
        "body" => "내용",
        "name" => "신청인 이름",
        "phone" => "전화번호",
        "email" => "이메일",
        "address" => "주소",
        "place" => "발생 장소",
        "visibility" => "공개 여부",
        _ => "입력 항목",
    }
}

pub(super) fn invalid(field: &str, code: &str) -> String {
    match code {
        "no-way-to-answer" => {
            "전화번호, 이메일, 주소 가운데 하나는 입력해 주십시오. 답변을 보낼 곳이 필요합니다.".to_owned()
        }
        _ => words::error::choice(label(field), words::lang::Lang::Ko),
    }
}

fn markup(who: &Who, typed: &Typed, files: &Files) -> Markup {
    let ways = ways(who);
    let first = ways.first().map_or("", |channel| channel.as_str());
    let ways: Vec<Choice> = ways.iter().map(|c| Choice::new(c.as_str(), words::channel::label(*c))).collect();
    html! {
        (page_title(TITLE, html! {}))
        p.hint { "방문·우편·전화로 들어온 민원을 등록합니다. 등록하면 신청번호와 조회 비밀번호가 나오며, 신청인에게 건네주십시오." }
        (typed.summary())
        (upload_form(&FormAttrs::new(REGISTER, "").draft("register"), html! {
            button type="submit" hidden {}
            (hidden("once", &uuid::Uuid::new_v4().to_string()))
            (panel("how", "접수경로", radios(&typed.field(Field::new("channel", "접수경로").required().value(first), "channel"), &ways)))
            (person(typed))
            (matter(typed))
            (panel("attachments", "첨부파일", files.markup()))
            (button_row(html! {
                (submit("등록", ButtonKind::Primary))
                (link_button("목록", PATH, ButtonKind::Tertiary))
            }))
        }))
    }
}

/// Who complains.
pub(super) fn person(typed: &Typed) -> Markup {
    let field = |name, label| typed.field(Field::new(name, label), name);
    panel(
        "person",
        "신청인",
        html! {
            div.field-grid {
                (text(&field("name", "신청인 이름").required().max_chars(LINE_MAX)))
                (input(&field("phone", "전화번호"), InputKind::Tel))
                (input(&field("email", "이메일"), InputKind::Email))
                (text(&field("address", "주소").max_chars(LINE_MAX)))
            }
            (checkbox(&field("joint", "다수인관련민원 (5세대 이상의 공동 이해, 5명 이상 연명)"), !typed.value("joint").is_empty()))
        },
    )
}

/// And of what.
pub(super) fn matter(typed: &Typed) -> Markup {
    let field = |name, label| typed.field(Field::new(name, label), name);
    // What is not chosen is private, and is offered once.
    let mut visibilities = forms::visibilities("비공개(기본)");
    visibilities.retain(|choice| choice.value != Visibility::Private.as_str());
    panel(
        "matter",
        "민원 내용",
        html! {
            (text(&field("title", "제목").required().max_chars(TITLE_MAX)))
            (textarea(&field("body", "내용").required().max_chars(BODY_MAX), 10))
            (text(&field("place", "발생 장소").max_chars(LINE_MAX)))
            (select(&field("visibility", "공개 여부"), &visibilities))
        },
    )
}

fn handed_over(filed: &Filed) -> Markup {
    html! {
        (page_title("민원을 등록했습니다", html! {}))
        (numbers(filed))
        (ways_on(filed, "/receive/new"))
    }
}

/// The number and the secret, once.
pub(super) fn numbers(filed: &Filed) -> Markup {
    let number = filed.complaint.spoken_number().to_string();
    html! {
        @match &filed.secret {
            Some(secret) => {
                (alert(Tone::Success, "신청인에게 건네줄 번호", html! {
                    (key_values(&[KeyValue::text("신청번호", &number), KeyValue::text("조회 비밀번호", &in_fours(secret))]))
                    p { "조회 비밀번호는 이 화면에서만 볼 수 있습니다. 신청인은 두 번호로 처리 상황을 조회합니다." }
                }))
            }
            None => (alert(Tone::Information, "이미 등록된 민원입니다", html! {
                p { "신청번호 " (number) ". 같은 내용을 다시 보냈으므로 새로 등록하지 않았습니다. 조회 비밀번호는 처음 등록한 화면에만 표시됩니다." }
            })),
        }
    }
}

pub(super) fn ways_on(filed: &Filed, another: &str) -> Markup {
    let case = format!("/complaints/{}?from=receive", filed.complaint.spoken_number());
    button_row(html! {
        (link_button("이어서 접수하기", &case, ButtonKind::Primary))
        (link_button("다른 민원 등록", another, ButtonKind::Secondary))
        (link_button("목록", PATH, ButtonKind::Tertiary))
    })
}
