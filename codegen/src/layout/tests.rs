//! Compares the layout with that of `prettyplease`.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

/// Checks that code is printed as `prettyplease` prints it, for each width of the placeholder `NAME`.
fn check(rust: &str) {
    for width in 1..60 {
        let rust = rust.replace("NAME", &"n".repeat(width));
        let file = syn::parse_file(&rust).unwrap_or_else(|error| panic!("{error}: {rust}"));
        let tokens: TokenStream = rust.parse().unwrap_or_default();
        let (ours, theirs) = (format_items(tokens), prettyplease::unparse(&file));
        assert!(ours == theirs, "ours:\n{ours}\ntheirs:\n{theirs}");
    }
}

#[test]
fn structures_and_enums_have_the_layout_of_prettyplease() {
    check("/// A.\n/// b\n#[derive(Clone, Default)] pub struct NAME {}");
    check(
        "#[a] pub struct A { /// x\n pub NAME: ::std::option::Option<::std::vec::Vec<NAME>>, b: BTreeMap<String, NAME>, c: Box<NAME> }",
    );
    check(
        "pub struct A; struct B(pub NAME, u8); pub(crate) struct C(u8); pub(super) struct D<'a>(&'a str);",
    );
    check(
        "#[non_exhaustive] pub enum A { /// x\n B, C(Vec<Vec<Option<NAME<NAME>>>>), D { a: NAME, b: NAME }, E(a, NAME) }",
    );
    check(
        "#[deprecated] #[deprecated(note = \"NAME and more of these words than one line has\")] #[cfg_attr(feature = \"NAME\", derive(A, B), serde(rename = \"NAME\",))] #[a = \"NAME\"] #[a[b]] #[a{b}] struct A;",
    );
}

#[test]
fn modules_and_imports_have_the_layout_of_prettyplease() {
    check("mod a; pub mod b; mod c { //! x\n use super::*; pub use a::NAME as b; }");
    check(
        "use super::support::{self, field::*, rule::{Rule::*, EnumValueVisitor}, value::*, NAME, NAME, NAME};",
    );
    check("use ::a::{b}; use ::a::{self}; use a::{b, c}; pub use self::a::*;");
}

#[test]
fn impls_and_functions_have_the_layout_of_prettyplease() {
    check(
        "impl NAME { pub const A: &'static [Self] = &[Self::NAME, Self::NAME]; const B: u8 = 0; type C = NAME; }",
    );
    check(
        "impl<E: support::PartOf<Self>> ::core::convert::From<E> for super::errors::NAME { fn from(error: E) -> Self { support::widen(&error) } }",
    );
    check("impl support::PartOf<super::errors::NAME> for super::errors::NAME {}");
    check(
        "impl A { pub fn new(NAME: impl Into<String>, b: Vec<NAME>) -> Self { Self { NAME, b: b.into(), c: Some(NAME) } } }",
    );
    check(
        "pub fn find(name: &str) -> Option<&'static dyn support::AnyOperation> { support::find_operation(NAME, name) }",
    );
    check(
        "fn a(&self, mut b: NAME, &c: &u8) {} fn b(&mut self) -> Slot<'_> {} const fn c<T>(self) -> [u8; 3] {} fn d(a: (u8, NAME), b: (), c: [NAME]) {}",
    );
    check("pub const A: &[&dyn B] = &[&NAME, &NAME]; static B: fnn = NAME; type A<T> = NAME<T>;");
}

