//! What several commands are asked with: a release, an architecture, the user's catalogs.

use pydockstage_core::names::Release;
use pydockstage_core::packages::{Architecture, Catalog, ReleaseCatalog};
use pydockstage_core::report::Message;

/// The release that an argument names.
pub(super) fn release(argument: &str, text: &str) -> Result<Release, Vec<Message>> {
    text.parse().map_err(|error| {
        let message = Message::new("bad-release", format!("{argument}: {error}"));
        vec![message.help("write distribution and release, as debian:trixie")]
    })
}

/// The architecture that an argument names; amd64 where there is none.
pub(super) fn architecture(text: Option<&str>) -> Result<Architecture, Vec<Message>> {
    text.map_or(Ok(Architecture::default()), |text| {
        text.parse().map_err(|()| {
            let known: Vec<&str> = Architecture::ALL.iter().map(|known| known.as_str()).collect();
            let message =
                Message::new("bad-architecture", format!("--architecture: `{text}` is none that is known"));
            vec![message.help(format!("write one of {}", known.join(", ")))]
        })
    })
}

/// The embedded catalogs and the user's.
pub(super) fn catalog() -> Result<Catalog, Vec<Message>> {
    Catalog::of_user().map_err(|error| vec![Message::from(&error)])
}

/// Says that an answer rests on a catalog of the user's own, which others don't have.
pub(super) fn note(catalog: &ReleaseCatalog<'_>) -> String {
    let header = catalog.header();
    if catalog.is_added() {
        format!("note: {} is a catalog of your own, of an index of {}\n", header.release, header.date)
    } else {
        String::new()
    }
}
