use super::guard;
use crate::names::StageName;
use crate::plan::resolve::Context;
use crate::plan::{Action, Reason, Role, Stage, Step};

/// Where the list of what was found lies in the stage.
pub(super) const LIST: &str = "/runtime-packages.txt";

/// What looks which packages the installed files link to, where the development packages of `on` are there to be
/// found; none unless the owner asks for it.
pub(in crate::plan) fn scan(context: &Context<'_>, base: &StageName, on: &StageName) -> Option<Stage> {
    let origin = context.spec.system.scanned()?;
    let steps = vec![
        Step::new(
            Action::WriteProgram {
                program: guard::PROGRAM.to_owned(),
                scans: true,
                guards: guard::lists(context),
            },
            Reason::default_choice("looks by the loader itself, and by the distribution's own database"),
        ),
        Step::new(
            Action::ScanLibraries {
                program: guard::PROGRAM.to_owned(),
                base: base.clone(),
                folder: context.places.venv.clone(),
                list: LIST.to_owned(),
            },
            Reason::written("what the installed files link to, and nothing else", origin),
        ),
    ];
    Some(context.stage(
        Role::Scan,
        on.clone(),
        "the packages that the installed files link to: as long as the list is the same, nothing is installed again",
        steps,
    ))
}
