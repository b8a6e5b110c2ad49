//! Which operations answer in pages, and how the next page is asked for. Linked operations and types enter; the fact
//! is written to the operation, and where the evidence is not whole a note says so. Nothing is guessed: a page that is
//! taken for the last one would lose what comes after it.

use crate::{
    diagnostic::{Code, Sink},
    glossary::{Glossary, Paging},
    ir::{Facts, Field, Input, Location, Operation, Pagination, PagingKind, PagingPlace, Service, TypeRef},
    link::plan::Plan,
};
use std::collections::BTreeSet;

/// Finds the pagination of every operation.
pub(in crate::link) fn detect(service: &mut Service, plans: &[Plan<'_>], glossary: &Glossary, sink: &mut Sink) {
    let mut found = Vec::new();
    for (operation, plan) in service.operations.iter().zip(plans) {
        let request = Request::of(service, operation, glossary);
        let pagination = request.as_ref().and_then(|request| request.pagination(service, operation, glossary));
        if request.is_some() && pagination.is_none() && operation.success().is_some() {
            let message = format!(
                "`{}` takes a position in a list, but how to ask for the next page cannot be determined",
                operation.name
            );
            sink.note(Code::UnclearPages, message, Some(plan.draft.at(plan.draft.place)));
        }
        found.push(pagination);
    }
    for (operation, pagination) in service.operations.iter_mut().zip(found) {
        operation.pagination = pagination;
    }
}

/// What can be given to ask for a page: a parameter of the query, or a member of a body of JSON.
#[derive(Clone)]
struct Asked<'a> {
    place: PagingPlace,
    /// The name, or the path of the member.
    path: String,
    name: &'a str,
    ty: &'a TypeRef,
    facts: &'a Facts,
}

impl<'a> Asked<'a> {
    fn in_query(operation: &'a Operation) -> Vec<Self> {
        let query = operation.inputs.iter().filter(|input| input.location == Location::Query);
        let asked = |input: &'a Input| Self {
            place: PagingPlace::Query,
            path: input.name.clone(),
            name: &input.name,
            ty: &input.ty,
            facts: &input.facts,
        };
        query.map(asked).collect()
    }

    /// The members of the body; those of an object in it where it has one.
    fn in_body(service: &'a Service, operation: &'a Operation) -> Vec<Self> {
        let Some(body) = operation.body.as_ref().filter(|body| body.media.is_none()) else { return Vec::new() };
        let asked = |around: &str, field: &'a Field| Self {
            place: PagingPlace::Body,
            path: join(around, &field.name),
            name: &field.name,
            ty: &field.ty,
            facts: &field.facts,
        };
        let members = || fields(service, &body.ty).iter().filter(|field| is_reachable(field));
        let inner = members().filter(|field| matches!(field.ty, TypeRef::Named(_))).flat_map(|object| {
            let members = fields(service, &object.ty).iter().filter(|field| is_reachable(field));
            members.map(|field| asked(&object.name, field))
        });
        members().map(|field| asked("", field)).chain(inner).collect()
    }
}

/// The inputs that ask for a page.
struct Request<'a> {
    offset: Option<Asked<'a>>,
    page: Option<Asked<'a>>,
    marker: Option<Asked<'a>>,
}

impl<'a> Request<'a> {
    fn of(service: &'a Service, operation: &'a Operation, glossary: &Glossary) -> Option<Self> {
        let among = |asked: Vec<Asked<'a>>| Self::among(&asked, glossary);
        among(Asked::in_query(operation)).or_else(|| among(Asked::in_body(service, operation)))
    }

    /// `None` unless something asks for a position and something else for the size of a page.
    fn among(asked: &[Asked<'a>], glossary: &Glossary) -> Option<Self> {
        let find = |meaning, is_number| {
            let fits = |asked: &&Asked<'_>| {
                // A marker in a body must be a text: nothing else is put there.
                let is_marker =
                    *asked.ty == TypeRef::String || asked.place == PagingPlace::Query && is_scalar(asked.ty);
                let fits = if is_number { *asked.ty == TypeRef::Integer } else { is_marker };
                fits && glossary.is_paging(meaning, asked.name)
            };
            asked.iter().find(fits).cloned()
        };
        asked.iter().find(|asked| glossary.is_paging(Paging::Size, asked.name))?;
        let mut request = Self {
            offset: find(Paging::Offset, true),
            page: find(Paging::Page, true),
            marker: find(Paging::Marker, false),
        };
        // Some services call the number of a page its offset.
        let counts_pages = |asked: &Asked<'_>| glossary.says_paging(Paging::Page, &asked.facts.doc);
        if let Some(offset) = request.offset.take_if(|asked| counts_pages(asked)) {
            request.page = request.page.or(Some(offset));
        }
        (request.offset.is_some() || request.page.is_some() || request.marker.is_some()).then_some(request)
    }

