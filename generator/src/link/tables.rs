//! Every table that may state an object, of all pages of the service, with the ways to find it:
//! anchor, number, caption. A table stands in one group: a request, an answer, or a page of structures.

use super::{
    leaf::{Leaf, leaf},
    words::Words,
};
use crate::{
    glossary::Glossary,
    interpret::{BodyDraft, Draft, FieldDraft, Interpretation, TableDraft, TypeExpr},
    limits::MOST_NAMESAKES,
};
use std::collections::{BTreeMap, HashMap};

/// A table of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TableId(usize);

/// Tables that were written to be read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct GroupId(usize);

impl GroupId {
    /// The group of a body that no table states.
    pub(super) const NONE: Self = Self(usize::MAX);
}

/// A row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) table: TableId,
    pub(super) field: usize,
}

/// A table with where it stands.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub(super) draft: &'a TableDraft,
    pub(super) group: GroupId,
    /// Index of its page.
    pub(super) page: usize,
    /// It states the members of the body itself.
    pub(super) root: bool,
    /// It belongs to a request.
    pub(super) sent: bool,
    /// Its caption, cut into words.
    pub(super) caption: Words,
}

/// The tables that a name leads to, in the order of pages and places.
type ByName = HashMap<String, Vec<TableId>>;

/// The groups of one operation.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub(super) request: GroupId,
    /// One an answer, in the order of the draft.
    pub(super) responses: Vec<GroupId>,
}

/// All tables.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    /// The words that the pages were read with.
    pub(super) glossary: &'a Glossary,
    entries: Vec<Entry<'a>>,
    groups: Vec<Vec<TableId>>,
    page_paths: Vec<&'a str>,
    by_page: Vec<Vec<TableId>>,
    /// Groups of pages that hold nothing but structures.
    shared: Vec<GroupId>,
    /// By what captions mention: of each page, and of all shared structures.
    captions: Vec<ByName>,
    shared_captions: ByName,
    numbers: HashMap<(usize, u32), Vec<TableId>>,
    anchors: BTreeMap<String, Vec<TableId>>,
}

impl<'a> Tables<'a> {
    /// Takes the tables of all pages; the groups of each page's drafts come back in order.
    pub(super) fn new(pages: &'a [Interpretation], glossary: &'a Glossary) -> (Self, Vec<Vec<Groups>>) {
        let mut tables = Self {
            glossary,
            entries: Vec::new(),
            groups: Vec::new(),
            page_paths: Vec::new(),
            by_page: Vec::new(),
            shared: Vec::new(),
            captions: Vec::new(),
            shared_captions: ByName::new(),
            numbers: HashMap::new(),
            anchors: BTreeMap::new(),
        };
        let mut groups = Vec::new();
        for (page, interpretation) in pages.iter().enumerate() {
            tables.page_paths.push(&interpretation.source.path);
            tables.by_page.push(Vec::new());
            tables.captions.push(ByName::new());
            groups.push(interpretation.drafts.iter().map(|draft| tables.add_draft(page, draft)).collect());
            if !interpretation.structures.is_empty() {
                let shared = tables.add_group(page, None, &interpretation.structures, false);
                tables.shared.push(shared);
                tables.share_captions(page);
            }
        }
        (tables, groups)
    }

    /// A page with structures of its own has nothing else.
    fn share_captions(&mut self, page: usize) {
        for (name, ids) in self.captions.get(page).into_iter().flatten() {
            self.shared_captions.entry(name.clone()).or_default().extend(ids);
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

    /// What a type cell says of an object; nothing for scalars.
    pub(super) fn leaf<'e>(&self, expr: &'e TypeExpr) -> Option<Leaf<'e>> {
        leaf(expr, self.glossary)
    }

