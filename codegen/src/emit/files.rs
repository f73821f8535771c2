//! The files of a module: declarations for people to read in some, impls in others.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{ident, parse_tokens, print_file};
use super::module::Placement;
use super::page::Page;
use super::support::{ERROR_MACROS, IMPL_MACROS};
use super::types::StdPaths;
use super::{Files, constructors, errors, impls, items, lints, operations, patterns, service};
use crate::layout;
use crate::rust::{Api, Item, ItemKind, Struct, Type};

/// The path of a support module inside the module.
pub const INSIDE: &str = "self::support";

/// Prints all files of a module, by their paths below its folder.
pub fn files(api: &Api, page: &Page<'_>, placement: Placement<'_>, header: &str) -> Files {
    let mut module = ModuleFiles {
        api,
        header,
        name: placement.name,
        paths: StdPaths::beside_items(api),
        lints: lints::type_lints(api),
        files: Files::new(),
        modules: Vec::new(),
        exports: vec![support_import(placement.support)],
    };
    module.add_items();
    module.add_constructors();
    module.add_impls();
    module.add_operations(page);
    module.finish()
}

/// The files that there are so far, and how the module's own file declares them.
struct ModuleFiles<'a> {
    api: &'a Api,
    header: &'a str,
    name: &'a str,
    paths: StdPaths,
    lints: Vec<&'static str>,
    files: Files,
    modules: Vec<TokenStream>,
    exports: Vec<TokenStream>,
}

/// A file of items: its name, its title, which items it has, and lints for it alone.
type ItemFile = (&'static str, &'static str, fn(&Item) -> bool, &'static [&'static str]);

/// The files that people read. Boxing the large variants of unions would make every use of them less direct.
const ITEM_FILES: [ItemFile; 4] = [
    ("enums", "Enums", |item| matches!(item.kind, ItemKind::Enum(_) | ItemKind::IntEnum(_)), &[]),
    ("exceptions", "Exceptions", |item| item.exception().is_some(), &[]),
    (
        "structures",
        "Structures",
        |item| matches!(item.kind, ItemKind::Struct(_)) && item.exception().is_none(),
        &[],
    ),
    (
        "unions",
        "Unions",
        |item| matches!(item.kind, ItemKind::Union(_)),
        &["clippy::large_enum_variant"],
    ),
];

