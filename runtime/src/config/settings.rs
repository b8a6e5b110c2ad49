//! What the clients of one vendor go by: what the program gave, and for the rest what the vendor's variables and its file
//! of profiles say. Nothing is fetched here.

use std::sync::Arc;

use tokio::sync::OnceCell;

use super::shared::SharedSettings;
use crate::credentials::chain::Chain;
use crate::credentials::environment::{Environment, Variables};
use crate::credentials::profile::{Profile, Section};
use crate::credentials::{Credentials, Unavailable};
use crate::error::{Error, ErrorKind};
use crate::facts::vendor::{Variable, Vendor};
use crate::values::url::Address;

/// What a program gave of what a vendor's variables may say too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    pub(super) region: Option<String>,
    pub(super) credentials: Option<Credentials>,
    pub(super) project_id: Option<String>,
    pub(super) domain_id: Option<String>,
    pub(super) endpoints: Vec<Address>,
    pub(super) iam_endpoint: Option<Address>,
    pub(super) sts_endpoint: Option<Address>,
    pub(super) environment: Option<Environment>,
    pub(super) profile: Option<String>,
}

/// What the clients of one vendor go by; they share what was found out.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) shared: Arc<SharedSettings>,
    pub(crate) variables: Variables,
    pub(crate) region: Option<String>,
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<String>,
    pub(crate) domain_id: Option<String>,
    pub(crate) endpoints: Vec<Address>,
    /// Where IAM is.
    pub(crate) iam: Option<Address>,
    /// Where STS is.
    pub(crate) sts: Option<Address>,
    pub(crate) found_project: OnceCell<String>,
    pub(crate) found_domain: OnceCell<String>,
}

impl Settings {
    /// What clients of `vendor` go by.
    pub(super) fn of(given: &Given, shared: &Arc<SharedSettings>, vendor: &'static Vendor) -> Self {
        let variables = Variables::new(given.environment.clone().unwrap_or_default(), vendor);
        let or = |given: &Option<String>, variable| given.clone().or_else(|| variables.get(variable));
        let region = or(&given.region, Variable::Region);
        let endpoint = |given: &Option<Address>, variable, published: Option<String>| {
            let stated = || variables.get(variable).or(published).map(|url| Address::new(&url));
            given.clone().or_else(stated)
        };
        let iam = endpoint(&given.iam_endpoint, Variable::IamEndpoint, vendor.iam.url(region.as_deref()));
        let sts = endpoint(&given.sts_endpoint, Variable::StsEndpoint, vendor.sts.url(region.as_deref()));
        let profile = ProfileChoice::of(given, &variables, region.as_deref());
        let stated = profile.stated();
        // A section that was named goes before the variables.
        let id = |given: &Option<String>, variable| {
            let in_profile = || stated.get(variable).map(str::to_owned);
            let in_variable = || variables.get(variable);
            let found =
                || if profile.is_named { in_profile().or_else(in_variable) } else { in_variable().or_else(in_profile) };
            given.clone().or_else(found)
        };
        let project_id = id(&given.project_id, Variable::ProjectId);
        let domain_id = id(&given.domain_id, Variable::DomainId);
        let source = || match &profile.file {
            Some(file) if profile.is_named => Credentials::fetched(file.clone()),
            None if profile.is_named => Credentials::provider(Unavailable::new(
                ErrorKind::Config,
                "a profile is set, but no profile file is known",
            )),
            file => {
                let file = file.as_ref().filter(|file| file.exists());
                let text = |address: Option<&Address>| address.map(|address| address.text().to_owned());
                let (iam, sts) = (text(iam.as_ref()), text(sts.as_ref()));
                Credentials::fetched(Chain::new(&variables, iam.as_deref(), sts.as_deref(), file.cloned()))
            }
        };
        let credentials = given.credentials.clone().unwrap_or_else(source);
        Self {
            shared: Arc::clone(shared),
            region,
            credentials,
            project_id,
            domain_id,
            endpoints: given.endpoints.clone(),
            iam,
            sts,
            variables,
            found_project: OnceCell::new(),
            found_domain: OnceCell::new(),
        }
    }

    /// Whose clients they are.
    pub(crate) fn vendor(&self) -> &'static Vendor {
        self.variables.vendor()
    }
}

/// The file of profiles, with the sections that are looked for.
struct ProfileChoice {
    file: Option<Profile>,
    /// Whether the program named the section.
    is_named: bool,
    /// Whether what the file states belongs to other keys than those that are used.
    is_elsewhere: bool,
}

impl ProfileChoice {
    fn of(given: &Given, variables: &Variables, region: Option<&str>) -> Self {
        let is_named = given.profile.is_some();
        let named = given.profile.clone().or_else(|| variables.get(Variable::Profile));
        let usual = || variables.vendor().profile.iter().flat_map(|file| file.sections).map(|&name| name.to_owned());
        let sections: Vec<String> = named.map_or_else(|| usual().collect(), |name| vec![name]);
        let file = variables.file(Variable::ProfileFile, "credentials");
        let file = file.map(|path| Profile::new(variables.vendor(), path, sections).in_region(region));
        let has = |variable| variables.get(variable).is_some();
        let is_elsewhere = !is_named && (has(Variable::KeyId) || has(Variable::IdentityProvider));
        Self { file, is_named, is_elsewhere }
    }

    /// What the file states beside its keys. One that cannot be read is reported when its keys are asked for.
    fn stated(&self) -> Section {
        let file = self.file.as_ref().filter(|file| !self.is_elsewhere && file.exists());
        file.and_then(|file| file.section().ok()).unwrap_or_default()
    }
}

/// An id that was copied from a page with its braces would be sent as it is.
pub(crate) fn not_a_placeholder(what: &str, id: Option<&str>) -> Result<(), Error> {
    match id.map(str::trim) {
        Some(id) if id.starts_with(['{', '<']) && id.ends_with(['}', '>']) => {
            Err(Error::new(ErrorKind::Config, format!("the {what} id {id} is a placeholder: replace it by the id")))
        }
        _ => Ok(()),
    }
}
