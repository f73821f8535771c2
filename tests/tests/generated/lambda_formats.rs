//! Lambda of the same day in both formats generates the same code, except for a short list of differences.

use std::collections::BTreeMap;

use shapesmith::pattern::equivalent;
use shapesmith::rust::{Api, Field, Item, ItemKind, Operation, Rule, Skipped};
use shapesmith::{Files, Placement, Policy, Provenance, lower_service};
use shapesmith_model::{Model, canonical};
use shapesmith_tests::reading::lambda_of_one_day;

/// The differences, with their number and reason. Those of patterns are below.
const DIFFERENCES: &[(&str, usize, &str)] = &[
    ("origin", 1, "what AWS calls the service inside isn't in botocore's model"),
    ("default 0", 15, SMITHY_ALONE),
    ("default false", 3, SMITHY_ALONE),
    (
        "length of at least 0",
        70,
        "of botocore's format it is dropped; a service tells it, so that Smithy's keeps it",
    ),
    ("examples", 43, BOTOCORE_ALONE),
    ("skipped examples", 8, BOTOCORE_ALONE),
    ("slash at the end of the URI", 7, "the service takes both"),
    ("documentation of the service", 1, "that null entries are left out"),
    ("null entries are left out", 122, "botocore's format has no word for `sparse`"),
    (
        "constrained: DeadLetterConfig",
        1,
        "it has a `ResourceArn` alone, which in Smithy is any text",
    ),
];

const SMITHY_ALONE: &str = "only Smithy has it; no type depends on it";
const BOTOCORE_ALONE: &str = "they are published with botocore's models";

/// The shapes whose patterns mean different languages, Smithy's text of the pattern, and a text that matches that alone.
/// All of a text has to match botocore's, while Smithy's is searched for. AWS makes one of the other by an anchor at
/// either end where there is none, forgetting that `|` binds less than anchors: `^a|b$` is open on both sides.
/// `.*` got no anchors. So Smithy's language is the larger one each time.
const PATTERNS: &[(&[&str], &str, &str)] = &[
    (
        &["DestinationArn"],
        r"^$|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)$",
        "x arn:aws:s::: ",
    ),
    (&["FunctionUrlQualifier"], r"^(^\$LATEST$)|((?!^[0-9]+$)([a-zA-Z0-9-_]+))$", "! a"),
    (&["KMSKeyArn", "ResourceArn"], r"^(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()$", "anything"),
    (
        &["LayerName"],
        r"^(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+$",
        "! a",
    ),
    (
        &["LayerPermissionAllowedPrincipal"],
        r"^\d{12}|\*|arn:(aws[a-zA-Z-]*):iam::\d{12}:root$",
        "a*b",
    ),
    (&["MasterRegion"], r"^ALL|[a-z]{2}(-gov)?-[a-z]+-\d{1}$", "ALLOW"),
    (&["Header", "Method", "Origin", "Pattern"], ".*", "\n"),
];

#[test]
fn patterns_of_both_formats_are_equivalent_with_known_exceptions() {
    let Some((smithy, botocore)) = lambda_of_one_day() else { return };
    let known = |name: &str| PATTERNS.iter().find(|(names, ..)| names.contains(&name));
    let (mut compared, mut reported) = (0, 0);
    for shape in smithy.shapes.values() {
        let pattern = |model: &Model| {
            model.shape(&shape.id).and_then(|it| it.traits.pattern().map(str::to_owned))
        };
        let (Some(ours), Some(theirs)) = (pattern(&smithy), pattern(&botocore)) else {
            assert_eq!(pattern(&smithy), pattern(&botocore), "{}", shape.id.as_str());
            continue;
        };
        compared += 1;
        let name = shape.id.name();
        let same = equivalent(&ours, &theirs).expect("both can be compared");
        assert_eq!(same, known(name).is_none(), "{name}: {ours} {theirs}");
        if let Some((_, text, witness)) = known(name) {
            reported += 1;
            assert_eq!(ours, *text, "{name}");
            assert!(matches(&ours, witness) && !matches(&theirs, witness), "{name}: {witness:?}");
        }
    }
    assert_eq!(reported, PATTERNS.iter().map(|(names, ..)| names.len()).sum::<usize>());
    assert!(compared > 2 * reported, "{compared}");
}

/// Returns whether the pattern matches the text: adding the text as an alternative doesn't change its language.
fn matches(pattern: &str, text: &str) -> bool {
    let escaped: String = text.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    equivalent(pattern, &format!("(?:{pattern})|^{escaped}$")).expect("both can be compared")
}

/// Each difference is counted, and corrected on botocore's side. The rest must be equal, byte by byte.
#[test]
fn both_formats_generate_the_same_code() {
    let Some((smithy, botocore)) = lambda_of_one_day() else { return };
    let (mut smithy, mut botocore) = (lowered(smithy), lowered(botocore));
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    reconcile(&mut smithy, &mut botocore, &mut |what, count| {
        *found.entry(what).or_default() += count
    });
    let known = DIFFERENCES.iter().map(|(what, count, _)| ((*what).to_owned(), *count));
    assert_eq!(found, known.collect());
    assert!(botocore == smithy, "what is left differs");
    let (botocore, smithy) = (printed(&botocore), printed(&smithy));
    assert_eq!(botocore.keys().collect::<Vec<_>>(), smithy.keys().collect::<Vec<_>>());
    for (name, text) in &botocore {
        assert_eq!(text, &smithy[name], "{name}");
    }
}

