use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use super::*;
use crate::load::{Limits, load};
use crate::source::Files;

/// Files in memory that note what was asked for.
struct Folder {
    files: BTreeMap<String, Vec<u8>>,
    asked: RefCell<Vec<String>>,
}

impl Files for Folder {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        self.asked.borrow_mut().push(relative.to_owned());
        self.files.read(relative)
    }
}

const DOCUMENT: &str = "\
refs:
- {$ref: '#/components/schemas/Pet'}
- {$ref: 'other.yaml#/Cat'}
- {$ref: 'sub/deep.yaml#/X'}
- {$ref: 'openapi.yaml#/components'}
components:
  schemas:
    Pet: {$anchor: pet, allOf: [a, b]}
    My Pet: {}
    a/b~c: {}
    '100%': {}
    'é': {}
";

struct World {
    raw: Raw,
    siblings: Siblings,
    asked: Vec<String>,
}

fn world(document: &str) -> World {
    let files = [
        ("other.yaml", "Cat: {n: {$ref: '#/Dog'}, s: {$ref: 'sub/deep.yaml#/X'}}\nDog: {}\n"),
        ("sub/deep.yaml", "X: {back: {$ref: 'near.yaml'}, up: {$ref: '../other.yaml'}}\n"),
        ("sub/near.yaml", "{$anchor: here}"),
        ("bad.yaml", "a: [1"),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
    let folder = Folder { files, asked: RefCell::default() };
    let (mut raw, mut report) = (Raw::default(), Report::new());
    load(&mut raw, "spec/openapi.yaml", document.as_bytes(), &Limits::default(), &mut report).unwrap();
    let siblings = Siblings::load(&mut raw, &folder, &Limits::default());
    World { raw, siblings, asked: folder.asked.into_inner() }
}

impl World {
    fn resolve(&self, from: NodeId, text: &str) -> Result<String, Vec<(Code, String)>> {
        let mut report = Report::new();
        let found = resolve(&self.raw, from, text, &self.siblings, &mut report);
        found
            .map(|id| {
                let node = self.raw.node(id).unwrap();
                format!("{}#{}", self.raw.file(node.file()).unwrap().name, node.pointer())
            })
            .ok_or_else(|| {
                report.iter().map(|found| (found.code, found.message.clone() + "; " + &found.help)).collect()
            })
    }

    fn document(&self) -> NodeId {
        self.raw.document().unwrap().id()
    }

    fn code(&self, text: &str) -> Code {
        self.resolve(self.document(), text).unwrap_err()[0].0
    }
}

#[test]
fn references_inside_the_document() {
    let world = world(DOCUMENT);
    let schemas = "spec/openapi.yaml#/components/schemas";
    for (text, wanted) in [
        ("#/components/schemas/Pet", "/Pet"),
        ("#/components/schemas/My%20Pet", "/My Pet"),
        ("#/components/schemas/a~1b~0c", "/a~1b~0c"),
        ("#/components/schemas/a%7E1b~0c", "/a~1b~0c"),
        ("#/components/schemas/100%25", "/100%"),
        ("#/components/schemas/%C3%A9", "/é"),
        ("#/components/schemas/Pet/allOf/1", "/Pet/allOf/1"),
        ("#pet", "/Pet"),
        ("openapi.yaml#/components/schemas/Pet", "/Pet"),
        ("./openapi.yaml#pet", "/Pet"),
    ] {
        assert_eq!(world.resolve(world.document(), text), Ok(format!("{schemas}{wanted}")), "{text}");
    }
    assert_eq!(world.resolve(world.document(), "#"), Ok("spec/openapi.yaml#".into()));
}

#[test]
fn files_are_loaded_once_and_relative_to_where_the_reference_stands() {
    let world = world(DOCUMENT);
    assert_eq!(world.asked, ["other.yaml", "sub/deep.yaml", "sub/near.yaml"]);
    let cat = world.siblings.files.get("other.yaml");
    let Some(Sibling::Loaded(other)) = cat else { panic!("{cat:?}") };
    let from = world.raw.root(*other).unwrap().id();
    assert_eq!(world.resolve(from, "#/Dog"), Ok("other.yaml#/Dog".into()));
    assert_eq!(world.resolve(from, "sub/deep.yaml#/X"), Ok("sub/deep.yaml#/X".into()));
    let Some(Sibling::Loaded(deep)) = world.siblings.files.get("sub/deep.yaml") else { panic!() };
    let from = world.raw.root(*deep).unwrap().id();
    assert_eq!(world.resolve(from, "near.yaml#here"), Ok("sub/near.yaml#".into()));
    assert_eq!(world.resolve(from, "../other.yaml#/Dog"), Ok("other.yaml#/Dog".into()));
    assert_eq!(world.resolve(from, "../sub/./near.yaml#here"), Ok("sub/near.yaml#".into()));
    assert_eq!(world.resolve(from, "..//sub/.//near.yaml#here"), Ok("sub/near.yaml#".into()));
    assert_eq!(world.resolve(from, "../../other.yaml").unwrap_err()[0].0, Code::OutsideReference);
    assert_eq!(world.resolve(from, "../sub/..").unwrap_err()[0].0, Code::ReferenceSyntax);
}

#[test]
fn nothing_remote_or_outside_is_ever_asked_for() {
    let refused = [
        ("http://127.0.0.1:9/x.yaml", Code::RemoteReference),
        ("HTTPS://host/x#/a", Code::RemoteReference),
        ("file:///etc/passwd", Code::RemoteReference),
        ("file:x.yaml", Code::RemoteReference),
        ("urn:x:y", Code::RemoteReference),
        ("C:/x.yaml", Code::RemoteReference),
        ("//host/x.yaml", Code::RemoteReference),
        ("/etc/passwd", Code::OutsideReference),
        ("../x.yaml", Code::OutsideReference),
        ("a/../../x.yaml", Code::OutsideReference),
        ("..", Code::OutsideReference),
        ("%2e%2e/x.yaml", Code::OutsideReference),
        (".%2E/x.yaml", Code::OutsideReference),
        ("a%2Fb.yaml", Code::OutsideReference),
        ("..\\x.yaml", Code::OutsideReference),
        ("%5c%5chost%5cx", Code::OutsideReference),
        ("a//../../x.yaml", Code::OutsideReference),
        ("a/", Code::ReferenceSyntax),
        ("./", Code::ReferenceSyntax),
        ("x.yaml?a=b", Code::ReferenceSyntax),
        ("x%0a.yaml", Code::ReferenceSyntax),
        ("x%00.yaml", Code::ReferenceSyntax),
        ("x%ff.yaml", Code::ReferenceSyntax),
        ("", Code::ReferenceSyntax),
    ];
    let list: Vec<String> =
        refused.iter().map(|(text, _)| format!("- $ref: {}\n", serde_json::json!(text))).collect();
    let world = world(&list.concat());
    assert_eq!(world.asked, Vec::<String>::new());
    for (text, code) in refused {
        assert_eq!(world.code(text), code, "{text}");
    }
}

#[test]
fn what_leads_nowhere_is_said_at_the_referrer() {
    let world = world(&format!("{DOCUMENT}x: {{$ref: bad.yaml}}\ny: {{$ref: Pet}}\n"));
    for (text, code) in [
        ("#/components/schemas/pet", Code::MissingReference),
        ("#/components/schemas/Pet/", Code::MissingReference),
        ("#/components/schemas/Pet/allOf/01", Code::MissingReference),
        ("#/components/schemas/Pet/allOf/-", Code::MissingReference),
        ("#/components/schemas/Pet/allOf/99", Code::MissingReference),
        ("#/components/schemas/Pet/allOf/0/x", Code::MissingReference),
        ("#nope", Code::MissingReference),
        ("#/components/schemas/a~2b", Code::ReferenceSyntax),
        ("#/components/schemas/a~", Code::ReferenceSyntax),
        ("#/components/schemas/100%", Code::ReferenceSyntax),
        ("#/%zz", Code::ReferenceSyntax),
        ("Pet", Code::ReferencedFile),
        ("missing.yaml", Code::ReferencedFile),
    ] {
        assert_eq!(world.code(text), code, "{text}");
    }
    let found = world.resolve(world.document(), "#/components/schemas/pet").unwrap_err();
    assert!(found[0].1.contains("did you mean `Pet`?"), "{found:?}");
    let found = world.resolve(world.document(), "Pet").unwrap_err();
    assert!(found[0].1.contains("#/components/schemas/Pet"), "{found:?}");
    let found = world.resolve(world.document(), "bad.yaml").unwrap_err();
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::Syntax, Code::ReferencedFile]);
}

#[test]
fn a_limit_of_all_files_together_says_so() {
    let files = BTreeMap::from([("many.yaml".to_owned(), b"[1, 2, 3, 4, 5, 6]".to_vec())]);
    let folder = Folder { files, asked: RefCell::default() };
    let (mut raw, mut report) = (Raw::default(), Report::new());
    let limits = Limits { nodes: 8, ..Limits::default() };
    load(&mut raw, "openapi.yaml", b"{a: 1, $ref: many.yaml}", &limits, &mut report).unwrap();
    let siblings = Siblings::load(&mut raw, &folder, &limits);
    let document = raw.document().unwrap().id();
    let mut report = Report::new();
    assert!(resolve(&raw, document, "many.yaml", &siblings, &mut report).is_none());
    let told: Vec<_> = report.iter().map(|found| (found.code, &*found.message)).collect();
    let expected = "all files together have more than 8 values, 3 of them in the files before this one";
    assert!(told.contains(&(Code::TooManyNodes, expected)), "{told:?}");
}
