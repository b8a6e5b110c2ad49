//! How the pages of a response are asked for: the fields that the IR names, found in the emitted types.

use super::super::types::RustType;
use super::{ModelView, ResponseView};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Operation, PagingKind, PagingPlace},
};
use proc_macro2::Ident;
use std::collections::BTreeMap;

/// The emitted types by name.
pub(super) type Models<'a> = BTreeMap<String, &'a ModelView>;

/// The pages of an operation.
#[derive(Debug)]
pub(crate) struct PagesView {
    pub(crate) by: PagingKind,
    pub(crate) place: PagingPlace,
    /// The query parameter, or the path of a member of the body.
    pub(crate) parameter: String,
    /// What it has for the first page.
    pub(crate) first: i64,
    /// From the response to its list.
    pub(crate) items: Vec<Step>,
    pub(crate) item: RustType,
    /// From the response to the count of all items.
    pub(crate) total: Option<Vec<Step>>,
    /// From the response to the next marker.
    pub(crate) next: Option<Vec<Step>>,
    /// From the last item to the next marker.
    pub(crate) last: Option<Vec<Step>>,
}

/// A field on the way.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) name: Ident,
    pub(crate) ty: RustType,
    pub(crate) deprecated: bool,
    /// It is a list without an `Option`.
    pub(crate) is_plain_list: bool,
}

/// The pages that the IR states; a note where the emitted types have no way to them.
pub(super) fn pages(
    ir: &Operation,
    response: &ResponseView,
    models: &Models<'_>,
    service: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PagesView> {
    let stated = ir.pagination.as_ref()?;
    let view = || {
        let ResponseView::Json(root) = response else { return None };
        let items = walk(models, root, &stated.items)?;
        let RustType::List(item) = items.last().map_or(root, |step| &step.ty) else { return None };
        let usual = i64::from(stated.by == PagingKind::Page);
        let way = |from: &RustType, path: &Option<String>| match path {
            None => Some(None),
            Some(path) => walk(models, from, path).filter(|steps| ends_in_scalar(steps)).map(Some),
        };
        Some(PagesView {
            by: stated.by,
            place: stated.place,
            parameter: stated.parameter.clone(),
            first: stated.first.unwrap_or(usual),
            item: (**item).clone(),
            total: way(root, &stated.total)?,
            next: way(root, &stated.next)?,
            last: way(item, &stated.last)?,
            items,
        })
    };
    let view = view();
    if view.is_none() {
        let message = format!("{service}: operation `{}` has no stream of its pages", ir.name);
        diagnostics.push(Diagnostic::new(Code::PagesRefused, message));
    }
    view
}

/// The fields from a type along a path of names on the wire.
fn walk(models: &Models<'_>, from: &RustType, path: &str) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let mut at = steps.last().map_or(from, |step| &step.ty);
        while let RustType::Boxed(inner) = at {
            at = inner;
        }
        let RustType::Model(model) = at else { return None };
        let model = models.get(&model.to_string())?;
        let field = model.fields.iter().find(|field| field.wire == name)?;
        steps.push(Step {
            name: field.name.clone(),
            ty: field.ty.clone(),
            deprecated: field.deprecated,
            is_plain_list: field.is_plain_list,
        });
    }
    Some(steps)
}

fn ends_in_scalar(steps: &[Step]) -> bool {
    steps.last().is_some_and(|step| matches!(step.ty, RustType::Text | RustType::Integer))
}
