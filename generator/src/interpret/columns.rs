//! What a table's columns hold, bound by their heads, never by their place; and from that, what
//! kind of table it is. Nothing here looks at where the table stands.

use super::request_line;
use crate::{
    glossary::{Column, Glossary, Outcome, form},
    page::{Cell, Page, Row, Table},
};
use std::collections::BTreeSet;

/// The columns of one table.
pub(super) struct Columns {
    kinds: Vec<Option<Column>>,
    heads: Vec<String>,
    /// The first column names what the second holds, as in `Request Method | POST`; or the two are a call, as in
    /// `POST | /v1/pets`.
    labelled: bool,
    /// The rows have names of members, and no head that is known says more of them.
    named: bool,
    /// The sign that all cells hold which say that a row is mandatory, where the others are empty.
    sign: Option<String>,
}

/// The kinds of table, by their heads alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names with types, descriptions and so on.
    Parameters,
    Statuses,
    Errors,
    /// Methods and paths.
    RequestLines,
    /// Permissions.
    Authorization,
    Other,
}

impl Columns {
    /// The columns of each table of a page.
    pub(super) fn of_page(page: &Page, glossary: &Glossary) -> Vec<Self> {
        page.tables().map(|table| Self::bind(table, glossary)).collect()
    }

    pub(super) fn bind(table: &Table, glossary: &Glossary) -> Self {
        let heads: Vec<String> = table.header.iter().map(|cell| cell.text.content.clone()).collect();
        let mut columns = Self {
            kinds: heads.iter().map(|head| glossary.column(head.trim_matches('*'))).collect(),
            heads,
            labelled: false,
            named: false,
            sign: None,
        };
        let labels: Vec<Column> = labelled_values(table).filter_map(|(label, _)| glossary.column(label)).collect();
        columns.labelled = labels.contains(&Column::Method) && labels.contains(&Column::Uri) || states_call(table);
        columns.find_calls(table);
        columns.settle_names(table);
        columns.settle_first();
        columns.settle_description();
        columns.find_types(table, glossary);
        columns.find_places(table, glossary);
        columns.find_mandatory(table, glossary);
        columns.settle_types(table, glossary);
        columns.find_statuses(table, glossary);
        columns.sign = columns.sign_of_mandatory(table, glossary);
        columns.named = !columns.says_more() && columns.are_names(table);
        columns
    }

    /// Of several columns of names, those that hold words beside one that holds identifiers say what rows are called
    /// among people: `Parameter | Name`, `task_type | Type of the task`. Levels of nested rows are all identifiers.
    fn settle_names(&mut self, table: &Table) {
        let is_name = |kind: &Option<Column>| *kind == Some(Column::Name);
        let are_identifiers = |at| holds(table, at, |cells| cells.iter().all(|cell| form::is_identifier(cell)));
        let mut names = (0..).zip(&self.kinds).filter(|(_, kind)| is_name(kind)).map(|(at, _)| at);
        if names.clone().count() < 2 || !names.any(are_identifiers) {
            return;
        }
        for (at, kind) in self.kinds.iter_mut().enumerate().filter(|(_, kind)| is_name(kind)) {
            if !are_identifiers(at) && written(table, at).iter().any(|cell| cell.contains(char::is_alphabetic)) {
                *kind = Some(Column::Remark);
            }
        }
    }

    /// Where no column describes the rows, that of remarks does.
    fn settle_description(&mut self) {
        if self.has(Column::Name) && !self.has(Column::Description) {
            for remark in self.kinds.iter_mut().filter(|kind| **kind == Some(Column::Remark)).take(1) {
                *remark = Some(Column::Description);
            }
        }
    }

    /// A first column of an unknown head names the rows where the others say what rows of a
    /// parameter table say.
    fn settle_first(&mut self) {
        let typed = self.has(Column::Type) || self.has(Column::Mandatory);
        if self.has(Column::Name) || !typed {
            return;
        }
        let naming = |kind: &Option<Column>| {
            matches!(
                kind,
                None | Some(Column::Range | Column::Sample | Column::Uri | Column::Message | Column::Description)
            )
        };
        let described = self.kinds.iter().skip(1).any(|kind| *kind == Some(Column::Description));
        if let Some(first) = self.kinds.first_mut().filter(|kind| naming(kind) && described) {
            *first = Some(Column::Name);
        }
    }

