//! Names of types: locked, the page's, the field's, or the operation's. One name a class of equal
//! shapes; where two classes want one name the less used one is called after its operation.

use super::{Classes, Given};
use crate::{
    glossary::Glossary,
    ir::{Service, TypeRef},
    link::{
        build::{BodyType, Role, ShapeId, Shapes, Ty},
        tables::is_generic,
    },
};
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet};

/// The name of every class that a body reaches, and the classes in order of first use.
pub(in crate::link) struct TypeNames {
    pub(in crate::link) by_class: BTreeMap<usize, String>,
    pub(in crate::link) order: Vec<ShapeId>,
}

/// The name that each shape wishes for, and which shapes are error bodies.
#[derive(Debug)]
pub(in crate::link) struct Wishes {
    names: Vec<String>,
    errors: Vec<bool>,
}

impl Wishes {
    /// The page's name of the type, else the field's, else the operation's.
    pub(in crate::link) fn new(shapes: &Shapes, bodies: &[BodyType], glossary: &Glossary) -> Self {
        let of_shape = shapes.shapes.iter().map(|shape| {
            let page = shape.hints.page.as_deref().and_then(|name| type_name(name, glossary));
            page.or_else(|| type_name(&shape.hints.field, glossary)).unwrap_or_else(|| "Item".to_owned())
        });
        let names: Vec<String> = of_shape.collect();
        let errors = vec![false; names.len()];
        let mut wishes = Self { names, errors };
        for item in items(shapes, glossary) {
            if let Some(wish) = wishes.names.get_mut(item.0) {
                *wish = singular(wish, glossary);
            }
        }
        for body in bodies {
            wishes.take_body(shapes, body);
        }
        wishes
    }

    /// The shape of a body is called after its operation; one that is shared keeps the name that its page gives it.
    fn take_body(&mut self, shapes: &Shapes, body: &BodyType) {
        let Some(id) = body.ty.shape() else { return };
        if shapes.get(id).is_some_and(|shape| shape.hints.page.is_some()) {
            return;
        }
        let operation = body.operation.to_upper_camel_case();
        let item = item(&body.ty);
        if let Some((wish, error)) = self.names.get_mut(id.0).zip(self.errors.get_mut(id.0)) {
            *wish = match &body.role {
                Role::Body => format!("{operation}Body{item}"),
                Role::Output(_) => format!("{operation}Output{item}"),
                Role::Error => "ServiceError".to_owned(),
            };
            *error = body.role == Role::Error;
        }
    }

    /// What a shape wishes for.
    pub(super) fn of(&self, id: ShapeId) -> &str {
        self.names.get(id.0).map(String::as_str).unwrap_or_default()
    }

    /// Whether a shape is an error body.
    pub(super) fn is_error(&self, id: ShapeId) -> bool {
        self.errors.get(id.0).copied().unwrap_or_default()
    }

    /// Further answers that succeed with a structure of their own are called after their status. Tells whether there
    /// are any.
    pub(in crate::link) fn part_successes(&mut self, bodies: &[BodyType], classes: &Classes) -> bool {
        let class = |body: &BodyType| body.ty.shape().map(|id| classes.of(id));
        let firsts = bodies.iter().filter(|body| body.role == Role::Output(None));
        let firsts: BTreeMap<usize, Option<usize>> = firsts.map(|body| (body.id.plan, class(body))).collect();
        let mut parted = false;
        for body in bodies {
            let (Role::Output(Some(status)), Some(id)) = (&body.role, body.ty.shape()) else { continue };
            if firsts.get(&body.id.plan) == Some(&class(body)) {
                continue;
            }
            let operation = body.operation.to_upper_camel_case();
            let shared = format!("{operation}Output{}", item(&body.ty));
            if let Some(wish) = self.names.get_mut(id.0).filter(|wish| **wish == shared) {
                *wish = format!("{operation}Output{status}{}", item(&body.ty));
                parted = true;
            }
        }
        parted
    }
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

/// What the name of a body ends in where the body holds many of it.
fn item(ty: &Ty) -> &'static str {
    if matches!(ty, Ty::Shape(_)) { "" } else { "Item" }
}

