//! A form of the case page as it was sent: its machinery taken out, names of offices read as offices.

use domain::complaint::Act;
use domain::org::OrgChart;

use super::asked::Asked;
use super::labels;
use super::offices::{department_named, departments_called, office_pair};
use super::typed::{Pairs, Trouble, Typed};
use crate::acts::Fields;
use crate::pages::account::local;

/// What a form brings besides the act's own fields.
const MACHINERY: [&str; 8] =
    ["version", "panel", "desk", "back", "template", "remove", "files", super::draft::BEGUN_FROM];

/// A form on its way to its act.
#[derive(Clone)]
pub(super) struct Sent {
    act: Act,
    pairs: Pairs,
    pub(super) version: Option<u64>,
    /// Which draft of the answer it began from.
    pub(super) begun_from: Option<String>,
    panel: String,
    pub(super) asked: Asked,
    back: Option<String>,
}

/// The name that several fields have: 협조부서 1, 2, 3.
const DEPARTMENTS: &str = "cooperation_department_name";

impl Sent {
    pub(super) fn of(act: Act, pairs: Pairs) -> Sent {
        let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
        let panel = value("panel").unwrap_or_else(|| act.as_str().to_owned());
        let version = value("version").and_then(|version| version.parse().ok());
        let begun_from = value(super::draft::BEGUN_FROM);
        let (asked, back) = (Asked::sent(&pairs), value("back").filter(|back| local(Some(back)) == back));
        let mut pairs: Pairs =
            pairs.into_iter().filter(|(name, _)| !MACHINERY.contains(&name.as_str())).collect();
        super::phrases::clear(&mut pairs);
        Sent { act, pairs, version, begun_from, panel, asked, back }
    }

    /// The act's fields. A name that is no office becomes a trouble of its own.
    pub(super) fn fields(&self, act: Act, chart: &OrgChart) -> Result<Fields, Vec<Trouble>> {
        let mut troubles = Vec::new();
        let mut pairs = Vec::with_capacity(self.pairs.len());
        let mut departments = 0;
        for (name, value) in &self.pairs {
            departments += usize::from(name == DEPARTMENTS);
            if value.trim().is_empty() {
                continue;
            }
            match name.as_str() {
                "to_name" | "proposed_name" | "cooperation_department_name" => {
                    match named(name, value, chart) {
                        Some(pair) => pairs.push(pair),
                        // Of several only the one that is none is marked.
                        None if name == DEPARTMENTS && departments > 1 => {
                            let field = Some(format!("{name}-{departments}"));
                            troubles.push(Trouble { field, ..unknown_office(name, value, chart) });
                        }
                        None => troubles.push(unknown_office(name, value, chart)),
                    }
                }
                // 2-1 협조부서 등록: without its tick the department must not be asked, nor the text be lost.
                "cooperation" => {}
                _ => pairs.push((name.clone(), value.clone())),
            }
        }
        troubles.extend(self.cooperation_troubles(act, &pairs));
        if !troubles.is_empty() {
            return Err(troubles);
        }
        Ok(Fields::from_form(&pairs))
    }

    fn cooperation_troubles(&self, act: Act, pairs: &[(String, String)]) -> Vec<Trouble> {
        let ticked = self.pairs.iter().any(|(name, value)| name == "cooperation" && value == "on");
        let typed = pairs.iter().any(|(name, _)| name.starts_with("cooperation_"));
        let named = pairs.iter().any(|(name, _)| name == "cooperation_departments");
        let trouble = |field: &str, message: &str| {
            vec![Trouble { field: Some(field.to_owned()), message: message.to_owned() }]
        };
        match act {
            Act::Assign if typed && !ticked => trouble(
                "cooperation",
                "협조부서를 등록하려면 '등록'에 체크하고, 등록하지 않으려면 협조 내용을 지워 주십시오.",
            ),
            Act::Assign if ticked && !named => {
                trouble("cooperation_department_name", "협조부서를 입력해 주십시오.")
            }
            Act::Cooperate if !named => trouble("cooperation_department_name", "협조부서를 입력해 주십시오."),
            _ => Vec::new(),
        }
    }

    pub(super) fn act(&self) -> Act {
        self.act
    }

    pub(super) fn panel(&self) -> &str {
        &self.panel
    }

    /// The page it goes back to when it was done, if the form named one of ours.
    pub(super) fn back(&self) -> Option<&str> {
        self.back.as_deref()
    }

    /// The form to be shown again with what was wrong.
    pub(super) fn returned(self, troubles: Vec<Trouble>) -> Typed {
        let Sent { act, mut pairs, version, begun_from, panel, .. } = self;
        // A form that comes back still knows which draft it began from.
        pairs.extend(begun_from.map(|from| (super::draft::BEGUN_FROM.to_owned(), from)));
        Typed { act, panel, pairs, version, troubles, meanwhile: Vec::new() }
    }
}

fn named(name: &str, typed: &str, chart: &OrgChart) -> Option<(String, String)> {
    if name == "to_name" {
        return office_pair(chart, typed);
    }
    let id = department_named(chart, typed)?.to_string();
    let field = if name == "proposed_name" { "proposed" } else { "cooperation_departments" };
    Some((field.to_owned(), id))
}

fn unknown_office(name: &str, typed: &str, chart: &OrgChart) -> Trouble {
    let (label, quoted) = (labels::of(name), format!("'{typed}'"));
    let message = match departments_called(chart, typed).as_slice() {
        [] => format!(
            "{label} {} 찾을 수 없습니다. 목록에 있는 이름으로 입력해 주십시오.",
            words::particle::object(&quoted)
        ),
        several => format!(
            "{label} {} 여러 곳에 있습니다: {}. 기관 이름과 함께 입력해 주십시오.",
            words::particle::topic(&quoted),
            several.join(", ")
        ),
    };
    Trouble { field: Some(name.to_owned()), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_leaves_the_house() {
        let back = |to: &str| Sent::of(Act::Accept, vec![("back".into(), to.into())]).back.is_some();
        assert!(back("/assign?stage=at_department"));
        // Browsers drop a tab: `/⇥/evil.example` would be `//evil.example`.
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/\t/evil.example"]
        {
            assert!(!back(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn cooperation_needs_its_tick_and_its_department() {
        let sent = |pairs: &[(&str, &str)]| {
            Sent::of(Act::Assign, pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
        };
        let field =
            |sent: &Sent| sent.fields(Act::Assign, &OrgChart::default()).unwrap_err()[0].field.clone();
        assert_eq!(field(&sent(&[("cooperation_question", "의견")])).as_deref(), Some("cooperation"));
        let ticked = sent(&[("cooperation", "on"), ("cooperation_question", "의견")]);
        assert_eq!(field(&ticked).as_deref(), Some("cooperation_department_name"));
        assert!(sent(&[("memo", "확인")]).fields(Act::Assign, &OrgChart::default()).is_ok());
    }

    #[test]
    fn of_several_departments_the_one_that_is_none_is_marked() {
        let pairs = [("cooperation_department_name", ""), ("cooperation_department_name", "없는과")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let troubles =
            Sent::of(Act::Cooperate, pairs).fields(Act::Cooperate, &OrgChart::default()).unwrap_err();
        assert_eq!(troubles[0].field.as_deref(), Some("cooperation_department_name-2"));
    }
}