    /// A column of an unknown head that holds types is the type column, where there is none.
    fn find_types(&mut self, table: &Table, glossary: &Glossary) {
        self.find(Column::Type, table, |cells| {
            let types = cells.iter().filter(|cell| glossary.looks_like_type(cell)).count();
            types * 2 > cells.len()
        });
    }

    /// One all of whose cells name places says where the rows travel, where no other does.
    fn find_places(&mut self, table: &Table, glossary: &Glossary) {
        self.find(Column::In, table, |cells| cells.iter().all(|cell| glossary.place(cell).is_some()));
    }

    /// One whose cells say `mandatory` and `optional` tells which rows are, where no other does. A plain yes or no may
    /// say anything.
    fn find_mandatory(&mut self, table: &Table, glossary: &Glossary) {
        // Its head may be `Status`, as that of a message beside a code.
        let says = |cell: &&str| glossary.yes_no(cell).is_some();
        let typed = self.has(Column::Type);
        for (at, kind) in self.kinds.iter_mut().enumerate().filter(|(_, kind)| **kind == Some(Column::Message)) {
            *kind = kind.filter(|_| !typed || !written(table, at).iter().all(says));
        }
        // Where the heads are lost, one of yes and no beside types says nothing else.
        let headless = typed && self.heads.iter().skip(1).all(String::is_empty);
        self.find(Column::Mandatory, table, |cells| {
            cells.iter().all(|cell| glossary.yes_no(cell).is_some())
                && (headless || cells.iter().any(|cell| glossary.column(cell) == Some(Column::Mandatory)))
        });
        if headless {
            self.find(Column::Description, table, |cells| cells.iter().any(|cell| glossary.yes_no(cell).is_none()));
        }
    }

    /// Of several columns of types, one all of whose cells say yes or no tells which rows are mandatory, and one all of
    /// whose cells name places where the rows travel: `Type | Name | Description | Schema`.
    fn settle_types(&mut self, table: &Table, glossary: &Glossary) {
        self.settle_type(Column::Mandatory, table, |cell| glossary.yes_no(cell).is_some());
        self.settle_type(Column::In, table, |cell| glossary.place(cell).is_some());
        // What a further one says is more of the description: `Type | Format`.
        let types = self.kinds.iter_mut().filter(|kind| **kind == Some(Column::Type));
        types.skip(1).for_each(|kind| *kind = None);
    }

    fn settle_type(&mut self, column: Column, table: &Table, is_such: impl Fn(&str) -> bool) {
        let are_such = |at| holds(table, at, |cells| cells.iter().all(|cell| is_such(cell)));
        let several = self.kinds.iter().filter(|kind| **kind == Some(Column::Type)).count() > 1 && !self.has(column);
        let types = self.kinds.iter_mut().enumerate().filter(|(_, kind)| several && **kind == Some(Column::Type));
        if let Some((_, kind)) = types.into_iter().find(|(at, _)| are_such(*at)) {
            *kind = Some(column);
        }
    }

    /// Where some rows have one sign under `Required`, and the others nothing, the sign is a tick, whichever it is.
    fn sign_of_mandatory(&self, table: &Table, glossary: &Glossary) -> Option<String> {
        let cells = table.rows.iter().filter_map(|row| self.cell(row, Column::Mandatory));
        let cells: BTreeSet<&str> = cells.map(|cell| cell.text.content.trim()).collect();
        let [none, sign] = cells.into_iter().collect::<Vec<_>>().try_into().ok()?;
        let is_sign = none.is_empty() && sign.chars().count() == 1 && !glossary.is_none(sign);
        is_sign.then(|| sign.to_owned())
    }

    /// Whether a cell under `Required` is the sign of those that are.
    pub(super) fn is_sign_of_mandatory(&self, cell: &str) -> bool {
        self.sign.as_deref() == Some(cell)
    }

