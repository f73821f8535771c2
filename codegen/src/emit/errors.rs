//! Errors: an enum for each operation and one for the service, and what makes a structure an exception.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use shapesmith_model::Fault;

use super::page::Page;
use super::tokens::{docs, ident};
use crate::rust::{Api, ErrorSet, Exception, Item, Operation, Retry};

/// The enums, the service's first.
pub fn enums(api: &Api, page: &Page<'_>) -> Vec<TokenStream> {
    let title = &api.title;
    let every = error_set(&api.errors, &[format!("All errors of {title}.")], page);
    let of_operations = api.operations.iter().map(|operation| {
        let name = &operation.name;
        let docs = format!(
            "What [`{name}`](super::operations::{name}) may answer with instead of its response."
        );
        error_set(&operation.errors, &[docs], page)
    });
    std::iter::once(every).chain(of_operations).collect()
}

fn error_set(set: &ErrorSet, about: &[String], page: &Page<'_>) -> TokenStream {
    let (name, about) = (ident(&set.name), docs(about));
    let variants = set.variants.iter().map(|variant| {
        let (name, item) = (ident(&variant.name), ident(&variant.item));
        let docs = docs(&page.error(&variant.item));
        quote! {
            #docs
            #name(super::#item)
        }
    });
    quote! {
        #about
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An error that the model doesn't have here.
            Unknown(support::UnknownError),
        }
    }
}

/// What is mechanical about them, for macros of `error_macros.rs`.
///
/// One conversion serves all errors of operations. Where support is a crate `apart`, it might implement its
/// trait for more, as far as the compiler knows, so that each operation has a conversion of its own.
pub fn impls(api: &Api, apart: bool) -> Vec<TokenStream> {
    let exceptions = api.items.iter().filter_map(|item| Some((item, item.exception()?)));
    let exceptions = exceptions.map(|(item, exception)| exception_impl(item, exception));
    let every = set_impl(api, &api.errors);
    let service = ident(&api.errors.name);
    let conversion = quote! {
        impl<E: support::PartOf<Self>> ::core::convert::From<E> for super::errors::#service {
            fn from(error: E) -> Self {
                support::widen(&error)
            }
        }
    };
    let conversion = (!apart).then_some(conversion);
    let every = quote!(#every #conversion);
    let of_operations = api.operations.iter().map(|operation| {
        let (own, narrow) = (operation_impl(api, operation), ident(&operation.errors.name));
        let conversion = quote! {
            impl ::core::convert::From<super::errors::#narrow> for super::errors::#service {
                fn from(error: super::errors::#narrow) -> Self {
                    support::widen(&error)
                }
            }
        };
        let conversion = apart.then_some(conversion);
        quote!(#own #conversion)
    });
    exceptions.chain([every]).chain(of_operations).collect()
}

fn exception_impl(item: &Item, exception: &Exception) -> TokenStream {
    let (name, code) = (ident(&item.name), &exception.code);
    let fault = ident(match exception.fault {
        Fault::Client => "Client",
        Fault::Server => "Server",
    });
    let retry = ident(match exception.retry {
        Retry::Unspecified => "Unspecified",
        Retry::Retryable => "Retryable",
        Retry::Throttling => "Throttling",
    });
    let status = Literal::u16_unsuffixed(exception.status);
    quote!(exception!(#name, #code, #fault, #status, #retry);)
}

fn set_impl(api: &Api, set: &ErrorSet) -> TokenStream {
    let name = ident(&set.name);
    let variants = set.variants.iter().enumerate().filter_map(|(place, variant)| {
        let codes = codes(api.item(&variant.item)?.exception()?);
        let (place, variant) = (Literal::usize_unsuffixed(place), ident(&variant.name));
        Some(quote!(#place #variant #codes))
    });
    quote!(errors!(#name { #(#variants,)* });)
}

/// What the error is known by.
fn codes(exception: &Exception) -> TokenStream {
    let code = &exception.code;
    match &exception.alias {
        Some(alias) => quote!(#code | #alias),
        None => quote!(#code),
    }
}

fn operation_impl(api: &Api, operation: &Operation) -> TokenStream {
    let set = set_impl(api, &operation.errors);
    let (name, service) = (ident(&operation.errors.name), ident(&api.errors.name));
    quote! {
        #set
        impl support::PartOf<super::errors::#service> for super::errors::#name {}
    }
}
