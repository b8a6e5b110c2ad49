//! The request of one operation: path, query and header parameters and the body, each row put where
//! its table, its name and the request line say.

mod line;

use super::{
    BodyDraft, Fate, FieldDraft, InputDraft, Mandatory, TableDraft, TypeCell, TypeExpr,
    body::{Body, is_body_itself, is_made_of, without_body_row},
    findings::Findings,
    request_line::QueryPair,
    rows::RowRead,
    table_role::{Part, Role, Side},
};
use crate::{
    call::{FilledBy, Location, Place},
    diagnostic::Code,
    glossary::{Caption, Glossary, Section, form},
    ir::{Facts, From, When},
};
pub(super) use line::{Line, unmarked};
use std::collections::BTreeSet;

/// A request in the making.
pub(super) struct Request<'g> {
    line: Line<'g>,
    glossary: &'g Glossary,
    inputs: Vec<InputDraft>,
    /// What the inputs are known by.
    known: BTreeSet<(Location, String)>,
    body: Body,
    /// Rows of path tables whose names are not in the path.
    strays: Vec<FieldDraft>,
    /// A table of parameters without a place has to be the body.
    body_stated: bool,
}

impl<'g> Request<'g> {
    pub(super) fn new(line: Line<'g>, glossary: &'g Glossary) -> Self {
        Self {
            line,
            glossary,
            inputs: Vec::new(),
            known: BTreeSet::new(),
            body: Body::default(),
            strays: Vec::new(),
            body_stated: false,
        }
    }

    /// Takes a table of the request.
    pub(super) fn table(&mut self, table: TableDraft, rows: Vec<RowRead>, role: Role, findings: &mut Findings) {
        if role.part == Part::Structure {
            self.body.add(table, rows, false);
            return;
        }
        let role = if self.is_of_headers(&rows, role) { Role { part: Part::Headers, ..role } } else { role };
        let rows = self.without_constants(rows, findings);
        let mut members = Vec::new();
        // A query string has no place for objects: a table that holds some is a body.
        if self.line.rpc.is_some() && role.part == Part::Open && rows.iter().any(|row| is_nested(&row.field.ty.expr)) {
            self.body_stated = true;
        }
        let beside_body = self.holds_body_itself(&rows, role);
        for row in rows {
            match self.place(&row, role) {
                Place::Body if beside_body && !is_body_itself(&row, self.glossary) => {
                    self.input(Location::Query, row.field, findings);
                }
                Place::Body => members.push(row),
                Place::Path => self.path(row.field, findings),
                Place::Query => self.input(Location::Query, row.field, findings),
                Place::Header => self.input(Location::Header, row.field, findings),
            }
        }
        if !members.is_empty() {
            if self.body.media().is_none()
                && let Some(media) = table.caption.as_deref().and_then(|caption| self.glossary.media(caption))
            {
                self.body.set_media(media.to_owned());
            }
            members = without_body_row(members, self.glossary, findings);
            // Rows that say themselves that they travel in the body are of no structure inside it, nor are those to
            // which a sentence leads that says so.
            let say_body =
                role.part == Part::Open && members.iter().all(|row| row.says == Some(Place::Body) && !row.element);
            if say_body || matches!(role.part, Part::Body | Part::Open) && self.leads_to_body(&table) {
                members = self.body.extend(members, findings);
            }
            match members.as_slice() {
                [] => {}
                [only] if !self.body.has_root() && is_body_itself(only, self.glossary) => self.body.become_row(only),
                _ => self.body.add(table, members, true),
            }
        }
    }

    /// Whether a sentence right above a table leads to members of the body.
    fn leads_to_body(&self, table: &TableDraft) -> bool {
        let caption = table.caption.as_deref().filter(|caption| table.number.is_none() && form::ends_label(caption));
        let leads_to = caption.and_then(|caption| self.glossary.caption(caption));
        matches!(leads_to, Some(Caption::Of(Section::RequestBody | Section::Parameters)))
    }

    /// Whether a table states what a parameter that is not a body is made of.
    pub(super) fn is_part_of_input(&self, table: &TableDraft) -> bool {
        self.inputs.iter().any(|input| is_made_of(&input.field, table))
    }

    /// Members of the body have lost their names: tables that follow may state their parts.
    pub(super) fn lacks_members(&mut self, table: TableDraft) {
        self.body.lacks_members(table);
    }

    /// Whether a table of this role may state the body itself, which none has stated yet.
    pub(super) fn awaits_root(&self, role: Role) -> bool {
        role.part != Part::Structure && !self.body.has_root()
    }

