//! `eungdapso demo`: a living Seoul in a folder of its own, with mail and messages that stay on this machine.

mod attachments;
mod building;
mod citizens;
mod home;
mod progress;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use casework::passkeys::Site;
use casework::sessions::hash_password;
use casework::{Clock, MovableClock, Office};
use connect::approval::fake::ApprovalFake;
use connect::epeople::{Citizens, EpeopleFake};
use connect::message::{Messengers, standin};
use connect::oidc::OidcSettings;
use connect::scan::ScannerFake;
use demo::{DEMO_NOW, LOG_INS, Plan};
use domain::deadline::seoul;
use store::Store;
use tokio::net::TcpListener;

use self::home::{Home, Kept};
use super::serve::{self, Service, Stop};
use crate::beneath::Ground;
use crate::beside::Beside;
use crate::cli::Demo;
use crate::clock::{self, SystemClock};
use crate::config::Config;
use crate::config::declared::DEMO_PASSWORD;
use crate::config::oidc::back_to;

/// The city's seed: the same city for everybody who follows the README.
const SEED: u64 = 20_261_120;
/// Numbers of 국민신문고 that are read at once.
const NUMBERS_AT_ONCE: u32 = 10_000;

pub(crate) async fn run(config: Config, asked: Demo) -> Result<ExitCode> {
    let asked_now = match &asked.now {
        Some(text) => Some(seoul::parse(text).with_context(|| format!("읽을 수 없는 시각입니다: {text:?}"))?),
        None => None,
    };
    let listener = serve::listen(asked.listen).await?;
    let home = Home::enter(&asked.data)?;
    let scanner = ScannerFake::start().await.context("시연용 악성코드 검사기")?;
    let vault = crate::vault::open(&home.files(), &home.key_ring()?)?;
    let files = serve::files(vault, Some(&scanner.settings()))?;
    let (store, kept) = city((&config, &home), &files, &asked, asked_now).await?;
    let clock: Arc<dyn Clock> = Arc::new(MovableClock::new(asked_now.unwrap_or(kept.now)));
    let office = Office::open(store, Arc::clone(&clock), Arc::new(SystemClock)).await?;
    let epeople = epeople(&office, &home).await?;
    // A directory that tells of the city with a few changes, as of today.
    let told = demo::staff_feed(&office.facts().chart, domain::desk::seoul_date(office.now()));
    let staff = connect::staff::StaffFake::start(&told).await.context("시연용 인사 연계")?;
    let office = office.with_directory(crate::directory::linked(Some(&staff.settings()))?);
    let office = office.with_second_factor_for(&config.second_factor_for);
    let office = office.known_as(Some(site(config.site, &listener)?));
    // The gateway's stand-in checks how old a signature is by the clock it was signed by.
    let stand_in = standin::start(Arc::new(move || clock.now())).await.context("시연용 발송 서버")?;
    let messengers = Arc::new(Messengers::new(&stand_in.settings)?);
    let approvals = approval_system(&office, &listener).await?;
    let beside = Beside::of(Some(&epeople.settings()), Some(&approvals.settings()))?;
    let office = office.beside(&beside.names());
    let stand_ins = axum::Router::new().nest("/demo/approval-system", approvals.pages());
    let settings = web::Settings { demo: true, secure_cookies: false };
    let (proxies, practice, stop) = (Vec::new(), None, Stop::listen()?);
    let rows_at_once = config.rows_at_once;
    let metrics = serve::maybe_listen(config.metrics_listen).await?;
    let ground = Ground { folders: vec![("data", asked.data.clone())], backups: None };
    let identity_provider = identity_provider(config.oidc, &listener)?;
    let service = Service {
        office,
        messengers,
        files,
        beside,
        stand_ins,
        settings,
        identity_provider,
        portal: config.portal,
        proxies,
        practice,
        rows_at_once,
        listener,
        metrics,
        ground,
        stop,
        keys_file: Some(home.keys_file()),
        drain: std::time::Duration::ZERO,
    };
    welcome(&service, &kept)?;
    service.until_stopped().await?;
    stand_in.stop();
    epeople.stop();
    approvals.stop();
    staff.stop();
    Ok(ExitCode::SUCCESS)
}

/// A 국민신문고 of its own, which remembers in the demo's folder and knows what the city had from it before.
async fn epeople(office: &Office, home: &Home) -> Result<EpeopleFake> {
    let clock = office.clone();
    let citizens: Arc<dyn Citizens> = Arc::new(citizens::City);
    let book = home.neighbour("epeople.json");
    let fake = EpeopleFake::start_with(Arc::new(move || clock.now()), Some(book), Some(citizens)).await;
    let fake = fake.context("시연용 국민신문고")?;
    let mut tx = office.store().read().await?;
    let mut last = String::new();
    loop {
        let numbers = tx.external_numbers(&last, NUMBERS_AT_ONCE).await?;
        fake.know(&numbers);
        match numbers.into_iter().next_back() {
            Some(number) => last = number,
            None => return Ok(fake),
        }
    }
}

