//! The rows of pages by what they state, and of two rows the cells that differ.

use crate::{
    PageFile, PageOutcome, beside,
    glossary::Glossary,
    interpret::Fate,
    ir::IrPath,
    page::{Page, Row, RowId, Table},
    read,
};
use std::{cell::RefCell, collections::BTreeMap, fmt, sync::Arc};

/// A row of a page's table, as people compare it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StatedRow {
    /// The page.
    pub path: String,
    /// The row's line on it, counted from one.
    pub line: u32,
    /// The cells that hold words, each below the head of its column.
    pub cells: Vec<(String, String)>,
}

/// Which rows state which part of the service. A page is read again only when one of its rows is asked for.
#[derive(Default)]
pub struct Rows {
    by_path: BTreeMap<IrPath, Vec<(String, RowId)>>,
    files: Option<Files>,
    own_glossary: Option<Arc<Glossary>>,
    pages: RefCell<BTreeMap<String, Option<Page>>>,
}

/// Gives a page by its path, with the files beside it that it may ask for.
type Files = Box<dyn Fn(&str) -> Vec<PageFile>>;

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rows").field(&self.by_path).finish()
    }
}

impl Rows {
    /// The rows of the pages that a run read, in words of its own where it has any.
    #[must_use]
    pub fn new(
        pages: &[PageOutcome],
        own_glossary: Option<Arc<Glossary>>,
        files: impl Fn(&str) -> Vec<PageFile> + 'static,
    ) -> Self {
        let mut by_path: BTreeMap<IrPath, Vec<(String, RowId)>> = BTreeMap::new();
        for page in pages {
            for (row, fate) in &page.fates {
                if let Fate::Ir(part) = fate {
                    by_path.entry(part.clone()).or_default().push((page.path.clone(), *row));
                }
            }
        }
        Self { by_path, files: Some(Box::new(files)), own_glossary, pages: RefCell::default() }
    }

    /// The rows that state a part of the service.
    pub(super) fn of(&self, part: &IrPath) -> Vec<StatedRow> {
        let rows = self.by_path.get(part).into_iter().flatten();
        rows.filter_map(|(page, row)| self.row(page, *row)).collect()
    }

    fn row(&self, path: &str, id: RowId) -> Option<StatedRow> {
        let mut pages = self.pages.borrow_mut();
        let page = pages.entry(path.to_owned()).or_insert_with(|| {
            let files = self.files.as_ref().map(|files| files(path))?;
            let page = files.iter().find(|file| file.path == path)?;
            let glossary = Glossary::or_builtin(self.own_glossary.as_deref());
            Some(read::read_beside(path, &page.bytes, &beside(&files), glossary).0)
        });
        let page = page.as_ref()?;
        let table = page.tables().nth(id.table as usize)?;
        let row = table.rows.get(id.row as usize)?;
        Some(StatedRow {
            path: path.to_owned(),
            line: page.source.locate(row.place.start).line,
            cells: cells(table, row),
        })
    }
}

fn cells(table: &Table, row: &Row) -> Vec<(String, String)> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = |column: usize| {
        let head = table.header.get(column).map(|cell| words(&cell.text.content)).filter(|head| !head.is_empty());
        head.unwrap_or_else(|| format!("column {}", column + 1))
    };
    let written = row.cells.iter().enumerate().map(|(column, cell)| (head(column), words(&cell.text.content)));
    written.filter(|(_, text)| !text.is_empty()).collect()
}

/// Of the rows of both sides, which may be many where a structure is on many pages, the two that
/// show the change: of one page and different, else of one page, else the first.
pub(super) fn most_telling(old: Vec<StatedRow>, new: Vec<StatedRow>) -> (Option<StatedRow>, Option<StatedRow>) {
    let by_name: BTreeMap<&str, &StatedRow> = old.iter().rev().map(|row| (file_name(&row.path), row)).collect();
    let twins = || new.iter().filter_map(|row| Some((*by_name.get(file_name(&row.path))?, row)));
    let pair = twins().find(|(was, is)| was.cells != is.cells).or_else(|| twins().next());
    match pair {
        Some((was, is)) => (Some(was.clone()), Some(is.clone())),
        None => (old.into_iter().next(), new.into_iter().next()),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A cell as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellPair {
    pub(super) column: String,
    pub(super) old: String,
    pub(super) new: String,
}

impl super::Finding {
    /// The cells that differ, by the columns of the new row; where no page is at hand, the facts.
    pub(super) fn cell_pairs(&self) -> Vec<CellPair> {
        let none = StatedRow::default();
        let (old, new) = (self.old.as_ref().unwrap_or(&none), self.new.as_ref().unwrap_or(&none));
        let text = |row: &StatedRow, column: &str| {
            row.cells.iter().find(|(head, _)| head == column).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let mut columns: Vec<&str> = new.cells.iter().map(|(head, _)| head.as_str()).collect();
        columns.extend(old.cells.iter().map(|(head, _)| head.as_str()).filter(|head| text(new, head).is_empty()));
        let pairs = columns.into_iter().map(|column| CellPair {
            column: column.to_owned(),
            old: text(old, column),
            new: text(new, column),
        });
        let differing: Vec<CellPair> = pairs.filter(|pair| pair.old != pair.new).collect();
        let (was, is) = (self.change.old.clone(), self.change.new.clone());
        if differing.is_empty() && (was.is_some() || is.is_some()) {
            let (old, new) = (was.unwrap_or_default(), is.unwrap_or_default());
            return vec![CellPair { column: String::new(), old, new }];
        }
        differing
    }
}
