//! One user: the record, the account, stand-ins and duties, with what may be done about each.

mod account;

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::people::accounts::stamp;
use casework::sessions::Who;
use domain::desk::Desk as Facts;
use domain::id::OfficerId;
use domain::org::{Officer, PeopleAct, PeopleRefusal, Subject};
use domain::role::{Duty, Role};
use maud::{Markup, html};
use store::{GrantLine, KeptStandIn, NoticeWithAttempts, Owner, User};
use words::Names;

use super::found::roles;
use super::look::state_label;
use super::{PATH, forms};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, InputKind, KeyValue, button_row, checkbox, date_range, hidden,
    input, key_values, link_button, page_title, panel, post_form, select, submit, text, textarea,
};
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::account_notices;
use crate::pages::case::{name_of, office_list};
use crate::pages::grants::history;
use crate::pages::me::stand_in_rows;
use crate::pages::work::Typed;
use crate::request::Desk;
use crate::state::AppState;

/// Lines of the access log looked through for the last log-in.
const LOG_LINES: u32 = 30;

pub(super) struct View<'a> {
    pub(super) who: &'a Who,
    facts: Facts,
    user: User,
    /// Every duty they act by today or will, minded desks included.
    duties: Vec<Duty>,
    today: Vec<Duty>,
    stand_ins: Vec<KeptStandIn>,
    lines: Vec<GrantLine>,
    last_log_in: Option<jiff::Timestamp>,
    locked: bool,
    second_factor: bool,
    told: Vec<NoticeWithAttempts>,
    state: &'static str,
    typed: &'a Typed,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    drawn(&state, &who, jar, (officer_id(&id)?, &Typed::default())).await
}

pub(super) fn officer_id(typed: &str) -> Result<OfficerId, Fail> {
    typed.parse().map_err(|_| Fail::not_found())
}

