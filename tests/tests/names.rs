//! Names never move: whatever a document gains, what it had is called, sent and gated as before.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

use std::fmt::Write as _;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use generator::Outcome;
use generator::diff::{self, Pin};
use generator::surface::{Item, Shape, Surface};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};
use serde_json::Value;
use tests::additions::{Addition, addition};
use tests::case::Case;
use tests::generation;

/// Tries with each fixture, of many additions at a time.
const ROUNDS: u32 = 2;

/// A fixture with what it gives before anything is added.
struct Fixture {
    case: Case,
    document: Value,
    surface: Surface,
    said: usize,
}

impl Fixture {
    /// Nothing where the fixture gives no crate.
    fn new(case: Case) -> Option<Self> {
        let (_, bytes) = case.document();
        let document: Value = serde_yaml::from_slice(&bytes).ok()?;
        let outcome = case.run_on("openapi.yaml", document.to_string().as_bytes(), &case.settings());
        let said = said(&outcome);
        Some(Self { case, document, surface: outcome.output?.surface, said })
    }

    fn generate(&self, document: &Value, pins: &[Pin]) -> Outcome {
        let settings = with_pins(&self.case.settings(), pins);
        self.case.run_on("openapi.yaml", document.to_string().as_bytes(), &settings)
    }
}

/// How often it was said that a name depends on others.
fn said(outcome: &Outcome) -> usize {
    outcome.report.iter().filter(|diagnostic| diagnostic.code.as_str() == "E0401").count()
}

/// The settings with the lines that `regen --pin` writes.
fn with_pins(settings: &str, pins: &[Pin]) -> String {
    let mut settings: toml::Table = settings.parse().unwrap();
    let empty = || toml::Value::Table(toml::Table::new());
    let names = settings.entry("names").or_insert_with(empty).as_table_mut().unwrap();
    let overrides = names.entry("overrides").or_insert_with(empty).as_table_mut().unwrap();
    for Pin { identity, name, .. } in pins {
        let list = overrides.entry(identity.clone()).or_insert_with(|| toml::Value::Array(Vec::new()));
        if !list.is_array() {
            *list = toml::Value::Array(vec![list.clone()]);
        }
        list.as_array_mut().unwrap().push(name.as_str().into());
    }
    settings.to_string()
}

/// How many documents there were, in how many of them a name moved, and in how many of these a number was needed.
#[derive(Default)]
struct Counts {
    tried: AtomicUsize,
    moved: AtomicUsize,
    told: AtomicUsize,
}

