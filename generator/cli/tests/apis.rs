//! A crate of several documents (`[[api]]`): each verb sees one crate, whose items are below the modules of their APIs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: TITLE, version: "1" }
paths:
  /items:
    get:
      operationId: listItems
      tags: [items]
      responses:
        "200":
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Item" } } } }
components:
  schemas:
    Item:
      type: object
      required: [id]
      properties:
        id: { type: string }
        created-at: { type: string }
"##;

const CONFIG: &str = "[crate]\nname = \"services\"\nversion = \"1.0.0\"\n[output]\npath = \"services\"\n\
    [[api]]\nname = \"pets\"\nspec = \"pets.yaml\"\n[[api]]\nname = \"shops\"\nconfig = \"apis/shops.toml\"\n";

struct Repository(tempfile::TempDir);

impl Repository {
    /// A committed project with two documents.
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.write("pets.yaml", &DOCUMENT.replace("TITLE", "Pets"));
        repository.write("apis/shops.yaml", &DOCUMENT.replace("TITLE", "Shops"));
        repository.write("apis/shops.toml", "[document]\npath = \"shops.yaml\"\n");
        repository.write("regen.toml", CONFIG);
        repository.write("changelog/1.0.0.md", "The first version.\n");
        repository.git(&["init", "--quiet"]);
        repository.succeed(&["regen"]);
        repository.commit("first");
        repository
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root().join(name)).unwrap()
    }

    fn replace(&self, name: &str, old: &str, new: &str) {
        let text = self.read(name);
        assert!(text.contains(old), "{name} has no {old}");
        self.write(name, &text.replace(old, new));
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
        let done = command.args(arguments).current_dir(self.root()).env_remove("GIT_DIR").output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }

    fn commit(&self, title: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "-m", title]);
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-rust"));
        let done: Output =
            command.current_dir(self.root()).args(arguments).env_remove("GIT_DIR").output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap();
        (done.status.code(), text)
    }

    #[track_caller]
    fn succeed(&self, arguments: &[&str]) -> String {
        let (status, text) = self.run(arguments);
        assert_eq!(status, Some(0), "{arguments:?}: {text}");
        text
    }

    #[track_caller]
    fn fail(&self, arguments: &[&str], status: i32, wanted: &[&str]) {
        let (found, text) = self.run(arguments);
        assert_eq!(found, Some(status), "{arguments:?}: {text}");
        for part in wanted {
            assert!(text.contains(part), "no {part:?} in {text}");
        }
    }
}

/// One more property in one document, one less in the other.
fn change(repository: &Repository) {
    repository.replace(
        "pets.yaml",
        "        id: { type: string }\n",
        "        id: { type: string }\n        name: { type: string }\n",
    );
    repository.replace("apis/shops.yaml", "required: [id]", "required: []");
}

#[test]
fn both_documents_are_one_crate_with_one_runtime() {
    let repository = Repository::new();
    repository.succeed(&["regen", "--check"]);
    let api = repository.read("services/api.snap");
    for line in
        ["crate services", "pub pets::models::Item::id: String", "pub shops::models::Item::id: String"]
    {
        assert!(api.lines().any(|found| found.ends_with(line)), "no {line} in {api}");
    }
    assert!(repository.root().join("services/src/runtime/client.rs").is_file());
    assert!(
        repository
            .read("services/src/shops/operations/items/list_items.rs")
            .contains("use crate::shops::models;")
    );
    change(&repository);
    repository.fail(&["regen", "--check"], 2, &["too low", "shops::models::Item::id"]);
}

#[test]
fn a_review_has_one_verdict_with_the_items_of_each_module() {
    let repository = Repository::new();
    change(&repository);
    let report = repository.succeed(&["diff", "--base", "HEAD"]);
    for part in [
        "major: 1 breaking, 1 additive",
        "pets::models::Item::name",
        "shops::models::Item::id",
        "shops: GET /items",
        "apis/shops.yaml:",
        "makes 2.0.0 of it",
    ] {
        assert!(report.contains(part), "no {part:?} in {report}");
    }
    assert!(!report.contains("pets: GET /items"), "{report}");
    repository.succeed(&["update", "--release", "--dry-run"]);
    repository.succeed(&["update", "--release"]);
    let told = repository.read("changelog/2.0.0.md");
    assert!(
        told.contains("`shops::models::Item::id`") && told.contains("`pets::models::Item::name`"),
        "{told}"
    );
    assert!(repository.read("regen.toml").contains("version = \"2.0.0\""));
    assert!(repository.read("services/Cargo.toml").contains("version = \"2.0.0\""));
    assert!(repository.read("services/CHANGELOG.md").contains("## 2.0.0"));
    repository.commit("second");
    repository.succeed(&["regen", "--check"]);
    let steps = repository.succeed(&["replay", "HEAD~1..HEAD"]);
    assert!(
        steps.contains("pets::models::Item::name") && steps.contains("shops::models::Item::id"),
        "{steps}"
    );
    // Of one of them.
    let steps = repository.succeed(&["replay", "HEAD~1..HEAD", "--path", "apis/shops.yaml"]);
    assert!(!steps.contains("pets::") && steps.contains("shops::models::Item::id"), "{steps}");
}

