//! A list that is longer than what is made while somebody waits: the page says so, and offers to have it made.

use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use domain::export::{FILE_ROWS_MAX, LINK_HOURS};
use maud::html;
use words::figure::grouped;

use super::PATH;
use crate::components::{
    ButtonKind, FormAttrs, KeyValue, button_row, hidden, key_values, link_button, page_title, panel,
    post_form, submit,
};
use crate::pages::Frame;
use crate::pages::work::Asked;
use crate::pages::work::excel::DeskList;
use crate::state::AppState;

/// What belongs to a page of a list and not to its conditions.
pub(super) const NO_CONDITIONS: [(&str, &str); 3] = [("cursor", ""), ("limit", ""), ("as", "")];
const TITLE: &str = "엑셀 내려받기";

/// `counted` is how many there are, up to one more than a file holds; none where nobody counted.
pub(crate) fn offer(
    state: &AppState,
    who: &Who,
    list: &DeskList,
    asked: &Asked,
    counted: Option<u64>,
    jar: CookieJar,
) -> Response {
    let (at_once, most) = (u64::try_from(state.rows_at_once()).unwrap_or(u64::MAX), u64::from(FILE_ROWS_MAX));
    let action = asked.href(PATH, &NO_CONDITIONS);
    let back = asked.href(list.path, &NO_CONDITIONS);
    let conditions: Vec<KeyValue> =
        list.said.iter().map(|(label, value)| KeyValue::new(label, html! { (value) })).collect();
    let body = html! {
        (page_title(TITLE, html! {}))
        p {
            @match counted {
                Some(counted) if counted > most => {
                    "'" (list.title) "'에서 조회한 민원이 " strong { (grouped(most)) "건" } "을 넘습니다. "
                }
                Some(counted) => { "'" (list.title) "'에서 조회한 민원이 모두 " strong { (grouped(counted)) "건" } "입니다. " }
                None => { "'" (list.title) "'에서 조회한 민원이 " strong { (grouped(at_once)) "건" } "을 넘습니다. " }
            }
            "바로 내려받을 수 있는 것은 " (grouped(at_once)) "건까지이므로, 파일로 만들어 두었다가 내려받습니다."
        }
        @if counted.is_none_or(|counted| counted > most) {
            p.hint { "한 파일에는 " (grouped(most)) "건까지만 담습니다. 더 필요하면 기간이나 조건을 나누어 주십시오." }
        }
        @if !conditions.is_empty() { (panel("conditions", "조회 조건", key_values(&conditions))) }
        p.hint {
            "신청인은 가려집니다. 만든 파일은 본인만 " (LINK_HOURS) "시간 동안 '내려받기' 화면에서 내려받을 수 있습니다."
        }
        (post_form(&FormAttrs::new(&action, ""), html! {
            (hidden("list", list.path))
            (button_row(html! {
                (submit("파일로 만들기", ButtonKind::Primary))
                (link_button("목록으로", &back, ButtonKind::Tertiary))
            }))
        }))
    };
    Frame { active: list.path, ..Frame::new(state, who, TITLE, list.path) }.render(jar, body)
}
