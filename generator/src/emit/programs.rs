//! `examples/`: the lessons as programs to start from.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::lessons::{Lesson, Topic};

/// The programs by path.
pub(crate) fn files(lessons: &[Lesson]) -> BTreeMap<String, String> {
    lessons.iter().map(|lesson| (format!("examples/{}.rs", lesson.name), program(lesson))).collect()
}

// Plain comments, so that tests can include the file.
fn program(lesson: &Lesson) -> String {
    format!("// {}\n\n// {}\n\n{}", crate::HEADER, lesson.about, lesson.program())
}

/// What the manifest says of the programs: their runtime, and the features that they need.
pub(crate) fn manifest(lessons: &[Lesson]) -> String {
    let mut text = String::new();
    if lessons.iter().any(|lesson| lesson.topic != Topic::Blocking) {
        text.push_str("\n[dev-dependencies]\ntokio = { version = \"1.47\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }\n");
    }
    for lesson in lessons.iter().filter(|lesson| !lesson.features.is_empty()) {
        let features: Vec<String> = lesson.features.iter().map(|name| format!("\"{name}\"")).collect();
        let _ = write!(
            text,
            "\n[[example]]\nname = \"{}\"\nrequired-features = [{}]\n",
            lesson.name,
            features.join(", ")
        );
    }
    text
}
