//! Every table that may state an object, of all pages of the service, with the ways to find it:
//! anchor, number, caption. Every table belongs to one group: a request, an answer, or a page of structures.

mod caption_words;
mod object_type;

pub(in crate::link) use caption_words::{Mention, Words, field_name};
pub(in crate::link) use object_type::{ObjectType, is_generic, letters};

use crate::{
    diagnostic::Place,
    glossary::Glossary,
    interpret::{BodyDraft, Draft, FieldDraft, Interpretation, TableDraft, TypeExpr},
    limits::MOST_NAMESAKES,
    page::{Format, Span, stem},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A table of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::link) struct TableId(usize);

/// Tables that were written to be read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::link) struct GroupId(usize);

impl GroupId {
    /// The group of a body that no table states.
    pub(in crate::link) const NONE: Self = Self(usize::MAX);
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::link) struct Slot {
    pub(in crate::link) table: TableId,
    pub(in crate::link) field: usize,
}

/// A table and its place.
#[derive(Clone, Debug)]
pub(in crate::link) struct Entry<'a> {
    pub(in crate::link) draft: &'a TableDraft,
    pub(in crate::link) group: GroupId,
    /// Index of its page.
    pub(in crate::link) page: usize,
    /// It states the members of the body itself.
    pub(in crate::link) root: bool,
    /// It belongs to a request.
    pub(in crate::link) sent: bool,
    /// Its caption, cut into words.
    pub(in crate::link) caption: Words,
}

/// The tables that a name leads to, in the order of pages and places.
type ByName = BTreeMap<String, Vec<TableId>>;

/// The groups of one operation.
#[derive(Clone, Debug)]
pub(in crate::link) struct Groups {
    pub(in crate::link) request: GroupId,
    /// One an answer, in the order of the draft.
    pub(in crate::link) responses: Vec<GroupId>,
}

/// All tables.
#[derive(Debug)]
pub(in crate::link) struct Tables<'a> {
    /// The words that the pages were read with.
    pub(in crate::link) glossary: &'a Glossary,
    entries: Vec<Entry<'a>>,
    groups: Vec<Vec<TableId>>,
    pages: &'a [Interpretation],
    /// The names of the pages, without folder and ending.
    files: BTreeSet<&'a str>,
    by_page: Vec<Vec<TableId>>,
    /// Groups of tables that belong to no operation.
    shared: Vec<GroupId>,
    /// By what captions mention: of each page, and of all shared structures.
    captions: Vec<ByName>,
    shared_captions: ByName,
    numbers: BTreeMap<(usize, u32), Vec<TableId>>,
    anchors: BTreeMap<String, Vec<TableId>>,
}

impl<'a> Tables<'a> {
    /// Takes the tables of all pages; the groups of each page's drafts come back in order.
    pub(in crate::link) fn new(pages: &'a [Interpretation], glossary: &'a Glossary) -> (Self, Vec<Vec<Groups>>) {
        let mut tables = Self {
            glossary,
            entries: Vec::new(),
            groups: Vec::new(),
            pages,
            files: pages.iter().map(|page| stem(&page.source.path)).collect(),
            by_page: Vec::new(),
            shared: Vec::new(),
            captions: Vec::new(),
            shared_captions: ByName::new(),
            numbers: BTreeMap::new(),
            anchors: BTreeMap::new(),
        };
        let mut groups = Vec::new();
        for (page, interpretation) in pages.iter().enumerate() {
            tables.by_page.push(Vec::new());
            tables.captions.push(ByName::new());
            groups.push(interpretation.drafts.iter().map(|draft| tables.add_draft(page, draft)).collect());
            if !interpretation.structures.is_empty() {
                let shared = tables.add_group(page, None, &interpretation.structures, false);
                tables.shared.push(shared);
                tables.share_captions(shared);
            }
        }
        (tables, groups)
    }

    /// Structures that belong to no operation are found by their captions from all pages.
    fn share_captions(&mut self, group: GroupId) {
        for id in self.members(group).to_vec() {
            let mentioned = self.get(id).map(|entry| entry.caption.mentioned(self.glossary)).unwrap_or_default();
            for name in mentioned {
                self.shared_captions.entry(name).or_default().push(id);
            }
        }
    }

