//! Updates of a small model, a line or two each, with code that uses what they change.

use serde_json::{Map, Value, json};
use shapesmith::rust::Api;
use shapesmith::{ItemPolicy, Policy, PolicyError, Required};
use shapesmith_model::{Model, Service};

use crate::models::parse_model;

/// An update, and code of a user of the old module.
pub struct Case {
    /// What happens.
    pub name: &'static str,
    edits: &'static [Edit],
    policy: fn(bool) -> Policy,
    /// Items of a Rust module beside the generated one.
    pub code: &'static str,
}

/// A change of the model.
pub enum Edit {
    /// A value is put at a path, whether one is there or not.
    Set(&'static str, &'static str),
    /// What is at the path is taken away.
    Drop(&'static str),
    /// What is at the path has another name.
    Rename(&'static str, &'static str),
    /// An entry is the first of its object.
    First(&'static str),
}

use Edit::{Drop, First, Rename, Set};

const fn case(name: &'static str, edits: &'static [Edit], code: &'static str) -> Case {
    Case { name, edits, policy: |_| Policy::default(), code }
}

const fn decided(name: &'static str, policy: fn(bool) -> Policy, code: &'static str) -> Case {
    Case { name, edits: &[], policy, code }
}

impl Case {
    /// The module before, and after.
    pub fn apis(&self) -> (Api, Api) {
        self.lowered(shapesmith::lower_service)
    }

    /// The same, as much of it as a comparison needs.
    pub fn apis_for_comparison(&self) -> (Api, Api) {
        self.lowered(shapesmith::lower_for_comparison)
    }

    fn lowered(&self, lower: Lower) -> (Api, Api) {
        let lowered = |model: Model, policy| {
            let service = model.services.values().next().unwrap();
            lower(&model, service, &policy).unwrap()
        };
        let [old, new] = self.models();
        (lowered(old, (self.policy)(false)), lowered(new, (self.policy)(true)))
    }

    /// The model before, and after.
    pub fn models(&self) -> [Model; 2] {
        self.texts().map(|value| parse_model(&serde_json::to_vec(&value).unwrap()))
    }

    /// The same as JSON.
    pub fn texts(&self) -> [Value; 2] {
        let mut old: Value =
            serde_json::from_str(include_str!("../tests/review_api/zoo.json")).unwrap();
        rename(&mut old["shapes"], |name| name.trim_start_matches("z#").to_owned());
        let mut new = old.clone();
        self.edits.iter().for_each(|edit| edit.apply(&mut new));
        [old, new].map(|mut value| {
            rename(&mut value["shapes"], |name| format!("z#{name}"));
            value
        })
    }
}

type Lower = fn(&Model, &Service, &Policy) -> Result<Api, PolicyError>;

impl Edit {
    fn apply(&self, model: &mut Value) {
        match *self {
            Set(path, json) => {
                let (object, key) = parent(model, path);
                object.insert(key.to_owned(), serde_json::from_str(json).unwrap());
            }
            Drop(path) => {
                let (object, key) = parent(model, path);
                object.shift_remove(key).unwrap();
            }
            Rename(path, name) => {
                let (object, key) = parent(model, path);
                let position = object.keys().position(|known| known == key).unwrap();
                let value = object.shift_remove(key).unwrap();
                object.shift_insert(position, name.to_owned(), value);
            }
            First(path) => {
                let (object, key) = parent(model, path);
                let value = object.shift_remove(key).unwrap();
                object.shift_insert(0, key.to_owned(), value);
            }
        }
    }
}

fn rename(object: &mut Value, name: impl Fn(&str) -> String) {
    let object = object.as_object_mut().unwrap();
    let all = std::mem::take(object).into_iter();
    object.extend(all.map(|(old, value)| (name(&old), value)));
}

/// The object that holds what is at the path, which starts with a shape: `Animal members Age`.
fn parent<'a, 'p>(model: &'a mut Value, path: &'p str) -> (&'a mut Map<String, Value>, &'p str) {
    let mut object = &mut model["shapes"];
    let (above, key) = path.rsplit_once(' ').unwrap_or(("", path));
    for part in above.split(' ').filter(|part| !part.is_empty()) {
        if object.get(part).is_none() {
            object[part] = json!({});
        }
        object = &mut object[part];
    }
    (object.as_object_mut().unwrap(), key)
}

fn derives(trait_path: &str) -> Policy {
    let derives = vec![trait_path.to_owned()];
    let choice = ItemPolicy { derives, ..Default::default() };
    Policy { shapes: [("Home".to_owned(), choice)].into(), ..Default::default() }
}

fn attribute(attribute: &str) -> Policy {
    let attributes = vec![attribute.to_owned()];
    let all = ItemPolicy { attributes, ..Default::default() };
    Policy { all, ..Default::default() }
}

fn if_new(is_new: bool, policy: Policy) -> Policy {
    if is_new { policy } else { Policy::default() }
}

fn required(required: Required) -> Policy {
    Policy {
        all: ItemPolicy { required: Some(required), ..Default::default() },
        ..Default::default()
    }
}

fn renamed(key: &str, name: &str) -> Policy {
    Policy { renames: [(key.to_owned(), name.to_owned())].into(), ..Default::default() }
}

const REQUIRED: &str = r#"{ "smithy.api#required": {} }"#;
const STRING: &str = r#"{ "target": "smithy.api#String" }"#;

/// All cases; each change of an API is in one at least.
pub const CASES: &[Case] = &[
    case("nothing", &[], "pub fn f(animal: &Animal) -> Option<&str> { animal.name.as_deref() }"),
    case(
        "field added",
        &[Set("Animal members Color", STRING)],
        "pub fn f() -> Animal { Animal::new(\"Ada\") }",
    ),
    case(
        "field removed",
        &[Drop("Animal members Age")],
        "pub fn f(animal: &Animal) -> Option<i32> { animal.age }",
    ),
    case(
        "field renamed",
        &[Rename("Animal members Age", "Years")],
        "pub fn f(animal: &mut Animal) { animal.age = None; }",
    ),
    case(
        "field of another type",
        &[Set("Animal members Age", r#"{ "target": "smithy.api#Long" }"#)],
        "pub fn f(animal: &Animal) -> Option<i32> { animal.age }",
    ),
    case(
        "field with a box",
        &[Set("Home members Owner", r#"{ "target": "z#Animal" }"#)],
        "pub fn f(animal: &mut Animal, home: Home) { animal.home = Some(home); }",
    ),
    case(
        "field respelled",
        &[Rename("Animal members Age", "age")],
        "pub fn f(animal: &Animal) -> Option<i32> { animal.age }",
    ),
    case(
        "fields in another order",
        &[First("Animal members Home")],
        "pub fn f() -> Animal { Animal::new(\"Ada\") }",
    ),
    case(
        "type added",
        &[
            Set("Animal members Cage", r#"{ "target": "z#Cage" }"#),
            Set("Cage", r#"{ "type": "structure", "members": {} }"#),
        ],
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "type removed",
        &[Drop("Animal members Home"), Drop("Home")],
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "type by another name",
        &[Set("Animal members Home target", "\"z#House\""), Rename("Home", "House")],
        "pub fn f() -> Home { Home::default() }",
    ),
    decided(
        "type renamed by policy",
        |new| if_new(new, renamed("Home", "House")),
        "pub fn f(home: Home) -> Option<String> { home.place }",
    ),
    decided(
        "parameter renamed by policy",
        |new| if_new(new, renamed("Animal$Name", "called")),
        "pub fn f() -> Animal { Animal::new(\"Ada\") }\npub fn g(animal: Animal) -> Option<String> { animal.name }",
    ),
    case(
        "struct becomes union",
        &[Set("Home type", "\"union\"")],
        "pub fn f(home: Home) -> Option<String> { home.place }",
    ),
    case(
        "enum becomes text",
        &[Set("Species", r#"{ "type": "string" }"#)],
        "pub fn f(kind: &Species) -> &str { kind.as_str() }",
    ),
    case(
        "enum of numbers becomes one of text",
        &[Set(
            "Level",
            r#"{ "type": "enum", "members": { "LOW": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "LOW" } } } }"#,
        )],
        "pub fn f(level: Level) -> i32 { level.as_i32() }",
    ),
    case(
        "value added",
        &[Set(
            "Species members OWL",
            r#"{ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "owl" } }"#,
        )],
        "pub fn f(kind: Species) -> bool { match kind { Species::Cat => true, Species::Dog => false, _ => false } }",
    ),
    case(
        "value removed",
        &[Drop("Species members DOG")],
        "pub fn f(kind: Species) -> bool { matches!(kind, Species::Dog) }",
    ),
    case(
        "value respelled",
        &[Set("Species members DOG traits smithy.api#enumValue", "\"DOG\"")],
        "pub fn f(kind: Species) -> bool { matches!(kind, Species::Dog) }",
    ),
    case(
        "value of another number",
        &[Set("Level members HIGH traits smithy.api#enumValue", "3")],
        "pub fn f(level: Level) -> bool { level == Level::High }",
    ),
    case(
        "values in another order",
        &[First("Level members HIGH")],
        "pub fn f(level: Level) -> bool { level == Level::High }",
    ),
    case(
        "value no longer listed in messages",
        &[Set("Species members DOG traits smithy.api#internal", "{}")],
        "pub fn f(kind: Species) -> bool { matches!(kind, Species::Dog) }",
    ),
    case(
        "variant added",
        &[Set("Choice members Other", STRING)],
        "pub fn f(choice: Choice) -> bool { match choice { Choice::Text(_) => true, Choice::Number(_) => false, _ => false } }",
    ),
    case(
        "variant removed",
        &[Drop("Choice members Number")],
        "pub fn f() -> Choice { Choice::Number(1) }",
    ),
    case(
        "variant of another type",
        &[Set("Choice members Number target", "\"smithy.api#Long\"")],
        "pub fn f() -> Choice { let one: i32 = 1; Choice::Number(one) }",
    ),
    case(
        "new comes",
        &[Set("Home members Place traits", REQUIRED)],
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "new and Default of what is sent",
        &[Set("ListRequest members Next traits smithy.api#required", "{}")],
        "pub fn f() -> ListRequest { ListRequest::default() }",
    ),
    case(
        "new goes",
        &[Drop("Animal members Name traits")],
        "pub fn f() -> Animal { Animal::new(\"Ada\") }",
    ),
    case(
        "parameter added",
        &[Set("Animal members Age traits", REQUIRED)],
        "pub fn f() -> Animal { Animal::new(\"Ada\") }",
    ),
    case(
        "parameter removed",
        &[Drop("FeedRequest members Food traits")],
        "pub fn f() -> FeedRequest { FeedRequest::new(\"Ada\", \"hay\", Species::Cat, 1) }",
    ),
    case(
        "parameter added where one goes",
        &[Drop("Animal members Name traits"), Set("Animal members Nick traits", REQUIRED)],
        "pub fn f() -> Animal { Animal::new(\"Ada\") }",
    ),
    case(
        "parameter of another type",
        &[Set("FeedRequest members Kind target", "\"smithy.api#String\"")],
        "pub fn f() -> FeedRequest { FeedRequest::new(\"Ada\", \"hay\", Species::Cat, 1) }",
    ),
    case(
        "parameters of one type moved",
        &[First("FeedRequest members Food")],
        "pub fn f() -> FeedRequest { FeedRequest::new(\"Ada\", \"hay\", Species::Cat, 1) }",
    ),
    case(
        "parameters of several types moved",
        &[First("FeedRequest members Amount")],
        "pub fn f() -> FeedRequest { FeedRequest::new(\"Ada\", \"hay\", Species::Cat, 1) }",
    ),
    decided(
        "required members are plain",
        |new| if_new(new, required(Required::Plain)),
        "pub fn f(animal: Animal) -> Option<String> { animal.name }",
    ),
    decided(
        "required members have room for nothing",
        |new| if_new(new, required(Required::Option)),
        "pub fn f(request: FeedRequest) -> String { request.name }",
    ),
    decided(
        "derive lost",
        |new| if new { Policy::default() } else { derives("Eq") },
        "fn eq<T: Eq>() {}\npub fn f() { eq::<Home>() }",
    ),
    decided(
        "derive spelled otherwise",
        |new| derives(if new { "std::cmp::Eq" } else { "Eq" }),
        "fn eq<T: Eq>() {}\npub fn f() { eq::<Home>() }",
    ),
    decided(
        "derive gained",
        |new| if_new(new, derives("Eq")),
        "pub fn f() -> Home { Home::default() }",
    ),
    decided(
        "attribute gained",
        |new| if_new(new, attribute("#[must_use]")),
        "pub fn f() -> Home { Home::default() }",
    ),
    decided(
        "attribute lost",
        |new| if new { Policy::default() } else { attribute("#[must_use]") },
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "deprecated",
        &[
            Set("Home traits smithy.api#deprecated", r#"{ "message": "Use Cage." }"#),
            Set("Species members DOG traits smithy.api#deprecated", "{}"),
            Set("Animal members Age traits smithy.api#deprecated", "{}"),
            Set("Feed traits smithy.api#deprecated", "{}"),
        ],
        "pub fn f(animal: Animal) -> (Option<Home>, Option<i32>) { (animal.home, animal.age) }",
    ),
    case(
        "exception no more",
        &[
            Drop("Gone traits"),
            Set("Feed errors", r#"[{ "target": "z#Full" }]"#),
            Set("Animal members Gone", r#"{ "target": "z#Gone" }"#),
        ],
        "fn exception<T: Exception>() {}\npub fn f() { exception::<Gone>() }",
    ),
    case(
        "status of an error",
        &[Set("Gone traits smithy.api#httpError", "503")],
        "pub fn f() -> u16 { Gone::INFO.status }",
    ),
    case(
        "error removed",
        &[Set("Feed errors", r#"[{ "target": "z#Full" }]"#), Drop("Gone")],
        "pub fn f(error: errors::FeedError) -> bool { matches!(error, errors::FeedError::Gone(_)) }",
    ),
    case(
        "error added",
        &[Set("List errors", r#"[{ "target": "z#Full" }]"#)],
        "pub fn f(error: errors::FeedError) -> errors::Error { error.into() }",
    ),
    case(
        "error of another type",
        &[
            Rename("Gone", "gone"),
            Set("Feed errors", r#"[{ "target": "z#Full" }, { "target": "z#gone" }]"#),
            Set("Animal members Gone", r#"{ "target": "z#Gone" }"#),
            Set("Gone", r#"{ "type": "structure", "members": {} }"#),
        ],
        "pub fn f(error: errors::FeedError) -> Option<Gone> { if let errors::FeedError::Gone(gone) = error { Some(gone) } else { None } }",
    ),
    case(
        "operation added",
        &[
            Set(
                "Zoo operations",
                r#"[{ "target": "z#Feed" }, { "target": "z#List" }, { "target": "z#Shoot" }, { "target": "z#Clean" }]"#,
            ),
            Set(
                "Clean",
                r#"{ "type": "operation", "traits": { "smithy.api#http": { "method": "POST", "uri": "/clean" } } }"#,
            ),
        ],
        "pub fn f() -> usize { operations::OPERATIONS.len() }",
    ),
    case(
        "operation removed",
        &[Set("Zoo operations", r#"[{ "target": "z#Feed" }, { "target": "z#Shoot" }]"#)],
        "pub fn f() -> operations::List { operations::List }",
    ),
    case(
        "no operation left",
        &[Set("Zoo operations", "[]")],
        "pub fn f() -> bool { operations::find(\"Feed\").is_some() }",
    ),
    case(
        "input of another type",
        &[Drop("List input")],
        "pub fn f(request: ListRequest) -> <operations::List as Operation>::Input { request }",
    ),
    case(
        "output of another type",
        &[
            Set("List output target", "\"z#FeedResponse\""),
            Drop("List traits smithy.api#paginated"),
        ],
        "pub fn f(answer: <operations::List as Operation>::Output) -> ListResponse { answer }",
    ),
    decided(
        "operation renamed by policy",
        |new| if_new(new, renamed("List", "All")),
        "pub fn f() -> operations::List { operations::List }",
    ),
    case(
        "HTTP side of an operation",
        &[
            Set("Feed traits smithy.api#http uri", "\"/food\""),
            Set("Feed traits smithy.api#idempotent", "{}"),
        ],
        "pub fn f() -> bool { operations::Feed::HTTP.is_some() }",
    ),
    case(
        "readonly",
        &[Set("List traits smithy.api#readonly", "{}")],
        "pub fn f() -> bool { operations::List::READONLY }",
    ),
    case(
        "pages no more",
        &[Drop("List traits smithy.api#paginated")],
        "pub fn f() -> bool { operations::List::PAGINATION.is_some() }",
    ),
    case(
        "other pages",
        &[Drop("List traits smithy.api#paginated items")],
        "pub fn f() -> bool { operations::List::PAGINATION.is_some() }",
    ),
    case(
        "waiter gone",
        &[Drop("List traits smithy.waiters#waitable")],
        "pub fn f() -> usize { operations::List::WAITERS.len() }",
    ),
    case(
        "waiter changed",
        &[
            Set("List traits smithy.waiters#waitable Listed minDelay", "10"),
            Set(
                "List traits smithy.waiters#waitable More",
                r#"{ "acceptors": [{ "state": "success", "matcher": { "success": false } }] }"#,
            ),
        ],
        "pub fn f() -> usize { operations::List::WAITERS.len() }",
    ),
    case(
        "key",
        &[Set("Animal members Age traits smithy.api#jsonName", "\"years\"")],
        "pub fn f(animal: &Animal) -> Option<i32> { animal.age }",
    ),
    case(
        "location",
        &[Set("FeedRequest members Trace traits", r#"{ "smithy.api#httpQuery": "trace" }"#)],
        "pub fn f(request: FeedRequest) -> Option<String> { request.trace }",
    ),
    case(
        "timestamp",
        &[Set("Animal members Born traits smithy.api#timestampFormat", "\"http-date\"")],
        "pub fn f(animal: &mut Animal) { animal.born = None; }",
    ),
    case(
        "required, of what is received",
        &[Set("FeedResponse members Animal traits", REQUIRED)],
        "pub fn f() -> FeedResponse { FeedResponse::default() }",
    ),
    case(
        "rules",
        &[
            Set("Name traits smithy.api#length", r#"{ "min": 1, "max": 12 }"#),
            Set("Levels key target", "\"z#Species\""),
        ],
        "pub fn f(request: FeedRequest) -> String { request.name }",
    ),
    case(
        "list of another type",
        &[Set("Animals member target", "\"smithy.api#String\"")],
        "pub fn f(list: &ListResponse) -> Option<&Animal> { list.animals.as_ref()?.first() }",
    ),
    case(
        "list of a new type",
        &[
            Set("Animals member target", "\"z#Cage\""),
            Set(
                "Cage",
                r#"{ "type": "structure", "members": { "Size": { "target": "smithy.api#Integer" } } }"#,
            ),
        ],
        "pub fn f(list: &ListResponse) -> Option<&Animal> { list.animals.as_ref()?.first() }",
    ),
    case(
        "map with values of another type",
        &[Set("Levels value target", "\"smithy.api#String\"")],
        "pub fn f(list: &ListResponse) -> Option<&Level> { list.levels.as_ref()?.get(\"\") }",
    ),
    case(
        "rules of list members and map keys",
        &[
            Set("Levels key traits", r#"{ "smithy.api#length": { "max": 5 } }"#),
            Set("Nicks member traits", r#"{ "smithy.api#pattern": "^[a-z]+$" }"#),
        ],
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "map in another map",
        &[
            Set("ListResponse members Levels target", "\"z#Grades\""),
            Set(
                "Grades",
                r#"{ "type": "map", "key": { "target": "z#Name" }, "value": { "target": "smithy.api#Long" } }"#,
            ),
        ],
        "pub fn f(list: &ListResponse) -> Option<&Level> { list.levels.as_ref()?.get(\"\") }",
    ),
    case(
        "errors of a new operation, and other endpoint rules",
        &[
            Set("Zoo traits smithy.rules#endpointRuleSet rules", "[1]"),
            Set(
                "Zoo operations",
                r#"[{ "target": "z#Feed" }, { "target": "z#List" }, { "target": "z#Shoot" }, { "target": "z#Clean" }]"#,
            ),
            Set(
                "Clean",
                r#"{ "type": "operation", "errors": [{ "target": "z#Locked" }], "traits": { "smithy.api#http": { "method": "POST", "uri": "/clean" } } }"#,
            ),
            Set(
                "Locked",
                r#"{ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } }"#,
            ),
        ],
        "pub fn f(error: errors::FeedError) -> errors::Error { error.into() }",
    ),
    case(
        "method and URI",
        &[
            Set("Feed traits smithy.api#http method", "\"PUT\""),
            Set("Feed traits smithy.api#http uri", "\"/food\""),
        ],
        "pub fn f() -> bool { operations::Feed::HTTP.is_some() }",
    ),
    case(
        "another protocol",
        &[
            Drop("Zoo traits aws.protocols#restJson1"),
            Set("Zoo traits aws.protocols#awsJson1_0", "{}"),
            Set("Animal members Age traits smithy.api#jsonName", "\"years\""),
        ],
        "pub fn f() -> bool { operations::Feed::HTTP.is_some() }",
    ),
    case(
        "pattern in other words",
        &[Set("Nick traits smithy.api#pattern", "\"^[0-9a-z]*$\"")],
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "range in other words",
        &[Set("Weight traits smithy.api#range max", "9.0")],
        "pub fn f() -> Home { Home::default() }",
    ),
    case(
        "pattern that matches everything",
        &[Set("Name traits smithy.api#pattern", "\".*\"")],
        "pub fn f(request: FeedRequest) -> String { request.name }",
    ),
    case(
        "sensitive",
        &[
            Set("Name traits smithy.api#sensitive", "{}"),
            Set("Home traits smithy.api#sensitive", "{}"),
        ],
        "pub fn f(request: FeedRequest) -> String { request.name }",
    ),
    case(
        "streaming",
        &[Set("Photo traits smithy.api#streaming", "{}")],
        "pub fn f() -> ShootResponse { ShootResponse::default() }",
    ),
    case(
        "other advice",
        &[Set("Home members Number traits smithy.api#deprecated message", "\"Use Door.\"")],
        "pub fn f(home: Home) -> Option<String> { home.number }",
    ),
];