    /// Whether a row of such a table is a member of the body.
    pub(super) fn is_member(&self, row: &RowRead, role: Role) -> bool {
        matches!(self.place(row, role), Place::Body)
    }

    /// The query parameter of this name that a row states.
    pub(super) fn query(&self, name: &str) -> Option<&FieldDraft> {
        let is_it = |input: &&InputDraft| input.location == Location::Query && input.field.name == name;
        self.inputs.iter().find(is_it).map(|input| &input.field)
    }

    /// The pairs of the query string.
    pub(super) fn pairs(&self) -> &[QueryPair] {
        &self.line.query
    }

    /// The inputs and the body, with what only the request line shows; constants are not inputs.
    pub(super) fn finish(
        mut self,
        when: Option<&When>,
        findings: &mut Findings,
    ) -> (Vec<InputDraft>, Option<BodyDraft>) {
        self.settle_strays(findings);
        if let Some(When::Query(constants)) = when.filter(|_| self.line.rpc.is_none()) {
            let constant =
                |input: &InputDraft| input.location == Location::Query && constants.contains_key(&input.field.name);
            for input in self.inputs.extract_if(.., |input| constant(input)) {
                self.known.remove(&input.location.identity(&input.field.name));
                findings.merged(input.field.row, format!("the constant `{}` of the request line", input.field.name));
            }
        }
        self.add_unstated(when);
        if self.line.method.takes_body() || !self.line.body_keys.is_empty() {
            self.body.promote_first(&self.line.body_keys);
        } else if !self.body.has_root() {
            self.drop_structures(findings);
        }
        self.body.join_cases(&self.line.shown, findings);
        let media = self.media().or_else(|| self.line.rpc.filter(|_| !self.body_stated)?.media.clone());
        if let Some(media) = media {
            self.body.set_media(media);
        }
        (self.inputs, self.body.finish())
    }

    /// The rows but those that state what travels with each call.
    fn without_constants(&self, mut rows: Vec<RowRead>, findings: &mut Findings) -> Vec<RowRead> {
        let Some(rpc) = self.line.rpc else { return rows };
        for row in rows.extract_if(.., |row| rpc.constant(&row.field.name).is_some()) {
            findings.merged(row.field.row, format!("the constant `{}` of the operation", row.field.name));
        }
        rows
    }

    fn place(&self, row: &RowRead, role: Role) -> Place {
        let name = row.field.name.as_str();
        if row.element {
            return Place::Body;
        }
        if let Some(place) = row.says {
            return if place == Place::Body && self.has_no_body(row) { Place::Query } else { place };
        }
        let in_path = self.line.placeholder(name).is_some();
        let in_query = self.line.query_key(name).is_some();
        let unstated = in_path && !self.line.is_stated(name);
        if let Some(rpc) = self.line.rpc.filter(|_| role.part == Part::Open) {
            return match () {
                () if self.glossary.is_header(name) => Place::Header,
                () if self.body_stated => Place::Body,
                () => rpc.parameters(),
            };
        }
        match role.part {
            Part::Path if !in_path && self.glossary.is_header(name) => Place::Header,
            Part::Path if !in_path && in_query => Place::Query,
            Part::Path if !in_path && self.is_shown_in_body(name) => Place::Body,
            Part::Path => Place::Path,
            Part::Query | Part::Headers if unstated && !in_query => Place::Path,
            // What the client puts into the path is not asked for again.
            Part::Query if in_path && !in_query && self.glossary.client(Place::Path, name).is_some() => Place::Path,
            Part::Query => Place::Query,
            Part::Headers => Place::Header,
            Part::Open if role.side == Side::Uri => match () {
                () if in_path => Place::Path,
                () if self.glossary.is_header(name) => Place::Header,
                () if row.field.mandatory == Mandatory::Yes && self.line.resembled(name).is_some() => Place::Path,
                () if !in_query && self.is_shown_in_body(name) => Place::Body,
                () => Place::Query,
            },
            Part::Open if unstated => Place::Path,
            Part::Body | Part::Open if self.glossary.is_header(name) => Place::Header,
            Part::Open if in_query => Place::Query,
            // What may be left out is not in the path.
            Part::Open if in_path && row.field.mandatory != Mandatory::No && self.is_repeated(name) => Place::Path,
            Part::Open if !self.body_expected(row) => Place::Query,
            Part::Body | Part::Open | Part::Structure => Place::Body,
        }
    }

