//! Rules in the tables of members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Number;

use super::common::ident;
use super::patterns::Names;
use crate::rust::Rule;

/// Returns the enforced rules, separated by commas.
pub fn emit_rules(rules: &[Rule], patterns: &Names) -> TokenStream {
    let is_enforced = |text: &str| patterns.of(text).is_some();
    let rules = rules.iter().filter(|rule| rule.is_checked(&is_enforced));
    let rules = rules.map(|rule| self::emit_rule(rule, patterns));
    quote!(#(#rules),*)
}

fn emit_rule(rule: &Rule, patterns: &Names) -> TokenStream {
    match rule {
        Rule::Length { min, max } => emit_length(*min, *max),
        Rule::Range { min, max, digits: true } => emit_digits(min.as_ref(), max.as_ref()),
        Rule::Range { min, max, digits: false } => emit_range(min.as_ref(), max.as_ref()),
        Rule::Pattern { text, .. } => {
            let name = patterns.of(text);
            quote!(Matches(#name))
        }
        Rule::Values(name) => {
            let name = ident(name);
            quote!(Values(super::#name::visit_values))
        }
        Rule::Unique => quote!(Unique),
        Rule::Each(inner) => {
            let inner = emit_rules(inner, patterns);
            quote!(Each(&[#inner]))
        }
        Rule::Keys(inner) => {
            let inner = emit_rules(inner, patterns);
            quote!(Keys(&[#inner]))
        }
        Rule::Warn(inner) => {
            let inner = emit_rules(inner, patterns);
            quote!(Warn(&[#inner]))
        }
    }
}

fn emit_length(min: Option<u64>, max: Option<u64>) -> TokenStream {
    let literal = Literal::u64_unsuffixed;
    match (min.map(literal), max.map(literal)) {
        (Some(min), Some(max)) => quote!(Length(#min, #max)),
        (Some(min), None) => quote!(MinLength(#min)),
        (None, Some(max)) => quote!(MaxLength(#max)),
        (None, None) => TokenStream::new(),
    }
}

fn emit_range(min: Option<&Number>, max: Option<&Number>) -> TokenStream {
    let integer =
        |bound: Option<&Number>| bound.map(|it| emit_if_integer(it).ok_or(())).transpose();
    let (Ok(integer_min), Ok(integer_max)) = (integer(min), integer(max)) else {
        let (min, max) = (emit_fraction(min), emit_fraction(max));
        return quote!(Fractions(#min, #max));
    };
    match (integer_min, integer_max) {
        (Some(min), Some(max)) => quote!(Range(#min, #max)),
        (Some(min), None) => quote!(Min(#min)),
        (None, Some(max)) => quote!(Max(#max)),
        (None, None) => TokenStream::new(),
    }
}

fn emit_digits(min: Option<&Number>, max: Option<&Number>) -> TokenStream {
    let [min, max] = [min, max].map(|bound| match bound.map(format_bound) {
        Some(bound) => quote!(Some(#bound)),
        None => quote!(None),
    });
    quote!(Digits(#min, #max))
}

/// Returns the digits of a bound without an exponent, and without a fraction of zeros.
fn format_bound(bound: &Number) -> String {
    let double = bound.as_f64().filter(|_| bound.is_f64());
    double.map_or_else(|| bound.to_string(), |bound| bound.to_string())
}

/// Returns a bound if the model writes it as an integer of 64 bits. AWS's services tell a bound that it writes as `1.0` so.
fn emit_if_integer(bound: &Number) -> Option<TokenStream> {
    bound.as_i64().map(|value| emit_integer(value.unsigned_abs(), value < 0))
}

fn emit_integer(magnitude: u64, negative: bool) -> TokenStream {
    let literal = Literal::u64_unsuffixed(magnitude);
    if negative { quote!(-#literal) } else { quote!(#literal) }
}

fn emit_fraction(bound: Option<&Number>) -> TokenStream {
    let Some(value) = bound.and_then(Number::as_f64).filter(|value| value.is_finite()) else {
        return quote!(None);
    };
    let literal = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(Some(-#literal)) } else { quote!(Some(#literal)) }
}
