//! A Python with the independent calculators and testers that we compare ourselves with.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::run;

/// Makes `target/venv` with what `xtask/requirements.txt` names; nothing to do if it has it already.
pub(crate) fn prepare(root: &Path, target: &Path) -> Result<PathBuf> {
    let wanted_file = root.join("xtask/requirements.txt");
    let wanted = fs::read_to_string(&wanted_file).context("xtask/requirements.txt")?;
    let folder = target.join("venv");
    let python = folder.join("bin/python");
    let installed = folder.join("installed.txt");
    if python.exists() && fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }

    if run::find("python3").is_none() {
        run::apt_install(&["python3", "python3-venv"])?;
    }
    if make(&folder).is_err() {
        // Debian's python3 comes without the part that makes environments.
        run::apt_install(&["python3-venv"])?;
        make(&folder)?;
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&wanted_file);
    run::quiet(pip)?;
    fs::write(installed, wanted)?;
    Ok(python)
}

fn make(folder: &Path) -> Result<()> {
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(folder);
    run::quiet(venv).map(drop)
}
