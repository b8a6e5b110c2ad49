//! Uses the client that the build script made, at the root and as a module.

include!(concat!(env!("OUT_DIR"), "/client.rs"));

pub mod client {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

fn main() {
    let body = kilns::model::FireKilnBody::new("glaze");
    println!("{body:?}");
    assert_eq!(client::kilns::model::FireKilnBody::new("glaze").programme, body.programme);
}
