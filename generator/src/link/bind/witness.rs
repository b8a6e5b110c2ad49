//! Who says that a row's object is stated by a table: links, numbers, captions. Each witness has a weight in one table,
//! [`WEIGHTS`]; what examples show is considered when the votes are counted.

use crate::{
    interpret::{TableDraft, TypeExpr},
    link::tables::{Entry, Mention, ObjectType, Slot, TableId, Tables, Words},
};
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Who speaks for a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// A link in the row leads to the table.
    Link,
    /// The row says `Table 7`, and the table has that number.
    TableNumber,
    /// The caption is the name of the row's type.
    TypeIsCaption,
    /// The caption is the name of the row.
    FieldIsCaption,
    /// The caption holds the name of the row's type.
    TypeInCaption,
    /// The caption holds the name of the row.
    FieldInCaption,
    /// The table is in the same request or answer as the row.
    SameBody,
    /// The table is elsewhere on the row's page.
    SamePage,
}

impl Witness {
    /// Whether it only tells equal tables apart.
    #[must_use]
    pub fn is_nearness(self) -> bool {
        matches!(self, Self::SameBody | Self::SamePage)
    }

    /// Whether the table's caption speaks.
    fn is_caption(self) -> bool {
        match self {
            Self::TypeIsCaption | Self::FieldIsCaption | Self::TypeInCaption | Self::FieldInCaption => true,
            Self::Link | Self::TableNumber | Self::SameBody | Self::SamePage => false,
        }
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link => "the link",
            Self::TableNumber => "the table number",
            Self::TypeIsCaption | Self::FieldIsCaption | Self::TypeInCaption | Self::FieldInCaption => "the caption",
            Self::SameBody | Self::SamePage => "the place",
        })
    }
}

/// What a witness's word counts, and why.
#[derive(Clone, Copy, Debug)]
pub struct Weight {
    /// Whose word.
    pub witness: Witness,
    /// Points; what several witnesses say of one table is added up.
    pub points: u32,
    /// Why it counts that much.
    pub why: &'static str,
    /// The case of `tests/literate/witnesses.md` that needs it.
    pub case: &'static str,
}

/// The weights, the strongest witness first. A caption that only holds a name counts up to ten points more, by the
/// share that the name has of it.
pub const WEIGHTS: &[Weight] = &[
    Weight {
        witness: Witness::Link,
        points: 60,
        why: "whoever set it meant this table and no other",
        case: "A link outweighs a number",
    },
    Weight {
        witness: Witness::TableNumber,
        points: 50,
        why: "numbers are typed by hand, and tables are renumbered",
        case: "A number outweighs a caption",
    },
    Weight {
        witness: Witness::TypeIsCaption,
        points: 45,
        why: "a type is named once, but its caption may be a copy",
        case: "A caption that is the type outweighs one that is the field",
    },
    Weight {
        witness: Witness::FieldIsCaption,
        points: 30,
        why: "several rows may have the name",
        case: "A caption that is the field outweighs one that mentions the type",
    },
    Weight {
        witness: Witness::TypeInCaption,
        points: 20,
        why: "a caption may mention a type in passing",
        case: "A caption that mentions the type outweighs one that mentions the field",
    },
    Weight {
        witness: Witness::FieldInCaption,
        points: 15,
        why: "names of fields are common words",
        case: "A caption that mentions the field outweighs the order of tables",
    },
    Weight {
        witness: Witness::SameBody,
        points: 2,
        why: "of equal captions the nearest table is meant",
        case: "Of two tables of one caption the one of the same body is meant",
    },
    Weight {
        witness: Witness::SamePage,
        points: 1,
        why: "a page that repeats a shared structure means its own",
        case: "Of two tables of one caption the one of the same page is meant",
    },
];

/// A vote with this many points needs no second witness.
const TRUSTED: u32 = 50;
/// A vote with fewer points is dropped if the example's keys are all different from the table's rows.
const AGAINST_EXAMPLE: u32 = 40;
/// A table with this many points may take the place of a better one that its example speaks against.
const RIVAL: u32 = 20;
/// By how much an example's keys must fit one table better than another to outdo the votes.
pub(super) const CLEARLY_BETTER: f64 = 0.3;

/// What each witness's word counts in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(BTreeMap<Witness, u32>);

impl Default for Weights {
    fn default() -> Self {
        Self(WEIGHTS.iter().map(|weight| (weight.witness, weight.points)).collect())
    }
}

impl Weights {
    /// The same with other points for one witness: how tests see that each weight is needed.
    #[must_use]
    pub fn with(mut self, witness: Witness, points: u32) -> Self {
        self.0.insert(witness, points);
        self
    }