    /// Whether one row of a table of all that is sent is the whole body, so that none of the others is a member of it.
    fn holds_body_itself(&self, rows: &[RowRead], role: Role) -> bool {
        let is_whole = |row: &&RowRead| is_body_itself(row, self.glossary) && row.says.is_none();
        let all_sent = || rows.iter().any(|row| self.line.placeholder(&row.field.name).is_some());
        let shown = |row: &RowRead| self.line.body_keys.contains(&row.field.name);
        role.part == Part::Open && all_sent() && rows.iter().find(is_whole).is_some_and(|row| !shown(row))
    }

    /// Whether a table that names no place holds headers, though not all of its names look like
    /// some: one does, and the others have no other place to be.
    fn is_of_headers(&self, rows: &[RowRead], role: Role) -> bool {
        // Names of one word, such as `Range`, are members of bodies too.
        let tells = |name: &str| name.contains(['-', '_']) || self.glossary.client(Place::Header, name).is_some();
        let is_header = |row: &&RowRead| self.glossary.is_header(&row.field.name) && tells(&row.field.name);
        let known = rows.iter().filter(is_header).count();
        if self.line.rpc.is_some() {
            return false;
        }
        if role.side != Side::Request || role.part != Part::Open || known == 0 {
            return false;
        }
        let others = || rows.iter().filter(|row| !self.glossary.is_header(&row.field.name));
        let is_elsewhere = |name: &str| self.line.query_key(name).is_some() || self.glossary.asks_for_page(name);
        if others().any(|row| row.says.is_some() || is_elsewhere(&row.field.name)) {
            return false;
        }
        if self.line.method.takes_body() {
            let nested = |row: &RowRead| is_nested(&row.field.ty.expr) || row.field.ty.expr == TypeExpr::Unsaid;
            let in_example = |row: &RowRead| self.line.body_keys.contains(&row.field.name);
            let body_stands_elsewhere = self.line.more_tables || !self.line.body_keys.is_empty();
            return body_stands_elsewhere && !others().any(|row| nested(row) || in_example(row));
        }
        let query_elsewhere =
            !self.line.query.is_empty() || self.inputs.iter().any(|input| input.location == Location::Query);
        query_elsewhere || known * 2 >= rows.len()
    }

    /// Whether a row that is called a part of the body belongs to a call that only asks, and whose examples send none.
    fn has_no_body(&self, row: &RowRead) -> bool {
        self.line.method.only_asks()
            && row.field.ty.expr.is_scalar()
            && self.line.body_keys.is_empty()
            && !self.body.has_root()
    }

    /// Whether rows that say nothing of their place are members of a body.
    fn body_expected(&self, row: &RowRead) -> bool {
        self.line.method.takes_body()
            || self.line.body_keys.contains(&row.field.name)
            || self.body.has_root()
            || is_nested(&row.field.ty.expr) && !self.line.method.only_asks()
    }

    /// A row of a table of the URI that the example sends in the body: some pages list all that is sent in one table.
    fn is_shown_in_body(&self, name: &str) -> bool {
        self.line.method.takes_body() && self.line.body_keys.contains(name)
    }

    /// A path parameter that its table of the request states again; the example's body has no such key.
    fn is_repeated(&self, name: &str) -> bool {
        let filled = self.glossary.client(Place::Path, name).is_some();
        let in_body = self.line.body_keys.contains(name);
        !in_body && (filled || !self.line.body_keys.is_empty())
    }

    fn path(&mut self, field: FieldDraft, findings: &mut Findings) {
        let mut field = FieldDraft { name: unmarked(&field.name).to_owned(), ..field };
        let placeholder = self.line.placeholder(&field.name).or_else(|| self.line.resembled(&field.name));
        let Some(placeholder) = placeholder.map(str::to_owned) else {
            self.strays.push(field);
            return;
        };
        if placeholder != field.name {
            let message = format!("`{}` is spelled in the path as `{{{placeholder}}}`", field.name);
            findings.note(Code::OtherSpelling, message, field.place);
            field.name = placeholder;
        }
        self.input(Location::Path, field, findings);
    }

    fn input(&mut self, location: Location, mut field: FieldDraft, findings: &mut Findings) {
        if location == Location::Query {
            let exact = self.line.query.iter().any(|pair| pair.name == field.name);
            let key = self.line.query_key(&field.name).filter(|_| !exact).map(str::to_owned);
            field.name = key.unwrap_or(field.name);
        }
        if field.row.is_some() && self.has(location, &field.name) {
            findings.merged(field.row, field.name);
            return;
        }
        let filled_by = self.glossary.client(location.into(), &field.name);
        self.insert(self.inputs.len(), InputDraft { location, filled_by, field: field.or_text() });
    }

