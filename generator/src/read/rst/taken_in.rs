//! What a page takes in from the files beside it: tables of what they state, code, words, parts of the page. In go
//! paths as the page writes them; what comes of a file stands where the page asks for it.

use super::{
    asked::is_page,
    block::{Body, Shared, read},
    directive, rest,
};
use crate::{
    diagnostic::Code,
    page::{Source, Span, Text},
    read::{blocks::Finished, cell_text::flatten, line::lines_of},
    yaml::Records,
};
use std::{rc::Rc, sync::Arc};

impl Body<'_, '_> {
    /// A table of what a file beside the page states.
    pub(super) fn asked_table(&mut self, read: rest::Read, file: &str) {
        let rest::Read { table, unknown } = read;
        for (name, place) in unknown {
            let message = format!("{file} does not say what `{name}` is");
            self.find(Code::MissingFile, message, place);
        }
        if !table.rows.is_empty() {
            self.blocks.table(table);
        }
    }

    /// The text of a file beside the page; one that is not there is told once a page.
    pub(super) fn asked(&mut self, file: &str, place: Span) -> Option<Arc<Source>> {
        let (source, finding) = self.shared.asked.text(file);
        self.shared.findings.extend(finding.map(|finding| (finding, place)));
        source
    }

    /// What a file beside the page says of each of its entries.
    pub(super) fn records(&mut self, file: &str, place: Span) -> Rc<Records> {
        let (records, finding) = self.shared.asked.records(file);
        self.shared.findings.extend(finding.map(|finding| (finding, place)));
        records
    }

    /// A part of the page that lies in another file. One with titles or request lines of its own is a page itself.
    pub(super) fn part(&mut self, file: &str, place: Span) {
        if file.starts_with('<') {
            return;
        }
        let Some(source) = self.asked(file, place) else { return };
        if !is_page(&source.text) {
            self.shared.asked.takes(&source);
            let part = self.foreign(&source, place);
            self.blocks.append(part);
        }
    }

    /// The words of another file as one text.
    pub(super) fn words(&mut self, words: &str, place: Span) -> Text {
        let source = Source::new(self.shared.asked.path(), words);
        flatten(self.foreign(&source, place).blocks, place)
    }

    /// The blocks of a text that is not the page's own: they stand where the page asks for it.
    fn foreign(&mut self, source: &Source, place: Span) -> Finished {
        let Some(asked) = self.shared.asked.inside(source) else {
            let message = format!("{} includes more than this reader follows", source.path);
            self.find(Code::NestingCut, message, place);
            return Finished::default();
        };
        let lines = lines_of(&source.text);
        let mut shared = Shared {
            source: &source.text,
            asked,
            glossary: self.shared.glossary,
            substitutions: self.shared.substitutions.clone(),
            findings: Vec::new(),
            styles: self.shared.styles.clone(),
            level: self.shared.level,
            original_name: None,
        };
        shared.substitutions.extend(directive::substitutions(&lines));
        let mut part = read(&lines, &mut shared);
        self.shared.asked.room = shared.asked.room;
        self.shared.findings.extend(shared.findings.into_iter().map(|(finding, _)| (finding, place)));
        part.blocks.iter_mut().for_each(|block| block.move_places(&|_| place));
        part
    }
}