#[test]
fn expressions_have_the_layout_of_prettyplease() {
    check(
        "fn a() { match self { Self::NAME(value) => Variant::Known(0, value.view()), 1 => NAME.to_string().view(), _ => return Slot::None, } }",
    );
    check(
        "fn a() { *self = match index { 0 => Self::NAME(Value::placeholder()), _ => return Slot::None, }; match self { a => {} b => { c(); d } } }",
    );
    check(
        "fn a() { to.see(self.shape(), &[self.NAME.view(), self.NAME.view()]); to.all(NAME, b); it.NAME = vec![NAME, a.b()]; it.a(NAME, NAME).b(c) }",
    );
    check(
        "fn a() -> &'static Shape { &Shape { name: \"NAME\", flags: A | B | NAME, fields: &[Field(\"a\", \"NAME\", REQUIRED | NAME, &[Length(0, 1), Each(&[Min(-5)])])] } }",
    );
    check(
        "const A: &[u16] = &[1, 2, 33333333, NAME, 4]; const B: &[u16] = &[1, 2, 3333333333333, 44444444444, 5555555555, 6666666666, 777777777, 888888888, 9, 10]; const C: [u8; 2] = [0; 2]; const D: &[f32] = &[1.0, 1.5]; const E: [u8; 0] = [];",
    );
    check(
        "fn a() { let mut request = NAME::NAME::new(\"NAME\", b\"NAME\"); request.NAME = Some(api::NAME::new(1).with(|it| { it.NAME = Some(1); it.b = true; })); }",
    );
    check(
        "fn a() { let response: api::NAME = serde_json::from_str(r#\"{}\"#)?; assert_eq!(response.NAME.as_deref(), Some(\"NAME\")); let a = vec![(\"a\".into(), NAME::A)].into(); }",
    );
    check(
        "fn a() { let b = serde_json::json!({\"a\": 1, \"NAME\": [null, true, -1.5, {}], \"b\": {\"c\": \"NAME\"}}); }",
    );
    check(
        "fn a() { a.NAME(|x| x.NAME(y)); a.map(|x, y| f(NAME)); a.map(|_| 1 + NAME); a.map(move || { b }); a.map(|x| match x { _ => NAME }); a.b(|x: NAME| x = NAME) }",
    );
    check(
        "fn a() { if a { b } else if NAME.c(d) { e } else { f(); } if let Some(NAME) = a.b(NAME) { c } if !a && b == NAME || c < d { return; } }",
    );
    check("fn a() { for NAME in a.b(NAME) { c } for _ in 0..NAME {} }");
    check(
        "fn a() { let x = a.b()?.c[NAME].d()?; let y = NAME(a)?; a.b::<NAME>(c); A::<NAME>::b(); let z = <NAME as A<B>>::C::d(); x.0.1(a) }",
    );
    check(
        "fn a() { let z = NAME + b * c - d; let y = a as NAME; let x = (NAME, b); let w = (NAME,); let v = (a + NAME); a += NAME; let u = &mut NAME; f(&[NAME, a], b) }",
    );
    check(
        "fn a() { f(NAME { a: 1, b }, [a, NAME]); f([NAME, NAME]); f((NAME, a)); f(|| NAME); f(A { NAME, ..b }); f(A {}); Ok::<(), NAME>(()) }",
    );
    check(
        "fn a() { match b { A | NAME | C::D { e, .. } => 1, 1 | 2 => { f(NAME) } (a, NAME) if a => {} &A(_, ref b) => {} A { b: NAME, c } => c = d, } }",
    );
}

#[test]
fn macro_calls_have_the_layout_of_prettyplease() {
    check(
        "members!(NAME); exception!(NAME, \"NAME\", Client, 400, Unspecified); a::b! { c d } e![];",
    );
}

#[test]
fn each_entry_of_a_macro_has_its_own_line() {
    let text = format_items(
        "errors!(A { 0 B \"b\", 1 C \"c\" | \"d\", }); errors!(E {});".parse().unwrap_or_default(),
    );
    assert_eq!(text, "errors!(A {\n    0 B \"b\",\n    1 C \"c\" | \"d\",\n});\nerrors!(E {});\n");
}

#[test]
fn documentation_is_printed_as_comments() {
    let docs = attributes::doc_literal(" a\n\n b\r c  ");
    let text = format_items(quote::quote!(#[doc = #docs] /// d
        struct A;));
    assert_eq!(text, "/// a\n///\n/// b\n/// c\n/// d\nstruct A;\n");
}
