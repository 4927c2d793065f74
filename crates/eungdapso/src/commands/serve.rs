//! `eungdapso serve`: the web and the worker over one office, until somebody says stop.

use std::future::IntoFuture;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use casework::Office;
use connect::message::Messengers;
use connect::oidc::{OidcClient, OidcSettings};
use connect::portal::{Portal, PortalSettings};
use connect::scan::{Scanner, ScannerSettings};
use connect::vault::Vault;
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::watch;
use tokio::task::JoinError;

use crate::beneath::Ground;
use crate::beside::Beside;
use crate::config::Config;
use crate::door::{self, stopped};
use crate::keys_file;

/// Requests and letters under way may take this long to end after somebody said stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything that runs.
pub(super) struct Service {
    pub(super) office: Office,
    pub(super) messengers: Arc<Messengers>,
    pub(super) beside: Beside,
    /// Pages of the demo's stand-ins, beside ours.
    pub(super) stand_ins: axum::Router,
    /// Attachments: their vault and their scanner.
    pub(super) files: worker::Files,
    pub(super) settings: web::Settings,
    /// Who may say who somebody is, besides our own passwords.
    pub(super) identity_provider: Option<OidcSettings>,
    pub(super) portal: Option<PortalSettings>,
    /// Proxies in front of us that are believed.
    pub(super) proxies: Vec<IpAddr>,
    /// Where officers practise: an office of its own.
    pub(super) practice: Option<String>,
    /// A list longer than this is made into a file by the worker.
    pub(super) rows_at_once: usize,
    pub(super) listener: TcpListener,
    /// Where Prometheus asks.
    pub(super) metrics: Option<TcpListener>,
    /// What Prometheus is told of the machine.
    pub(super) ground: Ground,
    pub(super) stop: Stop,
    /// Where the key ring lies, unless it came from the environment.
    pub(super) keys_file: Option<PathBuf>,
    /// So long after somebody said stop all is answered as before, but for whoever asks whether this one is ready.
    pub(super) drain: Duration,
}

pub(crate) async fn run(config: Config) -> Result<ExitCode> {
    let listener = listen(config.listen).await?;
    let metrics = maybe_listen(config.metrics_listen).await?;
    let ground = Ground::of(&config);
    let directory = crate::directory::linked(config.staff.as_ref())?;
    let office = super::office(&config)
        .await?
        .with_directory(directory)
        .with_second_factor_for(&config.second_factor_for)
        .known_as(config.site.clone());
    let messengers = Messengers::new(&config.messages).context("알림 채널 설정")?;
    let settings = web::Settings { demo: false, secure_cookies: config.secure_cookies };
    let vault = crate::vault::open(&config.files, &config.key_ring()?)?;
    let files = files(vault, config.scanner.as_ref())?;
    let keys_file = (!config.keys_from_environment()).then(|| config.keys_file.clone());
    let (messengers, proxies, stop) = (Arc::new(messengers), config.trusted_proxies, Stop::listen()?);
    let beside = Beside::of(config.epeople.as_ref(), config.approval.as_ref())?;
    let (office, stand_ins) = (office.beside(&beside.names()), axum::Router::new());
    let (practice, rows_at_once, drain) = (config.practice_address, config.rows_at_once, config.drain);
    let service = Service {
        office,
        messengers,
        files,
        beside,
        stand_ins,
        settings,
        identity_provider: config.oidc,
        portal: config.portal,
        proxies,
        practice,
        rows_at_once,
        listener,
        metrics,
        ground,
        stop,
        keys_file,
        drain,
    };
    println!("listening on http://{}", service.listener.local_addr()?);
    service.until_stopped().await?;
    Ok(ExitCode::SUCCESS)
}

/// Before anything else: a port that is taken should be heard of at once.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{address}에서 연결을 받을 수 없습니다"))
}

/// The same where somebody may have asked for it.
pub(super) async fn maybe_listen(address: Option<SocketAddr>) -> Result<Option<TcpListener>> {
    match address {
        Some(address) => listen(address).await.map(Some),
        None => Ok(None),
    }
}

