//! What MDX and sites add to Markdown: components (`<Route method="POST">/kites</Route>`), the same in braces
//! (`{% route method="post" path="/kites" %}`, `{{< route >}}`), imports and exports, comments. In goes a page, out come the
//! marks to be overwritten: a component that states a request becomes its request line; one in braces that is named after a
//! part of it, or whose title is a status, becomes a label; and the tags of others are blank, so that no line of a page is
//! taken for HTML. In angle brackets, a tag is a component by its capital letter and by what no word there has: attributes,
//! an end tag, or an end of its own.

use super::attributes::Mark;
use crate::glossary::form;
use std::{collections::BTreeSet, ops::Range};

/// Makes a line break of Markdown's running text, in one byte.
pub(super) const LINE_BREAK: char = '\u{1e}';

/// A component that states a request on a line of its own opens an operation, as a heading does.
const HEADING: &str = "## ";

/// No tag goes on for more bytes.
const LONGEST_TAG: usize = 4_000;

/// What is indented so far is code in Markdown, and never in MDX.
pub(super) const CODE_INDENT: usize = 4;

/// Attributes that hold the path of a request.
const PATHS: [&str; 5] = ["path", "url", "uri", "endpoint", "route"];

/// Attributes that hold what stands before all paths.
const BASES: [&str; 2] = ["baseUrl", "host"];

/// How tags in braces open and close.
const BRACES: [(&str, &str); 3] = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];

/// Tags in braces that hold code.
const CODE: [&str; 4] = ["code", "code-block", "codeblock", "highlight"];

const FENCE: &str = "```";

/// How tags in angle brackets do.
const ANGLES: (&str, &str) = ("<", ">");

/// Attributes that hold what a component shows as its title.
const TITLES: [&str; 3] = ["summary", "title", "label"];

/// Attributes that hold the status of an answer.
const STATUSES: [&str; 2] = ["status", "httpCode"];

/// Elements that only group others, and whose content is Markdown in MDX.
const GROUPS: [&str; 5] = ["article", "center", "details", "div", "section"];