#[test]
fn what_was_renamed_is_named_below_its_module_and_asks_once() {
    let repository = Repository::new();
    repository.replace("apis/shops.yaml", "operationId: listItems", "operationId: searchItems");
    let report = repository.succeed(&["diff"]);
    assert!(report.contains("it is `shops::operations::items::Items::search_items` now"), "{report}");
    assert!(report.contains("it was `shops::operations::items::Items::list_items`"), "{report}");
    let said = repository.succeed(&["update", "--release"]);
    let by_hand = said.split_once("left to do by hand:\n").unwrap().1;
    let lines: Vec<&str> = by_hand.lines().filter(|line| line.contains("operations::items")).collect();
    assert!(matches!(lines[..], [line] if line.contains("it is `shops::")), "{said}");
}

#[test]
fn an_api_comes_and_goes_with_its_entry() {
    let repository = Repository::new();
    repository.write("more.yaml", &DOCUMENT.replace("TITLE", "More"));
    repository.write("regen.toml", &format!("{CONFIG}[[api]]\nname = \"more\"\nspec = \"more.yaml\"\n"));
    let report = repository.succeed(&["diff", "--base", "HEAD"]);
    assert!(report.contains("minor: ") && report.contains("more::models::Item"), "{report}");
    repository.write("regen.toml", CONFIG.split("[[api]]\nname = \"shops\"").next().unwrap());
    let report = repository.succeed(&["diff", "--base", "HEAD"]);
    assert!(report.contains("major: ") && report.contains("shops::models::Item"), "{report}");
    assert!(!report.contains("pets::"), "{report}");
}

/// A document that a revision does not have is said; one that is there and cannot be read is no such document.
#[test]
fn a_history_says_which_documents_it_lacks() {
    let repository = Repository::new();
    repository.write("more.yaml", &DOCUMENT.replace("TITLE", "More"));
    repository.write("regen.toml", &format!("{CONFIG}[[api]]\nname = \"more\"\nspec = \"more.yaml\"\n"));
    repository.succeed(&["regen"]);
    repository.commit("second");
    let steps = repository.succeed(&["replay", "HEAD~1..HEAD"]);
    assert!(steps.contains(" first: without `more.yaml`, which it does not have\n"), "{steps}");
    assert!(!steps.contains(" second: without") && steps.contains("more::models::Item"), "{steps}");
    let json = repository.succeed(&["replay", "HEAD~1..HEAD", "--format", "json"]);
    assert!(json.contains("\"lacking\"") && json.contains("\"more.yaml\""), "{json}");
    // What was in its place before is no document.
    repository.git(&["checkout", "--quiet", "HEAD~1"]);
    repository.write("more.yaml/pets.yaml", "");
    repository.commit("a folder");
    fs::remove_dir_all(repository.root().join("more.yaml")).unwrap();
    repository.write("more.yaml", &DOCUMENT.replace("TITLE", "More"));
    repository.write("regen.toml", &format!("{CONFIG}[[api]]\nname = \"more\"\nspec = \"more.yaml\"\n"));
    repository.commit("a file");
    repository.fail(&["replay", "HEAD~1..HEAD"], 3, &["cannot read `", ":more.yaml`"]);
}

#[test]
fn why_finds_an_item_by_its_module() {
    let repository = Repository::new();
    let told = repository.succeed(&["why", "shops::models::Item::id"]);
    assert!(told.contains("pub shops::models::Item::id: String") && !told.contains("pets::"), "{told}");
    let told = repository.succeed(&["why", "services::pets::models::Item::id"]);
    assert!(told.contains("pub pets::models::Item::id: String") && told.contains("pets.yaml:"), "{told}");
    assert!(!told.contains("shops::"), "{told}");
    let told = repository.succeed(&["why", "Item::id"]);
    assert!(told.contains("pets::models::Item::id") && told.contains("shops::models::Item::id"), "{told}");
    let told = repository.succeed(&["why", "shops"]);
    assert!(told.contains("pub mod shops"), "{told}");
    repository.fail(&["why", "pets::nothing"], 2, &["pets::nothing"]);
}