/// What a name depends on is said, by the generator or by the command that knows the names before; and by the lines that it
/// asks for, everything is called as it was.
#[test]
fn whatever_is_added_moves_no_name() {
    let cases: Vec<Case> =
        Case::all().into_iter().filter(|case| !case.name.starts_with("diagnostic-")).collect();
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let (open, counts, wrong) = (Mutex::new(cases.into_iter()), Counts::default(), Mutex::default());
    let given = AtomicUsize::new(0);
    let work = || {
        while let Some(case) = { open.lock().unwrap().next() } {
            // By the name, so that another fixture changes nothing here.
            let seed = case.name.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31) ^ u64::from(byte));
            let Some(fixture) = Fixture::new(case) else { continue };
            given.fetch_add(1, Relaxed);
            if let Err(error) = fixture.add_to(seed, &counts) {
                let wrong: &mut String = &mut wrong.lock().unwrap();
                let _ = writeln!(wrong, "{}: {error}\n", fixture.case.name);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{wrong}");
    // The test looks at something: most documents take additions, some of these move names, and hardly any need a number.
    let all = [given, counts.tried, counts.moved, counts.told].map(AtomicUsize::into_inner);
    let [given, tried, moved, told] = all;
    assert!(tried > given && moved > 0 && told < moved, "{all:?}");
}

impl Fixture {
    fn add_to(&self, seed: u64, counts: &Counts) -> Result<(), TestError<Vec<Addition>>> {
        let config = ProptestConfig {
            cases: ROUNDS,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(seed),
            max_shrink_iters: 30,
            ..ProptestConfig::default()
        };
        let additions = prop::collection::vec(addition(), 4..12);
        TestRunner::new(config).run(&additions, |additions| {
            let mut document = self.document.clone();
            let added = additions.iter().filter_map(|one| one.add(&mut document, &self.surface));
            let added: Vec<String> = added.collect();
            let outcome = self.generate(&document, &[]);
            let is_said = said(&outcome) > self.said;
            let Some(output) = outcome.output else { return Ok(()) };
            counts.tried.fetch_add(1, Relaxed);
            let lost = moves(&self.surface, &output.surface);
            if lost.is_empty() {
                return Ok(());
            }
            counts.moved.fetch_add(1, Relaxed);
            let pins = diff::pins(&self.surface, &output.surface);
            prop_assert!(is_said || !pins.is_empty(), "added {added:#?}: {lost:#?}");
            let outcome = self.generate(&document, &pins);
            let is_said = said(&outcome) > self.said;
            let text = generation::diagnostics(&outcome);
            let Some(output) = outcome.output else {
                return Err(TestCaseError::fail(format!("added {added:#?}: with {pins:#?}: {text}")));
            };
            let lost = moves(&self.surface, &output.surface);
            if is_said && !lost.is_empty() {
                counts.told.fetch_add(1, Relaxed);
                return Ok(());
            }
            prop_assert!(lost.is_empty(), "added {added:#?}: with {pins:#?}: {lost:#?}");
            Ok(())
        })
    }
}

/// The items of an API that are called, sent or gated otherwise in another.
fn moves(old: &Surface, new: &Surface) -> Vec<String> {
    let mut moves = Vec::new();
    for (path, was) in &old.items {
        // What types can do is no name, and neither is whether callers make them.
        let is_no_name =
            matches!(was.shape, Shape::Traits { .. } | Shape::Crate { .. }) || path.ends_with("::new()");
        if is_no_name {
            continue;
        }
        let Some(is) = new.items.get(path) else {
            moves.push(format!("{path} is gone"));
            continue;
        };
        if (&was.wire, was.place) != (&is.wire, is.place) {
            moves.push(format!("{path} is {:?}, was {:?}", (&is.wire, is.place), (&was.wire, was.place)));
        }
        if was.bindings.iter().any(|(name, was)| is.bindings.get(name) != Some(was)) {
            moves.push(format!("{path} sends {:?}, sent {:?}", is.bindings, was.bindings));
        }
        let is_narrower =
            !is.gate.is_empty() && (was.gate.is_empty() || !was.gate.iter().all(|one| is.gate.contains(one)));
        if is_narrower {
            moves.push(format!("{path} is behind {:?}, was behind {:?}", is.gate, was.gate));
        }
        if let (Shape::Module { feature: was }, Shape::Module { feature: is }) = (&was.shape, &is.shape)
            && was != is
        {
            moves.push(format!("{path} is behind {is:?}, was behind {was:?}"));
        }
        let pointer =
            |item: &Item| item.cause.as_ref().map(|cause| cause.pointer.clone()).unwrap_or_default();
        let (from, to) = (pointer(was), pointer(is));
        let is_type = matches!(was.shape, Shape::Struct | Shape::Enum | Shape::Tuple(_) | Shape::Alias(_));
        if is_type && from != to {
            moves.push(format!("{path} is {to}, was {from}"));
        }
    }
    moves
}

/// What is called after an operation needs no line of its own: the fewest are asked for, and they keep all names.
#[test]
fn what_follows_an_operation_is_kept_by_its_line() {
    let operation = |path: &str, tag: &str| {
        format!(
            "  /{path}/filter: {{post: {{operationId: read_queues_{path}_filter_post, tags: [{tag}], responses: \
             {{'204': {{description: Done.}}}}}}}}\n"
        )
    };
    let surface = |operations: &str, settings: &str| {
        let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{operations}");
        generation::generate("t.yaml", &text, settings, &generator::source::NoFiles).output.unwrap().surface
    };
    let both = operation("pools", "Pools") + &operation("queues", "Queues");
    let old = surface(&operation("pools", "Pools"), "");
    let pins = diff::pins(&old, &surface(&both, ""));
    let names: Vec<&str> = pins.iter().map(|pin| pin.name.as_str()).collect();
    assert_eq!(names, ["ReadQueues"], "{pins:?}");
    let kept = surface(&both, &with_pins("", &pins));
    assert!(diff::pins(&old, &kept).is_empty());
    assert!(old.items.keys().all(|path| kept.items.contains_key(path)));
}

/// The only credential is called after what it is, and stays so beside another; one of its name in other letters takes none
/// of its methods.
#[test]
fn a_second_credential_moves_no_name() {
    let surface = |schemes: &[&str], settings: &str| {
        let mut text =
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/x: {get: {operationId: a, responses: \
                        {'204': {description: Done.}}}}}\ncomponents:\n  securitySchemes:\n"
                .to_owned();
        for scheme in schemes {
            let kind = if *scheme == "auth" {
                "type: http, scheme: bearer"
            } else {
                "type: apiKey, in: header, name: X"
            };
            writeln!(text, "    {scheme}: {{{kind}}}").unwrap();
        }
        let wanted: Vec<String> = schemes.iter().map(|scheme| format!("{{{scheme}: []}}")).collect();
        writeln!(text, "security: [{}]", wanted.join(", ")).unwrap();
        generation::generate("t.yaml", &text, settings, &generator::source::NoFiles).output.unwrap().surface
    };
    let old = surface(&["auth"], "");
    let both = surface(&["auth", "tenant"], "");
    let pins = diff::pins(&old, &both);
    let told: Vec<_> = pins.iter().map(|pin| (pin.identity.as_str(), pin.name.as_str())).collect();
    assert_eq!(told, [("/components/securitySchemes/auth", "api_key")]);
    let kept = surface(&["auth", "tenant"], &with_pins("", &pins));
    assert!(moves(&old, &kept).is_empty(), "{:?}", moves(&old, &kept));
    assert_eq!(diff::diff(&old, &kept).level(), diff::Level::Minor);
    let alike = surface(&["auth", "tenant", "TENANT"], "");
    assert!(moves(&both, &alike).is_empty(), "{:?}", moves(&both, &alike));
    let methods = ["tenant", "tenant_provider", "tenant_upper", "tenant_upper_provider"];
    for method in methods.map(|method| format!("ClientBuilder::{method}()")) {
        assert!(alike.items.contains_key(&method), "{method}");
    }
}

