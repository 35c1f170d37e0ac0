//! The token that a registry wants to see.

use super::name::{Located, is_local};
use pydockstage_core::pins::RegistryFault;
use std::fmt::Write as _;

/// The longest token that is taken. Those of Docker Hub have about 3 kB.
const LONGEST: usize = 64 * 1024;

/// Where a token is, by the header `WWW-Authenticate`:
/// `Bearer realm="https://auth.example.org/token",service="registry.example.org",scope="repository:x:pull"`.
pub(super) fn address(challenge: &str, located: &Located) -> Result<String, RegistryFault> {
    let Some(settings) = scheme(challenge, "bearer") else {
        // Whoever asks for a name and a password gives nothing to everybody.
        return Err(RegistryFault::Refused);
    };
    let settings = read_settings(settings);
    let value = |name: &str| settings.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let malformed = |reason: &str| RegistryFault::Malformed(reason.to_owned());
    let realm =
        value("realm").ok_or_else(|| malformed("it wants a token, and doesn't say where there is one"))?;
    let is_safe = realm
        .strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
        || realm.strip_prefix("http://").is_some_and(|rest| {
            located.is_local() && is_local(rest.split(['/', '?', '#']).next().unwrap_or_default())
        });
    if !is_safe || realm.contains(|c: char| !c.is_ascii_graphic()) {
        return Err(malformed(&format!("it wants a token from `{realm}`, which is no address with https")));
    }
    let own = format!("repository:{}:pull", located.name);
    let mut address = realm.to_owned();
    let mut separator = if realm.contains('?') { '&' } else { '?' };
    for (name, value) in [("service", value("service")), ("scope", Some(value("scope").unwrap_or(&own)))] {
        if let Some(value) = value {
            let _ = write!(address, "{separator}{name}={}", escaped(value));
            separator = '&';
        }
    }
    Ok(address)
}

/// What stands behind the scheme, where it is this one.
fn scheme<'t>(challenge: &'t str, wanted: &str) -> Option<&'t str> {
    let (scheme, rest) = challenge.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case(wanted).then_some(rest)
}

/// The settings of a challenge (RFC 9110, 11.2): names in lower case, values with or without quotes.
fn read_settings(text: &str) -> Vec<(String, String)> {
    let mut settings = Vec::new();
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once('=') {
        let name = name.trim_matches([' ', ',', '\t']).to_ascii_lowercase();
        let value = if let Some(quoted) = behind.strip_prefix('"') {
            let mut value = String::new();
            let mut characters = quoted.char_indices();
            let mut end = quoted.len();
            while let Some((at, character)) = characters.next() {
                match character {
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
                    character => value.push(character),
                }
            }
            rest = &quoted[end..];
            value
        } else {
            let end = behind.find(',').unwrap_or(behind.len());
            rest = &behind[end..];
            behind[..end].trim().to_owned()
        };
        settings.push((name, value));
    }
    settings
}

/// A value of an address's query: all but RFC 3986's unreserved characters are escaped.
fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
        text
    })
}

/// The token in an answer: `token`, or `access_token` as OAuth calls it.
pub(super) fn read(body: &[u8]) -> Result<String, RegistryFault> {
    let malformed = |reason: &str| RegistryFault::Malformed(reason.to_owned());
    let answer: serde_json::Value = serde_json::from_slice(body)
        .map_err(|_| malformed("its token comes in an answer that is no JSON"))?;
    let token = ["token", "access_token"].into_iter().find_map(|key| answer.get(key)?.as_str());
    match token {
        Some(token)
            if !token.is_empty() && token.len() <= LONGEST && token.bytes().all(|b| b.is_ascii_graphic()) =>
        {
            Ok(token.to_owned())
        }
        _ => Err(malformed("its answer holds no token")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hub() -> Located {
        Located::of("python:3.13")
    }

    #[test]
    fn the_address_holds_what_the_challenge_says() {
        let told = address(
            r#"Bearer realm="https://auth.example.org/token",service="registry.example.org",scope="repository:library/python:pull""#,
            &hub(),
        );
        let expected = "https://auth.example.org/token?service=registry.example.org&scope=repository%3Alibrary%2Fpython%3Apull";
        assert_eq!(told, Ok(expected.to_owned()));
    }

    #[test]
    fn a_scope_that_is_not_told_is_that_of_the_image() {
        let told = address(r#"bearer Service=a b, realm="https://auth.example.org/t?x=1""#, &hub());
        let expected =
            "https://auth.example.org/t?x=1&service=a%20b&scope=repository%3Alibrary%2Fpython%3Apull";
        assert_eq!(told, Ok(expected.to_owned()));
    }

    #[test]
    fn no_token_is_fetched_without_https_nor_by_a_password() {
        for challenge in [
            "",
            "Bearer",
            "Basic realm=\"x\"",
            "Bearer service=\"x\"",
            "Bearer realm=\"http://127.0.0.1/token\"",
            "Bearer realm=\"http://auth.example.org/token\"",
            "Bearer realm=\"file:///etc/passwd\"",
            "Bearer realm=\"https://auth.example.org/\u{e9}\"",
            "Bearer realm=\"https://",
            "Bearer realm=\"https:///token\"",
        ] {
            let told = address(challenge, &hub());
            assert!(told.is_err(), "{challenge}: {told:?}");
        }
        let local = Located::of("localhost:5000/x:1");
        assert!(address("Bearer realm=\"http://localhost:5001/t\"", &local).is_ok());
        assert!(address("Bearer realm=\"http://auth.example.org/t\"", &local).is_err());
    }

    #[test]
    fn a_token_that_no_header_can_hold_is_none() {
        assert_eq!(read(br#"{"token": "abc"}"#), Ok("abc".to_owned()));
        assert_eq!(read(br#"{"access_token": "abc"}"#), Ok("abc".to_owned()));
        for body in [&b""[..], b"{}", b"[]", br#"{"token": ""}"#, br#"{"token": "a\r\nx: y"}"#, b"<html>"] {
            assert!(read(body).is_err());
        }
    }
}
