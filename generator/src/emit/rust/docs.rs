//! Words of a page as doc lines. They go through a Markdown tree and come out as Markdown that rustdoc shows as text:
//! no HTML, no links by accident, no code that would be taken for a test, nothing that turns the text's direction.

use proc_macro2::TokenStream;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quote::quote;

/// Lines are filled up to this many characters.
const WIDTH: usize = 100;

/// Doc lines, ready to print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Docs(Vec<String>);

impl Docs {
    /// The page's words.
    pub(super) fn of_page(text: &str) -> Self {
        Self(render(text))
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

/// Characters that do not show, or turn the direction of what follows.
pub(super) fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{e000}'..='\u{f8ff}')
}

fn visible(text: &str) -> String {
    text.chars()
        .map(|char| if char == '\t' { ' ' } else { char })
        .filter(|char| *char == '\n' || !is_invisible(*char))
        .collect()
}

fn render(text: &str) -> Vec<String> {
    let source = part_lines(&visible(text));
    let parser = Parser::new_ext(&source, Options::empty());
    if parser.reference_definitions().iter().next().is_some() {
        // `[name]: target` would be taken for a definition and not be shown.
        return Renderer::default().run(Parser::new_ext(&source.replace('[', "\\["), Options::empty()));
    }
    Renderer::default().run(parser)
}

/// A line break of a page stands for a paragraph; in Markdown it takes an empty line to make one.
fn part_lines(text: &str) -> String {
    let mut parted = String::new();
    let mut fenced = false;
    let mut before_is_item = false;
    for line in text.lines() {
        let trimmed = line.trim();
        let is_fence = trimmed.starts_with("```");
        let is_item = trimmed.starts_with("- ");
        if !(fenced || is_item && before_is_item) {
            parted.push('\n');
        }
        parted.push_str(if fenced || is_item { line.trim_end() } else { trimmed });
        parted.push('\n');
        fenced ^= is_fence;
        before_is_item = is_item || (before_is_item && trimmed.is_empty());
    }
    parted
}

/// Walks the tree and writes it down again, block by block.
#[derive(Default)]
struct Renderer {
    lines: Vec<String>,
    /// Words of the paragraph at hand.
    words: Vec<String>,
    /// Text of the paragraph that is not yet parted into words.
    text: String,
    /// The code block at hand.
    block: Option<String>,
    /// Open lists: the number of the next item, where they are numbered.
    lists: Vec<Option<u64>>,
    /// The mark of the list item whose first paragraph has not come yet.
    mark: Option<String>,
    /// Blanks before what is inside a list item.
    indents: Vec<usize>,
    /// Where links lead.
    targets: Vec<String>,
}

impl Renderer {
    fn run<'a>(mut self, events: impl Iterator<Item = Event<'a>>) -> Vec<String> {
        for event in events {
            self.event(event);
        }
        self.paragraph();
        self.lines
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => match &mut self.block {
                Some(block) => block.push_str(&text),
                None => self.text.push_str(&text),
            },
            Event::Code(code_text) => self.code(&code_text),
            Event::Html(html) | Event::InlineHtml(html) => self.code(html.trim()),
            Event::SoftBreak | Event::HardBreak => self.paragraph(),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(_) => {
                self.paragraph();
                self.block = Some(String::new());
            }
            Tag::List(first) => {
                self.paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.paragraph();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}. ");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => "- ".to_owned(),
                };
                self.indents.push(mark.len());
                self.mark = Some(mark);
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.targets.push(dest_url.to_string()),
            Tag::Emphasis | Tag::Strong => {}
            _ => self.paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.paragraph();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.paragraph();
                self.mark = None;
                self.indents.pop();
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some(target) = self.targets.pop()
                    && is_web(&target)
                    && !self.text.ends_with(&target)
                {
                    self.text.push(' ');
                    self.text.push_str(&target);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong => {}
            _ => self.paragraph(),
        }
    }

    fn code(&mut self, text: &str) {
        let glued = !self.text.ends_with(char::is_whitespace);
        self.flush();
        let code = code(text);
        match self.words.last_mut() {
            // A comma or a bracket before the code stays at it; code after code does not.
            Some(last) if glued && !last.ends_with('`') => last.push_str(&code),
            _ => self.words.push(code),
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let continues = !text.starts_with(char::is_whitespace);
        let mut words = Vec::new();
        push_words(&text, &mut words);
        let mut words = words.into_iter();
        // Punctuation right after a piece of code stays at it.
        if continues
            && let Some(last) = self.words.last_mut()
            && text.starts_with(|first: char| first.is_ascii_punctuation() && first != '`')
            && let Some(first) = words.next()
        {
            last.push_str(&first);
        }
        self.words.extend(words);
    }

    fn paragraph(&mut self) {
        self.flush();
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            return;
        }
        let (first, other) = self.prefixes();
        self.part(&first);
        self.lines.extend(wrap(&words, &first, &other));
    }

    fn code_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        let (first, indent) = self.prefixes();
        self.part(&first);
        let longest = block.lines().map(|line| line.chars().take_while(|char| *char == '`').count()).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        self.lines.push(format!("{first}{fence}text"));
        self.lines.extend(block.lines().map(|line| format!("{indent}{line}").trim_end().to_owned()));
        self.lines.push(format!("{indent}{fence}"));
    }

    /// What stands before the first line of a block, and before the others.
    fn prefixes(&mut self) -> (String, String) {
        let indent: usize = self.indents.iter().sum();
        let other = " ".repeat(indent);
        match self.mark.take() {
            Some(mark) => (format!("{}{mark}", " ".repeat(indent.saturating_sub(mark.len()))), other),
            None => (other.clone(), other),
        }
    }

    /// An empty line before a block, but for an item that follows an item.
    fn part(&mut self, first: &str) {
        let is_item =
            |line: &str| line.trim_start().starts_with("- ") || line.trim_start().starts_with(char::is_numeric);
        let Some(last) = self.lines.last() else { return };
        let tight = !self.lists.is_empty() && is_item(first) && (is_item(last) || last.starts_with(' '));
        if !tight {
            self.lines.push(String::new());
        }
    }
}

