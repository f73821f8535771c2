//! Errors: an enum for each operation and one for the service, and the impls of exceptions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use shapesmith_model::Fault;

use super::common::{emit_docs, ident};
use super::page::Page;
use crate::rust::{Api, ErrorSet, ErrorVariant, Exception, Item, Retry};

/// Returns the enums, the service's first.
pub fn emit_enums<'a>(api: &'a Api, page: &'a Page<'_>) -> impl Iterator<Item = TokenStream> + 'a {
    let of_service = emit_enum(&api.errors, format!("All errors of {}.", api.title), page);
    let of_operations = api.operations.iter().map(|operation| {
        let name = &operation.name;
        let about = format!("The errors of [`{name}`](super::operations::{name}).");
        emit_enum(&operation.errors, about, page)
    });
    std::iter::once(of_service).chain(of_operations)
}

fn emit_enum(set: &ErrorSet, about: String, page: &Page<'_>) -> TokenStream {
    let (name, about) = (ident(&set.name), emit_docs(&[about]));
    let variants = set.variants.iter().map(|variant| {
        let (docs, variant) = (emit_docs(&page.error(&variant.item)), self::emit_variant(variant));
        quote!(#docs #variant)
    });
    quote! {
        #about
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An error the model doesn't list here.
            Unknown(support::UnknownError),
        }
    }
}

/// Returns the declaration of a variant.
pub fn emit_variant(variant: &ErrorVariant) -> TokenStream {
    let (name, item) = (ident(&variant.name), ident(&variant.item));
    quote!(#name(super::#item))
}

/// Returns the impls, by the macros of `error_macros.rs`.
pub fn emit_impls(api: &Api) -> Vec<TokenStream> {
    let exceptions =
        api.items.iter().filter_map(|item| Some(emit_exception(item, item.exception()?)));
    let of_service = emit_error_codes(api, &api.errors, None);
    let of_operations = api
        .operations
        .iter()
        .map(|operation| emit_error_codes(api, &operation.errors, Some(&api.errors)));
    let exceptions = quote!(#(#exceptions)*);
    [exceptions, of_service].into_iter().chain(of_operations).collect()
}

fn emit_exception(item: &Item, exception: &Exception) -> TokenStream {
    let (name, constants) = (ident(&item.name), emit_error_info(exception));
    quote!(exception!(#name, #constants);)
}

/// Returns what the model says about an error, as arguments.
pub fn emit_error_info(exception: &Exception) -> TokenStream {
    let (code, status) = (&exception.code, Literal::u16_unsuffixed(exception.status));
    let fault = match exception.fault {
        Fault::Client => quote!(Client),
        Fault::Server => quote!(Server),
    };
    let retry = match exception.retry {
        Retry::Unspecified => quote!(Unspecified),
        Retry::Retryable => quote!(Retryable),
        Retry::Throttling => quote!(Throttling),
    };
    quote!(#code, #fault, #status, #retry)
}

/// Returns the errors of a set: the index, the variant, and the codes by which each is known. Those of an operation are converted
/// to those of its service.
fn emit_error_codes(api: &Api, set: &ErrorSet, service: Option<&ErrorSet>) -> TokenStream {
    let name = ident(&set.name);
    let entries = set.variants.iter().enumerate().filter_map(|(index, variant)| {
        let Exception { code, alias, .. } = api.item(&variant.item)?.exception()?;
        let (index, variant) = (Literal::usize_unsuffixed(index), ident(&variant.name));
        let alias = alias.as_ref().map(|alias| quote!(| #alias));
        Some(quote!(#index #variant #code #alias))
    });
    let of_service = service.map(|service| {
        let service = ident(&service.name);
        quote!(of #service)
    });
    quote!(errors!(#name #of_service { #(#entries,)* });)
}