/// 업무관리시스템 in this process: it calls back to us, and its documents move on as the demo's clock does.
async fn approval_system(office: &Office, listener: &TcpListener) -> Result<ApprovalFake> {
    let telling = office.clone();
    let fake = ApprovalFake::start(Arc::new(move || telling.now())).await.context("시연용 업무관리시스템")?;
    let port = listener.local_addr()?.port();
    fake.call_back_to(&format!("http://127.0.0.1:{port}"));
    fake.live_by_itself();
    Ok(fake)
}

/// Browsers make no passkeys for a bare IP address: on this machine the demo is also known by its name.
fn site(named: Option<Site>, listener: &TcpListener) -> Result<Site> {
    match named {
        Some(site) => Ok(site),
        None => Ok(Site::of(&format!("http://localhost:{}", listener.local_addr()?.port()))?),
    }
}

/// Whoever the settings name may say who somebody is here too; the demo knows its own address.
fn identity_provider(named: Option<OidcSettings>, listener: &TcpListener) -> Result<Option<OidcSettings>> {
    let address = format!("http://{}", listener.local_addr()?);
    Ok(named.map(|settings| OidcSettings { redirect_uri: back_to(&address), ..settings }))
}

/// The database with its city, built when there is none yet.
async fn city(
    (config, home): (&Config, &Home),
    files: &worker::Files,
    asked: &Demo,
    asked_now: Option<jiff::Timestamp>,
) -> Result<(Store, Kept)> {
    let given = DEMO_PASSWORD.in_environment();
    let url = match &config.database_url {
        Some(url) => url.expose().to_owned(),
        None => home.database(),
    };
    if let Some(kept) = home.kept()? {
        let store = Store::open(&url, home.key_ring()?).await.context("시연 데이터베이스")?;
        let mut kept = with_password(&store, home, kept, given).await?;
        // The clock never goes back behind what was done after it had been moved.
        let last = store.read().await?.last_event_at().await?;
        kept.now = last.map_or(kept.now, |last| last.max(kept.now));
        return Ok((store, kept));
    }
    let now = asked_now.unwrap_or(DEMO_NOW);
    let password = given.unwrap_or_else(super::admin::new_password);
    let password_hash = hash_password(password.clone()).await?;
    let plan = Plan { complaints: asked.complaints, seed: SEED, now, password_hash, years: None };
    let (store, begun) = building::place(&url, home, &plan).await?;
    let kept = building::build((&store, begun), (home, files), &plan, password).await?;
    Ok((store, kept))
}

/// Another password than last time is set for all ten.
async fn with_password(store: &Store, home: &Home, mut kept: Kept, given: Option<String>) -> Result<Kept> {
    let Some(password) = given.filter(|given| *given != kept.password) else { return Ok(kept) };
    set_password(store, &hash_password(password.clone()).await?).await?;
    kept.password = password;
    home.keep(&kept)?;
    Ok(kept)
}

async fn set_password(store: &Store, hash: &str) -> Result<()> {
    let mut tx = store.write().await?;
    for (login, _) in LOG_INS {
        tx.set_password(login, hash, false, clock::now()).await?;
    }
    Ok(tx.commit().await?)
}

fn welcome(service: &Service, kept: &Kept) -> Result<()> {
    let address = service.listener.local_addr()?;
    println!("\n응답소 시연 — 서울 시각 {}", words::date::moment_with_weekday(service.office.now()));
    println!("listening on http://{address}\n");
    println!("아이디 (비밀번호는 모두 {})", kept.password);
    for (login, what) in LOG_INS {
        println!("  {login:<11} {what}");
    }
    println!("\n해 볼 만한 일");
    println!(
        "  1. manager로 로그인해 민원 업무 > 처리자 분배에서 민원을 열고, 처리기한의 근거를 읽은 뒤 handler에게 분배합니다."
    );
    println!("  2. handler로 로그인해 접수하고, 답변을 써서 approver에게 결재를 올립니다.");
    println!("  3. approver로 로그인해 결재합니다. 알림현황에서 발송 결과를 봅니다.");
    println!(
        "  · 강남구의 답변은 업무관리시스템에서 결재합니다: http://{address}/demo/approval-system/board"
    );
    if let Some((number, secret)) = kept.examples.first() {
        println!(
            "  4. 신청인으로 http://{address}/lookup 에서 접수번호 {number}, 조회 비밀번호 {secret} 으로 조회합니다."
        );
    }
    println!("\n끝내려면 Ctrl-C");
    Ok(())
}
