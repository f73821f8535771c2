//! For random values of every type, validation ends without a panic, and all methods agree.

use std::fs;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use serde_json::Value;
use shapesmith_tests::models::{generated_modules, lower_model};
use shapesmith_tests::random_values::ValueGenerator;
use shapesmith_tests::{Probe, ValidationResults, probes};

/// The number of values of each type, and of random bytes for each value. A failure prints the seed.
const SIZES: [u32; 5] = [0, 64, 256, 1024, 4096];
const ROUNDS: u64 = 4;

#[test]
fn all_validation_methods_agree_for_every_type() {
    let (mut values, mut invalid) = (0, 0);
    for (module, file) in generated_modules() {
        let api = lower_model(&fs::read(file).unwrap());
        let wire = ValueGenerator::new(&api);
        for (item, probe) in api.items.iter().zip(probes(&module).unwrap()) {
            let sizes = (0..ROUNDS).flat_map(|round| SIZES.map(|size| (round, size)));
            for (round, size) in sizes {
                let seed = (fingerprint(&item.name) + round) << 32 | u64::from(size);
                let property = |u: &mut Unstructured<'_>| {
                    let mut value = wire.item(u, item)?.input;
                    spoil(u, &mut value)?;
                    values += 1;
                    invalid += usize::from(judge(&module, probe, &value));
                    Ok(())
                };
                arbtest(property).seed(seed).run();
            }
        }
    }
    assert!(values > 5_000 && invalid > 1_000, "{invalid} of {values}");
}

/// Validates a value with every method. Returns whether it could be read and is invalid.
fn judge(module: &str, probe: &Probe, value: &Value) -> bool {
    let Ok(judged) = (probe.validate_every_way)(value) else { return false };
    let ValidationResults {
        validate: reported,
        is_valid,
        first,
        all,
        limited,
        exception,
        aws_message,
    } = judged;
    let what = || format!("{module}::{}: {value}", probe.name);
    assert_eq!(is_valid, reported.is_empty(), "{}", what());
    assert_eq!(first[..], reported[..reported.len().min(1)], "{}", what());
    // Nothing is a warning here.
    assert_eq!(reported[..], all[..all.len().min(100)], "{}", what());
    for (limit, found, truncated) in limited {
        assert_eq!(found[..], all[..all.len().min(limit)], "{}", what());
        assert_eq!(truncated, all.len() > limit, "{}", what());
    }
    assert_eq!(exception["fieldList"].as_array().unwrap().len(), all.len(), "{}", what());
    let count: usize = aws_message.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(
        count,
        aws_message.matches(" failed to satisfy constraint: M").count(),
        "{}",
        what()
    );
    // AWS's services count the bounds of a range apart, and NaN is within neither.
    let most = if value.to_string().contains("NaN") { 2 * all.len() } else { all.len() };
    assert!(count <= most && (count > 0) != all.is_empty(), "{}", what());
    !reported.is_empty()
}

/// Replaces texts, numbers and lists by extreme ones.
fn spoil(u: &mut Unstructured<'_>, value: &mut Value) -> Result<()> {
    const TEXTS: [&str; 8] = ["", "\n", "a\n", "\u{85}", "\u{2028}", "٠", "👍", "/-"];
    match value {
        Value::String(text) if u.ratio(1, 4)? => {
            let times = u.choose(&[1, 1, 2, 64, 300, 5000])?;
            *text = u.choose(&TEXTS)?.repeat(*times);
        }
        Value::Array(items) => {
            items.iter_mut().try_for_each(|item| spoil(u, item))?;
            if let Some(last) = items.last().cloned().filter(|_| u.ratio(1, 8) == Ok(true)) {
                items.extend(vec![last; *u.choose(&[1, 20, 200])?]);
            }
        }
        Value::Object(entries) => {
            entries.values_mut().try_for_each(|entry| spoil(u, entry))?;
        }
        Value::Number(number) if u.ratio(1, 4)? => {
            *number = (*u.choose(&[0, -1, 1, 127, -128, i64::from(i32::MAX), i64::MAX])?).into();
        }
        _ => {}
    }
    Ok(())
}

/// Sorting long lists of entries with long common prefixes must not be slow.
#[test]
fn long_lists_are_validated_quickly() {
    let probe = probes("constraints").unwrap().iter().find(|it| it.name == "CheckRequest").unwrap();
    let long = "x".repeat(1000);
    let tags: Vec<String> = (0..20_000).map(|number| format!("{long}{number}")).collect();
    let lists: Vec<[&str; 2]> = (0..20_000).map(|n| [long.as_str(), &tags[n]]).collect();
    let value = serde_json::json!({"id": "id", "tags": tags, "uniqueLists": lists});
    assert!((probe.validate_every_way)(&value).unwrap().is_valid);
}

fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(11, |hash, byte| (hash * 31 + u64::from(byte)) % 0x7fff_ffff)
}
