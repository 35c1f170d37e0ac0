use crate::input::Limited;
use pydockstage_core::packages::BuildError;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;
use tempfile::NamedTempFile;

/// What a file of a mirror may have, packed. The largest index of Debian's has 40 MB, the largest package 2 GB.
const LARGEST_FILE: u64 = 4 << 30;
/// How often a file is asked for, when the network fails.
const ATTEMPTS: u32 = 3;

/// A file of a mirror, fetched whole before it is read: first into a temporary file, then, where there is a cache,
/// by a rename to its place. None where the mirror says that there is no such file.
pub(super) fn open(
    root: &str,
    path: &str,
    cache: Option<&Path>,
) -> Result<Option<Box<dyn Read + Send>>, BuildError> {
    let address = format!("{root}/{path}");
    if let Some(kept) = cache.and_then(|cache| File::open(cache.join(path)).ok()) {
        return Ok(Some(Box::new(kept)));
    }
    let unreadable = |reason: String| BuildError::Unreadable { file: address.clone(), reason };
    let place = cache.map(|cache| cache.join(path));
    let folder = place.as_deref().and_then(Path::parent);
    if let Some(folder) = folder {
        fs::create_dir_all(folder).map_err(|error| unreadable(error.to_string()))?;
    }
    for attempt in 1.. {
        let file = folder.map_or_else(NamedTempFile::new, NamedTempFile::new_in);
        let mut file = file.map_err(|error| unreadable(error.to_string()))?;
        match fetch(&address, file.as_file_mut()) {
            Ok(true) => {
                file.rewind().map_err(|error| unreadable(error.to_string()))?;
                let file = match &place {
                    Some(place) => file.persist(place).map_err(|error| unreadable(error.to_string()))?,
                    None => file.into_file(),
                };
                return Ok(Some(Box::new(file)));
            }
            Ok(false) => return Ok(None),
            Err(reason) if attempt >= ATTEMPTS => return Err(unreadable(reason)),
            Err(_) => std::thread::sleep(Duration::from_millis(500) * attempt),
        }
    }
    Ok(None)
}

/// Whether the file is there; what the network says otherwise.
fn fetch(address: &str, to: &mut File) -> Result<bool, String> {
    let answer = AGENT.get(address).call();
    let mut body = match answer {
        Ok(answer) => answer.into_body(),
        Err(ureq::Error::StatusCode(404 | 403 | 410)) => return Ok(false),
        Err(error) => return Err(error.to_string()),
    };
    let expected = body.content_length();
    let reader = body.with_config().limit(LARGEST_FILE).reader();
    let count = io::copy(&mut Limited::new(reader, LARGEST_FILE), to).map_err(|error| error.to_string())?;
    match expected {
        Some(expected) if expected != count => Err(format!("{count} of {expected} bytes came")),
        _ => Ok(true),
    }
}

/// A client that gives up on a mirror that stalls, and trusts the certificates that the system trusts. One for all
/// files, so that they share a connection.
static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    use ureq::tls::{RootCerts, TlsConfig};
    ureq::Agent::config_builder()
        .timeout_connect(Some(Duration::from_secs(15)))
        .timeout_recv_response(Some(Duration::from_secs(30)))
        .timeout_recv_body(Some(Duration::from_secs(600)))
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .user_agent("pydockstage")
        .build()
        .new_agent()
});
