//! The settings of an installation: an optional TOML file, overruled by the environment.

mod approval;
pub(crate) mod declared;
mod files;
mod messages;
mod neighbours;
pub(crate) mod oidc;
mod page;
mod portal;
mod roles;
mod setting;
mod staff;
mod values;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use casework::passkeys::Site;
use connect::Secret;
use connect::approval::ApprovalSettings;
use connect::epeople::EpeopleSettings;
use connect::message::Settings as MessageSettings;
use connect::oidc::OidcSettings;
use connect::portal::PortalSettings;
use connect::staff::StaffSettings;
use domain::role::Role;
use store::KeyRing;

use declared::{
    ADDRESS, BACKUP_FOLDER, DATA, DATABASE_URL, DRAIN_SECONDS, KEYS, KEYS_FILE, LISTEN, METRICS_LISTEN,
    PRACTICE_ADDRESS, ROWS_AT_ONCE, SECOND_FACTOR_FOR, SECURE_COOKIES, STANDBY_BEHIND, STANDBY_URL,
    TRUSTED_PROXIES,
};
pub(crate) use page::page;
pub(crate) use setting::Kind;
use setting::Setting;
pub(crate) use values::{Source, Values};

/// With what else a stop takes it stays below the minute after which a service manager kills.
const DRAIN_MAX_S: u64 = 30;
const STANDBY_BEHIND_MAX_S: u64 = 3_600;

/// Where the file is looked for when nobody names one.
const FILE: &str = "eungdapso.toml";

/// Its `Debug` shows no secret: the database's address may hold a password and is a [`Secret`].
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    /// Where Prometheus asks, apart from the service; nowhere unless said.
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) data: PathBuf,
    pub(crate) database_url: Option<Secret>,
    /// Where sums are asked, besides, and how old they may be.
    pub(crate) standby: Option<(Secret, Duration)>,
    /// The key ring itself, from `EUNGDAPSO_KEYS`.
    keys: Option<Secret>,
    pub(crate) keys_file: PathBuf,
    /// Cookies only over TLS: off only where TLS ends before us is impossible.
    pub(crate) secure_cookies: bool,
    /// Our own proxies: what they say of the asker's address is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Address of the practice office: an `eungdapso demo` of its own, apart from this office.
    /// Where passkeys belong to.
    pub(crate) site: Option<Site>,
    pub(crate) practice_address: Option<String>,
    /// Roles whose holders must have a second factor with a password of ours.
    pub(crate) second_factor_for: Vec<Role>,
    /// A list longer than this is made into a file by the worker.
    pub(crate) rows_at_once: usize,
    /// Between being told to stop and taking no more requests: as long as a proxy needs to hear of it.
    pub(crate) drain: Duration,
    pub(crate) messages: MessageSettings,
    /// 국민신문고, where it is connected.
    pub(crate) epeople: Option<EpeopleSettings>,
    /// 업무관리·전자결재.
    pub(crate) approval: Option<ApprovalSettings>,
    /// The staff directory, if one is linked.
    pub(crate) staff: Option<StaffSettings>,
    /// 통합인증, where it may say who somebody is.
    pub(crate) oidc: Option<OidcSettings>,
    /// 행정포털, where it stands before us and says who somebody is.
    pub(crate) portal: Option<PortalSettings>,
    /// Where attachments are kept.
    pub(crate) files: connect::vault::Settings,
    /// Who looks into them; an office may have nobody.
    pub(crate) scanner: Option<connect::scan::ScannerSettings>,
    /// Where backups lie, if they are to be watched.
    pub(crate) backups: Option<PathBuf>,
}

impl Config {
    /// Reads the file, if there is one, and the environment.
    pub(crate) fn read(named: Option<&Path>) -> Result<Config> {
        Config::of(&Config::values(named)?)
    }

