//! The settings of an installation: an optional TOML file, overruled by the environment.

mod approval;
mod files;
mod messages;
mod neighbours;
pub(crate) mod oidc;
mod portal;
mod roles;
mod staff;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use connect::Secret;
use connect::approval::ApprovalSettings;
use connect::epeople::EpeopleSettings;
use connect::message::Settings as MessageSettings;
use connect::oidc::OidcSettings;
use connect::portal::PortalSettings;
use connect::staff::StaffSettings;
use domain::role::Role;
use serde::Deserialize;
use store::KeyRing;

/// Where the file is looked for when nobody names one.
const FILE: &str = "eungdapso.toml";

/// The file's own shape. A word that is not here is an error, not a wish.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<String>,
    metrics_listen: Option<String>,
    data: Option<PathBuf>,
    database_url: Option<String>,
    keys_file: Option<PathBuf>,
    secure_cookies: Option<bool>,
    trusted_proxies: Option<Vec<IpAddr>>,
    practice_address: Option<String>,
    rows_at_once: Option<usize>,
    second_factor_for: Option<Vec<String>>,
    mail: messages::MailFile,
    gateway: messages::GatewayFile,
    epeople: neighbours::EpeopleFile,
    approval: approval::ApprovalFile,
    staff: staff::StaffFile,
    oidc: oidc::OidcFile,
    portal: portal::PortalFile,
    files: files::FilesFile,
    scanner: files::ScannerFile,
}

/// Its `Debug` shows no secret: the database's address may hold a password and is a [`Secret`].
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    /// Where Prometheus asks, apart from the service; nowhere unless said.
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) data: PathBuf,
    pub(crate) database_url: Option<Secret>,
    /// The key ring itself, from `EUNGDAPSO_KEYS`.
    keys: Option<Secret>,
    pub(crate) keys_file: PathBuf,
    /// Cookies only over TLS: off only where TLS ends before us is impossible.
    pub(crate) secure_cookies: bool,
    /// Our own proxies: what they say of the asker's address is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Address of the practice office: an `eungdapso demo` of its own, apart from this office.
    pub(crate) practice_address: Option<String>,
    /// Roles whose holders must have a second factor with a password of ours.
    pub(crate) second_factor_for: Vec<Role>,
    /// A list longer than this is made into a file by the worker.
    pub(crate) rows_at_once: usize,
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
}

