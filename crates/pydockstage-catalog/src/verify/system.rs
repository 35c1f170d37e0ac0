use super::root::Root;
use pydockstage_core::names::Release;
use std::path::Path;

impl Root {
    /// The release that the root file system is of, as its os-release(5) says; none where it is none that has a name
    /// here.
    pub fn release(&self) -> Option<Release> {
        let text =
            ["/etc/os-release", "/usr/lib/os-release"].iter().find_map(|path| self.text(Path::new(path)))?;
        let field = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.map(|value| value.trim().trim_matches(['"', '\'']))
        };
        let version = field("VERSION_ID").unwrap_or_default();
        let major = version.split('.').next().unwrap_or(version);
        let name = match field("ID")? {
            id @ ("debian" | "ubuntu") => format!("{id}:{}", field("VERSION_CODENAME")?),
            "alpine" => {
                let mut parts = version.split('.');
                format!("alpine:{}.{}", parts.next()?, parts.next()?)
            }
            "centos" => format!("centos:stream{major}"),
            id @ ("rhel" | "rocky" | "fedora") => format!("{id}:{major}"),
            "almalinux" => format!("alma:{major}"),
            "amzn" => format!("amazon:{version}"),
            "wolfi" => "wolfi:latest".to_owned(),
            _ => return None,
        };
        name.parse().ok()
    }
}
