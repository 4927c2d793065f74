//! 사용자 관리: officers as those see them who look after them, a page at a time, with their accounts.

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Officer, Origin};
use domain::role::{Duty, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{FromRow, QueryBuilder};

use crate::codec::{instants, micros, parsed};
use crate::error::Result;
use crate::grants::duty;
use crate::org::{OfficerRow, origin_word};
use crate::read::PAGE_MAX;
use crate::tx::{Read, Write, on};

/// A part of the city's people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleOf {
    City,
    Agency(AgencyId),
    Department(DepartmentId),
}

/// 계정 상태.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Can log in with a password.
    Usable,
    /// The password was given by somebody else and has not been changed yet.
    MustChange,
    Locked,
    /// Without a password of ours: comes in by single sign-on.
    None,
    /// 사용 중지, or left.
    Retired,
}

/// 검색 조건. Empty means everybody.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// The beginning of a name.
    pub name: Option<String>,
    /// The beginning of a log-in.
    pub login: Option<String>,
    pub origin: Option<Origin>,
    pub state: Option<AccountState>,
    pub role: Option<Role>,
}

/// Where a page begins: after this name and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleCursor {
    pub name: String,
    pub id: OfficerId,
}

/// Somebody, with the state of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub officer: Officer,
    pub account: Option<UserAccount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserAccount {
    pub locked_until: Option<Timestamp>,
    pub must_change: bool,
    pub changed_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct UserRow {
    #[sqlx(flatten)]
    officer: OfficerRow,
    has_account: Option<String>,
    locked_until: Option<i64>,
    must_change: Option<bool>,
    changed_at: Option<i64>,
}

const USER: &str = "select o.id, o.agency_id, o.department_id, o.login, o.name, o.title, o.email, o.phone, o.duty, \
                    o.origin, o.active, a.officer_id as has_account, a.must_change, a.changed_at, \
                    (select max(t.locked_until) from log_in_tries t where t.name = a.login) as locked_until \
                    from officers o left join accounts a on a.officer_id = o.id where ";

/// Some place from which the account is locked still.
const LOCKED: &str = "(select 1 from log_in_tries t where t.name = a.login and t.locked_until > ";

impl Read {
    /// A page of the people of these parts, by name. `now` says whose account is locked, `today` who holds a role.
    pub async fn users(
        &mut self,
        of: &[PeopleOf],
        filter: &PeopleFilter,
        (now, today): (Timestamp, Date),
        (after, limit): (Option<&PeopleCursor>, u32),
    ) -> Result<(Vec<User>, Option<PeopleCursor>)> {
        let limit = limit.clamp(1, PAGE_MAX);
        let mut users = Vec::new();
        for part in of {
            let rows = self.users_of(*part, filter, (now, today), (after, limit)).await?;
            users.extend(rows.into_iter().map(UserRow::user).collect::<Result<Vec<_>>>()?);
        }
        users.sort_by(|a, b| (&a.officer.name, a.officer.id).cmp(&(&b.officer.name, b.officer.id)));
        users.dedup_by(|a, b| a.officer.id == b.officer.id);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = users.len() > limit;
        users.truncate(limit);
        let last = users.last().filter(|_| more).map(|user| &user.officer);
        let next = last.map(|officer| PeopleCursor { name: officer.name.clone(), id: officer.id });
        Ok((users, next))
    }

    async fn users_of(
        &mut self,
        part: PeopleOf,
        filter: &PeopleFilter,
        (now, today): (Timestamp, Date),
        (after, limit): (Option<&PeopleCursor>, u32),
    ) -> Result<Vec<UserRow>> {
        let today = today.to_string();
        Ok(on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(USER);
            match part {
                PeopleOf::City => sql.push("true"),
                PeopleOf::Agency(id) => sql.push("o.agency_id = ").push_bind(id.to_string()),
                PeopleOf::Department(id) => sql.push("o.department_id = ").push_bind(id.to_string()),
            };
            if let Some(name) = &filter.name {
                // A range and not `like`: the index delivers it on both engines.
                sql.push(" and o.name >= ").push_bind(name).push(" and o.name < ").push_bind(after_all(name));
            }
            if let Some(login) = &filter.login {
                sql.push(" and o.login >= ").push_bind(login).push(" and o.login < ").push_bind(after_all(login));
            }
            if let Some(origin) = filter.origin {
                sql.push(" and o.origin = ").push_bind(origin_word(origin));
            }
            match filter.state {
                None => &mut sql,
                Some(AccountState::Retired) => sql.push(" and o.active = ").push_bind(false),
                Some(state) => {
                    sql.push(" and o.active = ").push_bind(true);
                    match state {
                        AccountState::None => sql.push(" and a.officer_id is null"),
                        AccountState::Locked => sql.push(" and exists ").push(LOCKED).push_bind(micros(now)).push(")"),
                        AccountState::MustChange => sql.push(" and a.must_change = ").push_bind(true),
                        AccountState::Usable | AccountState::Retired => sql.push(" and a.must_change = ")
                            .push_bind(false).push(" and not exists ").push(LOCKED).push_bind(micros(now)).push(")"),
                    }
                }
            };
            if let Some(role) = filter.role {
                sql.push(" and exists (select 1 from grants g where g.officer_id = o.id and g.role = ")
                    .push_bind(role.as_str()).push(" and g.from_date <= ").push_bind(&today)
                    .push(" and (g.until_date is null or g.until_date >= ").push_bind(&today).push("))");
            }
            if let Some(after) = after {
                sql.push(" and (o.name, o.id) > (").push_bind(&after.name).push(", ")
                    .push_bind(after.id.to_string()).push(")");
            }
            sql.push(" order by o.name, o.id limit ").push_bind(i64::from(limit) + 1);
            sql.build_query_as::<UserRow>().fetch_all(db).await
        })?)
    }

    pub async fn user(&mut self, id: OfficerId) -> Result<Option<User>> {
        let row: Option<UserRow> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(USER);
            sql.push("o.id = ").push_bind(id.to_string());
            sql.build_query_as().fetch_optional(db).await
        })?;
        row.map(UserRow::user).transpose()
    }

    /// The duties that hold for these officers on a day; of nobody else.
    pub async fn duties_on(&mut self, officers: &[OfficerId], day: Date) -> Result<Vec<(OfficerId, Duty)>> {
        if officers.is_empty() {
            return Ok(Vec::new());
        }
        let day = day.to_string();
        let rows: Vec<(String, String, Option<String>, Option<String>)> = on!(self, db: Db => {
            let mut sql = QueryBuilder::<Db>::new(
                "select officer_id, role, agency_id, department_id from grants where from_date <= ");
            sql.push_bind(&day).push(" and (until_date is null or until_date >= ").push_bind(&day);
            sql.push(") and officer_id in (");
            let mut list = sql.separated(", ");
            for officer in officers {
                list.push_bind(officer.to_string());
            }
            sql.push(") order by granted_at, id");
            sql.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter()
            .map(|(officer, role, agency, department)| {
                Ok((parsed("officer id", &officer)?, duty(&role, agency.as_deref(), department.as_deref())?))
            })
            .collect()
    }
}

impl Write {
    /// Holds these officers until the transaction ends, in one order for everybody: of two who enter something
    /// about the same person, one comes after the other. SQLite's only writer needs no more than being it.
    pub async fn lock_officers(&mut self, officers: &[OfficerId]) -> Result<()> {
        let mut ids: Vec<String> = officers.iter().map(ToString::to_string).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            let sql = format!("select id from officers where id = $1{}", self.engine().for_update());
            let sql = sqlx::AssertSqlSafe(sql);
            let _: Option<String> =
                on!(self, db => sqlx::query_scalar(sql).bind(&id).fetch_optional(db).await)?;
        }
        Ok(())
    }
}

