//! What a question to the embedded catalog costs: `cargo bench -p pydockstage-core --bench catalog`.
//!
//! Each bench asks for another name each time, in no order of the text, so that no answer comes from what the last one
//! left in the processor's caches.

#![allow(clippy::unwrap_used)] // A bench that can't be set up measures nothing.

use divan::{Bencher, black_box};
use pydockstage_core::names::{Release, SystemPackage};
use pydockstage_core::packages::Catalog;

fn main() {
    divan::main();
}

fn trixie() -> Release {
    "debian:trixie".parse().unwrap()
}

/// Names of one kind of the text, scattered.
fn names(kind: &str) -> Vec<String> {
    let catalog = Catalog::embedded().release(&trixie()).unwrap();
    let lines = catalog.text().lines().filter_map(|line| line.strip_prefix(kind)?.strip_prefix(' '));
    let names: Vec<String> = lines.filter_map(|line| Some(line.split_once(' ')?.0.to_owned())).collect();
    // A step that has no divisor in common with the count visits each once.
    (0..names.len()).map(|index| names[index * 7919 % names.len()].clone()).collect()
}

/// The runtime half of a development package, the release at hand.
#[divan::bench(sample_size = 1000)]
fn runtime(bencher: Bencher<'_, '_>) {
    let catalog = Catalog::embedded().release(&trixie()).unwrap();
    let mut packages: Vec<SystemPackage> = names("dev").iter().map(|name| name.parse().unwrap()).collect();
    packages.retain(|package| catalog.builds_with(package));
    let mut next = packages.iter().cycle();
    bencher.bench_local(|| catalog.runtime(black_box(next.next().unwrap())).is_ok());
}

/// The owner of a library, the release at hand.
#[divan::bench(sample_size = 1000)]
fn owner(bencher: Bencher<'_, '_>) {
    let catalog = Catalog::embedded().release(&trixie()).unwrap();
    let libraries: Vec<String> = names("so").iter().map(|stem| format!("{stem}.so.1")).collect();
    let mut next = libraries.iter().cycle();
    bencher.bench_local(|| catalog.owner(black_box(next.next().unwrap())).is_some());
}

/// The release itself: all that is done before the first question.
#[divan::bench]
fn release() -> bool {
    Catalog::embedded().release(black_box(&trixie())).is_ok()
}

/// A name that is nowhere, with the nearest names: what a mistyped package costs.
#[divan::bench]
fn unknown() -> bool {
    let catalog = Catalog::embedded().release(&trixie()).unwrap();
    catalog.runtime(black_box(&"libldpa2-dev".parse().unwrap())).is_err()
}
