//! `/_components`: every component in all its states, for those who write pages and those who check them.

mod charts;
mod fields;
mod lists;
mod progress;

use axum::extract::State;
use jiff::civil::date;
use maud::{Markup, html};

use crate::{
    components::{
        ButtonKind, Crumb, Field, FieldError, Flash, FormAttrs, Lang, Tone, alert, button_row, confirm_panel,
        error_summary, expander, flash, link_button, page_title, panel, post_form, record_badge,
        refused_button, stage_badge, submit, submit_value, tag, textarea,
    },
    error::Fail,
    layout::{MenuGroup, MenuItem, Page, UserBar, page},
    state::AppState,
};

/// GET `/_components`: in the demo only; elsewhere it is nobody's page.
pub(crate) async fn page_of_the_demo(State(state): State<AppState>) -> Result<Markup, Fail> {
    if state.settings.demo { Ok(gallery()) } else { Err(Fail::not_found()) }
}

/// The gallery as an officer sees it.
#[must_use]
pub fn gallery() -> Markup {
    let menu = menu();
    let crumbs = [Crumb::link("메인", "/"), Crumb::here("구성 요소")];
    let made = Page {
        menu: &menu,
        active: "/assign",
        breadcrumb: &crumbs,
        user: Some(UserBar {
            name: "김의약",
            department: "송파구 보건소 의약과",
            roles: "부서관리자 · 처리자",
        }),
        flash: Some(Flash::done("20260310000001 민원을 이도로 주무관에게 분배했습니다.")),
        demo_clock: Some(date(2026, 3, 10).at(9, 0, 0, 0)),
        idle_minutes: Some(30),
        ..Page::officer("구성 요소", "/_components", "example-token")
    };
    page(&made, body())
}

/// The same components in a citizen's page, in the language asked for.
#[must_use]
pub fn citizen_gallery(lang: Lang) -> Markup {
    let made = Page {
        active: "/apply",
        flash: Some(Flash::refused(
            lang.pick("입력 내용을 확인해 주십시오.", "Please check what you entered."),
        )),
        ..Page::citizen(
            lang.pick("민원 신청", "File a complaint"),
            "/_components/citizen",
            "example-token",
            lang,
        )
    };
    page(&made, fields::citizen_form(lang))
}

fn menu() -> [MenuGroup<'static>; 4] {
    let item = |label, href, count| MenuItem { label, href, count };
    [
        MenuGroup { label: "메인", href: "/", items: vec![] },
        MenuGroup {
            label: "민원 업무",
            href: "/work",
            items: vec![
                item("처리자 분배", "/assign", Some(12)),
                item("민원 처리", "/handle", Some(3)),
                item("결재", "/approve", None),
            ],
        },
        MenuGroup {
            label: "민원 조회",
            href: "/search",
            items: vec![
                item("총괄 민원 조회", "/search", None),
                item("지연민원 모니터링", "/delays", Some(2)),
            ],
        },
        MenuGroup {
            label: "민원 운영",
            href: "/manage",
            items: vec![item("사용자 관리", "/manage/users", None)],
        },
    ]
}

fn body() -> Markup {
    html! {
        (page_title("구성 요소", html! {
            (stage_badge("처리자 접수", Tone::Information))
            (record_badge("협조 2", Tone::Neutral))
        }))
        (panel("buttons", "단추", buttons()))
        (panel("badges", "상태와 분류", badges()))
        (panel("messages", "알림말", messages()))
        (panel("panels", "펼침", panels()))
        (panel("fields", "입력", fields::fields()))
        (lists::lists())
        (progress::progress())
        (charts::charts())
    }
}

fn buttons() -> Markup {
    html! {
        (button_row(html! {
            (submit("저장", ButtonKind::Primary))
            (submit_value("중간 답변", ButtonKind::Secondary, "next", "interim"))
            (link_button("목록", "/assign", ButtonKind::Tertiary))
            (submit("종결 처리", ButtonKind::Danger))
        }))
        (button_row(html! {
            (refused_button("민원 회수", "처리자가 이미 접수한 민원입니다. 기관관리자에게 요청해 주세요."))
            (refused_button("기간 연장", "두 번째 연장은 신청인의 동의가 있어야 합니다(시행령 제21조)."))
        }))
    }
}

fn badges() -> Markup {
    let stages = [
        ("접수", Tone::Neutral),
        ("처리자 접수", Tone::Information),
        ("처리 완료", Tone::Success),
        ("재지정 요청", Tone::Warning),
        ("반려", Tone::Danger),
    ];
    html! {
        p.badge-line { @for (text, tone) in stages { (stage_badge(text, tone)) " " } }
        p.badge-line { @for (text, tone) in stages { (record_badge(text, tone)) " " } }
        p.badge-line { (tag("교통 > 불법주정차", None)) " " (tag("가로등", Some("/search?q=가로등"))) }
    }
}

fn messages() -> Markup {
    let errors = [
        FieldError { field: Some("gallery-reason"), message: "재지정 요청 사유를 적어 주세요." },
        FieldError {
            field: None,
            message: "그 사이에 다른 직원이 이 민원을 처리했습니다. 바뀐 내용을 확인해 주십시오.",
        },
    ];
    html! {
        (error_summary(&errors, Lang::Ko))
        (flash(&Flash::refused("처리기한이 지나 연장할 수 없습니다.")))
        (alert(Tone::Information, "공휴일이 추가되었습니다", html! { p { "처리기한이 다시 계산된 민원 3건이 있습니다." } }))
        (alert(Tone::Warning, "국민신문고 연계가 늦어지고 있습니다", html! { p { "접수한 민원은 안전하게 보관됩니다." } }))
        (alert(Tone::Neutral, "안내", html! { p { "매일 03시에 인사정보를 반영합니다." } }))
    }
}

fn panels() -> Markup {
    let reason = Field::new("reason", "재지정 요청 사유").id("gallery-reason").required().max_chars(500);
    html! {
        (confirm_panel("재지정 요청", ButtonKind::Secondary, post_form(
            &FormAttrs::new("/_components", "example-token").draft("gallery"),
            html! { (textarea(&reason, 4)) (submit("요청 보내기", ButtonKind::Primary)) },
        )))
        (expander("같은 신청인의 민원 2건", false, html! { p { "20260302000014 보안등 교체 요청" } }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_used_twice() {
        for text in [gallery().into_string(), citizen_gallery(Lang::En).into_string()] {
            let mut ids: Vec<_> =
                text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            ids.sort_unstable();
            let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }

    #[test]
    fn every_reference_to_an_id_leads_somewhere() {
        let text = gallery().into_string();
        for attribute in [" for=\"", " aria-labelledby=\"", " aria-describedby=\""] {
            for ids in text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                for id in ids.split(' ') {
                    assert!(text.contains(&format!(" id=\"{id}\"")), "{attribute}{id}");
                }
            }
        }
    }

    #[test]
    fn nothing_in_it_is_refused_by_the_content_security_policy() {
        let text = gallery().into_string();
        assert!(!text.contains(" style=") && !text.contains("<style") && !text.contains(" on"));
    }
}
