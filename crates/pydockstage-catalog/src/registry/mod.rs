//! What a registry says of an image: the digest of its manifest, or of its index where it is made for several
//! platforms.
//!
//! The protocol is that of the OCI distribution specification 1.1 ("Pulling manifests"); who asks without a token is
//! told where there is one (`WWW-Authenticate: Bearer`, the token flow of the distribution project), and anybody is
//! given one for a public image. How the bytes come is up to a [`Fetch`]: [`http`] is one.

#[cfg(feature = "fetch")]
mod http;
mod name;
mod token;

#[cfg(feature = "fetch")]
pub use http::http;
pub use name::Located;

use pydockstage_core::pins::{ImageDigest, RegistryError, RegistryFault};
use sha2::{Digest as _, Sha256};
use std::thread::sleep;
use std::time::Duration;

/// What a manifest may have, in bytes; the specification lets registries refuse larger ones ("Pushing manifests").
pub const LARGEST_BODY: u64 = 4 << 20;

/// How often a question is put to a registry that fails.
const ATTEMPTS: u32 = 3;

/// The forms of a manifest and of an index: OCI's, and Docker's before it.
const MEDIA_TYPES: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// A question: GET, with these headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address, `https`, or `http` for this machine alone.
    pub address: String,
    /// Names and values of headers.
    pub headers: Vec<(&'static str, String)>,
}

/// What came back, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The status of HTTP.
    pub status: u16,
    /// The names of headers, in lower case, and their values.
    pub headers: Vec<(String, String)>,
    /// The body, of at most [`LARGEST_BODY`] bytes.
    pub body: Vec<u8>,
}

impl Response {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }
}

/// Asks, and gives the answer; or why there is none, in a few words.
pub type Fetch<'a> = dyn Fn(&Request) -> Result<Response, String> + 'a;

/// The digest of an image, as `python:3.13-slim-trixie`; a tag that it doesn't have is `latest`.
///
/// The manifest itself is fetched: its digest is computed from its bytes, and must be the one that the registry says.
pub fn digest(image: &str, fetch: &Fetch<'_>) -> Result<ImageDigest, RegistryError> {
    let located = Located::of(image);
    ask(&located, fetch).map_err(|fault| RegistryError {
        image: image.to_owned(),
        host: located.host.clone(),
        fault,
    })
}

fn ask(located: &Located, fetch: &Fetch<'_>) -> Result<ImageDigest, RegistryFault> {
    let mut request =
        Request { address: located.manifest(), headers: vec![("accept", MEDIA_TYPES.join(", "))] };
    let mut answer = persistent(&request, fetch)?;
    if answer.status == 401 {
        let challenge = answer.header("www-authenticate").unwrap_or_default();
        let address = token::address(challenge, located)?;
        let told = persistent(&Request { address, headers: Vec::new() }, fetch)?;
        let told = sound(told)?;
        request.headers.push(("authorization", format!("Bearer {}", token::read(&told.body)?)));
        answer = persistent(&request, fetch)?;
    }
    of_manifest(&sound(answer)?)
}

/// Asks again where the registry says that it failed, a few times. A network that gives no answer is not tried again:
/// whoever waited for it once should hear of it.
fn persistent(request: &Request, fetch: &Fetch<'_>) -> Result<Response, RegistryFault> {
    let mut attempt = 1;
    loop {
        let answer = fetch(request).map_err(RegistryFault::Unreachable)?;
        if answer.status < 500 || attempt >= ATTEMPTS {
            return Ok(answer);
        }
        sleep(Duration::from_millis(200) * attempt);
        attempt += 1;
    }
}

fn sound(answer: Response) -> Result<Response, RegistryFault> {
    match answer.status {
        200 => Ok(answer),
        401 | 403 => Err(RegistryFault::Refused),
        404 => Err(RegistryFault::NoImage),
        429 => Err(RegistryFault::TooMany),
        status => Err(RegistryFault::Status(status)),
    }
}

fn of_manifest(answer: &Response) -> Result<ImageDigest, RegistryFault> {
    let malformed = |reason: String| RegistryFault::Malformed(reason);
    let kind = answer.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !MEDIA_TYPES.contains(&kind) {
        return Err(malformed(format!("its answer is of the type `{kind}`, and no manifest of an image")));
    }
    let computed = format!("sha256:{:x}", Sha256::digest(&answer.body));
    match answer.header("docker-content-digest") {
        Some(told) if told != computed => {
            Err(malformed(format!("it says that the digest is {told}, and what it sent has {computed}")))
        }
        _ => {
            computed.parse().map_err(|error: pydockstage_core::names::NameError| malformed(error.to_string()))
        }
    }
}
