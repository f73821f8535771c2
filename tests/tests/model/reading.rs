//! The model of each part of Smithy's JSON AST.

use serde_json::{Value, json};
use shapesmith_model::{ShapeId, ShapeKind, Source, Traits, read};
use shapesmith_tests::reading::{ids, member, names, read_shapes, read_text, shape, values};

#[test]
fn simple_shapes_have_their_kinds() {
    let kinds = [
        "blob",
        "boolean",
        "string",
        "byte",
        "short",
        "integer",
        "long",
        "float",
        "double",
        "bigInteger",
        "bigDecimal",
        "timestamp",
        "document",
    ];
    for kind in kinds {
        let model = read_shapes("2.0", json!({ "example#A": { "type": kind } }));
        assert_eq!(shape(&model, "A").kind.name(), kind);
        assert_eq!(shape(&model, "A").at.0, "/shapes/example#A");
    }
}

#[test]
fn members_keep_their_order() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#S": { "type": "structure", "members": {
                "zebra": { "target": "example#L" }, "ant": { "target": "example#M" } } },
            "example#U": { "type": "union", "members": {
                "two": { "target": "smithy.api#String" }, "one": { "target": "smithy.api#Unit" } } },
            "example#L": { "type": "list", "member": { "target": "smithy.api#Long" } },
            "example#M": { "type": "map", "key": { "target": "smithy.api#String" },
                           "value": { "target": "example#S" } }
        }),
    );
    assert_eq!(names(shape(&model, "S")), ["zebra", "ant"]);
    assert_eq!(names(shape(&model, "U")), ["two", "one"]);
    assert_eq!(names(shape(&model, "M")), ["key", "value"]);
    assert_eq!(member(&model, "M", "value").at.0, "/shapes/example#M/value");
    assert_eq!(member(&model, "S", "ant").at.0, "/shapes/example#S/members/ant");
}

#[test]
fn referenced_prelude_shapes_are_in_the_model() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#S": { "type": "structure", "members": {
                "a": { "target": "smithy.api#String" }, "b": { "target": "smithy.api#PrimitiveLong" },
                "c": { "target": "smithy.api#Document" } } },
            "example#U": { "type": "union", "members": { "u": { "target": "smithy.api#Unit" } } }
        }),
    );
    let prelude: Vec<&str> = model
        .shapes
        .keys()
        .filter(|id| id.namespace() == "smithy.api")
        .map(ShapeId::name)
        .collect();
    assert_eq!(prelude, ["Document", "PrimitiveLong", "String", "Unit"]);
    let long = model.shape(&"smithy.api#PrimitiveLong".into()).unwrap();
    assert_eq!((long.kind.name(), long.at.0.as_str()), ("long", ""));
    assert_eq!(long.traits.default_value(), Some(&json!(0)));
}

#[test]
fn unit_inputs_and_outputs_are_none() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#A": { "type": "operation", "input": { "target": "smithy.api#Unit" },
                           "output": { "target": "example#Out" } },
            "example#B": { "type": "operation", "input": { "target": "example#Out" },
                           "output": { "target": "smithy.api#Unit" },
                           "errors": [{ "target": "example#Z" }, { "target": "example#Y" }] },
            "example#Out": { "type": "structure", "members": {} },
            "example#Y": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
            "example#Z": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } }
        }),
    );
    let operation = |name: &str| &model.operations[&ShapeId::new(format!("example#{name}"))];
    assert_eq!(
        (&operation("A").input, &operation("A").output),
        (&None, &Some("example#Out".into()))
    );
    assert_eq!(
        (&operation("B").input, &operation("B").output),
        (&Some("example#Out".into()), &None)
    );
    assert_eq!(ids(&operation("B").errors), ["Z", "Y"]);
    assert_eq!((&operation("GetForecast").input, &operation("GetForecast").output), (&None, &None));
    assert!(!model.shapes.contains_key(&"smithy.api#Unit".into()));
}