/// Names every class that the roots reach.
pub(in crate::link) fn name(
    shapes: &Shapes,
    classes: &Classes,
    wishes: &Wishes,
    bodies: &[BodyType],
    lock: Option<&Service>,
) -> TypeNames {
    let uses = uses(shapes, classes, bodies);
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let mut given = Given::default();
    for (class, name) in locked(shapes, classes, bodies, lock) {
        given.add(&name);
        names.insert(class, name);
    }
    let mut wanted: BTreeMap<&str, Vec<(usize, &Use)>> = BTreeMap::new();
    for (class, used) in &uses.by_class {
        if !names.contains_key(class) {
            wanted.entry(wishes.of(used.shape)).or_default().push((*class, used));
        }
    }
    for (wish, mut rivals) in wanted {
        // Bodies keep their name against inner types, then the most used, the largest, the first by name.
        rivals.sort_by_key(|(_, used)| {
            let fields = shapes.get(used.shape).map_or(0, |shape| shape.fields.len());
            (!used.root, std::cmp::Reverse((used.count, fields)), used.operation.clone(), used.role.clone(), used.shape)
        });
        for (class, used) in rivals {
            names.insert(class, free(wish, used, &mut given));
        }
    }
    TypeNames { by_class: names, order: uses.order }
}

/// The wish, or the first free name that says more.
fn free(wish: &str, used: &Use, given: &mut Given) -> String {
    let operation = used.operation.to_upper_camel_case();
    let role = match &used.role {
        Role::Body => "Body".to_owned(),
        Role::Output(None) => "Output".to_owned(),
        Role::Output(Some(status)) => format!("Output{status}"),
        Role::Error => "Error".to_owned(),
    };
    let longest = format!("{operation}{role}{wish}");
    let longer = format!("{operation}{}", if wish == "ServiceError" { "Error" } else { wish });
    given.first_free([wish.to_owned(), longer, longest.clone()], &longest, "")
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
fn uses(shapes: &Shapes, classes: &Classes, bodies: &[BodyType]) -> Uses {
    let mut uses = Uses { by_class: BTreeMap::new(), order: Vec::new() };
    for body in bodies {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<ShapeId> = body.ty.shape().into_iter().collect();
        let mut at_root = true;
        while let Some(id) = ahead.pop() {
            let class = classes.of(id);
            if !seen.insert(class) {
                continue;
            }
            let first = uses.by_class.entry(class).or_insert_with(|| {
                uses.order.push(id);
                Use { shape: id, operation: body.operation.clone(), role: body.role.clone(), root: at_root, count: 0 }
            });
            first.count += 1;
            if (&body.operation, &body.role) < (&first.operation, &first.role) {
                first.operation.clone_from(&body.operation);
                first.role.clone_from(&body.role);
            }
            at_root = false;
            let below = shapes.get(id).into_iter().flat_map(|shape| shape.fields.iter().rev());
            ahead.extend(below.filter_map(|field| field.ty.shape()));
        }
    }
    uses
}

/// The names that the present IR gives to classes: found by walking its types and ours side by side.
fn locked(shapes: &Shapes, classes: &Classes, bodies: &[BodyType], lock: Option<&Service>) -> Vec<(usize, String)> {
    let Some(lock) = lock else { return Vec::new() };
    let mut votes: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for body in bodies {
        let mut seen = BTreeSet::new();
        let start = body.ty.shape().zip(body.locked.as_ref().and_then(TypeRef::named));
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

/// A page's word as a type's name; `None` for words that name nothing or are not in Latin letters.
fn type_name(word: &str, glossary: &Glossary) -> Option<String> {
    let last = word.rsplit('.').find(|part| !part.is_empty()).unwrap_or(word);
    if is_generic(last, glossary) || !last.is_ascii() {
        return None;
    }
    let name: String = last.to_upper_camel_case().chars().filter(char::is_ascii_alphanumeric).collect();
    name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
}
