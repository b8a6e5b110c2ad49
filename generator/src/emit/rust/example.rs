//! Values of a page's examples as Rust expressions, for the docs and the tests of emitted code.

use super::{
    layout::Layout,
    literal,
    types::RustType,
    view::{Constructor, EnumerationView, FieldView, ModelView, ServiceView, Values},
};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;
use std::collections::BTreeMap;

/// Values nested deeper than this are left out of an expression.
const MAX_DEPTH: usize = 6;

/// Lists are shown with this many items.
const MAX_ITEMS: usize = 3;

/// What expressions need to know of a service.
#[derive(Debug)]
pub(super) struct Expressions<'a> {
    models: BTreeMap<String, &'a ModelView>,
    enumerations: BTreeMap<String, &'a EnumerationView>,
    /// The crate as code names it.
    pub(super) package: &'a Ident,
    /// The service as other code names it.
    pub(super) path: &'a TokenStream,
}

/// What an expression is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// An argument, which converts.
    Argument,
    /// A value of the very type.
    Owned,
}

impl<'a> Expressions<'a> {
    pub(super) fn new(service: &'a ServiceView<'_>, layout: &'a Layout) -> Self {
        Self {
            models: service.models.iter().map(|model| (model.name.to_string(), model)).collect(),
            enumerations: service.enumerations.iter().map(|view| (view.name.to_string(), view)).collect(),
            package: &layout.package,
            path: &layout.path,
        }
    }

    /// An argument of type `ty` for the value `given`, or for a made-up one; `name` is what it is for.
    pub(super) fn argument(&self, ty: &RustType, given: Option<&Value>, name: &str) -> TokenStream {
        self.present(ty, given, name, Form::Argument)
    }

    /// A value of type `ty`.
    pub(super) fn owned(&self, ty: &RustType, given: Option<&Value>, name: &str) -> TokenStream {
        self.present(ty, given, name, Form::Owned)
    }

    /// An argument for an optional input, where the value can be shown.
    pub(super) fn optional(&self, ty: &RustType, given: &Value) -> Option<TokenStream> {
        self.value(ty, given, Form::Argument, 0)
    }

    /// The value of an optional input as it travels, if [`optional`](Self::optional) can show it.
    pub(super) fn wire_text(&self, ty: &RustType, given: &Value) -> Option<String> {
        match ty {
            RustType::Text => text(given),
            RustType::Integer => number(given).map(|number| number.to_string()),
            RustType::Float => decimal(given).map(|number| number.to_string()),
            RustType::Boolean => boolean(given).map(|value| value.to_string()),
            RustType::List(item) => self.wire_text(item, given.as_array()?.first()?),
            RustType::Enumeration(name, _) => match self.enumerations.get(&name.to_string())?.values {
                Values::Texts(_) => text(given),
                Values::Integers(_) => number(given).map(|number| number.to_string()),
            },
            _ => None,
        }
    }

    /// The made-up value for an input as it travels.
    pub(super) fn sample_text(&self, ty: &RustType, name: &str) -> Option<String> {
        match ty {
            RustType::Text => Some(name.to_owned()),
            RustType::Integer | RustType::Float => Some("1".to_owned()),
            RustType::Boolean => Some("true".to_owned()),
            RustType::List(item) => self.sample_text(item, name),
            RustType::Enumeration(name, _) => match &self.enumerations.get(&name.to_string())?.values {
                Values::Texts(values) => values.first().map(|(_, text, _)| text.clone()),
                Values::Integers(values) => values.first().map(|(_, number, _)| number.to_string()),
            },
            _ => None,
        }
    }

    fn present(&self, ty: &RustType, given: Option<&Value>, name: &str, form: Form) -> TokenStream {
        given.and_then(|given| self.value(ty, given, form, 0)).unwrap_or_else(|| self.sample(ty, name, form, 0))
    }

