//! 단축키 설정: single keys can be switched off, or be other ones (KWCAG 6.1.4).

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use maud::{Markup, html};
use serde_json::{Map, Value};
use store::Preferences;

use super::{done, drawn};
use crate::components::{
    ButtonKind, Field, FormAttrs, button_row, checkbox, panel, post_form, submit, submit_value, text,
};
use crate::error::Fail;
use crate::pages::work::{Posted, Typed};
use crate::request::Desk;
use crate::state::AppState;

/// The name of the preference: `off`, or keys by act.
const NAME: &str = "keys";
const OFF: &str = "off";

/// What a key does: its name, its key unless changed, and what it is called.
pub(crate) const KEYS: [(&str, &str, &str); 8] = [
    ("next", "j", "다음 줄로"),
    ("previous", "k", "이전 줄로"),
    ("select", "x", "줄 선택·해제"),
    ("search", "/", "찾기"),
    ("later", "]", "다음 민원 열기"),
    ("earlier", "[", "이전 민원 열기"),
    ("acts", "a", "처리로 가기"),
    ("help", "?", "단축키 목록"),
];

/// As the page's script reads them: `off`, or `{"next":"j",…}`.
pub(crate) fn for_page(kept: &Preferences) -> String {
    match kept.get(NAME).map(String::as_str) {
        Some(OFF) => OFF.to_owned(),
        kept => {
            let kept = chosen(kept);
            let keys = KEYS.map(|(name, usual, _)| (name.to_owned(), key(&kept, name, usual).into()));
            Value::Object(keys.into_iter().collect()).to_string()
        }
    }
}

fn chosen(kept: Option<&str>) -> Map<String, Value> {
    kept.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn key<'a>(kept: &'a Map<String, Value>, name: &str, usual: &'a str) -> &'a str {
    kept.get(name).and_then(Value::as_str).unwrap_or(usual)
}

pub(crate) async fn set(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Fail> {
    let value = match read(&form) {
        Ok(value) => value,
        Err((field, message)) => {
            let mut typed = Typed::of(form);
            typed.wrong(field, message);
            return drawn(&state, &who, jar, typed).await;
        }
    };
    let said = if value == OFF { "단축키를 껐습니다." } else { "단축키를 설정했습니다." };
    let mut tx = state.office.store().write().await?;
    match form.get("usual") {
        Some(_) => tx.drop_preference(who.officer.id, NAME).await?,
        None => tx.put_preference(who.officer.id, (NAME, &value), state.office.now()).await?,
    }
    tx.commit().await?;
    Ok(done(jar, said))
}

/// One printable character each, and no two alike.
fn read(form: &Posted) -> Result<String, (&'static str, String)> {
    if form.get("usual").is_some() {
        return Ok(String::new());
    }
    if form.get("on").is_none() {
        return Ok(OFF.to_owned());
    }
    let mut keys = Map::new();
    for (name, usual, label) in KEYS {
        let typed = form.get(name).map_or(usual, str::trim);
        let mut letters = typed.chars();
        let one = letters.next().filter(|c| !c.is_whitespace() && !c.is_control());
        if one.is_none() || letters.next().is_some() {
            return Err((name, format!("'{label}'에는 글자 하나를 입력해 주십시오.")));
        }
        if keys.values().any(|other| other == typed) {
            return Err((
                name,
                format!("'{typed}'은(는) 다른 단축키에 쓰고 있습니다. 다른 글자를 입력해 주십시오."),
            ));
        }
        keys.insert(name.to_owned(), typed.into());
    }
    Ok(Value::Object(keys).to_string())
}

pub(super) fn section(who: &Who, typed: &Typed) -> Markup {
    let kept = who.preferences.get(NAME).map(String::as_str);
    let on = if typed.is_wrong() { !typed.value("on").is_empty() } else { kept != Some(OFF) };
    let kept = chosen(kept);
    panel(
        "keys-section",
        "단축키 설정",
        post_form(
            &FormAttrs::new("/me/keys", ""),
            html! {
                p.hint { "한 글자 단축키를 끄거나 다른 글자로 바꿉니다. 글을 쓰는 칸에서는 단축키가 움직이지 않습니다." }
                (checkbox(&Field::new("on", "한 글자 단축키 사용").value("on"), on))
                div.field-grid.keys {
                    @for (name, usual, label) in KEYS {
                        (text(&typed.field(Field::new(name, label).value(key(&kept, name, usual)).max_chars(1), name)))
                    }
                }
                (button_row(html! {
                    (submit("저장", ButtonKind::Primary))
                    (submit_value("처음 설정으로", ButtonKind::Tertiary, "usual", "1"))
                }))
            },
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(pairs: &[(&str, &str)]) -> Posted {
        Posted(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn keys_are_single_and_different_or_off() {
        assert_eq!(read(&posted(&[])).unwrap(), "off");
        let kept = read(&posted(&[("on", "on"), ("next", "n")])).unwrap();
        let page = for_page(&Preferences::from([("keys".to_owned(), kept)]));
        assert!(page.contains(r#""next":"n""#) && page.contains(r#""previous":"k""#), "{page}");
        assert_eq!(read(&posted(&[("on", "on"), ("next", "k")])).unwrap_err().0, "previous");
        assert_eq!(read(&posted(&[("on", "on"), ("acts", "aa")])).unwrap_err().0, "acts");
    }

    #[test]
    fn what_is_kept_unreadably_is_as_everybody_has_it() {
        let page = for_page(&Preferences::from([("keys".to_owned(), "{".to_owned())]));
        assert_eq!(page, for_page(&Preferences::new()));
    }
}
