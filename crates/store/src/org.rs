//! Agencies, departments and officers.

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Agency, AgencyKind, Department, Officer, OrgChart, Origin};
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{from_json, json, parsed};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// Rows of one insert: far below SQLite's 32,766 and PostgreSQL's 65,535 parameters a statement.
pub(crate) const BULK: usize = 500;

#[derive(FromRow)]
struct AgencyRow {
    id: String,
    code: String,
    name: String,
    kind: String,
}

#[derive(FromRow)]
struct DepartmentRow {
    id: String,
    agency_id: String,
    code: String,
    bureau: String,
    name: String,
    duties: String,
}

#[derive(FromRow)]
pub(crate) struct OfficerRow {
    id: String,
    agency_id: String,
    department_id: String,
    login: String,
    name: String,
    title: String,
    email: String,
    phone: String,
    duty: String,
    origin: String,
    active: bool,
}

impl Read {
    /// The whole organisation: 350 agencies and 45,000 officers fit in memory, and rules ask it often.
    pub async fn org_chart(&mut self) -> Result<OrgChart> {
        let agencies: Vec<AgencyRow> = on!(self, db => sqlx::query_as(
            "select id, code, name, kind from agencies"
        ).fetch_all(db).await)?;
        let departments: Vec<DepartmentRow> = on!(self, db => sqlx::query_as(
            "select id, agency_id, code, bureau, name, duties from departments"
        ).fetch_all(db).await)?;
        let officers: Vec<OfficerRow> = on!(self, db => sqlx::query_as(
            "select id, agency_id, department_id, login, name, title, email, phone, duty, origin, active from officers"
        ).fetch_all(db).await)?;
        let ended = self.ended_departments().await?;
        let chart = OrgChart::new(
            agencies.into_iter().map(AgencyRow::agency).collect::<Result<_>>()?,
            departments.into_iter().map(DepartmentRow::department).collect::<Result<_>>()?,
            officers.into_iter().map(OfficerRow::officer).collect::<Result<_>>()?,
        );
        Ok(chart.with_ended(ended))
    }

    pub async fn officer(&mut self, id: OfficerId) -> Result<Option<Officer>> {
        let row: Option<OfficerRow> = on!(self, db => sqlx::query_as(
            "select id, agency_id, department_id, login, name, title, email, phone, duty, origin, active
             from officers where id = $1"
        ).bind(id.to_string()).fetch_optional(db).await)?;
        row.map(OfficerRow::officer).transpose()
    }

    pub async fn officer_by_login(&mut self, login: &str) -> Result<Option<Officer>> {
        let row: Option<OfficerRow> = on!(self, db => sqlx::query_as(
            "select id, agency_id, department_id, login, name, title, email, phone, duty, origin, active
             from officers where login = $1"
        ).bind(login).fetch_optional(db).await)?;
        row.map(OfficerRow::officer).transpose()
    }
}

impl Write {
    /// Adds agencies, or changes those already there.
    pub async fn put_agencies(&mut self, agencies: &[Agency]) -> Result<()> {
        self.raise_facts_version().await?;
        for some in agencies.chunks(BULK) {
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("insert into agencies (id, code, name, kind) ");
                sql.push_values(some, |mut row, agency| {
                    row.push_bind(agency.id.to_string())
                        .push_bind(&agency.code)
                        .push_bind(&agency.name)
                        .push_bind(agency.kind.as_str());
                });
                sql.push(" on conflict (id) do update set
                    code = excluded.code, name = excluded.name, kind = excluded.kind");
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Adds departments, or changes those already there.
    pub async fn put_departments(&mut self, departments: &[Department]) -> Result<()> {
        self.raise_facts_version().await?;
        for some in departments.chunks(BULK) {
            let rows = some.iter().map(|d| Ok((d, json(&d.duties)?))).collect::<Result<Vec<_>>>()?;
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new(
                    "insert into departments (id, agency_id, code, bureau, name, duties) ");
                sql.push_values(&rows, |mut row, (department, duties)| {
                    row.push_bind(department.id.to_string())
                        .push_bind(department.agency.to_string())
                        .push_bind(&department.code)
                        .push_bind(&department.bureau)
                        .push_bind(&department.name)
                        .push_bind(duties);
                });
                sql.push(" on conflict (id) do update set agency_id = excluded.agency_id, code = excluded.code,
                    bureau = excluded.bureau, name = excluded.name, duties = excluded.duties");
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Adds officers, or changes those already there. Nobody is deleted: who left is not active.
    pub async fn put_officers(&mut self, officers: &[Officer]) -> Result<()> {
        self.raise_facts_version().await?;
        for some in officers.chunks(BULK) {
            on!(self, db: Db => {
                let mut sql = QueryBuilder::<Db>::new("insert into officers
                    (id, agency_id, department_id, login, name, title, email, phone, duty, origin, active) ");
                sql.push_values(some, |mut row, officer| {
                    row.push_bind(officer.id.to_string())
                        .push_bind(officer.agency.to_string())
                        .push_bind(officer.department.to_string())
                        .push_bind(&officer.login)
                        .push_bind(&officer.name)
                        .push_bind(&officer.title)
                        .push_bind(&officer.email)
                        .push_bind(&officer.phone)
                        .push_bind(&officer.duty)
                        .push_bind(origin_word(officer.origin))
                        .push_bind(officer.active);
                });
                sql.push(" on conflict (id) do update set agency_id = excluded.agency_id,
                    department_id = excluded.department_id, login = excluded.login, name = excluded.name,
                    title = excluded.title, email = excluded.email, phone = excluded.phone,
                    duty = excluded.duty, origin = excluded.origin, active = excluded.active");
                sql.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }
}

impl AgencyRow {
    fn agency(self) -> Result<Agency> {
        let kind =
            AgencyKind::parse(&self.kind).ok_or_else(|| StoreError::corrupt("agency kind", &self.kind))?;
        Ok(Agency { id: parsed("agency id", &self.id)?, code: self.code, name: self.name, kind })
    }
}

impl DepartmentRow {
    fn department(self) -> Result<Department> {
        Ok(Department {
            id: parsed::<DepartmentId>("department id", &self.id)?,
            agency: parsed::<AgencyId>("agency id", &self.agency_id)?,
            code: self.code,
            bureau: self.bureau,
            name: self.name,
            duties: from_json("duties", &self.duties)?,
        })
    }
}

impl OfficerRow {
    pub(crate) fn officer(self) -> Result<Officer> {
        Ok(Officer {
            id: parsed("officer id", &self.id)?,
            agency: parsed("agency id", &self.agency_id)?,
            department: parsed("department id", &self.department_id)?,
            login: self.login,
            name: self.name,
            title: self.title,
            email: self.email,
            phone: self.phone,
            duty: self.duty,
            origin: origin(&self.origin)?,
            active: self.active,
        })
    }
}

pub(crate) fn origin_word(origin: Origin) -> &'static str {
    match origin {
        Origin::Linked => "linked",
        Origin::ByHand => "by-hand",
    }
}

fn origin(word: &str) -> Result<Origin> {
    [Origin::Linked, Origin::ByHand]
        .into_iter()
        .find(|origin| origin_word(*origin) == word)
        .ok_or_else(|| StoreError::corrupt("origin", word))
}
