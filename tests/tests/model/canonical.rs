//! The canonical form: what it sorts, what it keeps, and that committed files are in canonical form.

use std::fs;

use shapesmith_model::{ParsedFile, Source, canonical, read, read_corrected, read_parsed};
use shapesmith_test_support::workspace;
use shapesmith_tests::reading::{without_pointers, write_and_read};

fn format(text: &str) -> String {
    let source = Source { name: "model.json", bytes: text.as_bytes() };
    canonical::format_model(source).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

#[test]
fn unordered_parts_are_sorted() {
    let text = r##"{
      "shapes": {
        "example#Zoo": {"members": {"b": {"traits": {"z#z": {"b": 1, "a": 2}, "a#a": []}, "target": "smithy.api#String"},
                                    "a": {"target": "smithy.api#String"}}, "type": "structure"},
        "example#Ping": {"errors": [{"target": "example#Z"}, {"target": "example#A"}], "type": "operation"},
        "example#Api": {"zebra": 1, "traits": {}, "errors": [], "ant": 2,
          "operations": [{"target": "example#Ping"}, {"target": "example#About"}, {"target": "example#Ping"}],
          "version": "1", "type": "service"}
      },
      "comment": "kept",
      "metadata": {"b": 1, "a": 2},
      "smithy": "2.0"
    }"##;
    let expected = r##"{
  "smithy": "2.0",
  "metadata": {
    "b": 1,
    "a": 2
  },
  "shapes": {
    "example#Api": {
      "type": "service",
      "version": "1",
      "errors": [],
      "operations": [
        {
          "target": "example#About"
        },
        {
          "target": "example#Ping"
        }
      ],
      "traits": {},
      "ant": 2,
      "zebra": 1
    },
    "example#Ping": {
      "type": "operation",
      "errors": [
        {
          "target": "example#Z"
        },
        {
          "target": "example#A"
        }
      ]
    },
    "example#Zoo": {
      "type": "structure",
      "members": {
        "b": {
          "target": "smithy.api#String",
          "traits": {
            "a#a": [],
            "z#z": {
              "b": 1,
              "a": 2
            }
          }
        },
        "a": {
          "target": "smithy.api#String"
        }
      }
    }
  },
  "comment": "kept"
}
"##;
    assert_eq!(format(text), expected);
    assert_eq!(format(expected), expected);
}

#[test]
fn numbers_and_strings_are_kept() {
    let text = "\u{FEFF}{\"smithy\":\"2.0\",\"metadata\":{\"big\":123456789012345678901234567890,\"d\":1.50,\
        \"e\":1E5,\"s\":\"\\u00e9\\/\\u0001\\ud83d\\ude00\\\"\\\\\\n\",\"t\":[true,null]}}";
    let expected = "{\n  \"smithy\": \"2.0\",\n  \"metadata\": {\n    \"big\": 123456789012345678901234567890,\n    \
        \"d\": 1.50,\n    \"e\": 1E5,\n    \"s\": \"é/\\u0001😀\\\"\\\\\\n\",\n    \"t\": [\n      true,\n      null\n    ]\n  }\n}\n";
    assert_eq!(format(text), expected);
}

#[test]
fn an_added_member_adds_few_lines() {
    let rich = fs::read_to_string(workspace().join("tests/fixtures/models/rich.json")).unwrap();
    let before = format(&rich);
    let extended = rich.replace("\"members\": {\n        \"message\"", "\"members\": {\n        \"reason\": {\"target\": \"smithy.api#String\"},\n        \"message\"");
    assert_ne!(rich, extended);
    let after = format(&extended);
    let added: Vec<&str> = after.lines().filter(|line| line.contains("reason")).collect();
    assert_eq!((after.lines().count() - before.lines().count(), added.len()), (3, 1));
}

#[test]
fn formatting_does_not_change_the_model() {
    let rich = fs::read_to_string(workspace().join("tests/fixtures/models/rich.json")).unwrap();
    let formatted = format(&rich);
    let model = |text: &str| {
        read(Source { name: "rich.json", bytes: text.as_bytes() }, None).unwrap().model
    };
    assert_eq!(model(&rich), model(&formatted));
}

