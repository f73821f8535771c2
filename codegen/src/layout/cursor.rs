//! A cursor over tokens.

use std::vec::IntoIter;

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

/// The tokens that aren't printed yet.
pub struct Cursor(IntoIter<TokenTree>);

impl Cursor {
    /// Creates a cursor at the first token.
    pub fn new(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect::<Vec<_>>().into_iter())
    }

    /// Removes and returns the next token.
    pub fn next(&mut self) -> Option<TokenTree> {
        self.0.next()
    }

    /// Returns the token after `ahead` others.
    pub fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.0.as_slice().get(ahead)
    }

    /// Returns the remaining tokens.
    pub fn rest(&self) -> &[TokenTree] {
        self.0.as_slice()
    }

    /// Returns whether no token remains.
    pub fn is_empty(&self) -> bool {
        self.0.as_slice().is_empty()
    }

    /// Returns the identifier after `ahead` tokens.
    pub fn ident(&self, ahead: usize) -> Option<&Ident> {
        match self.peek(ahead) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    /// Returns whether the next token is this keyword.
    pub fn is_word(&self, word: &str) -> bool {
        self.is_word_at(0, word)
    }

    /// Returns whether the token after `ahead` others is this keyword.
    pub fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        self.ident(ahead).is_some_and(|ident| ident == word)
    }

    /// Returns whether these marks are next. A single mark may be joined with the mark after it.
    pub fn is_mark(&self, marks: &str) -> bool {
        self.is_mark_at(0, marks)
    }

    /// Returns whether these marks are after `ahead` tokens.
    pub fn is_mark_at(&self, ahead: usize, marks: &str) -> bool {
        let last = marks.len().saturating_sub(1);
        marks.chars().enumerate().all(|(place, mark)| match self.peek(ahead + place) {
            Some(TokenTree::Punct(punct)) => {
                punct.as_char() == mark && (place == last || punct.spacing() == Spacing::Joint)
            }
            _ => false,
        })
    }

    /// Returns whether a group is next.
    pub fn is_group(&self, delimiter: Delimiter) -> bool {
        self.is_group_at(0, delimiter)
    }

    /// Returns whether a group is after `ahead` tokens.
    pub fn is_group_at(&self, ahead: usize, delimiter: Delimiter) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
    }

    /// Skips these marks if they are next. Returns whether they were.
    pub fn skip_mark(&mut self, marks: &str) -> bool {
        let found = self.is_mark(marks);
        if found {
            marks.chars().for_each(|_| _ = self.next());
        }
        found
    }

    /// Skips this keyword if it is next. Returns whether it was.
    pub fn skip_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.next();
        }
        found
    }

    /// Takes the next group, if it has this delimiter, and returns its tokens.
    pub fn group(&mut self, delimiter: Delimiter) -> Option<Self> {
        if !self.is_group(delimiter) {
            return None;
        }
        match self.next() {
            Some(TokenTree::Group(group)) => {
                let tokens = group.stream();
                // Without the group, its tokens are moved instead of cloned.
                drop(group);
                Some(Self::new(tokens))
            }
            _ => None,
        }
    }
}
