//! Patterns as data: a constant for each, and one for the sets that all share.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::common::{emit_docs, ident};
use crate::docs::code;
use crate::pattern::Pool;
use crate::rust::{Api, pattern_texts};

/// The names of the constants of patterns, by the texts of the patterns.
pub struct Names(BTreeMap<String, Ident>);

impl Names {
    /// Names the patterns that any rule enforces.
    pub fn new(api: &Api) -> Self {
        let enforced = |text: &&str| api.patterns.is_enforced(text);
        let texts = pattern_texts(&api.items).into_iter().filter(enforced).enumerate();
        Self(texts.map(|(place, text)| (text.to_owned(), ident(&format!("P{place}")))).collect())
    }

    /// Returns the constant of a pattern.
    pub fn of(&self, text: &str) -> Option<&Ident> {
        self.0.get(text)
    }

    /// Returns whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Returns the sets of code points that all patterns share, then a constant for each pattern.
pub fn emit_constants(api: &Api, names: &Names) -> Vec<TokenStream> {
    let mut pool = Pool::default();
    let patterns = names.0.iter();
    let numbers: Vec<(&String, &Ident, usize)> = patterns
        .filter_map(|(text, name)| Some((text, name, pool.add(api.patterns.compiled(text)?))))
        .collect();
    let data = pool.data();
    let sets = Literal::byte_string(&data.sets);
    let sets = quote! {
        /// The sets of code points that patterns refer to.
        const SETS: &[u8] = #sets;
    };
    let constants = numbers.into_iter().filter_map(|(text, name, number)| {
        let (docs, program) =
            (emit_docs(&[code(text)]), Literal::byte_string(data.programs.get(number)?));
        Some(quote! {
            #docs
            pub(super) const #name: &Pattern = &Pattern(#text, SETS, #program);
        })
    });
    std::iter::once(sets).chain(constants).collect()
}
