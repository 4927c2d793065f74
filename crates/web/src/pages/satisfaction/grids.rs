//! The three linked grids: which office is chosen in each, and how a grid is turned and taken away.

use casework::NotDone;
use domain::id::AgencyId;
use domain::satisfaction::{By, Grid, Row, Under, Unit};
use maud::{Markup, html};

use super::STATISTICS;
use crate::components::{
    ButtonKind, FigureGrid, FigureRow, Pager, button_row, figure_grid, link_button, pager, panel,
};
use crate::error::Fail;
use crate::pages::work::Asked;
use crate::satisfaction::{Figures, GROUPS, bureau_code, bureau_of, each, figures, first_column};

/// Rows of a grid on one page, besides 전체.
const ROWS: usize = 20;

/// What the address chooses.
pub(super) struct Choice {
    pub(super) agency: Option<AgencyId>,
    pub(super) bureau: Option<String>,
}

impl Choice {
    pub(super) fn of(asked: &Asked) -> Result<Choice, Fail> {
        let agency = asked.one("agency", |text| text.parse().ok())?;
        let bureau = asked.get("bureau").map(bureau_of);
        Ok(Choice { agency, bureau })
    }

    /// What the grid of this kind is under.
    pub(super) fn under(&self, by: By) -> Under {
        match (by, self.agency, &self.bureau) {
            (By::Department, Some(agency), Some(bureau)) => Under::Bureau(agency, bureau.clone()),
            (By::Bureau | By::Department, Some(agency), _) => Under::Agency(agency),
            (By::Agency, ..) | (_, None, _) => Under::City,
        }
    }
}

/// The grids that stand open, each with the office chosen in it.
pub(super) struct Opened {
    agencies: Grid,
    bureaus: Option<(AgencyId, Grid)>,
    departments: Option<(AgencyId, String, Grid)>,
}

impl Opened {
    /// Where there is only one office to choose, it is chosen.
    pub(super) fn of(of: &Figures, choice: Choice) -> Result<Opened, NotDone> {
        let agencies = of.grid(By::Agency, &Under::City)?;
        let only = |grid: &Grid| match grid.rows.as_slice() {
            [Row { unit, .. }] => Some(unit.clone()),
            _ => None,
        };
        let agency = choice.agency.or_else(|| match only(&agencies) {
            Some(Unit::Agency(id)) => Some(id),
            _ => None,
        });
        let Some(agency) = agency else { return Ok(Opened { agencies, bureaus: None, departments: None }) };
        let bureaus = of.grid(By::Bureau, &Under::Agency(agency))?;
        let bureau = choice.bureau.or_else(|| match only(&bureaus) {
            Some(Unit::Bureau(_, bureau)) => Some(bureau),
            _ => None,
        });
        let departments = match bureau {
            None => None,
            Some(bureau) => {
                let grid = of.grid(By::Department, &Under::Bureau(agency, bureau.clone()))?;
                Some((agency, bureau, grid))
            }
        };
        Ok(Opened { agencies, bureaus: Some((agency, bureaus)), departments })
    }

    pub(super) fn markup(&self, of: &Figures, asked: &Asked) -> Result<Markup, Fail> {
        let agency = self.bureaus.as_ref().map(|(agency, _)| Unit::Agency(*agency));
        let bureau = self.departments.as_ref().map(|(id, bureau, _)| Unit::Bureau(*id, bureau.clone()));
        let shown = Shown { of, asked };
        Ok(html! {
            (shown.section(By::Agency, &Under::City, &self.agencies, agency.as_ref())?)
            @match &self.bureaus {
                Some((id, grid)) => (shown.section(By::Bureau, &Under::Agency(*id), grid, bureau.as_ref())?),
                None => p.hint { "기관을 선택하면 실국별 현황을 보여 드립니다." },
            }
            @match &self.departments {
                Some((id, bureau, grid)) => {
                    (shown.section(By::Department, &Under::Bureau(*id, bureau.clone()), grid, None)?)
                }
                None => @if self.bureaus.is_some() { p.hint { "실국을 선택하면 부서별 현황을 보여 드립니다." } },
            }
        })
    }
}

struct Shown<'a> {
    of: &'a Figures,
    asked: &'a Asked,
}