/// The vault, and the scanner if there is one.
pub(super) fn files(vault: Vault, scanner: Option<&ScannerSettings>) -> Result<worker::Files> {
    let scanner = scanner.map(Scanner::new).transpose().context("악성코드 검사기 설정")?;
    let (vault, scanner) = (Some(Arc::new(vault)), scanner.map(Arc::new));
    Ok(worker::Files { vault, scanner, ..worker::Files::default() })
}

impl Service {
    /// Serves and works until SIGTERM or ctrl-c; what is under way is finished first.
    pub(super) async fn until_stopped(self) -> Result<()> {
        let Service { office, messengers, files, beside, stand_ins, settings, proxies, practice, .. } = self;
        let (listener, stop_said) = (self.listener, self.stop);
        let store = office.store().clone();
        if let Some(path) = self.keys_file {
            tokio::spawn(keys_file::follow(path, store.clone(), files.vault.clone()));
        }
        let (stop, stopping) = watch::channel(false);
        let state = web::AppState::new(office.clone(), settings).behind(&proxies);
        let state = state.practising_at(practice.as_deref()).giving_at_once(self.rows_at_once);
        let state = match &files.vault {
            Some(vault) => state.keeping(Arc::clone(vault)),
            None => state,
        };
        let state = match self.identity_provider {
            Some(settings) => state.believing(Arc::new(OidcClient::new(settings).context("통합인증 설정")?)),
            None => state,
        };
        let state = match self.portal {
            Some(settings) => state.behind_portal(Portal::new(&settings).context("행정포털 설정")?),
            None => state,
        };
        let state = match beside.approval {
            Some(door) => state.heard_through(door),
            None => state,
        };
        let routes = web::router(state.clone()).merge(stand_ins);
        let mut serving = tokio::spawn(door::serve(listener, routes, door::USUAL, stopping.clone()));
        if let Some(metrics) = self.metrics {
            let ground = self.ground;
            let look: web::Look = Arc::new(move || ground.look());
            let routes = axum::serve(metrics, web::metrics(office.clone(), look));
            tokio::spawn(routes.with_graceful_shutdown(stopped(stopping.clone())).into_future());
        }
        let worker = worker::Worker::new(office, messengers).with_files(files).beside(beside.neighbours);
        let working = worker.run(stopped(stopping));
        let mut working = tokio::spawn(working);
        // Half a program would take complaints in and tell nobody: whoever watches over it starts it anew.
        tokio::select! {
            () = stop_said.said() => tracing::info!("stopping"),
            ended = &mut working => return Err(broken_off(ended, "작업자")),
            ended = &mut serving => return Err(broken_off(ended, "서비스")),
        }
        if !self.drain.is_zero() {
            // A proxy in front hears of it and sends its requests elsewhere before nobody takes them here.
            state.leave();
            tokio::time::sleep(self.drain).await;
        }
        stop.send_replace(true);
        // Pages that listen would keep their connections for ever.
        state.close();
        let ended = tokio::time::timeout(PATIENCE, async { tokio::join!(serving, working) }).await;
        store.close().await;
        match ended {
            Ok((served, worked)) => {
                worked.context("작업자가 멈췄습니다")?;
                served.context("서비스가 멈췄습니다")
            }
            // Long-lived connections are cut; every act was committed or not begun.
            Err(_) => Ok(()),
        }
    }
}

/// Something ended that nobody had told to.
fn broken_off<T>(ended: Result<T, JoinError>, what: &str) -> anyhow::Error {
    let why = ended.err().map_or_else(|| "이유 없이".to_owned(), |error| error.to_string());
    anyhow::anyhow!("{what}가 멈췄습니다: {why}")
}

/// Somebody says stop: SIGTERM or ctrl-c. Listened for before the address is told, so that none is missed.
#[cfg(unix)]
pub(super) struct Stop {
    terminate: signal::unix::Signal,
    interrupt: signal::unix::Signal,
}

#[cfg(unix)]
impl Stop {
    pub(super) fn listen() -> Result<Stop> {
        use signal::unix::{SignalKind, signal};
        Ok(Stop { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn said(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
pub(super) struct Stop;

#[cfg(not(unix))]
impl Stop {
    pub(super) fn listen() -> Result<Stop> {
        Ok(Stop)
    }

    async fn said(self) {
        // Without a way to hear it, only the end of the process stops the service.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
