//! Items: modules, imports, structures, enums, impls, functions, constants and calls of macros.

use proc_macro2::{Delimiter, TokenTree};

use super::attributes::attributes;
use super::cursor::Cursor;
use super::expressions::expression;
use super::printer::{INDENT, Printer};
use super::types::{PathKind, generics, identifier, lifetime, path, return_type, ty};
use super::{macros, patterns, statements};

/// Prints the item that is next, with its attributes, up to the end of its last line.
pub fn item(to: &mut Printer, from: &mut Cursor) {
    attributes(to, from);
    let at = visibility_len(from);
    match from.ident(at) {
        None if from.is_empty() => return,
        Some(word) if word == "struct" => structure(to, from),
        Some(word) if word == "enum" => enumeration(to, from),
        Some(word) if word == "impl" => implementation(to, from),
        Some(word) if word == "mod" => module(to, from),
        Some(word) if word == "use" => import(to, from),
        Some(word) if word == "type" => type_alias(to, from),
        Some(word) if word == "fn" => function(to, from),
        Some(word) if word == "const" && from.is_word_at(at + 1, "fn") => function(to, from),
        Some(word) if word == "const" || word == "static" => constant(to, from),
        _ => macros::item(to, from),
    }
    to.line_break();
}

/// The number of tokens of the visibility that is next.
fn visibility_len(from: &Cursor) -> usize {
    match (from.is_word("pub"), from.is_group_at(1, Delimiter::Parenthesis)) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    }
}

fn visibility(to: &mut Printer, from: &mut Cursor) {
    if !from.skip_word("pub") {
        return;
    }
    match from.group(Delimiter::Parenthesis) {
        None => to.word("pub "),
        Some(mut inner) => {
            to.word("pub(");
            if inner.skip_word("in") {
                to.word("in ");
            }
            path(to, &mut inner, PathKind::Type);
            to.word(") ");
        }
    }
}

/// Prints the keyword that is next, and a space.
fn keyword(to: &mut Printer, from: &mut Cursor) {
    identifier(to, from);
    to.word(" ");
}

fn structure(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    visibility(to, from);
    keyword(to, from);
    identifier(to, from);
    generics(to, from);
    if let Some(fields) = from.group(Delimiter::Brace) {
        to.word(" ");
        return body(to, fields, |to, from| {
            attributes(to, from);
            field(to, from);
            from.skip_mark(",");
            to.word(",");
            to.line_break();
        });
    }
    if let Some(fields) = from.group(Delimiter::Parenthesis) {
        tuple_fields(to, fields);
    }
    from.skip_mark(";");
    to.word(";");
    to.close();
}

/// Prints what is in braces, a part at a time, and closes the box that is open.
fn body(to: &mut Printer, mut from: Cursor, part: impl Fn(&mut Printer, &mut Cursor)) {
    to.word("{");
    to.line_break_if_more();
    while !from.is_empty() {
        part(to, &mut from);
    }
    to.dedent();
    to.close();
    to.word("}");
}

fn field(to: &mut Printer, from: &mut Cursor) {
    visibility(to, from);
    if from.ident(0).is_some() && from.is_mark_at(1, ":") && !from.is_mark_at(1, "::") {
        identifier(to, from);
        from.next();
        to.word(": ");
    }
    ty(to, from);
}

