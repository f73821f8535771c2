//! A program that uses every public item of a generated module.
//!
//! If it doesn't compile with another version of the module, that version is a breaking change. It doesn't detect changes of
//! constants with a default, such as pagination, and of the order of parameters with the same type, nor the derives and
//! attributes that a policy adds. Each use is of one item, so that errors can be attributed to items.

mod paths;

use std::collections::BTreeSet;
use std::fmt::Display;

use paths::{item_path, type_path};
use shapesmith::rust::{Api, ErrorSet, Field, Item, ItemKind, Operation, Struct, Type, Union};

/// The start of the program: functions with the bounds of each kind of item, and a function that returns any type.
const PRELUDE: &str = include_str!("prelude.txt");

/// Creates the program for the module with this name in the crate `shapes`.
pub fn create_program<'a>(api: &'a Api, module: &str) -> Program<'a> {
    let head = format!("{PRELUDE}use shapes::{module} as api;\n");
    let mut program = Program { api, head, uses: Vec::new() };
    for item in &api.items {
        program.add_item(item);
    }
    program.add_error_set(&api.errors);
    for operation in &api.operations {
        program.add_operation(operation);
        program.add_error_set(&operation.errors);
    }
    program.add_use(
        "operations::OPERATIONS",
        ["let _: &[&dyn support::AnyOperation] = api::operations::OPERATIONS;"],
    );
    program.add_use(
        "operations::find",
        ["let _: Option<&'static dyn support::AnyOperation> = api::operations::find(\"\");"],
    );
    program
}

/// A program that uses a module.
pub struct Program<'a> {
    api: &'a Api,
    head: String,
    uses: Vec<Use>,
}

/// A function that uses an item.
pub struct Use {
    /// The path of the item in the module.
    pub item: String,
    statements: String,
}

