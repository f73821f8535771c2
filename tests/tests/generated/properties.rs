//! Random values of every type of every module are unchanged after writing and reading.

use std::collections::BTreeSet;
use std::fs;

use arbtest::arbtest;
use serde_json::Value;
use shapesmith_tests::models::{generated_modules, lower_model};
use shapesmith_tests::random_values::ValueGenerator;
use shapesmith_tests::{Probe, probes};

/// The number of values of each type, and of random bytes for each value. A failure prints the seed.
const SIZES: [u32; 7] = [0, 16, 64, 256, 1024, 2048, 4096];
const ROUNDS: u64 = 8;

#[test]
fn random_values_of_every_type_survive_a_round_trip() {
    let mut values = 0;
    for (module, file) in generated_modules() {
        let api = lower_model(&fs::read(file).unwrap());
        let wire = ValueGenerator::new(&api);
        let probes = probes(&module).unwrap();
        for (item, probe) in api.items.iter().zip(probes) {
            assert_eq!(item.name, probe.name);
            let sizes = (0..ROUNDS).flat_map(|round| SIZES.map(|size| (round, size)));
            for (round, size) in sizes {
                let seed = (fingerprint(&item.name) + round) << 32 | u64::from(size);
                let property = |u: &mut arbtest::arbitrary::Unstructured<'_>| {
                    let made = wire.item(u, item)?;
                    values += 1;
                    check(&module, probe, &made.input, &made.expected);
                    Ok(())
                };
                arbtest(property).seed(seed).run();
            }
        }
    }
    assert!(values > 15_000, "{values}");
}

#[test]
fn items_and_types_correspond_to_each_other() {
    for (module, file) in generated_modules() {
        let api = lower_model(&fs::read(file).unwrap());
        let items: BTreeSet<&str> = api.items.iter().map(|item| item.name.as_str()).collect();
        let types: BTreeSet<&str> = probes(&module).unwrap().iter().map(|p| p.name).collect();
        assert_eq!(items, types, "{module}");
        assert!(!items.is_empty(), "{module}");
    }
}

fn check(module: &str, probe: &Probe, input: &Value, expected: &Value) {
    let what = || format!("{module}::{}: {input}", probe.name);
    let first = (probe.read)(input).unwrap_or_else(|reported| panic!("{}: {reported}", what()));
    assert_eq!(&first.value, expected, "{}", what());
    let second =
        (probe.read)(&first.value).unwrap_or_else(|reported| panic!("{}: {reported}", what()));
    assert_eq!(second.value, first.value, "{}", what());
    assert_eq!(second.text, first.text, "{}", what());
    assert_eq!(second.debug, first.debug, "{}", what());
    // NaN equals nothing, and a value with it neither.
    let equal = !expected.to_string().contains("\"NaN\"");
    if equal {
        assert!(first.equals_clone && first.equals_text, "{}", what());
    }
}

fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(7, |hash, byte| (hash * 31 + u64::from(byte)) % 0x7fff_ffff)
}
