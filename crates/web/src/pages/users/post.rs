//! What is done to one user, by the forms of the detail page.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::people::{Changed, NotChanged, accounts, grants, stand_ins};
use domain::id::OfficerId;
use domain::org::StandIn;
use domain::role::Role;
use uuid::Uuid;

use super::detail::{drawn, officer_id};
use super::{PATH, forms, told};
use crate::acts::Fields;
use crate::error::Fail;
use crate::pages::Frame;
use crate::pages::work::{Posted, Typed};
use crate::request::{Desk, say};
use crate::state::AppState;

/// Everything a post brings besides its form.
struct Post {
    state: AppState,
    desk: Desk,
    jar: CookieJar,
    id: OfficerId,
}

impl Post {
    fn new(state: AppState, desk: Desk, jar: CookieJar, id: &str) -> Result<Post, Fail> {
        Ok(Post { state, desk, jar, id: officer_id(id)? })
    }

    /// Back on the page with what was said; or the form again with everything typed.
    async fn end(self, changed: Changed, form: Posted, done: &str) -> Result<Response, Fail> {
        match changed {
            Ok(()) => {
                let back = format!("{PATH}/{}", self.id);
                Ok((say(self.jar, true, done), Redirect::to(&back)).into_response())
            }
            Err(why) => self.refused(why, form).await,
        }
    }

    async fn refused(self, why: NotChanged, form: Posted) -> Result<Response, Fail> {
        let meanwhile = matches!(why, NotChanged::Meanwhile);
        let (field, message) = told(why, &self.state.office.facts().chart)?;
        // Two forms of the page have days: each has names of its own.
        let field = match field {
            "from" if form.get("grant_from").is_some() => "grant_from",
            other => other,
        };
        let mut typed = Typed::of(form);
        typed.wrong(field, message);
        let mut response = drawn(&self.state, &self.desk.who, self.jar, (self.id, &typed)).await?;
        if meanwhile {
            *response.status_mut() = StatusCode::CONFLICT;
        }
        Ok(response)
    }

    async fn unreadable(self, problems: &crate::acts::Problems, form: Posted) -> Result<Response, Fail> {
        let mut typed = Typed::of(form);
        typed.problems(problems, forms::label);
        drawn(&self.state, &self.desk.who, self.jar, (self.id, &typed)).await
    }

    /// Not any more when they were moved out of the part that this manager looks after.
    async fn still_in_sight(&self) -> Result<bool, Fail> {
        let office = &self.state.office;
        let mut tx = office.store().read().await?;
        match casework::people::person(office, &mut tx, &self.desk.who.on_duty, self.id).await {
            Err(casework::NotDone::NotFound) => Ok(false),
            found => Ok(found.map(|_| true)?),
        }
    }

    /// A new password, shown once.
    async fn password(self, given: Changed<String>, heading: &str) -> Result<Response, Fail> {
        match given {
            Ok(password) => {
                let login = self.state.office.facts().chart.officer(self.id).map(|o| o.login.clone());
                let back = format!("{PATH}/{}", self.id);
                let frame = Frame { active: PATH, ..Frame::new(&self.state, &self.desk.who, heading, PATH) };
                let shown = forms::once(heading, (&login.unwrap_or_default(), &password), &back);
                Ok(frame.render(self.jar.clone(), shown))
            }
            Err(why) => self.refused(why, Posted::default()).await,
        }
    }
}

type Id = Path<String>;

pub(crate) async fn contact(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
    form: Posted,
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let mut f = Fields::from_form(&form.0);
    let seen = f.raw("seen").unwrap_or_default();
    let contact = forms::contact(&mut f);
    let contact = match f.finish(contact) {
        Ok(contact) => contact,
        Err(problems) => return post.unreadable(&problems, form).await,
    };
    let changed = accounts::edit(&post.state.office, post.desk.asker(), post.id, &seen, contact).await;
    post.end(changed, form, "사용자정보를 수정했습니다.").await
}

pub(crate) async fn record(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
    form: Posted,
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let mut f = Fields::from_form(&form.0);
    let seen = f.raw("seen").unwrap_or_default();
    let record = forms::record(&mut f, &post.state.office.facts().chart);
    let record = match f.finish(record) {
        Ok(record) => record,
        Err(problems) => return post.unreadable(&problems, form).await,
    };
    let changed = accounts::edit_record(&post.state.office, post.desk.asker(), post.id, &seen, record).await;
    let said = "기본정보를 수정했습니다.";
    if changed.is_ok() && !post.still_in_sight().await? {
        return Ok((say(post.jar, true, said), Redirect::to(PATH)).into_response());
    }
    post.end(changed, form, said).await
}

