//! What the pages about passkeys look like.

use casework::passkeys::{self, Site};
use casework::second_factor::{self, Stage};
use casework::sessions::Who;
use maud::{Markup, html};
use store::{Owner, Passkey};

use super::super::second_factor::PATH;
use super::NAME_MAX;
use crate::components::{
    ButtonKind, Column, Field, FormAttrs, KeyValue, Row, Table, button_row, confirm_panel, data_table,
    hidden, key_values, link_button, opened_panel, page_title, panel, password, post_form, submit, text,
};
use crate::error::Fail;
use crate::pages::passkey::{form, unable};
use crate::pages::work::Typed;
use crate::state::AppState;

const COLUMNS: [&str; 3] = ["이름", "등록한 때", "마지막 사용"];

/// The section of the page of 2단계 인증.
pub(in crate::pages::me) struct Section {
    passkeys: Vec<Passkey>,
    site: Option<Site>,
    /// Who comes in on another's word has no password of ours that a passkey could stand beside.
    has_password: bool,
    /// Spare codes left, where there is no telephone that would tell of them.
    codes_left: Option<u32>,
}

impl Section {
    pub(in crate::pages::me) async fn of(
        state: &AppState,
        who: &Who,
        stage: &Stage,
    ) -> Result<Section, Fail> {
        let mut tx = state.office.store().read().await?;
        let has_password = tx.account_of(Owner::Officer(who.officer.id)).await?.is_some();
        drop(tx);
        let passkeys = passkeys::of(&state.office, who.officer.id).await?;
        let alone = !passkeys.is_empty() && !matches!(stage, Stage::On { .. });
        let codes_left = match alone {
            true => Some(second_factor::codes_left(&state.office, who.officer.id).await?),
            false => None,
        };
        Ok(Section { passkeys, site: state.office.site().cloned(), has_password, codes_left })
    }

    pub(in crate::pages::me) fn has_any(&self) -> bool {
        !self.passkeys.is_empty()
    }

    /// Nothing where this office has no address that a passkey could belong to, and nobody has one.
    pub(in crate::pages::me) fn markup(&self, typed: &Typed) -> Markup {
        if self.passkeys.is_empty() && (self.site.is_none() || !self.has_password) {
            return html! {};
        }
        panel(
            "passkeys",
            "패스키",
            html! {
                p { "컴퓨터나 휴대전화의 지문·얼굴·PIN, 또는 보안키로 확인합니다. 숫자를 옮겨 적지 않고, 가짜 로그인 화면에는 쓰이지 않습니다." }
                @if !self.passkeys.is_empty() { (list(&self.passkeys)) }
                @match &self.site {
                    Some(site) if self.has_password => (new(site, typed)),
                    _ => p.hint { "지금은 패스키를 쓰도록 설정되어 있지 않습니다. 로그인에는 인증 앱이나 복구 코드를 씁니다." },
                }
                @if let Some(left) = self.codes_left { (codes(left, typed)) }
            },
        )
    }
}

fn list(passkeys: &[Passkey]) -> Markup {
    let [name, made, used] = COLUMNS;
    let columns = [Column::new(name).main(), Column::new(made), Column::new(used)];
    let rows = passkeys.iter().map(|own| {
        let cells = vec![html! { (own.name) }, html! { (made_at(own)) }, html! { (used_at(own)) }];
        Row::new(cells).href(format!("{PATH}/passkeys/{}", own.id))
    });
    data_table(&Table::new("등록한 패스키", &columns, rows.collect()))
}

fn made_at(own: &Passkey) -> String {
    words::date::moment(own.made_at)
}

fn used_at(own: &Passkey) -> String {
    own.used_at.map_or_else(|| "아직 쓰지 않음".to_owned(), words::date::moment)
}

/// The form is the script's: without one, or where the browser knows no passkeys, the page says so instead.
fn new(site: &Site, typed: &Typed) -> Markup {
    let name = Field::new("name", "패스키 이름").required().max_chars(NAME_MAX);
    let name = name.hint("어느 기기인지 알아볼 이름. 보기: 사무실 컴퓨터, 파란 보안키");
    let secret = Field::new("password", "지금 비밀번호").required().autocomplete("current-password");
    html! {
        (form(site, ("make", &format!("{PATH}/passkeys"), &format!("{PATH}/passkeys/challenge")), html! {
            (text(&typed.field(name, "name")))
            (password(&secret.error(typed.message("password"))))
            @for part in ["client_data", "attestation"] { (hidden(part, "")) }
            (button_row(submit("패스키 등록", ButtonKind::Primary)))
        }))
        (unable(site, "2단계 인증은 아래의 인증 앱으로 할 수 있습니다."))
    }
}

fn codes(left: u32, typed: &Typed) -> Markup {
    let message = typed.message("codes-password");
    let secret = Field::new("password", "지금 비밀번호").id("codes-password").required();
    let secret = secret.autocomplete("current-password").error(message);
    let body = post_form(
        &FormAttrs::new(&format!("{PATH}/passkeys/codes"), ""),
        html! {
            (password(&secret))
            (button_row(submit("복구 코드 만들기", ButtonKind::Primary)))
        },
    );
    let unfolding = if message.is_some() { opened_panel } else { confirm_panel };
    html! {
        p { "남은 복구 코드: " strong { (left) "개" } " (패스키가 없을 때 한 번씩 씁니다)" }
        (unfolding("복구 코드 다시 만들기", ButtonKind::Secondary, body))
    }
}

/// The page of one.
pub(super) fn one(own: &Passkey, typed: &Typed) -> Markup {
    let address = |part: &str| format!("{PATH}/passkeys/{}/{part}", own.id);
    let name = Field::new("name", "이름").required().value(&own.name).max_chars(NAME_MAX);
    let secret = Field::new("password", "지금 비밀번호").required().autocomplete("current-password");
    html! {
        (page_title("패스키", html! {}))
        (typed.summary())
        (panel("passkey", &own.name, html! {
            (key_values(&[
                KeyValue::text(COLUMNS[1], &made_at(own)),
                KeyValue::text(COLUMNS[2], &used_at(own)),
            ]))
        }))
        (panel("rename", "이름 바꾸기", post_form(&FormAttrs::new(&address("name"), ""), html! {
            (text(&typed.field(name, "name")))
            (button_row(submit("이름 저장", ButtonKind::Primary)))
        })))
        (panel("remove", "삭제", html! {
            p { "기기를 잃었거나 더 쓰지 않으면 삭제합니다. 삭제한 패스키로는 로그인할 수 없고, 다시 쓰려면 새로 등록합니다." }
            (post_form(&FormAttrs::new(&address("remove"), ""), html! {
                (password(&secret.error(typed.message("password"))))
                (button_row(submit("패스키 삭제", ButtonKind::Danger)))
            }))
        }))
        (button_row(link_button("2단계 인증으로", PATH, ButtonKind::Tertiary)))
    }
}