pub(super) async fn drawn(
    state: &AppState,
    who: &Who,
    jar: CookieJar,
    (id, typed): (OfficerId, &Typed),
) -> Result<Response, Fail> {
    let view = View::of(state, who, id, typed).await?;
    let title = view.user.officer.name.clone();
    let frame = Frame { active: PATH, ..Frame::new(state, who, &title, PATH) };
    let mut response = frame.render(jar, view.markup());
    if typed.is_wrong() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

impl<'a> View<'a> {
    async fn of(state: &AppState, who: &'a Who, id: OfficerId, typed: &'a Typed) -> Result<View<'a>, Fail> {
        let mut tx = state.office.store().read().await?;
        let (_, duties) = casework::people::person(&state.office, &mut tx, &who.on_duty, id).await?;
        let user = tx.user(id).await?.ok_or_else(Fail::not_found)?;
        let today = tx.duties_on(&[id], state.office.desk().today()).await?;
        let today = today.into_iter().map(|(_, duty)| duty).collect();
        let stand_ins = tx.stand_ins_of(id).await?;
        let (lines, second_factor) = (tx.grant_lines_of(id).await?, tx.has_second_factor(id).await?);
        let login = tx.account_of(Owner::Officer(id)).await?.map(|account| account.login);
        let log = tx.accesses(Some(login.as_deref().unwrap_or(&user.officer.login)), None, LOG_LINES).await?;
        let in_at = log.iter().find(|line| line.access.action == "log-in" && line.access.outcome == "ok");
        let last_log_in = in_at.map(|line| line.access.at);
        let told = match Self::allows(who, (&user.officer, &duties), PeopleAct::FollowNotices) {
            Ok(()) => account_notices::of(&mut tx, id).await?,
            Err(_) => Vec::new(),
        };
        let account = user.state(state.office.wall_now());
        let locked = account == store::AccountState::Locked;
        let (facts, state) = (state.office.desk(), state_label(account));
        Ok(View {
            who,
            facts,
            user,
            duties,
            today,
            stand_ins,
            lines,
            last_log_in,
            locked,
            second_factor,
            told,
            state,
            typed,
        })
    }

    fn officer(&self) -> &Officer {
        &self.user.officer
    }

    fn may(&self, act: PeopleAct) -> Result<(), PeopleRefusal> {
        Self::allows(self.who, (self.officer(), &self.duties), act)
    }

    fn allows(
        who: &Who,
        (officer, duties): (&Officer, &[Duty]),
        act: PeopleAct,
    ) -> Result<(), PeopleRefusal> {
        domain::org::may(&who.on_duty, Subject { officer, duties }, act)
    }

    fn address(&self, part: &str) -> String {
        format!("{PATH}/{}/{part}", self.officer().id)
    }

    fn markup(&self) -> Markup {
        html! {
            (page_title(&Names::officer(self.facts.chart.as_ref(), self.officer().id), html! {}))
            (self.typed.summary())
            (panel("record", "기본정보", self.record()))
            (panel("account", "계정", self.account()))
            (self.notices())
            @if self.may(PeopleAct::Edit).is_ok() { (panel("contact", "사용자정보 수정", self.contact())) }
            (panel("stand-ins", "대직", self.stand_ins()))
            (panel("grants", "권한", self.grants()))
            (button_row(link_button("목록으로", PATH, ButtonKind::Tertiary)))
        }
    }

    fn record(&self) -> Markup {
        let (officer, chart) = (self.officer(), self.facts.chart.as_ref());
        let in_at = self.last_log_in.map(words::date::moment).unwrap_or_default();
        html! {
            (key_values(&[
                KeyValue::text("성명", &officer.name),
                KeyValue::text("아이디(사번)", &officer.login),
                KeyValue::text("기관", &Names::agency(chart, officer.agency)),
                KeyValue::text("부서", &Names::department(chart, officer.department)),
                KeyValue::text("직급", &officer.title),
                KeyValue::text("권한", &roles(&self.today)),
                KeyValue::text("등록구분", words::people::origin(officer.origin)),
                KeyValue::text("계정 상태", self.state),
                KeyValue::text("2단계 인증", if self.second_factor { "사용" } else { "사용하지 않음" }),
                KeyValue::text("최근 접속", &in_at),
                KeyValue::text("담당업무", &officer.duty),
            ]))
            @match self.may(PeopleAct::EditRecord) {
                Ok(()) => (self.record_form()),
                Err(refusal) => p.hint { (words::people::refusal(refusal)) },
            }
        }
    }

    fn record_form(&self) -> Markup {
        let (officer, typed) = (self.officer(), self.typed);
        let here = name_of(&self.facts.chart, officer.department);
        let department = if typed.value("department").is_empty() { &here } else { typed.value("department") };
        let name = Field::new("name", "성명").required().value(&officer.name).max_chars(forms::NAME_MAX);
        let title = Field::new("title", "직급").value(&officer.title).max_chars(forms::NAME_MAX);
        post_form(
            &FormAttrs::new(&self.address("record"), ""),
            html! {
                (hidden("seen", &stamp(officer)))
                div.field-grid {
                    (text(&typed.field(name, "name")))
                    (text(&typed.field(title, "title")))
                }
                (forms::department(typed, department))
                (office_list("offices", &self.facts.chart, Some(&self.who.on_duty), false))
                p.hint { "부서를 바꾸면 이전 부서의 권한과 대직이 끝나고, 처리하던 민원은 이전 부서로 돌아갑니다." }
                (button_row(submit("기본정보 저장", ButtonKind::Secondary)))
            },
        )
    }

    fn contact(&self) -> Markup {
        let (officer, typed) = (self.officer(), self.typed);
        let email = Field::new("email", "이메일").required().value(&officer.email);
        let phone = Field::new("phone", "전화번호").required().value(&officer.phone);
        let duty = Field::new("duty", "담당업무").required().value(&officer.duty).max_chars(forms::DUTY_MAX);
        post_form(
            &FormAttrs::new(&self.address("contact"), ""),
            html! {
                p.hint { "이메일, 전화번호, 담당업무 등 수정" }
                (hidden("seen", &stamp(officer)))
                div.field-grid {
                    (input(&typed.field(email, "email"), InputKind::Email))
                    (input(&typed.field(phone, "phone"), InputKind::Tel))
                }
                (textarea(&typed.field(duty, "duty"), 2))
                (button_row(submit("저장", ButtonKind::Primary)))
            },
        )
    }

    fn stand_ins(&self) -> Markup {
        let (officer, chart) = (self.officer(), self.facts.chart.as_ref());
        let may = self.may(PeopleAct::SetStandIn);
        let end = may.is_ok().then(|| self.address("stand-ins"));
        let rows = stand_in_rows(&self.facts, officer.id, &self.stand_ins, end.as_deref());
        let colleagues = chart.officers_of(officer.department).into_iter().filter(|o| o.id != officer.id);
        let options: Vec<(String, String)> =
            colleagues.map(|o| (o.id.to_string(), Names::officer(chart, o.id))).collect();
        let choices: Vec<Choice> = options.iter().map(|(id, name)| Choice::new(id, name)).collect();
        let stand_in = Field::new("stand_in", "대직자").required();
        let (from, until) =
            (Field::new("from", "시작일").required(), Field::new("until", "종료일").required());
        html! {
            p.hint { "휴가 등 직원 부재 시 대직 설정" }
            (rows)
            @match may {
                Ok(()) => (post_form(&FormAttrs::new(&self.address("stand-ins"), ""), html! {
                    (select(&self.typed.field(stand_in, "stand_in"), &choices))
                    (date_range("대직 기간", &self.typed.field(from, "from"), &self.typed.field(until, "until")))
                    (button_row(submit("대직자 등록", ButtonKind::Primary)))
                })),
                Err(refusal) => p.hint { (words::people::refusal(refusal)) },
            }
        }
    }

    fn grants(&self) -> Markup {
        let grantable: BTreeMap<&str, Role> = Role::ALL
            .into_iter()
            .filter(|role| self.may(PeopleAct::Grant(*role)).is_ok())
            .map(|role| (role.as_str(), role))
            .collect();
        let ends = |line: &GrantLine| {
            let role = line.kept.grant.duty.role;
            let open = line.kept.ended_at.is_none()
                && line.kept.grant.until.is_none_or(|until| until >= self.facts.today());
            let may = open && self.may(PeopleAct::EndGrant(role)).is_ok();
            may.then(|| self.address(&format!("grants/{}/end", line.kept.id)))
        };
        html! {
            (history(&self.facts, &self.lines, ends))
            @if grantable.is_empty() {
                p.hint { "'부서 관리자' 권한은 해당 기관 관리자에게 요청" }
            } @else {
                (self.grant_form(&grantable))
            }
        }
    }

    fn grant_form(&self, grantable: &BTreeMap<&str, Role>) -> Markup {
        let choices: Vec<Choice> = grantable
            .iter()
            .map(|(value, role)| {
                Choice::new(value, words::role::label(*role)).hint(words::role::describe(*role))
            })
            .collect();
        let today = self.facts.today().to_string();
        let typed = self.typed;
        let role = Field::new("role", "권한").required();
        let from = Field::new("grant_from", "시작일").required().value(&today);
        let until = Field::new("grant_until", "종료일 (비우면 계속)");
        let reason = Field::new("grant_reason", "부여 사유").required().max_chars(forms::REASON_MAX);
        let city = Field::new("whole_city", "시 전체 (민원심사관만)");
        post_form(
            &FormAttrs::new(&self.address("grants"), ""),
            html! {
                (select(&typed.field(role, "role"), &choices))
                @if grantable.contains_key(Role::Inspector.as_str()) {
                    (checkbox(&city, typed.value("whole_city") == "on"))
                }
                (date_range("권한 기간", &typed.field(from, "grant_from"), &typed.field(until, "grant_until")))
                (textarea(&typed.field(reason, "grant_reason"), 2))
                (button_row(submit("권한 부여", ButtonKind::Primary)))
            },
        )
    }
}