    fn insert(&mut self, at: usize, input: InputDraft) {
        self.known.insert(input.location.identity(&input.field.name));
        self.inputs.insert(at, input);
    }

    fn has(&self, location: Location, name: &str) -> bool {
        self.known.contains(&location.identity(name))
    }

    /// Rows of path tables that the path does not have: the one placeholder that nothing states, or
    /// else query parameters.
    fn settle_strays(&mut self, findings: &mut Findings) {
        let mut strays = std::mem::take(&mut self.strays);
        for host in strays.extract_if(.., |field| self.glossary.is_host(&field.name)) {
            if let Some(row) = host.row {
                findings.fate(row, Fate::NoParameter("the host of the request"));
            }
        }
        for other in strays.extract_if(.., |field| self.line.is_elsewhere(&field.name)) {
            if let Some(row) = other.row {
                findings.fate(row, Fate::NoParameter("a part of another path of the page"));
            }
        }
        let unstated: Vec<String> =
            self.line.placeholders.iter().filter(|name| !self.has(Location::Path, name)).cloned().collect();
        let only = if let ([name], 1) = (unstated.as_slice(), strays.len()) { Some(name.clone()) } else { None };
        for mut field in strays {
            let own =
                |name: &String| field.mandatory != Mandatory::No && self.glossary.client(Place::Path, name).is_none();
            if let Some(name) = only.clone().filter(own) {
                let message =
                    format!("`{}` is assumed to be the placeholder `{{{name}}}`, which no row describes", field.name);
                findings.note(Code::OtherSpelling, message, field.place);
                field.name = name;
                self.input(Location::Path, field, findings);
            } else {
                // Many a table of path parameters goes on with those of the query, which are seldom required.
                if field.mandatory == Mandatory::Yes {
                    let message =
                        format!("the path has no placeholder `{{{}}}`; it is read as a query parameter", field.name);
                    findings.note(Code::PathParameter, message, field.place);
                }
                self.input(Location::Query, field, findings);
            }
        }
    }

    /// Parameters that only the request line shows.
    fn add_unstated(&mut self, when: Option<&When>) {
        let mut at = 0;
        for name in self.line.placeholders.clone() {
            if self.has(Location::Path, &name) {
                continue;
            }
            let input = self.unstated(Location::Path, &name, Mandatory::Yes);
            self.insert(at, input);
            at += 1;
        }
        for pair in self.line.query.clone() {
            let constant = matches!(when, Some(When::Query(constants)) if constants.contains_key(&pair.name));
            if constant || self.has(Location::Query, &pair.name) {
                continue;
            }
            let input = self.unstated(Location::Query, &pair.name, Mandatory::Unsaid);
            self.insert(self.inputs.len(), input);
        }
    }

    fn unstated(&self, location: Location, name: &str, mandatory: Mandatory) -> InputDraft {
        let field = FieldDraft {
            name: name.to_owned(),
            ty: TypeCell { expr: TypeExpr::String, ..TypeCell::default() },
            mandatory,
            facts: Facts { from: Some(From::Uri), ..Facts::default() },
            links: Vec::new(),
            table_numbers: Vec::new(),
            row: None,
            place: self.line.place,
        };
        let filled_by = self.glossary.client(location.into(), name);
        InputDraft { location, filled_by, field }
    }

    /// The structures of a request without a body have no place.
    fn drop_structures(&mut self, findings: &mut Findings) {
        for table in self.body.take_structures() {
            for row in table.fields.iter().filter_map(|field| field.row) {
                findings.fate(row, Fate::Reported);
            }
            let message = "this table describes a type of a request that has no body".to_owned();
            findings.note(Code::UnplacedTable, message, table.place);
        }
    }

    /// The media type that the header row of the body's type names, where it does not name JSON too.
    fn media(&self) -> Option<String> {
        let media = |input: &InputDraft| input.filled_by == Some(FilledBy::Media);
        let doc = self.inputs.iter().filter(|input| media(input)).map(|input| &input.field.facts.doc);
        let is_json = |doc: &&String| {
            doc.split(|c: char| c.is_whitespace() || ",;'\"`()".contains(c))
                .any(|word| word.trim_end_matches('.') == "application/json")
        };
        doc.filter(|doc| !is_json(doc)).find_map(|doc| self.glossary.media(doc)).map(str::to_owned)
    }
}

/// Whether a type needs a table of its own.
fn is_nested(expr: &TypeExpr) -> bool {
    matches!(expr.leaf(), TypeExpr::Object(_))
}