    fn value(&self, ty: &RustType, given: &Value, form: Form, depth: usize) -> Option<TokenStream> {
        if depth > MAX_DEPTH {
            return None;
        }
        match ty {
            RustType::Text => text(given).map(|text| text_in(&text, form)),
            RustType::Integer => number(given).map(|number| literal::integer(number).to_token_stream()),
            RustType::Float => float(given),
            RustType::Boolean => boolean(given).map(|value| quote!(#value)),
            RustType::Enumeration(name, _) => self.enumerated(name, given, form),
            RustType::List(item) => {
                let items = given.as_array().filter(|items| !items.is_empty())?;
                let items = items.iter().take(MAX_ITEMS).map(|given| match (&**item, form) {
                    // Items of one list are of one type, whether the page lists their values or not.
                    (RustType::Enumeration(name, _), Form::Argument) => self.unlisted(name, given, form),
                    _ => self.value(item, given, item_form(item, form), depth + 1),
                });
                Some(list(&items.collect::<Option<Vec<TokenStream>>>()?, form))
            }
            RustType::Model(name) => self.model(name, given, depth),
            RustType::Boxed(inner) if form == Form::Argument => self.value(inner, given, form, depth),
            RustType::Nullable(inner) if form == Form::Argument => self.value(inner, given, form, depth),
            RustType::Json | RustType::Map(_) | RustType::Boxed(_) | RustType::Nullable(_) => None,
        }
    }

    /// `model::X::new(...)` and a setter for each further member that the example has.
    fn model(&self, name: &Ident, given: &Value, depth: usize) -> Option<TokenStream> {
        let model = self.models.get(&name.to_string())?;
        let members = given.as_object()?;
        let new = self.new_of(model, &|field| members.get(&field.wire), depth)?;
        let setters = model.fields.iter().filter(|field| !field.required && !field.deprecated).filter_map(|field| {
            let value = self.value(&field.ty, members.get(&field.wire)?, Form::Argument, depth + 1)?;
            let name = &field.name;
            Some(quote!(.#name(#value)))
        });
        Some(quote!(#new #(#setters)*))
    }

    fn new_of<'v>(
        &self,
        model: &ModelView,
        given: &dyn Fn(&FieldView) -> Option<&'v Value>,
        depth: usize,
    ) -> Option<TokenStream> {
        let name = &model.name;
        let required = || model.fields.iter().filter(|field| field.required);
        let part = |field: &FieldView, form: Form| {
            given(field)
                .and_then(|given| self.value(&field.ty, given, form, depth + 1))
                .unwrap_or_else(|| self.sample(&field.ty, &field.wire, form, depth + 1))
        };
        Some(match model.constructor.as_ref()? {
            Constructor::Arguments => {
                let parts = required().map(|field| part(field, Form::Argument));
                quote!(model::#name::new(#(#parts),*))
            }
            Constructor::Required(struct_name) => {
                let names = required().map(|field| &field.name);
                let parts = required().map(|field| part(field, Form::Owned));
                quote!(model::#name::new(model::#struct_name { #(#names: #parts),* }))
            }
        })
    }

    /// A value where the example has none.
    fn sample(&self, ty: &RustType, name: &str, form: Form, depth: usize) -> TokenStream {
        match ty {
            RustType::Text => text_in(name, form),
            RustType::Integer => quote!(1),
            RustType::Float => quote!(1.0),
            RustType::Boolean => quote!(true),
            RustType::Json => quote!(Default::default()),
            RustType::Map(_) => quote!(std::collections::BTreeMap::new()),
            RustType::Enumeration(name, _) => self.first_value(name),
            RustType::List(item) => list(&[self.sample(item, name, item_form(item, form), depth + 1)], form),
            RustType::Model(inner) => {
                let model = self.models.get(&inner.to_string()).filter(|_| depth <= MAX_DEPTH);
                let new = model.and_then(|model| self.new_of(model, &|_| None, depth + 1));
                new.unwrap_or_else(|| quote!(model::#inner::default()))
            }
            RustType::Boxed(inner) => {
                let value = self.sample(inner, name, form, depth);
                if form == Form::Owned { quote!(Box::new(#value)) } else { value }
            }
            RustType::Nullable(inner) => {
                let value = self.sample(inner, name, form, depth);
                if form == Form::Owned { quote!(#value.into()) } else { value }
            }
        }
    }

    fn enumerated(&self, name: &Ident, given: &Value, form: Form) -> Option<TokenStream> {
        let listed = match &self.enumerations.get(&name.to_string())?.values {
            Values::Texts(values) => {
                values.iter().find(|(_, text, _)| given.as_str() == Some(text)).map(|(variant, _, _)| variant)
            }
            Values::Integers(values) => {
                values.iter().find(|(_, value, _)| number(given) == Some(*value)).map(|(constant, _, _)| constant)
            }
        };
        if let Some(listed) = listed {
            return Some(quote!(model::#name::#listed));
        }
        self.unlisted(name, given, form)
    }

    fn unlisted(&self, name: &Ident, given: &Value, form: Form) -> Option<TokenStream> {
        let value = match &self.enumerations.get(&name.to_string())?.values {
            Values::Texts(_) => text_in(&text(given)?, Form::Argument),
            Values::Integers(_) => literal::integer(number(given)?).to_token_stream(),
        };
        Some(if form == Form::Owned { quote!(model::#name::from(#value)) } else { value })
    }

    fn first_value(&self, name: &Ident) -> TokenStream {
        let first = self.enumerations.get(&name.to_string()).and_then(|view| match &view.values {
            Values::Texts(values) => values.first().map(|(variant, _, _)| variant),
            Values::Integers(values) => values.first().map(|(constant, _, _)| constant),
        });
        first.map_or_else(|| quote!(Default::default()), |first| quote!(model::#name::#first))
    }
}

/// Only an item that converts takes an argument's form.
fn item_form(item: &RustType, form: Form) -> Form {
    if matches!(item, RustType::Text | RustType::Json | RustType::Enumeration(..)) { form } else { Form::Owned }
}

fn list(items: &[TokenStream], form: Form) -> TokenStream {
    match form {
        Form::Argument => quote!([#(#items),*]),
        Form::Owned => quote!(vec![#(#items),*]),
    }
}

fn text_in(text: &str, form: Form) -> TokenStream {
    let text = literal::text(text);
    match form {
        Form::Argument => quote!(#text),
        Form::Owned => quote!(#text.to_owned()),
    }
}

fn text(given: &Value) -> Option<String> {
    match given {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(given.to_string()),
        _ => None,
    }
}

fn number(given: &Value) -> Option<i64> {
    given.as_i64().or_else(|| given.as_str()?.trim().parse().ok())
}

fn boolean(given: &Value) -> Option<bool> {
    given.as_bool().or_else(|| given.as_str()?.parse().ok())
}

fn decimal(given: &Value) -> Option<f64> {
    given.as_f64().or_else(|| given.as_str()?.trim().parse().ok()).filter(|number| number.is_finite())
}

fn float(given: &Value) -> Option<TokenStream> {
    let number = decimal(given)?;
    let magnitude = proc_macro2::Literal::f64_unsuffixed(number.abs());
    Some(if number < 0.0 { quote!(-#magnitude) } else { quote!(#magnitude) })
}