impl Program<'_> {
    /// Returns the program with the uses that the filter selects, and the line at which each of them begins.
    pub fn to_text(&self, filter: impl Fn(&Use) -> bool) -> (String, Vec<(usize, &Use)>) {
        let mut text = self.head.clone();
        let mut line = text.lines().count() + 1;
        let mut uses = Vec::new();
        for used in self.uses.iter().filter(|used| filter(used)) {
            let function = format!("\nfn use_{}() {{\n{}}}\n", uses.len(), used.statements);
            uses.push((line, used));
            line += function.lines().count();
            text.push_str(&function);
        }
        (text, uses)
    }

    /// Adds a function with these statements.
    fn add_use(&mut self, item: &str, statements: impl IntoIterator<Item = impl Display>) {
        let statements = statements.into_iter().map(|statement| format!("    {statement}\n"));
        self.uses.push(Use { item: item.to_owned(), statements: statements.collect() });
    }

    fn add_item(&mut self, item: &Item) {
        let path = item_path(&item.name);
        match &item.kind {
            ItemKind::Struct(body) => self.add_structure(&item.name, body),
            ItemKind::Union(body) => self.add_union(&item.name, body),
            ItemKind::Enum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.as_str());
                self.add_values(&item.name, "UnknownValue", names);
                self.add_use(&item.name, [format!("text::<{path}>(any::<{path}>().as_str());")]);
            }
            ItemKind::IntEnum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.as_str());
                self.add_values(&item.name, "UnknownInteger", names);
                self.add_use(&item.name, [format!("integer::<{path}>(any::<{path}>().as_i32());")]);
            }
        }
    }

    /// Uses a structure: reads and sets every field, calls `new`, and requires the traits that it implements.
    fn add_structure(&mut self, item: &str, body: &Struct) {
        let path = item_path(item);
        let mut statements =
            vec![format!("structure::<{path}>();"), format!("let mut value = any::<{path}>();")];
        if body.has_default() {
            statements.push(format!("let _: {path} = Default::default();"));
        }
        if body.exception.is_some() {
            statements.push(format!("exception::<{path}>();"));
        }
        let parameters: Vec<&Type> =
            body.fields.iter().filter(|it| it.required).map(Field::value_type).collect();
        // A parameter that is converted from text accepts its own type as well.
        let exact: Vec<String> = parameters.iter().map(|it| type_path(it)).collect();
        let simple: Vec<String> = parameters.iter().map(|it| self.simplest_argument(it)).collect();
        for types in BTreeSet::from([exact, simple]).iter().filter(|types| !types.is_empty()) {
            let values: Vec<String> = types.iter().map(|it| format!("any::<{it}>()")).collect();
            statements.push(format!("let _: {path} = {path}::new({});", values.join(", ")));
        }
        for field in &body.fields {
            let (field, ty) = (&field.name, type_path(&field.ty));
            statements.push(format!("value.{field} = any::<{ty}>();"));
            statements.push(format!("let _: {ty} = value.{field}.clone();"));
        }
        let names: String = body.fields.iter().map(|field| format!("{}, ", field.name)).collect();
        statements.push(format!("let {path} {{ {names}.. }} = value;"));
        self.add_use(item, statements);
    }

    /// Returns the simplest type that a parameter of this type accepts.
    fn simplest_argument(&self, ty: &Type) -> String {
        let is_from_text = match ty {
            Type::String | Type::Blob => true,
            Type::Item(name) => {
                self.api.item(name).is_some_and(|item| matches!(item.kind, ItemKind::Enum(_)))
            }
            _ => false,
        };
        if is_from_text { "&str".to_owned() } else { type_path(ty) }
    }

    fn add_union(&mut self, item: &str, body: &Union) {
        let variants =
            body.variants.iter().map(|variant| (variant.name.as_str(), type_path(&variant.ty)));
        self.add_variants(item, variants.collect(), "UnknownVariant");
        self.add_use(item, [format!("union::<{}>();", item_path(item))]);
    }

    fn add_error_set(&mut self, set: &ErrorSet) {
        let item = format!("errors::{}", set.name);
        let variants =
            set.variants.iter().map(|variant| (variant.name.as_str(), item_path(&variant.item)));
        self.add_variants(&item, variants.collect(), "UnknownError");
        self.add_use(&item, [format!("error::<{}>();", item_path(&item))]);
    }

    /// Uses an enum whose variants have a value: constructs and matches every variant.
    fn add_variants(&mut self, item: &str, variants: Vec<(&str, String)>, unknown: &str) {
        let path = item_path(item);
        let constructions =
            variants.iter().map(|(name, ty)| format!("let _ = {path}::{name}(any::<{ty}>());"));
        let arm =
            |name: &str, ty: &str| format!("{path}::{name}(value) => {{ let _: {ty} = value; }}");
        let arms = variants.iter().map(|(name, ty)| arm(name, ty));
        let statements =
            constructions.chain([format!("match any::<{path}>() {{")]).chain(arms).chain([
                arm("Unknown", &format!("support::{unknown}")),
                "_ => {}".to_owned(),
                "}".to_owned(),
            ]);
        self.add_use(item, statements);
    }

    /// Uses an enum of known values: constructs and matches every variant.
    fn add_values<'a>(
        &mut self,
        item: &str,
        unknown: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) {
        let path = item_path(item);
        let constructions = names.clone().map(|name| format!("let _: {path} = {path}::{name};"));
        let arms = names.map(|name| format!("{path}::{name} => {{}}"));
        let statements = constructions
            .chain([
                format!("let _: &'static [{path}] = {path}::VALUES;"),
                format!("match any::<{path}>() {{"),
            ])
            .chain(arms)
            .chain([
                format!("{path}::Unknown(value) => {{ let _: support::{unknown} = value; }}"),
                "_ => {}".to_owned(),
                "}".to_owned(),
            ]);
        self.add_use(item, statements);
    }

    fn add_operation(&mut self, operation: &Operation) {
        let item = format!("operations::{}", operation.name);
        let (path, input, output) =
            (item_path(&item), type_path(&operation.input), type_path(&operation.output));
        let errors = item_path(&format!("errors::{}", operation.errors.name));
        let mut statements = vec![
            format!("operation::<{path}, {input}, {output}, {errors}>({path});"),
            format!("let _: &dyn support::AnyOperation = &{path};"),
            format!("let _: api::errors::{} = any::<{errors}>().into();", self.api.errors.name),
        ];
        let events = [
            ("input_events", &operation.input_events),
            ("output_events", &operation.output_events),
        ];
        statements.extend(events.into_iter().filter_map(|(function, events)| {
            let union = item_path(&events.as_ref()?.item);
            Some(format!("{function}::<{path}, {union}>();"))
        }));
        self.add_use(&item, statements);
    }
}
