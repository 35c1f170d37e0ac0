//! The extension module `pydockstage._core`: what the crates know and do, as Python's own values and errors. It
//! converts, and decides nothing.

mod command;
mod dockerfile;
mod error;
mod files;
mod generate;
mod generation;
mod ignore_rule;
mod instruction;
mod json;
mod lint;
mod message;
mod named;
mod needs;
mod network;
mod package;
mod packages;
mod plan;
mod planned_set;
mod project;
mod reason;
mod runtime;
mod stage;
mod step;
mod tree;
mod value;

/// What ``pydockstage`` is made of; import the names from there.
#[pyo3::pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use crate::command::main;
    #[pymodule_export]
    use crate::dockerfile::Dockerfile;
    #[pymodule_export]
    use crate::error::{
        DockerfileError, DockstageError, FilesError, PackageError, PlanError, ProjectError, SpecError,
    };
    #[pymodule_export]
    use crate::files::{Difference, Output, Written};
    #[pymodule_export]
    use crate::generate::generate;
    #[pymodule_export]
    use crate::generation::Generation;
    #[pymodule_export]
    use crate::ignore_rule::IgnoreRule;
    #[pymodule_export]
    use crate::instruction::Instruction;
    #[pymodule_export]
    use crate::lint::lint;
    #[pymodule_export]
    use crate::message::Message;
    #[pymodule_export]
    use crate::needs::Needs;
    #[pymodule_export]
    use crate::package::Package;
    #[pymodule_export]
    use crate::packages::{library_owner, package_needs, runtime_packages};
    #[pymodule_export]
    use crate::plan::Plan;
    #[pymodule_export]
    use crate::planned_set::PlannedSet;
    #[pymodule_export]
    use crate::project::{Project, read};
    #[pymodule_export]
    use crate::reason::Reason;
    #[pymodule_export]
    use crate::runtime::Runtime;
    #[pymodule_export]
    use crate::stage::Stage;
    #[pymodule_export]
    use crate::step::Step;
    #[pymodule_export]
    use crate::tree::Tree;

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        crate::error::with_defaults(module.py())
    }

    /// The version of the package, of the command and of the crates: they are one.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's own name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
