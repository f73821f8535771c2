//! Operations: for each a zero-sized type, its page, and its properties as data.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use shapesmith_model::{Comparator, WaiterState};

use super::common::{emit_deprecated, emit_docs, ident, idents};
use super::page::Page;
use super::types::StdPaths;
use crate::rust::{
    Acceptor, Api, Checksum, EventStream, Http, Matcher, Operation, Pagination, Type, Waiter,
    XmlRoot,
};

/// Returns the list of operations, the function that searches it, and the operations.
pub fn emit_operations<'a>(
    api: &'a Api,
    page: &'a Page<'_>,
) -> impl Iterator<Item = TokenStream> + 'a {
    let paths = StdPaths::beside_operations(api);
    let (list, find) = (emit_list(api), emit_find(&paths));
    let operations = api.operations.iter();
    let operations =
        operations.map(move |item| emit_operation(item, &page.operation(item), &paths));
    [list, find].into_iter().chain(operations)
}

fn emit_list(api: &Api) -> TokenStream {
    let names = idents(api.operations.iter().map(|operation| &operation.name));
    quote! {
        /// All operations, by their names.
        pub const OPERATIONS: &[&dyn support::AnyOperation] = &[#(&#names),*];
    }
}

fn emit_find(StdPaths { option, .. }: &StdPaths) -> TokenStream {
    quote! {
        /// Returns the operation of this name in the model.
        pub fn find(name: &str) -> #option<&'static dyn support::AnyOperation> {
            support::find_operation(OPERATIONS, name)
        }
    }
}

fn emit_operation(operation: &Operation, page: &[String], paths: &StdPaths) -> TokenStream {
    let (name, model_name) = (ident(&operation.name), operation.origin.name());
    let (docs, deprecated) = (emit_docs(page), emit_deprecated(&operation.deprecated));
    let (input, output) =
        (emit_message_path(&operation.input), emit_message_path(&operation.output));
    let errors = ident(&operation.errors.name);
    let http = operation.http.as_ref().map(|operation| emit_http(operation, paths));
    let host_prefix = operation.host_prefix.as_ref().map(|prefix| {
        let (option, some) = (&paths.option, &paths.some);
        quote!(
            const HOST_PREFIX: #option<&'static str> = #some(#prefix);
        )
    });
    let input_root = emit_root("INPUT_ROOT", &operation.input_root, paths);
    let output_root = emit_root("OUTPUT_ROOT", &operation.output_root, paths);
    let checksum = operation.checksum.as_ref().map(|checksum| emit_checksum(checksum, paths));
    let is_deprecated = operation.deprecated.as_ref().map(|_| {
        quote!(
            const DEPRECATED: bool = true;
        )
    });
    let readonly = operation.readonly.then(|| {
        quote!(
            const READONLY: bool = true;
        )
    });
    let idempotent = operation.idempotent.then(|| {
        quote!(
            const IDEMPOTENT: bool = true;
        )
    });
    let pagination = operation.pagination.as_ref().map(|pages| emit_pagination(pages, paths));
    let waiters = emit_waiters(&operation.waiters);
    let input_events = emit_events("INPUT_EVENTS", &operation.input_events, paths);
    let output_events = emit_events("OUTPUT_EVENTS", &operation.output_events, paths);
    let has_input_events =
        emit_event_type(&name, "HasInputEvents", "InputEvent", &operation.input_events);
    let has_output_events =
        emit_event_type(&name, "HasOutputEvents", "OutputEvent", &operation.output_events);
    quote! {
        #docs
        #deprecated
        pub struct #name;
        impl support::Operation for #name {
            type Input = #input;
            type Output = #output;
            type Error = super::errors::#errors;
            const NAME: &'static str = #model_name;
            const SERVICE: &'static support::Service = &super::SERVICE;
            #http
            #host_prefix
            #input_root
            #output_root
            #checksum
            #is_deprecated
            #readonly
            #idempotent
            #pagination
            #waiters
            #input_events
            #output_events
        }
        #has_input_events
        #has_output_events
    }
}