fn tuple_fields(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    to.zero_break();
    while !from.is_empty() {
        attributes(to, &mut from);
        field(to, &mut from);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    to.dedent();
    to.word(")");
}

fn enumeration(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    visibility(to, from);
    keyword(to, from);
    identifier(to, from);
    generics(to, from);
    to.word(" ");
    if let Some(variants) = from.group(Delimiter::Brace) {
        body(to, variants, variant);
    }
}

fn variant(to: &mut Printer, from: &mut Cursor) {
    attributes(to, from);
    identifier(to, from);
    if let Some(fields) = from.group(Delimiter::Parenthesis) {
        to.open(INDENT);
        tuple_fields(to, fields);
        to.close();
    } else if let Some(fields) = from.group(Delimiter::Brace) {
        named_fields(to, fields);
    }
    if from.skip_mark("=") {
        to.word(" = ");
        expression(to, from);
    }
    from.skip_mark(",");
    to.word(",");
    to.line_break();
}

fn named_fields(to: &mut Printer, mut from: Cursor) {
    to.word(" {");
    to.open(INDENT);
    to.space();
    while !from.is_empty() {
        attributes(to, &mut from);
        field(to, &mut from);
        from.skip_mark(",");
        to.comma_or_space(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word("}");
}

fn implementation(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    to.open_filled(-INDENT);
    to.open(INDENT);
    identifier(to, from);
    generics(to, from);
    to.close();
    to.word(" ");
    if is_of_trait(from) {
        path(to, from, PathKind::Type);
        to.space();
        from.skip_word("for");
        to.word("for ");
    }
    ty(to, from);
    to.close();
    to.word(" ");
    if let Some(items) = from.group(Delimiter::Brace) {
        body(to, items, item);
    }
}

/// Whether `for` stands before the body of an `impl`.
fn is_of_trait(from: &Cursor) -> bool {
    let is_body = |token: &&TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let mut head = from.rest().iter().take_while(|token| !is_body(token));
    head.any(|token| matches!(token, TokenTree::Ident(word) if word == "for"))
}

fn module(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    visibility(to, from);
    keyword(to, from);
    identifier(to, from);
    match from.group(Delimiter::Brace) {
        Some(items) => {
            to.word(" ");
            body(to, items, item);
        }
        None => {
            from.skip_mark(";");
            to.word(";");
            to.close();
        }
    }
}

fn import(to: &mut Printer, from: &mut Cursor) {
    visibility(to, from);
    keyword(to, from);
    if from.skip_mark("::") {
        to.word("::");
    }
    import_tree(to, from);
    from.skip_mark(";");
    to.word(";");
}

/// Prints what is imported. Returns whether it ends with a group.
fn import_tree(to: &mut Printer, from: &mut Cursor) -> bool {
    while from.ident(0).is_some() && from.is_mark_at(1, "::") {
        identifier(to, from);
        from.skip_mark("::");
        to.word("::");
    }
    if let Some(inner) = from.group(Delimiter::Brace) {
        import_group(to, inner);
        return true;
    }
    if from.skip_mark("*") {
        to.word("*");
        return false;
    }
    identifier(to, from);
    if from.skip_word("as") {
        to.word(" as ");
        identifier(to, from);
    }
    false
}

fn import_group(to: &mut Printer, mut from: Cursor) {
    let is_list = from
        .rest()
        .iter()
        .any(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ','));
    if from.is_empty() {
        return to.word("{}");
    }
    if !is_list && !from.is_word("self") {
        import_tree(to, &mut from);
        return;
    }
    to.open(INDENT);
    to.word("{");
    to.zero_break();
    to.open_filled(0);
    while !from.is_empty() {
        let is_group = import_tree(to, &mut from);
        from.skip_mark(",");
        if from.is_empty() {
            break;
        }
        to.word(",");
        if is_group {
            to.line_break();
        } else {
            to.space();
        }
    }
    to.close();
    to.comma(true);
    to.dedent();
    to.word("}");
    to.close();
}

fn type_alias(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    visibility(to, from);
    keyword(to, from);
    identifier(to, from);
    generics(to, from);
    from.skip_mark("=");
    to.word(" = ");
    to.never_break();
    to.open_filled(-INDENT);
    ty(to, from);
    to.close();
    from.skip_mark(";");
    to.word(";");
    to.close();
}

fn constant(to: &mut Printer, from: &mut Cursor) {
    to.open(0);
    visibility(to, from);
    keyword(to, from);
    identifier(to, from);
    from.skip_mark(":");
    to.word(": ");
    ty(to, from);
    from.skip_mark("=");
    to.word(" = ");
    to.never_break();
    expression(to, from);
    from.skip_mark(";");
    to.word(";");
    to.close();
}

/// Prints the declaration of a field, a variant or a function.
#[cfg(feature = "review")]
pub fn declaration(to: &mut Printer, from: &mut Cursor) {
    if from.is_word_at(visibility_len(from), "fn") {
        function_head(to, from);
    } else if from.is_group_at(1, Delimiter::Parenthesis) {
        identifier(to, from);
        if let Some(fields) = from.group(Delimiter::Parenthesis) {
            tuple_fields(to, fields);
        }
    } else {
        field(to, from);
    }
}

fn function(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    function_head(to, from);
    to.word(" ");
    if let Some(content) = from.group(Delimiter::Brace) {
        body(to, content, statements::statement);
    }
}

fn function_head(to: &mut Printer, from: &mut Cursor) {
    visibility(to, from);
    while !from.is_word("fn") && from.ident(0).is_some() {
        keyword(to, from);
    }
    keyword(to, from);
    identifier(to, from);
    generics(to, from);
    if let Some(inner) = from.group(Delimiter::Parenthesis) {
        parameters(to, inner);
    }
    to.open(-INDENT);
    return_type(to, from);
    to.close();
}

fn parameters(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    to.never_break();
    to.open(0);
    to.zero_break();
    while !from.is_empty() {
        parameter(to, &mut from);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
}

fn parameter(to: &mut Printer, from: &mut Cursor) {
    attributes(to, from);
    if from.is_mark("&") {
        from.next();
        to.word("&");
        if from.is_mark("'") {
            lifetime(to, from);
            to.word(" ");
        }
    }
    if from.is_word("self") || (from.is_word("mut") && from.is_word_at(1, "self")) {
        if from.skip_word("mut") {
            to.word("mut ");
        }
        return identifier(to, from);
    }
    patterns::pattern(to, from, false);
    if from.skip_mark(":") {
        to.word(": ");
        ty(to, from);
    }
}
