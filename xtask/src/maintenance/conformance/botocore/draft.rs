//! The models of suites: those of one file that don't contradict each other are one model, because each model has a module that is
//! compiled.

use serde_json::{Map, Value, json};

use super::suite::{Suite, SuiteCase, SuiteFile};

/// A model in botocore's format, with its cases.
pub struct Draft {
    /// The name of the service's module.
    pub name: String,
    metadata: Map<String, Value>,
    shapes: Map<String, Value>,
    operations: Map<String, Value>,
    /// The endpoint of the client.
    pub client_endpoint: Option<String>,
    pub cases: Vec<DraftCase>,
}

/// A case, with an id among all cases.
pub struct DraftCase {
    pub id: String,
    pub case: SuiteCase,
}

/// Returns the models of a file.
pub fn draft_models(file: SuiteFile) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (number, suite) in file.suites.into_iter().enumerate() {
        let Suite { mut metadata, shapes, client_endpoint, cases } = suite;
        complete_metadata(&mut metadata);
        for (case_number, mut case) in cases.into_iter().enumerate() {
            let id = case.id.clone().unwrap_or_else(|| format!("{number}.{case_number}"));
            let id = format!("botocore/{}/{id}", file.name);
            let mut shapes = shapes.clone();
            move_locations(&mut shapes);
            complete_operation(&mut case.given, &mut shapes);
            let accepts = |draft: &&mut Draft| {
                draft.metadata == metadata
                    && draft.client_endpoint == client_endpoint
                    && draft.accepts(&case, &shapes)
            };
            let draft = match drafts.iter_mut().find(accepts) {
                Some(draft) => draft,
                None => {
                    let name = name_module(&file.name, drafts.len());
                    drafts.push(Draft::new(name, &metadata, &client_endpoint));
                    let Some(draft) = drafts.last_mut() else { continue };
                    draft
                }
            };
            draft.shapes.extend(shapes);
            draft.operations.insert(case.operation().to_owned(), case.given.clone().into());
            draft.cases.push(DraftCase { id, case });
        }
    }
    drafts
}

impl Draft {
    fn new(name: String, metadata: &Map<String, Value>, client_endpoint: &Option<String>) -> Self {
        Self {
            name,
            metadata: metadata.clone(),
            shapes: Map::new(),
            operations: Map::new(),
            client_endpoint: client_endpoint.clone(),
            cases: Vec::new(),
        }
    }

    /// Returns whether a case can be added: its shapes and operation contradict no other, and requests tell operations apart.
    fn accepts(&self, case: &SuiteCase, shapes: &Map<String, Value>) -> bool {
        let has_equal = |(name, shape): (&String, &Value)| {
            self.shapes.get(name).is_none_or(|known| known == shape)
        };
        let tells_apart = |(name, operation): (&String, &Value)| match name == case.operation() {
            true => operation.as_object() == Some(&case.given),
            false => !self.is_rest() || operation.get("http") != case.given.get("http"),
        };
        shapes.iter().all(has_equal) && self.operations.iter().all(tells_apart)
    }

    fn is_rest(&self) -> bool {
        self.protocol().starts_with("rest-")
    }

    /// Returns the name of the protocol in botocore's format.
    pub fn protocol(&self) -> &str {
        self.metadata.get("protocol").and_then(Value::as_str).unwrap_or_default()
    }

    /// Returns the model as a document.
    pub fn to_document(&self) -> String {
        let Self { metadata, shapes, operations, .. } = self;
        let document = json!({ "version": "2.0", "metadata": metadata, "operations": operations, "shapes": shapes });
        document.to_string()
    }
}

fn name_module(file: &str, number: usize) -> String {
    let letters = file.chars().map(|letter| match letter {
        letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        _ => '_',
    });
    format!("{}_{number}", letters.collect::<String>())
}

/// Adds what every model of a service has.
fn complete_metadata(metadata: &mut Map<String, Value>) {
    for (key, value) in [("serviceId", "Suite"), ("apiVersion", "")] {
        metadata.entry(key).or_insert_with(|| value.into());
    }
}

/// Adds the name and the HTTP binding, which every operation of a model has, and moves the payload of a message to its shape.
fn complete_operation(operation: &mut Map<String, Value>, shapes: &mut Map<String, Value>) {
    operation.entry("name").or_insert_with(|| "OperationName".into());
    operation.entry("http").or_insert_with(|| json!({ "method": "POST", "requestUri": "/" }));
    for message in ["input", "output"] {
        let reference = operation.get_mut(message).and_then(Value::as_object_mut);
        let payload =
            reference.and_then(|it| Some((it.remove("payload")?, it.get("shape")?.as_str()?)));
        if let Some((payload, target)) = payload
            && let Some(shape) = shapes.get_mut(target).and_then(Value::as_object_mut)
        {
            shape.insert("payload".to_owned(), payload);
        }
    }
}

