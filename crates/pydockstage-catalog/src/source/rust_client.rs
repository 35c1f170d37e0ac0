use super::client::{Answer, Client, SharedClient};
use crate::registry::{self, Request, Response};
use std::io::{self, Write};
use std::sync::LazyLock;
use std::time::Duration;

/// The client that a program in Rust uses. It trusts the certificates that the system trusts.
pub fn rust_client() -> SharedClient {
    SharedClient::new(RustClient)
}

struct RustClient;

impl Client for RustClient {
    fn get(&self, address: &str, to: &mut dyn Write) -> Result<Answer, String> {
        let mut body = match AGENT.get(address).call() {
            Ok(answer) => answer.into_body(),
            Err(ureq::Error::StatusCode(404 | 403 | 410)) => return Ok(Answer::Missing),
            Err(error) => return Err(error.to_string()),
        };
        let announced = body.content_length();
        // The one who writes knows how much may come.
        let mut reader = body.with_config().limit(u64::MAX).reader();
        io::copy(&mut reader, to).map_err(|error| error.to_string())?;
        Ok(Answer::Came { announced })
    }

    fn ask(&self, request: &Request, patience: Duration) -> Result<Response, String> {
        registry::http(patience)(request)
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
