//! Words of a page as doc lines. They go through a Markdown tree and come out as Markdown that rustdoc shows as text:
//! no HTML, no links by accident, no code that would be taken for a test, nothing that turns the text's direction.

mod blanks;
mod lines;
mod tree;
mod words;

use lines::fill;
use proc_macro2::TokenStream;
use quote::quote;
use words::{push_words, visible};

pub(crate) use blanks::without_blanks;
pub(super) use words::is_invisible;

/// Doc lines, ready to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Docs(Vec<String>);

impl Docs {
    /// The page's words, less what its form asked for and nobody filled in.
    pub(super) fn of_page(text: &str) -> Self {
        Self(tree::render(&without_blanks(text)))
    }

    /// The page's words, or our own where it has none.
    pub(super) fn or(text: &str, own: &str) -> Self {
        Self::of_page(text).unless_empty(own)
    }

    /// These docs, or our own words where there are none.
    pub(super) fn unless_empty(self, own: &str) -> Self {
        if self.0.is_empty() { Self::own(own) } else { self }
    }

    /// Our own words, which are Markdown already.
    pub(super) fn own(markdown: &str) -> Self {
        Self(fill(markdown, ""))
    }

    /// Adds a paragraph of our own words.
    pub(super) fn paragraph(mut self, markdown: &str) -> Self {
        if !markdown.is_empty() {
            self.part();
            self.0.extend(fill(markdown, ""));
        }
        self
    }

    /// Adds a list; its items are Markdown already.
    pub(super) fn list(mut self, items: impl IntoIterator<Item = String>) -> Self {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.part();
        }
        for item in items {
            self.0.extend(fill(&item, "- "));
        }
        self
    }

    /// Adds lines as they are: a code block of ours.
    pub(super) fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.part();
        self.0.extend(lines);
        self
    }

    /// Adds other docs as further paragraphs.
    pub(super) fn join(mut self, other: Self) -> Self {
        if !other.0.is_empty() {
            self.part();
            self.0.extend(other.0);
        }
        self
    }

    fn part(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }

    /// As attributes of the item that follows.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.spaced();
        quote! { #(#[doc = #lines])* }
    }

    /// As attributes of the file they open.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.spaced();
        quote! { #(#![doc = #lines])* }
    }

    fn spaced(&self) -> Vec<String> {
        self.0.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") }).collect()
    }
}

/// A piece of a page's text inside a sentence of ours: its first paragraph, safe as running text.
pub(super) fn inline(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words = Vec::new();
    push_words(&visible(&text), &mut words);
    words.join(" ")
}

/// A piece of a page's text as code.
pub(super) fn code(text: &str) -> String {
    let text = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    if text.is_empty() {
        return "``\u{a0}``".to_owned();
    }
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests;