/// A function that counts a kind of difference.
type Tell<'a> = &'a mut dyn FnMut(String, usize);

/// Documentation is removed, because the formats have different spacing.
fn lowered(mut model: Model) -> Api {
    canonical::drop_prose(&mut model);
    lower_service(&model, model.services.values().next().unwrap(), &Policy::default()).unwrap()
}

fn printed(api: &Api) -> Files {
    let placement = Placement { name: "lambda", support: "crate::support", krate: None };
    let provenance = Provenance { command: "a test", source: "a model" };
    shapesmith::emit_module(api, placement, provenance).files
}

fn reconcile(smithy: &mut Api, botocore: &mut Api, tell: Tell<'_>) {
    tell_and_take(&smithy.origin, &mut botocore.origin, "origin", tell);
    tell_and_take(&smithy.docs, &mut botocore.docs, "documentation of the service", tell);
    let is_example = |part: &mut Skipped| part.reason.contains("example");
    let examples = botocore.skipped.extract_if(.., is_example).count();
    tell("skipped examples".to_owned(), examples);
    // The order in which parts were looked at.
    for api in [&mut *botocore, &mut *smithy] {
        api.skipped.sort_by(|a, b| a.origin.cmp(&b.origin));
    }
    assert_eq!(names(&smithy.items), names(&botocore.items));
    for (smithy, botocore) in smithy.items.iter().zip(&mut botocore.items) {
        item(smithy, botocore, tell);
    }
    let operations =
        |api: &Api| api.operations.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    assert_eq!(operations(smithy), operations(botocore));
    for (smithy, botocore) in smithy.operations.iter().zip(&mut botocore.operations) {
        operation(smithy, botocore, tell);
    }
    // They are those of the fields, which have been told of.
    botocore.patterns = smithy.patterns.clone();
}

fn names(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.name.as_str()).collect()
}

fn item(smithy: &Item, botocore: &mut Item, tell: Tell<'_>) {
    let constrained = format!("constrained: {}", smithy.name);
    tell_and_take(&smithy.constrained, &mut botocore.constrained, &constrained, tell);
    tell_and_take(
        &smithy.skips_nulls,
        &mut botocore.skips_nulls,
        "null entries are left out",
        tell,
    );
    match (&smithy.kind, &mut botocore.kind) {
        (ItemKind::Struct(smithy), ItemKind::Struct(botocore)) => {
            fields(&smithy.fields, &mut botocore.fields, tell);
        }
        (ItemKind::Union(smithy), ItemKind::Union(botocore)) => {
            fields(&smithy.variants, &mut botocore.variants, tell);
        }
        _ => {}
    }
}

fn fields(smithy: &[Field], botocore: &mut [Field], tell: Tell<'_>) {
    for (smithy, botocore) in smithy.iter().zip(botocore) {
        if let (Some(default), None) = (&smithy.default, &botocore.default) {
            tell(format!("default {default}"), 1);
            botocore.default.clone_from(&smithy.default);
        }
        if smithy.rules.len() == botocore.rules.len() {
            for (ours, theirs) in smithy.rules.iter().zip(&mut botocore.rules) {
                rule(ours, theirs, tell);
            }
        }
    }
}

/// Corrects and counts the differences of a rule. Those of patterns must be in `PATTERNS`.
fn rule(smithy: &Rule, botocore: &mut Rule, tell: Tell<'_>) {
    match (smithy, &mut *botocore) {
        (Rule::Each(smithy), Rule::Each(botocore)) | (Rule::Keys(smithy), Rule::Keys(botocore)) => {
            smithy.iter().zip(botocore).for_each(|(ours, theirs)| rule(ours, theirs, tell));
        }
        (Rule::Pattern { text, .. }, Rule::Pattern { text: other, .. }) if text != other => {
            let known = PATTERNS.iter().any(|(_, known, _)| known == text);
            assert_ne!(equivalent(text, other), Some(known), "{text} {other}");
            botocore.clone_from(smithy);
        }
        (Rule::Length { min: Some(0), max }, Rule::Length { min: None, max: other })
            if max == other =>
        {
            tell("length of at least 0".to_owned(), 1);
            *botocore = smithy.clone();
        }
        _ => {}
    }
}

fn operation(smithy: &Operation, botocore: &mut Operation, tell: Tell<'_>) {
    let theirs = botocore.http.as_ref().map(|http| http.uri.trim_end_matches('/'));
    if theirs == smithy.http.as_ref().map(|http| http.uri.as_str()) {
        tell_and_take(&smithy.http, &mut botocore.http, "slash at the end of the URI", tell);
    }
    tell("examples".to_owned(), botocore.examples.len() - smithy.examples.len());
    botocore.examples.clone_from(&smithy.examples);
}

fn tell_and_take<T: PartialEq + Clone>(smithy: &T, botocore: &mut T, what: &str, tell: Tell<'_>) {
    if smithy != botocore {
        tell(what.to_owned(), 1);
        botocore.clone_from(smithy);
    }
}
