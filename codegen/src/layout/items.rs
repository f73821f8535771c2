//! Items: modules, imports, structures, enums, impls, functions, constants and calls of macros.

use proc_macro2::{Delimiter, TokenTree};

use super::attributes::print_attributes;
use super::cursor::Cursor;
use super::expressions::print_expression;
use super::macros::print_macro_item;
use super::patterns::print_pattern;
use super::printer::{INDENT, Printer};
use super::statements::print_statement;
use super::types::{
    PathKind, print_generic_parameters, print_identifier, print_lifetime, print_path,
    print_return_type, print_type,
};

/// Prints the next item with its attributes and the break after it.
pub fn print_item(to: &mut Printer, from: &mut Cursor) {
    print_attributes(to, from);
    let at = visibility_len(from);
    match from.ident(at) {
        None if from.is_empty() => return,
        Some(word) if word == "struct" => print_struct(to, from),
        Some(word) if word == "enum" => print_enum(to, from),
        Some(word) if word == "impl" => print_impl(to, from),
        Some(word) if word == "mod" => print_module(to, from),
        Some(word) if word == "use" => print_import(to, from),
        Some(word) if word == "type" => print_type_alias(to, from),
        Some(word) if word == "fn" => print_function(to, from),
        Some(word) if word == "const" && from.is_word_at(at + 1, "fn") => print_function(to, from),
        Some(word) if word == "const" || word == "static" => print_constant(to, from),
        _ => print_macro_item(to, from),
    }
    to.line_break();
}

/// Returns the number of tokens of the next item's visibility.
fn visibility_len(from: &Cursor) -> usize {
    match (from.is_word("pub"), from.is_group_at(1, Delimiter::Parenthesis)) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    }
}

fn print_visibility(to: &mut Printer, from: &mut Cursor) {
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
            print_path(to, &mut inner, PathKind::Type);
            to.word(") ");
        }
    }
}

/// Prints the next keyword and a space.
fn print_keyword(to: &mut Printer, from: &mut Cursor) {
    print_identifier(to, from);
    to.word(" ");
}

fn print_struct(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    print_visibility(to, from);
    print_keyword(to, from);
    print_identifier(to, from);
    print_generic_parameters(to, from);
    if let Some(fields) = from.group(Delimiter::Brace) {
        to.word(" ");
        return print_body(to, fields, |to, from| {
            print_attributes(to, from);
            print_field(to, from);
            from.skip_mark(",");
            to.word(",");
            to.line_break();
        });
    }
    if let Some(fields) = from.group(Delimiter::Parenthesis) {
        print_tuple_fields(to, fields);
    }
    from.skip_mark(";");
    to.word(";");
    to.close();
}

/// Prints the entries in braces one by one, and closes the current box.
fn print_body(to: &mut Printer, mut from: Cursor, print_entry: impl Fn(&mut Printer, &mut Cursor)) {
    to.word("{");
    to.line_break_if_more();
    while !from.is_empty() {
        print_entry(to, &mut from);
    }
    to.dedent();
    to.close();
    to.word("}");
}

fn print_field(to: &mut Printer, from: &mut Cursor) {
    print_visibility(to, from);
    if from.ident(0).is_some() && from.is_mark_at(1, ":") && !from.is_mark_at(1, "::") {
        print_identifier(to, from);
        from.next();
        to.word(": ");
    }
    print_type(to, from);
}

