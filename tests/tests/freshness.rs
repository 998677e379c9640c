//! What is committed is what the generator gives, and the runtime's copies are copies.

use tests::generation;

#[test]
fn the_committed_crate_is_current() {
    let outcome = generation::guardrails();
    let output = outcome.output.expect("the document is fine");
    let folder = generation::root().join("generated");
    // The first line has the mark, and on the disk a seal.
    let rest = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    for (path, text) in &output.files {
        let committed = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
        assert!(
            rest(&committed) == rest(text),
            "generated/{path} is not what the generator writes: `cargo xtask regen --check` says more"
        );
    }
}

#[test]
fn runtime_modules_are_copied_byte_for_byte_up_to_their_tests() {
    let outcome = generation::guardrails();
    let output = outcome.output.expect("the document is fine");
    let source = generation::root().join("generator/runtime/src/runtime");
    let copies = output.files.iter().filter_map(|(path, text)| {
        let module = path.strip_prefix("src/runtime/")?;
        (module != "mod.rs").then_some((module, text))
    });
    let mut count = 0;
    for (module, text) in copies {
        let original = std::fs::read_to_string(source.join(module)).unwrap();
        let (mark, body) = text.split_once("\n\n").unwrap();
        assert!(mark.contains(generator::MARK), "{module}");
        let (code, _tests) = original.split_once("\n#[cfg(test)]\n").unwrap_or((&original, ""));
        assert!(body == code, "{module}");
        count += 1;
    }
    assert!(count > 20);
}