/// Reads one variable of the environment; a seam for tests.
type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Config {
    /// Reads the file, if there is one, and the environment.
    pub(crate) fn read(named: Option<&Path>) -> Result<Config> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("설정 파일 {}을 읽을 수 없습니다", path.display()));
            }
        };
        Config::parse(&text, &|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .with_context(|| format!("설정 ({})", path.display()))
    }

    fn parse(text: &str, env: Lookup<'_>) -> Result<Config> {
        let file: File = toml::from_str(text)?;
        let listen = env("EUNGDAPSO_LISTEN").or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".into());
        let metrics_listen = env("EUNGDAPSO_METRICS_LISTEN").or(file.metrics_listen);
        let data = env("EUNGDAPSO_DATA").map(PathBuf::from).or(file.data).unwrap_or_else(|| "data".into());
        let keys_file = env("EUNGDAPSO_KEYS_FILE").map(PathBuf::from).or(file.keys_file);
        let secure = match env("EUNGDAPSO_SECURE_COOKIES").as_deref() {
            None => file.secure_cookies.unwrap_or(true),
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            Some(other) => bail!("EUNGDAPSO_SECURE_COOKIES는 true 또는 false입니다: {other:?}"),
        };
        Ok(Config {
            listen: address("listen", &listen)?,
            metrics_listen: metrics_listen.map(|text| address("metrics_listen", &text)).transpose()?,
            keys_file: keys_file.unwrap_or_else(|| data.join("keys")),
            files: file.files.settings(&data, env)?,
            scanner: file.scanner.settings(env),
            data,
            database_url: env("DATABASE_URL").or(file.database_url).map(Secret::new),
            keys: env("EUNGDAPSO_KEYS").map(Secret::new),
            secure_cookies: secure,
            trusted_proxies: match env("EUNGDAPSO_TRUSTED_PROXIES") {
                Some(list) => addresses("EUNGDAPSO_TRUSTED_PROXIES", &list)?,
                None => file.trusted_proxies.unwrap_or_default(),
            },
            practice_address: practice(env("EUNGDAPSO_PRACTICE_ADDRESS").or(file.practice_address))?,
            second_factor_for: roles::read(env("EUNGDAPSO_SECOND_FACTOR_FOR"), file.second_factor_for)?,
            rows_at_once: rows(env("EUNGDAPSO_ROWS_AT_ONCE"), file.rows_at_once)?,
            messages: MessageSettings {
                mail: file.mail.settings(env)?,
                gateway: file.gateway.settings(env)?,
            },
            epeople: file.epeople.settings(env)?,
            approval: file.approval.settings(env)?,
            staff: file.staff.settings(env)?,
            oidc: file.oidc.settings(env)?,
            portal: file.portal.settings(env)?,
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

/// A link on a page: nothing but a web address.
/// As many as an office computer opens at once, unless somebody wants fewer.
fn rows(said: Option<String>, filed: Option<usize>) -> Result<usize> {
    let most = casework::export::ROWS_MAX;
    let said =
        said.map(|text| text.parse().with_context(|| format!("rows_at_once: {text:?}"))).transpose()?;
    match said.or(filed) {
        None => Ok(most),
        Some(rows) if (1..=most).contains(&rows) => Ok(rows),
        Some(other) => bail!("rows_at_once는 1부터 {most}까지입니다: {other}"),
    }
}

fn practice(address: Option<String>) -> Result<Option<String>> {
    match address {
        Some(other) if !other.starts_with("https://") && !other.starts_with("http://") => {
            bail!("practice_address는 http:// 또는 https://로 시작하는 주소입니다: {other:?}")
        }
        address => Ok(address),
    }
}

fn address(name: &str, text: &str) -> Result<SocketAddr> {
    text.parse().with_context(|| format!("{name} 주소를 읽을 수 없습니다: {text:?}"))
}

/// `10.0.0.1,10.0.0.2`
fn addresses(name: &str, list: &str) -> Result<Vec<IpAddr>> {
    let read = |one: &str| one.trim().parse().with_context(|| format!("{name}: {one:?}"));
    list.split(',').map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_overrules_the_file_and_no_secret_shows() {
        let text =
            "listen = \"0.0.0.0:9000\"\ndata = \"/srv/office\"\ndatabase_url = \"postgres://u:pass@h/d\"";
        let env = |name: &str| (name == "EUNGDAPSO_LISTEN").then(|| "127.0.0.1:1".to_owned());
        let config = Config::parse(text, &env).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.keys_file, Path::new("/srv/office/keys"));
        let proxies = |name: &str| (name == "EUNGDAPSO_TRUSTED_PROXIES").then(|| "10.0.0.1, ::1".to_owned());
        let config_with = Config::parse("trusted_proxies = [\"127.0.0.1\"]", &proxies).unwrap();
        assert_eq!(config_with.trusted_proxies.len(), 2);
        assert_eq!(config.database(), "postgres://u:pass@h/d");
        assert!(!format!("{config:?}").contains("pass"));
    }

    #[test]
    fn what_is_misspelt_is_refused() {
        let nothing = |_: &str| None;
        assert!(Config::parse("lisen = \"0.0.0.0:9000\"", &nothing).is_err());
        assert!(Config::parse("listen = \"somewhere\"", &nothing).is_err());
        assert!(Config::parse("metrics_listen = \"9464\"", &nothing).is_err(), "a port is no address");
        assert!(Config::parse("[mail]\nhost = \"relay\"", &nothing).is_err(), "no sender");
        let approval = "[approval]\nurl = \"https://approval.example\"\nkey_id = \"k1\"";
        assert!(Config::parse(approval, &nothing).is_err(), "no secret");
        assert!(
            Config::parse("[files]\ns3_endpoint = \"https://o.example\"", &nothing).is_err(),
            "no bucket"
        );
        let secure = |name: &str| (name == "EUNGDAPSO_SECURE_COOKIES").then(|| "maybe".to_owned());
        assert!(Config::parse("", &secure).is_err());
        assert!(Config::parse("practice_address = \"javascript:1\"", &nothing).is_err());
        assert_eq!(Config::parse("", &nothing).unwrap().rows_at_once, casework::export::ROWS_MAX);
        assert_eq!(Config::parse("rows_at_once = 150", &nothing).unwrap().rows_at_once, 150);
        assert!(Config::parse("rows_at_once = 10001", &nothing).is_err());
        let proxies = |name: &str| (name == "EUNGDAPSO_TRUSTED_PROXIES").then(|| "10.0.0.1,proxy".to_owned());
        assert!(Config::parse("", &proxies).is_err(), "a name is no address");
    }

    #[test]
    fn without_anything_the_database_is_embedded() {
        let config = Config::parse("", &|_| None).unwrap();
        assert_eq!(config.database(), "sqlite://data/eungdapso.db");
        assert!(config.secure_cookies && config.messages.mail.is_none());
    }
}