#[test]
fn operations_of_resources_belong_to_the_service() {
    let text = json!({ "smithy": "2.0", "shapes": {
        "example#Weather": {
            "type": "service", "version": "1",
            "operations": [{ "target": "example#Ping" }], "resources": [{ "target": "example#City" }],
            "errors": [{ "target": "example#Oops" }], "rename": { "other#City": "OtherCity" } },
        "example#City": {
            "type": "resource", "identifiers": { "cityId": { "target": "example#CityId" } },
            "properties": { "name": { "target": "smithy.api#String" } },
            "put": { "target": "example#PutCity" }, "create": { "target": "example#CreateCity" },
            "read": { "target": "example#ReadCity" }, "update": { "target": "example#UpdateCity" },
            "delete": { "target": "example#DeleteCity" }, "list": { "target": "example#ListCities" },
            "operations": [{ "target": "example#RenameCity" }],
            "collectionOperations": [{ "target": "example#CountCities" }],
            "resources": [{ "target": "example#Forecast" }] },
        "example#Forecast": {
            "type": "resource", "identifiers": { "cityId": { "target": "example#CityId" } },
            "read": { "target": "example#ReadForecast" }, "resources": [{ "target": "example#City" }] },
        "example#CityId": { "type": "string" }, "other#City": { "type": "string" },
        "example#Oops": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } },
        "example#Ping": { "type": "operation" }, "example#PutCity": { "type": "operation" },
        "example#CreateCity": { "type": "operation" }, "example#ReadCity": { "type": "operation" },
        "example#UpdateCity": { "type": "operation" }, "example#DeleteCity": { "type": "operation" },
        "example#ListCities": { "type": "operation" }, "example#RenameCity": { "type": "operation" },
        "example#CountCities": { "type": "operation" }, "example#ReadForecast": { "type": "operation" },
        "example#Unbound": { "type": "operation" }
    } });
    let model = read_text(&text.to_string()).model;
    let service = &model.services[&"example#Weather".into()];
    let of_city = [
        "CountCities",
        "CreateCity",
        "DeleteCity",
        "ListCities",
        "PutCity",
        "ReadCity",
        "RenameCity",
        "UpdateCity",
    ];
    assert_eq!(ids(&model.resources[&"example#City".into()].operations), of_city);
    assert_eq!(
        model.resources[&"example#City".into()].identifiers["cityId"],
        "example#CityId".into()
    );
    assert_eq!(
        ids(&service.operations),
        [
            "CountCities",
            "CreateCity",
            "DeleteCity",
            "ListCities",
            "Ping",
            "PutCity",
            "ReadCity",
            "ReadForecast",
            "RenameCity",
            "UpdateCity",
        ]
    );
    assert_eq!(ids(&service.errors), ["Oops"]);
    assert_eq!(service.rename[&"other#City".into()], "OtherCity");
}

#[test]
fn sets_are_lists_of_unique_items() {
    for version in ["1.0", "2.0"] {
        let set =
            json!({ "example#A": { "type": "set", "member": { "target": "smithy.api#String" } } });
        let model = read_shapes(version, set);
        assert_eq!(shape(&model, "A").kind.name(), "list");
        assert!(shape(&model, "A").traits.has_unique_items());
    }
}

#[test]
fn enums_have_names_and_values() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#Shade": { "type": "enum", "members": {
                "RED": { "target": "smithy.api#Unit", "traits": {
                    "smithy.api#enumValue": "Red!", "smithy.api#documentation": "Warm." } },
                "BLUE": { "target": "smithy.api#Unit" } } },
            "example#Level": { "type": "intEnum", "members": {
                "LOW": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": -1 } },
                "HIGH": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 2147483647 } } } }
        }),
    );
    assert_eq!(values(shape(&model, "Shade")), [(Some("RED"), "Red!"), (Some("BLUE"), "BLUE")]);
    let ShapeKind::Enum(shades) = &shape(&model, "Shade").kind else { panic!() };
    assert_eq!(
        shades[0].traits.iter().collect::<Vec<_>>(),
        [("smithy.api#documentation", &json!("Warm."))]
    );
    let ShapeKind::IntEnum(levels) = &shape(&model, "Level").kind else { panic!() };
    assert_eq!(levels.iter().map(|level| level.value).collect::<Vec<_>>(), [-1, i32::MAX]);
    assert_eq!(levels[1].at.0, "/shapes/example#Level/members/HIGH");
}

