//! Patterns as data: a constant each, with what all of them share.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal};

use super::text::{Node, Text, string};
use super::tokens::ident;
use crate::docs::code;
use crate::pattern::Pool;
use crate::rust::{Api, used};

/// The constants that the rules of a module refer to, by the texts of the patterns.
pub struct Names(BTreeMap<String, Ident>);

impl Names {
    /// Names the patterns that are enforced anywhere.
    pub fn new(api: &Api) -> Self {
        let enforced = |text: &&str| api.patterns.is_enforced(text);
        let texts = used(&api.items).into_iter().filter(enforced).enumerate();
        Self(texts.map(|(place, text)| (text.to_owned(), ident(&format!("P{place}")))).collect())
    }

    /// The constant of a pattern.
    pub fn of(&self, text: &str) -> Option<&Ident> {
        self.0.get(text)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The sets of code points that all patterns share, then a constant a pattern.
pub fn constants(api: &Api, names: &Names, to: &mut Text) {
    let mut pool = Pool::default();
    let patterns = names.0.iter();
    let numbers: Vec<(&String, &Ident, usize)> = patterns
        .filter_map(|(text, name)| Some((text, name, pool.add(api.patterns.compiled(text)?))))
        .collect();
    let data = pool.data();
    to.line(0, &["/// The sets of code points that patterns refer to."]);
    to.line(0, &["const SETS: &[u8] = ", &bytes(&data.sets), ";"]);
    for (text, name, number) in numbers {
        let Some(program) = data.programs.get(number) else { continue };
        to.line(0, &[]);
        to.docs(0, &[code(text)]);
        let parts = [string(text), "SETS".to_owned(), bytes(program)];
        let value = Node::List("&Pattern(".to_owned(), parts.map(Node::Word).into(), ")");
        to.node(0, &format!("pub(super) const {name}: &Pattern = "), &value, ";");
    }
}

fn bytes(bytes: &[u8]) -> String {
    Literal::byte_string(bytes).to_string()
}