/// The marks of a page with these tags, in order; `mdx` if its ending says that it is one of these pages.
pub(super) fn find(source: &str, tags: &[Tag<'_>], mdx: bool) -> Vec<Mark> {
    let known: BTreeSet<&str> = tags.iter().filter(|tag| tag.is_certain()).map(|tag| tag.name).collect();
    let is_component = |tag: &&Tag| {
        let capital = tag.name.starts_with(|c: char| c.is_ascii_uppercase());
        if capital { mdx || known.contains(tag.name) } else { mdx && GROUPS.contains(&tag.name) }
    };
    let (braced, angled): (Vec<&Tag>, Vec<&Tag>) = tags.iter().partition(|tag| tag.braced);
    let mut marks: Vec<Mark> = angled.into_iter().filter(is_component).map(|tag| tag.mark(source)).collect();
    let angled = !marks.is_empty();
    marks.extend(of_braces(&braced, source));
    if mdx || angled {
        marks.extend(statements(source));
    }
    if mdx {
        marks.extend(comments(source));
    }
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

/// The code between tags in braces, as fences: `{{< code shell >}}`, `{% highlight json %}`. Such a tag may end a line.
pub(super) fn fences(source: &str, tags: &[Tag<'_>]) -> Vec<[Mark; 2]> {
    let mut fences = Vec::new();
    let mut tags = tags.iter().filter(|tag| tag.braced && CODE.contains(&tag.name));
    while let Some(opening) = tags.by_ref().find(|tag| !tag.ends_another) {
        let Some(ending) = tags.next().filter(|tag| tag.ends_another && tag.name == opening.name) else { continue };
        let fence = |tag: &Tag<'_>| tag.reads_as(if tag.opens_line(source) { FENCE } else { "\n```" }.to_owned());
        let is_block = source.get(opening.range.end..ending.range.start).is_some_and(|code| code.starts_with('\n'));
        fences.extend(is_block.then(|| [fence(opening), fence(ending)]));
    }
    fences
}

/// The marks of tags in braces, each on a line of its own. Below one that states a request, others are called after it
/// and a part of it, `route` and `route-query-parameters`: they are labels.
fn of_braces(tags: &[&Tag<'_>], source: &str) -> Vec<Mark> {
    let mut route = None;
    let mut marks = Vec::new();
    for tag in tags.iter().filter(|tag| tag.opens_line(source)) {
        if tag.attribute("method").is_some() {
            route = Some(tag.name);
        }
        let part = route.and_then(|route| tag.name.strip_prefix(route)?.strip_prefix('-'));
        marks.push(match part.filter(|_| !tag.ends_another) {
            Some(part) => {
                let status = STATUSES.iter().find_map(|name| tag.attribute(name)).unwrap_or_default();
                let words = format!("{} {status}", part.replace('-', " "));
                tag.reads_as(format!("\n**{}:**\n", words.trim_end()))
            }
            None => tag.mark(source),
        });
    }
    marks
}

/// A tag as JSX writes it, or in braces.
#[derive(Clone)]
pub(super) struct Tag<'a> {
    pub(super) range: Range<usize>,
    pub(super) name: &'a str,
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    pub(super) ends_another: bool,
    pub(super) ends_itself: bool,
    /// Whether it stands in braces: `{% route %}`, which `{% endroute %}` ends.
    pub(super) braced: bool,
}

impl<'a> Tag<'a> {
    /// What may be the tags of a page, in order.
    pub(super) fn all(source: &'a str) -> impl Iterator<Item = Self> {
        memchr::memchr2_iter(b'<', b'{', source.as_bytes()).filter_map(|at| Self::at(source, at))
    }

    /// The tag that begins at a byte.
    fn at(source: &'a str, start: usize) -> Option<Self> {
        let opening = source.get(start..)?;
        let form = BRACES.into_iter().find(|(opens, _)| opening.starts_with(opens));
        let braced = form.is_some();
        let (opens, closing) = form.unwrap_or(ANGLES);
        let inside = opening.strip_prefix(opens)?;
        let inside = if braced { inside.trim_start() } else { inside };
        let of_end = inside.strip_prefix('/').or_else(|| inside.strip_prefix("end").filter(|_| braced));
        let (ends_another, rest) = (of_end.is_some(), of_end.map_or(inside, str::trim_start));
        let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_') || braced && c == '-';
        let length = rest.find(|c: char| !is_sign(c))?;
        let name = rest.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let name_end = source.len() - rest.len() + length;
        let mut reader = Attributes { source, at: name_end, end: start + LONGEST_TAG, braced };
        let mut attributes = Vec::new();
        loop {
            reader.skip_blanks();
            let rest = reader.rest()?;
            let ends_itself = !braced && rest.starts_with("/>");
            if ends_itself || rest.starts_with(closing) {
                let range = start..reader.at + closing.len() + usize::from(ends_itself);
                return Some(Self { range, name, attributes, ends_another, ends_itself, braced });
            }
            attributes.push(reader.next()?);
        }
    }

    fn is_certain(&self) -> bool {
        self.ends_another || self.ends_itself || self.attributes.iter().any(|(_, value)| !value.is_empty())
    }

    /// The value of an attribute; an empty one if it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// What it shows as its title.
    fn title(&self) -> Option<&'a str> {
        TITLES.iter().find_map(|name| self.attribute(name)).filter(|words| !words.is_empty())
    }

    /// What is read in its place.
    fn mark(&self, source: &str) -> Mark {
        let blank = || Mark::nothing(self.range.clone());
        if self.sets_in(source) {
            return Mark { range: self.range.clone(), opening: format!("- {LINE_BREAK}"), ending: "" };
        }
        let Some(method) = self.attribute("method").filter(|method| !method.is_empty()) else {
            if let Some(title) = self.title().filter(|title| form::leading_status(title).is_some()) {
                return self.reads_as(format!("\n**response {title}**\n"));
            }
            let after_path = self.ends_another && source.get(..self.range.start).is_some_and(is_path_before);
            return if after_path { self.reads_as(LINE_BREAK.to_string()) } else { blank() };
        };
        let method = method.to_ascii_uppercase();
        let opening = if self.opens_line(source) { HEADING.to_owned() } else { LINE_BREAK.to_string() };
        let ends_line = source.get(self.range.end..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('\n'));
        let base = BASES.iter().find_map(|name| self.attribute(name)).filter(|base| base.contains("://"));
        let base = base.unwrap_or_default().trim_end_matches('/');
        match PATHS.iter().find_map(|name| self.attribute(name)) {
            Some(path) if ends_line => {
                let words = self.title().map(|words| format!("{words}: ")).unwrap_or_default();
                let slash = if base.is_empty() || path.starts_with('/') { "" } else { "/" };
                self.reads_as(format!("{opening}{words}{method} {base}{slash}{path}"))
            }
            Some(path) => self.reads_as(format!("{LINE_BREAK}{method} {path}{LINE_BREAK}")),
            None if self.ends_itself => blank(),
            None => self.reads_as(format!("{opening}{method} ")),
        }
    }

    /// Whether nothing stands before it on its line, so that it can become a heading.
    fn opens_line(&self, source: &str) -> bool {
        let before = source.get(..self.range.start).unwrap_or_default();
        let margin = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        margin.len() < CODE_INDENT && margin.bytes().all(|byte| byte == b' ')
    }

    /// Whether the lines below a tag are indented as those of a component are, and as code is in Markdown: read below
    /// an item, they are words.
    fn sets_in(&self, source: &str) -> bool {
        let line = source.get(..self.range.start).unwrap_or_default();
        let margin = line.get(line.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        let mut below = source.get(self.range.end..).unwrap_or_default().lines();
        let alone = margin.trim().is_empty() && below.next().is_some_and(|rest| rest.trim().is_empty());
        let next = below.find(|line| !line.trim().is_empty()).unwrap_or_default();
        let indent = next.len() - next.trim_start().len();
        alone && !self.ends_another && !self.ends_itself && indent >= CODE_INDENT && indent > margin.len()
    }

    fn reads_as(&self, words: String) -> Mark {
        let words = if words.len() <= self.range.len() { words } else { String::new() };
        Mark { range: self.range.clone(), opening: words, ending: "" }
    }
}

/// Whether the line so far opens with a tag that names a method, the path of which ends here.
fn is_path_before(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.contains(" method=") && line.contains(">/")
}

/// The attributes of a tag.
struct Attributes<'a> {
    source: &'a str,
    at: usize,
    /// Where no tag goes on.
    end: usize,
    /// In braces, a value may stand without quotes.
    braced: bool,
}

impl<'a> Attributes<'a> {
    fn rest(&self) -> Option<&'a str> {
        (self.at < self.end).then(|| self.source.get(self.at..)).flatten()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest().unwrap_or_default();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The next attribute and its value; an empty one if it has none.
    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let rest = self.rest()?;
        if rest.starts_with('{') {
            return Some(("", self.braces()?));
        }
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))?;
        let name = rest.get(..length).filter(|name| !name.is_empty())?;
        self.at += length;
        if !self.rest()?.starts_with('=') {
            return Some((name, ""));
        }
        self.at += 1;
        let value = match self.rest()?.chars().next()? {
            '{' => self.braces()?.trim().trim_matches(['"', '\'', '`']),
            quote @ ('"' | '\'') => self.quoted(quote)?,
            _ if self.braced => self.word()?,
            _ => return None,
        };
        Some((name, value))
    }

    fn quoted(&mut self, quote: char) -> Option<&'a str> {
        let value = self.rest()?.get(1..)?;
        let length = value.find(quote)?;
        self.at += length + 2;
        (self.at <= self.end).then(|| value.get(..length)).flatten()
    }

    fn word(&mut self) -> Option<&'a str> {
        let value = self.rest()?;
        let length = value.find(|c: char| c.is_whitespace() || "%>}".contains(c))?;
        self.at += length;
        value.get(..length)
    }

    /// What stands between braces, which nest.
    fn braces(&mut self) -> Option<&'a str> {
        let rest = self.rest()?;
        let mut depth = 0_usize;
        for (at, byte) in rest.bytes().enumerate().take(self.end - self.at) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at += at + 1;
                return rest.get(1..at);
            }
        }
        None
    }
}

