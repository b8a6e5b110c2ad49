//! Names of types: locked, the page's, the field's, or the operation's. One name a class of equal
//! shapes; where two classes want one name the less used one is called after its operation.

use super::{
    bodies::Side,
    classes::Classes,
    leaf::is_generic,
    shape::{ShapeId, Shapes, Ty},
};
use crate::{
    glossary::Glossary,
    ir::{Service, TypeRef},
};
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet};

/// A body of an operation.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// The operation's name.
    pub(super) operation: String,
    pub(super) side: Side,
    pub(super) role: Role,
    pub(super) ty: Ty,
    /// The type that the present IR has in this place.
    pub(super) locked: Option<TypeRef>,
}

/// What a body is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// A request's.
    Body,
    /// An answer's; the status where the operation has several that succeed.
    Output(Option<u16>),
    /// A failing answer's.
    Error,
}

/// The name of every class that a body reaches, and the classes in order of first use.
pub(super) struct Names {
    pub(super) by_class: BTreeMap<usize, String>,
    pub(super) order: Vec<ShapeId>,
}

/// The wished name of each shape, and whether it is an error body.
pub(super) fn wishes(shapes: &Shapes, roots: &[Root], glossary: &Glossary) -> (Vec<String>, Vec<bool>) {
    let type_name = |word: &str| type_name(word, glossary);
    let mut wishes: Vec<String> = shapes
        .shapes
        .iter()
        .map(|shape| {
            let page = shape.hints.page.as_deref().and_then(type_name);
            page.or_else(|| type_name(&shape.hints.field)).unwrap_or_else(|| "Item".to_owned())
        })
        .collect();
    for item in items(shapes, glossary) {
        if let Some(wish) = wishes.get_mut(item.0) {
            *wish = singular(wish, glossary);
        }
    }
    let mut errors = vec![false; wishes.len()];
    for root in roots {
        let Some(id) = root.ty.shape() else { continue };
        let hints = shapes.get(id).map(|shape| shape.hints.clone()).unwrap_or_default();
        // A shared structure keeps the name that its page gives it.
        if hints.page.is_some() {
            continue;
        }
        let operation = root.operation.to_upper_camel_case();
        let item = item(&root.ty);
        let wish = match &root.role {
            Role::Body => format!("{operation}Body{item}"),
            Role::Output(_) => format!("{operation}Output{item}"),
            Role::Error => "ServiceError".to_owned(),
        };
        if let Some(slot) = wishes.get_mut(id.0) {
            *slot = wish;
        }
        if let Some(slot) = errors.get_mut(id.0) {
            *slot = root.role == Role::Error;
        }
    }
    (wishes, errors)
}

/// The shapes that bear the name of a field that holds many of them.
fn items(shapes: &Shapes, glossary: &Glossary) -> BTreeSet<ShapeId> {
    let type_name = |word: &str| type_name(word, glossary);
    let fields = shapes.shapes.iter().flat_map(|shape| &shape.fields).filter(|field| !matches!(field.ty, Ty::Shape(_)));
    let many = fields.filter_map(|field| Some((field, field.ty.shape()?)));
    let named = many.filter(|(field, id)| {
        shapes.get(*id).is_some_and(|shape| {
            shape.hints.field == field.name && shape.hints.page.as_deref().and_then(type_name).is_none()
        })
    });
    named.map(|(_, id)| id).collect()
}

/// A type's name with its last word in the singular.
fn singular(name: &str, glossary: &Glossary) -> String {
    let words = name.to_snake_case();
    let (before, last) = words.rsplit_once('_').map_or(("", words.as_str()), |(before, last)| (before, last));
    format!("{before}_{}", glossary.singular(last)).to_upper_camel_case()
}

/// Further answers that succeed with a structure of their own are called after their status.
pub(super) fn part_successes(roots: &[Root], classes: &Classes, wishes: &mut [String]) -> bool {
    let class = |root: &Root| root.ty.shape().map(|id| classes.of(id));
    let firsts: BTreeMap<&str, Option<usize>> = roots
        .iter()
        .filter(|root| root.role == Role::Output(None))
        .map(|root| (root.operation.as_str(), class(root)))
        .collect();
    let mut parted = false;
    for root in roots {
        let (Role::Output(Some(status)), Some(id)) = (&root.role, root.ty.shape()) else { continue };
        let operation = root.operation.to_upper_camel_case();
        let shared = format!("{operation}Output{}", item(&root.ty));
        if firsts.get(root.operation.as_str()) == Some(&class(root)) {
            continue;
        }
        if let Some(wish) = wishes.get_mut(id.0).filter(|wish| **wish == shared) {
            *wish = format!("{operation}Output{status}{}", item(&root.ty));
            parted = true;
        }
    }
    parted
}

/// What the name of a body ends in where the body holds many of it.
fn item(ty: &Ty) -> &'static str {
    if matches!(ty, Ty::Shape(_)) { "" } else { "Item" }
}

