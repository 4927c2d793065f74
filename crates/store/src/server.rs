//! The database as it is: its version, and what a city depends on of its settings. The one question the two engines
//! are asked in different words, because each has its own table for it.

use crate::error::Result;
use crate::postgres::may_let_go;
use crate::tx::{Engine, Read, on};

/// Names and values as the engine has them; of PostgreSQL also who we are there (`role`), and whether that one may let
/// go of a number before its commit lasts (`lets_go`, [`Write::next_receipt`](crate::Write::next_receipt)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub engine: Engine,
    pub settings: Vec<(String, String)>,
}

const SQLITE: &str = "select 'server_version', sqlite_version()";
const POSTGRES: &str = concat!(
    "select name, setting from pg_settings where name in ('server_version', 'server_version_num', \
     'fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum', 'max_connections') \
     union all select 'role', current_user::text \
     union all select 'lets_go', cast(",
    may_let_go!(),
    " as text) union all select 'writes_behind', 3577::regprocedure::text order by 1"
);

impl Server {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Read {
    pub async fn server(&mut self) -> Result<Server> {
        let engine = self.engine();
        let words = match engine {
            Engine::Sqlite => SQLITE,
            Engine::Postgres => POSTGRES,
        };
        let settings = on!(self, db => sqlx::query_as(words).fetch_all(db).await)?;
        Ok(Server { engine, settings })
    }
}