impl ModuleFiles<'_> {
    fn add_items(&mut self) {
        for (name, title, belongs, own_lints) in ITEM_FILES {
            let items: Vec<&Item> = self.api.items.iter().filter(|item| belongs(item)).collect();
            if items.is_empty() {
                continue;
            }
            let types = items.iter().flat_map(|item| item.fields()).map(|field| &field.ty);
            let imports = self.item_imports(types);
            let items = items.into_iter().map(|item| items::emit_item(item, &self.paths));
            let text = print_file(&self.head(title), imports.into_iter().chain(items));
            self.add(name, text, &[own_lints, self.lints.as_slice()].concat());
            let name = ident(name);
            self.exports.push(quote!(pub use self::#name::*;));
        }
    }

    fn add_constructors(&mut self) {
        let nouns = self.api.value_nouns();
        let structures = self.api.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Struct(body) if constructors::has_constructor(body) => Some((item, body)),
            _ => None,
        });
        let structures: Vec<(&Item, &Struct)> = structures.collect();
        if structures.is_empty() {
            return;
        }
        let parameters =
            structures.iter().flat_map(|(_, body)| constructors::constructor_parameters(body));
        let imports = self.item_imports(parameters.map(|field| &field.ty));
        let constructors = structures.into_iter().map(|(item, body)| {
            let noun = nouns.get(item.name.as_str()).copied().unwrap_or("a value");
            constructors::emit_constructor(item, body, noun, self.api, &self.paths)
        });
        let text = print_file(&self.head("Constructors"), imports.into_iter().chain(constructors));
        let own_lints: &[&str] = &["clippy::disallowed_names", "clippy::too_many_arguments"];
        self.add("constructors", text, &[own_lints, self.lints.as_slice()].concat());
    }

    /// The imports of a file in which all items are in scope.
    fn item_imports<'t>(&self, types: impl IntoIterator<Item = &'t Type>) -> [TokenStream; 2] {
        let items = quote! {
            #[allow(unused_imports)]
            use super::*;
        };
        [self.paths.imports(types), items]
    }

    fn add_impls(&mut self) {
        if self.api.items.is_empty() {
            return;
        }
        let names = patterns::Names::new(self.api);
        let of_patterns = (!names.is_empty()).then(|| {
            quote!(
                use super::patterns::*;
            )
        });
        let imports = quote! {
            #[allow(unused_imports)]
            use super::support::{self, field::*, rule::{Fact::*, Rule::*}, value::*};
            #of_patterns
        };
        let head = self.head_with_macros("Implementations for the types", imports, IMPL_MACROS);
        let impls = self.api.items.iter().map(|item| impls::emit_impls(item, &names));
        let text = print_file(&head, impls);
        if !names.is_empty() {
            let imports = quote!(
                use super::support::rule::Pattern;
            );
            let constants = patterns::emit_constants(self.api, &names);
            let head = self.head("The compiled patterns");
            let text = print_file(&head, std::iter::once(imports).chain(constants));
            self.add("patterns", text, &[]);
        }
        self.add("impls", text, &["clippy::approx_constant", "deprecated", "unused_macros"]);
    }

    fn add_operations(&mut self, page: &Page<'_>) {
        if self.api.operations.is_empty() {
            return;
        }
        let imports = quote! {
            #[allow(unused_imports)]
            use super::support;
        };
        let operations = operations::emit_operations(self.api, page);
        let text =
            print_file(&self.head("Operations"), [imports.clone()].into_iter().chain(operations));
        self.add_public("operations", text);
        let errors = errors::emit_enums(self.api, page);
        let text =
            print_file(&self.head("Errors of operations"), [imports].into_iter().chain(errors));
        self.add_public("errors", text);
        let imports = quote!(
            use super::support;
        );
        let head = self.head_with_macros("Implementations for the errors", imports, ERROR_MACROS);
        let text = print_file(&head, errors::emit_impls(self.api));
        self.add("error_impls", text, &["deprecated", "unreachable_patterns", "unused_macros"]);
    }

    /// The lines that open a file.
    fn head(&self, what: &str) -> String {
        format!("//! {what} of {}.\n{}", self.api.title, self.header)
    }

    /// The lines that open a file with hand-written macros.
    fn head_with_macros(&self, what: &str, imports: TokenStream, macros: &str) -> String {
        format!("{}\n{}\n{macros}", self.head(what), layout::format_items(imports))
    }

    /// Adds a file whose items the module exports, if at all, as its own.
    fn add(&mut self, name: &str, text: String, lints: &[&str]) {
        let lints = lints.iter().map(|lint| parse_tokens(lint));
        let allow = (lints.len() > 0).then(|| quote!(#[allow(#(#lints),*)]));
        let (inception, module) = (self.allow_inception(name), ident(name));
        self.modules.push(quote!(#inception #allow mod #module;));
        self.files.insert(format!("{name}.rs"), text);
    }

    /// Adds a file that is a public module.
    fn add_public(&mut self, name: &str, text: String) {
        let (inception, module) = (self.allow_inception(name), ident(name));
        self.modules.push(quote! {
            #inception
            #[allow(clippy::large_enum_variant, deprecated)]
            pub mod #module;
        });
        self.files.insert(format!("{name}.rs"), text);
    }

    /// A service may be called like one of its files.
    fn allow_inception(&self, name: &str) -> Option<TokenStream> {
        (name == self.name).then(|| quote!(#[allow(clippy::module_inception)]))
    }

    /// Adds the module's own file.
    fn finish(mut self) -> Files {
        let docs =
            self.api.docs.iter().map(|line| format!("{}\n", format!("//! {line}").trim_end()));
        let head = docs.chain([self.header.to_owned()]).collect::<String>();
        let (modules, exports) = (&self.modules, &self.exports);
        let service = service::emit_service(self.api);
        let text = print_file(&head, [quote!(#(#modules)*), quote!(#(#exports)*), service]);
        self.files.insert("mod.rs".to_owned(), text);
        self.files
    }
}

/// Returns what makes the support module known in the module as `support`.
fn support_import(path: &str) -> TokenStream {
    if path == INSIDE {
        return quote!(
            pub mod support;
        );
    }
    let renamed = (!path.ends_with("::support")).then(|| quote!(as support));
    let path = parse_tokens(path);
    quote! {
        #[allow(unused_imports)]
        use #path #renamed;
    }
}