/// Names every class that the roots reach.
pub(super) fn name(
    shapes: &Shapes,
    classes: &Classes,
    wishes: &[String],
    roots: &[Root],
    lock: Option<&Service>,
) -> Names {
    let uses = uses(shapes, classes, roots);
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (class, name) in locked(shapes, classes, roots, lock) {
        taken.insert(name.clone());
        names.insert(class, name);
    }
    let mut wanted: BTreeMap<&str, Vec<(usize, &Use)>> = BTreeMap::new();
    for (class, used) in &uses.by_class {
        let wish = wishes.get(used.shape.0).map(String::as_str).unwrap_or_default();
        if !names.contains_key(class) {
            wanted.entry(wish).or_default().push((*class, used));
        }
    }
    for (wish, mut rivals) in wanted {
        // Bodies keep their name against inner types, then the most used, the largest, the first by name.
        rivals.sort_by_key(|(_, used)| {
            let fields = shapes.get(used.shape).map_or(0, |shape| shape.fields.len());
            (!used.root, std::cmp::Reverse((used.count, fields)), used.operation.clone(), used.role.clone(), used.shape)
        });
        for (class, used) in rivals {
            let name = free(wish, used, &taken);
            taken.insert(name.clone());
            names.insert(class, name);
        }
    }
    Names { by_class: names, order: uses.order }
}

/// The wish, or the first free name that says more.
fn free(wish: &str, used: &Use, taken: &BTreeSet<String>) -> String {
    let operation = used.operation.to_upper_camel_case();
    let role = match &used.role {
        Role::Body => "Body".to_owned(),
        Role::Output(None) => "Output".to_owned(),
        Role::Output(Some(status)) => format!("Output{status}"),
        Role::Error => "Error".to_owned(),
    };
    let longer = [
        wish.to_owned(),
        format!("{operation}{}", if wish == "ServiceError" { "Error" } else { wish }),
        format!("{operation}{role}{wish}"),
    ];
    let numbered = (2..u32::MAX).map(|number| format!("{operation}{role}{wish}{number}"));
    longer.into_iter().chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}

/// How a class is used.
#[derive(Debug)]
struct Use {
    /// The shape met first; its words are kept.
    shape: ShapeId,
    operation: String,
    role: Role,
    root: bool,
    count: usize,
}

struct Uses {
    by_class: BTreeMap<usize, Use>,
    order: Vec<ShapeId>,
}

/// Walks from the bodies down, each class once a body.
fn uses(shapes: &Shapes, classes: &Classes, roots: &[Root]) -> Uses {
    let mut uses = Uses { by_class: BTreeMap::new(), order: Vec::new() };
    for root in roots {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<ShapeId> = root.ty.shape().into_iter().collect();
        let mut at_root = true;
        while let Some(id) = ahead.pop() {
            let class = classes.of(id);
            if !seen.insert(class) {
                continue;
            }
            let first = uses.by_class.entry(class).or_insert_with(|| {
                uses.order.push(id);
                Use { shape: id, operation: root.operation.clone(), role: root.role.clone(), root: at_root, count: 0 }
            });
            first.count += 1;
            if (&root.operation, &root.role) < (&first.operation, &first.role) {
                first.operation.clone_from(&root.operation);
                first.role.clone_from(&root.role);
            }
            at_root = false;
            let below = shapes.get(id).into_iter().flat_map(|shape| shape.fields.iter().rev());
            ahead.extend(below.filter_map(|field| field.ty.shape()));
        }
    }
    uses
}

/// The names that the present IR gives to classes: found by walking its types and ours side by side.
fn locked(shapes: &Shapes, classes: &Classes, roots: &[Root], lock: Option<&Service>) -> Vec<(usize, String)> {
    let Some(lock) = lock else { return Vec::new() };
    let mut votes: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for root in roots {
        let mut seen = BTreeSet::new();
        let start = root.ty.shape().zip(root.locked.as_ref().and_then(TypeRef::named));
        let mut ahead: Vec<(ShapeId, &str)> = start.into_iter().collect();
        while let Some((id, name)) = ahead.pop() {
            if !seen.insert((id, name)) {
                continue;
            }
            *votes.entry((classes.of(id), name.to_owned())).or_default() += 1;
            let Some((shape, old)) = shapes.get(id).zip(lock.types.get(name)) else { continue };
            for field in &shape.fields {
                let before = old.fields.iter().find(|before| before.name == field.name);
                ahead.extend(field.ty.shape().zip(before.and_then(|before| before.ty.named())));
            }
        }
    }
    let mut ranked: Vec<((usize, String), usize)> = votes.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let (mut given, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut names = Vec::new();
    for ((class, name), _) in ranked {
        if !given.contains(&class) && !taken.contains(&name) {
            given.insert(class);
            taken.insert(name.clone());
            names.push((class, name));
        }
    }
    names
}

/// A page's word as a type's name; none for words that name nothing or are not in Latin letters.
fn type_name(word: &str, glossary: &Glossary) -> Option<String> {
    let last = word.rsplit('.').find(|part| !part.is_empty()).unwrap_or(word);
    if is_generic(last, glossary) || !last.is_ascii() {
        return None;
    }
    let name: String = last.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
}
