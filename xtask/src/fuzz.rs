//! `cargo xtask fuzz`: a fuzzer over every reader of bytes from outside, one after the other on one core.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{run, workshop::Workshop};

#[derive(Args)]
pub(crate) struct Options {
    /// Only these targets; all of them otherwise.
    targets: Vec<String>,
    /// Minutes for each.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    minutes: u64,
}

/// What runs of ten minutes and more had found, without what says nothing new: a folder for each target.
const FOUND: &str = "corpus.tar.gz";
/// Longest input, in bytes: readers of more are tried by tests of their own.
const LONGEST: u32 = 8_192;
/// Seconds after which one input counts as a reader that does not return.
const PATIENCE: u32 = 20;

pub(crate) fn run(options: &Options) -> Result<()> {
    if run::find("cargo-fuzz").is_none() {
        bail!(
            "cargo-fuzz is missing here: cargo install cargo-fuzz --locked; and rustup toolchain install nightly"
        );
    }
    let workshop = Workshop::open()?;
    let folder = workshop.root.join("fuzz");
    // The same crates as the program has.
    fs::copy(workshop.root.join("Cargo.lock"), folder.join("Cargo.lock")).context("fuzz/Cargo.lock")?;
    let all = targets(&folder)?;
    if let Some(wrong) = options.targets.iter().find(|name| !all.contains(name)) {
        bail!("there is no target {wrong}; there are {}", all.join(", "));
    }
    for target in all.iter().filter(|name| options.targets.is_empty() || options.targets.contains(name)) {
        println!("\n── {target}, {} min", options.minutes);
        // What is found new lies in fuzz/corpus, beside what earlier runs found; the seeds are only read.
        unpack(&folder, target)?;
        let mut fuzz = Command::new("cargo");
        fuzz.args(["+nightly", "fuzz", "run", "--fuzz-dir", ".", "-s", "none", target.as_str()]);
        fuzz.current_dir(&folder).args([
            format!("corpus/{target}"),
            format!("../crates/hostile/corpus/{target}"),
            "--".to_owned(),
            format!("-max_total_time={}", options.minutes * 60),
            format!("-max_len={LONGEST}"),
            format!("-timeout={PATIENCE}"),
        ]);
        // We run under one toolchain and ask for another: rustup's cargo of the path chooses.
        fuzz.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        run::check(fuzz)?;
    }
    Ok(())
}

/// What was found before, unless a run here has found something already.
fn unpack(folder: &Path, target: &str) -> Result<()> {
    let corpus = folder.join("corpus");
    if corpus.join(target).is_dir() {
        return Ok(());
    }
    fs::create_dir_all(&corpus)?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(folder.join(FOUND)).arg("-C").arg(&corpus).arg(target);
    // A target that is new has found nothing yet.
    run::quiet(tar).map(drop).or_else(|_| fs::create_dir_all(corpus.join(target)).map_err(Into::into))
}

fn targets(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder.join("fuzz_targets")).context("fuzz/fuzz_targets")?;
    let paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let mut names: Vec<String> =
        paths.iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    Ok(names)
}
