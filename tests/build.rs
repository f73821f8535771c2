//! Generates a module for each model of the tests, so that the generated code of every fixture is compiled.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use shapesmith::rust::Api;
use shapesmith::{
    Build, Conversion, ItemPolicy, Module, Placement, Policy, Provenance, Required, SupportParts,
};
use shapesmith_model::{Model, Source, read};
use shapesmith_test_support::{list_folder, shared as shared_data};

const PROVENANCE: Provenance<'_> =
    Provenance { command: "tests/build.rs", source: "a model of the tests" };

/// The version of Lambda's model from which the oracle's cases were generated.
const NEWER_LAMBDA: &str = "models/lambda/smithy-2026-06-19.json";

/// The protocols with a module of exchanges.
const EXCHANGE_PROTOCOLS: [&str; 8] = [
    "awsJson1_0",
    "awsJson1_1",
    "awsQuery",
    "ec2Query",
    "restJson1",
    "restXml",
    "rpcv2Cbor",
    "rpcv2Json",
];

fn main() {
    let workspace = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("..");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=SHAPESMITH_SHARED");
    println!("cargo:rustc-check-cfg=cfg(shared)");
    let mut models = Models::new();
    let fixtures = workspace.join("tests/fixtures/codegen");
    println!("cargo:rerun-if-changed={}", fixtures.display());
    for folder in list_folder(&fixtures) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        models.add(&name, &folder.join("model.json"), &folder.join("docs.json"));
    }
    let lambda = workspace.join("model/services/lambda.json");
    println!("cargo:rerun-if-changed={}", lambda.display());
    let older_lambda = workspace.join("tests/fixtures/lambda/lambda-2023-11-16.json");
    println!("cargo:rerun-if-changed={}", older_lambda.display());
    models.add("lambda_2023", &older_lambda, &older_lambda.with_extension("docs.json"));
    models.add_selected("selected_lambda", &lambda, &["Invoke", "ListFunctions"]);
    let operations = fixtures.join("operations/model.json");
    models.add_selected("selected_operation", &operations, &["GetBook"]);
    let zoo = workspace.join("tests/tests/xtask/regenerate/models/zoo.json");
    println!("cargo:rerun-if-changed={}", zoo.display());
    models.add_with_policy("decided_zoo", &zoo, &policy());
    let constraints = fixtures.join("constraints/model.json");
    models.add_with_policy("decided_constraints", &constraints, &strictness_policy());
    models.add_wide(Path::new(&env::var("OUT_DIR").unwrap()));
    models.add_exchanges(&workspace, Path::new(&env::var("OUT_DIR").unwrap()));
    // Tests record that they are skipped where it is absent.
    let shared = shared_data().unwrap_or_default();
    let protocol_tests = shared.join("models/protocol-tests");
    if protocol_tests.is_dir() {
        println!("cargo:rustc-cfg=shared");
        println!("cargo:rerun-if-changed={}", protocol_tests.display());
        for file in list_folder(&protocol_tests) {
            // The last part of the name is the service: `aws.protocoltests.restjson.RestJson.json`.
            let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let service = stem.rsplit('.').next().unwrap().to_lowercase();
            models.add(&format!("shared_{service}"), &file, Path::new(""));
        }
    }
    let newer = shared.join(NEWER_LAMBDA);
    if newer.is_file() {
        println!("cargo:rerun-if-changed={}", newer.display());
        models.add("shared_newer_lambda", &newer, Path::new(""));
    }
    let lambda = workspace.join("generated/src/lambda");
    println!("cargo:rerun-if-changed={}", lambda.display());
    models.names.insert("lambda".to_owned(), types(&lambda));
    models.operations.insert("lambda".to_owned(), list_structs(&lambda.join("operations.rs")));
    models.write(Path::new(&env::var("OUT_DIR").unwrap()));
    // For `tests/generated/build_shared.rs` and `tests/http/rpc_json.rs`.
    let model = |name: &str| Build::new(fixtures.join(name).join("model.json")).name(name);
    let shared = model("documents").and(model("numbers")).and(model("exceptions"));
    // Clients of a service that speaks several protocols use one of them.
    let several = fs::read_to_string(fixtures.join("operations_rpc_json/model.json")).unwrap();
    let rpc_json = Path::new(&env::var("OUT_DIR").unwrap()).join("rpc_json.json");
    fs::write(&rpc_json, several.replace("\"smithy.protocols#rpcv2Cbor\": {},", "")).unwrap();
    let shared = shared.and(Build::new(rpc_json).name("rpc_json"));
    shared.http(true).conversions([Conversion::Jiff]).generate();
}

/// Returns the types of a committed module. They are read from its files instead of its model, so that a stale module still
/// compiles, and a test can report it.
fn types(folder: &Path) -> Vec<String> {
    let mut types = Vec::new();
    // The other files are modules with operations.
    let items =
        ["enums.rs", "exceptions.rs", "structures.rs", "unions.rs"].map(|file| folder.join(file));
    for file in items.iter().filter(|file| file.is_file()) {
        types.extend(list_structs(file));
    }
    types.sort();
    types
}

