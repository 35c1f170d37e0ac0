//! Images and stages: which exactly, and whether an environment runs where it is copied to.

use super::Subject;
use crate::dockerfile::{Instruction, Source};
use crate::lint::Finding;
use crate::lint::file::{Base, literal};
use crate::lint::image::{self, ImageName};
use crate::lint::problem::Problem;

pub(in crate::lint) fn unpinned(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for stage in &subject.file.stages {
        let Base::Image(Some(name)) = &stage.base else { continue };
        let image = ImageName::new(name);
        if name != "scratch" && !image.is_fixed && matches!(image.tag, None | Some("latest")) {
            found.push(Finding::new(Problem::UnpinnedImage { image: name.clone() }, stage.span.clone()));
        }
    }
}

pub(in crate::lint) fn interpreters(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let file = subject.file;
    for (index, stage) in file.stages.iter().enumerate() {
        let Some(there) = file.image(index).map(ImageName::new) else { continue };
        for step in &stage.steps {
            let Instruction::Copy(copy) = step.instruction else { continue };
            let Some(from) = copy.from.as_ref().and_then(|from| file.stage(from.as_str())) else { continue };
            let Some(made) = file.image(from).map(ImageName::new) else { continue };
            let is_environment = copy.paths.sources().iter().any(|source| match source {
                Source::Path(path) => literal(path).is_some_and(|path| {
                    path.trim_end_matches('/').ends_with("venv") || path.contains("site-packages")
                }),
                Source::Heredoc(_) => false,
            });
            if !is_environment {
                continue;
            }
            if let (Some(made), Some(there)) = (made.interpreter(), there.interpreter())
                && (made.path != there.path
                    || made.is_musl != there.is_musl
                    || made.version.is_some() && there.version.is_some() && made.version != there.version)
            {
                found.push(Finding::new(Problem::OtherInterpreter { made, there }, step.span.clone()));
            } else if let (Some(made), Some(there)) = (made.release(), there.release())
                && let (Some(new), Some(old)) = (image::age(&made), image::age(&there))
                && new > old
            {
                found.push(Finding::new(Problem::OlderRelease { made, there }, step.span.clone()));
            }
        }
    }
}

pub(in crate::lint) fn later_stages(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let file = subject.file;
    for (index, stage) in file.stages.iter().enumerate() {
        for step in &stage.steps {
            let Instruction::Copy(copy) = step.instruction else { continue };
            let Some(from) = &copy.from else { continue };
            let is_before = file.stages[..index]
                .iter()
                .any(|other| other.name().is_some_and(|name| name.eq_ignore_ascii_case(from.as_str())));
            let comes = file.stages[index..]
                .iter()
                .any(|other| other.name().is_some_and(|name| name.eq_ignore_ascii_case(from.as_str())));
            if comes && !is_before {
                let problem = Problem::LaterStage { stage: from.as_str().to_owned() };
                found.push(Finding::new(problem, step.span.clone()));
            }
        }
    }
}