    /// What was set, before it is known whether it can work.
    pub(crate) fn values(named: Option<&Path>) -> Result<Values> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("설정 파일 {}을 읽을 수 없습니다", path.display()));
            }
        };
        Values::read(&text, &|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .with_context(|| format!("설정 ({})", path.display()))
    }

    /// # Errors
    /// What cannot be read, or cannot work without something else.
    pub(crate) fn of(values: &Values) -> Result<Config> {
        let data = values.text(&DATA).map(PathBuf::from).unwrap_or_default();
        Ok(Config {
            listen: values.parsed(&LISTEN)?.context("주소가 없습니다")?,
            metrics_listen: values.parsed(&METRICS_LISTEN)?,
            keys_file: values.text(&KEYS_FILE).map_or_else(|| data.join("keys"), PathBuf::from),
            files: files::vault(values, &data)?,
            scanner: files::scanner(values)?,
            data,
            database_url: values.secret(&DATABASE_URL),
            standby: standby(values)?,
            keys: values.secret(&KEYS),
            secure_cookies: values.switched(&SECURE_COOKIES)?,
            trusted_proxies: addresses(values, &TRUSTED_PROXIES)?,
            site: site(values.text(&ADDRESS))?,
            practice_address: practice(values.text(&PRACTICE_ADDRESS))?,
            second_factor_for: roles::read(values.text(&SECOND_FACTOR_FOR))?,
            rows_at_once: rows(values)?,
            drain: drain(values)?,
            backups: values.text(&BACKUP_FOLDER).map(PathBuf::from),
            messages: MessageSettings { mail: messages::mail(values)?, gateway: messages::gateway(values)? },
            epeople: neighbours::epeople(values)?,
            approval: approval::settings(values)?,
            staff: staff::settings(values)?,
            oidc: oidc::settings(values)?,
            portal: portal::settings(values)?,
        })
    }

    /// The address of the database: the one named, or the embedded one in the data folder.
    pub(crate) fn database(&self) -> String {
        match &self.database_url {
            Some(url) => url.expose().to_owned(),
            None => format!("sqlite://{}", self.embedded().display()),
        }
    }

    fn embedded(&self) -> PathBuf {
        self.data.join("eungdapso.db")
    }

    pub(crate) fn keys_from_environment(&self) -> bool {
        self.keys.is_some()
    }

    /// The key ring. A first start of the embedded database makes one; later, a missing ring is a loss
    /// that a new one would only hide.
    pub(crate) fn key_ring(&self) -> Result<KeyRing> {
        if let Some(keys) = &self.keys {
            return KeyRing::parse(keys.expose()).context("EUNGDAPSO_KEYS");
        }
        match std::fs::read_to_string(&self.keys_file) {
            Ok(text) => {
                KeyRing::parse(&text).with_context(|| format!("열쇠 파일 {}", self.keys_file.display()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.first_key_ring(),
            Err(error) => Err(error)
                .with_context(|| format!("열쇠 파일 {}을 읽을 수 없습니다", self.keys_file.display())),
        }
    }

    /// The key ring that was kept apart, for a restore: a new one could read nothing of what is brought back.
    pub(crate) fn kept_key_ring(&self) -> Result<KeyRing> {
        if !self.keys_from_environment() && !self.keys_file.exists() {
            bail!(
                "열쇠 파일 {}이 없습니다. 백업에는 열쇠가 들어 있지 않습니다. 따로 보관한 열쇠 파일을 그 자리에 되돌린 뒤 \
                 다시 실행하십시오.",
                self.keys_file.display()
            );
        }
        self.key_ring()
    }

    fn first_key_ring(&self) -> Result<KeyRing> {
        if self.database_url.is_some() || self.embedded().exists() {
            bail!(
                "열쇠 파일 {}이 없습니다. 보관해 둔 파일을 되돌리거나, 처음 설치라면 `eungdapso keys generate`로 \
                 만듭니다. EUNGDAPSO_KEYS로 직접 줄 수도 있습니다.",
                self.keys_file.display()
            );
        }
        let ring = KeyRing::generate();
        crate::files::write_private(&self.keys_file, &ring.to_text())?;
        tracing::info!(file = %self.keys_file.display(), "a key ring was made: keep a copy of it elsewhere");
        Ok(ring)
    }
}

/// As many as an office computer opens at once, unless somebody wants fewer.
fn rows(values: &Values) -> Result<usize> {
    let most = casework::export::ROWS_MAX;
    match values.parsed(&ROWS_AT_ONCE)? {
        None => Ok(most),
        Some(rows) if (1..=most).contains(&rows) => Ok(rows),
        Some(other) => bail!("rows_at_once는 1부터 {most}까지입니다: {other}"),
    }
}

/// Figures of more than an hour ago would be taken for those of now.
fn standby(values: &Values) -> Result<Option<(Secret, Duration)>> {
    let most = match values.parsed(&STANDBY_BEHIND)? {
        Some(seconds) if (1..=STANDBY_BEHIND_MAX_S).contains(&seconds) => Duration::from_secs(seconds),
        other => bail!(
            "standby_behind_seconds는 1초부터 {STANDBY_BEHIND_MAX_S}초까지입니다: {}",
            other.unwrap_or_default()
        ),
    };
    let Some(url) = values.secret(&STANDBY_URL) else { return Ok(None) };
    let leader = values.secret(&DATABASE_URL);
    if [Some(&url), leader.as_ref()]
        .iter()
        .any(|url| !url.is_some_and(|url| url.expose().starts_with("postgres")))
    {
        bail!(
            "standby_url은 database_url의 PostgreSQL을 따르는 서버의 postgres:// 주소입니다. 둘 다 PostgreSQL이어야 합니다."
        );
    }
    Ok(Some((url, most)))
}

fn drain(values: &Values) -> Result<Duration> {
    match values.parsed(&DRAIN_SECONDS)? {
        Some(seconds) if seconds <= DRAIN_MAX_S => Ok(Duration::from_secs(seconds)),
        Some(other) => bail!("drain_seconds는 {DRAIN_MAX_S}초까지입니다: {other}"),
        None => Ok(Duration::ZERO),
    }
}

/// Our own address as browsers know it.
fn site(address: Option<String>) -> Result<Option<Site>> {
    let Some(address) = address else { return Ok(None) };
    let site = Site::of(&address).with_context(|| {
        format!("address는 https://와 이름으로 된 주소입니다(IP 주소와 경로 없이): {address:?}")
    })?;
    Ok(Some(site))
}

/// A link on a page: nothing but a web address.
fn practice(address: Option<String>) -> Result<Option<String>> {
    match address {
        Some(other) if !other.starts_with("https://") && !other.starts_with("http://") => {
            bail!("practice_address는 http:// 또는 https://로 시작하는 주소입니다: {other:?}")
        }
        address => Ok(address),
    }
}

/// `10.0.0.1,10.0.0.2`
fn addresses(values: &Values, setting: &Setting) -> Result<Vec<IpAddr>> {
    let list = values.text(setting).unwrap_or_default();
    let all = list.split(',').map(str::trim).filter(|one| !one.is_empty());
    let read = |one: &str| one.parse().with_context(|| format!("{}: {one:?}", setting.name()));
    all.map(read).collect()
}

#[cfg(test)]
mod tests;
