//! The public surface of emitted code as lines of text: one a type, a field, a value and a method. What is left out
//! is how it is done: bodies, docs, implementations of traits, and what is private.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use specwright::emit::Files;
use syn::{Fields, FnArg, ImplItem, Item, ReturnType, Signature, TraitItem, Variant, Visibility};

/// Each module of a service, its types in the order of the code, and what is public of them.
pub(crate) fn surface(files: &Files, module: &str) -> String {
    let folder = format!("src/{module}/");
    let mut lines = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with(&folder)) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let types = types_of(&flat(file.items));
        if types.is_empty() {
            continue;
        }
        let name = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        lines.push(name.replace('/', "::"));
        for Public { head, parts } in types {
            lines.push(format!("  {head}"));
            lines.extend(parts.iter().map(|part| format!("    {part}")));
        }
        lines.push(String::new());
    }
    lines.join("\n") + "\n"
}

/// An item that users can name, and what they can name of it.
struct Public {
    head: String,
    parts: Vec<String>,
}

/// The items of a file; methods stand with the type that has them.
fn types_of(items: &[Item]) -> Vec<Public> {
    let mut types: Vec<Public> = Vec::new();
    for item in items {
        let (head, parts) = match item {
            Item::Struct(item) if is_public(&item.vis) => (format!("struct {}", item.ident), fields(&item.fields)),
            Item::Enum(item) if is_public(&item.vis) => {
                (format!("enum {}", item.ident), item.variants.iter().map(variant).collect())
            }
            Item::Trait(item) if is_public(&item.vis) => {
                (format!("trait {}", item.ident), item.items.iter().filter_map(required).collect())
            }
            Item::Const(item) if is_public(&item.vis) => {
                (format!("const {}: {}", item.ident, words(&item.ty)), Vec::new())
            }
            Item::Fn(item) if is_public(&item.vis) => (signature(&item.sig), Vec::new()),
            Item::Macro(call) if call.mac.tokens.to_string().contains(';') => {
                (format!("{}!", words(&call.mac.path)), statements(call.mac.tokens.clone()))
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let of = words(&item.self_ty);
                let methods = item.items.iter().filter_map(method);
                let is_of = |shown: &&mut Public| shown.head.split_once(' ').is_some_and(|(_, name)| name == of);
                if let Some(shown) = types.iter_mut().find(is_of) {
                    shown.parts.extend(methods);
                    continue;
                }
                (format!("impl {of}"), methods.collect())
            }
            _ => continue,
        };
        types.push(Public { head, parts });
    }
    types
}

/// The items, and those that a macro is given, where they are items.
fn flat(items: Vec<Item>) -> Vec<Item> {
    let within = |item: Item| match item {
        Item::Macro(call) => match syn::parse2::<syn::File>(call.mac.tokens.clone()) {
            Ok(file) if !file.items.is_empty() => file.items,
            _ => vec![Item::Macro(call)],
        },
        item => vec![item],
    };
    items.into_iter().flat_map(within).collect()
}

/// What a macro of the runtime is told in statements, one a line, without docs.
fn statements(tokens: TokenStream) -> Vec<String> {
    let mut statements = vec![TokenStream::new()];
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => drop(tokens.next()),
            TokenTree::Punct(punct) if punct.as_char() == ';' => statements.push(TokenStream::new()),
            _ => statements.last_mut().unwrap().extend([token]),
        }
    }
    statements.pop();
    statements.iter().map(words).collect()
}

fn fields(fields: &Fields) -> Vec<String> {
    let public = fields.iter().filter(|field| is_public(&field.vis));
    public
        .map(|field| match &field.ident {
            Some(name) => format!("{name}: {}", words(&field.ty)),
            None => words(&field.ty),
        })
        .collect()
}

fn variant(variant: &Variant) -> String {
    let held: Vec<String> = variant.fields.iter().map(|field| words(&field.ty)).collect();
    let held = if held.is_empty() { String::new() } else { format!("({})", held.join(", ")) };
    let value = variant.discriminant.as_ref().map_or_else(String::new, |(_, value)| format!(" = {}", words(value)));
    format!("{}{held}{value}", variant.ident)
}

fn method(item: &ImplItem) -> Option<String> {
    match item {
        ImplItem::Fn(method) if is_public(&method.vis) => Some(signature(&method.sig)),
        ImplItem::Const(item) if is_public(&item.vis) => Some(format!("const {}: {}", item.ident, words(&item.ty))),
        _ => None,
    }
}

fn required(item: &TraitItem) -> Option<String> {
    match item {
        TraitItem::Fn(method) => Some(signature(&method.sig)),
        _ => None,
    }
}

fn signature(signature: &Signature) -> String {
    let argument = |argument: &FnArg| match argument {
        FnArg::Receiver(this) => words(this).trim_start_matches("mut ").to_owned(),
        FnArg::Typed(argument) => format!("{}: {}", words(&argument.pat), words(&argument.ty)),
    };
    let arguments: Vec<String> = signature.inputs.iter().map(argument).collect();
    let comes = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", words(ty)),
    };
    let asynchronous = if signature.asyncness.is_some() { "async " } else { "" };
    format!("{asynchronous}fn {}({}){comes}", signature.ident, arguments.join(", "))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Code in one line, spaced as people space it.
fn words(code: &impl ToTokens) -> String {
    let spaced = code.to_token_stream().to_string();
    let mut words = String::new();
    let mut rest = spaced.chars().peekable();
    while let Some(c) = rest.next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (before, after) = (words.chars().next_back(), rest.peek().copied());
        let keeps = matches!((before, after), (Some(before), Some(after))
            if is_word(before) && (is_word(after) || "-\"".contains(after)) || before == ',' || "=+".contains(before)
                || "=+".contains(after) || before == '>' && (is_word(after) || after == '-') || words.ends_with("->")
                || before == ')' && after == '-' || before == '"' && after == '"');
        if c != ' ' || keeps {
            words.push(c);
        }
    }
    words
}

#[test]
fn a_line_a_type_a_field_a_value_and_a_method() {
    let code = r#"
        pub struct Kiln { pub heat: Option<Vec<i64>>, hidden: u8 }
        impl Kiln { pub fn new(name: impl Into<String> + Clone, at: &'static str) -> Self { loop {} } fn own() {} }
        pub enum Glaze { Matt, Unlisted(String) }
        impl Glaze { pub fn as_str(&self) -> &str { loop {} } }
        runtime::text_enum! { pub enum Clay { Red = "RED" } }
        runtime::operation! { /// Fires.
            pub struct Fire -> Kiln; put "kilns" "fire" "/v1/kilns" .filled(&[]); }
    "#;
    let files = Files::from([("src/kilns/model.rs".to_owned(), code.to_owned())]);
    let expected = r#"kilns::model
  struct Kiln
    heat: Option<Vec<i64>>
    fn new(name: impl Into<String> + Clone, at: &'static str) -> Self
  enum Glaze
    Matt
    Unlisted(String)
    fn as_str(&self) -> &str
  enum Clay
    Red = "RED"
  runtime::operation!
    pub struct Fire -> Kiln
    put "kilns" "fire" "/v1/kilns".filled(&[])

"#;
    assert_eq!(surface(&files, "kilns"), expected);
}