    /// By what the answer can carry on: a marker that it tells, a page, an offset, or the id of its last item.
    fn pagination(&self, service: &Service, operation: &Operation, glossary: &Glossary) -> Option<Pagination> {
        let answer = Answer::of(service, operation)?;
        let pagination = |by, asked: &Asked<'_>| Pagination {
            by,
            place: asked.place,
            parameter: asked.path.clone(),
            first: first(by, asked.facts),
            items: answer.items.clone(),
            total: answer.total(glossary),
            next: None,
            last: None,
        };
        let next = answer.find(|field| is_scalar(&field.ty) && glossary.is_paging(Paging::Next, &field.name));
        if let Some((marker, next)) = self.marker.as_ref().zip(next) {
            return Some(Pagination { next: Some(next), ..pagination(PagingKind::Marker, marker) });
        }
        if let Some(page) = &self.page {
            return Some(pagination(PagingKind::Page, page));
        }
        if let Some(offset) = &self.offset {
            return Some(pagination(PagingKind::Offset, offset));
        }
        let id = answer.item_field("id").filter(|field| is_scalar(&field.ty))?;
        Some(Pagination { last: Some(id.name.clone()), ..pagination(PagingKind::Marker, self.marker.as_ref()?) })
    }
}

/// The parameter's value for the first page, if it is not the usual one.
fn first(by: PagingKind, facts: &Facts) -> Option<i64> {
    let usual = match by {
        PagingKind::Offset => 0,
        PagingKind::Page => 1,
        PagingKind::Marker => return None,
    };
    let default = facts.default.as_ref().and_then(serde_json::Value::as_i64);
    let least = || facts.range.as_ref()?.min.as_ref()?.parse().ok();
    default.or_else(least).filter(|first| matches!(first, 0 | 1) && *first != usual)
}

/// The answer that comes in pages.
struct Answer<'a> {
    service: &'a Service,
    root: &'a TypeRef,
    /// The path of its list.
    items: String,
    item: &'a TypeRef,
}

impl<'a> Answer<'a> {
    fn of(service: &'a Service, operation: &'a Operation) -> Option<Self> {
        let root = operation.success()?.ty.as_ref()?;
        if let TypeRef::List(item) = root {
            return Some(Self { service, root, items: String::new(), item });
        }
        let fields = fields(service, root);
        let lists = lists(fields, "");
        let inner =
            || fields.iter().filter(|field| is_reachable(field)).flat_map(|field| lists_of(service, field)).collect();
        let (items, item) = the_list(&if lists.is_empty() { inner() } else { lists }, operation)?;
        Some(Self { service, root, items, item })
    }

    /// The path of a field of the object around the list, of the answer, or of an object in it.
    fn find(&self, fits: impl Fn(&Field) -> bool) -> Option<String> {
        let around = self.items.rsplit_once('.').map(|(around, _)| around);
        let near = around.and_then(|path| Some((path, self.service.type_at(self.root, path)?)));
        let roots = fields(self.service, self.root);
        let is_object = |field: &&Field| matches!(field.ty, TypeRef::Named(_));
        let objects = roots.iter().filter(|field| is_reachable(field) && is_object(field));
        let places =
            near.into_iter().chain([("", self.root)]).chain(objects.map(|field| (field.name.as_str(), &field.ty)));
        let mut places = places.filter_map(|(path, ty)| {
            let field = fields(self.service, ty).iter().find(|field| fits(field) && is_reachable(field))?;
            Some(join(path, &field.name))
        });
        places.next()
    }

    /// A count of all items, not of those of the page, and not of the pages.
    fn total(&self, glossary: &Glossary) -> Option<String> {
        self.find(|field| {
            let says = |meaning| glossary.says_paging(meaning, &field.facts.doc);
            let is_named = glossary.is_paging(Paging::Total, &field.name)
                || (glossary.is_paging(Paging::Count, &field.name) && says(Paging::Total));
            field.ty == TypeRef::Integer && is_named && !says(Paging::Page)
        })
    }

    fn item_field(&self, name: &str) -> Option<&'a Field> {
        fields(self.service, self.item).iter().find(|field| field.name == name)
    }
}

fn fields<'a>(service: &'a Service, ty: &TypeRef) -> &'a [Field] {
    let TypeRef::Named(name) = ty else { return &[] };
    service.types.get(name).map(|ty| ty.fields.as_slice()).unwrap_or_default()
}

fn lists<'a>(fields: &'a [Field], around: &str) -> Vec<(String, &'a TypeRef)> {
    let list = |field: &'a Field| match &field.ty {
        TypeRef::List(item) => Some((join(around, &field.name), &**item)),
        _ => None,
    };
    fields.iter().filter(|field| is_reachable(field)).filter_map(list).collect()
}

fn lists_of<'a>(service: &'a Service, field: &'a Field) -> Vec<(String, &'a TypeRef)> {
    lists(fields(service, &field.ty), &field.name)
}

/// The one list; of several the one of objects, or the one that the operation is named after.
fn the_list<'a>(lists: &[(String, &'a TypeRef)], operation: &Operation) -> Option<(String, &'a TypeRef)> {
    let words: BTreeSet<&str> = operation.name.split('_').collect();
    let is_named = |path: &str| {
        let name = path.rsplit('.').next().unwrap_or(path).to_lowercase();
        name.split('_').all(|word| words.contains(word))
    };
    let only = |keep: &dyn Fn(&(String, &TypeRef)) -> bool| {
        let mut kept = lists.iter().filter(|list| keep(list));
        kept.next().filter(|_| kept.next().is_none()).cloned()
    };
    only(&|_| true).or_else(|| only(&|(path, _)| is_named(path))).or_else(|| only(&|(_, item)| item.named().is_some()))
}

/// Whether a path can lead through a field: a dot in its name would part it.
fn is_reachable(field: &Field) -> bool {
    !field.name.contains('.')
}

fn join(around: &str, name: &str) -> String {
    if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") }
}

fn is_scalar(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Integer)
}
