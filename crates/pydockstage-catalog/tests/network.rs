//! A mirror on the network that does not do what it should.

#![allow(clippy::unwrap_used)] // In a test, what can't be made is the test's end.
#![cfg(feature = "fetch")]

mod common;

use common::debian;
use pydockstage_catalog::source::{Source, rust_client};
use pydockstage_catalog::{Options, StoreError, add};
use pydockstage_core::names::Release;
use pydockstage_core::packages::BuildError;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// How a server treats what is asked for behind `Release`.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Whole,
    /// It ends the connection in the middle of a file.
    BreaksOff,
    /// It sends half of a file and then nothing.
    Stalls,
}

/// A server on this machine that hands out the files of a folder; it ends with its holder.
struct Server {
    root: String,
    _alive: Sender<()>,
}

fn serve(folder: PathBuf, manner: Manner) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let (alive, ended) = channel::<()>();
    let ended = std::sync::Arc::new(std::sync::Mutex::new(ended));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (folder, ended) = (folder.clone(), ended.clone());
            std::thread::spawn(move || answer(stream, &folder, manner, &ended));
        }
    });
    Server { root, _alive: alive }
}

fn answer(
    mut stream: TcpStream,
    folder: &std::path::Path,
    manner: Manner,
    ended: &std::sync::Mutex<std::sync::mpsc::Receiver<()>>,
) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap().trim_start_matches('/').to_owned();
    lines.find(String::is_empty);
    let Ok(bytes) = std::fs::read(folder.join(&path)) else {
        let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    };
    let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len());
    let is_whole = manner == Manner::Whole || path.ends_with("Release");
    let sent = if is_whole { &bytes[..] } else { &bytes[..bytes.len() / 2] };
    let _ = stream.write_all(sent);
    if !is_whole && manner == Manner::Stalls {
        // Until the test is over, or the client gave up.
        let _ = ended.lock().map(|ended| ended.recv());
        let _ = stream.read(&mut [0]);
    }
}

fn source(server: &Server, patience: Duration) -> Source {
    let mut source = Source::from_argument(&server.root, &rust_client());
    if let Source::Url { patience: limit, .. } = &mut source {
        *limit = patience;
    }
    source
}

fn added(manner: Manner) -> (tempfile::TempDir, Result<(), StoreError>) {
    let release: Release = "debian:trixie".parse().unwrap();
    let mirror = debian("Package: a-dev\nSection: libdevel\n", "usr/include/a.h  libdevel/a-dev\n");
    let server = serve(mirror.path().to_owned(), manner);
    let catalogs = tempfile::tempdir().unwrap();
    let source = source(&server, Duration::from_millis(200));
    let done = add(catalogs.path(), &release, &source, &Options::default(), None);
    (catalogs, done.map(|_| ()))
}

#[test]
fn a_mirror_that_answers_is_read() {
    let (catalogs, done) = added(Manner::Whole);
    done.unwrap();
    assert!(catalogs.path().join("debian-trixie.txt").exists());
}

#[test]
fn a_mirror_that_breaks_off_or_stalls_is_told_in_bounded_time_and_leaves_nothing() {
    for manner in [Manner::BreaksOff, Manner::Stalls] {
        let begun = Instant::now();
        let (catalogs, done) = added(manner);
        let fault = done.unwrap_err();
        assert!(
            matches!(&fault, StoreError::Build(BuildError::Unreadable { file, .. }) if file.ends_with("Packages.gz")),
            "{fault:?}"
        );
        assert!(begun.elapsed() < Duration::from_secs(60));
        assert_eq!(std::fs::read_dir(catalogs.path()).unwrap().count(), 0);
    }
}
