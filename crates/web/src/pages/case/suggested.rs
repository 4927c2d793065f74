//! 추천 on the case page: whom the words point to while a handler or an office is to be named, and who of them is away.

use casework::Office;
use casework::reader::Case;
use casework::suggestions::{self, HandlerSuggestion, OutsideSuggestion, Suggestion};
use domain::actor::Actor;
use domain::complaint::{Act, StageName};
use domain::id::{DepartmentId, OfficerId};
use domain::org::StandIn;
use store::Read;

use crate::error::Fail;

/// What the complaint's words suggest; only where it is asked for.
#[derive(Default)]
pub(super) struct Suggested {
    pub(super) handlers: Vec<HandlerSuggestion>,
    pub(super) departments: Vec<Suggestion>,
    /// Bodies outside the city, while it may still be transferred.
    pub(super) outside: Vec<OutsideSuggestion>,
    /// Who of the department is away today, and who stands in.
    pub(super) away: Vec<StandIn>,
}

impl Suggested {
    pub(super) async fn of(
        tx: &mut Read,
        office: &Office,
        actor: &Actor,
        case: &Case,
    ) -> Result<Suggested, Fail> {
        let of_case = (&case.complaint, &case.words);
        let mut suggested = Suggested::default();
        if case.may(Act::Transfer).is_ok() {
            suggested.outside = suggestions::outside(&case.words);
        }
        match case.complaint.stage.name() {
            StageName::AtDepartment | StageName::Assigned => {
                suggested.away = away(tx, case, None).await?;
                suggested.handlers = suggestions::handlers_in(tx, office, actor, of_case).await?;
            }
            StageName::Received | StageName::AtAgency => {
                suggested.departments = suggestions::departments_for(office, &case.complaint, &case.words);
            }
            _ => {}
        }
        Ok(suggested)
    }
}

/// Of the department where the file lies, or of another.
pub(super) async fn away(
    tx: &mut Read,
    case: &Case,
    other: Option<DepartmentId>,
) -> Result<Vec<StandIn>, Fail> {
    let Some(department) = other.or(case.complaint.holder().department) else { return Ok(Vec::new()) };
    let staff: Vec<OfficerId> = case.desk.chart.officers_of(department).into_iter().map(|o| o.id).collect();
    Ok(tx.stand_ins_on(&staff, case.desk.today()).await?)
}