fn is_web(target: &str) -> bool {
    target.starts_with("http://") || target.starts_with("https://")
}

/// Our own Markdown, filled; with a mark it is a list item.
fn fill(markdown: &str, mark: &str) -> Vec<String> {
    let words: Vec<String> = markdown.split_whitespace().map(str::to_owned).collect();
    wrap(&words, mark, &" ".repeat(mark.len()))
}

fn wrap(words: &[String], first: &str, other: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in words {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, other.to_owned()));
            empty = true;
        }
        if empty {
            line.push_str(&at_line_start(word));
        } else {
            line.push(' ');
            line.push_str(word);
        }
        empty = false;
    }
    lines.push(line);
    lines
}

/// A word that would open a list, a heading, a quote or a ruler at the start of a line is kept from it.
fn at_line_start(word: &str) -> String {
    let opens = word.starts_with(['#', '>', '~'])
        || (word.starts_with(['-', '+', '=']) && word.chars().all(|char| matches!(char, '-' | '+' | '=')));
    if opens {
        return format!("\\{word}");
    }
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    match word.char_indices().nth(digits) {
        Some((at, '.' | ')')) if digits > 0 && at + 1 == word.len() => {
            let (number, dot) = word.split_at(at);
            format!("{number}\\{dot}")
        }
        _ => word.to_owned(),
    }
}

/// Parts text into words that are safe as Markdown. Names become code, as they are in any careful text.
fn push_words(text: &str, words: &mut Vec<String>) {
    words.extend(space_scripts(text).split_whitespace().map(word));
}

/// A blank between Latin letters and ideographs, which are written without blanks.
fn space_scripts(text: &str) -> String {
    let is_ideograph = |char: char| matches!(char, '\u{2e80}'..='\u{2fff}' | '\u{3040}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    let mut spaced = String::with_capacity(text.len());
    let mut before = ' ';
    for char in text.chars() {
        let meet = (is_ideograph(before) && char.is_ascii_alphanumeric())
            || (before.is_ascii_alphanumeric() && is_ideograph(char));
        if meet {
            spaced.push(' ');
        }
        spaced.push(char);
        before = char;
    }
    spaced
}

fn word(word: &str) -> String {
    let is_outer =
        |char: char| !char.is_alphanumeric() && !matches!(char, '_' | '/' | '{' | '}' | '$' | '@' | '<' | '>');
    let start = word.len() - word.trim_start_matches(is_outer).len();
    let (before, rest) = word.split_at(start);
    let end = rest.trim_end_matches(is_outer).len();
    let is_call = rest.get(end..).is_some_and(|after| after.starts_with("()"));
    let end = if is_call { end + "()".len() } else { end };
    let (core, after) = rest.split_at(end);
    let core = if is_web(core)
        && core.chars().all(|char| char.is_ascii_graphic() && !matches!(char, '<' | '>' | '`' | '\\'))
    {
        format!("<{core}>")
    } else if looks_like_code(core) {
        code(core)
    } else {
        escape(core)
    };
    format!("{}{core}{}", escape(before), escape(after))
}

/// Names in snake or camel case, paths, placeholders and addresses.
fn looks_like_code(word: &str) -> bool {
    let inner_underscore = word.trim_matches('_').contains('_');
    let address = word.contains(":/")
        || ["http:", "https:", "ftp:", "file:", "ws:", "wss:"].iter().any(|scheme| word.starts_with(scheme));
    inner_underscore
        || address
        || word.contains("::")
        || word.contains("()")
        || word.contains('`')
        || (word.contains(['{', '<']) && word.contains(['}', '>']))
        || is_camel_case(word)
        || word.split(|char: char| !char.is_alphanumeric()).any(is_camel_case)
}

/// At least two humps, plurals of acronyms aside: `InstanceId`, `instanceId`, but neither `Redis` nor `IDs`.
fn is_camel_case(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    let uppercase = word.chars().filter(|char| char.is_uppercase()).count();
    let starts_lower = word.starts_with(|first: char| first.is_ascii_lowercase());
    let has_lower = word.chars().any(char::is_lowercase);
    !word.starts_with(|first: char| first.is_ascii_digit())
        && has_lower
        && (uppercase > 1 || (starts_lower && uppercase > 0))
}

/// Signs that mean something in Markdown are taken as they are.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

#[cfg(test)]
mod tests;