    /// What a witness's word counts.
    #[must_use]
    pub fn of(&self, witness: Witness) -> u32 {
        self.0.get(&witness).copied().unwrap_or_default()
    }
}

/// What speaks for a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vote {
    points: u32,
    witnesses: Vec<Witness>,
}

impl Vote {
    fn add(&mut self, witness: Witness, points: u32) {
        self.points += points;
        self.witnesses.push(witness);
    }

    /// For comparison.
    pub(super) fn points(&self) -> u32 {
        self.points
    }

    /// Whether it needs no second witness.
    pub(super) fn is_trusted(&self) -> bool {
        self.points >= TRUSTED
    }

    /// Whether it counts even if the example's keys are all different.
    pub(super) fn outdoes_example(&self) -> bool {
        self.points >= AGAINST_EXAMPLE
    }

    /// Whether it may take the place of a better one.
    pub(super) fn is_rival(&self) -> bool {
        self.points >= RIVAL
    }

    /// Whether more than one witness speaks.
    pub(super) fn is_seconded(&self) -> bool {
        self.witnesses.iter().filter(|witness| !witness.is_nearness()).count() > 1
    }

    /// Whether the table's caption names the row or its type.
    fn is_by_caption(&self) -> bool {
        self.witnesses.iter().any(|witness| witness.is_caption())
    }
}

impl fmt::Display for Vote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let speakers = self.witnesses.iter().filter(|witness| !witness.is_nearness());
        let speakers: BTreeSet<String> = speakers.map(Witness::to_string).collect();
        f.write_str(&speakers.into_iter().collect::<Vec<_>>().join(" and "))
    }
}

/// What speaks for each table that may state this row's object.
pub(super) fn votes(
    tables: &Tables<'_>,
    slot: Slot,
    weights: &Weights,
    namers: &Namers<'_, '_>,
) -> BTreeMap<TableId, Vote> {
    let Some((row, stated)) = Row::of(tables, slot) else { return BTreeMap::new() };
    let mut votes: BTreeMap<TableId, Vote> = BTreeMap::new();
    let mut speak = |table, witness, share| {
        // A witness without weight does not speak at all.
        let points = weights.of(witness);
        if points > 0 {
            votes.entry(table).or_default().add(witness, points + share);
        }
    };
    for link in row.links {
        if let Some(table) = tables.linked(link, row.here.group) {
            speak(table, Witness::Link, 0);
        }
    }
    for table in row.named(tables) {
        let Some(entry) = tables.get(table) else { continue };
        // The root table of a body states another row's object only if a link says so, and a row is seldom of the type
        // of its own table.
        if entry.root || (table == slot.table && row.type_name.is_none()) {
            continue;
        }
        let speakers = row.speakers(tables, entry);
        let heard = speakers.iter().any(|(witness, _)| weights.of(*witness) > 0);
        for (witness, share) in speakers {
            speak(table, witness, share);
        }
        if heard && entry.group == row.here.group {
            speak(table, Witness::SameBody, 0);
        } else if heard && entry.page == row.here.page {
            speak(table, Witness::SamePage, 0);
        }
    }
    // A table that is named after another row, which points to it too, is that row's, if this row has a table of its
    // own name.
    if votes.values().any(Vote::is_by_caption) {
        votes.retain(|table, vote| vote.is_by_caption() || !namers.has_other(slot, *table));
    }
    // A text is an object after all only if a table is named after the row, or the row points to a table that states
    // types and is not named after another row.
    if stated == Stated::Text {
        votes.retain(|table, vote| {
            let typed = tables.get(*table).is_some_and(|entry| states_types(entry.draft));
            vote.is_by_caption() || typed && !namers.has_other(slot, *table)
        });
    }
    votes
}

/// What a row's type cell says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stated {
    Object,
    Text,
}

/// A row, as witnesses see it.
struct Row<'r, 'a> {
    here: &'r Entry<'a>,
    links: &'r [String],
    numbers: &'r [u32],
    field_name: Words,
    type_name: Option<Words>,
    /// Whether the type cell holds words that are no type and no name of one.
    typed_otherwise: bool,
}

impl<'r, 'a> Row<'r, 'a> {
    /// `None` if the row states a number, a boolean, or whatever else cannot be an object.
    fn of(tables: &'r Tables<'a>, slot: Slot) -> Option<(Self, Stated)> {
        let (field, here) = tables.field(slot).zip(tables.get(slot.table))?;
        let object = tables.object_type(&field.ty.expr);
        let type_name = match object {
            Some(ObjectType::Named(name)) => Some(Words::new(name)),
            Some(ObjectType::Bare | ObjectType::Open) => None,
            None if is_text(&field.ty.expr) => None,
            None => return None,
        };
        let field_name = Words::new(last_part(&field.name));
        let typed_otherwise = matches!(field.ty.expr.leaf(), TypeExpr::Unknown(_));
        let (links, numbers) = (&field.links, &field.table_numbers);
        let row = Self { here, links, numbers, field_name, type_name, typed_otherwise };
        Some((row, if object.is_some() { Stated::Object } else { Stated::Text }))
    }

