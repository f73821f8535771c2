//! Deserialization of generated types, and its errors.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shapesmith_tests::{choices, collections, json_names, json_names_ignored, lambda, structs};

fn error<T: DeserializeOwned>(text: &str) -> String {
    match serde_json::from_str::<T>(text) {
        Ok(_) => panic!("{text} was read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn keys_are_member_names() {
    let text = r#"{"Id":"a","Size":1,"Part":{"Name":"n"},"Both":{"Arn":"x"}}"#;
    let request: structs::SendRequest = serde_json::from_str(text).unwrap();
    assert_eq!((request.id.as_str(), request.size, request.part.name.as_str()), ("a", 1, "n"));
    assert_eq!(request.both.as_ref().unwrap().arn.as_deref(), Some("x"));
    assert_eq!(serde_json::to_string(&request).unwrap(), text);
    assert!(error::<structs::SendRequest>(r#"{"id":"a"}"#).contains("missing member `Id`"));
}

#[test]
fn members_are_written_in_model_order() {
    let text = r#"{"Part":{"Kind":"k","Name":"n"},"Size":2,"Id":"a"}"#;
    let request: structs::SendRequest = serde_json::from_str(text).unwrap();
    let written = serde_json::to_string(&request).unwrap();
    assert_eq!(written, r#"{"Id":"a","Size":2,"Part":{"Name":"n","Kind":"k"}}"#);
}

#[test]
fn json_names_apply_only_to_rest_json() {
    let text = r#"{"wire_name":"1","swapB":"a","swapA":"b","@Uri":"u","Uri":"body","\"quoted\" \\ 日本":"o"}"#;
    let input: json_names::Input = serde_json::from_str(text).unwrap();
    assert_eq!(input.renamed.as_deref(), Some("1"));
    assert_eq!((input.swap_a.as_deref(), input.swap_b.as_deref()), (Some("a"), Some("b")));
    assert_eq!((input.uri.as_str(), input.body_uri.as_deref()), ("u", Some("body")));
    assert_eq!(serde_json::to_string(&input).unwrap(), text);

    let text = r#"{"renamed":"1","swapA":"a","Uri":"u","bodyUri":"body"}"#;
    let input: json_names_ignored::Input = serde_json::from_str(text).unwrap();
    assert_eq!((input.renamed.as_deref(), input.swap_a.as_deref()), (Some("1"), Some("a")));
    assert_eq!((input.uri.as_str(), input.body_uri.as_deref()), ("u", Some("body")));
    assert_eq!(serde_json::to_string(&input).unwrap(), text);
}

#[test]
fn unknown_members_are_ignored() {
    let text = r#"{"New":{"a":[1,{"b":null}]},"Arn":"x","Other":1e400,"Count":2}"#;
    let shared: structs::Shared = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&shared).unwrap(), r#"{"Arn":"x","Count":2}"#);
    let nothing: structs::Nothing = serde_json::from_str(r#"{"a":1}"#).unwrap();
    assert_eq!(serde_json::to_string(&nothing).unwrap(), "{}");
}

#[test]
fn null_members_are_absent() {
    let read: structs::Shared = serde_json::from_str(r#"{"Arn":null,"Count":null}"#).unwrap();
    assert_eq!(read, structs::Shared::default());
    assert_eq!(
        error::<structs::SentPart>(r#"{"Name":null}"#),
        "missing member `Name` at line 1 column 13"
    );
}

/// Which of the two is used depends on the reader, but they must not be mixed.
#[test]
fn repeated_members_are_never_mixed() {
    let text = r#"{"strings":["a","b"],"strings":["c"],"map":{"a":"1"},"map":{"b":"2"},
                   "required":["x"],"required":["y"],"requiredMap":{"p":"q"},"requiredMap":{}}"#;
    let input: collections::Input = serde_json::from_str(text).unwrap();
    assert_eq!(
        serde_json::to_value(&input).unwrap(),
        json!({"strings": ["c"], "map": {"b": "2"}, "required": ["y"], "requiredMap": {}})
    );
    let text = r#"{"Part":{"Name":"a","Parts":[]},"Part":{"Name":"b"}}"#;
    let response: structs::SendResponse = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(&response).unwrap(), json!({"Part": {"Name": "b"}}));
    assert!(
        error::<structs::SendRequest>(r#"{"Part":{"Name":"a"},"Part":{"Name":"b"}}"#)
            .starts_with("repeated member `Part`")
    );
}

#[test]
fn required_members_may_be_absent_from_responses() {
    assert!(serde_json::from_str::<structs::SendResponse>("{}").is_ok());
    assert!(serde_json::from_str::<structs::Shared>("{}").is_ok());
    assert_eq!(
        error::<structs::SendRequest>(r#"{"Id":"a","Size":1,"Part":{}}"#),
        "Part: missing member `Name` at line 1 column 28"
    );
    assert_eq!(error::<structs::SendRequest>("{}"), "missing member `Id` at line 1 column 2");
}

#[test]
fn errors_have_their_path_and_location_once() {
    let functions = |third: &str| format!(r#"{{"Functions":[{{}},{{}},{{}},{third}]}}"#);
    let reported = error::<lambda::ListFunctionsResponse>(&functions(r#"{"Runtime":7}"#));
    assert_eq!(
        reported,
        "Functions[3].Runtime: invalid type: integer `7`, expected a string at line 1 column 35"
    );
    let reported = error::<lambda::ListFunctionsResponse>(&functions(
        r#"{"VpcConfig":{"SubnetIds":["a",{}]}}"#,
    ));
    assert!(
        reported.starts_with("Functions[3].VpcConfig.SubnetIds[1]: invalid type: map"),
        "{reported}"
    );
    assert_eq!(reported.matches("line 1").count(), 1, "{reported}");
    let reported = error::<lambda::ListFunctionsResponse>(&functions("3"));
    assert!(
        reported.starts_with("Functions[3]: invalid type: integer `3`, expected an object"),
        "{reported}"
    );
    let reported = error::<collections::Output>(r#"{"mapOfMaps":{"a b":{"c\"d":1}}}"#);
    assert!(
        reported.starts_with(r#"mapOfMaps["a b"]["c\"d"]: invalid type: integer `1`"#),
        "{reported}"
    );
    let reported =
        error::<choices::DrawOutput>(r#"{"shape":{"square":{"inner":{"circle":{"radius":"x"}}}}}"#);
    assert!(
        reported.starts_with("shape.square.inner.circle.radius: invalid type: string"),
        "{reported}"
    );
    let reported = error::<structs::Shared>("[]");
    assert_eq!(reported, "invalid type: sequence, expected an object at line 1 column 0");
}

#[test]
fn errors_of_values_have_their_path() {
    let value = json!({"Functions": [{"MemorySize": "big"}]});
    let reported = serde_json::from_value::<lambda::ListFunctionsResponse>(value).unwrap_err();
    assert_eq!(
        reported.to_string(),
        "Functions[0].MemorySize: invalid type: string \"big\", expected i32"
    );
}

#[test]
fn errors_of_malformed_json_have_their_location() {
    for text in ["", "{", r#"{"Arn""#, r#"{"Arn":"x"#, r#"{"Arn":"x"}}"#, r#"{"Arn":x}"#, "{]"] {
        let reported = error::<structs::Shared>(text);
        assert_eq!(reported.matches("line 1").count(), 1, "{text}: {reported}");
    }
}

#[test]
fn nulls_are_read_only_in_sparse_lists_and_maps() {
    let reported = error::<collections::Output>(r#"{"strings":["a",null]}"#);
    assert!(
        reported.starts_with("strings[1]: null in a list or map that has no null entries"),
        "{reported}"
    );
    let reported = error::<collections::Output>(r#"{"items":[null]}"#);
    assert!(reported.starts_with("items[0]: null"), "{reported}");
    let reported = error::<collections::Output>(r#"{"sparseNested":[null,["a"],7]}"#);
    assert!(reported.starts_with("sparseNested[2]: invalid type"), "{reported}");

    let text = r#"{"sparse":["a",null,"b"],"sparseMap":{"k":null,"l":"v"},"sparseNested":[null,[null]],"sparseItems":[null,{}],"sparseItemMap":{"n":null}}"#;
    let output: collections::Output = serde_json::from_str(text).unwrap();
    assert_eq!(output.sparse.as_ref().unwrap()[1], None);
    assert_eq!(output.sparse_map.as_ref().unwrap()["k"], None);
    assert_eq!(serde_json::to_string(&output).unwrap(), text);

    for (text, place) in [
        (r#"{"map":{"a":null,"b":"c"}}"#, r#"map["a"]: null"#),
        (r#"{"itemMap":{"x":null}}"#, r#"itemMap["x"]: null"#),
        (r#"{"byColor":{"red":null,"mauve":1}}"#, r#"byColor["red"]: null"#),
    ] {
        let reported = error::<collections::Output>(text);
        assert!(reported.starts_with(place), "{reported}");
    }
}

#[test]
fn types_can_be_flattened_into_user_types() {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Envelope {
        request_id: String,
        #[serde(flatten)]
        shared: structs::Shared,
        #[serde(flatten)]
        rest: std::collections::BTreeMap<String, Value>,
    }
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Flat {
        id: u32,
        #[serde(flatten)]
        shape: choices::Shape,
    }
    let text = r#"{"request_id":"1","Arn":"a","Count":5,"more":[1]}"#;
    let envelope: Envelope = serde_json::from_str(text).unwrap();
    assert_eq!(envelope.shared.count, Some(5));
    let written = serde_json::to_value(&envelope).unwrap();
    assert_eq!(written["Count"], 5);
    assert_eq!(written["request_id"], "1");

    let written = serde_json::to_string(&Flat { id: 1, shape: choices::Shape::Number(3) }).unwrap();
    assert_eq!(written, r#"{"id":1,"number":3}"#);
}

#[test]
fn types_can_be_fields_of_user_types() {
    #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
    #[serde(untagged)]
    enum Either {
        Part(structs::SentPart),
        Other(Vec<structs::Shared>),
    }
    let part: Either = serde_json::from_str(r#"{"Name":"x"}"#).unwrap();
    assert!(matches!(&part, Either::Part(part) if part.name == "x"));
    let other: Either = serde_json::from_str(r#"[{"Arn":"x"}]"#).unwrap();
    assert!(matches!(&other, Either::Other(list) if list.len() == 1));
}

#[test]
fn bytes_and_readers_give_the_same_as_text() {
    let text = r#"{"Arn":"é\u00e9\n😀","Count":-5}"#;
    let expected: structs::Shared = serde_json::from_str(text).unwrap();
    assert_eq!(expected.arn.as_deref(), Some("éé\n😀"));
    assert_eq!(serde_json::from_slice::<structs::Shared>(text.as_bytes()).unwrap(), expected);
    assert_eq!(serde_json::from_reader::<_, structs::Shared>(text.as_bytes()).unwrap(), expected);
}

#[test]
fn another_format_round_trips() {
    let value = json!({"Functions": [{"FunctionName": "f", "Runtime": "nodejs99.x", "CodeSize": 5_000_000_000_i64,
        "Environment": {"Variables": {"A": "b"}}, "VpcConfig": {"SubnetIds": ["s"]}, "Layers": []}]});
    let functions: lambda::ListFunctionsResponse = serde_json::from_value(value.clone()).unwrap();
    let mut bytes = Vec::new();
    ciborium::into_writer(&functions, &mut bytes).unwrap();
    let again: lambda::ListFunctionsResponse = ciborium::from_reader(bytes.as_slice()).unwrap();
    assert_eq!(again, functions);
    assert_eq!(serde_json::to_value(&again).unwrap(), value);
}
