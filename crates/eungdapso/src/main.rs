//! 응답소: the program. It reads the settings, owns the clock, and hands both to the rooms below.

mod beneath;
mod beside;
mod cli;
mod clock;
mod commands;
mod config;
mod directory;
mod door;
mod files;
mod keys_file;
mod log;
mod vault;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use zeroizing_alloc::ZeroAlloc;

/// What is given back is overwritten first: passwords, numbers of persons and letters pass through buffers of many
/// libraries, and each would leave its copy behind.
#[global_allocator]
static MEMORY: ZeroAlloc<MiMalloc> = ZeroAlloc(MiMalloc);

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    log::begin(cli.log_level());
    web::last_words::go_to_the_log();
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("오류: {error:#}");
            ExitCode::FAILURE
        }
    }
}
