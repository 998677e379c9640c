//! `init` in an empty and in an existing folder.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod common;

use common::folder::{ADDED, DOCUMENT, Folder, text};
use serde_json::Value;

#[test]
fn an_empty_folder_becomes_a_project_that_is_current() {
    let folder = Folder::project(&[]);
    assert!(folder.read("spec/regen.toml").contains("path = \"../pets.yaml\""));
    assert!(folder.read("Cargo.toml").contains("members = [\"generated\"]"));
    assert!(folder.read("generated/Cargo.toml").contains("name = \"pets\""));
    assert!(folder.read(".github/workflows/api.yml").contains("branches: [\"trunk\"]"));
    assert!(folder.read("generated/tests/accepted_api.snap").starts_with("// The public API"));
    for file in
        ["Cargo.toml", "CHANGELOG.md", "src/lib.rs", "src/runtime/mod.rs", "docs/README.md", "api.snap"]
    {
        let text = folder.read(&format!("generated/{file}"));
        let mark = text.lines().next().unwrap_or_default();
        assert!(mark.contains("run `openapi-rust regen`."), "{file}: {mark}");
    }
    folder.succeed(&["regen", "--check"]);
    assert_eq!(folder.git(&["status", "--porcelain"]), "");
    // A second time nothing is there to be done.
    let again = folder.succeed(&["init", "--spec", "pets.yaml", "--name", "other"]);
    assert!(again.contains("  spec/regen.toml is there already: left alone"), "{again}");
    assert!(!again.contains("\n+ ") && !again.contains("\n~ "), "{again}");
    assert_eq!(folder.git(&["status", "--porcelain"]), "");
    // A project that is past its first version gets no other first one.
    let later = Folder::project(&[]);
    later.git(&["mv", "spec/changelog/0.1.0.md", "spec/changelog/0.2.0.md"]);
    later.write("spec/regen.toml", &later.read("spec/regen.toml").replace("\"0.1.0\"", "\"0.2.0\""));
    later.succeed(&["regen", "--force"]);
    later.commit();
    later.succeed(&["init", "--spec", "pets.yaml"]);
    assert_eq!(later.added(), "");
    // The loop.
    folder.edit(ADDED);
    folder.succeed(&["update"]);
    assert!(folder.read("target/update.md").contains("`models::Pet::age`: added field"));
    folder.commit();
    folder.succeed(&["regen", "--check"]);
    // What a run leaves that was killed is nothing to commit.
    folder.write("generated/.regen/lock", "");
    assert_eq!(folder.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_is_there_is_kept() {
    let folder = Folder::new();
    folder.write(
        "apis/pets.json",
        &serde_json::to_string(&serde_yaml::from_str::<Value>(DOCUMENT).unwrap()).unwrap(),
    );
    folder.write("Cargo.toml", "# Ours.\n[workspace]\nmembers = [\"app\"] # more\n");
    folder.write("app/Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    folder.write("app/src/lib.rs", "");
    folder.write(".gitignore", "/target\n*.log\n.regen/");
    folder.write(".github/workflows/api.yml", "name: Mine\n");
    let arguments =
        ["init", "--spec", "apis/pets.json", "--config", "apis/pets.toml", "--out", "crates/pets"];
    let text = folder.succeed(&[arguments.as_slice(), &["--name", "pets-client", "--xtask"]].concat());
    assert!(text.contains("+ .github/workflows/api-pets-client.yml"), "{text}");
    assert!(text.contains("  .gitignore has all that it needs: left alone"), "{text}");
    assert_eq!(folder.read(".github/workflows/api.yml"), "name: Mine\n");
    let manifest = folder.read("Cargo.toml");
    assert_eq!(manifest, "# Ours.\n[workspace]\nmembers = [\"xtask\", \"crates/pets\", \"app\"] # more\n");
    assert!(folder.read("apis/pets.toml").contains("path = \"pets.json\""));
    assert!(folder.read("apis/pets.toml").contains("path = \"../crates/pets\""));
    assert!(folder.read("xtask/Cargo.toml").contains("openapi-rust = "));
    assert!(folder.read("xtask/src/main.rs").contains("main_as(\"cargo xtask\")"));
    // The mark names the command of the project, whoever runs which.
    for file in ["Cargo.toml", "CHANGELOG.md", "src/lib.rs", "src/runtime/mod.rs"] {
        let text = folder.read(&format!("crates/pets/{file}"));
        let mark = text.lines().next().unwrap_or_default();
        assert!(mark.contains("run `cargo xtask regen`."), "{file}: {mark}");
    }
    folder.succeed(&["regen", "--check", "--config", "apis/pets.toml"]);
    // Of a folder with another one, or of a document that cannot be read, no project is made.
    for spec in ["../pets.yaml", "missing.yaml"] {
        let done = folder.run(&["init", "--spec", spec, "--config", "other/regen.toml"]);
        assert_ne!(done.status.code(), Some(0));
        assert!(!folder.path("other").exists());
    }
}

#[test]
fn a_repository_has_several_projects_each_with_its_workflows() {
    let upstream = ["--upstream", "https://example.org/api.yaml"];
    let folder = Folder::project(&upstream);
    folder.write("apis/parts.yaml", "Shop: {type: object, properties: {name: {type: string}}}\n");
    folder.write("apis/shops/api.yaml", &DOCUMENT.replace("#/components/schemas/Pet", "../parts.yaml#/Shop"));
    let shops =
        ["--spec", "apis/shops/api.yaml", "--config", "apis/shops/regen.toml", "--out", "crates/shops"];
    let arguments = [&["init", "--name", "shops"], &shops[..], &upstream].concat();
    // Its references lead further than those of others.
    let refused = folder.run(&arguments);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused).contains("--> apis/shops/api.yaml:") && text(&refused).contains("init --root"));
    assert!(!folder.path("apis/shops/regen.toml").exists());
    let done = folder.run(&[&arguments[..], &["--root", "apis"]].concat());
    let said = text(&done);
    assert!(said.contains("shops 0.1.0: 1 operation, 2 schemas; ") && !said.contains("not judged"), "{said}");
    assert!(said.contains("run `openapi-rust update --config apis/shops/regen.toml`"), "{said}");
    assert!(folder.read("apis/shops/regen.toml").contains("\nroot = \"..\"\n"));
    folder.succeed(&["regen", "--check", "--config", "apis/shops/regen.toml"]);
    // Its lines stand below the words that are there.
    let attributes = folder.read(".gitattributes");
    assert_eq!(attributes.lines().filter(|line| line.starts_with('#')).count(), 2, "{attributes}");
    assert!(attributes.contains("\"/generated/**\"") && attributes.contains("\"/crates/shops/**\""));
    // The workflows of one leave those of the other alone, and never cancel them or take their branch.
    for (file, config, name) in [
        ("api.yml", "spec/regen.toml", "API"),
        ("api-shops.yml", "apis/shops/regen.toml", "API-shops"),
        ("upstream.yml", "spec/regen.toml", "Upstream"),
        ("upstream-shops.yml", "apis/shops/regen.toml", "Upstream-shops"),
    ] {
        let text = folder.read(&format!(".github/workflows/{file}"));
        assert_eq!(text.lines().nth(1), Some(format!("name: {name}").as_str()));
        assert!(text.contains(&format!("--config '{config}'")), "{file}");
    }
    let upstream = folder.read(".github/workflows/upstream-shops.yml");
    assert!(
        upstream.contains("\n  group: upstream-shops\n")
            && upstream.contains("origin upstream-document-shops\n")
    );
    // A second time nothing is there to be done.
    let again = folder.succeed(&arguments);
    assert!(!again.contains("\n+ ") && !again.contains("\n~ "), "{again}");
}

#[test]
fn several_documents_become_the_modules_of_one_crate() {
    let folder = Folder::new();
    for name in ["pets", "shops", "orders"] {
        folder.write(
            &format!("apis/{name}.yaml"),
            &DOCUMENT.replace("title: Pets", &format!("title: The {name}")),
        );
    }
    let specs = ["init", "--spec", "pets=apis/pets.yaml", "--spec", "apis/shops.yaml"];
    let refused = |arguments: &[&str], wanted: &str| {
        let done = folder.run(&[&specs[..], arguments].concat());
        assert_eq!(done.status.code(), Some(2), "{done:?}");
        assert!(text(&done).contains(wanted), "no {wanted:?} in {}", text(&done));
        assert!(!folder.path("spec").exists() && !folder.path("Cargo.toml").exists());
    };
    refused(&[], "the crate has no name");
    let named = ["--name", "services"];
    refused(
        &[&named[..], &["--spec", "the_shops=apis/orders.yaml"]].concat(),
        "`--spec NAME=apis/orders.yaml`",
    );
    refused(
        &[&named[..], &["--spec", "match=apis/orders.yaml"]].concat(),
        "`match` cannot be the name of a module",
    );
    refused(&[&named[..], &["--spec", "-"]].concat(), "standard input is one document");
    refused(
        &[&named[..], &["--upstream", "https://example.org/a"]].concat(),
        "is given 1 time, and `--spec` 2 times",
    );
    let upstream = ["--upstream", "https://example.org/pets", "--upstream", "https://example.org/shops"];
    let all = [&specs[..], &named, &upstream].concat();
    let said = folder.succeed(&all);
    assert!(said.contains("change `apis/pets.yaml` or `apis/shops.yaml`"), "{said}");
    let config = folder.read("spec/regen.toml");
    assert!(
        config.ends_with(
            "[[api]]\nname = \"pets\"\nconfig = \"pets.toml\"\n\n[[api]]\nname = \"the_shops\"\nconfig = \"the_shops.toml\"\n"
        ),
        "{config}"
    );
    assert!(folder.read("spec/the_shops.toml").contains("path = \"../apis/shops.yaml\""));
    let workflow: Value = serde_yaml::from_str(&folder.read(".github/workflows/upstream.yml")).unwrap();
    let steps = workflow["jobs"]["update"]["steps"].as_array().unwrap();
    let fetched = steps.iter().filter_map(|step| Some((step["env"]["URL"].as_str()?, step["run"].as_str()?)));
    let fetched: Vec<_> = fetched.collect();
    assert!(
        matches!(fetched.as_slice(), [("https://example.org/pets", pets), ("https://example.org/shops", shops)]
            if pets.contains("'apis/pets.yaml'") && shops.contains("'apis/shops.yaml'")),
        "{fetched:?}"
    );
    folder.commit();
    folder.succeed(&["regen", "--check"]);
    // A second time nothing is there to be done.
    let again = folder.succeed(&all);
    assert!(!again.contains("\n+ ") && !again.contains("\n~ "), "{again}");
    assert_eq!(folder.git(&["status", "--porcelain"]), "");
    // One more, beside those that are there.
    folder.succeed(&["init", "--spec", "orders=apis/orders.yaml"]);
    let more = folder.read("spec/regen.toml");
    assert!(
        more.starts_with(&config)
            && more.ends_with("\n[[api]]\nname = \"orders\"\nconfig = \"orders.toml\"\n"),
        "{more}"
    );
    folder.succeed(&["regen", "--check"]);
    assert!(folder.read("generated/tests/accepted_api.snap").contains("pub orders::models::Pet::name"));
    folder.commit();
    // The loop.
    folder.write("apis/pets.yaml", &folder.read("apis/pets.yaml").replace(ADDED.0, ADDED.1));
    folder.succeed(&["update"]);
    let report = folder.read("target/update.md");
    assert!(
        report.contains("`pets::models::Pet::age`: added field") && report.contains("orders"),
        "{report}"
    );
    // A project of one document is not made one of several, nor one of another document.
    let single = Folder::project(&[]);
    single.write("shops.yaml", DOCUMENT);
    for specs in [&["--spec", "shops.yaml"][..], &["--spec", "pets.yaml", "--spec", "shops.yaml"]] {
        let done = single.run(&[&["init", "--name", "services"], specs].concat());
        let said = text(&done);
        assert!(done.status.code() == Some(2) && said.contains("for the one document `pets.yaml`"), "{said}");
        assert_eq!(single.added(), "?? shops.yaml");
    }
}

#[test]
fn a_document_comes_from_standard_input() {
    for (document, name) in [
        (DOCUMENT.to_owned(), "openapi.yaml"),
        (
            "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Pets\", \"version\": \"1\"}, \"paths\": {}}"
                .to_owned(),
            "openapi.json",
        ),
    ] {
        let folder = Folder::new();
        assert!(folder.pipe(&document).status.success());
        assert_eq!(folder.read(&format!("spec/{name}")), document);
        folder.succeed(&["regen", "--check"]);
    }
}

#[test]
fn of_a_document_that_cannot_be_generated_nothing_is_written() {
    let folder = Folder::new();
    let bad = DOCUMENT.replace("openapi: 3.1.0", "openapi: 9.9.0");
    assert_eq!(folder.pipe(&bad).status.code(), Some(2));
    assert_eq!(folder.added(), "");
    folder.write("bad.yaml", &bad);
    folder.write("it's/pets.yaml", DOCUMENT);
    folder.write("pets.yaml", DOCUMENT);
    folder.commit();
    // A name that a script would not take as it is, is not left out of a path.
    for spec in ["bad.yaml", "it's/pets.yaml"] {
        assert_eq!(folder.run(&["init", "--spec", spec, "--name", "pets"]).status.code(), Some(2));
        assert_eq!(folder.added(), "", "{spec}");
    }
    // The next try is not kept from anything by the last one.
    assert!(folder.pipe(DOCUMENT).status.success());
    assert_eq!(folder.read("spec/openapi.yaml"), DOCUMENT);
}

#[test]
fn a_run_that_fails_leaves_all_as_it_was() {
    let folder = Folder::new();
    folder.write("pets.yaml", DOCUMENT);
    folder.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\n");
    folder.write("generated/src/lib.rs", "// by hand\n");
    folder.commit();
    let done = folder.run(&["init", "--spec", "pets.yaml"]);
    assert_eq!(done.status.code(), Some(3), "{done:?}");
    assert!(text(&done).contains("`generated/src/lib.rs` is in the way"), "{done:?}");
    assert_eq!(folder.added(), "");
    assert!(!folder.path("spec").exists() && !folder.path("generated/tests").exists());
}

#[test]
fn a_folder_within_a_repository_becomes_no_project_of_its_own() {
    let folder = Folder::new();
    folder.write("services/pets/pets.yaml", DOCUMENT);
    folder.commit();
    let mut command = folder.command(env!("CARGO_BIN_EXE_openapi-rust"));
    let below = folder.path("services/pets");
    let done = command.args(["init", "--spec", "pets.yaml"]).current_dir(below).output().unwrap();
    assert_eq!(done.status.code(), Some(2), "{done:?}");
    let said = text(&done);
    assert!(said.contains("this folder is in the repository"), "{said}");
    assert_eq!(folder.added(), "");
    // What it says to do.
    let help = said.split('`').find(|part| part.starts_with("--spec ")).unwrap().replace("FILE", "pets.yaml");
    folder.succeed(&["init"].into_iter().chain(help.split(' ')).collect::<Vec<_>>());
    folder.commit();
    folder.succeed(&["regen", "--check", "--config", "services/pets/regen.toml"]);
}

#[test]
fn references_lead_as_far_as_the_root_before_there_is_a_folder_for_the_configuration() {
    let folder = Folder::new();
    folder.write("apis/parts.yaml", "Pet: {type: object, properties: {name: {type: string}}}\n");
    folder.write("apis/pets/api.yaml", &DOCUMENT.replace("#/components/schemas/Pet", "../parts.yaml#/Pet"));
    folder.succeed(&["init", "--spec", "apis/pets/api.yaml", "--root", "apis"]);
    assert!(folder.read("spec/regen.toml").contains("\nroot = \"../apis\"\n"));
    folder.succeed(&["regen", "--check"]);
}

#[test]
fn a_configuration_that_is_there_says_where_and_how() {
    let folder = Folder::new();
    folder.write("pets.yaml", DOCUMENT);
    folder.write(
        "spec/regen.toml",
        "[crate]\nname = \"ours\"\n[document]\npath = \"../pets.yaml\"\n[output]\npath = \"../crates/ours\"\n",
    );
    folder.succeed(&["init", "--spec", "pets.yaml", "--name", "other"]);
    assert!(folder.read("Cargo.toml").contains("members = [\"crates/ours\"]"));
    assert!(folder.read("crates/ours/Cargo.toml").contains("name = \"ours\""));
    assert!(folder.path("crates/ours/tests/accepted_api.rs").is_file() && !folder.path("generated").exists());
    assert!(folder.read(".github/workflows/api.yml").contains("cargo test --package ours"));
}

/// Whoever wrote `regen.toml` first, say, since the document is too large without `[select]`.
#[test]
fn a_configuration_at_the_root_counts() {
    let folder = Folder::new();
    folder.write("pets.yaml", DOCUMENT);
    folder.write(
        "regen.toml",
        "[crate]\nname = \"ours\"\n[document]\npath = \"pets.yaml\"\n[output]\npath = \"crates/ours\"\n",
    );
    folder.succeed(&["init", "--spec", "pets.yaml"]);
    assert!(folder.path("crates/ours/Cargo.toml").is_file() && !folder.path("spec/regen.toml").exists());
    folder.succeed(&["regen", "--check"]);
}

#[test]
fn a_part_of_an_api_is_chosen_by_tags() {
    let folder = Folder::new();
    let tagged = |tag: &str, id: &str| {
        format!("  /{id}: {{get: {{operationId: {id}, tags: [{tag}], responses: {{}}}}}}\n")
    };
    let head = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n";
    let paths = [tagged("it's \\a", "one"), tagged("other", "two"), tagged("third", "three")].concat();
    folder.write("pets.yaml", &format!("{head}{paths}"));
    let tags = ["--include-tag", "it's \\a", "--include-tag", "oth*"];
    folder.succeed(&[&["init", "--spec", "pets.yaml"][..], &tags].concat());
    let api = folder.read("generated/api.snap");
    assert!(api.contains("GET /one") && api.contains("GET /two") && !api.contains("GET /three"), "{api}");
    folder.succeed(&["regen", "--check"]);
    // The configuration has them, and another answer would not be heard.
    let again = folder.run(&["init", "--spec", "pets.yaml", "--include-tag", "third"]);
    assert_eq!(again.status.code(), Some(2), "{}", text(&again));
    folder.succeed(&["init", "--spec", "pets.yaml"]);
}

#[test]
fn names_of_people_are_quoted() {
    let folder = Folder::new();
    folder.git(&["symbolic-ref", "HEAD", "refs/heads/1.0,#\"next\""]);
    folder.write("pets.yaml", DOCUMENT);
    let url = "https://example.org/?a=\"b\": #c";
    let names = ["--config", "my spec/regen.toml", "--out", "my crate", "--upstream", url];
    folder.succeed(&[["init", "--spec", "pets.yaml"].as_slice(), &names].concat());
    let api: Value = serde_yaml::from_str(&folder.read(".github/workflows/api.yml")).unwrap();
    assert_eq!(api["on"]["push"]["branches"][0], "1.0,#\"next\"");
    let upstream: Value = serde_yaml::from_str(&folder.read(".github/workflows/upstream.yml")).unwrap();
    assert_eq!(upstream["jobs"]["update"]["steps"][2]["env"]["URL"], url);
    let checked = folder.bash(&folder.script("api.yml", "Compare the crate"), &[]);
    assert!(checked.status.success(), "{}", text(&checked));
    let merge = folder.git(&["check-attr", "merge", "my crate/src/lib.rs"]);
    assert!(merge.ends_with("merge: union"), "{merge}");
}
