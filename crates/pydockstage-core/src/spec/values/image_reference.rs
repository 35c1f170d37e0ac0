use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// An image in a registry: `docker/dockerfile:1`, with a host and a port before it and a digest behind it where they
/// are wanted (the grammar of the distribution project's `reference` package).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageReference(String);

name_type!(ImageReference);

impl FromStr for ImageReference {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("reference to an image", text, reason));
        if text.is_empty() {
            return fault("it is empty");
        }
        if text.len() > 512 {
            return fault("it is longer than 512 characters");
        }
        let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
        if digest.is_some_and(|digest| !is_digest(digest)) {
            return fault("behind the @ stands a digest: sha256: and 64 hexadecimal digits");
        }
        // A colon in the last part begins the tag; one before it, the port of a host.
        let last = rest.rfind('/').map_or(0, |at| at + 1);
        let (name, tag) = rest[last..]
            .find(':')
            .map_or((rest, None), |at| (&rest[..last + at], Some(&rest[last + at + 1..])));
        if tag.is_some_and(|tag| !is_tag(tag)) {
            return fault("the tag is up to 128 letters, digits and _ . - and begins with no . or -");
        }
        let mut parts: Vec<&str> = name.split('/').collect();
        let host = parts.first().is_some_and(|first| first.contains(['.', ':']) || *first == "localhost");
        if host && parts.len() > 1 && !is_host(parts.remove(0)) {
            return fault("the host of the registry is no host name");
        }
        if !parts.into_iter().all(is_part) {
            return fault("its name has lower-case letters and digits, with single . _ - between them");
        }
        Ok(Self(text.to_owned()))
    }
}

fn is_digest(text: &str) -> bool {
    text.strip_prefix("sha256:")
        .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
}

fn is_tag(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        && !text.starts_with(['.', '-'])
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
}

fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let sound = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    name.split('.').all(sound)
        && port.is_none_or(|port| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

/// One part of the name: runs of letters and digits, and between them a dot, one or two underscores, or hyphens.
fn is_part(text: &str) -> bool {
    let alphanumeric = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends =
        text.bytes().next().is_some_and(alphanumeric) && text.bytes().next_back().is_some_and(alphanumeric);
    ends && text
        .split(|c: char| alphanumeric(u8::try_from(c).unwrap_or(b'?')))
        .all(|separator| matches!(separator, "" | "." | "_" | "__") || separator.bytes().all(|b| b == b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_as_registries_take_them() {
        let digest = format!("docker/dockerfile:1@sha256:{}", "0f".repeat(32));
        for sound in [
            "docker/dockerfile:1",
            "docker/dockerfile:1.7-labs",
            "registry.example.org:5000/team/docker__file",
            "localhost/x",
            "localhost:5000/x:1",
            "dockerfile",
            "a--b/c.d",
            digest.as_str(),
        ] {
            assert_eq!(sound.parse::<ImageReference>().unwrap().as_str(), sound);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for unsound in [
            "",
            "Docker/Dockerfile:1",
            "docker/dockerfile:",
            "docker/dockerfile:-1",
            "docker//dockerfile",
            "/docker",
            "docker/",
            "docker/dockerfile@sha256:00",
            "docker/docker file",
            "docker/dockerfile:1\nRUN x",
            "example.org:99999/x",
            "-example.org/x",
            "a..b",
            "\u{e9}/x",
        ] {
            assert!(unsound.parse::<ImageReference>().is_err(), "{unsound}");
        }
    }
}