    /// A first column of statuses, and of words for those that fail, lists answers, whatever its head. Below a head that
    /// is not known, round numbers alone are amounts as well.
    fn find_statuses(&mut self, table: &Table, glossary: &Glossary) {
        let Some(first) = self.kinds.first_mut().filter(|kind| matches!(kind, None | Some(Column::Name))) else {
            return;
        };
        let cells = || table.rows.iter().map(|row| row.cells.first().map_or("", |cell| cell.text.content.trim()));
        let status = |cell: &str| form::leading_status(cell);
        let fails = |cell: &str| glossary.outcome(cell) == Some(Outcome::Failure);
        let is_amount = |cell: &str| form::status(cell).is_some_and(|number| number % 50 == 0);
        let are_amounts = first.is_none() && cells().all(is_amount);
        let lists_answers =
            cells().all(|cell| status(cell).is_some() || fails(cell)) && cells().any(|cell| status(cell).is_some());
        if lists_answers && !are_amounts {
            *first = Some(Column::StatusCode);
        }
    }

    /// A column of methods alone and one of paths alone state calls, whatever their heads.
    fn find_calls(&mut self, table: &Table) {
        if self.has(Column::Method) && self.has(Column::Uri) {
            return;
        }
        let column_of = |is_such: fn(&str) -> bool| {
            (0..self.kinds.len()).find(|at| {
                let mut cells = table.rows.iter().map(|row| row.cells.get(*at).map_or("", |cell| &cell.text.content));
                !table.rows.is_empty() && cells.all(is_such)
            })
        };
        let methods = column_of(|cell| request_line::only_methods(cell).is_some());
        let paths = column_of(|cell| cell.starts_with('/') && request_line::is_target(cell));
        if let (Some(methods), Some(paths)) = (methods, paths) {
            for (at, kind) in self.kinds.iter_mut().enumerate() {
                *kind = if at == methods {
                    Some(Column::Method)
                } else if at == paths {
                    Some(Column::Uri)
                } else {
                    *kind
                };
            }
        }
    }

    /// Whether a known column says more of rows than their names.
    fn says_more(&self) -> bool {
        let says = [Column::Type, Column::Mandatory, Column::Description, Column::In, Column::Range, Column::Remark];
        says.iter().any(|column| self.has(*column))
    }

    /// Whether there are other columns, and each row's name is one as members have.
    fn are_names(&self, table: &Table) -> bool {
        let name = |row: &Row| {
            self.cell(row, Column::Name).is_some_and(|cell| form::is_path_of_members(cell.text.content.trim()))
        };
        self.kinds.len() > 1 && !table.rows.is_empty() && table.rows.iter().all(name)
    }

    /// Binds the first column of an unknown head whose written cells are such, in a table that names its rows and has
    /// no such column.
    fn find(&mut self, column: Column, table: &Table, are_such: impl Fn(&[&str]) -> bool) {
        if self.has(column) || !self.has(Column::Name) {
            return;
        }
        let mut unknown = self.kinds.iter_mut().enumerate().filter(|(_, kind)| kind.is_none());
        if let Some((_, kind)) = unknown.find(|(index, _)| holds(table, *index, &are_such)) {
            *kind = Some(column);
        }
    }

    /// Whether the two columns state a call, with labels or without.
    pub(super) fn labelled(&self) -> bool {
        self.labelled
    }

    /// Whether a row has the words of heads where its columns have theirs: a header printed once more, as in long tables,
    /// or the first row of a table that the page cuts off.
    pub(super) fn repeats_heads(&self, row: &Row, glossary: &Glossary) -> bool {
        let columns = self.kinds.iter().zip(&self.heads).zip(&row.cells);
        let written: Vec<_> = columns.filter(|(_, cell)| !cell.text.is_empty()).collect();
        let is_head = |((kind, head), cell): &((&Option<Column>, &String), &Cell)| {
            cell.text.content == **head || (kind.is_some() && glossary.column(&cell.text.content) == **kind)
        };
        written.len() > 1 && written.iter().all(is_head)
    }

    /// Whether nothing is known of the head of the first column.
    pub(super) fn opens_unknown(&self) -> bool {
        self.kinds.first().is_some_and(Option::is_none)
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.kinds.contains(&Some(column))
    }

