//! 직접 통지: a letter that reached nobody is put on paper, and whoever told it writes down how.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::by_hand::{self, OnPaper, Telling};
use domain::complaint::Number;
use domain::desk::seoul_date;
use domain::id::NoticeId;
use domain::notice::{Reference, Way, answers_for};
use maud::{Markup, html};
use store::Notice;
use words::Names;

use super::asked::Asked;
use super::typed::{Pairs, Trouble, Typed};
use super::view::View;
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, Tone, alert, button_row, confirm_panel, hidden, link_button,
    opened_panel, post_form, radios, submit, text,
};
use crate::error::Fail;
use crate::pages::work::Posted;
use crate::pages::{Frame, letters};
use crate::request::{Desk, say};
use crate::state::AppState;

/// The panel's name in what comes back.
pub(super) const PANEL: &str = "told";
/// Longer numbers of registered post are none.
const REFERENCE_MAX: usize = 20;

/// `{number}` and `{notice}` of the route; what is no number or no letter's id leads nowhere.
#[derive(serde::Deserialize)]
pub(crate) struct Which {
    number: String,
    notice: String,
}

impl Which {
    fn read(&self) -> Result<(Number, NoticeId), Fail> {
        let number = Number::parse(&self.number).map_err(|_| Fail::not_found())?;
        Ok((number, self.notice.parse().map_err(|_| Fail::not_found())?))
    }
}

/// The letters on this file that somebody has yet to tell, oldest first.
pub(super) fn waiting(view: &View) -> impl Iterator<Item = &Notice> {
    view.notices.iter().rev().map(|with| &with.notice).filter(|notice| notice.waits_for_somebody())
}

/// Before everything else on the page: the petitioner does not know yet.
pub(super) fn told_of(owed: usize) -> Markup {
    alert(
        Tone::Warning,
        &format!("신청인에게 닿지 않은 통지가 {owed}건 있습니다."),
        html! {
            p { "문자·알림톡·이메일로 알리지 못했습니다. " a href="#notices" { "알림현황" } "에서 통지문을 인쇄해 우편으로 보내거나 전화·방문으로 알린 뒤 기록해 주십시오. (민원처리법 제27조)" }
        },
    )
}

/// POST `/complaints/{number}/notices/{notice}/paper`: the letter with name and address, written down as an opening.
pub(crate) async fn paper(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    Path(which): Path<Which>,
) -> Result<Response, Fail> {
    let (number, id) = which.read()?;
    let by = (&who.actor(), &*ip.to_string());
    let letter = by_hand::on_paper(&state.office, by, &number, id).await?;
    let path = format!("/complaints/{}", letter.complaint.spoken_number());
    let frame =
        Frame { active: crate::pages::unreached::PATH, ..Frame::new(&state, &who, "통지문", &path) };
    Ok(frame.markup(None, sheet(&letter, &state)).into_response())
}

fn sheet(letter: &OnPaper, state: &AppState) -> Markup {
    let (c, person) = (&letter.complaint, &letter.person);
    let desk = state.office.desk();
    let holder = c.holder();
    let department = holder.department.map(|id| Names::department(desk.chart.as_ref(), id));
    let agency = holder.agency.map(|id| Names::agency(desk.chart.as_ref(), id));
    let from = department.or(agency).unwrap_or_else(|| "서울특별시 응답소".to_owned());
    let number = c.spoken_number();
    html! {
        article.paper {
            h1 { "통지문" }
            table {
                tbody {
                    tr { th scope="row" { "받는 분" } td { (person.name) " 귀하" } }
                    tr { th scope="row" { "주소" } td { (person.address.as_deref().unwrap_or("–")) } }
                    tr { th scope="row" { "제목" } td { (letter.notice.subject) } }
                }
            }
            // The letter speaks to whoever it goes to: on paper under their own name.
            div.written { (letter.notice.body.replacen(&words::mask::name(&person.name), &person.name, 1)) }
            p.paper-date { (words::date::day(seoul_date(desk.now))) }
            p.paper-from { (from) }
        }
        (button_row(link_button("민원 상세", &format!("/complaints/{number}?from=unreached#notices"), ButtonKind::Secondary)))
        p.hint.excel { "브라우저의 인쇄 기능으로 이 화면을 그대로 인쇄할 수 있습니다. 이름과 주소를 열람한 것이 기록되었습니다." }
    }
}

/// POST `/complaints/{number}/notices/{notice}/told`
pub(crate) async fn told(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    Path(which): Path<Which>,
    jar: CookieJar,
    Posted(pairs): Posted,
) -> Result<Response, Fail> {
    let (number, id) = which.read()?;
    let asked = Asked::sent(&pairs);
    let (way, reference) = match read(&pairs) {
        Ok(read) => read,
        Err(trouble) => {
            let mut view = View::load(&state, who, &number, asked).await?;
            if !answers_for(&view.actor, &view.case.complaint) {
                return Err(Fail::not_found());
            }
            view.status = StatusCode::UNPROCESSABLE_ENTITY;
            let pairs = pairs.into_iter().chain([("notice".to_owned(), id.to_string())]).collect();
            view.typed = Some(Typed::of_panel(PANEL, pairs, trouble));
            return Ok(view.render(&state, jar));
        }
    };
    let by = (&who.actor(), &*ip.to_string());
    let told = by_hand::told(&state.office, by, &number, id, (way, reference.as_ref())).await?;
    Ok(back((jar, &asked, &number), told, "신청인에게 직접 알린 것을 기록했습니다."))
}

