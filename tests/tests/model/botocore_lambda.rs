//! Lambda of the same day in both formats is the same model, except for a short list of differences.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shapesmith_model::{Model, ShapeId, ShapeKind, Traits};
use shapesmith_tests::reading::lambda_of_one_day;

const NAMESPACE: &str = "com.amazonaws.lambda#";

/// The traits that only one format has, and why.
const ONE_SIDED: [(&str, &str); 6] = [
    ("smithy.api#default", "botocore has no defaults"),
    ("smithy.api#input", "botocore doesn't mark structures that are only inputs"),
    ("smithy.api#output", "botocore doesn't mark structures that are only outputs"),
    ("smithy.api#examples", "only botocore's models have the examples"),
    ("shapesmith#waiters", "Smithy's waiters have no number of attempts"),
    ("smithy.api#documentation", "the white space of sentences differs"),
];

#[test]
fn both_formats_are_read_as_the_same_model() {
    let Some((smithy, botocore)) = lambda_of_one_day() else { return };
    let found = find_differences(&smithy, &botocore);
    let expected: BTreeSet<&str> = DIFFERENCES.iter().map(|(difference, _)| *difference).collect();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, expected);
}

/// The differences, and their reasons.
const DIFFERENCES: [(&str, &str); 25] = [
    ("service AWSGirApiService is Lambda", "botocore's model doesn't have the internal name"),
    ("service arnNamespace", SMITHY_ONLY),
    ("service cloudFormationName", SMITHY_ONLY),
    ("service cloudTrailEventSource", SMITHY_ONLY),
    (
        "service trait smithy.rules#endpointRuleSet",
        "botocore has it in a separate file, which isn't read here",
    ),
    ("service trait smithy.rules#endpointTests", SMITHY_ONLY),
    (
        "botocore's service trait shapesmith#sparseUnknown",
        "botocore's format can't express `sparse`",
    ),
    ("slash at the end of the URI: CreateCodeSigningConfig", SLASH),
    ("slash at the end of the URI: CreateEventSourceMapping", SLASH),
    ("slash at the end of the URI: GetAccountSettings", SLASH),
    ("slash at the end of the URI: InvokeAsync", SLASH),
    ("slash at the end of the URI: ListCodeSigningConfigs", SLASH),
    ("slash at the end of the URI: ListEventSourceMappings", SLASH),
    ("slash at the end of the URI: ListFunctions", SLASH),
    ("different pattern: DestinationArn", PATTERN),
    ("different pattern: FunctionUrlQualifier", PATTERN),
    ("different pattern: Header", PATTERN),
    ("different pattern: KMSKeyArn", PATTERN),
    ("different pattern: LayerName", PATTERN),
    ("different pattern: LayerPermissionAllowedPrincipal", PATTERN),
    ("different pattern: MasterRegion", PATTERN),
    ("different pattern: Method", PATTERN),
    ("different pattern: Origin", PATTERN),
    ("different pattern: Pattern", PATTERN),
    ("different pattern: ResourceArn", PATTERN),
];

const SMITHY_ONLY: &str = "only Smithy has it";
const SLASH: &str = "the service accepts both";
const PATTERN: &str = "botocore's must match all of the text, Smithy's is searched for; where AWS \
    anchored it for Smithy, it forgot that alternatives bind less than anchors";

fn find_differences(smithy: &Model, botocore: &Model) -> Vec<String> {
    let mut found = Vec::new();
    compare_services(smithy, botocore, &mut found);
    compare_operations(smithy, botocore, &mut found);
    let ids = |model: &Model| model.shapes.keys().cloned().collect::<Vec<ShapeId>>();
    assert_eq!(ids(smithy), ids(botocore));
    for (smithy, botocore) in smithy.shapes.values().zip(botocore.shapes.values()) {
        let name = smithy.id.name();
        let (mut smithy_traits, mut botocore_traits) =
            (shared_traits(&smithy.traits), shared_traits(&botocore.traits));
        let patterns = (smithy_traits.remove(PATTERN_ID), botocore_traits.remove(PATTERN_ID));
        if patterns.0 != patterns.1 {
            found.push(format!("different pattern: {name}"));
        }
        assert_eq!(smithy_traits, botocore_traits, "{name}");
        assert_eq!(outline(&smithy.kind), outline(&botocore.kind), "{name}");
    }
    found
}

const PATTERN_ID: &str = "smithy.api#pattern";

