//! The database: is it reached, does its schema fit, and does it keep what it was told to keep.

mod standby;

use store::{Engine, KeyRing, POSTGRES_CONNECTIONS, Server, Store};

use super::Finding;
use crate::commands::beside;
use crate::config::Config;

/// The oldest PostgreSQL that is still looked after.
const OLDEST: u32 = 140_000;
/// Connections left for backups, exporters and administrators.
const SPARE: u32 = 10;

/// The database, and the standby where one is set.
pub(super) async fn look(config: &Config, keys: KeyRing) -> Vec<Finding> {
    let store = match connected(config, keys).await {
        Ok(store) => store,
        Err(wrong) => return vec![("데이터베이스", Err(wrong))],
    };
    let mut findings = vec![("데이터베이스", looked_at(&store).await)];
    findings.extend(standby::look(&store).await.map(|found| ("대기 서버", found)));
    store.close().await;
    findings
}

async fn connected(config: &Config, keys: KeyRing) -> Result<Store, String> {
    let reached = Store::connect(&config.database(), keys).await;
    let store = reached.map_err(|error| {
        format!("연결할 수 없습니다: {error}. DATABASE_URL과 데이터베이스 서버를 확인하십시오.")
    })?;
    let beside = beside(config, store);
    beside.map_err(|error| format!("{error:#}. EUNGDAPSO_STANDBY_URL을 확인하십시오."))
}

async fn looked_at(store: &Store) -> Result<String, String> {
    let missing = |error: store::StoreError| {
        format!("구조가 이 프로그램과 다릅니다: {error}. `eungdapso migrate`를 실행하십시오.")
    };
    let mut tx = store.read().await.map_err(missing)?;
    let version = tx.calendar_version().await.map_err(missing)?;
    let counts = tx.count_notices().await.map_err(missing)?;
    let server = tx.server().await.map_err(missing)?;
    drop(tx);
    let wrong = wrong(&server);
    if !wrong.is_empty() {
        return Err(wrong.join(" "));
    }
    let pending = counts.iter().find(|(state, _)| state.as_str() == "pending").map_or(0, |(_, n)| *n);
    let engine = server.engine.as_str();
    let release = server.get("server_version").unwrap_or_default();
    Ok(format!(
        "{engine} {release}, 구조 {}번, 공휴일 달력 {}판, 발송 대기 알림 {pending}건",
        store::newest(),
        version.0
    ))
}

/// What of its settings would lose or slow down complaints. SQLite is opened with settings of ours.
fn wrong(server: &Server) -> Vec<String> {
    if server.engine == Engine::Sqlite {
        return Vec::new();
    }
    let number =
        |name: &str| server.get(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(u32::MAX);
    let mut wrong = Vec::new();
    if number("server_version_num") < OLDEST {
        let old = server.get("server_version").unwrap_or_default();
        wrong.push(format!("PostgreSQL {old}은(는) 더 이상 고쳐지지 않는 판입니다. 14 이상으로 올리십시오."));
    }
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
        if server.get(name) == Some("off") {
            wrong.push(format!(
                "{name}이(가) 꺼져 있어 정전 때 저장된 민원을 잃을 수 있습니다. postgresql.conf에서 켜고 다시 읽히십시오."
            ));
        }
    }
    if server.get("autovacuum") == Some("off") {
        wrong.push("autovacuum이 꺼져 있어 표가 계속 커집니다. postgresql.conf에서 켜십시오.".to_owned());
    }
    if number("max_connections") < POSTGRES_CONNECTIONS + SPARE {
        wrong.push(format!(
            "max_connections가 모자랍니다. 응답소 서버마다 {POSTGRES_CONNECTIONS}개와 여유 {SPARE}개가 필요합니다."
        ));
    }
    if server.get("lets_go") == Some("false") {
        let role = server.get("role").unwrap_or_default();
        let function = server.get("writes_behind").unwrap_or("pg_logical_emit_message");
        wrong.push(format!(
            "데이터베이스 사용자 {role}에게 {function} 함수를 실행할 권한이 없습니다. 민원은 잃지 않으나, 번호를 받을 때마다 다음 \
             신청과 접수가 앞의 것이 저장될 때까지 기다려 느려집니다. 이 데이터베이스에서 관리자로 \
             `grant execute on function {function} to \"{role}\";`를 실행하십시오."
        ));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(changed: &[(&str, &str)]) -> Server {
        let good = [
            ("server_version", "15.18"),
            ("server_version_num", "150018"),
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("synchronous_commit", "on"),
            ("autovacuum", "on"),
            ("max_connections", "100"),
            ("role", "eungdapso"),
            ("lets_go", "true"),
        ];
        let other =
            |name: &str| changed.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
        let settings = good.map(|(name, value)| (name.to_owned(), other(name).unwrap_or(value).to_owned()));
        Server { engine: Engine::Postgres, settings: settings.to_vec() }
    }

    #[test]
    fn a_server_that_may_lose_complaints_or_turn_the_service_away_is_told() {
        assert!(wrong(&server(&[])).is_empty());
        for (setting, said) in [
            (("server_version_num", "130012"), "14 이상"),
            (("fsync", "off"), "fsync"),
            (("full_page_writes", "off"), "full_page_writes"),
            (("synchronous_commit", "off"), "synchronous_commit"),
            (("autovacuum", "off"), "autovacuum"),
            (("max_connections", "25"), "20개"),
            (("lets_go", "false"), "to \"eungdapso\";"),
        ] {
            let told = wrong(&server(&[setting]));
            assert!(told.len() == 1 && told[0].contains(said), "{setting:?}: {told:?}");
        }
        // Weaker than `on`, but nothing acknowledged is lost when only the database falls.
        assert!(wrong(&server(&[("synchronous_commit", "local")])).is_empty());
    }
}