/// The first text after all that begin so.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

impl UserRow {
    fn user(self) -> Result<User> {
        let account = match self.has_account {
            None => None,
            Some(_) => Some(UserAccount {
                locked_until: instants(self.locked_until)?,
                must_change: self.must_change.unwrap_or_default(),
                changed_at: instants(self.changed_at)?,
            }),
        };
        Ok(User { officer: self.officer.officer()?, account })
    }
}

impl User {
    pub fn state(&self, now: Timestamp) -> AccountState {
        match self.account {
            _ if !self.officer.active => AccountState::Retired,
            None => AccountState::None,
            Some(account) if account.locked_until.is_some_and(|until| until > now) => AccountState::Locked,
            Some(account) if account.must_change => AccountState::MustChange,
            Some(_) => AccountState::Usable,
        }
    }
}

impl AccountState {
    pub const ALL: [AccountState; 5] = [
        AccountState::Usable,
        AccountState::MustChange,
        AccountState::Locked,
        AccountState::None,
        AccountState::Retired,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            AccountState::Usable => "usable",
            AccountState::MustChange => "must-change",
            AccountState::Locked => "locked",
            AccountState::None => "none",
            AccountState::Retired => "retired",
        }
    }

    pub fn parse(text: &str) -> Option<AccountState> {
        AccountState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
