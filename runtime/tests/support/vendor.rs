//! An invented vendor, as emitted code states one.

use specwright_runtime::emitted::{Endpoints, Metadata, Variable, Vendor};

pub(crate) static METADATA: Metadata = Metadata {
    url: "http://169.254.169.254",
    keys: "/openstack/latest/securitykey",
    token: Some(["/meta-data/latest/api/token", "X-Metadata-Token", "X-Metadata-Token-Ttl-Seconds"]),
    without_keys: Some("Please configure Cloud Service Agency first"),
};

pub(crate) static VENDOR: Vendor = Vendor::new("hills")
    .variables(&[
        (Variable::Region, "HILLS_REGION"),
        (Variable::Endpoint, "HILLS_{SERVICE}_{REGION}"),
        (Variable::RegionsFile, "HILLS_REGIONS_FILE"),
        (Variable::KeyId, "HILLS_AK"),
        (Variable::Secret, "HILLS_SK"),
        (Variable::SecurityToken, "HILLS_SECURITY_TOKEN"),
        (Variable::Token, "HILLS_TOKEN"),
        (Variable::ProjectId, "HILLS_PROJECT_ID"),
        (Variable::DomainId, "HILLS_DOMAIN_ID"),
        (Variable::ProfileFile, "HILLS_CREDENTIALS_FILE"),
        (Variable::Profile, "HILLS_PROFILE"),
        (Variable::MetadataDisabled, "HILLS_METADATA_DISABLED"),
        (Variable::OidcToken, "HILLS_OIDC_ID_TOKEN"),
        (Variable::OidcProvider, "HILLS_OIDC_PROVIDER_URN"),
        (Variable::OidcAgency, "HILLS_OIDC_AGENCY_URN"),
    ])
    .profile(
        ".hills",
        &["basic", "global"],
        &[
            (Variable::KeyId, "ak"),
            (Variable::Secret, "sk"),
            (Variable::SecurityToken, "security_token"),
            (Variable::ProjectId, "project_id"),
            (Variable::DomainId, "domain_id"),
            (Variable::DomainId, "domainid"),
            (Variable::IdentityProvider, "idp_id"),
            (Variable::IdTokenFile, "id_token_file"),
            (Variable::IamEndpoint, "iam_endpoint"),
        ],
    )
    .iam(Endpoints { global: Some("https://iam.hills.example"), ..Endpoints::BASE })
    .sts(Endpoints { global: Some("https://sts.hills.example"), ..Endpoints::BASE });
