//! 답변 템플릿: texts for answers, for a kind, a category and a place, or for all of them.

use domain::complaint::Kind;
use domain::id::{AgencyId, DepartmentId, OfficerId};
use jiff::Timestamp;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::categories::kind_of;
use crate::codec::{instant, instants, maybe_parsed, micros, parsed, text};
use crate::error::{Result, StoreError};
use crate::tx::{Read, Write, on};

/// A template as it is kept. What is empty binds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTemplate {
    pub id: Uuid,
    pub name: String,
    pub kind: Option<Kind>,
    pub category: Option<String>,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
    /// With its placeholders.
    pub body: String,
    /// Rises with every change: of two who change it at once one is told.
    pub version: u32,
    pub ended_at: Option<Timestamp>,
    pub changed_at: Timestamp,
    pub changed_by: Option<OfficerId>,
}

/// The file a template is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct TemplatesFor<'a> {
    pub kind: Option<Kind>,
    pub category: Option<&'a str>,
    pub agency: Option<AgencyId>,
    pub department: Option<DepartmentId>,
}

#[derive(FromRow)]
struct TemplateRow {
    id: String,
    name: String,
    kind: Option<String>,
    category: Option<String>,
    agency_id: Option<String>,
    department_id: Option<String>,
    body: String,
    version: i64,
    ended_at: Option<i64>,
    changed_at: i64,
    changed_by: Option<String>,
}

const COLUMNS: &str = "select id, name, kind, category, agency_id, department_id, body, version, ended_at, \
                       changed_at, changed_by from answer_templates where ";

impl Read {
    /// Those in use, by name; of one agency, or of all places. `after` is the last of the page before.
    pub async fn templates(
        &mut self,
        agency: Option<AgencyId>,
        after: Option<(&str, Uuid)>,
        limit: u32,
    ) -> Result<Vec<KeptTemplate>> {
        let rows: Vec<TemplateRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(COLUMNS);
            sql.push("ended_at is null");
            if let Some(agency) = agency {
                sql.push(" and agency_id = ").push_bind(agency.to_string());
            }
            if let Some((name, id)) = after {
                sql.push(" and (name, id) > (").push_bind(name).push(", ").push_bind(id.to_string()).push(")");
            }
            sql.push(" order by name, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(TemplateRow::kept).collect()
    }

    /// Those that fit a file, the closest first: of its department, of its agency, of its category.
    pub async fn templates_for(&mut self, file: TemplatesFor<'_>, limit: u32) -> Result<Vec<KeptTemplate>> {
        let rows: Vec<TemplateRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(COLUMNS);
            sql.push("ended_at is null");
            let bound = [
                ("kind", file.kind.map(|kind| kind.as_str().to_owned())),
                ("category", file.category.map(str::to_owned)),
                ("agency_id", text(file.agency)),
                ("department_id", text(file.department)),
            ];
            for (column, value) in bound {
                sql.push(" and (").push(column).push(" is null");
                if let Some(value) = value {
                    sql.push(" or ").push(column).push(" = ").push_bind(value);
                }
                sql.push(")");
            }
            sql.push(" order by name, id limit ").push_bind(i64::from(limit));
            sql.build_query_as().fetch_all(db).await
        })?;
        let mut found: Vec<KeptTemplate> = rows.into_iter().map(TemplateRow::kept).collect::<Result<_>>()?;
        found.sort_by_key(|t| {
            (t.department.is_none(), t.agency.is_none(), t.category.is_none(), t.kind.is_none())
        });
        Ok(found)
    }

    pub async fn template(&mut self, id: Uuid) -> Result<KeptTemplate> {
        let row: Option<TemplateRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(COLUMNS);
            sql.push("id = ").push_bind(id.to_string());
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.ok_or(StoreError::NotFound("template"))?.kept()
    }
}

impl Write {
    pub async fn add_template(&mut self, template: &KeptTemplate) -> Result<()> {
        on!(self, db => sqlx::query(
            "insert into answer_templates (id, name, kind, category, agency_id, department_id, body, version,
                ended_at, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        )
        .bind(template.id.to_string())
        .bind(&template.name)
        .bind(template.kind.map(Kind::as_str))
        .bind(&template.category)
        .bind(text(template.agency))
        .bind(text(template.department))
        .bind(&template.body)
        .bind(i64::from(template.version))
        .bind(template.ended_at.map(micros))
        .bind(micros(template.changed_at))
        .bind(text(template.changed_by))
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// The template as somebody left it who had read the version before; a conflict when another was faster.
    pub async fn change_template(&mut self, template: &KeptTemplate) -> Result<()> {
        let changed = on!(self, db => sqlx::query(
            "update answer_templates set name = $3, kind = $4, category = $5, agency_id = $6,
                department_id = $7, body = $8, version = version + 1, ended_at = $9, changed_at = $10,
                changed_by = $11
             where id = $1 and version = $2 and ended_at is null"
        )
        .bind(template.id.to_string())
        .bind(i64::from(template.version))
        .bind(&template.name)
        .bind(template.kind.map(Kind::as_str))
        .bind(&template.category)
        .bind(text(template.agency))
        .bind(text(template.department))
        .bind(&template.body)
        .bind(template.ended_at.map(micros))
        .bind(micros(template.changed_at))
        .bind(text(template.changed_by))
        .execute(db).await.map(|done| done.rows_affected()))?;
        if changed == 0 { Err(StoreError::Conflict("the template has moved on".into())) } else { Ok(()) }
    }
}

impl TemplateRow {
    fn kept(self) -> Result<KeptTemplate> {
        Ok(KeptTemplate {
            id: parsed("template id", &self.id)?,
            name: self.name,
            kind: self.kind.as_deref().map(kind_of).transpose()?,
            category: self.category,
            agency: maybe_parsed("agency id", self.agency_id.as_deref())?,
            department: maybe_parsed("department id", self.department_id.as_deref())?,
            body: self.body,
            version: u32::try_from(self.version)
                .map_err(|_| StoreError::corrupt("template version", self.version))?,
            ended_at: instants(self.ended_at)?,
            changed_at: instant(self.changed_at)?,
            changed_by: maybe_parsed("officer id", self.changed_by.as_deref())?,
        })
    }
}
