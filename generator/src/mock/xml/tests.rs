//! Documents that keep to the page, and such that do not.

use crate::{
    diagnostic::Source,
    ir::Service,
    mock::{Mock, Options, Request},
};
use std::sync::Arc;

const IR: &str = "
service: darkroom
operations:
- name: set_keys
  page: pages/SetKeys.md
  method: PUT
  path: /keys
  body: {media: application/xml, root: Keys, type: Keys}
  outputs:
  - {status: 204}
- name: set_light
  page: pages/SetLight.md
  method: PUT
  path: /light
  body: {media: application/xml, type: LightBody}
  outputs:
  - {status: 204}
types:
  Keys:
    fields:
    - {name: Key, type: list<Key>, items: ..=2, required: true}
    - {name: Note, type: string}
  Key:
    fields:
    - {name: colour, type: string, attribute: true, values: [{value: red}, {value: blue}]}
    - {name: Id, type: integer, range: 1..}
  LightBody:
    fields:
    - {name: Light, type: Light, required: true}
  Light:
    fields:
    - {name: Burns, type: boolean, required: true}
";

#[test]
fn documents_are_held_to_the_types_of_the_page() {
    let service = Service::from_yaml(&Arc::new(Source::new("ir.yaml", IR))).unwrap();
    let mock = Mock::new(vec![service], Options::default());
    let rows = [
        ("/keys", "<?xml version=\"1.0\"?><Keys><Key colour=\"red\"><Id>1</Id></Key><Note/></Keys>", 204, ""),
        ("/keys", "<Keys><Key/><Key/></Keys>", 204, ""),
        ("/keys", "<Keys><Key><Id>1</Id>", 400, "body: is not XML: it ends too early"),
        ("/keys", "{\"Key\":[]}", 400, "body: is not XML"),
        ("/keys", "<Locks/>", 400, "body: its root element is `Locks`, but the page has `Keys`"),
        ("/keys", "<Keys/>", 400, "body.Key: is required, but missing"),
        ("/keys", "<Keys><Key/><Key/><Key/></Keys>", 400, "body.Key: has 3 items, more than 2"),
        ("/keys", "<Keys><Key><Id>0</Id></Key></Keys>", 400, "body.Key[0].Id: is less than 1"),
        ("/keys", "<Keys><Key><Id>one</Id></Key></Keys>", 400, "body.Key[0].Id: expected integer, found a string"),
        ("/keys", "<Keys><Key colour='green'/></Keys>", 400, "body.Key[0].@colour: has a value that the page does"),
        ("/keys", "<Keys><Key color='red'/></Keys>", 400, "body.Key[0].@color: Key has no such field"),
        ("/light", "<Light><Burns>true</Burns></Light>", 204, ""),
        ("/light", "<Light/>", 400, "body.Light.Burns: is required, but missing"),
        ("/light", "<Lamp/>", 400, "body.Light: is required, but missing"),
    ];
    for (path, document, status, words) in rows {
        let headers = vec![("Content-Type".to_owned(), "application/xml".to_owned())];
        let (method, target, body) = ("PUT".to_owned(), path.to_owned(), document.into());
        let response = mock.respond(&Request { method, target, headers, body });
        let said = String::from_utf8_lossy(&response.body);
        assert!(response.status == status && said.contains(words), "{document}: {} {said}", response.status);
    }
}
