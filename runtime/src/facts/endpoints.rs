//! What emitted code states about places: where a service is in each region. A region enters, a URL leaves.

/// Where a service is. A host stated for a region goes before the pattern, the pattern before the global host.
#[derive(Debug)]
pub struct Endpoints {
    /// The form of most hosts: `https://dcs.{region}.example.com`.
    pub pattern: Option<&'static str>,
    /// The regions that the pattern holds for; none means any.
    pub regions: &'static [&'static str],
    /// Regions with a host of their own form: region and URL.
    pub hosts: &'static [(&'static str, &'static str)],
    /// The URL of a service that has no regions.
    pub global: Option<&'static str>,
}

impl Endpoints {
    /// No endpoint known.
    pub const BASE: Self = Self { pattern: None, regions: &[], hosts: &[], global: None };

    /// The URL for `region`: that of the region, or else the one without regions.
    pub(crate) fn url(&self, region: Option<&str>) -> Option<String> {
        region.and_then(|region| self.in_region(region)).or_else(|| self.global.map(str::to_owned))
    }

    fn in_region(&self, region: &str) -> Option<String> {
        let own = self.hosts.iter().find(|(known, _)| *known == region).map(|(_, url)| (*url).to_owned());
        let covered = self.regions.is_empty() || self.regions.contains(&region);
        own.or_else(|| self.pattern.filter(|_| covered).map(|pattern| pattern.replace("{region}", region)))
    }
}
