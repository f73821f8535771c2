//! Decodes HTML character references. Other text stays unchanged.

use super::chars::clean_char;
use std::borrow::Cow;

/// The maximum length of a reference, so that a stray `&` never costs a scan of the whole text.
const LONGEST: usize = 32;

/// Names of U+00A0 to U+00FF, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
    macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
    iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave \
    Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

/// Returns the text with its character references decoded.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        rest = match reference(after) {
            Some((c, rest)) => {
                out.extend(c);
                rest
            }
            None => {
                out.push('&');
                after.get(1..).unwrap_or_default()
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes the reference at the start of `text`. Returns its character, or `None` if that is removed, and the text after it.
pub fn reference(text: &str) -> Option<(Option<char>, &str)> {
    let (name, rest) = split(text)?;
    let c = match name.strip_prefix('#') {
        Some(number) => numeric(number)?,
        None => named(name)?,
    };
    Some((clean_char(c), rest))
}

/// Splits `&name;rest` into the name and the rest.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let digits = name.strip_prefix('#').unwrap_or(name);
    let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
    valid.then_some((name, body.get(end + 1..)?))
}

fn numeric(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    // As in a browser, a number beyond all characters is still a reference.
    let digits = number.trim_start_matches(['x', 'X']);
    match code {
        Ok(code) => Some(char::from_u32(code).unwrap_or('\u{fffd}')),
        Err(_) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some('\u{fffd}'),
        Err(_) => None,
    }
}

fn named(name: &str) -> Option<char> {
    symbol(name).or_else(|| {
        let position = LATIN.split_ascii_whitespace().position(|known| known == name)?;
        char::from_u32(0xa0 + u32::try_from(position).ok()?)
    })
}

#[rustfmt::skip]
fn symbol(name: &str) -> Option<char> {
    Some(match name {
        "lt" | "LT" => '<', "gt" | "GT" => '>', "amp" | "AMP" => '&',
        "quot" | "QUOT" => '"', "apos" => '\'', "lbrack" => '[', "rbrack" => ']',
        "lbrace" => '{', "rbrace" => '}', "lpar" => '(', "rpar" => ')', "ast" => '*',
        "colon" => ':', "comma" => ',', "period" => '.', "semi" => ';', "sol" => '/',
        "bsol" => '\\', "num" => '#', "grave" => '`', "lowbar" => '_', "vert" => '|',
        "equals" => '=', "plus" => '+', "percnt" => '%', "dollar" => '$', "commat" => '@',
        "excl" => '!', "quest" => '?', "Tab" => ' ', "NewLine" => '\n',
        "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" => '–', "mdash" => '—', "hellip" => '…', "bull" => '•',
        "lsquo" => '‘', "rsquo" => '’', "sbquo" => '‚', "ldquo" => '“', "rdquo" => '”',
        "bdquo" => '„', "lsaquo" => '‹', "rsaquo" => '›', "dagger" => '†', "Dagger" => '‡',
        "prime" => '′', "Prime" => '″', "trade" => '™', "euro" => '€', "permil" => '‰',
        "larr" => '←', "uarr" => '↑', "rarr" => '→', "darr" => '↓', "harr" => '↔',
        "lArr" => '⇐', "rArr" => '⇒', "hArr" => '⇔', "le" => '≤', "ge" => '≥', "ne" => '≠',
        "equiv" => '≡', "asymp" => '≈', "infin" => '∞', "minus" => '−', "radic" => '√',
        "sum" => '∑', "prod" => '∏', "part" => '∂', "int" => '∫', "isin" => '∈',
        "notin" => '∉', "cap" => '∩', "cup" => '∪', "sub" => '⊂', "sup" => '⊃', "and" => '∧',
        "or" => '∨', "forall" => '∀', "exist" => '∃', "empty" => '∅', "check" => '✓',
        "alpha" => 'α', "beta" => 'β', "gamma" => 'γ', "delta" => 'δ', "Delta" => 'Δ',
        "epsilon" => 'ε', "lambda" => 'λ', "mu" => 'μ', "pi" => 'π', "sigma" => 'σ',
        "Sigma" => 'Σ', "omega" => 'ω', "Omega" => 'Ω', "theta" => 'θ', "tau" => 'τ',
        "oelig" => 'œ', "OElig" => 'Œ', "scaron" => 'š', "Scaron" => 'Š',
        _ => return None,
    })
}
