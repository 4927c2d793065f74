//! What is left on desks at which nobody sits any more, and how much lies on a desk now.

use domain::complaint::Number;
use domain::id::{ComplaintId, DepartmentId, OfficerId};
use sqlx::QueryBuilder;

use crate::codec::parsed;
use crate::error::{Result, StoreError};
use crate::tx::{Read, on};

/// How much is open. Sealed files are in no count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenWork {
    /// Live files.
    pub files: u64,
    /// Co-operations, approvals, requests, follow-ups and objections.
    pub items: u64,
}

impl OpenWork {
    pub fn is_none(self) -> bool {
        self == OpenWork::default()
    }
}

impl Read {
    /// Files that wait for somebody gone, or lie with a department that is no more: a batch by id, after this one.
    ///
    /// Sealed ones too: the machinery hands them over and shows them to nobody.
    pub async fn left_behind(&mut self, after: Option<ComplaintId>, limit: u32) -> Result<Vec<ComplaintId>> {
        let sql = "select id from (
                select c.id from complaints c join officers o on o.id = c.handler_id
                where c.sealed in (false, true) and c.live
                  and (o.active = false or o.department_id <> c.department_id)
                union
                select c.id from departments d join complaints c on c.department_id = d.id
                where d.ended_at is not null and d.successor_id is not null
                  and c.sealed in (false, true) and c.live
                union
                select i.complaint_id from desk_items i join officers o on o.id = i.officer_id
                where o.active = false or (i.item <> 'approval' and o.department_id <> i.department_id)
                union
                select i.complaint_id from departments d join desk_items i on i.department_id = d.id
                where d.ended_at is not null and d.successor_id is not null
            ) as waiting where id > $1 order by id limit $2";
        let after = after.map_or_else(String::new, |id| id.to_string());
        let ids: Vec<String> =
            on!(self, db => sqlx::query_scalar(sql).bind(after).bind(i64::from(limit)).fetch_all(db).await)?;
        ids.iter().map(|id| parsed("complaint id", id)).collect()
    }

    /// What lies open on this officer's desk.
    pub async fn open_work_of(&mut self, officer: OfficerId) -> Result<OpenWork> {
        self.open_work("handler_id", "officer_id", officer.to_string()).await
    }

    /// What lies open with this department, and with its handlers.
    pub async fn open_work_at(&mut self, department: DepartmentId) -> Result<OpenWork> {
        self.open_work("department_id", "department_id", department.to_string()).await
    }

    async fn open_work(&mut self, file: &'static str, item: &'static str, id: String) -> Result<OpenWork> {
        let files: i64 = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select count(*) from complaints where sealed = ");
            sql.push_bind(false).push(" and live and ").push(file).push(" = ").push_bind(&id);
            sql.build_query_scalar().fetch_one(db).await
        })?;
        let items: i64 = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new("select count(*) from desk_items i join complaints c on c.id = \
                i.complaint_id where i.item in ('cooperation', 'approval', 'reassignment', 'follow_up', 'objection') \
                and c.sealed = ");
            sql.push_bind(false).push(" and i.").push(item).push(" = ").push_bind(&id);
            sql.build_query_scalar().fetch_one(db).await
        })?;
        let count = |n: i64| u64::try_from(n).map_err(|_| StoreError::corrupt("count", n));
        Ok(OpenWork { files: count(files)?, items: count(items)? })
    }

    /// Does anything lie there, sealed files included? Says no more than that.
    pub async fn is_department_busy(&mut self, department: DepartmentId) -> Result<bool> {
        let busy: Option<String> = on!(self, db => sqlx::query_scalar(
            "select id from complaints where sealed in (false, true) and department_id = $1 and live
             union all select complaint_id from desk_items where department_id = $1
                and item in ('cooperation', 'approval', 'reassignment', 'follow_up', 'objection')
             limit 1"
        ).bind(department.to_string()).fetch_optional(db).await)?;
        Ok(busy.is_some())
    }

    /// The numbers of what lies open with a department, soonest due first; sealed files are in no list.
    pub async fn open_numbers_at(&mut self, department: DepartmentId, limit: u32) -> Result<Vec<Number>> {
        let numbers: Vec<String> = on!(self, db => sqlx::query_scalar(
            "select coalesce(number, application_number) from complaints
             where sealed = false and department_id = $1 and live order by due_at, id limit $2"
        ).bind(department.to_string()).bind(i64::from(limit)).fetch_all(db).await)?;
        let number = |text: &String| Number::parse(text).map_err(|_| StoreError::corrupt("number", text));
        numbers.iter().map(number).collect()
    }
}
