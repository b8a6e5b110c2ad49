//! Calls the invented vendor's services at an address, with a secret: `another-vendor http://127.0.0.1:8650 secret orchards`.
//! With `environment` in place of the address, address and secret are those that the vendors' own variables say.

include!(concat!(env!("OUT_DIR"), "/client.rs"));

fn main() -> Result<(), Error> {
    runtime::blocking::run(call())?
}

async fn call() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = || arguments.next().unwrap_or_default();
    let (address, secret, service) = (argument(), argument(), argument());
    let builder = || Config::builder().endpoint(address.as_str()).project_id("hill-7");
    let word = match service.as_str() {
        _ if address == "environment" => return from_environment(&service).await,
        "gates" => {
            let config = builder().credentials(gates::credentials()).build()?;
            gates::Client::new(&config).open_gate(&gates::model::OpenGateBody::new("Ada")).await?.word
        }
        "ledgers" => {
            let config = builder().credentials(ledgers::credentials("access", secret)).build()?;
            ledgers::Client::new(&config).read_ledger(&ledgers::model::ReadLedgerBody::new("9")).await?.word
        }
        "robots" => {
            let config = builder().credentials(robots::credentials(secret)).build()?;
            robots::Client::new(&config).send_robot(&robots::model::SendRobotBody::new("3")).await?.word
        }
        "keyrings" => {
            let config = builder().credentials(keyrings::credentials(secret)).build()?;
            keyrings::Client::new(&config).show_keyring(&keyrings::model::ShowKeyringBody::new("r-1")).await?.word
        }
        "vaults" => {
            let config = builder().credentials(vaults::credentials("access", secret)).build()?;
            vaults::Client::new(&config).lock_vault(&vaults::model::LockVaultBody::new("v-1")).await?.word
        }
        "ponds" => {
            let config = builder().credentials(ponds::credentials("access", secret)).build()?;
            ponds::Client::new(&config).release_fish("carp").await?.word
        }
        _ => {
            let config = builder().credentials(Keys::new("access", secret)).build()?;
            let basket = orchards::model::PickTreeBody::new(2);
            let picked = orchards::Client::new(&config).pick_tree("t-1", &basket).await?;
            println!("{:?} crates", picked.crates);
            picked.note
        }
    };
    println!("{word:?}");
    Ok(())
}

/// Calls a service by what its vendor's variables say.
async fn from_environment(service: &str) -> Result<(), Error> {
    let config = Config::from_env().await?;
    let word = match service {
        "robots" => robots::Client::new(&config).send_robot(&robots::model::SendRobotBody::new("3")).await?.word,
        _ => ponds::Client::new(&config).release_fish("carp").await?.word,
    };
    println!("{word:?}");
    Ok(())
}
