//! One call: what a small tool would do, and nothing else.

use huaweicloud::{Config, Error, dcs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(status())?);
    Ok(())
}

async fn status() -> Result<dcs::model::ListNumberOfInstancesInDifferentStatusOutput, Error> {
    let config = Config::from_env().await?;
    dcs::Client::new(&config).list_number_of_instances_in_different_status().send().await
}
