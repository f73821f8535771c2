//! Policies of the configuration: their effects, and the errors of mistakes.

use shapesmith_tests::test_workspace::{CONFIG, TestWorkspace};

fn workspace_with(lines: &str) -> TestWorkspace {
    let copy = TestWorkspace::new();
    copy.write(CONFIG, format!("{}{lines}", copy.read(CONFIG)));
    copy
}

/// Returns the declaration of a type, with its documentation and attributes.
fn declaration(copy: &TestWorkspace, file: &str, name: &str) -> String {
    let text = copy.read(&format!("generated/src/zoo/{file}.rs"));
    let found = text.split("\n\n").find(|item| item.contains(name)).map(str::to_owned);
    found.unwrap_or_else(|| panic!("{name} is not in:\n{text}"))
}

#[test]
fn policy_decides_the_types_of_required_members() {
    for (lines, plain) in [
        ("required = \"auto\"", false),
        ("required = \"plain\"", true),
        ("required = \"option\"", false),
        ("required = \"option\"\n[service.zoo.shape.Animal]\nrequired = \"plain\"", true),
        (
            "required = \"plain\"\n[service.zoo.shape.\"example.zoo#Animal\"]\nrequired = \"auto\"",
            false,
        ),
    ] {
        let copy = workspace_with(lines);
        copy.run(&["regenerate"]).expect_code(0);
        let animal = declaration(&copy, "structures", "pub struct Animal");
        assert_eq!(animal.contains("pub name: String"), plain, "{lines}\n{animal}");
        assert_eq!(animal.contains("#[derive(Clone, Default)]"), !plain, "{lines}\n{animal}");
        assert!(copy.read("generated/src/zoo/constructors.rs").contains("pub fn new(name: "));
    }
}

#[test]
fn derives_and_attributes_follow_the_built_in_ones() {
    let copy = workspace_with(concat!(
        "derives = [\"Eq\", \"::schemars::JsonSchema\"]\nattributes = [\"#[must_use]\"]\n",
        "[service.zoo.shape.Animal]\nderives = [\"core::hash::Hash\"]\n",
        "attributes = ['#[cfg_attr(docsrs, doc(cfg(feature = \"zoo\")))]']\n",
    ));
    copy.run(&["regenerate"]).expect_code(0);
    let animal = declaration(&copy, "structures", "pub struct Animal");
    let expected = "#[derive(Clone, Default, Eq, ::schemars::JsonSchema, core::hash::Hash)]\n\
                    #[must_use]\n\
                    #[cfg_attr(docsrs, doc(cfg(feature = \"zoo\")))]\n\
                    #[non_exhaustive]\npub struct Animal {";
    assert!(animal.contains(expected), "{animal}");
    // Every enum derives `Eq`.
    let kind = declaration(&copy, "enums", "pub enum Kind");
    assert!(kind.contains("#[derive(Clone, PartialEq, Eq, ::schemars::JsonSchema)]"), "{kind}");
    let key = declaration(&copy, "unions", "pub enum Key");
    assert!(key.contains("#[derive(Clone, Eq, ::schemars::JsonSchema)]\n#[must_use]"), "{key}");
}

#[test]
fn renames_apply_to_every_use() {
    let copy = workspace_with(concat!(
        "[service.zoo.renames]\nKind = \"Species\"\n\"example.zoo#Kind$crocodile\" = \"Croc\"\n",
        "Animal$kind = \"species\"\nKey$number = \"Chip\"\nGetAnimal = \"FindAnimal\"\n",
    ).replace("Animal$kind", "\"Animal$kind\"").replace("Key$number", "\"Key$number\"").as_str());
    copy.run(&["regenerate"]).expect_code(0);
    let animal = declaration(&copy, "structures", "pub struct Animal");
    assert!(animal.contains("pub species: Option<Species>"), "{animal}");
    assert!(declaration(&copy, "enums", "pub enum Species").contains("Croc,"));
    assert!(declaration(&copy, "unions", "pub enum Key").contains("Chip(i32)"));
    let operations = copy.read("generated/src/zoo/operations.rs");
    assert!(operations.contains("pub struct FindAnimal;"), "{operations}");
    assert!(operations.contains("const NAME: &'static str = \"GetAnimal\""), "{operations}");
    assert!(copy.read("generated/src/zoo/errors.rs").contains("pub enum FindAnimalError"));
    assert!(copy.read("generated/src/zoo/impls.rs").contains("\"kind\""));
}

