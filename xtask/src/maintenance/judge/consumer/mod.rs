//! A stranger's program: it uses everything that is public in a generated module.
//!
//! Where it doesn't compile with another version of the module, that version breaks someone. What the compiler can't
//! see isn't in it: constants with a default, such as pagination, and parameters of one type that change places;
//! neither are derives and attributes that a policy adds. Each use is of one item, so that it is known whose use breaks.

mod types;

use std::collections::BTreeSet;
use std::fmt::Display;

use shapesmith::rust::{Api, ErrorSet, Field, Item, ItemKind, Operation, Struct, Type, Union};
use types::{name, ty};

/// What the program begins with: bounds that all types of a kind have, and values of any type.
const PRELUDE: &str = include_str!("prelude.txt");

/// The program for a module, which it finds by the name `module` in the crate `shapes`.
pub fn consumer<'a>(api: &'a Api, module: &str) -> Program<'a> {
    let head = format!("{PRELUDE}use shapes::{module} as api;\n");
    let mut program = Program { api, head, uses: Vec::new() };
    for item in &api.items {
        program.item(item);
    }
    program.error_set(&api.errors);
    for operation in &api.operations {
        program.operation(operation);
        program.error_set(&operation.errors);
    }
    program.uses(
        "operations::OPERATIONS",
        ["let _: &[&dyn support::AnyOperation] = api::operations::OPERATIONS;"],
    );
    program.uses(
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

/// A function that uses an item in some ways.
pub struct Use {
    /// The path of the item in the module.
    pub item: String,
    statements: String,
}

impl Program<'_> {
    /// The root of a crate with the uses that are wanted, and the line that each of them begins at.
    pub fn text(&self, wanted: impl Fn(&Use) -> bool) -> (String, Vec<(usize, &Use)>) {
        let mut text = self.head.clone();
        let mut line = text.lines().count() + 1;
        let mut uses = Vec::new();
        for used in self.uses.iter().filter(|used| wanted(used)) {
            let function = format!("\nfn use_{}() {{\n{}}}\n", uses.len(), used.statements);
            uses.push((line, used));
            line += function.lines().count();
            text.push_str(&function);
        }
        (text, uses)
    }

    /// A function of these statements.
    fn uses(&mut self, item: &str, statements: impl IntoIterator<Item = impl Display>) {
        let statements = statements.into_iter().map(|statement| format!("    {statement}\n"));
        self.uses.push(Use { item: item.to_owned(), statements: statements.collect() });
    }

    fn item(&mut self, item: &Item) {
        let path = name(&item.name);
        match &item.kind {
            ItemKind::Struct(body) => self.structure(&item.name, body),
            ItemKind::Union(body) => self.union(&item.name, body),
            ItemKind::Enum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.as_str());
                self.values(&item.name, "UnknownValue", names);
                self.uses(&item.name, [format!("text::<{path}>(any::<{path}>().as_str());")]);
            }
            ItemKind::IntEnum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.as_str());
                self.values(&item.name, "UnknownInteger", names);
                self.uses(&item.name, [format!("integer::<{path}>(any::<{path}>().as_i32());")]);
            }
        }
    }

    /// Every field read and set, `new` with all parameters, and what a structure implements.
    fn structure(&mut self, item: &str, body: &Struct) {
        let path = name(item);
        let mut statements =
            vec![format!("structure::<{path}>();"), format!("let mut value = any::<{path}>();")];
        if body.has_default() {
            statements.push(format!("let _: {path} = Default::default();"));
        }
        if body.exception.is_some() {
            statements.push(format!("exception::<{path}>();"));
        }
        let taken: Vec<&Type> =
            body.fields.iter().filter(|it| it.required).map(Field::value_type).collect();
        // Parameters that take text take their type as well.
        let exact: Vec<String> = taken.iter().map(|it| ty(it)).collect();
        let simple: Vec<String> = taken.iter().map(|it| self.simplest(it)).collect();
        for given in BTreeSet::from([exact, simple]).iter().filter(|given| !given.is_empty()) {
            let values: Vec<String> = given.iter().map(|it| format!("any::<{it}>()")).collect();
            statements.push(format!("let _: {path} = {path}::new({});", values.join(", ")));
        }
        for field in &body.fields {
            let (field, ty) = (&field.name, ty(&field.ty));
            statements.push(format!("value.{field} = any::<{ty}>();"));
            statements.push(format!("let _: {ty} = value.{field}.clone();"));
        }
        let names: String = body.fields.iter().map(|field| format!("{}, ", field.name)).collect();
        statements.push(format!("let {path} {{ {names}.. }} = value;"));
        self.uses(item, statements);
    }

    /// The simplest type that a parameter of this one takes.
    fn simplest(&self, of: &Type) -> String {
        let text = match of {
            Type::String | Type::Blob => true,
            Type::Item(name) => {
                self.api.item(name).is_some_and(|item| matches!(item.kind, ItemKind::Enum(_)))
            }
            _ => false,
        };
        if text { "&str".to_owned() } else { ty(of) }
    }

    fn union(&mut self, item: &str, body: &Union) {
        let variants = body.variants.iter().map(|variant| (variant.name.as_str(), ty(&variant.ty)));
        self.variants(item, variants.collect(), "UnknownVariant");
        self.uses(item, [format!("union::<{}>();", name(item))]);
    }

    fn error_set(&mut self, set: &ErrorSet) {
        let item = format!("errors::{}", set.name);
        let variants =
            set.variants.iter().map(|variant| (variant.name.as_str(), name(&variant.item)));
        self.variants(&item, variants.collect(), "UnknownError");
        self.uses(&item, [format!("error::<{}>();", name(&item))]);
    }

    /// Every variant made and matched, in an enum whose variants hold something.
    fn variants(&mut self, item: &str, variants: Vec<(&str, String)>, unknown: &str) {
        let path = name(item);
        let make =
            variants.iter().map(|(name, ty)| format!("let _ = {path}::{name}(any::<{ty}>());"));
        let arm =
            |name: &str, ty: &str| format!("{path}::{name}(held) => {{ let _: {ty} = held; }}");
        let arms = variants.iter().map(|(name, ty)| arm(name, ty));
        let statements = make.chain([format!("match any::<{path}>() {{")]).chain(arms).chain([
            arm("Unknown", &format!("support::{unknown}")),
            "_ => {}".to_owned(),
            "}".to_owned(),
        ]);
        self.uses(item, statements);
    }

    /// Every variant made and matched, in an enum of known values.
    fn values<'a>(
        &mut self,
        item: &str,
        unknown: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) {
        let path = name(item);
        let made = names.clone().map(|name| format!("let _: {path} = {path}::{name};"));
        let arms = names.map(|name| format!("{path}::{name} => {{}}"));
        let statements = made
            .chain([
                format!("let _: &'static [{path}] = {path}::VALUES;"),
                format!("match any::<{path}>() {{"),
            ])
            .chain(arms)
            .chain([
                format!("{path}::Unknown(held) => {{ let _: support::{unknown} = held; }}"),
                "_ => {}".to_owned(),
                "}".to_owned(),
            ]);
        self.uses(item, statements);
    }

    fn operation(&mut self, operation: &Operation) {
        let item = format!("operations::{}", operation.name);
        let (path, input, output) = (name(&item), ty(&operation.input), ty(&operation.output));
        let errors = name(&format!("errors::{}", operation.errors.name));
        let statements = [
            format!("operation::<{path}, {input}, {output}, {errors}>({path});"),
            format!("let _: &dyn support::AnyOperation = &{path};"),
            format!("let _: api::errors::{} = any::<{errors}>().into();", self.api.errors.name),
        ];
        self.uses(&item, statements);
    }
}
