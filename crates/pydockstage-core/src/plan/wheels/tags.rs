use super::{Libc, Target};
use crate::packages::Architecture;
use crate::project::WheelName;

impl Target {
    /// Whether the wheel can be installed: one of its tags is one that an installer takes there ("Platform compatibility
    /// tags", as `packaging.tags` writes them out).
    pub fn takes(self, wheel: &WheelName) -> bool {
        let is_any = |platform: &str| platform == "any";
        let is_own = |platform: &str| self.has_platform(platform);
        wheel.abis().any(|abi| {
            wheel.pythons().any(|python| {
                (wheel.platforms().any(is_own) && self.has_abi(python, abi))
                    || (wheel.platforms().any(is_any) && abi == "none" && self.is_pure(python))
            })
        })
    }

    /// Whether code compiled for this Python and ABI runs: that of the version itself, the stable ABI of an older one
    /// (PEP 384; without the global lock PEP 803), or none at all.
    fn has_abi(self, python: &str, abi: &str) -> bool {
        let thread = if self.free_threaded { "t" } else { "" };
        let is_own = || python == format!("cp3{}", self.minor);
        match abi {
            "none" => is_own() || self.is_pure_version(python),
            "abi3" | "abi3t" => {
                abi.ends_with('t') == self.free_threaded
                    && minor_of(python, "cp").is_some_and(|minor| (2..=self.minor).contains(&minor))
            }
            _ => is_own() && abi == format!("cp3{}{thread}", self.minor),
        }
    }

    /// Whether Python code for this Python runs.
    fn is_pure(self, python: &str) -> bool {
        python == format!("cp3{}", self.minor) || self.is_pure_version(python)
    }

    /// `py3`, or `py30` to the version itself.
    fn is_pure_version(self, python: &str) -> bool {
        python == "py3" || minor_of(python, "py").is_some_and(|minor| minor <= self.minor)
    }

    /// Whether what was compiled for the platform runs: manylinux of this glibc or an older one (PEP 600, with the older
    /// names of PEP 513, 571 and 599), musllinux of this musl or an older one (PEP 656), or plain Linux.
    fn has_platform(self, platform: &str) -> bool {
        let machine = self.architecture.machine();
        let Some(kind) = platform.strip_suffix(machine).and_then(|kind| kind.strip_suffix('_')) else {
            return false;
        };
        // Before the first manylinux of a machine no wheels were made for it.
        let oldest = match self.architecture {
            Architecture::Arm64 => 17,
            _ => 5,
        };
        match (self.libc, kind) {
            (_, "linux") => true,
            (Libc::Glibc { minor }, _) => {
                let wanted = match kind {
                    "manylinux1" => Some(5),
                    "manylinux2010" => Some(12),
                    "manylinux2014" => Some(17),
                    _ => kind.strip_prefix("manylinux_2_").and_then(number),
                };
                wanted.is_some_and(|wanted| (oldest..=minor).contains(&wanted))
            }
            (Libc::Musl { minor }, _) => {
                kind.strip_prefix("musllinux_1_").and_then(number).is_some_and(|wanted| wanted <= minor)
            }
        }
    }
}

/// The minor version in `cp313` or `py39`.
fn minor_of(python: &str, kind: &str) -> Option<u8> {
    let digits = python.strip_prefix(kind)?.strip_prefix('3')?;
    number(digits).and_then(|number| number.try_into().ok())
}

/// A number as tags have it: digits without a zero before them.
fn number(digits: &str) -> Option<u16> {
    let is_canonical = digits == "0" || !digits.starts_with(['0', '+']);
    is_canonical.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(minor: u8, release: &str, wheel: &str) -> bool {
        let target = Target::on(&release.parse().unwrap(), minor, Architecture::Amd64).unwrap();
        target.takes(&format!("x-1-{wheel}.whl").parse().unwrap())
    }

    #[test]
    fn the_c_library_of_the_release_decides() {
        let wheel = "cp313-cp313-manylinux_2_39_x86_64";
        assert!(takes(13, "debian:trixie", wheel));
        assert!(!takes(13, "debian:bookworm", wheel));
        assert!(!takes(13, "alpine:3.22", wheel));
        assert!(takes(13, "alpine:3.22", "cp313-cp313-musllinux_1_2_x86_64"));
        assert!(!takes(13, "debian:trixie", "cp313-cp313-musllinux_1_2_x86_64"));
    }

    #[test]
    fn the_stable_abi_of_an_older_python_will_do_but_not_of_a_newer_one() {
        assert!(takes(13, "debian:trixie", "cp39-abi3-manylinux2014_x86_64"));
        assert!(!takes(13, "debian:trixie", "cp314-abi3-manylinux2014_x86_64"));
        assert!(!takes(13, "debian:trixie", "cp39-cp39-manylinux2014_x86_64"));
        assert!(!takes(13, "debian:trixie", "cp313-cp313t-manylinux2014_x86_64"));
    }

    #[test]
    fn python_code_alone_is_for_every_machine() {
        assert!(takes(13, "alpine:3.22", "py2.py3-none-any"));
        assert!(!takes(13, "alpine:3.22", "py2-none-any"));
        assert!(!takes(13, "alpine:3.22", "cp313-abi3-any"));
        assert!(!takes(13, "debian:trixie", "py3-none-win_amd64"));
        assert!(takes(13, "debian:trixie", "py3-none-manylinux1_x86_64"));
        assert!(!takes(13, "debian:trixie", "py3-none-manylinux1_aarch64"));
    }
}