impl Shown<'_> {
    fn section(&self, by: By, under: &Under, grid: &Grid, chosen: Option<&Unit>) -> Result<Markup, Fail> {
        let place = grid.rows.iter().position(|row| Some(&row.unit) == chosen).unwrap_or_default();
        let pages = grid.rows.len().div_ceil(ROWS).max(1);
        let page =
            self.asked.one(turns(by), |text| text.parse().ok())?.unwrap_or(place / ROWS + 1).clamp(1, pages);
        let names: Vec<String> = grid.rows.iter().map(|row| self.of.name(by, &row.unit)).collect();
        let figured = figures(grid.whole).to_vec();
        let whole = FigureRow { number: 1, name: "전체", href: None, current: false, figures: figured };
        // 1 is 전체, as the guide's table has it; the numbers run on from page to page.
        let numbered = grid.rows.iter().zip(&names).zip(2..);
        let rows = numbered.skip((page - 1) * ROWS).take(ROWS).map(|((row, name), number)| FigureRow {
            number,
            name,
            href: self.opens(under, &row.unit, name),
            current: Some(&row.unit) == chosen,
            figures: figures(row.tally).to_vec(),
        });
        let rows: Vec<FigureRow> = std::iter::once(whole).chain(rows).collect();
        let caption = format!("{} 만족도 평가 결과: {}", each(by), self.of.about(under));
        let excel = self.excel(by, under);
        Ok(panel(
            anchor(by),
            &format!("{} 만족도 평가 결과", each(by)),
            html! {
                @if by != By::Agency { p.hint { (self.of.about(under)) } }
                (figure_grid(&FigureGrid { caption: &caption, first: first_column(by), groups: &GROUPS, rows: &rows }))
                (self.turning(by, page, pages))
                (button_row(link_button(&format!("{} 현황 엑셀", each(by)), &excel, ButtonKind::Secondary)))
            },
        ))
    }

    fn turning(&self, by: By, page: usize, pages: usize) -> Markup {
        let to = |page: usize| {
            format!("{}#{}", self.asked.href(STATISTICS, &[(turns(by), &page.to_string())]), anchor(by))
        };
        let previous = (page > 1).then(|| to(page - 1));
        let next = (page < pages).then(|| to(page + 1));
        let summary = format!("페이지 {page} / {pages}");
        let label = format!("{} 현황 넘기기", each(by));
        pager(&Pager {
            previous: previous.as_deref(),
            next: next.as_deref(),
            summary: &summary,
            label: Some(&label),
            ..Pager::default()
        })
    }

    /// Where a row leads: an agency to its bureaus, a bureau to its departments, a department to its complaints.
    fn opens(&self, under: &Under, unit: &Unit, name: &str) -> Option<String> {
        let forget = [(turns(By::Bureau), ""), (turns(By::Department), "")];
        match (unit, under) {
            (Unit::Agency(id), _) => {
                let id = id.to_string();
                let changes = [[("agency", id.as_str()), ("bureau", "")], forget].concat();
                Some(format!("{}#{}", self.asked.href(STATISTICS, &changes), anchor(By::Bureau)))
            }
            (Unit::Bureau(id, bureau), _) => {
                let id = id.to_string();
                // The page of the bureaus stays where it is.
                let changes = [("agency", id.as_str()), ("bureau", bureau_code(bureau)), forget[1]];
                Some(format!("{}#{}", self.asked.href(STATISTICS, &changes), anchor(By::Department)))
            }
            (Unit::Department(_), _) => {
                let pairs =
                    [("from", self.asked.text("from")), ("to", self.asked.text("to")), ("department", name)];
                Some(Asked::default().href(super::LIST, &pairs))
            }
            (Unit::NotDistributed, _) => None,
        }
    }

    fn excel(&self, by: By, under: &Under) -> String {
        let mut pairs = vec![("from", self.asked.text("from")), ("to", self.asked.text("to"))];
        let agency = match under {
            Under::City => String::new(),
            Under::Agency(id) | Under::Bureau(id, _) => id.to_string(),
        };
        pairs.push(("agency", &agency));
        if let Under::Bureau(_, bureau) = under {
            pairs.push(("bureau", bureau_code(bureau)));
        }
        Asked::default().href(&format!("{STATISTICS}/{}", file(by)), &pairs)
    }
}

/// The name of a grid's page in the address.
fn turns(by: By) -> &'static str {
    match by {
        By::Agency => "agency-page",
        By::Bureau => "bureau-page",
        By::Department => "department-page",
    }
}

fn anchor(by: By) -> &'static str {
    match by {
        By::Agency => "agencies",
        By::Bureau => "bureaus",
        By::Department => "departments",
    }
}

/// The file of a grid in the address.
pub(super) fn file(by: By) -> &'static str {
    match by {
        By::Agency => "agencies.xlsx",
        By::Bureau => "bureaus.xlsx",
        By::Department => "departments.xlsx",
    }
}
