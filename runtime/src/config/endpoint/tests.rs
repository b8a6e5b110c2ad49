use super::*;
use crate::credentials::environment::Environment;
use crate::facts::endpoints::Endpoints;
use crate::facts::vendor::{Variable, Vendor};
use crate::{Config, Keys};

static HILLS: Vendor = Vendor::new("hills").variables(&[
    (Variable::Region, "HILLS_REGION"),
    (Variable::Endpoint, "HILLS_{SERVICE}_{REGION}"),
    (Variable::RegionsFile, "HILLS_REGIONS_FILE"),
]);

static REGIONAL: Service = Service {
    id: "shelf",
    endpoints: Endpoints {
        pattern: Some("https://shelf.{region}.example.com"),
        regions: &["cn-north-1", "cn-north-4", "ap-southeast-1"],
        hosts: &[("eu-west-101", "https://shelf.eu-west-101.example.eu")],
        ..Endpoints::BASE
    },
    ..Service::BASE
};
static GLOBAL: Service = Service {
    id: "desk",
    endpoints: Endpoints { global: Some("desk.example.com/"), ..Endpoints::BASE },
    ..Service::BASE
};

fn urls(service: &Service, region: Option<&str>, variables: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let mut builder =
        Config::builder().credentials(Keys::new("AK", "SK")).environment(Environment::of(variables.iter().copied()));
    if let Some(region) = region {
        builder = builder.region(region);
    }
    let urls =
        resolve(service, &builder.build().unwrap().settings(&HILLS)).map_err(|error| error.message().to_owned())?;
    Ok(urls.iter().map(|url| url.text().to_owned()).collect())
}

#[test]
fn the_published_place_of_a_service() {
    for (service, region, url) in [
        (&REGIONAL, Some("cn-north-4"), "https://shelf.cn-north-4.example.com"),
        (&REGIONAL, Some("eu-west-101"), "https://shelf.eu-west-101.example.eu"),
        (&GLOBAL, Some("cn-north-4"), "https://desk.example.com"),
        (&GLOBAL, None, "https://desk.example.com"),
    ] {
        assert_eq!(urls(service, region, &[]), Ok(vec![url.to_owned()]));
    }
}

#[test]
fn an_unknown_region_names_the_near_ones() {
    assert_eq!(
        urls(&REGIONAL, Some("cn-nort-4"), &[]).unwrap_err(),
        "shelf has no known endpoint in \"cn-nort-4\"; similar names: cn-north-4, cn-north-1; \
         it has some in cn-north-4, cn-north-1, eu-west-101, ap-southeast-1"
    );
    assert_eq!(
        urls(&REGIONAL, None, &[]).unwrap_err(),
        "shelf is a regional service: set `region` in the configuration, or set HILLS_REGION"
    );
}

#[test]
fn the_environment_goes_before_what_is_published() {
    let stated = [("HILLS_SHELF_TEST_1", "http://a.example.com, b.example.com")];
    let both = vec!["http://a.example.com".to_owned(), "https://b.example.com".to_owned()];
    assert_eq!(urls(&REGIONAL, Some("test-1"), &stated), Ok(both));

    let path = std::env::temp_dir().join(format!("specwright-regions-{}.yaml", std::process::id()));
    std::fs::write(&path, "shelf:\n- id: test-2\n  endpoint: https://c.example.com\n").unwrap();
    let file = [("HILLS_REGIONS_FILE", path.to_str().unwrap())];
    assert_eq!(urls(&REGIONAL, Some("test-2"), &file), Ok(vec!["https://c.example.com".to_owned()]));
    std::fs::write(&path, "shelf: [nonsense\n").unwrap();
    assert!(urls(&REGIONAL, Some("test-2"), &file).unwrap_err().contains("line 1"));
    std::fs::remove_file(&path).unwrap();
    assert!(urls(&REGIONAL, Some("test-2"), &file).is_err(), "a file that was named has to be there");
}