#[test]
fn strings_with_the_enum_trait_are_enums() {
    for version in ["1.0", "2.0"] {
        let model = read_shapes(
            version,
            json!({ "example#Shade": { "type": "string", "traits": {
            "smithy.api#sensitive": {},
            "smithy.api#enum": [
                { "value": "red", "name": "RED", "documentation": "Warm.", "deprecated": true },
                { "value": "blue", "tags": ["internal", "cold"], "deprecated": false }] } } }),
        );
        let shade = shape(&model, "Shade");
        assert_eq!(values(shade), [(Some("RED"), "red"), (None, "blue")]);
        assert!(shade.traits.is_sensitive() && !shade.traits.has("smithy.api#enum"));
        let ShapeKind::Enum(shades) = &shade.kind else { panic!() };
        assert_eq!(shades[0].traits.documentation(), Some("Warm."));
        assert!(shades[0].traits.deprecated().is_some() && shades[1].traits.deprecated().is_none());
        assert!(shades[1].traits.has("smithy.api#internal"));
        assert_eq!(shades[1].traits.get("smithy.api#tags"), Some(&json!(["internal", "cold"])));
        assert_eq!(shades[1].at.0, "/shapes/example#Shade/traits/smithy.api#enum/1");
    }
}

#[test]
fn version_1_has_zero_defaults() {
    let shapes = json!({
        "example#Count": { "type": "integer" },
        "example#Boxed": { "type": "integer", "traits": { "smithy.api#box": {} } },
        "example#Body": { "type": "blob", "traits": { "smithy.api#streaming": {} } },
        "example#S": { "type": "structure", "members": {
            "primitive": { "target": "smithy.api#PrimitiveInteger" },
            "flag": { "target": "smithy.api#PrimitiveBoolean" },
            "count": { "target": "example#Count" },
            "body": { "target": "example#Body" },
            "boxedMember": { "target": "smithy.api#PrimitiveInteger", "traits": { "smithy.api#box": {} } },
            "boxedTarget": { "target": "example#Boxed" },
            "boxedByPrelude": { "target": "smithy.api#Integer" },
            "required": { "target": "example#Count", "traits": { "smithy.api#required": {} } },
            "text": { "target": "smithy.api#String" } } },
        "example#L": { "type": "list", "member": { "target": "example#Count" } }
    });
    let defaults = |version: &str| {
        let model = read_shapes(version, shapes.clone());
        assert!(member(&model, "L", "member").traits.default_value().is_none());
        let members = shape(&model, "S").members().into_iter();
        members.map(|member| member.traits.default_value().cloned()).collect::<Vec<_>>()
    };
    assert_eq!(
        defaults("1.0"),
        [
            Some(json!(0)),
            Some(json!(false)),
            Some(json!(0)),
            Some(json!("")),
            Some(Value::Null),
            None,
            None,
            None,
            None,
        ]
    );
    assert_eq!(defaults("2.0"), vec![None; 9]);
}