fn compare_services(smithy: &Model, botocore: &Model, found: &mut Vec<String>) {
    let (smithy, botocore) =
        (smithy.services.values().next().unwrap(), botocore.services.values().next().unwrap());
    found.push(format!("service {} is {}", smithy.id.name(), botocore.id.name()));
    assert_eq!(smithy.operations, botocore.operations);
    assert_eq!((&smithy.version, &smithy.errors), (&botocore.version, &botocore.errors));
    let (mut smithy, mut botocore) =
        (shared_traits(&smithy.traits), shared_traits(&botocore.traits));
    let aws_services =
        (smithy.remove("aws.api#service").unwrap(), botocore.remove("aws.api#service").unwrap());
    for (key, value) in aws_services.0.as_object().unwrap() {
        match aws_services.1.get(key) {
            Some(other) => assert_eq!(value, other),
            None => found.push(format!("service {key}")),
        }
    }
    assert!(
        aws_services.1.as_object().unwrap().keys().all(|key| aws_services.0.get(key).is_some())
    );
    for id in smithy.keys().filter(|id| !botocore.contains_key(*id)) {
        found.push(format!("service trait {id}"));
    }
    for id in botocore.keys().filter(|id| !smithy.contains_key(*id)) {
        found.push(format!("botocore's service trait {id}"));
    }
    botocore.retain(|id, _| smithy.contains_key(id));
    smithy.retain(|id, _| botocore.contains_key(id));
    assert_eq!(smithy, botocore);
}

fn compare_operations(smithy: &Model, botocore: &Model, found: &mut Vec<String>) {
    assert_eq!(smithy.operations.len(), botocore.operations.len());
    for (smithy, botocore) in smithy.operations.values().zip(botocore.operations.values()) {
        let name = smithy.id.name();
        assert_eq!(smithy.id, botocore.id);
        assert_eq!((&smithy.input, &smithy.output), (&botocore.input, &botocore.output), "{name}");
        // The order of errors differs between the formats.
        let errors = |ids: &[ShapeId]| ids.iter().cloned().collect::<BTreeSet<ShapeId>>();
        assert_eq!(errors(&smithy.errors), errors(&botocore.errors), "{name}");
        let (smithy_http, botocore_http) =
            (smithy.traits.http().unwrap(), botocore.traits.http().unwrap());
        if smithy_http.uri != botocore_http.uri {
            assert_eq!(smithy_http.uri, botocore_http.uri.trim_end_matches('/'));
            found.push(format!("slash at the end of the URI: {name}"));
        }
        assert_eq!(
            (smithy_http.method, smithy_http.code),
            (botocore_http.method, botocore_http.code)
        );
        let http = "smithy.api#http";
        let (mut smithy, mut botocore) =
            (shared_traits(&smithy.traits), shared_traits(&botocore.traits));
        smithy.remove(http);
        botocore.remove(http);
        assert_eq!(smithy, botocore, "{name}");
    }
}

/// Returns the traits that both formats have, with normalized values.
fn shared_traits(traits: &Traits) -> BTreeMap<String, Value> {
    let shared = traits.iter().filter(|(id, _)| !ONE_SIDED.iter().any(|(known, _)| known == id));
    shared.filter_map(|(id, value)| Some((id.to_owned(), normalize(id, value)?))).collect()
}

/// Returns the value of a trait without a minimum length of 0, which only Smithy has.
fn normalize(id: &str, value: &Value) -> Option<Value> {
    let mut value = value.clone();
    if id == "smithy.api#length" && value["min"] == 0 {
        value.as_object_mut().unwrap().remove("min");
    }
    (id != "smithy.api#length" || value != json!({})).then_some(value)
}

/// The kind of a shape with its members in their order.
fn outline(kind: &ShapeKind) -> Vec<(String, String, BTreeMap<String, Value>)> {
    let members = match kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => members.iter().collect(),
        ShapeKind::List(member) => vec![member],
        ShapeKind::Map { key, value } => vec![key, value],
        ShapeKind::Enum(values) => {
            // The order of values has no meaning, and only Smithy has names.
            let values: BTreeSet<&str> = values.iter().map(|value| value.value.as_str()).collect();
            let values = values.into_iter();
            return values
                .map(|value| ("enum".to_owned(), value.to_owned(), BTreeMap::new()))
                .collect();
        }
        _ => vec![],
    };
    let kind = (kind.name().to_owned(), String::new(), BTreeMap::new());
    let members = members.into_iter().map(|member| {
        (member.name.clone(), member.target.as_str().to_owned(), shared_traits(&member.traits))
    });
    std::iter::once(kind).chain(members).collect()
}

#[test]
fn side_files_are_added_to_operations() {
    let Some((_, model)) = lambda_of_one_day() else { return };
    let with =
        |id: &str| model.operations.values().filter(|operation| operation.traits.has(id)).count();
    let waiters = |id: &str| {
        let all = model.operations.values().filter_map(|operation| operation.traits.get(id));
        all.map(|waiters| waiters.as_object().unwrap().len()).sum::<usize>()
    };
    let counts = (with("smithy.api#paginated"), with("smithy.api#examples"));
    assert_eq!(counts, (11, 48));
    assert_eq!(waiters("smithy.waiters#waitable"), 6);
    assert_eq!(with("shapesmith#pagination"), 0);
}

/// Names of values in generated code come from the values, so that both formats give the same code.
#[test]
fn enum_values_of_botocore_have_no_names() {
    let Some((_, model)) = lambda_of_one_day() else { return };
    let runtime = model.shape(&ShapeId::new(format!("{NAMESPACE}Runtime"))).unwrap();
    let ShapeKind::Enum(values) = &runtime.kind else { panic!("{runtime:?}") };
    assert!(values.iter().all(|value| value.name.is_none()));
}