/// Returns the names of the structs and enums that a file defines.
fn list_structs(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let starts = |line: &&str| line.starts_with("pub struct ") || line.starts_with("pub enum ");
    let names = text.lines().filter(starts).filter_map(|line| line.split(' ').nth(2));
    names.map(|name| name.trim_end_matches(';').to_owned()).collect()
}

struct Models {
    modules: Vec<Module>,
    names: BTreeMap<String, Vec<String>>,
    /// The Rust names of the operations of each module.
    operations: BTreeMap<String, Vec<String>>,
}

impl Models {
    fn new() -> Self {
        Self { modules: Vec::new(), names: BTreeMap::new(), operations: BTreeMap::new() }
    }

    fn add(&mut self, name: &str, model: &Path, docs: &Path) {
        let api = lower(model, docs);
        self.module(name, &api);
        self.names.insert(name.to_owned(), names(&api));
        self.add_operations(name, &api);
    }

    fn add_operations(&mut self, name: &str, api: &Api) {
        let operations = api.operations.iter().map(|operation| operation.name.clone());
        self.operations.insert(name.to_owned(), operations.collect());
    }

    /// Adds the model of exchanges once for each protocol, so that all protocols have the same types.
    fn add_exchanges(&mut self, workspace: &Path, out: &Path) {
        let file = workspace.join("tests/fixtures/exchange/model.json");
        println!("cargo:rerun-if-changed={}", file.display());
        let text = fs::read_to_string(file).unwrap();
        for protocol in EXCHANGE_PROTOCOLS {
            let namespace = if protocol.starts_with("rpc") { "smithy" } else { "aws" };
            let shape = format!("{namespace}.protocols#{protocol}");
            let name = format!("exchange_{}", protocol.to_lowercase());
            let model = out.join(format!("{name}.json"));
            fs::write(&model, text.replace("aws.protocols#restJson1", &shape)).unwrap();
            let api = lower(&model, Path::new(""));
            self.module(&name, &api);
            self.add_operations(&name, &api);
        }
    }

    /// Adds a service with only these operations.
    fn add_selected(&mut self, name: &str, model: &Path, operations: &[&str]) {
        self.module(name, &lower(model, Path::new("")).select(operations).unwrap());
    }

    /// Adds a service with a policy.
    fn add_with_policy(&mut self, name: &str, model: &Path, policy: &Policy) {
        let model = read_model(model, Path::new(""));
        let service = model.services.values().next().unwrap();
        let api = shapesmith::lower_service(&model, service, policy);
        self.module(name, &api.unwrap_or_else(|problems| panic!("{name}: {problems:?}")));
    }

    /// Adds recursive structures with many members, for `tests/validate/bounds.rs`.
    fn add_wide(&mut self, out: &Path) {
        let model = out.join("wide.json");
        fs::write(&model, wide_model()).unwrap();
        self.module("wide", &lower(&model, Path::new("")));
    }

    fn module(&mut self, name: &str, api: &Api) {
        let placement = Placement { name, support: "crate::support", krate: None };
        self.modules.push(shapesmith::emit_module(api, placement, PROVENANCE));
    }

