//! What every document must have.

use jiff::civil::date;
use maud::html;

use super::*;

fn officer() -> String {
    let menu = [
        MenuGroup { label: "메인", href: "/", items: vec![] },
        MenuGroup {
            label: "민원 업무",
            href: "/work",
            items: vec![MenuItem { label: "처리자 분배", href: "/assign", count: Some(12) }],
        },
    ];
    let made = Page {
        menu: &menu,
        active: "/assign",
        user: Some(UserBar {
            name: "김의약", department: "송파구 보건소 의약과", roles: "부서관리자"
        }),
        idle_minutes: Some(30),
        demo_clock: Some(date(2026, 3, 10).at(9, 0, 0, 0)),
        ..Page::officer("처리자 분배", "/assign", "t0k")
    };
    page(&made, html! { h1 { "처리자 분배" } }).into_string()
}

#[test]
fn the_document_names_its_language_title_and_main_part() {
    let text = officer();
    assert!(text.starts_with(r#"<!DOCTYPE html><html lang="ko">"#));
    assert!(text.contains("<title>처리자 분배 | 응답소</title>"));
    assert!(text.contains(r##"href="#main""##) && text.contains(r#"<main id="main""#));
}

#[test]
fn nothing_in_it_is_refused_by_the_content_security_policy() {
    let text = officer();
    assert!(!text.contains(" style=") && !text.contains(" onclick") && !text.contains("<style"));
    assert_eq!(text.matches("<script").count(), text.matches("<script src=").count());
}

#[test]
fn the_active_page_is_marked_once() {
    assert_eq!(officer().matches(r#"aria-current="page""#).count(), 1);
}

#[test]
fn the_session_and_the_demo_clock_are_said_and_can_be_moved() {
    let text = officer();
    assert!(text.contains(r#"data-idle-seconds="1800""#) && text.contains(r#"action="/session/extend""#));
    assert!(text.contains("2026. 3. 10. 09:00") && text.contains(r#"value="2026-03-10T09:00""#));
}

#[test]
fn a_stranger_sees_neither_search_nor_log_out_nor_demo_bar() {
    let text = page(&Page::officer("로그인", "/login", ""), html! {}).into_string();
    for part in ["/logout", "site-search", "/demo/clock", "data-idle-seconds", "name=\"csrf\""] {
        assert!(!text.contains(part), "{part}");
    }
    assert!(text.contains("지침서"));
}

#[test]
fn a_citizens_page_speaks_english_and_leads_back() {
    let made = Page::citizen("File a complaint", "/apply?step=2", "", Lang::En);
    let text = page(&made, html! {}).into_string();
    assert!(text.contains(r#"<html lang="en">"#));
    assert!(text.contains(r#"href="/apply?step=2&amp;lang=ko""#), "{text}");
}