    fn add_draft(&mut self, page: usize, draft: &'a Draft) -> Groups {
        let mut add = |body: Option<&'a BodyDraft>, sent| {
            let root = body.and_then(|body| body.root.as_ref());
            let structures = body.map(|body| body.structures.as_slice()).unwrap_or_default();
            self.add_group(page, root, structures, sent)
        };
        let request = add(draft.request.as_ref(), true);
        let responses = draft.responses.iter().map(|response| add(response.body.as_ref(), false)).collect();
        Groups { request, responses }
    }

    fn add_group(
        &mut self,
        page: usize,
        root: Option<&'a TableDraft>,
        structures: &'a [TableDraft],
        sent: bool,
    ) -> GroupId {
        let group = GroupId(self.groups.len());
        let mut members = Vec::new();
        for (draft, root) in root.into_iter().map(|draft| (draft, true)).chain(structures.iter().map(|s| (s, false))) {
            let id = TableId(self.entries.len());
            for anchor in &draft.anchors {
                self.anchors.entry(anchor.to_lowercase()).or_default().push(id);
            }
            let caption = Words::new(draft.caption.as_deref().unwrap_or_default());
            if let Some(captions) = self.captions.get_mut(page) {
                for name in caption.mentioned(self.glossary) {
                    captions.entry(name).or_default().push(id);
                }
            }
            if let Some(number) = draft.number {
                self.numbers.entry((page, number)).or_default().push(id);
            }
            self.entries.push(Entry { draft, group, page, root, sent, caption });
            self.by_page.get_mut(page).into_iter().for_each(|tables| tables.push(id));
            members.push(id);
        }
        self.groups.push(members);
        group
    }

    /// What a type cell says of an object; `None` for scalars.
    pub(in crate::link) fn object_type<'e>(&self, expr: &'e TypeExpr) -> Option<ObjectType<'e>> {
        object_type::object_type(expr, self.glossary)
    }

    pub(in crate::link) fn get(&self, id: TableId) -> Option<&Entry<'a>> {
        self.entries.get(id.0)
    }

    /// The row of a slot.
    pub(in crate::link) fn field(&self, slot: Slot) -> Option<&'a FieldDraft> {
        self.get(slot.table)?.draft.fields.get(slot.field)
    }

    /// The tables of a group, root first.
    pub(in crate::link) fn members(&self, group: GroupId) -> &[TableId] {
        self.groups.get(group.0).map(Vec::as_slice).unwrap_or_default()
    }

    /// The table that states the body of a group.
    pub(in crate::link) fn root(&self, group: GroupId) -> Option<TableId> {
        self.members(group).first().copied().filter(|id| self.get(*id).is_some_and(|entry| entry.root))
    }

    /// The rows of a table, as slots.
    pub(in crate::link) fn slots(&self, table: TableId) -> impl Iterator<Item = Slot> + use<> {
        let count = self.get(table).map_or(0, |entry| entry.draft.fields.len());
        (0..count).map(move |field| Slot { table, field })
    }

    /// Every table, by id.
    pub(in crate::link) fn ids(&self) -> impl Iterator<Item = TableId> + use<> {
        (0..self.entries.len()).map(TableId)
    }

    /// Tables in reach of a group: those of its page, and shared structures.
    pub(in crate::link) fn in_reach(&self, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        let page = self.page(group);
        let own = page.and_then(|page| self.by_page.get(page)).into_iter().flatten();
        let elsewhere = move |id: &&TableId| self.get(**id).is_some_and(|entry| Some(entry.page) != page);
        let shared = self.shared.iter().flat_map(|other| self.members(*other)).filter(elsewhere);
        own.chain(shared).copied()
    }

    /// Tables of a group's page whose caption mentions a name.
    pub(in crate::link) fn captioned_here(&self, name: &Words, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        let named = self.page(group).and_then(|page| self.captions.get(page)?.get(name.all()));
        self.nearest(named, group)
    }

    /// Shared structures of other pages whose caption mentions a name.
    pub(in crate::link) fn captioned_elsewhere(
        &self,
        name: &Words,
        group: GroupId,
    ) -> impl Iterator<Item = TableId> + '_ {
        let here = self.page(group);
        let elsewhere = move |id: &TableId| self.get(*id).is_some_and(|entry| Some(entry.page) != here);
        self.nearest(self.shared_captions.get(name.all()), group).filter(elsewhere)
    }

    /// Tables of a group's page by their number.
    pub(in crate::link) fn numbered(&self, number: u32, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        self.nearest(self.page(group).and_then(|page| self.numbers.get(&(page, number))), group)
    }

    /// Of many tables of one name those from the group on, and the first of all.
    fn nearest<'t>(&'t self, named: Option<&'t Vec<TableId>>, group: GroupId) -> impl Iterator<Item = TableId> + 't {
        let named = named.map(Vec::as_slice).unwrap_or_default();
        let own = self.members(group).first().map_or(0, |first| named.partition_point(|id| id < first));
        named.iter().skip(own).take(MOST_NAMESAKES).chain(named.iter().take(own.min(MOST_NAMESAKES))).copied()
    }

    /// Index of the page of a group.
    fn page(&self, group: GroupId) -> Option<usize> {
        self.members(group).first().and_then(|id| self.get(*id)).map(|entry| entry.page)
    }

    /// A place on a page.
    pub(in crate::link) fn place(&self, page: usize, span: Span) -> Option<Place> {
        self.pages.get(page).map(|page| Place { source: Arc::clone(&page.source), span })
    }

    /// The place of a table's row.
    pub(in crate::link) fn place_of(&self, slot: Slot) -> Option<Place> {
        self.place(self.get(slot.table)?.page, self.field(slot)?.place)
    }

    /// The table that a link leads to, as seen from a group: on the page that the link names, or on this one. Any page
    /// may have it if the page that is named is not at hand, because sites repeat a table with its anchor; and in
    /// reStructuredText, where an anchor is valid on all pages.
    pub(in crate::link) fn linked(&self, link: &str, group: GroupId) -> Option<TableId> {
        let here = self.page(group)?;
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        if anchor.is_empty() {
            return self.only_table_of(file);
        }
        let meant = |page: usize| if file.is_empty() { page == here } else { self.is_file(page, file) };
        let global = self.pages.get(here).is_some_and(|page| page.format == Format::Rst);
        let anywhere = global || (!file.is_empty() && !self.files.contains(stem(file)));
        let found = self.anchors.get(&anchor.to_lowercase())?.iter().filter_map(|id| Some((*id, self.get(*id)?)));
        let found = found.filter(|(_, entry)| anywhere || meant(entry.page));
        found.min_by_key(|(id, entry)| (!meant(entry.page), entry.group != group, *id)).map(|(id, _)| id)
    }

    /// The table of a page of structures that holds no other.
    fn only_table_of(&self, file: &str) -> Option<TableId> {
        let of_page = |group: &&GroupId| self.page(**group).is_some_and(|page| self.is_file(page, file));
        match self.members(*self.shared.iter().find(of_page)?) {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Whether a page is called so: its folder and ending may be others than a link says.
    fn is_file(&self, page: usize, file: &str) -> bool {
        !file.is_empty() && self.pages.get(page).is_some_and(|page| stem(&page.source.path) == stem(file))
    }
}
