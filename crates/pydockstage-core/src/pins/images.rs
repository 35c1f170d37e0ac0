//! The images that a plan takes from registries.

use super::PinsError;
use super::file::{LOCK_FILE, Pins};
use crate::names::{NameError, name_type};
use crate::plan::{Action, Exporter, Filler, From, Plan, RunMount, Step};
use crate::spec::values::StageOrImage;
use std::collections::BTreeSet;
use std::str::FromStr;

/// The digest of an image's manifest or index: `sha256:` and 64 hexadecimal digits in lower case (OCI image
/// specification, descriptor).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageDigest(String);

name_type!(ImageDigest);

impl FromStr for ImageDigest {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let hex = text.strip_prefix("sha256:");
        if hex
            .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        {
            return Ok(Self(text.to_owned()));
        }
        let reason = "it is not sha256: and 64 hexadecimal digits in lower case";
        Err(NameError::new("digest of an image", text, reason))
    }
}

/// The images that the plan names without a digest, each once, sorted: of its stages, copies and mounts, and of the
/// frontend it asks for. An image that its owner pinned already needs no other pin.
pub fn images(plan: &Plan) -> Vec<String> {
    let mut found = BTreeSet::new();
    each(&mut plan.clone(), &mut |image: &mut String| {
        found.insert(image.clone());
    });
    found.into_iter().collect()
}

impl Pins {
    /// Pins every image of the plan. An error where the file lacks one, or has one that the plan doesn't take.
    pub fn apply(&self, plan: &mut Plan) -> Result<(), PinsError> {
        let wanted = images(plan);
        let lacking: Vec<String> =
            wanted.iter().filter(|image| !self.images.contains_key(*image)).cloned().collect();
        let unused: Vec<String> =
            self.images.keys().filter(|image| !wanted.contains(image)).cloned().collect();
        if !lacking.is_empty() || !unused.is_empty() {
            return Err(PinsError::Stale { lacking, unused });
        }
        for stage in &mut plan.stages {
            if let From::Image(image) | From::BuildPlatform(image) = &stage.from
                && is_floating(image)
            {
                stage.reason.origins.push(LOCK_FILE.to_owned());
            }
        }
        each(plan, &mut |image: &mut String| {
            if let Some(digest) = self.images.get(image) {
                *image = format!("{image}@{digest}");
            }
        });
        Ok(())
    }
}

/// Whether the name may mean another image tomorrow. `scratch` is no image but the lack of one.
fn is_floating(image: &str) -> bool {
    image != "scratch" && !image.contains('@')
}

/// Shows every image without a digest that the plan takes.
fn each(plan: &mut Plan, visit: &mut dyn FnMut(&mut String)) {
    let mut visit = |image: &mut String| {
        if is_floating(image) {
            visit(image);
        }
    };
    if let Some(syntax) = &mut plan.syntax {
        visit(syntax);
    }
    for stage in &mut plan.stages {
        if let From::Image(image) | From::BuildPlatform(image) = &mut stage.from {
            visit(image);
        }
        for step in &mut stage.steps {
            of_step(step, &mut visit);
        }
    }
}

fn of_step(step: &mut Step, visit: &mut dyn FnMut(&mut String)) {
    let filler = |filler: &mut Filler, visit: &mut dyn FnMut(&mut String)| {
        if let Filler::Uv { image } = filler {
            visit(image);
        }
    };
    match &mut step.action {
        Action::InstallPython { image, .. } => visit(image),
        Action::ExportLock(export) => {
            if let Exporter::Uv { image } = &mut export.exporter {
                visit(image);
            }
        }
        Action::InstallRequirements(install) => filler(&mut install.filler, visit),
        Action::InstallProject(install) => filler(&mut install.filler, visit),
        Action::InstallMore(install) => filler(&mut install.filler, visit),
        Action::OwnCopy(copy) => owned(&mut copy.from, visit),
        Action::OwnRun(run) => {
            for mount in &mut run.mounts {
                if let RunMount::Bind { from, .. } = mount {
                    owned(from, visit);
                }
            }
        }
        _ => {}
    }
}

fn owned(from: &mut Option<StageOrImage>, visit: &mut dyn FnMut(&mut String)) {
    if let Some(StageOrImage::Image(reference)) = from {
        let mut image = reference.as_str().to_owned();
        visit(&mut image);
        // A reference with a digest behind it is one still.
        if let Ok(pinned) = image.parse() {
            *reference = pinned;
        }
    }
}