#[test]
fn all_mistakes_in_policies_are_reported() {
    let copy = workspace_with(concat!(
        "derives = [\"Clone\", \"a b\"]\nattributes = [\"must_use\"]\n",
        "[service.zoo.renames]\nAnimals = \"Beast\"\nAnimal = \"Kind\"\nKind = \"kind\"\n\"Animal$nam\" = \"n\"\n",
        "\"Animal$name\" = \"nickname\"\n\"Kind$cat\" = \"Unknown\"\n\"Key$name\" = \"Number\"\n",
        "[service.zoo.shape.Knd]\n[service.zoo.shape.Kind]\nrequired = \"plain\"\nderives = [\"Eq\"]\n",
    ));
    let before = copy.tree();
    copy.run(&["regenerate"]).expect_code(2).expect_err(&[
        "every type has `Clone` already",
        "--> model/shapesmith.toml:14:12",
        "`a b` is no path of a trait",
        "`must_use` is no attribute, such as `#[must_use]`",
        "the service has no `Animals` that becomes a type",
        "did you mean `Animal`?",
        "`Kind` is the name of `example.zoo#Kind`",
        "--> model/shapesmith.toml:18:10",
        "`kind` can't be the name of a type or variant",
        "`Animal` has no `nam`",
        "did you mean `Animal$name`?",
        "`nickname` is the name of `nickname`",
        "`Unknown` is something else in every such type",
        "`Number` is the name of `number`",
        "the service has no `Knd` that becomes a type",
        "--> model/shapesmith.toml:24:20",
        "did you mean `Kind`?",
        "`Kind` is of type enum, which requires no members",
        "`Kind` has `Eq` already",
    ]);
    assert_eq!(copy.changed_since(&before), Vec::<String>::new());
}

/// This includes text that a parser skips, such as comments, and text that is too deep for it.
#[test]
fn derives_and_attributes_that_would_break_the_output_are_located_errors() {
    let deep = format!("#[a{}{}]", "(".repeat(20_000), ")".repeat(20_000));
    let operators = format!("#[a = {}b]", "!".repeat(20_000));
    for (key, text, place) in [
        ("derives", "Hash // x", "14:12"),
        ("derives", "Hash /* x */", "14:12"),
        ("derives", "Hash)] struct X; #[derive(Eq", "14:12"),
        ("derives", "Hash<T>", "14:12"),
        ("derives", "", "14:12"),
        ("derives", "fn", "14:12"),
        ("attributes", deep.as_str(), "14:15"),
        ("attributes", operators.as_str(), "14:15"),
        ("attributes", "#[must_use] struct X;", "14:15"),
        ("attributes", "#[must_use] /*", "14:15"),
    ] {
        let copy = workspace_with(&format!("{key} = [\"{text}\"]\n"));
        let before = copy.tree();
        let ran = copy.run(&["regenerate"]).expect_code(2);
        assert!(ran.err.contains(&format!("--> model/shapesmith.toml:{place}")), "{}", ran.err);
        assert!(ran.err.len() < 2_000, "{text:.60} is shortened");
        assert_eq!(copy.changed_since(&before), Vec::<String>::new());
    }
}

#[test]
fn unknown_value_has_a_suggestion() {
    workspace_with("required = \"plian\"\n")
        .run(&["regenerate"])
        .expect_code(2)
        .expect_err(&["--> model/shapesmith.toml:14:12", "did you mean `plain`?"]);
}

#[test]
fn policy_decides_the_strictness_of_constraints() {
    let copy = TestWorkspace::new();
    let rules = |lines: &str| {
        copy.write(CONFIG, format!("{}{lines}", workspace_with("").read(CONFIG)));
        copy.run(&["regenerate"]).expect_code(0);
        let impls = copy.read("generated/src/zoo/impls.rs");
        ["\"kind\", ", "\"name\", "].map(|member| {
            let field = impls.lines().find(|line| line.contains(&format!("Field({member}")));
            field.unwrap().trim().to_owned()
        })
    };
    let [kind, name] = rules("");
    assert!(kind.contains("&[Values(super::Kind::visit_values)]"), "{kind}");
    assert!(name.contains(" REQUIRED,"), "{name}");
    let [kind, name] = rules("constraints = { enum = \"warn\", required = \"warn\" }");
    assert!(kind.contains("&[Warn(&[Values(super::Kind::visit_values)])]"), "{kind}");
    assert!(name.contains(" REQUIRED_WARN,"), "{name}");
    let [kind, name] = rules(
        "constraints.enum = \"off\"\n[service.zoo.shape.Animal.constraints]\nrequired = \"off\"",
    );
    assert!(kind.contains(" NONE"), "{kind}");
    assert!(name.contains(" 0,"), "{name}");
}

#[test]
fn mistakes_about_constraints_have_hints() {
    for (lines, expected) in [
        ("constraints = { requird = \"off\" }", "did you mean `required`?"),
        ("constraints = { required = \"of\" }", "did you mean `off`?"),
        ("[service.zoo.shape.Animl.constraints]\nenum = \"off\"", "did you mean `Animal`?"),
        (
            "[service.zoo.shape.Kind.constraints]\nrange = \"off\"",
            "`Kind` has no `range` for validation to check",
        ),
    ] {
        workspace_with(lines)
            .run(&["regenerate"])
            .expect_code(2)
            .expect_err(&[expected, "shapesmith.toml:1"]);
    }
}
