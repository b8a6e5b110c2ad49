//! Regions as data, as published by the vendor's clients in August 2026: where IAM and STS are.

/// Regions with an IAM of their own.
const IAM: &[&str] = &[
    "ae-ad-1",
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-2",
    "cn-east-3",
    "cn-east-4",
    "cn-east-5",
    "cn-north-1",
    "cn-north-12",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-south-1",
    "cn-south-2",
    "cn-southwest-2",
    "eu-west-0",
    "la-north-2",
    "la-south-2",
    "me-east-1",
    "my-kualalumpur-1",
    "na-mexico-1",
    "ru-moscow-1",
    "sa-brazil-1",
    "tr-west-1",
];

/// Regions with an STS.
const STS: &[&str] = &[
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-3",
    "cn-north-4",
    "cn-south-1",
    "cn-southwest-2",
    "la-south-2",
    "sa-brazil-1",
    "tr-west-1",
];

/// The URL of the IAM for `region`.
pub(crate) fn iam(region: Option<&str>) -> String {
    match region {
        // Accounts of the European site are known there only.
        Some("eu-west-101") => "https://iam.eu-west-101.myhuaweicloud.eu".to_owned(),
        Some(region) if IAM.contains(&region) => format!("https://iam.{region}.myhuaweicloud.com"),
        _ => "https://iam.myhuaweicloud.com".to_owned(),
    }
}

/// The URL of the STS for `region`.
pub(crate) fn sts(region: Option<&str>) -> String {
    let region = region.filter(|region| STS.contains(region)).unwrap_or("cn-north-4");
    format!("https://sts.{region}.myhuaweicloud.com")
}
