//! Questions to the catalog of system packages.

use crate::error::{PackageError, bad_value_of, of};
use crate::needs::Needs;
use pydockstage_core::names::NameError;
use pydockstage_core::packages::{self, Catalog};
use pydockstage_core::report;
use pyo3::prelude::*;
use std::str::FromStr;

/// The runtime packages of a development package (list of str): what must be in the image that runs what was compiled
/// against it. Empty for a tool, and for a library that is headers alone.
///
/// ``package`` (str, as ``"libldap2-dev"``) is a name of the release ``on`` (str, as ``"debian:trixie"``). Raises
/// ``PackageError`` for a name or a release that the catalog doesn't know, with the nearest that it does.
#[pyfunction]
#[pyo3(signature = (package, *, on))]
pub(crate) fn runtime_packages(py: Python<'_>, package: &str, on: &str) -> PyResult<Vec<String>> {
    let (catalog, release) = (user_catalog(py)?, name(py, on)?);
    let package = name(py, package)?;
    let runtime = catalog.release(&release).and_then(|found| found.runtime(&package));
    Ok(runtime.map_err(|error| unknown(py, &error))?.iter().map(ToString::to_string).collect())
}

/// What a Python distribution needs of the system when it is built from its source (Needs); None where nothing is
/// known of it.
///
/// ``distribution`` (str, as ``"python-ldap"``) is its name, in any spelling, with ``extras`` (sequence of str, by
/// default none), on the release ``on`` (str, as ``"debian:trixie"``). Raises ``PackageError`` for a release that the
/// catalog doesn't know.
#[pyfunction]
#[pyo3(
    signature = (distribution, *, on, extras=Vec::new()),
    text_signature = "(distribution, *, on, extras=())"
)]
#[expect(clippy::needless_pass_by_value, reason = "a sequence of Python becomes a vector of its own")]
pub(crate) fn package_needs(
    py: Python<'_>,
    distribution: &str,
    on: &str,
    extras: Vec<String>,
) -> PyResult<Option<Needs>> {
    let (catalog, release) = (user_catalog(py)?, name(py, on)?);
    let found = catalog.release(&release).map_err(|error| unknown(py, &error))?;
    Ok(found.needs(&name(py, distribution)?, &extras).map(Needs::from))
}

/// The packages that own a shared library (list of str), the usual one first; None where nothing is known of it.
///
/// ``library`` (str, as ``"libldap.so.2"``) is its SONAME, on the release ``on`` (str, as ``"debian:trixie"``). Raises
/// ``PackageError`` for a release that the catalog doesn't know.
#[pyfunction]
#[pyo3(signature = (library, *, on))]
pub(crate) fn library_owner(py: Python<'_>, library: &str, on: &str) -> PyResult<Option<Vec<String>>> {
    let (catalog, release) = (user_catalog(py)?, name(py, on)?);
    let owners = catalog.release(&release).map_err(|error| unknown(py, &error))?.owner(library);
    Ok(owners.map(|packages| packages.iter().map(ToString::to_string).collect()))
}

/// What is part of the module, and what the user added by `pydockstage catalog add`.
pub(crate) fn user_catalog(py: Python<'_>) -> PyResult<Catalog> {
    py.detach(Catalog::of_user).map_err(|error| unknown(py, &error))
}

fn name<T: FromStr<Err = NameError>>(py: Python<'_>, text: &str) -> PyResult<T> {
    text.parse().map_err(|error| bad_value_of::<PackageError>(py, &error))
}

fn unknown(py: Python<'_>, error: &packages::PackageError) -> PyErr {
    of::<PackageError>(py, &[report::Message::from(error)])
}
