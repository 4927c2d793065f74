//! What is broken on purpose, one thing after the other, while people work.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{
    City,
    limits::{self, Counted},
    load::Load,
    place::wait_until,
    report::Trial,
};

/// So many answers, and service is back.
const BACK: usize = 20;
/// Longer than any of these outages may take.
const BACK_LIMIT: Duration = Duration::from_secs(120);
/// After the last answer that matters, so that what comes late is counted where it belongs.
const AFTERWARDS: Duration = Duration::from_secs(3);

/// Everything, in an order in which each finds the cluster well.
pub(super) fn all(city: &mut City, load: &Load, calm: Duration) -> Result<Vec<Trial>> {
    let mut trials = vec![calm_time(city, load, calm)?];
    let newer = city.program.clone();
    let what = if city.older == newer {
        "rolling restart: the same program everywhere"
    } else {
        "rolling upgrade: old and new side by side"
    };
    let rolled = trial(city, load, what, |city| roll(city, &newer))?;
    trials.push(rolled);
    let restarted = trial(city, load, "a node is restarted by its service manager", |city| {
        let program = city.program.clone();
        let node = city.nodes.first_mut().context("there is no node")?;
        node.stop()?;
        node.start(&program)
    })?;
    trials.push(restarted);
    let killed = trial(city, load, "a node is killed with SIGKILL", |city| {
        let program = city.program.clone();
        let node = city.nodes.last_mut().context("there is no node")?;
        node.kill()?;
        thread::sleep(AFTERWARDS);
        node.start(&program)
    })?;
    trials.push(killed);
    trials.extend(leader(city, load)?);
    Ok(trials)
}

/// One address more than haproxy lets through, while the others work on.
pub(super) fn one_address(city: &mut City, load: &Load) -> Result<(Trial, Vec<Counted>)> {
    let mut counted = Vec::new();
    let trial = trial(city, load, "one address files and tries more than it may", |city| {
        counted = limits::all(&city.proxy.client(), load)?;
        Ok(())
    })?;
    Ok((trial, counted))
}

/// Afterwards, once the newer program has done everything it does: back to the older one, and on again.
pub(super) fn back(city: &mut City, load: &Load) -> Result<Vec<Trial>> {
    let (older, newer) = (city.older.clone(), city.program.clone());
    let back =
        trial(city, load, "rollback: the old program over what the new one left", |city| roll(city, &older))?;
    let again = trial(city, load, "rolling upgrade once more", |city| roll(city, &newer))?;
    Ok(vec![back, again])
}

/// The leader goes in four ways, and comes back from three of them. Each time all are well before: a leader that no
/// standby has confirmed yet is followed by nobody, for what it acknowledged may be nowhere else.
fn leader(city: &mut City, load: &Load) -> Result<Vec<Trial>> {
    city.database.wait_until_well_again()?;
    let switched = trial(city, load, "the leader hands over, as before work on its machine", |city| {
        let leader = city.leader()?;
        city.database.switch_over(&leader)?;
        another_leads(city, &leader)
    })?;
    city.database.wait_until_well_again()?;
    let mut gone = city.leader()?;
    let killed = trial(city, load, "the leader's machine loses its power (SIGKILL)", |city| {
        city.database.machine(&gone)?.kill()?;
        another_leads(city, &gone)
    })?;
    let returned = trial(city, load, "it comes back", |city| {
        city.database.start_again(&gone, &city.place)?;
        city.database.wait_until_well_again().map(drop)
    })?;
    city.database.wait_until_well_again()?;
    gone = city.leader()?;
    let cut = trial(city, load, "the leader is cut off and does not know (SIGSTOP)", |city| {
        city.database.machine(&gone)?.freeze()?;
        another_leads(city, &gone)
    })?;
    let thawed = trial(city, load, "it goes on as if it still led, and is put right", |city| {
        city.database.machine(&gone)?.thaw()?;
        city.database.wait_until_well_again().map(drop)
    })?;
    city.database.wait_until_well_again()?;
    gone = city.leader()?;
    let two = trial(city, load, "the leader is out of touch, its PostgreSQL goes on: two lead", |city| {
        city.database.machine(&gone)?.forsake()?;
        another_leads(city, &gone)?;
        let leads = city.database.lines_at(&city.place, &gone, "select not pg_is_in_recovery()")?;
        ensure!(leads == ["t"], "{gone} does not lead any more: {leads:?}");
        Ok(())
    })?;
    let one = trial(city, load, "it is in touch again, and is put right", |city| {
        city.database.machine(&gone)?.thaw()?;
        city.database.wait_until_well_again().map(drop)
    })?;
    Ok(vec![switched, killed, returned, cut, thawed, two, one])
}

fn calm_time(city: &mut City, load: &Load, calm: Duration) -> Result<Trial> {
    trial(city, load, "nothing", |_| {
        thread::sleep(calm);
        Ok(())
    })
}

/// One node after the other: taken out of haproxy, ended, started with the other program, let in again.
fn roll(city: &mut City, program: &Path) -> Result<()> {
    for node in &mut city.nodes {
        city.proxy.drain(&node.name)?;
        node.stop()?;
        node.start(program)?;
        city.proxy.admit(&node.name)?;
        // Side by side for a while: what one writes, the other reads.
        thread::sleep(AFTERWARDS);
    }
    Ok(())
}

fn another_leads(city: &City, than: &str) -> Result<()> {
    wait_until("another leader", BACK_LIMIT, || {
        Ok(city.database.leader().is_some_and(|leader| leader != than))
    })?;
    Ok(())
}

fn trial(
    city: &mut City,
    load: &Load,
    name: &'static str,
    broken: impl FnOnce(&mut City) -> Result<()>,
) -> Result<Trial> {
    println!("── {name}");
    let from = Instant::now();
    broken(city).with_context(|| name)?;
    let since = Instant::now();
    wait_until("service", BACK_LIMIT, || Ok(load.ledger().kept_since(since) >= BACK))
        .with_context(|| format!("after: {name}"))?;
    thread::sleep(AFTERWARDS);
    let ledger = load.ledger();
    let service = ledger.service(from, Instant::now());
    println!(
        "   {:>5} acknowledged, {:>3} tries refused, {:>5.1} s without service, {:>5.1} s the longest wait",
        service.acknowledged, service.tries_refused, service.without_service_s, service.longest_wait_s
    );
    ensure!(ledger.wrong.is_empty(), "answers that no outage excuses: {:?}", ledger.wrong);
    drop(ledger);
    Ok(Trial { name, leader: city.leader()?, service })
}
