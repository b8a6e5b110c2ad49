use super::*;
use crate::{Extra, models};

struct Listing {
    name: Option<String>,
    is_truncated: Option<bool>,
    max_keys: Option<i64>,
    contents: Vec<Entry>,
    extra: Extra,
}

struct Entry {
    key: Option<String>,
    size: Option<i64>,
    owner: Option<Owner>,
    extra: Extra,
}

struct Owner {
    kind: Option<String>,
    id: Option<String>,
    extra: Extra,
}

models! {
    Listing { name = "Name", is_truncated = "IsTruncated", max_keys = "MaxKeys", contents = "Contents" }
    Entry { key = "Key", size = "Size", owner = "Owner" }
    Owner { kind = "@xsi:type", id = "ID" }
}

const DOCUMENT: &str = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!DOCTYPE x [<!ENTITY far SYSTEM \"file:///etc/hostname\">]>
<ListBucketResult xmlns=\"http://s.example.com/doc\">
  <Name>shelf &amp; &#20070;</Name>
  <IsTruncated>false</IsTruncated>
  <MaxKeys>1000</MaxKeys>
  <Prefix/>
  <Contents><Key><![CDATA[a<b]]></Key><Size unit=\"byte\">7</Size><Owner rank=\"first\"><ID>o-1</ID></Owner></Contents>
  <Contents><Key>&far;</Key><Size>many</Size></Contents>
</ListBucketResult>";

fn listing(document: &str) -> (Listing, Vec<String>) {
    let mut value = None;
    let drift = decode_with(document.as_bytes(), "", &mut |reader| {
        value = json::Value::read(reader);
        value.is_some()
    });
    (value.unwrap(), drift.unwrap().iter().map(ToString::to_string).collect())
}

#[test]
fn elements_are_members_and_what_has_no_place_is_kept() {
    let (read, drift) = listing(DOCUMENT);
    assert_eq!(read.name.as_deref(), Some("shelf & 书"));
    assert_eq!((read.is_truncated, read.max_keys, read.contents.len()), (Some(false), Some(1000), 2));
    let [first, second] = &*read.contents else { panic!("{read:?}") };
    assert_eq!((first.key.as_deref(), first.size), (Some("a<b"), Some(7)));
    assert_eq!(first.owner.as_ref().and_then(|owner| owner.id.as_deref()), Some("o-1"));
    assert_eq!(first.extra.get("Size@unit"), Some(&Json::from("byte")));
    assert_eq!(second.key.as_deref(), Some("&far;"), "no other file is read");
    assert_eq!(second.extra.get("Size"), Some(&Json::from("many")));
    assert_eq!(
        drift,
        [
            "Contents[].Owner.@rank: a field that the pages do not have (string)",
            "Contents[].Size@unit: a field that the pages do not have (string)",
            "Contents[].Size: string instead of integer; kept as is",
            "Prefix: a field that the pages do not have (null)",
        ]
    );
    let (one, _) = listing("<R><Contents><Key>k</Key></Contents></R>");
    assert_eq!(one.contents.len(), 1, "one element is a list of one");
    assert_eq!(listing("<R/>").0, Listing::default());
}

#[test]
fn values_are_written_in_the_order_of_their_type() {
    let entry = |key: &str| Entry { key: Some(key.to_owned()), size: Some(1), ..Entry::default() };
    let value =
        Listing { name: Some("a<b>&\"".to_owned()), contents: vec![entry("x"), entry("y")], ..Listing::default() };
    let document = written("Bucket", &value);
    assert_eq!(
        document,
        "<Bucket><Name>a&lt;b&gt;&amp;&quot;</Name><Contents><Key>x</Key><Size>1</Size></Contents>\
         <Contents><Key>y</Key><Size>1</Size></Contents></Bucket>"
    );
    assert_eq!(listing(&document).0, value);
    let rooted = Json::from_iter([("Root", Json::from_iter([("a><b", Json::from(true)), ("1", Json::Null)]))]);
    assert_eq!(written("", &rooted), "<Root><a__b>true</a__b></Root>");
    assert_eq!(to_json(b"<Root><a>1</a></Root>", "Root").unwrap().to_string(), r#"{"Root":{"a":"1"}}"#);
}

#[test]
fn what_is_no_document_is_an_error() {
    let deep = "<a>".repeat(5000);
    for text in ["", "text", "<a>", "<a></b>", "<a", &deep, "<!DOCTYPE"] {
        assert!(to_json(text.as_bytes(), "").is_err(), "{text:.20}");
    }
}

#[test]
fn attributes_are_read_as_they_are_sent() {
    let mut owner = Owner { kind: Some("a \"b\"".to_owned()), id: Some("o-1".to_owned()), ..Owner::default() };
    owner.extra.insert("@xsi:nil", "false");
    let mut entry = Entry { size: Some(7), owner: Some(owner), ..Entry::default() };
    entry.extra.insert("Size@unit", "byte");
    entry.extra.insert("Torn@by", "cat");
    let document = written("Contents", &entry);
    assert_eq!(
        document,
        "<Contents><Size unit=\"byte\">7</Size><Owner xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:type=\"a &quot;b&quot;\" xsi:nil=\"false\"><ID>o-1</ID></Owner><Torn by=\"cat\"></Torn></Contents>"
    );
    let read: Entry = decode(document.as_bytes()).unwrap().unwrap();
    assert_eq!((&read.owner, read.size), (&entry.owner, entry.size));
    assert_eq!(read.extra.get("Size@unit"), Some(&Json::from("byte")));
}

#[test]
fn an_attribute_goes_where_the_page_lists_a_member() {
    struct Link {
        href: Option<String>,
        kind: Option<String>,
        extra: Extra,
    }
    models! { Link { href, kind = "type" } }
    // An element of attributes alone is an object, and a prefix is no part of the name on a page.
    let link: Link = decode(b"<Link href=\"/a\" x:type=\"t\" rel='up'/>").unwrap().unwrap();
    assert_eq!((link.href.as_deref(), link.kind.as_deref()), (Some("/a"), Some("t")));
    assert_eq!(link.extra.get("@rel"), Some(&Json::from("up")));
    // In JSON it is a member of its own.
    let link = json::decode::<Link>(br#"{"@type":"t"}"#).unwrap().value.unwrap();
    assert_eq!((link.kind, link.extra.get("@type")), (None, Some(&Json::from("t"))));
}
