//! Uses the client that the build script made.

include!(concat!(env!("OUT_DIR"), "/client.rs"));

fn main() {
    let body = kilns::model::FireKilnBody::new("glaze");
    println!("{body:?}");
}
