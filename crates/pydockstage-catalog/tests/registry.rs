//! A registry that gives no answer is given up.

#![cfg(feature = "fetch")]
#![allow(clippy::unwrap_used, missing_docs)]

use pydockstage_catalog::registry::{digest, http};
use pydockstage_core::pins::RegistryFault;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::sleep;
use std::time::Duration;

/// What is said about a registry that sends this, and then nothing, with the line open.
fn said_of(sent: &'static [u8]) -> RegistryFault {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let image = format!("127.0.0.1:{}/x:1", listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        let _ = line.read(&mut [0; 4096]);
        let _ = line.write_all(sent);
        sleep(Duration::from_secs(120));
    });
    digest(&image, &http(Duration::from_millis(300))).unwrap_err().fault
}

#[test]
fn a_registry_that_stalls_is_given_up() {
    for sent in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.oci.image.index.v1+json\r\nContent-Length: 100\r\n\r\n{",
    ] {
        let said = said_of(sent);
        assert!(matches!(&said, RegistryFault::Unreachable(reason) if reason.contains("timeout")), "{said:?}");
    }
}

#[test]
fn what_is_no_http_is_no_answer() {
    assert!(matches!(said_of(b"SSH-2.0-OpenSSH_9.2\r\n"), RegistryFault::Unreachable(_)));
}
