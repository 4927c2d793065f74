//! 민원분류·처리기간표 in the forms of 접수 and reclassification: a task of the handbook names kind, period and
//! category at once; whoever knows better chooses by hand.

use domain::complaint::Kind;
use jiff::civil::Date;
use maud::{Markup, html};
use store::{KeptCategory, KeptTask, Read};

use crate::components::{Choice, Field, select};
use crate::error::Fail;
use crate::state::AppState;

/// Choices of one form; a longer list is no choice any more.
const MOST: u32 = 500;
/// The name of the field that is the page's own and no act's.
pub(crate) const TASK: &str = "task";
/// The list of suggestions for a category.
pub(crate) const CATEGORIES: &str = "categories";
/// Longest category an act takes, in characters.
const CATEGORY_MAX: usize = 60;

/// What is offered today.
#[derive(Default)]
pub(crate) struct Handbook {
    categories: Vec<KeptCategory>,
    tasks: Vec<KeptTask>,
}

/// A field, and what was wrong with it.
pub(crate) type Wrong = (&'static str, String);

impl Handbook {
    pub(crate) async fn load(state: &AppState) -> Result<Handbook, Fail> {
        Handbook::read(&mut state.office.store().read().await?, state.office.desk().today()).await
    }

    /// The same in a view of the database that more is asked of.
    pub(crate) async fn read(tx: &mut Read, today: Date) -> Result<Handbook, Fail> {
        Ok(Handbook {
            categories: tx.categories_on(today, MOST).await?,
            tasks: tx.tasks_on(today, MOST).await?,
        })
    }

    /// The suggestions for a category; one may type any other.
    pub(crate) fn suggestions(&self) -> Markup {
        html! {
            datalist #(CATEGORIES) { @for category in &self.categories {
                option value=(category.name) { (category.kind.map_or("모든 종류", words::kind::label)) }
            } }
        }
    }

    /// The tasks to choose from; nothing where none is kept.
    pub(crate) fn field(&self, field: Field) -> Markup {
        if self.tasks.is_empty() {
            return html! {};
        }
        let labels: Vec<(String, String)> = self
            .tasks
            .iter()
            .map(|t| {
                let period = words::period::label(t.period);
                (t.id.to_string(), format!("{} · {period} ({})", t.name, t.basis))
            })
            .collect();
        let direct = Choice::new("", "직접 입력");
        let choices: Vec<Choice> =
            std::iter::once(direct).chain(labels.iter().map(|(id, label)| Choice::new(id, label))).collect();
        let hint = "고르면 민원종류는 법정민원, 처리기간과 분류는 처리기간표대로 정해집니다.";
        select(&field.hint(hint), &choices)
    }

    /// The act's own fields in place of the task that was chosen.
    pub(crate) fn resolve(&self, pairs: &[(String, String)]) -> Result<Vec<(String, String)>, Wrong> {
        let value = |name: &str| {
            let found = pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
            found.filter(|value| !value.is_empty())
        };
        let without = |names: &[&str]| -> Vec<(String, String)> {
            pairs.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect()
        };
        let Some(chosen) = value(TASK) else { return Ok(without(&[TASK])) };
        let task = self.tasks.iter().find(|task| task.id.to_string() == chosen);
        let task =
            task.ok_or((TASK, "지금 쓰지 않는 민원사무입니다. 목록에서 다시 골라 주십시오.".to_owned()))?;
        if value("kind").is_some_and(|kind| kind != Kind::Statutory.as_str()) {
            return Err(("kind", "민원사무는 법정민원에만 있습니다. 민원종류를 법정민원으로 바꾸거나 민원사무를 '직접 입력'으로 두십시오.".to_owned()));
        }
        let period = task.period.to_string();
        if value("period").is_some_and(|named| named != period) {
            let own = words::period::label(task.period);
            return Err((
                "period",
                format!(
                    "'{}'의 처리기간은 {own}입니다. 처리기간을 비우거나 민원사무를 '직접 입력'으로 두십시오.",
                    task.name
                ),
            ));
        }
        let typed = value("category").map(str::to_owned);
        let category = typed.or_else(|| task.category.clone()).unwrap_or_else(|| task.name.clone());
        let mut resolved = without(&[TASK, "kind", "period", "category"]);
        resolved.push(("kind".to_owned(), Kind::Statutory.as_str().to_owned()));
        resolved.push(("period".to_owned(), period));
        resolved.push(("category".to_owned(), category.chars().take(CATEGORY_MAX).collect()));
        Ok(resolved)
    }
}

#[cfg(test)]
mod tests {
    use domain::period::Period;
    use jiff::civil::date;

    use super::*;

    fn book() -> (Handbook, String) {
        let task = KeptTask {
            id: uuid::Uuid::from_u128(7),
            name: "약국 개설등록".into(),
            period: Period::Days(3),
            category: None,
            basis: "약사법 제20조".into(),
            from: date(2026, 1, 1),
            until: None,
        };
        let id = task.id.to_string();
        (Handbook { categories: Vec::new(), tasks: vec![task] }, id)
    }

    fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
        given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_task_names_kind_period_and_category() {
        let (book, id) = book();
        let resolved = book.resolve(&pairs(&[("task", &id), ("kind", ""), ("visibility", "open")])).unwrap();
        assert_eq!(
            resolved,
            pairs(&[
                ("visibility", "open"),
                ("kind", "statutory"),
                ("period", "3d"),
                ("category", "약국 개설등록")
            ])
        );
    }

    #[test]
    fn by_hand_stays_by_hand_and_two_answers_are_one_too_many() {
        let (book, id) = book();
        let by_hand = pairs(&[("kind", "inquiry"), ("period", "3d")]);
        assert_eq!(book.resolve(&[by_hand.clone(), pairs(&[("task", "")])].concat()).unwrap(), by_hand);
        assert_eq!(book.resolve(&pairs(&[("task", &id), ("kind", "inquiry")])).unwrap_err().0, "kind");
        assert_eq!(book.resolve(&pairs(&[("task", &id), ("period", "7d")])).unwrap_err().0, "period");
        assert_eq!(book.resolve(&pairs(&[("task", "gone")])).unwrap_err().0, "task");
    }
}