/// Returns the constant of the root of a document, if there is one.
fn emit_root(
    constant: &str,
    root: &Option<XmlRoot>,
    StdPaths { option, some, .. }: &StdPaths,
) -> Option<TokenStream> {
    let (constant, XmlRoot { name, namespace }) = (ident(constant), root.as_ref()?);
    let namespace = namespace.as_ref().map(|(uri, prefix)| quote!(.with_namespace(#uri, #prefix)));
    Some(quote! {
        const #constant: #option<support::XmlRoot> = #some(support::XmlRoot::new(#name)#namespace);
    })
}

/// Returns the constant of a stream of events, if there is one.
pub fn emit_events(
    constant: &str,
    events: &Option<EventStream>,
    StdPaths { option, some, .. }: &StdPaths,
) -> Option<TokenStream> {
    let (constant, EventStream { target, member, .. }) = (ident(constant), events.as_ref()?);
    let union = target.name();
    Some(quote! {
        const #constant: #option<support::EventStream> =
            #some(support::EventStream::new(#member, #union));
    })
}

/// Returns the impl with the type of the events of a stream, if there is one.
fn emit_event_type(
    operation: &Ident,
    name: &str,
    associated: &str,
    events: &Option<EventStream>,
) -> Option<TokenStream> {
    let (name, associated) = (ident(name), ident(associated));
    let item = ident(&events.as_ref()?.item);
    Some(quote! {
        impl support::#name for #operation {
            type #associated = super::#item;
        }
    })
}

/// Returns the path by which the module of operations names an input or output: below `super`, because an operation may have
/// the same name, or `support::Empty` if there is none.
pub fn emit_message_path(ty: &Type) -> TokenStream {
    match ty {
        Type::Item(name) => {
            let name = ident(name);
            quote!(super::#name)
        }
        _ => quote!(support::Empty),
    }
}

/// Returns the constant of the HTTP binding.
pub fn emit_http(Http { method, uri, code }: &Http, paths: &StdPaths) -> TokenStream {
    let (option, some, code) = (&paths.option, &paths.some, Literal::u16_unsuffixed(*code));
    quote! {
        const HTTP: #option<support::Http> = #some(support::Http::new(#method, #uri, #code));
    }
}

/// Returns the constant of the checksums.
fn emit_checksum(checksum: &Checksum, paths: &StdPaths) -> TokenStream {
    let Checksum { is_required, algorithm_member, validation_member, response_algorithms } =
        checksum;
    let (option, some) = (&paths.option, &paths.some);
    let algorithm = emit_optional(algorithm_member, paths);
    let validation = emit_optional(validation_member, paths);
    quote! {
        const CHECKSUM: #option<support::Checksum> = #some(
            support::Checksum::new(
                #is_required,
                #algorithm,
                #validation,
                &[#(#response_algorithms),*],
            ),
        );
    }
}

/// Returns the constant of the pagination.
pub fn emit_pagination(pagination: &Pagination, paths: &StdPaths) -> TokenStream {
    let Pagination { input_token, output_token, items, page_size } = pagination;
    let (option, some) = (&paths.option, &paths.some);
    let (items, page_size) = (emit_optional(items, paths), emit_optional(page_size, paths));
    quote! {
        const PAGINATION: #option<support::Pagination> = #some(
            support::Pagination::new(#input_token, #output_token, #items, #page_size),
        );
    }
}

fn emit_optional(text: &Option<String>, StdPaths { some, none, .. }: &StdPaths) -> TokenStream {
    match text {
        Some(text) => quote!(#some(#text)),
        None => none.clone(),
    }
}

/// Returns the constant of these waiters; `None` if there are none.
pub fn emit_waiters(waiters: &[Waiter]) -> Option<TokenStream> {
    let list = waiters.iter().map(|waiter| {
        let Waiter { name, min_delay, max_delay, acceptors, .. } = waiter;
        let (min, max) = (Literal::u32_unsuffixed(*min_delay), Literal::u32_unsuffixed(*max_delay));
        let acceptors = acceptors.iter().map(emit_acceptor);
        quote!(support::Waiter::new(#name, #min, #max, &[#(#acceptors),*]))
    });
    let constant = quote!(const WAITERS: &'static [support::Waiter] = &[#(#list),*];);
    (!waiters.is_empty()).then_some(constant)
}

fn emit_acceptor(Acceptor { state, matcher }: &Acceptor) -> TokenStream {
    let state = ident(match state {
        WaiterState::Success => "Success",
        WaiterState::Failure => "Failure",
        WaiterState::Retry => "Retry",
    });
    let matcher = emit_matcher(matcher);
    quote!(support::Acceptor::new(support::WaiterState::#state, support::Matcher::#matcher))
}

fn emit_matcher(matcher: &Matcher) -> TokenStream {
    match matcher {
        Matcher::Success(success) => quote!(Success(#success)),
        Matcher::ErrorType(name) => quote!(ErrorType(#name)),
        Matcher::Path { path, expected, comparator, with_input } => {
            let kind = ident(if *with_input { "InputOutput" } else { "Output" });
            let comparator = ident(match comparator {
                Comparator::StringEquals => "StringEquals",
                Comparator::BooleanEquals => "BooleanEquals",
                Comparator::AllStringEquals => "AllStringEquals",
                Comparator::AnyStringEquals => "AnyStringEquals",
            });
            quote! {
                #kind {
                    path: #path,
                    expected: #expected,
                    comparator: support::Comparator::#comparator,
                }
            }
        }
    }
}