    /// The column of names and that of the names of their members, where there are both.
    pub(super) fn levels(&self) -> Option<(usize, usize)> {
        let mut names = (0..).zip(&self.kinds).filter(|(_, kind)| **kind == Some(Column::Name)).map(|(at, _)| at);
        Some((names.next()?, names.next()?))
    }

    /// The head of the first such column.
    pub(super) fn head(&self, column: Column) -> Option<&str> {
        let mut heads = self.kinds.iter().zip(&self.heads);
        heads.find(|(kind, _)| **kind == Some(column)).map(|(_, head)| head.as_str())
    }

    /// The cell of a row in the first such column.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r Cell> {
        self.cells(row, column).next().map(|(_, cell)| cell)
    }

    /// The cells of a row in all such columns, with the columns' heads.
    pub(super) fn cells<'r>(&self, row: &'r Row, column: Column) -> impl Iterator<Item = (&str, &'r Cell)> {
        let of_kind =
            self.kinds.iter().zip(&self.heads).zip(&row.cells).filter(move |((kind, _), _)| **kind == Some(column));
        of_kind.map(|((_, head), cell)| (head.as_str(), cell))
    }

    /// The cells that hold more than the bound ones say, with their heads: columns of unknown heads too.
    pub(super) fn extras<'r>(&self, row: &'r Row) -> impl Iterator<Item = (&str, &'r Cell)> {
        let extra = |kind: &Option<Column>| {
            matches!(
                kind,
                None | Some(
                    Column::Range
                        | Column::Default
                        | Column::Sample
                        | Column::Remark
                        | Column::Message
                        | Column::Solution
                        | Column::StatusCode
                )
            )
        };
        let cells = self.kinds.iter().zip(&self.heads).zip(&row.cells).filter(move |((kind, _), _)| extra(kind));
        cells.map(|((_, head), cell)| (head.as_str(), cell)).filter(|(_, cell)| !cell.text.is_empty())
    }

    /// What kind of table has such columns.
    pub(super) fn kind(&self) -> Kind {
        let first = self.kinds.first().copied().flatten();
        let typed = self.has(Column::Type) || self.has(Column::Mandatory);
        let authorization = self.kinds.iter().filter(|kind| **kind == Some(Column::Authorization)).count();
        // A table that types its rows lists parameters, and some are called `Method` and `Path`.
        if self.labelled && !typed || self.has(Column::Method) && self.has(Column::Uri) {
            return Kind::RequestLines;
        }
        if authorization > 1 && !typed {
            return Kind::Authorization;
        }
        if self.has(Column::ErrorCode) && !typed {
            return Kind::Errors;
        }
        if first == Some(Column::StatusCode) {
            return Kind::Statuses;
        }
        if self.has(Column::Name) && (self.says_more() || self.named) {
            return Kind::Parameters;
        }
        if self.has(Column::StatusCode) { Kind::Statuses } else { Kind::Other }
    }
}

/// The words of a column's cells, empty ones left out.
fn written(table: &Table, column: usize) -> Vec<&str> {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    cells.filter(|cell| !cell.text.is_empty()).map(|cell| cell.text.content.as_str()).collect()
}

/// Whether the written cells of a column are such, and there is one.
fn holds(table: &Table, column: usize, are_such: impl Fn(&[&str]) -> bool) -> bool {
    let cells = written(table, column);
    !cells.is_empty() && are_such(&cells)
}

/// Whether a table is one call under whatever head, or without a row: `POST | /v1/pets`.
fn states_call(table: &Table) -> bool {
    table.rows.len() < 2
        && labelled_values(table).any(|(method, target)| request_line::of_cells(method, target).is_some())
}

/// The rows of a table of two columns, the header's among them, each as a label and its value.
pub(super) fn labelled_values(table: &Table) -> impl Iterator<Item = (&str, &str)> {
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    rows.filter_map(|cells| match cells.as_slice() {
        [label, value, ..] => Some((label.text.content.as_str(), value.text.content.as_str())),
        _ => None,
    })
}
