//! 응답소: the program. It reads the settings, owns the clock, and hands both to the rooms below.

mod beneath;
mod beside;
mod cli;
mod clock;
mod commands;
mod config;
mod directory;
mod files;
mod keys_file;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use config::declared::LOG_FORMAT;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    log(&cli);
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("오류: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The log goes to stderr, so that stdout is what the command answers.
fn log(cli: &cli::Cli) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(cli.log_level()));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if LOG_FORMAT.in_environment().is_some_and(|format| format == "json") {
        log.json().init();
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).init();
    }
}
