//! Operations: a type of no size each, its page, and what is known of it as data.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use shapesmith_model::{Comparator, WaiterState};

use super::page::Page;
use super::tokens::{deprecated, ident};
use crate::rust::{Acceptor, Api, Http, Matcher, Operation, Pagination, Type, Waiter};

/// The registry, then the operations: the lines of the documentation, and what it is of.
pub fn operations(api: &Api, page: &Page<'_>) -> Vec<(Vec<String>, TokenStream)> {
    let about = vec!["All operations, by their names.".to_owned()];
    let operations = api.operations.iter().map(|item| (page.operation(item), operation(item)));
    std::iter::once((about, registry(api))).chain(operations).collect()
}

fn registry(api: &Api) -> TokenStream {
    let names = api.operations.iter().map(|operation| ident(&operation.name));
    quote! {
        pub const OPERATIONS: &[&dyn support::AnyOperation] = &[#(&#names),*];
        /// The operation of this name in the model.
        pub fn find(name: &str) -> ::core::option::Option<&'static dyn support::AnyOperation> {
            support::find_operation(OPERATIONS, name)
        }
    }
}

fn operation(operation: &Operation) -> TokenStream {
    let (name, model_name) = (ident(&operation.name), operation.origin.name());
    let deprecated = deprecated(&operation.deprecated);
    let (input, output) = (path(&operation.input), path(&operation.output));
    let errors = ident(&operation.errors.name);
    let http = operation.http.as_ref().map(http);
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
    let pagination = operation.pagination.as_ref().map(pagination);
    let waiters = waiters(&operation.waiters);
    quote! {
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

/// The path of an input or output from within the module of operations, where a name may be an operation's, too.
pub fn path(ty: &Type) -> TokenStream {
    match ty {
        Type::Item(name) => {
            let name = ident(name);
            quote!(super::#name)
        }
        _ => quote!(support::Empty),
    }
}

/// How the operation travels over HTTP.
pub fn http(Http { method, uri, code }: &Http) -> TokenStream {
    let code = Literal::u16_unsuffixed(*code);
    quote! {
        const HTTP: ::core::option::Option<support::Http> =
            ::core::option::Option::Some(support::Http::new(#method, #uri, #code));
    }
}

/// How pages are asked for.
pub fn pagination(pagination: &Pagination) -> TokenStream {
    let Pagination { input_token, output_token, items, page_size } = pagination;
    let (items, page_size) = (optional(items), optional(page_size));
    quote! {
        const PAGINATION: ::core::option::Option<support::Pagination> = ::core::option::Option::Some(
            support::Pagination::new(#input_token, #output_token, #items, #page_size),
        );
    }
}

fn optional(text: &Option<String>) -> TokenStream {
    match text {
        Some(text) => quote!(::core::option::Option::Some(#text)),
        None => quote!(::core::option::Option::None),
    }
}

/// What can be waited for; nothing where that is nothing.
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
