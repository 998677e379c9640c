//! A document and a word, given to `why`: an explanation, or an error; never a fault of the program.
#![no_main]

use std::process::{ExitCode, Termination as _};

use clap::Parser;
use generator_fuzz::{halves, within};
use libfuzzer_sys::fuzz_target;
use openapi_rust::{Program, Verb};

#[derive(Parser)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

fuzz_target!(|bytes: &[u8]| {
    let (document, word) = halves(bytes);
    let Ok(word) = std::str::from_utf8(word) else { return };
    let folder = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
    let path = folder.path().join("document.yaml");
    std::fs::write(&path, document).expect("a file");
    let path = path.to_str().expect("a plain path");
    let Ok(command) = Command::try_parse_from(["openapi-rust", "why", "--spec", path, "--", word]) else {
        return;
    };
    let code = within(|| command.verb.run(Program { name: "openapi-rust", start: None }));
    // 4 is a fault of the program.
    assert_ne!(code.report(), ExitCode::from(4).report());
});
