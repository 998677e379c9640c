//! Generated files as snapshots hold them.

/// A file without its first line, the mark of the generator.
#[must_use]
pub fn body(file: &str) -> &str {
    file.split_once('\n').map_or(file, |(_, body)| body)
}

/// Rust without the lines that are documentation. A sentence that many items are documented with is pinned where
/// documentation is the topic; everywhere else it would only hide what else has changed.
#[must_use]
pub fn without_documentation(rust: &str) -> String {
    let mut kept = String::new();
    for line in rust.lines() {
        let documentation = ["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark));
        // One empty line is enough where the documentation of a module stood between two.
        let repeated = line.is_empty() && kept.ends_with("\n\n");
        if !documentation && !repeated {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
