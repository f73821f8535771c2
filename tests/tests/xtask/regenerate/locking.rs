//! Concurrent runs wait for each other, and the results of all are kept.

use std::thread;
use std::time::Duration;

use shapesmith::tree::{Access, Lock};
use shapesmith_tests::test_workspace::{CONFIG, TestWorkspace};

const MODEL: &str = r#"{"smithy": "2.0", "shapes": {"example.NAME#Thing": {
    "type": "service", "version": "1", "operations": [{"target": "example.NAME#Do"}]
}, "example.NAME#Do": {"type": "operation"}}}"#;

#[test]
fn concurrent_imports_are_all_kept() {
    for _ in 0..8 {
        let copy = TestWorkspace::new();
        let names = ["bakery", "cinema", "dairy"];
        for name in names {
            copy.write(&format!("{name}.json"), MODEL.replace("NAME", name));
        }
        thread::scope(|scope| {
            for name in names {
                let copy = &copy;
                scope.spawn(move || {
                    let path = copy.path(&format!("{name}.json"));
                    let path = path.to_str().unwrap();
                    copy.run(&["import", path, "--name", name]).expect_code(0);
                });
            }
        });
        let config = copy.read(CONFIG);
        for name in names {
            assert!(config.contains(&format!("[service.{name}]")), "{config}");
            assert!(copy.path(&format!("generated/src/{name}/mod.rs")).exists(), "{name}");
        }
        copy.run(&["regenerate", "--check"]).expect_code(0);
    }
}

#[test]
fn concurrent_runs_do_not_fail() {
    for _ in 0..4 {
        let copy = TestWorkspace::new();
        thread::scope(|scope| {
            for args in [&["regenerate"][..], &["regenerate"], &["fmt"], &["regenerate", "zoo"]] {
                let copy = &copy;
                scope.spawn(move || copy.run(args).expect_code(0));
            }
        });
        copy.run(&["regenerate", "--check"]).expect_code(0);
    }
}

#[test]
fn waiting_for_a_lock_is_reported() {
    let copy = TestWorkspace::new();
    let lock = Lock::acquire(&copy.path("model"), Access::Write, || {});
    if !lock.is_held() {
        return;
    }
    thread::scope(|scope| {
        let ran = scope.spawn(|| copy.run(&["regenerate"]));
        thread::sleep(Duration::from_millis(300));
        assert!(!copy.path("generated").exists(), "it waits");
        drop(lock);
        let ran = ran.join().unwrap().expect_code(0);
        ran.expect_err(&["waiting for another run that holds the lock on model/\n"]);
    });
}