/// An alternative with a tag of its own is called after it, whatever tags another has.
#[test]
fn a_second_tag_renames_no_other_alternative() {
    let surface = |more: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Event:\n      oneOf: \
             [{{$ref: '#/components/schemas/Born'}}, {{$ref: '#/components/schemas/Sold'}}]\n      discriminator: \
             {{propertyName: kind, mapping: {{b: Born, s: Sold{more}}}}}\n    Born: {{type: object, required: [kind], \
             properties: {{kind: {{type: string}}, weight: {{type: number}}}}}}\n    Sold: {{type: object, required: [kind], \
             properties: {{kind: {{type: string}}, price: {{type: number}}}}}}\n"
        );
        generation::generate("t.yaml", &text, "", &generator::source::NoFiles).output.unwrap().surface
    };
    let moved = moves(&surface(""), &surface(", auction: Sold"));
    // What has several tags is asked for one.
    assert_eq!(moved, ["models::Event::S is gone", "models::Sold::kind() is gone"]);
}

/// A list among alternatives and what is in it are called by the same words: who keeps the one keeps the other.
#[test]
fn what_is_kept_in_a_list_keeps_the_alternative() {
    let surface = |more: &str, settings: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Rows:\n      anyOf:\n        \
             - {{type: array, items: {{type: object, properties: {{score: {{type: number}}{more}}}}}}}\n        \
             - {{type: array, items: {{type: object, properties: {{label: {{type: string}}}}}}}}\n"
        );
        generation::generate("t.yaml", &text, settings, &generator::source::NoFiles).output.unwrap().surface
    };
    let old = surface("", "");
    assert!(old.items.contains_key("models::Rows::ScoreList"), "{:?}", old.items.keys());
    let new = surface(", amount: {type: number}", "");
    assert!(!new.items.contains_key("models::Rows::ScoreList"), "{:?}", new.items.keys());
    let pins = diff::pins(&old, &new);
    let kept = surface(", amount: {type: number}", &with_pins("", &pins));
    assert!(!pins.is_empty() && moves(&old, &kept).is_empty(), "{pins:?}: {:?}", moves(&old, &kept));
}
