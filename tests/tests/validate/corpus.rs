//! The oracle's cases of Lambda: valid values pass, and invalid values give the predicted path and message.

use std::collections::BTreeMap;
use std::io::Read;
use std::{fmt, fs};

use flate2::read::GzDecoder;
use serde_json::Value;
use shapesmith::rust::{Api, ItemKind, Rule, Struct, Type, Union};
use shapesmith_test_support::find_shared;
use shapesmith_tests::models::{lambda_2023_bytes, lambda_bytes, lower_model, parse_model};
use shapesmith_tests::oracle::json_form;
use shapesmith_tests::{Probe, probes};

/// The number of cases for API changes of July 2026, after the newer model.
const TOO_NEW: [&str; 3] = [
    // A member of it is wrong.
    "lambda/CreateCapacityProvider/1001/1/x",
    // `CompatibleRuntime` is one of it.
    "lambda/ListLayerVersions/1001/2",
    // `S3ObjectStorageMode` is one of it.
    "lambda/UpdateFunctionCode/1001/2/x",
];

#[test]
fn cases_match_the_model_that_they_were_generated_from() {
    let Some(bytes) = newer_model() else { return };
    let types = Types::new("shared_newer_lambda", &bytes);
    let Some(cases) = cases("lambda") else { return };
    let tally = types.judge(&cases);
    println!("newer model: {:#?}", tally.counts);
    let mut wrong: Vec<&str> = tally.wrong.iter().map(|wrong| wrong.id.as_str()).collect();
    wrong.sort_unstable();
    assert_eq!(wrong, TOO_NEW, "{}", tally.reported());
    assert_eq!(tally.counts.get("unknown operation"), None);
}

/// The types are of another version. Where their result differs, that part of the model must differ as well.
fn check_other_version(module: &'static str, model: &[u8], corpora: &[&str]) {
    let Some(bytes) = newer_model() else { return };
    let (types, newer) = (Types::new(module, model), Types::new(module, &bytes));
    for corpus in corpora {
        let Some(cases) = cases(corpus) else { return };
        let mut tally = types.judge(&cases);
        println!("{corpus}, {module}: {:#?}", tally.counts);
        println!("{corpus}, {module}, as that version differs: {}", tally.wrong.len());
        let same = |wrong: &Wrong| {
            wrong.paths.iter().any(|path| {
                let place = |types: &Types| types.place(&wrong.operation, path);
                place(&types) == place(&newer)
            })
        };
        tally.wrong.retain(|wrong| !TOO_NEW.contains(&wrong.id.as_str()) && same(wrong));
        assert!(tally.wrong.is_empty(), "{}", tally.reported());
        assert!(tally.counts["valid"] > 160, "{:?}", tally.counts);
    }
}

#[test]
fn cases_match_the_committed_types_except_where_the_models_differ() {
    check_other_version("lambda", &lambda_bytes(), &["lambda"]);
}

#[test]
fn cases_match_the_types_of_2023_except_where_the_models_differ() {
    check_other_version("lambda_2023", &lambda_2023_bytes(), &["lambda", "smithy-constraints"]);
}

fn newer_model() -> Option<Vec<u8>> {
    let shared = find_shared("the oracle's cases of Lambda")?;
    Some(fs::read(shared.join("models/lambda/smithy-2026-06-19.json")).unwrap())
}

/// Reads the valid and invalid requests to Lambda from the file of this name.
fn cases(corpus: &str) -> Option<Vec<Value>> {
    let shared = find_shared("the oracle's cases of Lambda")?;
    let file = fs::File::open(shared.join(format!("corpora/{corpus}.jsonl.gz"))).unwrap();
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let cases = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let ours = |case: &Value| {
        let of = case["service"].as_str().or(case["model"].as_str()).unwrap();
        of.starts_with("lambda") && case.get("params").is_some()
    };
    Some(cases.filter(ours).collect())
}

/// The types of a module, and the operations whose inputs they are.
struct Types {
    api: Api,
    probes: &'static [Probe],
    inputs: BTreeMap<String, String>,
}

#[derive(Default)]
struct Tally {
    counts: BTreeMap<String, usize>,
    wrong: Vec<Wrong>,
}

/// A case whose result differs from the prediction.
struct Wrong {
    id: String,
    operation: String,
    /// Of which places.
    paths: Vec<String>,
    reported: String,
}

impl Tally {
    fn reported(&self) -> String {
        self.wrong.iter().map(|wrong| format!("{wrong}\n")).collect()
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: at {:?}: {}", self.id, self.paths, self.reported)
    }
}

impl Types {
    fn new(module: &str, bytes: &[u8]) -> Self {
        let (model, api) = (parse_model(bytes), lower_model(bytes));
        let inputs = model.operations.iter().map(|(id, operation)| {
            let input = operation.input.as_ref();
            let item = api.items.iter().find(|item| Some(&item.origin) == input);
            (id.name().to_owned(), item.map_or(String::new(), |item| item.name.clone()))
        });
        let inputs = inputs.collect();
        Self { api, probes: probes(module).unwrap(), inputs }
    }

