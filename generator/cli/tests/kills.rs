//! A process that writes is killed at random moments; the next run repairs what it left.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::collections::hash_map::RandomState;
use std::env;
use std::fs;
use std::hash::{BuildHasher as _, Hasher as _};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{Files, assert_holds, edition, folder, snapshot, write};
use openapi_rust::write::RealDisk;

const KILLS: u32 = 100;
const FILES: u32 = 40;

/// Not a test: what the tests below run as a process of its own, and kill.
#[test]
#[ignore = "run by the other tests of this file"]
fn child() {
    let Some(out) = env::var_os("KILLS_OUT").map(PathBuf::from) else { return };
    println!("ready");
    for number in (1..).map(|round: u32| round % 3) {
        write(&RealDisk, &out, &edition(number, FILES)).unwrap();
        println!("written");
    }
}

/// Starts the child and waits until it is about to write.
fn start(out: &Path) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("KILLS_OUT", out)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    wait_for(&mut lines, "ready");
    (child, lines)
}

fn wait_for(lines: &mut impl std::io::BufRead, wanted: &str) {
    let found = lines.lines().map(Result::unwrap).any(|line| line.contains(wanted));
    assert!(found, "the child never said `{wanted}`");
}

/// A number below `limit`, another one each time.
fn random(limit: u64) -> u64 {
    RandomState::new().build_hasher().finish() % limit.max(1)
}

/// How long a child takes for one edition.
fn pace() -> Duration {
    let folder = folder();
    let (mut child, mut lines) = start(folder.path());
    wait_for(&mut lines, "written");
    let started = Instant::now();
    for _ in 0..3 {
        wait_for(&mut lines, "written");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    started.elapsed() / 3
}

fn editions() -> Vec<Files> {
    (0..3).map(|number| edition(number, FILES)).collect()
}

#[test]
fn a_hundred_kills_at_random_moments_are_repaired() {
    let editions = editions();
    let pace = u64::try_from(pace().as_micros()).unwrap();
    let folder = folder();
    let out = folder.path().join("out");
    let (mut half_written, mut left_behind) = (0, 0);
    for round in 0..KILLS {
        let (mut child, _lines) = start(&out);
        thread::sleep(Duration::from_micros(random(pace * 2)));
        child.kill().unwrap();
        child.wait().unwrap();

        half_written += u32::from(openapi_rust::write::is_half_written(&out));
        left_behind += u32::from(out.join(".regen").exists());
        if !openapi_rust::write::is_half_written(&out) {
            // All old or all new, as it stands.
            let whole = |files: &&Files| openapi_rust::write::compare(&out, files).unwrap().is_empty();
            assert!(
                !snapshot(&out).keys().any(|name| name.starts_with("src/models/"))
                    || editions.iter().any(|files| whole(&files))
            );
        }
        let next = editions.get(round as usize % 3).unwrap();
        write(&RealDisk, &out, next).unwrap_or_else(|error| panic!("after kill {round}: {error}"));
        assert_holds(&out, next);
    }
    println!(
        "{KILLS} kills: {left_behind} while at work, {half_written} of them between the first rename and the last"
    );
    assert!(left_behind > KILLS / 10, "the kills came at the wrong moments: {left_behind}");
}

/// The command as a whole, generation included.
#[test]
fn the_command_killed_is_repaired_by_the_command() {
    let folder = folder();
    let document = |word: &str| {
        format!(
            "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 1.0.0\npaths:\n  /{word}:\n    get:\n      operationId: list_{word}\n      responses:\n        '204':\n          description: Nothing.\n"
        )
    };
    let run = |check: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
        command
            .current_dir(folder.path())
            .args(["regen", "--spec", "api.yaml", "--out", "made", "--name", "pets"]);
        command.stdout(Stdio::null()).args(check.then_some("--check"));
        command
    };
    let started = Instant::now();
    fs::write(folder.path().join("api.yaml"), document("first")).unwrap();
    assert!(run(false).status().unwrap().success());
    let pace = u64::try_from(started.elapsed().as_micros()).unwrap();
    for round in 0..30 {
        fs::write(folder.path().join("api.yaml"), document(&format!("pets{round}"))).unwrap();
        let mut child = run(false).spawn().unwrap();
        thread::sleep(Duration::from_micros(random(pace)));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(run(false).status().unwrap().success(), "after kill {round}");
        assert!(run(true).status().unwrap().success(), "after kill {round}");
        assert!(!folder.path().join("made/.regen").exists());
    }
}
