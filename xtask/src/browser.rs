//! A Chromium that can show Korean. Never a browser that a test tool downloads for itself.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::run;

/// The program in `EUNGDAPSO_CHROMIUM`, or one on this machine, or Debian's, installed.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("EUNGDAPSO_CHROMIUM") {
        return Ok(chosen.into());
    }
    let mut missing = Vec::new();
    if installed().is_none() {
        missing.push("chromium");
    }
    if !korean_font() {
        // fontconfig brings fc-list, which answers the question next time.
        missing.extend(["fontconfig", "fonts-noto-cjk"]);
    }
    if !missing.is_empty() {
        run::apt_install(&missing)?;
    }
    installed().context("no chromium in the path")
}

fn installed() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(run::find)
}

fn korean_font() -> bool {
    let mut fonts = Command::new("fc-list");
    fonts.args([":lang=ko", "family"]);
    run::quiet(fonts).is_ok_and(|families| !families.trim().is_empty())
}