    fn judge(&self, cases: &[Value]) -> Tally {
        let mut tally = Tally::default();
        for case in cases {
            let operation = case["operation"].as_str().unwrap();
            let (kind, verdict) = match self.inputs.get(operation) {
                Some(input) => {
                    let probe = self.probes.iter().find(|probe| probe.name == input).unwrap();
                    judge(probe, case)
                }
                None => ("unknown operation", Ok("")),
            };
            match verdict {
                Ok(how) => *tally.counts.entry(format!("{kind}{how}")).or_default() += 1,
                Err((paths, reported)) => tally.wrong.push(Wrong {
                    id: case["id"].as_str().unwrap().to_owned(),
                    operation: operation.to_owned(),
                    paths,
                    reported: format!("{kind}: {reported}"),
                }),
            }
        }
        tally
    }

    /// What the model says of a place in an input; `None` where it has no such place.
    fn place(&self, operation: &str, path: &str) -> Option<String> {
        let mut ty = &Type::Item(self.inputs.get(operation)?.clone());
        let (mut rules, mut required): (&[Rule], bool) = (&[], false);
        for step in path.split('/').skip(1) {
            match inner(ty) {
                Type::Item(name) => {
                    let item = self.api.items.iter().find(|item| item.name == *name)?;
                    let (ItemKind::Struct(Struct { fields, .. })
                    | ItemKind::Union(Union { variants: fields, .. })) = &item.kind
                    else {
                        return None;
                    };
                    let field = fields.iter().find(|field| field.member == step)?;
                    (ty, rules, required) = (&field.ty, &field.rules, field.required);
                }
                Type::Vec(entry) | Type::Map(entry) => {
                    ty = entry;
                    rules = match rules.iter().find(|rule| matches!(rule, Rule::Each(_))) {
                        Some(Rule::Each(rules)) => rules,
                        _ => &[],
                    };
                }
                _ => return None,
            }
        }
        let values = match inner(ty) {
            Type::Item(name) => {
                self.api.items.iter().find(|item| item.name == *name).map(|i| &i.kind)
            }
            _ => None,
        };
        let values = match values {
            Some(ItemKind::Enum(values)) => {
                values.variants.iter().map(|variant| variant.value.as_str()).collect()
            }
            _ => Vec::new(),
        };
        Some(format!("{required} {rules:?} {values:?}"))
    }
}

fn inner(ty: &Type) -> &Type {
    match ty {
        Type::Option(ty) | Type::Boxed(ty) => inner(ty),
        ty => ty,
    }
}

/// The kind of the case and how it was confirmed, or the differing paths with the actual result.
type Verdict = (&'static str, Result<&'static str, (Vec<String>, String)>);

fn judge(probe: &Probe, case: &Value) -> Verdict {
    let reported = (probe.validate)(&json_form(&case["params"]));
    let mutation = &case["mutation"];
    let path = mutation["path"].as_str().unwrap_or_default().to_owned();
    let kind = KINDS.into_iter().find(|kind| mutation["kind"] == **kind).unwrap_or("valid");
    let verdict = match (kind, reported) {
        ("valid" | "unknown_member", Ok(reported)) if reported.is_empty() => Ok(""),
        ("valid" | "unknown_member", Ok(reported)) => {
            let (paths, words) = reported.into_iter().unzip::<_, _, _, Vec<_>>();
            Err((paths, words.join("; ")))
        }
        ("valid" | "unknown_member", Err(error)) => Err((vec![path], error)),
        ("wrong_type" | "null_item", Err(_)) => Ok(", not read"),
        ("wrong_type" | "null_item", Ok(reported)) => Err((vec![path], format!("{reported:?}"))),
        // A structure that is only sent has no room for what isn't there: reading it says so.
        ("missing_required", Err(error)) => {
            let member = path.rsplit('/').next().unwrap_or_default();
            let named = error.ends_with(&format!("missing member `{member}`"));
            if named { Ok(", not read") } else { Err((vec![path], error)) }
        }
        // The corpus has the pattern of the other format, which isn't anchored.
        ("bad_pattern", Ok(reported)) => {
            let words = format!(
                "Value at '{path}' failed to satisfy constraint: Member must satisfy regular expression pattern: "
            );
            let found = reported
                .iter()
                .any(|reported| reported.0 == path && reported.1.starts_with(&words));
            if found { Ok("") } else { Err((vec![path], format!("{reported:?}"))) }
        }
        (_, Ok(reported)) => {
            let smithy = &mutation["smithy"];
            let predicted = |(path, words): &(String, String)| {
                smithy["path"] == path.as_str() && smithy["message"] == words.as_str()
            };
            let found = reported.iter().any(predicted);
            if found { Ok("") } else { Err((vec![path], format!("{reported:?}, not {smithy}"))) }
        }
        (_, Err(error)) => Err((vec![path], error)),
    };
    (kind, verdict)
}

/// The kinds of invalid values in the cases.
const KINDS: [&str; 11] = [
    "missing_required",
    "too_short",
    "too_long",
    "below_min",
    "above_max",
    "bad_enum",
    "not_unique",
    "bad_pattern",
    "unknown_member",
    "wrong_type",
    "null_item",
];
