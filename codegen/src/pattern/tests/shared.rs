//! Every pattern of real models against other engines.

use std::path::PathBuf;

use super::super::parse::parse;
use super::super::{Kind, compile};
use super::Matcher;
use super::engines::Engines;
use super::texts::{Random, fixed, matching, nearly};

/// The patterns of real models: as Smithy has them, and as botocore's are read; `None` without the data.
pub fn patterns() -> Option<[Vec<String>; 2]> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("SHAPESMITH_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("models/patterns.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    };
    let list: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let of = |format: &str| -> Vec<String> {
        let used = list.iter().filter(|entry| entry[format].as_u64() > Some(0));
        used.map(|entry| entry["pattern"].as_str().unwrap().to_owned()).collect()
    };
    let whole = of("botocore").into_iter().map(|pattern| format!("^(?:{pattern})$"));
    Some([of("smithy"), whole.collect()])
}

#[test]
fn real_patterns_match_what_other_engines_match() {
    let Some(patterns) = patterns() else { return };
    let mut patterns = patterns.concat();
    patterns.sort_unstable();
    patterns.dedup();
    let seed: u64 = std::env::var("PATTERN_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let step = std::env::var("PATTERN_STEP").ok().and_then(|s| s.parse().ok()).unwrap_or(if cfg!(debug_assertions) { 20 } else { 1 });
    let mut counts = [0_usize; 8];
    let mut wrong = Vec::new();
    for (index, pattern) in patterns.iter().enumerate().step_by(step) {
        let compiled = match compile(pattern) {
            Ok(compiled) => compiled,
            Err(why) => { if why.kind == Kind::TooBig { counts[6] += 1; eprintln!("too big: {pattern}"); } continue },
        };
        counts[0] += 1;
        let parsed = parse(pattern).unwrap();
        let matcher = Matcher::of(compiled);
        let engines = Engines::new(pattern, &parsed.syntax);
        counts[1] += usize::from(engines.has_ecma());
        counts[2] += usize::from(engines.has_told());
        if !engines.has_ecma() && !engines.has_told() {
            wrong.push(format!("no engine: {pattern}"));
        }
        let began = std::time::Instant::now();
        let mut random = Random(seed.wrapping_mul(7919) + index as u64);
        let mut texts: Vec<String> = fixed().collect();
        for _ in 0..30 {
            let text = matching(&parsed.syntax, &mut random);
            texts.push(nearly(&text, &mut random));
            texts.push(nearly(&text, &mut random));
            texts.push(text);
        }
        for text in texts {
            let own = matcher.matches(&text);
            counts[3 + usize::from(own)] += 1;
            let (ecma, mut told) = (engines.ecma(&text), engines.told(&text));
            counts[5] += usize::from(told.is_none());
            // `fancy-regex` finds `[ab]+[abc]*[ab]+` in "a".
            if ecma == Some(own) {
                told = None;
            }
            for (engine, says) in [("ecma", ecma), ("told", told)] {
                if began.elapsed().as_secs() > 2 { eprintln!("slow {engine} {pattern} {text:?}"); break; }
                if says.is_some_and(|says| says != own) {
                    wrong.push(format!("{engine} {own} {pattern:?} {text:?}"));
                }
            }
        }
    }
    eprintln!("compiled {}, ecma {}, told {}, no {}, yes {}, gave up {} too big {}", counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
    eprintln!("{} differences", wrong.len());
    for wrong in wrong.iter().take(20000) {
        eprintln!("{}", wrong.chars().take(700).collect::<String>());
    }
    assert!(wrong.is_empty());
}

#[test]
fn figures() {
    let Some([smithy, botocore]) = patterns() else { return };
    for (name, patterns) in [("Smithy", smithy), ("botocore", botocore)] {
        let began = std::time::Instant::now();
        let report = super::super::report(patterns.iter().map(String::as_str));
        eprintln!("{name}: {:?}\n{report}", began.elapsed());
        for (pattern, why) in &report.unsupported { eprintln!("not enforced: {why}: {}", &pattern[..pattern.len().min(150)]); }
        for (pattern, why) in &report.approximated { eprintln!("approx: {why:?}: {pattern}"); }
    }
}

#[test]
fn speed() {
    let Some([smithy, _]) = patterns() else { return };
    let mut slow = Vec::new();
    let mut sizes = Vec::new();
    for p in &smithy { let t = std::time::Instant::now(); let c = compile(p); slow.push((t.elapsed(), p)); if let Ok(c) = c { sizes.push((super::Pool::size(&c.programs), c.programs.len(), c.programs[0].simultaneous, p)); } }
    slow.sort(); sizes.sort();
    for (t, p) in slow.iter().rev().take(25) { eprintln!("{t:?} {}", &p[..p.len().min(150)]); }
    eprintln!("total {:?} median {:?}", slow.iter().map(|s| s.0).sum::<std::time::Duration>(), slow[slow.len()/2].0);
    for s in sizes.iter().rev().take(50) { eprintln!("{} {} {} {}", s.0, s.1, s.2, &s.3[..s.3.len().min(120)]); }
    let cases = [("^arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+$", "arn:aws:iam::123456789012:role/service-role/my-function-role-abcd"),
      ("^(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()$", "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"),
      ("^[a-zA-Z0-9-_]+$", "my-function-name-of-thirty-chars"), ("^[a-zA-Z0-9-_]{1,64}$", "my-function-name-of-thirty-chars"),
      ("^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?$", "arn:aws:lambda:us-east-1:123456789012:function:my-function"),
      ("^[a-z0-9](-*[a-z0-9]){0,62}$", "my-function-name-of-thirty-chars"), ("^[\\p{L}\\p{N}_.:/=+@-]*$", "größe-und-länge-über-alles"),
      ("^[^\\x00]{1,1020}\\.csv$", "some/folder/and/file-of-thirty-chars.csv")];
    for (pattern, text) in cases {
        let m = Matcher::new(pattern);
        assert!(m.matches(text));
        let batch = || { let t = std::time::Instant::now();
            for _ in 0..5_000 { std::hint::black_box(m.matches(std::hint::black_box(text))); }
            t.elapsed().as_nanos() as f64 / 5_000.0 };
        let best = (0..40).map(|_| batch()).fold(f64::MAX, f64::min);
        eprintln!("{best:.1} ns, {} bytes of text: {pattern}", text.len());
    }
}
