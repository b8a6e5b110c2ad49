//! Types of the codec in formats of serde: JSON, and YAML, which is none.

use specwright_runtime::{Json, Nullable};

model!(Book {
    title: String,
    pages: i64,
    price: f64,
    tags: Vec<String>,
    sequel: Box<Book>,
    note: Nullable<String>,
});

fn book() -> Book {
    let mut book = Book {
        title: Some("\"ü\"\n中".to_owned()),
        pages: Some(1_690_000_000_000),
        price: Some(0.1),
        tags: Some(vec!["yes".to_owned(), "1".to_owned()]),
        sequel: Some(Box::default()),
        note: Some(Nullable::Null),
        ..Book::default()
    };
    book.extra.insert("shelf", Json::from_iter([("large", Json::parse("18446744073709551615").unwrap_or_default())]));
    book
}

#[test]
fn there_and_back() {
    let json = serde_json::to_string(&book()).unwrap();
    assert_eq!(serde_json::from_str::<Book>(&json).unwrap(), book());
    let yaml = serde_yaml::to_string(&book()).unwrap();
    assert!(yaml.contains("pages: 1690000000000"), "{yaml}");
    assert_eq!(serde_yaml::from_str::<Book>(&yaml).unwrap(), book());
}

#[test]
fn other_formats_are_read_as_leniently_as_responses() {
    let book: Book = serde_yaml::from_str("title: 5\npages: '16'\nprice: 2\ntags: one\nnew: [~, 1.5]\n").unwrap();
    assert_eq!((book.title.as_deref(), book.pages, book.price), (Some("5"), Some(16), Some(2.0)));
    assert_eq!(book.tags, Some(vec!["one".to_owned()]));
    assert_eq!(book.extra.get("new").map(ToString::to_string).as_deref(), Some("[null,1.5]"));
    assert!(serde_yaml::from_str::<Book>("[1, 2]").is_err());
}