#[test]
fn a_written_model_is_read_as_the_same_model() {
    for (model, docs) in [
        ("tests/fixtures/models/rich.json", "tests/fixtures/models/rich.docs.json"),
        ("model/services/lambda.json", "model/services/lambda.docs.json"),
    ] {
        let (bytes, docs_bytes) =
            (fs::read(workspace().join(model)), fs::read(workspace().join(docs)));
        let (bytes, docs_bytes) = (bytes.unwrap(), docs_bytes.unwrap());
        let docs = Source { name: docs, bytes: &docs_bytes };
        let read = read(Source { name: model, bytes: &bytes }, Some(docs)).unwrap().model;
        let files = canonical::write_model(&read);
        assert_eq!(format(&files.model), files.model);
        assert!(!files.model.contains("smithy.api#documentation"));
        assert_eq!(without_pointers(write_and_read(&read)), without_pointers(read), "{model}");
    }
}

/// Importing a committed model again must not change it.
#[test]
fn writing_a_committed_model_returns_the_file() {
    let text = fs::read_to_string(workspace().join("model/services/lambda.json")).unwrap();
    let read = read(Source { name: "lambda", bytes: text.as_bytes() }, None).unwrap().model;
    let written = canonical::write_model(&read).model;
    for (number, (written, committed)) in written.lines().zip(text.lines()).enumerate() {
        assert_eq!(written, committed, "line {}", number + 1);
    }
    assert_eq!(written, text);
}

#[test]
fn parsed_files_are_formatted_and_read_like_their_sources() {
    let fixtures = workspace().join("tests/fixtures/problems");
    for folder in fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(bytes) = fs::read(folder.join("model.json")) else { continue };
        let source = Source { name: "model.json", bytes: &bytes };
        let file = ParsedFile::parse(source);
        assert_eq!(canonical::format_parsed_model(&file), canonical::format_model(source));
        assert_eq!(canonical::format_parsed_docs(&file), canonical::format_docs(source));
        assert_eq!(canonical::format_parsed_overlay(&file), canonical::format_overlay(source));
        match (read_parsed(file, None, None), read(source, None)) {
            (Ok(parsed), Ok(reading)) => assert_eq!(parsed.model, reading.model),
            (parsed, reading) => assert_eq!(parsed.unwrap_err(), reading.unwrap_err()),
        }
    }
}

#[test]
fn other_files_are_rejected() {
    for (text, code) in [
        ("{\"smithy\":\"2.0\",\"smithy\":\"2.0\"}", "duplicate-key"),
        ("{\"smithy\":\"2.0\"", "truncated-json"),
        ("{\"shapes\":{}}", "unknown-format"),
        ("[]", "not-an-object"),
    ] {
        let source = Source { name: "model.json", bytes: text.as_bytes() };
        assert_eq!(canonical::format_model(source).unwrap_err()[0].code, code);
    }
    let source = Source { name: "docs.json", bytes: b"[]" };
    assert_eq!(canonical::format_docs(source).unwrap_err()[0].code, "wrong-type");
}

#[test]
fn committed_models_are_canonical_and_have_no_warnings() {
    let folder = workspace().join("model/services");
    let mut seen = 0;
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        // Documentation and corrections have two endings.
        let is_model = name.ends_with(".json") && name.matches('.').count() == 1;
        if !is_model {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let docs_path = path.with_extension("docs.json");
        let docs = fs::read(&docs_path).ok();
        let source = Source { name, bytes: &bytes };
        assert!(
            format(std::str::from_utf8(&bytes).unwrap()).as_bytes() == bytes,
            "{name} isn't canonical"
        );
        let docs = docs.as_ref().map(|bytes| Source { name: "docs", bytes });
        if let Some(docs) = docs {
            let formatted = canonical::format_docs(docs).unwrap();
            assert!(
                formatted.as_bytes() == docs.bytes,
                "the documentation of {name} isn't canonical"
            );
        }
        let corrections = fs::read(path.with_extension("overlay.json")).ok();
        let corrections = corrections.as_ref().map(|bytes| Source { name: "corrections", bytes });
        let reading = read_corrected(source, docs, corrections);
        let warnings = reading.unwrap_or_else(|problems| panic!("{}", problems[0])).warnings;
        assert_eq!(warnings, [], "{name}");
        seen += 1;
    }
    println!("{seen} committed models");
}

/// This includes models with warnings.
#[test]
fn every_readable_model_is_the_same_after_writing() {
    let fixtures = workspace().join("tests/fixtures/problems");
    let mut written = 0;
    for folder in fs::read_dir(fixtures).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(bytes) = fs::read(folder.join("model.json")) else { continue };
        let Ok(reading) = read(Source { name: "model.json", bytes: &bytes }, None) else {
            continue;
        };
        let before = without_pointers(reading.model.clone());
        assert_eq!(
            without_pointers(write_and_read(&reading.model)),
            before,
            "{}",
            folder.display()
        );
        written += 1;
    }
    assert!(written > 10, "{written}");
}
