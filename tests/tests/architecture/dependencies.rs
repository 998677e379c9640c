//! What the packages ask of their dependencies.

use std::collections::BTreeSet;
use std::process::Command;

/// The packages that cargo compiles, each with its features; those for build scripts and procedural macros among them.
fn compiled(arguments: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p} {f}"]);
    let output = command.args(arguments).current_dir(tests::generation::root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    // What was listed before is marked.
    text.lines().map(|line| line.trim_end_matches("(*)").trim_end().to_owned()).collect()
}

/// `cargo test` after `cargo xtask regen` compiles nothing of what the command consists of once more.
#[test]
fn the_command_is_compiled_once() {
    let tests = compiled(&["--edges", "all"]);
    let command = compiled(&["--package", "xtask", "--edges", "normal,build"]);
    assert!(command.len() > 50, "{command:#?}");
    let again: Vec<_> = command.difference(&tests).collect();
    assert!(
        again.is_empty(),
        "the tests need other features of these: xtask/Cargo.toml asks for them: {again:#?}"
    );
}
