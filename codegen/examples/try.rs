use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = Instant::now();
    let bytes = std::fs::read(&a[1]).unwrap();
    let docs = a.get(4).map(|p| std::fs::read(p).unwrap());
    let r = match shapesmith_model::read(
        shapesmith_model::Source { name: &a[1], bytes: &bytes },
        docs.as_ref().map(|d| shapesmith_model::Source { name: "docs", bytes: d }),
    ) {
        Ok(r) => r,
        Err(e) => {
            for p in e {
                eprintln!("{p}");
            }
            std::process::exit(1)
        }
    };
    for w in &r.warnings {
        eprintln!("{w}");
    }
    let t1 = t.elapsed();
    let s = r.model.services.values().next().unwrap();
    let api = shapesmith::lower(&r.model, s);
    let t2 = t.elapsed();
    let p = shapesmith::Provenance { command: "try", source: "x.json" };
    let m = shapesmith::module(&api, &a[3], "crate::support", p).unwrap();
    let t3 = t.elapsed();
    let pk = shapesmith::Package {
        name: "g".into(),
        version: "0.1.0".into(),
        description: "d".into(),
        license: "Apache-2.0".into(),
        default: vec![a[3].clone()],
    };
    for (f, text) in shapesmith::package(&pk, &[m], p) {
        let path = std::path::Path::new(&a[2]).join(f);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    eprintln!(
        "read {t1:?} lower {t2:?} emit {t3:?} items {} skipped {}",
        api.items.len(),
        api.skipped.len()
    );
    for s in &api.skipped {
        eprintln!("{} {}", s.origin, s.reason);
    }
}
