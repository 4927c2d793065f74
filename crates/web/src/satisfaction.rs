//! 국민신문고 만족도 in somebody's sight: the figures, whose they may open, and their Excel file.

mod rounds;

use std::sync::Arc;
use std::time::Duration;

use casework::{NotDone, Result};
use domain::access::{Scope, Sight};
use domain::actor::Actor;
use domain::org::OrgChart;
use domain::satisfaction::{By, Counted, Grid, Tally, Under, Unit, grid};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Summed;
use store::stats::SatisfactionAsked;
use words::Names;

use crate::excel::{Cell, Sheet};
use crate::state::AppState;

pub(crate) use rounds::{Again, Round, rounds};

/// The figures of a period, of no more than their reader may see.
pub(crate) struct Figures {
    counted: Vec<Counted>,
    /// How old they may be, where they were counted in a copy of the database.
    pub(crate) behind: Option<Duration>,
    scope: Scope,
    pub(crate) chart: Arc<OrgChart>,
}

/// First and last day, and the moments they begin and end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) days: (Date, Date),
    pub(crate) moments: (Timestamp, Timestamp),
}

impl Figures {
    pub(crate) async fn load(state: &AppState, by: &Actor, span: Span) -> Result<Figures> {
        let scope = Scope::of(by);
        let (from, to) = span.moments;
        let asked = SatisfactionAsked { scope: &scope, from, to };
        let Summed { answer: counted, behind } = state.office.store().summed(&asked).await?;
        Ok(Figures { counted, behind, scope, chart: state.office.facts().chart })
    }

    /// A grid; of an office that is not there for this reader there is none.
    pub(crate) fn grid(&self, by: By, under: &Under) -> Result<Grid> {
        if !self.shows(under) {
            return Err(NotDone::NotFound);
        }
        Ok(grid(&self.counted, &self.chart, by, under))
    }

    /// An office one manages or watches is there even when nothing came; another's is not.
    fn shows(&self, under: &Under) -> bool {
        let agency = match under {
            Under::City => return true,
            Under::Agency(id) | Under::Bureau(id, _) => *id,
        };
        let departments = self.chart.departments_of(agency);
        let within = |bureau: &str| match under {
            Under::Bureau(_, named) => bureau == named,
            Under::City | Under::Agency(_) => true,
        };
        let here: Vec<_> = departments.iter().filter(|d| within(&d.bureau)).map(|d| d.id).collect();
        if self.chart.agency(agency).is_none() || (here.is_empty() && !matches!(under, Under::Agency(_))) {
            return false;
        }
        let managed = match self.scope.sight() {
            Sight::Everything => true,
            Sight::Own(_) => false,
            Sight::Office(sight) => {
                sight.city
                    || sight.agencies.contains(&agency)
                    || sight.departments.iter().any(|d| here.contains(d))
            }
        };
        let whole = matches!(under, Under::Agency(_));
        managed
            || self.counted.iter().any(|part| match part.department {
                Some(department) => here.contains(&department),
                None => whole && part.agency == Some(agency),
            })
    }

    pub(crate) fn name(&self, by: By, unit: &Unit) -> String {
        let chart = self.chart.as_ref();
        match unit {
            Unit::Agency(id) => Names::agency(chart, *id),
            // Departments without a bureau hang on the agency itself.
            Unit::Bureau(id, bureau) if bureau.is_empty() => Names::agency(chart, *id),
            Unit::Bureau(_, bureau) => bureau.clone(),
            Unit::Department(id) => Names::department(chart, *id),
            Unit::NotDistributed => match by {
                By::Agency => "통합접수(기관 분배 전·즉시답변)".to_owned(),
                By::Bureau | By::Department => "부서 분배 전".to_owned(),
            },
        }
    }

    /// What a grid is about, in words.
    pub(crate) fn about(&self, under: &Under) -> String {
        match under {
            Under::City => "전체".to_owned(),
            Under::Agency(id) => Names::agency(self.chart.as_ref(), *id),
            Under::Bureau(id, bureau) => self.name(By::Bureau, &Unit::Bureau(*id, bureau.clone())),
        }
    }
}

/// A bureau as addresses name it; departments without one hang on their agency.
pub(crate) fn bureau_code(name: &str) -> &str {
    if name.is_empty() { "-" } else { name }
}

/// The bureau that an address names.
pub(crate) fn bureau_of(code: &str) -> String {
    if code == "-" { String::new() } else { code.to_owned() }
}

/// The heading of a grid's first column.
pub(crate) fn first_column(by: By) -> &'static str {
    match by {
        By::Agency => "기관명",
        By::Bureau => "실국명",
        By::Department => "부서명",
    }
}

/// `기관별`, `실국별`, `부서별`
pub(crate) fn each(by: By) -> &'static str {
    match by {
        By::Agency => "기관별",
        By::Bureau => "실국별",
        By::Department => "부서별",
    }
}

/// The two levels of heading: a group, and its figures.
pub(crate) const GROUPS: [(&str, &[&str]); 3] = [
    ("민원 만족도", &["평균(점)", "응답건수(건)"]),
    ("추가 답변", &["비율(%)", "처리건수(건)", "대상건수(건)"]),
    ("국민신문고", &["이송건수(건)"]),
];

/// A row's figures as they are read: `68.18 11 100% 4 4 28`.
pub(crate) fn figures(tally: Tally) -> [String; 6] {
    [
        tally.average().to_string(),
        tally.responses.to_string(),
        format!("{}%", tally.answered_percent()),
        tally.answered.to_string(),
        tally.asked.to_string(),
        tally.came.to_string(),
    ]
}

/// A grid as an Excel file's sheet, all its pages.
pub(crate) fn sheet<'a>(
    of: &Figures,
    (by, under): (By, &Under),
    grid: &Grid,
    span: Span,
    made_at: Timestamp,
) -> Sheet<'a> {
    let title = match by {
        By::Agency => "국민신문고 만족도 기관별 현황",
        By::Bureau => "국민신문고 만족도 실국별 현황",
        By::Department => "국민신문고 만족도 부서별 현황",
    };
    let (from, to) = span.days;
    let period = format!("{} ~ {}", words::date::day(from), words::date::day(to));
    let whole = line(1, "전체".to_owned(), grid.whole);
    let rows = grid.rows.iter().zip(2..).map(|(row, number)| line(number, of.name(by, &row.unit), row.tally));
    let mut conditions = vec![("조회 기간(접수일)", period), ("조회 범위", of.about(under))];
    conditions.extend(words::behind::sentence(of.behind).map(|sentence| ("자료 기준", sentence)));
    Sheet {
        title,
        conditions,
        columns: vec![
            "번호",
            first_column(by),
            "민원 만족도 평균(점)",
            "민원 만족도 응답건수(건)",
            "추가 답변 비율(%)",
            "추가 답변 처리건수(건)",
            "추가 답변 대상건수(건)",
            "국민신문고 이송건수(건)",
        ],
        rows: std::iter::once(whole).chain(rows).collect(),
        made_at,
    }
}

fn line(number: u32, name: String, tally: Tally) -> Vec<Cell> {
    vec![
        Cell::count(number),
        Cell::text(name),
        Cell::Number(tally.average().to_f64()),
        Cell::count(tally.responses),
        Cell::Share(tally.answered_percent().to_f64() / 100.0),
        Cell::count(tally.answered),
        Cell::count(tally.asked),
        Cell::count(tally.came),
    ]
}
