use super::{Action, From, Stage};
use crate::names::{Distribution, Family, Release};
use serde::{Deserialize, Serialize};

/// What installs packages in a stage, and so how they are asked for and how a user is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackageManager {
    /// `apt-get` of Debian and Ubuntu.
    #[default]
    Apt,
    /// `dnf` of Red Hat and its kin.
    Dnf,
    /// `dnf` in its fifth version, which keeps its cache elsewhere (Fedora since 41).
    Dnf5,
    /// `microdnf` of the minimal images.
    Microdnf,
    /// `apk` of Alpine and Wolfi.
    Apk,
}

impl PackageManager {
    /// That of a release's usual image.
    pub fn of(release: &Release) -> Self {
        match release.distribution().family() {
            Family::Apt => Self::Apt,
            Family::Apk => Self::Apk,
            Family::Dnf => {
                let is_fifth = release.distribution() == Distribution::Fedora
                    && release.name().parse::<u16>().is_ok_and(|number| number >= 41);
                if is_fifth { Self::Dnf5 } else { Self::Dnf }
            }
        }
    }

    /// Whether it is apt, which goes without saying.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
    pub(super) fn is_apt(&self) -> bool {
        *self == Self::Apt
    }
}

/// Writes into each step that installs packages or makes a user what does so in its stage: that of the release, or
/// another in the image that ships, where that begins with one of its own.
pub(super) fn settle(stages: &mut [Stage], usual: PackageManager, other: Option<(&str, PackageManager)>) {
    let mut managers: Vec<PackageManager> = Vec::with_capacity(stages.len());
    for index in 0..stages.len() {
        let manager = match &stages[index].from {
            From::Stage(on) => {
                let on = stages[..index].iter().position(|stage| stage.name == *on);
                on.and_then(|on| managers.get(on).copied()).unwrap_or(usual)
            }
            From::Image(image) | From::BuildPlatform(image) => match other {
                Some((own, manager)) if own == image => manager,
                _ => usual,
            },
        };
        managers.push(manager);
        for step in &mut stages[index].steps {
            if let Action::InstallPackages { manager: by, .. }
            | Action::InstallScanned { manager: by, .. }
            | Action::CreateUser { manager: by, .. } = &mut step.action
            {
                *by = manager;
            }
        }
    }
}
