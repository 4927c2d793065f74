//! The officers' header: logo, menu, search, who is logged in and how long still.

use maud::{Markup, html};

use super::{MenuGroup, Page};
use crate::components::{ButtonKind, csrf_field, hidden, post_button, submit};

pub(super) fn header(page: &Page) -> Markup {
    html! {
        header.site-header {
            div.container.header-top {
                a.logo href="/" { span.logo-mark aria-hidden="true" {} "응답소" span.logo-sub { "서울시 민원통합관리시스템" } }
                @if page.user.is_some() { (search(page)) }
                (user(page))
            }
            @if !page.menu.is_empty() {
                div.menu-band {
                    div.container { (menu(page)) }
                }
            }
        }
    }
}

fn search(page: &Page) -> Markup {
    html! {
        form.site-search method="get" action="/search" role="search" aria-label="민원 찾기" {
            label.unseen for="site-search" { "접수번호나 낱말로 찾기" }
            input #site-search type="search" name="q" value=(page.query) placeholder="접수번호 또는 낱말" data-search;
            (submit("찾기", ButtonKind::Tertiary))
        }
    }
}

/// Help comes first and is always there, logged in or not (KWCAG 7.2.2: the same place on every page).
fn user(page: &Page) -> Markup {
    html! {
        div.user-bar {
            a.help-link href="/guide" { "지침서" }
            @if let Some(user) = &page.user {
                p.user-who {
                    a href="/me" { strong { (user.name) } }
                    " " span { (user.department) }
                    @if !user.roles.is_empty() { " " span.user-roles { (user.roles) } }
                }
                @if let Some(minutes) = page.idle_minutes { (remaining(page, minutes)) }
                (post_button("/logout", page.csrf, "로그아웃", ButtonKind::Tertiary))
            }
        }
    }
}

fn remaining(page: &Page, minutes: u32) -> Markup {
    html! {
        form.inline-form.session-left method="post" action="/session/extend" {
            (csrf_field(page.csrf))
            (hidden("back", page.path))
            // Without script it is what was true when the page was made; with it, it counts down.
            span.session-text { "남은 시간 " span data-session-left { (minutes) "분" } }
            (submit("연장", ButtonKind::Tertiary))
        }
    }
}

/// Every group shows its items at once when narrow, and opens on its own when wide.
fn menu(page: &Page) -> Markup {
    html! {
        nav.main-menu aria-label="주 메뉴" {
            ul {
                @for group in page.menu {
                    li {
                        @if group.items.is_empty() {
                            a.menu-head href=(group.href) aria-current=[(group.href == page.active).then_some("page")] { (group.label) }
                        } @else {
                            (open_group(group, page.active))
                        }
                    }
                }
            }
        }
    }
}

fn open_group(group: &MenuGroup, active: &str) -> Markup {
    let inside = group.items.iter().any(|item| item.href == active);
    html! {
        details.menu-group name="menu" data-disclosure data-menu {
            summary.menu-head class=[inside.then_some("active")] {
                (group.label)
                @if inside { span.unseen { " (현재 메뉴)" } }
            }
            ul.menu-items {
                @for item in &group.items {
                    li {
                        a href=(item.href) aria-current=[(item.href == active).then_some("page")] {
                            (item.label)
                            @if let Some(count) = item.count { " " span.menu-count { (count) span.unseen { "건" } } }
                        }
                    }
                }
            }
        }
    }
}