pub(crate) async fn reset(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let given = accounts::reset_password(&post.state.office, post.desk.asker(), post.id).await;
    post.password(given, "비밀번호를 초기화했습니다").await
}

pub(crate) async fn reinstate(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let given = accounts::reinstate(&post.state.office, post.desk.asker(), post.id).await;
    post.password(given, "계정을 다시 사용합니다").await
}

pub(crate) async fn unlock(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let changed = accounts::unlock(&post.state.office, post.desk.asker(), post.id).await;
    post.end(changed, Posted::default(), "계정의 잠금을 풀었습니다.").await
}

pub(crate) async fn reset_second_factor(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let changed = accounts::reset_second_factor(&post.state.office, post.desk.asker(), post.id).await;
    post.end(
        changed,
        Posted::default(),
        "2단계 인증을 초기화했습니다. 다음 로그인부터 비밀번호만 확인합니다.",
    )
    .await
}

pub(crate) async fn tell_again(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let changed = accounts::tell_again(&post.state.office, post.desk.asker(), post.id).await;
    post.end(changed.map(drop), Posted::default(), "보내지 못한 계정 변경 알림을 다시 보냅니다.").await
}

pub(crate) async fn retire(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let changed = accounts::retire(&post.state.office, post.desk.asker(), post.id).await;
    post.end(
        changed,
        Posted::default(),
        "사용을 중지했습니다. 처리하던 민원은 '부서 분배' 상태로 돌아갔습니다.",
    )
    .await
}

pub(crate) async fn set_stand_in(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
    form: Posted,
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let mut f = Fields::from_form(&form.0);
    let (stand_in, from, until) = (f.parsed::<OfficerId>("stand_in"), f.date("from"), f.date("until"));
    let wanted = match f.finish(stand_in.zip(from).zip(until)) {
        Ok(((stand_in, from), until)) => StandIn { absent: post.id, stand_in, from, until },
        Err(problems) => return post.unreadable(&problems, form).await,
    };
    let changed = stand_ins::set(&post.state.office, post.desk.asker(), &wanted).await.map(drop);
    post.end(changed, form, "대직자를 등록했습니다. 그 기간에는 접수함·결재·알림이 대직자에게도 갑니다.")
        .await
}

pub(crate) async fn end_stand_in(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path((id, stand_in))): (CookieJar, Path<(String, String)>),
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let stand_in: Uuid = stand_in.parse().map_err(|_| Fail::not_found())?;
    let changed = stand_ins::end(&post.state.office, post.desk.asker(), stand_in).await;
    post.end(changed, Posted::default(), "대직을 해제했습니다.").await
}

pub(crate) async fn grant(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path(id)): (CookieJar, Id),
    form: Posted,
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let mut f = Fields::from_form(&form.0);
    let (role, city) = (f.one("role", Role::parse), f.flag("whole_city"));
    let (from, until) = (f.date("grant_from"), f.parsed_if_any("grant_until"));
    let reason = f.text::<{ forms::REASON_MAX }>("grant_reason").map(String::from);
    let ((role, from), reason) = match f.finish(role.zip(from).zip(reason)) {
        Ok(read) => read,
        Err(problems) => return post.unreadable(&problems, form).await,
    };
    let days = grants::Days { from, until };
    let wanted = (post.id, role, city);
    let changed = grants::grant(&post.state.office, post.desk.asker(), wanted, days, &reason).await.map(drop);
    post.end(changed, form, "권한을 부여했습니다.").await
}

pub(crate) async fn end_grant(
    State(state): State<AppState>,
    desk: Desk,
    (jar, Path((id, grant))): (CookieJar, Path<(String, String)>),
    form: Posted,
) -> Result<Response, Fail> {
    let post = Post::new(state, desk, jar, &id)?;
    let grant: Uuid = grant.parse().map_err(|_| Fail::not_found())?;
    let mut f = Fields::from_form(&form.0);
    let reason = f.text::<{ forms::REASON_MAX }>("end_reason").map(String::from);
    let reason = match f.finish(reason) {
        Ok(reason) => reason,
        Err(problems) => return post.unreadable(&problems, form).await,
    };
    let changed = grants::end(&post.state.office, post.desk.asker(), grant, &reason).await;
    post.end(changed, form, "권한을 종료했습니다.").await
}