/// A nearer text takes the name; the line that keeps it is of the document's own configuration.
#[test]
fn names_are_pinned_where_the_document_is_configured() {
    let (old, new) = ("        created-at: { type: string }\n", "        created_at: { type: string }\n");
    let repository = Repository::new();
    repository.replace("apis/shops.yaml", old, &format!("{old}{new}"));
    repository.fail(&["regen"], 2, &["E0402", "[names.overrides] in apis/shops.toml", "created-at"]);
    repository.succeed(&["update", "--pin"]);
    assert!(repository.read("apis/shops.toml").contains("[names.overrides]\n"));
    assert!(!repository.read("regen.toml").contains("overrides"));
    assert!(
        repository
            .read("services/api.snap")
            .contains("pub shops::models::Item::created_at: Option<String> // \"created-at\"")
    );
    // A document without one has no place for it.
    repository.replace("pets.yaml", old, &format!("{old}{new}"));
    repository.fail(&["update", "--pin"], 2, &["the API `pets` has no file for its names", "regen.toml"]);
}

/// Each document says what its formats are; the crate has one line for each crate that they take.
#[test]
fn the_crates_of_all_documents_are_lines_of_one_manifest() {
    let repository = Repository::new();
    let dated = ("created-at: { type: string }", "created-at: { type: string, format: FORMAT }");
    let config = |document: &str, ty: &str, more: &str| {
        let format = format!("{{ type = \"chrono::{ty}\", crate = \"chrono\", {more} }}");
        format!("[document]\npath = \"{document}\"\n[types.formats]\nFORMAT = {format}\n")
    };
    repository.replace("pets.yaml", dated.0, &dated.1.replace("FORMAT", "date"));
    repository.replace("apis/shops.yaml", dated.0, &dated.1.replace("FORMAT", "date-time"));
    repository.write(
        "pets.toml",
        &config(
            "pets.yaml",
            "NaiveDate",
            "version = \"0.4.38\", default-features = false, features = [\"serde\"]",
        )
        .replace("FORMAT", "date"),
    );
    repository.replace("regen.toml", "spec = \"pets.yaml\"", "config = \"pets.toml\"");
    repository.replace("regen.toml", "1.0.0", "2.0.0");
    repository.write("changelog/2.0.0.md", "Dates.\n");
    let shops = |more: &str| config("shops.yaml", "NaiveDateTime", more).replace("FORMAT", "date-time");
    for (more, wanted) in [
        (
            "version = \"0.4.38\", default-features = false, features = [\"clock\"]",
            "chrono = { version = \"0.4.38\", default-features = false, features = [\"serde\", \"clock\"] }",
        ),
        (
            "version = \"0.4.38\", features = [\"clock\"]",
            "chrono = { version = \"0.4.38\", features = [\"serde\", \"clock\"] }",
        ),
    ] {
        repository.write("apis/shops.toml", &shops(more));
        repository.succeed(&["regen"]);
        let manifest = repository.read("services/Cargo.toml");
        let line = manifest.lines().find(|line| line.starts_with("chrono ="));
        assert_eq!(line, Some(wanted), "{more}");
    }
    repository.write("apis/shops.toml", &shops("version = \"0.4.39\""));
    repository.fail(&["regen"], 2, &["take the crate `chrono` in different versions"]);
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let repository = Repository::new();
    for (config, wanted) in [
        (CONFIG.replace("name = \"shops\"", "name = \"pets\""), "another API is called `pets`, too"),
        (CONFIG.replace("name = \"shops\"", "name = \"Shops\""), "`Shops` cannot be the name of a module"),
        (CONFIG.replace("name = \"shops\"", "name = \"runtime\""), "the runtime of all APIs is called so"),
        (CONFIG.replace("name = \"shops\"", "name = \"bin\""), "cargo has a folder of that name"),
        (CONFIG.replace("spec = \"pets.yaml\"", ""), "has not one of `spec` and `config`"),
        (CONFIG.replace("name = \"services\"\n", ""), "the crate has no name"),
        (format!("[client]\nenv_prefix = \"A\"\n{CONFIG}"), "[client] is of one document"),
        (CONFIG.replace("spec = \"pets.yaml\"", "spek = \"pets.yaml\""), "spek"),
    ] {
        repository.write("regen.toml", &config);
        repository.fail(&["regen", "--check"], 2, &[wanted, "regen.toml:"]);
    }
    repository.write("regen.toml", CONFIG);
    repository.write("apis/shops.toml", "[crate]\nname = \"shops\"\n[document]\npath = \"shops.yaml\"\n");
    repository.fail(&["regen", "--check"], 2, &["[crate] is of the crate", "apis/shops.toml:1:"]);
    repository.write("apis/shops.toml", "[document]\npath = \"shops.yaml\"\n");
    repository.fail(&["regen", "--mend", "mends.yaml"], 2, &["a crate with several documents", "--spec"]);
    repository.fail(
        &["regen", "--spec", "pets.yaml", "--config", "regen.toml", "--out", "x"],
        2,
        &["several documents"],
    );
}
