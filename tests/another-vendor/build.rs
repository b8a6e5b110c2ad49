//! Makes the client of `specs/` when a page changed.

fn main() {
    specwright::Builder::new().build();
}