/// Moves the locations of shapes to the members with these shapes, where models have them.
fn move_locations(shapes: &mut Map<String, Value>) {
    let mut located: Map<String, Value> = Map::new();
    for (name, shape) in shapes.iter_mut() {
        let Some(shape) = shape.as_object_mut() else { continue };
        if let Some(location) = shape.remove("location") {
            let entries =
                [("location", Some(location)), ("locationName", shape.remove("locationName"))];
            let entries = entries.into_iter().filter_map(|(key, value)| Some((key, value?)));
            located.insert(name.clone(), entries.collect());
        }
    }
    let structures =
        shapes.values_mut().filter_map(|shape| shape.get_mut("members")?.as_object_mut());
    let members = structures.flat_map(|members| members.values_mut());
    for member in members.filter_map(Value::as_object_mut) {
        let target = member.get("shape").and_then(Value::as_str).unwrap_or_default();
        let moved = located.get(target).and_then(Value::as_object).cloned();
        for (key, value) in moved.into_iter().flatten() {
            member.entry(key).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn drafts(suites: Value) -> Vec<Draft> {
        let suites = serde_json::from_value(suites).unwrap();
        draft_models(SuiteFile { name: "input/query".to_owned(), suites })
    }

    #[test]
    fn suites_that_agree_are_one_model() {
        let suite = |operation: &str, kind: &str| {
            json!({
                "metadata": {"protocol": "query"}, "shapes": {"A": {"type": kind}},
                "cases": [{"given": {"name": operation}}, {"id": "Named", "given": {"name": operation}}]
            })
        };
        let drafts =
            drafts(json!([suite("X", "string"), suite("Y", "string"), suite("Z", "blob")]));
        assert_eq!(drafts.len(), 2);
        let (first, second) = (drafts.first().unwrap(), drafts.last().unwrap());
        assert_eq!([&first.name, &second.name], ["input_query_0", "input_query_1"]);
        let ids: Vec<&str> = first.cases.iter().map(|case| case.id.as_str()).collect();
        let named = "botocore/input/query/Named";
        assert_eq!(ids, ["botocore/input/query/0.0", named, "botocore/input/query/1.0", named]);
        let document: Value = serde_json::from_str(&first.to_document()).unwrap();
        let operations = document["operations"].as_object().unwrap();
        assert_eq!(operations.keys().collect::<Vec<_>>(), ["X", "Y"]);
        assert_eq!((second.cases.len(), second.protocol()), (2, "query"));
    }

    #[test]
    fn operations_that_differ_are_in_different_models() {
        let case = |uri: &str| json!({"given": {"http": {"requestUri": uri}}});
        let drafts = drafts(json!([{"cases": [case("/a"), case("/b"), case("/a")]}]));
        let numbers: Vec<usize> = drafts.iter().map(|draft| draft.cases.len()).collect();
        assert_eq!(numbers, [2, 1]);
    }

    #[test]
    fn operations_with_one_uri_are_in_different_models() {
        let suites = |protocol: &str| {
            let case = |name: &str| json!({"given": {"name": name}});
            json!([{"metadata": {"protocol": protocol}, "cases": [case("A"), case("B")]}])
        };
        assert_eq!(drafts(suites("rest-json")).len(), 2);
        assert_eq!(drafts(suites("query")).len(), 1);
    }

    #[test]
    fn payloads_are_moved_to_shapes() {
        let mut shapes = json!({"In": {"type": "structure"}}).as_object().unwrap().clone();
        let mut operation =
            json!({"input": {"shape": "In", "payload": "a"}}).as_object().unwrap().clone();
        complete_operation(&mut operation, &mut shapes);
        assert_eq!(operation["input"], json!({"shape": "In"}));
        assert_eq!(shapes["In"]["payload"], "a");
    }

    #[test]
    fn locations_are_moved_to_members() {
        let mut shapes = json!({
            "Header": {"type": "string", "location": "header", "locationName": "X"},
            "Out": {"type": "structure", "members": {
                "A": {"shape": "Header"}, "B": {"shape": "Header", "location": "uri"}, "C": {"shape": "Out"}
            }}
        });
        move_locations(shapes.as_object_mut().unwrap());
        let members = &shapes["Out"]["members"];
        let moved = json!({"shape": "Header", "location": "header", "locationName": "X"});
        assert_eq!(members["A"], moved);
        assert_eq!(members["B"]["location"], "uri");
        assert_eq!(
            (&members["C"]["location"], &shapes["Header"]["location"]),
            (&Value::Null, &Value::Null)
        );
    }
}
