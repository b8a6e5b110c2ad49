//! A page's text through a Markdown tree: blocks are taken as they are meant and written down again, one by one.

use super::{
    code,
    lines::wrap,
    words::{is_web, push_words, visible},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The lines that stand for a text.
pub(super) fn render(text: &str) -> Vec<String> {
    let text = visible(text);
    if has_no_marks(&text) { Renderer::default().plain(&text) } else { parsed(&text) }
}

/// Whether a text means the same in Markdown as anywhere: its lines open with a letter, and nothing in them is a mark.
fn has_no_marks(text: &str) -> bool {
    let is_no_mark =
        |char: char| char.is_ascii_alphanumeric() || !char.is_ascii() || " \n.,;:()/'\"?%=+-@${}".contains(char);
    let opens = |line: &str| line.trim().chars().next().is_none_or(char::is_alphabetic);
    text.chars().all(is_no_mark) && text.lines().all(opens)
}

/// The same for any text.
pub(super) fn parsed(text: &str) -> Vec<String> {
    let source = part_lines(text);
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

    /// A paragraph a line.
    fn plain(mut self, text: &str) -> Vec<String> {
        for line in text.lines() {
            self.text.push_str(line);
            self.paragraph();
        }
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
        // The arguments of a type, which look like an element of HTML: `List<String>`.
        if glued
            && text.starts_with('<')
            && let Some(name) = self.words.pop_if(|word| is_type_name(word))
        {
            return self.words.push(code(&format!("{name}{text}")));
        }
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

fn is_type_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase()) && word.chars().all(|char| char.is_ascii_alphanumeric())
}