    fn write(&self, out: &Path) {
        let mut parts = SupportParts::default();
        (parts.http, parts.checksums, parts.arbitrary) = (true, true, true);
        parts.conversions = Conversion::ALL.into();
        let support = shapesmith::emit_support(&self.modules, parts, PROVENANCE);
        let modules = self.modules.iter().map(|module| (module.name.as_str(), &module.files));
        let source = out.join("fixtures");
        if source.is_dir() {
            fs::remove_dir_all(&source).unwrap();
        }
        for (name, files) in modules.chain([("support", &support)]) {
            for (path, text) in files {
                let path = source.join(name).join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        fs::write(out.join("fixtures.rs"), self.index(&source)).unwrap();
    }

    /// Returns the declarations of the modules, and a table of the types of each.
    fn index(&self, source: &Path) -> String {
        let mut text = String::new();
        let mut module = |name: &str| {
            let path = source.join(name).join("mod.rs");
            writeln!(
                text,
                "#[path = {path:?}]\n#[deny(warnings, clippy::all)]\n#[rustfmt::skip]\npub mod {name};"
            )
            .unwrap();
        };
        self.modules.iter().for_each(|generated| module(&generated.name));
        module("support");
        text.push_str("/// The types of each module.\n#[allow(deprecated)]\npub static MODULES: &[(&str, &[Probe])] = &[\n");
        for (module, types) in &self.names {
            let support = if module == "lambda" { "Shipped" } else { "Fixtures" };
            writeln!(text, "({module:?}, &[").unwrap();
            for name in types {
                writeln!(text, "Probe::of::<{module}::{name}, probe::{support}>({name:?}),")
                    .unwrap();
            }
            text.push_str("]),\n");
        }
        text.push_str("];\n");
        self.write_exchanges(&mut text);
        text
    }

    /// Writes a table of the operations of each module.
    fn write_exchanges(&self, text: &mut String) {
        text.push_str("/// The operations of each module.\n#[allow(deprecated)]\npub static EXCHANGES: &[(&str, &[&dyn Exchange])] = &[\n");
        for (module, operations) in &self.operations {
            let support = if module == "lambda" { "Shipped" } else { "Fixtures" };
            writeln!(text, "({module:?}, &[").unwrap();
            for name in operations {
                let path = format!("{module}::operations");
                writeln!(text, "&exchange::{support}::<{path}::{name}>::new({path}::OPERATIONS),")
                    .unwrap();
            }
            text.push_str("]),\n");
        }
        text.push_str("];\n");
    }
}

/// Returns a model of a structure with 500 members, and of one with the maximum number that is visited at once.
fn wide_model() -> String {
    let structure = |name: &str, count: usize| {
        let next = format!(r#""next":{{"target":"w#{name}"}}"#);
        let members = (1..count).map(|index| {
            let required = if index == 1 { r#","traits":{"smithy.api#required":{}}"# } else { "" };
            format!(r#""m{index}":{{"target":"w#Text"{required}}}"#)
        });
        let members: Vec<String> = [next].into_iter().chain(members).collect();
        let list = format!(
            r#""w#{name}List":{{"type":"list","member":{{"target":"w#{name}"}},"traits":{{"smithy.api#uniqueItems":{{}}}}}}"#
        );
        format!(r#""w#{name}":{{"type":"structure","members":{{{}}}}},{list}"#, members.join(","))
    };
    let members = ["Wide", "Narrow", "WideList", "NarrowList", "NarrowMap"]
        .map(|name| format!(r#""{}":{{"target":"w#{name}"}}"#, name.to_lowercase()));
    format!(
        r#"{{"smithy":"2.0","shapes":{{
            "w#Service":{{"type":"service","version":"1","operations":[{{"target":"w#Put"}}]}},
            "w#Put":{{"type":"operation","input":{{"target":"w#PutInput"}},"output":{{"target":"smithy.api#Unit"}}}},
            "w#PutInput":{{"type":"structure","members":{{{}}}}},
            "w#NarrowMap":{{"type":"map","key":{{"target":"smithy.api#String"}},"value":{{"target":"w#NarrowList"}}}},
            "w#Text":{{"type":"string","traits":{{"smithy.api#length":{{"min":1}}}}}},
            {},{}}}}}"#,
        members.join(","),
        structure("Wide", 500),
        structure("Narrow", 96),
    )
}

/// Returns a policy with every kind of setting.
fn policy() -> Policy {
    let mut policy = Policy::default();
    policy.all.required = Some(Required::Plain);
    policy.all.attributes = vec!["#[must_use]".to_owned()];
    let derives = ["Eq", "::core::hash::Hash"].map(str::to_owned).to_vec();
    let animal = ItemPolicy { derives, ..ItemPolicy::default() };
    policy.shapes.insert("Animal".to_owned(), animal);
    let renames = [
        ("Kind", "Species"),
        ("Kind$crocodile", "Croc"),
        ("Animal$kind", "r#type"),
        ("Key$number", "Chip"),
        ("NoSuchAnimal", "Missing"),
        ("GetAnimal", "Find"),
    ];
    policy.renames.extend(renames.map(|(key, name)| (key.to_owned(), name.to_owned())));
    policy
}

/// Returns a policy with each strictness and each kind of constraint.
fn strictness_policy() -> Policy {
    use shapesmith::ConstraintKind::{Enum, Length, Range, Required, UniqueItems};
    use shapesmith::Strictness::{Deny, Off, Warn};
    let mut policy = Policy::default();
    policy.all.constraints = [(Length, Warn), (Enum, Off)].into();
    for (shape, constraints) in [
        ("Inner", [(Length, Deny), (Range, Off)]),
        ("CheckResponse", [(Required, Warn), (Length, Deny)]),
        ("PlaceResponse", [(Required, Off); 2]),
        ("Tags", [(UniqueItems, Warn); 2]),
        ("example.constraints#Level", [(Enum, Warn); 2]),
    ] {
        let constraints = constraints.into_iter().collect();
        policy.shapes.insert(shape.to_owned(), ItemPolicy { constraints, ..ItemPolicy::default() });
    }
    policy
}

fn lower(model: &Path, docs: &Path) -> Api {
    let model = read_model(model, docs);
    shapesmith::lower_service(&model, model.services.values().next().unwrap(), &Policy::default())
        .unwrap()
}

fn read_model(model: &Path, docs: &Path) -> Model {
    let bytes = fs::read(model).unwrap_or_else(|e| panic!("{}: {e}", model.display()));
    let docs = fs::read(docs).ok();
    let source = Source { name: model.to_str().unwrap(), bytes: &bytes };
    let docs = docs.as_deref().map(|bytes| Source { name: "docs.json", bytes });
    let reading = read(source, docs).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>())
    });
    reading.model
}

fn names(api: &Api) -> Vec<String> {
    api.items.iter().map(|item| item.name.clone()).collect()
}
