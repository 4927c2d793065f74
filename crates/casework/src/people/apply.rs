//! A staff feed applied: the organisation, its people and what they held, in one transaction.

use std::collections::HashMap;

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{
    Agency, Change, Department, FeedDepartment, FeedOfficer, Officer, OrgChart, Origin, Place,
};
use jiff::ToSpan;
use store::{Word, Write};
use uuid::Uuid;

use super::accounts::gives_up_duties;
use super::plan::goes_along;
use super::{Changed, NotChanged};
use crate::office::Office;

/// Everything a change is written with.
pub(super) struct Applying<'a> {
    pub(super) office: &'a Office,
    pub(super) tx: &'a mut Write,
    pub(super) chart: &'a OrgChart,
    pub(super) changes: &'a [Change],
    /// Who says so; nobody at night.
    pub(super) by: Option<OfficerId>,
}

/// Why a duty ended, as the history has it.
const MOVED: &str = "인사이동";
const LEFT: &str = "퇴직·전출";
const DEPARTMENT_ENDED: &str = "조직 개편으로 부서 폐지";

impl Applying<'_> {
    pub(super) async fn apply(&mut self) -> Changed {
        let agencies = self.agencies().await?;
        let places = self.departments(&agencies).await?;
        self.people(&places).await?;
        self.ended(&places).await
    }

    async fn agencies(&mut self) -> Changed<HashMap<String, AgencyId>> {
        let mut known: HashMap<String, AgencyId> =
            self.chart.agencies().into_iter().map(|agency| (agency.code.clone(), agency.id)).collect();
        let mut put: Vec<Agency> = Vec::new();
        for change in self.changes {
            if let Change::AgencyOpened(told) = change {
                let id = AgencyId(Uuid::new_v4());
                known.insert(told.code.clone(), id);
                put.push(Agency { id, code: told.code.clone(), name: told.name.clone(), kind: told.kind });
            }
            if let Change::AgencyRenamed { agency, name } = change
                && let Some(before) = self.chart.agency(*agency)
            {
                put.push(Agency { name: name.clone(), ..before.clone() });
            }
        }
        self.tx.put_agencies(&put).await?;
        Ok(known)
    }

    async fn departments(
        &mut self,
        agencies: &HashMap<String, AgencyId>,
    ) -> Changed<HashMap<Place, (AgencyId, DepartmentId)>> {
        let mut places: HashMap<Place, (AgencyId, DepartmentId)> = HashMap::new();
        for department in self.chart.every_department() {
            if let Some(place) = self.chart.place_of(department) {
                places.insert(place, (department.agency, department.id));
            }
        }
        let mut put: Vec<Department> = Vec::new();
        for change in self.changes {
            if let Change::DepartmentOpened(told) = change {
                let agency = *agencies.get(&told.place.agency).ok_or(NotChanged::Department)?;
                let id = DepartmentId(Uuid::new_v4());
                places.insert(told.place.clone(), (agency, id));
                put.push(opened(id, agency, told));
            }
            if let Change::DepartmentReopened { department, .. } = change {
                self.tx.reopen_department(*department).await?;
            }
            if let Change::DepartmentReopened { department, told }
            | Change::DepartmentRenamed { department, told } = change
                && let Some(before) = self.chart.department(*department)
            {
                let (bureau, name) = (told.bureau.clone(), told.name.clone());
                put.push(Department { bureau, name, ..before.clone() });
            }
        }
        self.tx.put_departments(&put).await?;
        Ok(places)
    }

    async fn people(&mut self, places: &HashMap<Place, (AgencyId, DepartmentId)>) -> Changed {
        let mut put: Vec<Officer> = Vec::new();
        for change in self.changes {
            match change {
                Change::Joined(told) => put.push(joined(told, place(places, &told.place)?)),
                Change::Returned { officer, told } | Change::Renamed { officer, told } => {
                    put.extend(self.told(*officer, told, places)?);
                }
                Change::Moved { officer, from, told } => {
                    let moved = self.told(*officer, told, places)?;
                    if let Some(moved) = &moved {
                        self.moves(moved, (*from, &told.place)).await?;
                    }
                    put.extend(moved);
                }
                Change::Left { officer } => {
                    if let Some(before) = self.chart.officer(*officer) {
                        let gone = Officer { active: false, ..before.clone() };
                        gives_up_duties(self.office, self.tx, &gone, self.by, LEFT).await?;
                        put.push(gone);
                    }
                }
                Change::AgencyOpened(_)
                | Change::AgencyRenamed { .. }
                | Change::DepartmentOpened(_)
                | Change::DepartmentReopened { .. }
                | Change::DepartmentRenamed { .. }
                | Change::DepartmentEnded { .. }
                | Change::LeftAlone { .. } => {}
            }
        }
        Ok(self.tx.put_officers(&put).await?)
    }

    /// Duties end with a move; absences are minded on where the whole department goes along.
    async fn moves(&mut self, officer: &Officer, (from, to): (DepartmentId, &Place)) -> Changed {
        if !goes_along(self.changes, (from, to)) {
            return gives_up_duties(self.office, self.tx, officer, self.by, MOVED).await;
        }
        let now = self.office.now();
        let yesterday = self.office.desk().today().saturating_sub(1.day());
        let word = Word { by: self.by, on_behalf_of: None, reason: DEPARTMENT_ENDED };
        self.tx.end_grants_of(officer.id, yesterday, word, now).await?;
        self.tx.withdraw_grant_requests_of(officer.id, DEPARTMENT_ENDED, now).await?;
        Ok(())
    }

    /// The officer as the feed tells; what people edit here stays as they wrote it.
    fn told(
        &self,
        officer: OfficerId,
        told: &FeedOfficer,
        places: &HashMap<Place, (AgencyId, DepartmentId)>,
    ) -> Changed<Option<Officer>> {
        let Some(before) = self.chart.officer(officer) else { return Ok(None) };
        let (agency, department) = place(places, &told.place)?;
        let (name, title) = (told.name.clone(), told.title.clone());
        Ok(Some(Officer { agency, department, name, title, active: true, ..before.clone() }))
    }

    /// Hand-registered people of a department that ends go where its work goes: a desk has to stand somewhere.
    async fn ended(&mut self, places: &HashMap<Place, (AgencyId, DepartmentId)>) -> Changed {
        for change in self.changes {
            let Change::DepartmentEnded { department, successor } = change else { continue };
            let to = successor.as_ref().map(|to| place(places, to)).transpose()?;
            if let Some((agency, successor)) = to {
                let by_hand = self.chart.officers_of(*department).into_iter();
                let by_hand: Vec<Officer> = by_hand
                    .filter(|officer| officer.origin == Origin::ByHand)
                    .map(|officer| Officer { agency, department: successor, ..officer.clone() })
                    .collect();
                for officer in &by_hand {
                    gives_up_duties(self.office, self.tx, officer, self.by, DEPARTMENT_ENDED).await?;
                }
                self.tx.put_officers(&by_hand).await?;
            }
            let now = self.office.now();
            self.tx.end_department(*department, to.map(|(_, id)| id), now).await?;
        }
        Ok(())
    }
}

fn place(places: &HashMap<Place, (AgencyId, DepartmentId)>, at: &Place) -> Changed<(AgencyId, DepartmentId)> {
    places.get(at).copied().ok_or(NotChanged::Department)
}

fn opened(id: DepartmentId, agency: AgencyId, told: &FeedDepartment) -> Department {
    let (code, bureau, name) = (told.place.department.clone(), told.bureau.clone(), told.name.clone());
    Department { id, agency, code, bureau, name, duties: Vec::new() }
}

fn joined(told: &FeedOfficer, (agency, department): (AgencyId, DepartmentId)) -> Officer {
    Officer {
        id: OfficerId(Uuid::new_v4()),
        agency,
        department,
        login: told.login.clone(),
        name: told.name.clone(),
        title: told.title.clone(),
        email: told.email.clone(),
        phone: told.phone.clone(),
        duty: told.duty.clone(),
        origin: Origin::Linked,
        active: true,
    }
}