#[test]
fn unknown_traits_and_trait_definitions_are_kept() {
    let model = read_shapes(
        "2.0",
        json!({
            "example#own": { "type": "structure", "members": {}, "traits": { "smithy.api#trait": {} } },
            "example#S": { "type": "string", "traits": { "example#own": { "b": 1, "a": [true] } } }
        }),
    );
    assert!(shape(&model, "own").traits.has("smithy.api#trait"));
    let own = shape(&model, "S").traits.get("example#own").unwrap();
    assert_eq!(own.to_string(), r#"{"b":1,"a":[true]}"#, "the order of keys is kept");
}

#[test]
fn metadata_and_unknown_keys_of_the_document_are_ignored() {
    let text = json!({ "smithy": "2", "metadata": { "suppressions": [] }, "comment": "hello", "shapes": {
        "example#Weather": { "type": "service", "version": "", "operations": [{ "target": "example#Ping" }] },
        "example#Ping": { "type": "operation" } } });
    assert_eq!(read_text(&text.to_string()).warnings, []);
    let with_bom = format!("\u{FEFF}{text}");
    assert_eq!(read_text(&with_bom).model, read_text(&text.to_string()).model);
}

#[test]
fn documentation_files_replace_documentation() {
    let model = json!({ "smithy": "2.0", "shapes": {
        "example#Weather": { "type": "service", "version": "1", "operations": [{ "target": "example#Ping" }],
            "resources": [{ "target": "example#City" }], "traits": { "smithy.api#documentation": "Old." } },
        "example#Ping": { "type": "operation" },
        "example#City": { "type": "resource" },
        "example#S": { "type": "structure", "members": { "a": { "target": "smithy.api#String" } } },
        "example#L": { "type": "list", "member": { "target": "smithy.api#String" } },
        "example#M": { "type": "map", "key": { "target": "smithy.api#String" },
                       "value": { "target": "smithy.api#String" } },
        "example#E": { "type": "enum", "members": { "RED": { "target": "smithy.api#Unit" } } },
        "example#I": { "type": "intEnum", "members": {
            "ONE": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 1 } } } },
        "example#T": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "blue-ish" }] } }
    } });
    let keys = [
        "example#Weather",
        "example#Ping",
        "example#City",
        "example#S",
        "example#S$a",
        "example#L$member",
        "example#M$key",
        "example#M$value",
        "example#E$RED",
        "example#I$ONE",
        "example#T$blue-ish",
    ];
    let docs: Value =
        keys.iter().map(|key| ((*key).to_owned(), json!(format!("On {key}.")))).collect();
    let (model, docs) = (model.to_string(), docs.to_string());
    let reading = read(
        Source { name: "model.json", bytes: model.as_bytes() },
        Some(Source { name: "docs.json", bytes: docs.as_bytes() }),
    )
    .unwrap();
    assert_eq!(reading.warnings, []);
    let model = reading.model;
    let on = |key: &str| Some(format!("On {key}."));
    let doc = |traits: &Traits| traits.documentation().map(str::to_owned);
    assert_eq!(doc(&model.services[&"example#Weather".into()].traits), on("example#Weather"));
    assert_eq!(doc(&model.operations[&"example#Ping".into()].traits), on("example#Ping"));
    assert_eq!(doc(&model.resources[&"example#City".into()].traits), on("example#City"));
    assert_eq!(doc(&shape(&model, "S").traits), on("example#S"));
    for (name, of) in [("S", "a"), ("L", "member"), ("M", "key"), ("M", "value")] {
        assert_eq!(doc(&member(&model, name, of).traits), on(&format!("example#{name}${of}")));
    }
    let ShapeKind::Enum(values) = &shape(&model, "E").kind else { panic!() };
    assert_eq!(doc(&values[0].traits), on("example#E$RED"));
    let ShapeKind::IntEnum(values) = &shape(&model, "I").kind else { panic!() };
    assert_eq!(doc(&values[0].traits), on("example#I$ONE"));
    let ShapeKind::Enum(values) = &shape(&model, "T").kind else { panic!() };
    assert_eq!(doc(&values[0].traits), on("example#T$blue-ish"));
}

#[test]
fn the_order_of_shapes_and_traits_has_no_effect() {
    let service = r#""example#W": {"type": "service", "version": "1", "operations": [{"target": "example#P"}]}"#;
    let text = r#""example#T": {"type": "string", "traits": {"a#x": 1, "a#y": 2}}"#;
    let operation = r#""example#P": {"type": "operation"}"#;
    let one = format!(r#"{{"smithy": "2.0", "shapes": {{{service}, {text}, {operation}}}}}"#);
    let swapped = text.replace(r#""a#x": 1, "a#y": 2"#, r#""a#y": 2, "a#x": 1"#);
    let other = format!(r#"{{"shapes": {{{operation}, {swapped}, {service}}}, "smithy": "2.0"}}"#);
    assert_eq!(read_text(&one).model, read_text(&other).model);
}
