//! The frame around an officer's page: menu by permission, who is logged in, what was said last.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::{IDLE_MINUTES, Who};
use domain::desk::seoul;
use domain::role::Role;
use maud::Markup;

use crate::components::{Crumb, Flash, Lang};
use crate::layout::{self, DeskScript, MenuGroup, MenuItem, Page, UserBar};
use crate::pages::{me, tour};
use crate::request::{Said, said};
use crate::state::AppState;

/// Everything an officer's page needs besides its own body.
pub(crate) struct Frame<'a> {
    pub(crate) state: &'a AppState,
    pub(crate) who: &'a Who,
    pub(crate) title: &'a str,
    pub(crate) path: &'a str,
    /// The menu entry this page belongs to.
    pub(crate) active: &'a str,
    pub(crate) query: &'a str,
}

impl<'a> Frame<'a> {
    pub(crate) fn new(state: &'a AppState, who: &'a Who, title: &'a str, path: &'a str) -> Frame<'a> {
        Frame { state, who, title, path, active: path, query: "" }
    }

    /// The page, with what the last one said; it is said once.
    pub(crate) fn render(&self, jar: CookieJar, body: Markup) -> Response {
        let (jar, told) = said(jar);
        (jar, self.markup(told, body)).into_response()
    }

    pub(crate) fn markup(&self, told: Option<Said>, body: Markup) -> Markup {
        let menu = menu(self.who);
        let crumbs = crumbs(&menu, self.active, self.title);
        let department =
            self.state.office.facts().chart.department(self.who.officer.department).map(|d| {
                if d.bureau.is_empty() { d.name.clone() } else { format!("{} {}", d.bureau, d.name) }
            });
        let roles = roles(self.who);
        let demo_clock =
            self.state.settings.demo.then(|| self.state.office.now().to_zoned(seoul()).datetime());
        let facts = self.state.office.facts();
        let down = facts.down(self.state.office.now());
        let officer = self.who.officer.id.to_string();
        let draft_seal = self.state.office.store().browser_key(self.who.officer.id);
        let keys = me::keys_for_page(&self.who.preferences);
        let made_at = self.state.office.now().as_microsecond();
        let page = Page {
            active: self.active,
            menu: &menu,
            breadcrumb: &crumbs,
            user: Some(UserBar {
                name: &self.who.officer.name,
                department: department.as_deref().unwrap_or_default(),
                roles: &roles,
            }),
            flash: told.as_ref().map(|t| if t.good { Flash::done(&t.text) } else { Flash::refused(&t.text) }),
            query: self.query,
            demo_clock,
            idle_minutes: Some(IDLE_MINUTES),
            lang: Lang::Ko,
            down: down.as_ref().map(|outage| words::outage::staff(outage.from, &outage.source)),
            desk: Some(DeskScript { officer: &officer, draft_seal: &draft_seal, keys: &keys, made_at }),
            ..Page::officer(self.title, self.path, "")
        };
        let guided = tour::bar(self.state, self.who, self.path);
        layout::page(&page, maud::html! { (guided) (body) })
    }
}

fn roles(who: &Who) -> String {
    let mut roles: Vec<&str> = Vec::new();
    for duty in who.on_duty.all_duties() {
        let label = words::role::label(duty.role);
        if !roles.contains(&label) {
            roles.push(label);
        }
    }
    roles.join(" · ")
}

/// The menu: only what this officer may use.
pub(crate) fn menu(who: &Who) -> Vec<MenuGroup<'static>> {
    let has = |role| who.on_duty.has(role);
    let item = |yes: bool, label, href| yes.then_some(MenuItem { label, href, count: None });
    let intake = has(Role::Receiver) || has(Role::CallCentre);
    let manages = has(Role::DepartmentManager);
    let work: Vec<MenuItem> = [
        item(intake, "민원 접수", "/receive"),
        item(intake || has(Role::AgencyManager), "기관·부서 분배", "/distribute"),
        item(manages, "처리자 분배", "/assign"),
        item(true, "민원 처리", "/handle"),
        item(has(Role::Cooperator) || manages, "협조 처리", "/cooperate"),
        item(true, "결재", "/approve"),
        item(true, "추가답변 처리", "/follow-ups"),
        item(true, super::unreached::TITLE, super::unreached::PATH),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut look = vec![MenuItem { label: "총괄 민원 조회", href: "/complaints", count: None }];
    look.push(MenuItem {
        label: "국민신문고 만족도 모니터링", href: "/satisfaction", count: None
    });
    look.extend(watching(who));
    look.push(MenuItem { label: "내려받기", href: "/exports", count: None });
    let admin = has(Role::Administrator);
    let run: Vec<MenuItem> = [
        item(super::users::looks_after_people(who), "사용자 관리", "/users"),
        item(true, "권한", "/grants"),
        item(admin, "조직", "/organisation"),
        item(admin, "인사 연계", "/staff-feed"),
        item(admin, "공휴일", "/holidays"),
        item(admin, "민원분류·처리기간", "/codes"),
        item(admin || has(Role::AgencyManager), "답변 템플릿", "/templates"),
        item(admin, "결재 방식", "/approval-routes"),
        item(admin, "알림 문구", "/notice-texts"),
        item(admin, "발송 현황", "/notices"),
        item(admin || has(Role::Receiver), "연계 현황", "/connectors"),
        item(super::admin::access_log::may_read(who), "접속기록", "/access-log"),
        item(super::admin::retention::decides(who), "보존기간 심의", "/retention"),
        item(admin, "장애 모드", "/outages"),
        item(has(Role::Inspector), "월별 점검", "/monthly-check"),
        item(admin || has(Role::Inspector), "정기 작업", "/timetable"),
        item(true, "사용자정보", "/me"),
        item(true, "자주 쓰는 문구", "/me/phrases"),
        item(true, "지침서", "/guide"),
        item(true, "연습 모드", "/tour"),
        item(true, "모바일현장민원시스템 신청", "/field-applications"),
    ]
    .into_iter()
    .flatten()
    .collect();
    vec![
        MenuGroup { label: "메인", href: "/", items: Vec::new() },
        MenuGroup { label: "민원 업무", href: "/handle", items: work },
        MenuGroup { label: "민원 조회", href: "/complaints", items: look },
        MenuGroup { label: "민원 운영", href: "/me", items: run },
    ]
}

/// For whoever answers for more than their own desk.
fn watching(who: &Who) -> Vec<MenuItem<'static>> {
    let entries = [
        ("지연민원 모니터링", "/delays"),
        ("독촉장 발부 현황", "/reminders"),
        ("통계", "/statistics"),
        ("상황판", "/dashboard"),
    ];
    let offered = entries.into_iter().filter(|_| super::watch::watches(who));
    offered.map(|(label, href)| MenuItem { label, href, count: None }).collect()
}

fn crumbs<'a>(menu: &[MenuGroup<'a>], active: &str, title: &'a str) -> Vec<Crumb<'a>> {
    if active == "/" {
        return Vec::new();
    }
    let mut crumbs = vec![Crumb::link("메인", "/")];
    for group in menu {
        if let Some(item) = group.items.iter().find(|item| item.href == active) {
            crumbs.push(Crumb::link(group.label, group.href));
            if item.label != title {
                crumbs.push(Crumb::link(item.label, item.href));
            }
        }
    }
    crumbs.push(Crumb::here(title));
    crumbs
}