fn print_tuple_fields(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    to.zero_break();
    while !from.is_empty() {
        print_attributes(to, &mut from);
        print_field(to, &mut from);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    to.dedent();
    to.word(")");
}

fn print_enum(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    print_visibility(to, from);
    print_keyword(to, from);
    print_identifier(to, from);
    print_generic_parameters(to, from);
    to.word(" ");
    if let Some(variants) = from.group(Delimiter::Brace) {
        print_body(to, variants, print_variant);
    }
}

fn print_variant(to: &mut Printer, from: &mut Cursor) {
    print_attributes(to, from);
    print_identifier(to, from);
    if let Some(fields) = from.group(Delimiter::Parenthesis) {
        to.open(INDENT);
        print_tuple_fields(to, fields);
        to.close();
    } else if let Some(fields) = from.group(Delimiter::Brace) {
        print_named_fields(to, fields);
    }
    if from.skip_mark("=") {
        to.word(" = ");
        print_expression(to, from);
    }
    from.skip_mark(",");
    to.word(",");
    to.line_break();
}

fn print_named_fields(to: &mut Printer, mut from: Cursor) {
    to.word(" {");
    to.open(INDENT);
    to.space();
    while !from.is_empty() {
        print_attributes(to, &mut from);
        print_field(to, &mut from);
        from.skip_mark(",");
        to.comma_or_space(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word("}");
}

fn print_impl(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    to.open_filled(-INDENT);
    to.open(INDENT);
    print_identifier(to, from);
    print_generic_parameters(to, from);
    to.close();
    to.word(" ");
    if is_of_trait(from) {
        print_path(to, from, PathKind::Type);
        to.space();
        from.skip_word("for");
        to.word("for ");
    }
    print_type(to, from);
    to.close();
    to.word(" ");
    if let Some(items) = from.group(Delimiter::Brace) {
        print_body(to, items, print_item);
    }
}

/// Returns whether an `impl` is that of a trait: whether `for` is before its body.
fn is_of_trait(from: &Cursor) -> bool {
    let is_body = |token: &&TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let mut head = from.rest().iter().take_while(|token| !is_body(token));
    head.any(|token| matches!(token, TokenTree::Ident(word) if word == "for"))
}

fn print_module(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    print_visibility(to, from);
    print_keyword(to, from);
    print_identifier(to, from);
    match from.group(Delimiter::Brace) {
        Some(items) => {
            to.word(" ");
            print_body(to, items, print_item);
        }
        None => {
            from.skip_mark(";");
            to.word(";");
            to.close();
        }
    }
}

fn print_import(to: &mut Printer, from: &mut Cursor) {
    print_visibility(to, from);
    print_keyword(to, from);
    if from.skip_mark("::") {
        to.word("::");
    }
    print_import_tree(to, from);
    from.skip_mark(";");
    to.word(";");
}

/// Prints the path of an import. Returns whether it ends with a group.
fn print_import_tree(to: &mut Printer, from: &mut Cursor) -> bool {
    while from.ident(0).is_some() && from.is_mark_at(1, "::") {
        print_identifier(to, from);
        from.skip_mark("::");
        to.word("::");
    }
    if let Some(inner) = from.group(Delimiter::Brace) {
        print_import_group(to, inner);
        return true;
    }
    if from.skip_mark("*") {
        to.word("*");
        return false;
    }
    print_identifier(to, from);
    if from.skip_word("as") {
        to.word(" as ");
        print_identifier(to, from);
    }
    false
}

fn print_import_group(to: &mut Printer, mut from: Cursor) {
    let is_list = from
        .rest()
        .iter()
        .any(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ','));
    if from.is_empty() {
        return to.word("{}");
    }
    if !is_list && !from.is_word("self") {
        print_import_tree(to, &mut from);
        return;
    }
    to.open(INDENT);
    to.word("{");
    to.zero_break();
    to.open_filled(0);
    while !from.is_empty() {
        let is_group = print_import_tree(to, &mut from);
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

fn print_type_alias(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    print_visibility(to, from);
    print_keyword(to, from);
    print_identifier(to, from);
    print_generic_parameters(to, from);
    from.skip_mark("=");
    to.word(" = ");
    to.never_break();
    to.open_filled(-INDENT);
    print_type(to, from);
    to.close();
    from.skip_mark(";");
    to.word(";");
    to.close();
}

fn print_constant(to: &mut Printer, from: &mut Cursor) {
    to.open(0);
    print_visibility(to, from);
    print_keyword(to, from);
    print_identifier(to, from);
    from.skip_mark(":");
    to.word(": ");
    print_type(to, from);
    from.skip_mark("=");
    to.word(" = ");
    to.never_break();
    print_expression(to, from);
    from.skip_mark(";");
    to.word(";");
    to.close();
}

/// Prints the declaration of a field, a variant or a function.
#[cfg(feature = "review")]
pub fn print_declaration(to: &mut Printer, from: &mut Cursor) {
    if from.is_word_at(visibility_len(from), "fn") {
        print_function_head(to, from);
    } else if from.is_group_at(1, Delimiter::Parenthesis) {
        print_identifier(to, from);
        if let Some(fields) = from.group(Delimiter::Parenthesis) {
            print_tuple_fields(to, fields);
        }
    } else {
        print_field(to, from);
    }
}

fn print_function(to: &mut Printer, from: &mut Cursor) {
    to.open(INDENT);
    print_function_head(to, from);
    to.word(" ");
    if let Some(content) = from.group(Delimiter::Brace) {
        print_body(to, content, print_statement);
    }
}

fn print_function_head(to: &mut Printer, from: &mut Cursor) {
    print_visibility(to, from);
    while !from.is_word("fn") && from.ident(0).is_some() {
        print_keyword(to, from);
    }
    print_keyword(to, from);
    print_identifier(to, from);
    print_generic_parameters(to, from);
    if let Some(inner) = from.group(Delimiter::Parenthesis) {
        print_parameters(to, inner);
    }
    to.open(-INDENT);
    print_return_type(to, from);
    to.close();
}

fn print_parameters(to: &mut Printer, mut from: Cursor) {
    to.word("(");
    to.never_break();
    to.open(0);
    to.zero_break();
    while !from.is_empty() {
        print_parameter(to, &mut from);
        from.skip_mark(",");
        to.comma(from.is_empty());
    }
    to.dedent();
    to.close();
    to.word(")");
}

fn print_parameter(to: &mut Printer, from: &mut Cursor) {
    print_attributes(to, from);
    if from.is_mark("&") {
        from.next();
        to.word("&");
        if from.is_mark("'") {
            print_lifetime(to, from);
            to.word(" ");
        }
    }
    if from.is_word("self") || (from.is_word("mut") && from.is_word_at(1, "self")) {
        if from.skip_word("mut") {
            to.word("mut ");
        }
        return print_identifier(to, from);
    }
    print_pattern(to, from, false);
    if from.skip_mark(":") {
        to.word(": ");
        print_type(to, from);
    }
}
