//! The constant of the service.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Api, ServiceFacts};

/// Returns the constant with the facts about the service.
pub fn emit_service(api: &Api) -> TokenStream {
    let ServiceFacts {
        protocols,
        sdk_id,
        target_prefix,
        signing_name,
        endpoint_prefix,
        xml_namespace,
        ..
    } = &api.service;
    let (namespace, name, version) = (api.origin.namespace(), api.origin.name(), &api.version);
    let sdk_id = sdk_id.as_ref().map(|it| quote!(.with_sdk_id(#it)));
    let target_prefix = target_prefix.as_ref().map(|it| quote!(.with_target_prefix(#it)));
    let signing_name = signing_name.as_ref().map(|it| quote!(.with_signing_name(#it)));
    let endpoint_prefix = endpoint_prefix.as_ref().map(|it| quote!(.with_endpoint_prefix(#it)));
    let xml_namespace = xml_namespace.as_ref().map(|it| quote!(.with_xml_namespace(#it)));
    let unwrapped_errors =
        api.service.has_unwrapped_errors.then(|| quote!(.with_unwrapped_errors()));
    let query_compatibility =
        api.service.is_query_compatible.then(|| quote!(.with_query_compatibility()));
    quote! {
        /// The service, as the model has it.
        pub const SERVICE: support::Service =
            support::Service::new(#namespace, #name, #version, &[#(#protocols),*])
                #sdk_id
                #target_prefix
                #signing_name
                #endpoint_prefix
                #xml_namespace
                #unwrapped_errors
                #query_compatibility;
    }
}
