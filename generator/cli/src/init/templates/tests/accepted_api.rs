//! The public API is the one that was last accepted: `{{command}} update` accepts it, and so does
//! `INSTA_UPDATE=always cargo test`, which a reviewer then sees as a change of `accepted_api.snap`.

use std::path::Path;

#[test]
fn the_public_api_is_the_accepted_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = std::fs::read_to_string(folder.join("api.snap")).unwrap().replace('\r', "");
    // The first line has a checksum of the file.
    let made = made.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    let place = folder.join("tests/accepted_api.snap");
    let accepted = std::fs::read_to_string(&place).unwrap_or_default().replace('\r', "");
    if made != accepted && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(place, made).unwrap();
    }
    let gone = accepted.lines().filter(|line| !made.lines().any(|other| other == *line));
    let new = made.lines().filter(|line| !accepted.lines().any(|other| other == *line));
    let changes: Vec<String> = gone.map(|line| format!("- {line}")).chain(new.map(|line| format!("+ {line}"))).collect();
    assert!(made == accepted, "the public API changed:\n{}", changes.join("\n"));
}