    /// The tables whose caption or number may speak for it.
    fn named(&self, tables: &Tables<'_>) -> BTreeSet<TableId> {
        let group = self.here.group;
        let mut named: BTreeSet<TableId> = tables.captioned_here(&self.field_name, group).collect();
        named.extend(self.type_name.iter().flat_map(|name| tables.captioned_here(name, group)));
        named.extend(self.type_name.iter().flat_map(|name| tables.captioned_elsewhere(name, group)));
        named.extend(self.numbers.iter().flat_map(|number| tables.numbered(*number, group)));
        named
    }

    /// Who speaks for a table by number or caption, with the points that the share of a name in its caption adds.
    fn speakers(&self, tables: &Tables<'_>, entry: &Entry<'_>) -> Vec<(Witness, u32)> {
        let own_page = self.here.page == entry.page;
        let by_type =
            self.type_name.as_ref().map_or(Mention::Absent, |name| entry.caption.mention(name, tables.glossary));
        let by_field = entry.caption.mention(&self.field_name, tables.glossary);
        let numbered = entry.draft.number.is_some_and(|number| self.numbers.contains(&number));
        // The `Table 7` of a link to another page is that page's, unless a caption here says otherwise.
        let away = self.links.iter().any(|link| !link.starts_with('#'));
        let mut speakers = Vec::new();
        if own_page && numbered && (!away || by_type != Mention::Absent || by_field != Mention::Absent) {
            speakers.push((Witness::TableNumber, 0));
        }
        match (by_type, own_page) {
            (Mention::Whole, _) => speakers.push((Witness::TypeIsCaption, 0)),
            (Mention::Within(share), true) => speakers.push((Witness::TypeInCaption, share)),
            _ => {}
        }
        // Field names are common words: a caption elsewhere that holds one says nothing, and neither does one where the
        // type cell says something else.
        match (by_field, own_page && by_type == Mention::Absent) {
            (Mention::Whole, true) => speakers.push((Witness::FieldIsCaption, 0)),
            (Mention::Within(share), true) if !self.typed_otherwise => {
                speakers.push((Witness::FieldInCaption, share));
            }
            _ => {}
        }
        speakers
    }
}

/// The rows of one table that point to tables and are named in their captions. They are computed once, when first
/// needed.
pub(super) struct Namers<'t, 'a> {
    tables: &'t Tables<'a>,
    here: TableId,
    rows: OnceCell<BTreeMap<TableId, Vec<usize>>>,
}

impl<'t, 'a> Namers<'t, 'a> {
    pub(super) fn of(tables: &'t Tables<'a>, here: TableId) -> Self {
        Self { tables, here, rows: OnceCell::new() }
    }

    /// Whether a table is named after another row than this.
    fn has_other(&self, slot: Slot, table: TableId) -> bool {
        let rows = self.rows.get_or_init(|| self.find());
        rows.get(&table).is_some_and(|rows| rows.iter().any(|row| *row != slot.field))
    }

    fn find(&self) -> BTreeMap<TableId, Vec<usize>> {
        let mut rows: BTreeMap<TableId, Vec<usize>> = BTreeMap::new();
        let Some(here) = self.tables.get(self.here) else { return rows };
        let is_here = |table: &TableId| self.tables.get(*table).is_some_and(|entry| entry.page == here.page);
        for (row, field) in here.draft.fields.iter().enumerate() {
            let numbered = field.table_numbers.iter().flat_map(|number| self.tables.numbered(*number, here.group));
            let linked = field.links.iter().filter_map(|link| self.tables.linked(link, here.group));
            let pointed: BTreeSet<TableId> = numbered.filter(is_here).chain(linked).collect();
            let name = Words::new(last_part(&field.name));
            for (table, entry) in pointed.into_iter().filter_map(|table| Some((table, self.tables.get(table)?))) {
                if entry.caption.mention(&name, self.tables.glossary) != Mention::Absent {
                    rows.entry(table).or_default().push(row);
                }
            }
        }
        rows
    }
}

/// Whether most rows of a table state a type: then it is a structure, and no list of values.
pub(super) fn states_types(table: &TableDraft) -> bool {
    let typed = table.fields.iter().filter(|field| field.ty.expr != TypeExpr::Unsaid).count();
    typed * 2 > table.fields.len()
}

fn is_text(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::List(inner) => is_text(inner),
        expr => *expr == TypeExpr::String,
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit(['.', ']']).find(|part| !part.is_empty()).unwrap_or(name)
}
