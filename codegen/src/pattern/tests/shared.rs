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
            // `fancy-regex` finds `[ab]+[abc]*[ab]+` in "a".
            if ecma == Some(own) {
                told = None;
            }
            for (engine, says) in [("ecma", ecma), ("told", told)] {
                counts[5] += usize::from(says.is_none());
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
