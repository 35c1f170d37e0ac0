use super::{Fetch, LARGEST_BODY, Request, Response};
use std::time::Duration;
use ureq::tls::{RootCerts, TlsConfig};

/// Asks by HTTP, and gives up where no whole answer came in `patience`. Trusts the certificates that the system trusts;
/// a header with a token goes to no other host that an answer leads to, and an address with `https` leads to no other.
pub fn http(patience: Duration) -> Box<Fetch<'static>> {
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(patience))
        .timeout_connect(Some(patience.min(Duration::from_secs(15))))
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .http_status_as_error(false)
        .user_agent("pydockstage")
        .build()
        .new_agent();
    Box::new(move |request| get(&agent, request))
}

fn get(agent: &ureq::Agent, request: &Request) -> Result<Response, String> {
    let is_secure = request.address.starts_with("https://");
    let mut question = agent.get(&request.address).config().https_only(is_secure).build();
    for (name, value) in &request.headers {
        question = question.header(*name, value);
    }
    let answer = question.call().map_err(|error| error.to_string())?;
    let status = answer.status().as_u16();
    let headers = answer
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let mut body = answer.into_body();
    let body = body.with_config().limit(LARGEST_BODY).read_to_vec().map_err(|error| error.to_string())?;
    Ok(Response { status, headers, body })
}
