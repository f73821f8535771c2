//! Operations: a zero-sized type each, its page, and what is known of it as data.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use shapesmith_model::{Comparator, WaiterState};

use super::common::{deprecated, docs, ident, idents};
use super::page::Page;
use super::types::StdPaths;
use crate::rust::{Acceptor, Api, Http, Matcher, Operation, Pagination, Type, Waiter};

/// Returns the list of operations and the function that looks in it, then the operations.
pub fn operations<'a>(api: &'a Api, page: &'a Page<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    let paths = StdPaths::beside_operations(api);
    let (list, find) = (list(api), find(&paths));
    let operations = api.operations.iter();
    let operations = operations.map(move |item| operation(item, &page.operation(item), &paths));
    [list, find].into_iter().chain(operations)
}

fn list(api: &Api) -> TokenStream {
    let names = idents(api.operations.iter().map(|operation| &operation.name));
    quote! {
        /// All operations, by their names.
        pub const OPERATIONS: &[&dyn support::AnyOperation] = &[#(&#names),*];
    }
}

fn find(StdPaths { option, .. }: &StdPaths) -> TokenStream {
    quote! {
        /// Returns the operation of this name in the model.
        pub fn find(name: &str) -> #option<&'static dyn support::AnyOperation> {
            support::find_operation(OPERATIONS, name)
        }
    }
}

fn operation(operation: &Operation, page: &[String], paths: &StdPaths) -> TokenStream {
    let (name, model_name) = (ident(&operation.name), operation.origin.name());
    let (docs, deprecated) = (docs(page), deprecated(&operation.deprecated));
    let (input, output) = (path(&operation.input), path(&operation.output));
    let errors = ident(&operation.errors.name);
    let http = operation.http.as_ref().map(|operation| http(operation, paths));
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
    let pagination = operation.pagination.as_ref().map(|pages| pagination(pages, paths));
    let waiters = waiters(&operation.waiters);
    quote! {
        #docs
        #deprecated
        pub struct #name;
        impl support::Operation for #name {
            type Input = #input;
            type Output = #output;
            type Error = super::errors::#errors;
            const NAME: &'static str = #model_name;
            #http
            #readonly
            #idempotent
            #pagination
            #waiters
        }
    }
}

/// Returns the path of an input or output from within the module of operations, where a name may be an operation's, too.
pub fn path(ty: &Type) -> TokenStream {
    match ty {
        Type::Item(name) => {
            let name = ident(name);
            quote!(super::#name)
        }
        _ => quote!(support::Empty),
    }
}

/// Returns how the operation travels over HTTP.
pub fn http(Http { method, uri, code }: &Http, paths: &StdPaths) -> TokenStream {
    let (option, some, code) = (&paths.option, &paths.some, Literal::u16_unsuffixed(*code));
    quote! {
        const HTTP: #option<support::Http> = #some(support::Http::new(#method, #uri, #code));
    }
}

/// Returns how pages are requested.
pub fn pagination(pagination: &Pagination, paths: &StdPaths) -> TokenStream {
    let Pagination { input_token, output_token, items, page_size } = pagination;
    let (option, some) = (&paths.option, &paths.some);
    let (items, page_size) = (optional(items, paths), optional(page_size, paths));
    quote! {
        const PAGINATION: #option<support::Pagination> = #some(
            support::Pagination::new(#input_token, #output_token, #items, #page_size),
        );
    }
}

fn optional(text: &Option<String>, StdPaths { some, none, .. }: &StdPaths) -> TokenStream {
    match text {
        Some(text) => quote!(#some(#text)),
        None => none.clone(),
    }
}

/// Returns the waiters; `None` if the model has none.
pub fn waiters(waiters: &[Waiter]) -> Option<TokenStream> {
    let list = waiters.iter().map(|waiter| {
        let Waiter { name, min_delay, max_delay, acceptors, .. } = waiter;
        let (min, max) = (Literal::u32_unsuffixed(*min_delay), Literal::u32_unsuffixed(*max_delay));
        let acceptors = acceptors.iter().map(acceptor);
        quote!(support::Waiter::new(#name, #min, #max, &[#(#acceptors),*]))
    });
    let constant = quote!(const WAITERS: &'static [support::Waiter] = &[#(#list),*];);
    (!waiters.is_empty()).then_some(constant)
}

fn acceptor(Acceptor { state, matcher }: &Acceptor) -> TokenStream {
    let state = ident(match state {
        WaiterState::Success => "Success",
        WaiterState::Failure => "Failure",
        WaiterState::Retry => "Retry",
    });
    let matcher = matcher_tokens(matcher);
    quote!(support::Acceptor::new(support::WaiterState::#state, support::Matcher::#matcher))
}

fn matcher_tokens(matcher: &Matcher) -> TokenStream {
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