/// Imports and exports, each to its end: a line that ends like one, or the line before a blank one.
fn statements(source: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut open: Option<usize> = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim_end();
        if open.is_none() && is_statement(words) {
            open = Some(start);
        }
        if let Some(from) = open
            && (words.is_empty() || words.ends_with([';', '"', '\'']))
        {
            marks.push(Mark::nothing(from..start + words.len()));
            open = None;
        }
        start += line.len();
    }
    marks
}

fn is_statement(line: &str) -> bool {
    const OPENINGS: [&str; 6] =
        ["import {", "import *", "export const ", "export default ", "export function ", "export let "];
    let imports = line.starts_with("import ") && line.contains(['"', '\'']);
    imports || OPENINGS.iter().any(|opening| line.starts_with(opening))
}

/// `{/* ... */}`.
fn comments(source: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(start) = source.get(from..).and_then(|rest| rest.find("{/*")).map(|at| from + at) {
        let Some(length) = source.get(start..).and_then(|rest| rest.find("*/}")) else { break };
        from = start + length + 3;
        marks.push(Mark::nothing(start..from));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::{Tag, find};

    /// The page as it is read.
    fn read(source: &str, mdx: bool) -> String {
        let mut text = source.to_owned();
        let tags: Vec<Tag> = Tag::all(source).collect();
        for mark in find(source, &tags, mdx).into_iter().rev() {
            text.replace_range(mark.range, &mark.opening.replace('\u{1e}', "⏎"));
        }
        text
    }

    #[test]
    fn components_become_request_lines_or_nothing() {
        let rows = [
            ("<Route method=\"POST\">/kites/{id}</Route>", "## POST /kites/{id}⏎"),
            ("a <Route method=\"POST\">/kites/{id}</Route>", "a ⏎POST /kites/{id}⏎"),
            ("<Endpoint method={\"get\"} path={'/kites'} /> lists", "⏎GET /kites⏎ lists"),
            ("<Api\n  url=\"/kites\"\n  method=\"put\"\n/>\nnext", "## PUT /kites\nnext"),
            ("<Tabs>\n<Tab label=\"a > b\">words</Tab>\n</Tabs>", "\nwords\n"),
            ("Map<String,Kite> of <Kite>, a < B > c", "Map<String,Kite> of <Kite>, a < B > c"),
            ("<Route method=\"POST\"", "<Route method=\"POST\""),
            (
                "{% route method=\"get\" host=\"https://k.example\" path=\"kites\" %}\n",
                "## GET https://k.example/kites\n",
            ),
            ("{% tab name=x %}words{% endtab %}", "words{% endtab %}"),
            (
                "{% fly method=\"put\" path=\"/kites\" summary=\"Fly\" %}\n{% fly-query-parameters %}\n{% endfly %}",
                "## Fly: PUT /kites\n\n**query parameters:**\n\n",
            ),
            ("{{< fly method=\"put\" path=\"/kites\" title=\"Fly\" >}}\n{{< /fly >}}", "## Fly: PUT /kites\n"),
            ("{% tab title=\"201: Created\" %}\n{% endtab %}", "\n**response 201: Created**\n\n"),
        ];
        for (source, expected) in rows {
            assert_eq!(read(source, false), expected, "{source}");
        }
    }

    #[test]
    fn imports_exports_and_comments_are_furniture() {
        let page = "import Tabs from '@kite/Tabs';\nexport const x = {\n  a: 1,\n};\n\n{/* hidden */}\n<div>\nimport a kite from abroad\n</div>";
        assert_eq!(read(page, true), "\n\n\n\n\nimport a kite from abroad\n");
    }
}
