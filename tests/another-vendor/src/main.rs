//! Calls the invented vendor's service at an address, with a secret key: `another-vendor http://127.0.0.1:8650 secret`.

include!(concat!(env!("OUT_DIR"), "/client.rs"));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let (address, secret) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let config =
        Config::builder().endpoint(address).credentials(Keys::new("access", secret)).project_id("hill-7").build()?;
    let orchards = orchards::Client::new(&config);
    let basket = orchards::model::PickTreeBody::new(2);
    let picked = orchards.pick_tree("t-1", &basket).await?;
    println!("{:?} crates; {:?}", picked.crates, picked.note);
    Ok(())
}
