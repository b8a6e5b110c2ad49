//! What vendors call the parts of a signature. The proof itself is the same.

/// The names of a vendor; `SigningNames { date: "X-Acme-Date", ..SigningNames::BASE }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigningNames {
    /// The algorithm, as the `Authorization` header names it.
    pub algorithm: &'static str,
    /// The header that dates the request.
    pub date: &'static str,
    /// The header that can carry the hash of the payload.
    pub content: &'static str,
    /// The header that temporary keys are shown with.
    pub security_token: &'static str,
    /// The header that names the project.
    pub project: &'static str,
    /// The header that names the account.
    pub domain: &'static str,
}

impl SigningNames {
    /// The names that most clients use.
    pub const BASE: Self = Self {
        algorithm: "SDK-HMAC-SHA256",
        date: "X-Sdk-Date",
        content: "X-Sdk-Content-Sha256",
        security_token: "X-Security-Token",
        project: "X-Project-Id",
        domain: "X-Domain-Id",
    };
}
