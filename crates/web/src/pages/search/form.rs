//! The form of conditions: period, stage, kind and way in; the rest behind `+`.

use casework::sessions::Who;
use domain::complaint::{Badge, Channel, Kind, Score, StageName};
use domain::desk::Desk;
use maud::{Markup, html};

use super::PATH;
use super::conditions::{Wrong, days};
use crate::components::{
    Choice, Field, FilterPanel, checkbox, date_range, filter_panel, hidden, select, text,
};
use crate::pages::case::office_list;
use crate::pages::work::Asked;

/// Conditions behind `+`.
const MORE: [&str; 10] =
    ["agency", "department", "handler", "number", "q", "petitioner", "overdue", "badge", "rating", "sealed"];

/// How words are looked for.
const HOW: &str =
    "띄어 쓰면 모두 있는 민원을 찾습니다. \"따옴표\"는 그대로, -낱말은 빼고, ㅈㅊ은 초성으로 찾습니다.";

pub(super) fn conditions(asked: &Asked, wrong: &[Wrong], who: &Who, desk: &Desk) -> Markup {
    let form = Form { asked, wrong };
    let (from, to) = days(asked, desk.today());
    filter_panel(FilterPanel {
        action: PATH,
        fields: html! {
            (hidden("sort", asked.text("sort")))
            (date_range(
                "접수일 (기본 30일, 최대 95일)",
                &form.field("from", "부터").value(&from),
                &form.field("to", "까지").value(&to),
            ))
            (select(&form.field("stage", "진행상태"), &all(StageName::ALL.map(|s| Choice::new(s.as_str(), words::stage::label(s))))))
            (select(&form.field("kind", "민원종류"), &all(Kind::ALL.map(|k| Choice::new(k.as_str(), words::kind::label(k))))))
            (select(&form.field("channel", "접수경로"), &all(Channel::ALL.map(|c| Choice::new(c.as_str(), words::channel::label(c))))))
        },
        more: Some(form.more(who, desk)),
        open: MORE.iter().any(|name| asked.get(name).is_some()),
    })
}

struct Form<'a> {
    asked: &'a Asked,
    wrong: &'a [Wrong],
}

impl<'a> Form<'a> {
    fn field(&self, name: &'a str, label: &'a str) -> Field<'a> {
        let message = self.wrong.iter().find(|w| w.field == name).map(|w| w.message.as_str());
        Field::new(name, label).value(self.asked.text(name)).error(message)
    }

    fn more(&self, who: &Who, desk: &Desk) -> Markup {
        let agencies: Vec<(String, &str)> =
            desk.chart.agencies().into_iter().map(|a| (a.id.to_string(), a.name.as_str())).collect();
        let agencies = agencies.iter().map(|(id, name)| Choice::new(id, name));
        let badges = Badge::ALL.map(|b| Choice::new(b.as_str(), words::badge::label(b)));
        let ratings = Score::ALL.map(|score| {
            (score.points().to_string(), format!("{} ({}점)", words::score::label(score), score.points()))
        });
        html! {
            (office_list("offices", &desk.chart, Some(&who.on_duty), false))
            (select(&self.field("agency", "기관"), &all(agencies)))
            (self.department())
            (text(&self.field("handler", "처리자")))
            (text(&self.field("number", "접수번호·신청번호·신문고번호")))
            (text(&self.field("q", "제목·내용·위치의 낱말").hint(HOW).max_chars(domain::text::TITLE_MAX)))
            (text(&self.field("petitioner", "신청인 이름").hint("이름 전체가 같은 신청인을 찾습니다. 목록에서는 이름의 일부가 가려집니다.")))
            (select(&self.field("badge", "비고"), &all(badges)))
            (select(&self.field("rating", "만족도"), &all(ratings.iter().map(|(points, label)| Choice::new(points, label)))))
            (checkbox(&self.field("overdue", "처리기한이 지난 민원만").value("on"), self.asked.get("overdue").is_some()))
        }
    }

    fn department(&self) -> Markup {
        let message = self.wrong.iter().find(|w| w.field == "department").map(|w| w.message.as_str());
        html! {
            div class=(if message.is_some() { "field field-wrong" } else { "field" }) {
                label for="department" { "부서" }
                @if let Some(message) = message { p.error #department-error { (message) } }
                input #department name="department" type="text" list="offices" autocomplete="off"
                    value=(self.asked.text("department")) aria-invalid=[message.map(|_| "true")]
                    aria-describedby=[message.map(|_| "department-error")];
            }
        }
    }
}

fn all<'a>(choices: impl IntoIterator<Item = Choice<'a>>) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", "전체")).chain(choices).collect()
}
