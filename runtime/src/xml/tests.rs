use super::*;
use crate::json::decode;
use crate::{Extra, models};

#[derive(Clone, Default, PartialEq)]
struct Listing {
    name: Option<String>,
    is_truncated: Option<bool>,
    max_keys: Option<i64>,
    contents: Vec<Entry>,
    extra: Extra,
}

#[derive(Clone, Default, PartialEq)]
struct Entry {
    key: Option<String>,
    size: Option<i64>,
    owner: Option<Owner>,
    extra: Extra,
}

#[derive(Clone, Default, PartialEq)]
struct Owner {
    id: Option<String>,
    extra: Extra,
}

models! {
    Listing { name = "Name", is_truncated = "IsTruncated", max_keys = "MaxKeys", contents = "Contents" }
    Entry { key = "Key", size = "Size", owner = "Owner" }
    Owner { id = "ID" }
}

const DOCUMENT: &str = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<!DOCTYPE x [<!ENTITY far SYSTEM \"file:///etc/hostname\">]>
<ListBucketResult xmlns=\"http://s.example.com/doc\">
  <Name>shelf &amp; &#20070;</Name>
  <IsTruncated>false</IsTruncated>
  <MaxKeys>1000</MaxKeys>
  <Prefix/>
  <Contents><Key><![CDATA[a<b]]></Key><Size unit=\"byte\">7</Size><Owner type=\"user\"><ID>o-1</ID></Owner></Contents>
  <Contents><Key>&far;</Key><Size>many</Size></Contents>
</ListBucketResult>";

fn listing(document: &str) -> (Listing, Vec<String>) {
    let json = to_json(document.as_bytes(), "").unwrap().to_string();
    let decoded = decode::<Listing>(json.as_bytes()).unwrap();
    let drift = decoded.drift.into_iter().filter(|drift| !is_usual(drift)).map(|drift| drift.to_string());
    (decoded.value.unwrap(), drift.collect())
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
            "Contents[].Owner.type: a member that the pages do not state (string)",
            "Contents[].Size@unit: a member that the pages do not state (string)",
            "Contents[].Size: string where integer is due; kept as is",
            "Prefix: a member that the pages do not state (null)",
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
fn attributes_are_sent_as_they_are_read() {
    let mut owner = Owner { id: Some("o-1".to_owned()), ..Owner::default() };
    owner.extra.insert("@xsi:type", "user \"&\"");
    let mut entry = Entry { size: Some(7), owner: Some(owner), ..Entry::default() };
    entry.extra.insert("Size@unit", "byte");
    entry.extra.insert("Torn@by", "cat");
    let document = written("Contents", &entry);
    assert_eq!(
        document,
        "<Contents><Size unit=\"byte\">7</Size><Owner xsi:type=\"user &quot;&amp;&quot;\"><ID>o-1</ID></Owner>\
         <Torn by=\"cat\"></Torn></Contents>"
    );
    let (name, read) = read(document.as_bytes()).unwrap();
    assert_eq!((name.as_str(), read.get("Size@unit")), ("Contents", Some(&Json::from("byte"))));
    assert_eq!(read.get("Owner").and_then(|owner| owner.get("type")), Some(&Json::from("user \"&\"")));
}
