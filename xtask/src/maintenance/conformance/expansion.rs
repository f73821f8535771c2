//! The parameters of cases of malformed requests: a case stands for one case for each value of its parameters.
//! ([Smithy: httpMalformedRequestTests](https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#smithy-test-httpmalformedrequesttests-trait))

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// The values of each parameter. All have equally many.
type Parameters = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameterized {
    id: String,
    test_parameters: Option<Parameters>,
}

/// Returns the cases that a case stands for. Texts in the cases of one with parameters are templates; the ids are numbered.
///
/// # Errors
/// The parameters have different numbers of values, or a text isn't a template.
pub fn expand_case(case: &Value) -> Result<Vec<Value>, String> {
    let Parameterized { id, test_parameters } =
        Parameterized::deserialize(case).map_err(|error| error.to_string())?;
    let Some(parameters) = test_parameters else { return Ok(vec![case.clone()]) };
    let number = parameters.values().map(Vec::len).max().unwrap_or_default();
    if parameters.values().any(|values| values.len() != number) {
        return Err(format!("{id}: the parameters have different numbers of values"));
    }
    (0..number)
        .map(|index| {
            let values = parameters
                .iter()
                .filter_map(|(name, values)| Some((name.as_str(), values.get(index)?.as_str())));
            let mut case = case.clone();
            if let Some(members) = case.as_object_mut() {
                members.remove("testParameters");
                members.remove("documentation");
            }
            fill_templates(&mut case, &values.collect())
                .map_err(|error| format!("{id}: {error}"))?;
            if let Some(members) = case.as_object_mut() {
                members.insert("id".to_owned(), format!("{id}_case{index}").into());
            }
            Ok(case)
        })
        .collect()
}

/// Fills all texts in a value.
fn fill_templates(value: &mut Value, parameters: &BTreeMap<&str, &str>) -> Result<(), String> {
    match value {
        Value::String(text) => *text = fill_template(text, parameters)?,
        Value::Array(items) => {
            items.iter_mut().try_for_each(|item| fill_templates(item, parameters))?;
        }
        Value::Object(members) => {
            for (key, mut value) in std::mem::take(members) {
                fill_templates(&mut value, parameters)?;
                members.insert(fill_template(&key, parameters)?, value);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Replaces `$name:L` by the value of a parameter, `$name:S` by the value as a string literal, and `$$` by a dollar sign.
fn fill_template(template: &str, parameters: &BTreeMap<&str, &str>) -> Result<String, String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        filled.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            filled.push('$');
            rest = after;
            continue;
        }
        let unknown = || format!("`{template}` isn't a template");
        let (name, after) = after.split_once(':').ok_or_else(unknown)?;
        let value = parameters.get(name).ok_or_else(unknown)?;
        rest = if let Some(rest) = after.strip_prefix('L') {
            filled.push_str(value);
            rest
        } else {
            // The literals of Java, which Smithy writes, are those of JSON for the characters that vectors have.
            filled.push_str(&Value::from(*value).to_string());
            after.strip_prefix('S').ok_or_else(unknown)?
        };
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn case_without_parameters_is_unchanged() {
        let case = json!({"id": "A", "request": {"uri": "/$value:L/$$"}});
        assert_eq!(expand_case(&case), Ok(vec![case]));
    }

    #[test]
    fn case_stands_for_one_of_each_value() {
        let case = json!({
            "id": "A", "documentation": "$", "tags": ["$tag:L"],
            "request": {"headers": {"x-$tag:L": "$value:L"}, "body": "[$value:S, \"^a$$\"]"},
            "testParameters": {"value": ["1", "a\"b\n"], "tag": ["t", "u"]}
        });
        let expected = [
            json!({"id": "A_case0", "tags": ["t"], "request": {
                "headers": {"x-t": "1"}, "body": "[\"1\", \"^a$\"]"}}),
            json!({"id": "A_case1", "tags": ["u"], "request": {
                "headers": {"x-u": "a\"b\n"}, "body": "[\"a\\\"b\\n\", \"^a$\"]"}}),
        ];
        assert_eq!(expand_case(&case).unwrap(), expected);
    }

    #[test]
    fn wrong_templates_are_errors() {
        for body in ["$other:L", "$value:X", "$value", "a$"] {
            let case = json!({"id": "A", "body": body, "testParameters": {"value": ["1"]}});
            assert!(expand_case(&case).unwrap_err().starts_with("A: "), "{body}");
        }
        let case = json!({"id": "A", "testParameters": {"value": ["1"], "tag": []}});
        assert!(expand_case(&case).is_err());
    }
}