    pub(super) fn get(&self, id: TableId) -> Option<&Entry<'a>> {
        self.entries.get(id.0)
    }

    /// The row of a slot.
    pub(super) fn field(&self, slot: Slot) -> Option<&'a FieldDraft> {
        self.get(slot.table)?.draft.fields.get(slot.field)
    }

    /// The tables of a group, root first.
    pub(super) fn members(&self, group: GroupId) -> &[TableId] {
        self.groups.get(group.0).map(Vec::as_slice).unwrap_or_default()
    }

    /// The table that states the body of a group.
    pub(super) fn root(&self, group: GroupId) -> Option<TableId> {
        self.members(group).first().copied().filter(|id| self.get(*id).is_some_and(|entry| entry.root))
    }

    /// The rows of a table, as slots.
    pub(super) fn slots(&self, table: TableId) -> impl Iterator<Item = Slot> + use<> {
        let count = self.get(table).map_or(0, |entry| entry.draft.fields.len());
        (0..count).map(move |field| Slot { table, field })
    }

    /// Every table, by id.
    pub(super) fn ids(&self) -> impl Iterator<Item = TableId> + use<> {
        (0..self.entries.len()).map(TableId)
    }

    /// Tables in reach of a group: those of its page, and shared structures.
    pub(super) fn in_reach(&self, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        let page = self.page(group);
        let own = page.and_then(|page| self.by_page.get(page)).into_iter().flatten();
        let elsewhere = move |id: &&TableId| self.get(**id).is_some_and(|entry| Some(entry.page) != page);
        let shared = self.shared.iter().flat_map(|other| self.members(*other)).filter(elsewhere);
        own.chain(shared).copied()
    }

    /// Tables of a group's page whose caption mentions a name.
    pub(super) fn captioned_here(&self, name: &Words, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        let named = self.page(group).and_then(|page| self.captions.get(page)?.get(name.all()));
        self.nearest(named, group)
    }

    /// Shared structures of other pages than a group's whose caption mentions a name.
    pub(super) fn captioned_elsewhere(&self, name: &Words, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        let here = self.page(group);
        let elsewhere = move |id: &TableId| self.get(*id).is_some_and(|entry| Some(entry.page) != here);
        self.nearest(self.shared_captions.get(name.all()), group).filter(elsewhere)
    }

    /// Tables of a group's page by their number.
    pub(super) fn numbered(&self, number: u32, group: GroupId) -> impl Iterator<Item = TableId> + '_ {
        self.nearest(self.page(group).and_then(|page| self.numbers.get(&(page, number))), group)
    }

    /// Of many tables of one name those from the group on, and the first of all.
    fn nearest<'t>(&'t self, named: Option<&'t Vec<TableId>>, group: GroupId) -> impl Iterator<Item = TableId> + 't {
        let named = named.map(Vec::as_slice).unwrap_or_default();
        let own = self.members(group).first().map_or(0, |first| named.partition_point(|id| id < first));
        named.iter().skip(own).take(MOST_NAMESAKES).chain(named.iter().take(own.min(MOST_NAMESAKES))).copied()
    }

    /// Index of the page that a group stands on.
    fn page(&self, group: GroupId) -> Option<usize> {
        self.members(group).first().and_then(|id| self.get(*id)).map(|entry| entry.page)
    }

    /// The table that a link leads to, as seen from a group.
    pub(super) fn linked(&self, link: &str, group: GroupId) -> Option<TableId> {
        let here = self.page(group)?;
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        let file = file.rsplit('/').next().unwrap_or(file);
        if anchor.is_empty() {
            return self.only_table_of(file);
        }
        let found = self.anchors.get(&anchor.to_lowercase())?;
        let rank = |id: &&TableId| {
            let entry = self.get(**id);
            let named = |page: usize| self.page_paths.get(page).is_some_and(|path| path.ends_with(file));
            let wrong_page =
                entry.is_none_or(|entry| if file.is_empty() { entry.page != here } else { !named(entry.page) });
            (wrong_page, entry.is_none_or(|entry| entry.group != group), **id)
        };
        found.iter().min_by_key(rank).copied()
    }

    /// The table of a page of structures that holds no other.
    fn only_table_of(&self, file: &str) -> Option<TableId> {
        let of_page = |group: &&GroupId| {
            let page = self.page(**group);
            !file.is_empty() && page.and_then(|page| self.page_paths.get(page)).is_some_and(|path| path.ends_with(file))
        };
        match self.members(*self.shared.iter().find(of_page)?) {
            [only] => Some(*only),
            _ => None,
        }
    }
}
