//! How answers are to be taken: in pages, or out of an envelope that tells success from failure. Facts of an operation
//! that name its inputs and the fields of its answer; here is also what finds those fields.

use super::{Field, Operation, Output, Service, TypeRef};
use serde::{Deserialize, Serialize};

/// How an operation's answer comes in pages. Fields of the answer are named by their path: `data.list`; an empty path
/// is the answer itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    /// What the parameter counts.
    pub by: PagingKind,
    /// Where the call says which page it wants.
    #[serde(rename = "in", default, skip_serializing_if = "PagingPlace::is_query")]
    pub place: PagingPlace,
    /// The query parameter that asks for the next page, or the path of a member of the body.
    pub parameter: String,
    /// What the parameter has for the first page, where that is neither offset 0 nor page 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
    /// The list in the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub items: String,
    /// The count of all items, where the answer says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// Where the answer says the next marker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The field of the last item that is the next marker, where the answer says none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

/// Where a call says which page it wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagingPlace {
    /// In the query.
    #[default]
    Query,
    /// In the body.
    Body,
}

impl PagingPlace {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    fn is_query(&self) -> bool {
        *self == Self::Query
    }
}

/// What the parameter that asks for the next page counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagingKind {
    /// The items to pass over.
    Offset,
    /// Pages.
    Page,
    /// Nothing: it says after which item to go on.
    Marker,
}

/// Members of an answer that say whether the call succeeded, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The member that holds the code.
    pub code: String,
    /// The codes of success.
    pub success: Vec<String>,
}

impl Operation {
    /// The answer that a successful call is read as: of the lowest status that has a body.
    #[must_use]
    pub fn success(&self) -> Option<&Output> {
        let successes = self.outputs.iter().filter(|output| output.status.succeeds());
        successes.filter(|output| output.ty.is_some()).min_by_key(|output| output.status)
    }
}

impl Service {
    /// The field at a path below a type, through objects only.
    #[must_use]
    pub fn field_at(&self, ty: &TypeRef, path: &str) -> Option<&Field> {
        let TypeRef::Named(name) = ty else { return None };
        let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let field = self.types.get(name)?.fields.iter().find(|field| field.name == first)?;
        rest.map_or(Some(field), |rest| self.field_at(&field.ty, rest))
    }

    /// The type at a path below a type; an empty path is the type itself.
    #[must_use]
    pub fn type_at<'s>(&'s self, ty: &'s TypeRef, path: &str) -> Option<&'s TypeRef> {
        if path.is_empty() { Some(ty) } else { self.field_at(ty, path).map(|field| &field.ty) }
    }

    /// What does not fit in how an operation's answer is taken.
    pub(super) fn misfits(&self, operation: &Operation) -> Vec<String> {
        let mut misfits = Vec::new();
        let answer = operation.success().and_then(|output| output.ty.as_ref());
        if let Some(envelope) = &operation.envelope
            && answer.and_then(|ty| self.field_at(ty, &envelope.code)).is_none()
        {
            misfits.push(format!("the response has no `{}`", envelope.code));
        }
        let Some(pagination) = &operation.pagination else { return misfits };
        let is_query =
            |input: &super::Input| input.location == super::Location::Query && input.name == pagination.parameter;
        let body = operation.body.as_ref().map(|body| &body.ty);
        match pagination.place {
            PagingPlace::Query if !operation.inputs.iter().any(is_query) => {
                misfits.push(format!("there is no query parameter `{}`", pagination.parameter));
            }
            PagingPlace::Body if body.and_then(|ty| self.field_at(ty, &pagination.parameter)).is_none() => {
                misfits.push(format!("the body has no `{}`", pagination.parameter));
            }
            PagingPlace::Query | PagingPlace::Body => {}
        }
        let list = answer.and_then(|ty| self.type_at(ty, &pagination.items));
        let Some(TypeRef::List(item)) = list else {
            misfits.push(format!("the response has no list `{}`", pagination.items));
            return misfits;
        };
        let told = [&pagination.total, &pagination.next].into_iter().flatten();
        let absent = told.filter(|path| answer.and_then(|ty| self.field_at(ty, path)).is_none());
        misfits.extend(absent.map(|path| format!("the response has no `{path}`")));
        if let Some(last) = pagination.last.as_ref().filter(|last| self.field_at(item, last).is_none()) {
            misfits.push(format!("the items have no `{last}`"));
        }
        misfits
    }
}

#[cfg(test)]
mod tests;
