//! A stranger's program: it uses everything that is public in a generated module.
//!
//! Where it doesn't compile with another version of the module, that version breaks someone. What the compiler can't
//! see isn't in it: constants with a default, such as pagination, and parameters of one type that change places;
//! neither are derives and attributes that a policy adds.

mod types;

use std::fmt::Display;

use shapesmith::rust::{Api, ErrorSet, Item, ItemKind, Operation, Struct, Union};
use types::{name, ty};

/// What the program begins with: bounds that all types of a kind have, and values of any type.
const PRELUDE: &str = include_str!("prelude.txt");

/// The text of the program, the root of a crate. It finds the other crate as `shapes`, and the module in it as `module`.
pub fn consumer(api: &Api, module: &str) -> String {
    let mut program = Program { text: format!("{PRELUDE}use shapes::{module} as api;\n"), uses: 0 };
    for item in &api.items {
        program.item(item);
    }
    program.error_set(&api.errors);
    for operation in &api.operations {
        program.operation(operation, &api.errors);
        program.error_set(&operation.errors);
    }
    program.uses([
        "let _: &[&dyn support::AnyOperation] = api::operations::OPERATIONS;",
        "let _: Option<&'static dyn support::AnyOperation> = api::operations::find(\"\");",
    ]);
    program.text
}

struct Program {
    text: String,
    /// How many functions there are.
    uses: usize,
}

impl Program {
    /// A function of these statements.
    fn uses(&mut self, statements: impl IntoIterator<Item = impl Display>) {
        self.text.push_str(&format!("\nfn use_{}() {{\n", self.uses));
        for statement in statements {
            self.text.push_str(&format!("    {statement}\n"));
        }
        self.text.push_str("}\n");
        self.uses += 1;
    }

    fn item(&mut self, item: &Item) {
        let path = name(&item.name);
        match &item.kind {
            ItemKind::Struct(body) => self.structure(&path, body),
            ItemKind::Union(body) => self.union(&path, body),
            ItemKind::Enum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.as_str());
                self.values(&path, "UnknownValue", names);
                self.uses([format!("text::<{path}>(any::<{path}>().as_str());")]);
            }
            ItemKind::IntEnum(values) => {
                let names = values.variants.iter().map(|variant| variant.name.as_str());
                self.values(&path, "UnknownInteger", names);
                self.uses([format!("integer::<{path}>(any::<{path}>().as_i32());")]);
            }
        }
    }

    /// Every field read and set, `new` with all parameters, and what a structure implements.
    fn structure(&mut self, path: &str, body: &Struct) {
        let mut statements =
            vec![format!("structure::<{path}>();"), format!("let mut value = any::<{path}>();")];
        if body.has_default() {
            statements.push(format!("let _: {path} = Default::default();"));
        }
        if body.exception.is_some() {
            statements.push(format!("exception::<{path}>();"));
        }
        let required: Vec<_> = body.fields.iter().filter(|field| field.required).collect();
        if !required.is_empty() {
            // Parameters that take more than their type take it as well.
            let values =
                required.iter().map(|field| format!("any::<{}>()", ty(field.value_type())));
            let values: Vec<String> = values.collect();
            statements.push(format!("let _: {path} = {path}::new({});", values.join(", ")));
        }
        for field in &body.fields {
            let (field, ty) = (&field.name, ty(&field.ty));
            statements.push(format!("value.{field} = any::<{ty}>();"));
            statements.push(format!("let _: {ty} = value.{field}.clone();"));
        }
        let names: String = body.fields.iter().map(|field| format!("{}, ", field.name)).collect();
        statements.push(format!("let {path} {{ {names}.. }} = value;"));
        self.uses(statements);
    }

    fn union(&mut self, path: &str, body: &Union) {
        let variants = body.variants.iter().map(|variant| (variant.name.as_str(), ty(&variant.ty)));
        self.variants(path, variants.collect(), "UnknownVariant");
        self.uses([format!("union::<{path}>();")]);
    }

    fn error_set(&mut self, set: &ErrorSet) {
        let path = format!("api::errors::{}", set.name);
        let variants =
            set.variants.iter().map(|variant| (variant.name.as_str(), name(&variant.item)));
        self.variants(&path, variants.collect(), "UnknownError");
        self.uses([format!("error::<{path}>();")]);
    }

    /// Every variant made and matched, in an enum whose variants hold something.
    fn variants(&mut self, path: &str, variants: Vec<(&str, String)>, unknown: &str) {
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
        self.uses(statements);
    }

    /// Every variant made and matched, in an enum of known values.
    fn values<'a>(
        &mut self,
        path: &str,
        unknown: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) {
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
        self.uses(statements);
    }

    fn operation(&mut self, operation: &Operation, all: &ErrorSet) {
        let Operation { name, input, output, errors, .. } = operation;
        let (input, output) = (ty(input), ty(output));
        let (path, errors) =
            (format!("api::operations::{name}"), format!("api::errors::{}", errors.name));
        self.uses([
            format!("operation::<{path}, {input}, {output}, {errors}>({path});"),
            format!("let _: &dyn support::AnyOperation = &{path};"),
            format!("let _: api::errors::{} = any::<{errors}>().into();", all.name),
        ]);
    }
}