/// POST `/complaints/{number}/notices/{notice}/returned`
pub(crate) async fn returned(
    State(state): State<AppState>,
    Desk { who, ip }: Desk,
    Path(which): Path<Which>,
    jar: CookieJar,
    Posted(pairs): Posted,
) -> Result<Response, Fail> {
    let (number, id) = which.read()?;
    let by = (&who.actor(), &*ip.to_string());
    let told = by_hand::came_back(&state.office, by, &number, id).await?;
    let good = "우편이 돌아온 것을 기록했습니다. 다른 방법으로 다시 알려 주십시오.";
    Ok(back((jar, &Asked::sent(&pairs), &number), told, good))
}

fn back((jar, asked, number): (CookieJar, &Asked, &Number), told: Telling, good: &str) -> Response {
    let (done, text) = match told {
        Telling::WrittenDown => (true, good),
        Telling::Meanwhile => {
            (false, "그동안 다른 사람이 기록했거나 다시 보내고 있는 통지입니다. 알림현황을 확인해 주십시오.")
        }
    };
    let to = format!("/complaints/{number}?from={}#notices", asked.from.as_str());
    (say(jar, done, text), Redirect::to(&to)).into_response()
}

fn read(pairs: &Pairs) -> Result<(Way, Option<Reference>), Trouble> {
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
    let wrong =
        |field: &str, message: &str| Trouble { field: Some(field.to_owned()), message: message.to_owned() };
    let way = Way::parse(value("way")).ok_or_else(|| wrong("way", "어떻게 알렸는지 선택해 주십시오."))?;
    let reference = match value("reference") {
        "" => None,
        _ if way != Way::Post => {
            return Err(wrong(
                "reference",
                "등기번호는 우편으로 보냈을 때만 적습니다. 지우고 다시 기록해 주십시오.",
            ));
        }
        typed => Some(
            Reference::new(typed)
                .map_err(|_| wrong("reference", "등기번호는 숫자 13자리입니다. 예: 12345-6789-0123"))?,
        ),
    };
    Ok((way, reference))
}

/// For whoever tells it, one for each letter.
pub(super) fn forms(view: &View) -> Markup {
    if !answers_for(&view.actor, &view.case.complaint) {
        return html! {};
    }
    html! {
        @for notice in waiting(view) { (form(view, notice)) }
        @for letter in view.notices.iter().rev().filter(|letter| letter.went_by_post()) { (came_back(view, &letter.notice)) }
    }
}

fn action(view: &View, notice: &Notice, what: &str) -> String {
    format!("/complaints/{}/notices/{}/{what}", view.number(), notice.id)
}

/// 반송: what went by post has reached nobody.
fn came_back(view: &View, notice: &Notice) -> Markup {
    let body = post_form(
        &FormAttrs::new(&action(view, notice, "returned"), ""),
        html! {
            (hidden("desk", view.asked.from.as_str()))
            p.hint { (notice.subject) }
            p.hint { "우편이 돌아왔으면 기록합니다. 이 통지는 다시 '미도달 통지'에 나타납니다." }
            (button_row(submit("반송 기록", ButtonKind::Secondary)))
        },
    );
    let label = format!("우편 반송: {}", letters::template_of(&notice.delivery_key));
    confirm_panel(&label, ButtonKind::Tertiary, body)
}

fn form(view: &View, notice: &Notice) -> Markup {
    let id = notice.id.to_string();
    let typed = view.typed.as_ref().filter(|typed| typed.panel == PANEL && typed.has("notice", &id));
    let value = |name| typed.and_then(|typed| typed.value(name)).unwrap_or_default();
    let error = |name| typed.and_then(|typed| typed.error(name));
    // The summary of what is wrong leads to the form that came back.
    let control = |name: &str| match typed {
        Some(_) => format!("{PANEL}-{name}"),
        None => format!("{PANEL}-{name}-{id}"),
    };
    let ways = Way::ALL
        .map(|way| Choice::new(way.as_str(), words::notice_channel::label(way.as_str()).unwrap_or_default()));
    let (way, reference) = (control("way"), control("reference"));
    let body = html! {
        (post_form(&FormAttrs::new(&action(view, notice, "paper"), ""), html! {
            p.hint { (notice.subject) }
            p.hint { "이름과 주소가 적힌 통지문을 엽니다. 열람한 사람·때·목적이 기록됩니다." }
            (button_row(submit("통지문 열기", ButtonKind::Secondary)))
        }))
        (post_form(&FormAttrs::new(&action(view, notice, "told"), ""), html! {
            (hidden("desk", view.asked.from.as_str()))
            (radios(&Field::new("way", "통지 방법").id(&way).value(value("way")).error(error("way")).required(), &ways))
            (text(&Field::new("reference", "등기번호").id(&reference).value(value("reference")).error(error("reference"))
                .hint("등기우편이면 숫자 13자리").max_chars(REFERENCE_MAX)))
            (button_row(submit("통지 기록", ButtonKind::Primary)))
        }))
    };
    let label = format!("직접 통지: {}", letters::template_of(&notice.delivery_key));
    let open = if typed.is_some() { opened_panel } else { confirm_panel };
    open(&label, ButtonKind::Secondary, body)
}
