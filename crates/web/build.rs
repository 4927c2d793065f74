//! Fetches the front-end kit once a lock file, and lays out the assets the binary carries.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            for line in why.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let crate_dir = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?).join("assets");
    let frontend = crate_dir.join("../../frontend");
    // Named one by one: watching the whole folder would follow node_modules and rebuild for ever.
    for file in ["package.json", "package-lock.json", ".npmrc", "build.mjs"] {
        println!("cargo::rerun-if-changed={}", frontend.join(file).display());
    }
    println!("cargo::rerun-if-changed={}", crate_dir.join("assets").display());
    println!("cargo::rerun-if-changed=build.rs");
    install(&frontend)?;
    tool("node", &["build.mjs", &out.display().to_string()], &frontend)
}

/// Runs `npm ci` when the copy of the lock file kept beside the packages differs from the lock file.
fn install(frontend: &Path) -> Result<(), String> {
    let lock = fs::read(frontend.join("package-lock.json")).map_err(|e| format!("package-lock.json: {e}"))?;
    let stamp = frontend.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    tool("npm", &["ci", "--no-audit", "--no-fund"], frontend)?;
    fs::write(&stamp, lock).map_err(|e| format!("{}: {e}", stamp.display()))
}

fn tool(name: &str, args: &[&str], dir: &Path) -> Result<(), String> {
    // On Windows npm is a script with an ending, which `Command` does not guess.
    let program = if cfg!(windows) && name == "npm" { "npm.cmd" } else { name };
    let done = Command::new(program).args(args).current_dir(dir).output().map_err(|e| missing(name, &e))?;
    if done.status.success() {
        return Ok(());
    }
    Err(format!(
        "`{name} {}` 실행이 실패했습니다 (frontend/).\n`{name} {}` failed in frontend/:\n{}{}",
        args.join(" "),
        args.join(" "),
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    ))
}

fn missing(name: &str, why: &std::io::Error) -> String {
    format!(
        "`{name}`을(를) 실행할 수 없습니다: {why}\n\
         화면 자산(KRDS, Pretendard GOV)을 준비하려면 Node.js 18 이상과 npm이 필요합니다. Debian·Ubuntu: apt install nodejs npm\n\
         Cannot run `{name}`. Node.js 18 or newer with npm is needed to prepare the page assets (Debian, Ubuntu: apt install nodejs npm)."
    )
}
