use super::client::{Answer, SharedClient};
use pydockstage_core::packages::BuildError;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
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
    patience: Duration,
    client: &SharedClient,
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
        match fetch(&address, patience, client) {
            Ok(None) => return Ok(None),
            Ok(Some(mut file)) => {
                file.rewind().map_err(|error| unreadable(error.to_string()))?;
                let (Some(place), Some(folder)) = (&place, folder) else { return Ok(Some(Box::new(file))) };
                let mut keep = || {
                    let mut whole = NamedTempFile::new_in(folder)?;
                    io::copy(&mut file, &mut whole)?;
                    let mut kept = whole.persist(place).map_err(|error| error.error)?;
                    kept.rewind()?;
                    Ok(kept)
                };
                let kept = keep().map_err(|error: io::Error| unreadable(error.to_string()))?;
                return Ok(Some(Box::new(kept)));
            }
            Err(reason) if attempt >= ATTEMPTS => return Err(unreadable(reason)),
            Err(_) => std::thread::sleep(Duration::from_millis(500) * attempt),
        }
    }
    Ok(None)
}

/// The file, where there is one; what the network says otherwise. It has no name on the disk, so that nothing stays of
/// it whatever ends the program.
///
/// A mirror that sends nothing for as long as `patience` is given up: the client's own limits are for a whole answer,
/// and a large index may take long on a slow line that does move.
fn fetch(address: &str, patience: Duration, client: &SharedClient) -> Result<Option<File>, String> {
    let (sender, receiver) = channel();
    let (wanted, client) = (address.to_owned(), client.clone());
    // Whoever waits in a read of the network can't be woken: the thread is left behind with its own limits.
    std::thread::spawn(move || {
        let done = read_answer(&wanted, &client, &sender);
        // Nobody listens any more when the mirror was given up.
        let _ = sender.send(Step::Done(done));
    });
    loop {
        match receiver.recv_timeout(patience) {
            Ok(Step::Moved) => {}
            Ok(Step::Done(done)) => return done,
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!("nothing came for {} seconds", patience.as_secs_f32()));
            }
            Err(RecvTimeoutError::Disconnected) => return Err("the download broke off".to_owned()),
        }
    }
}

enum Step {
    Moved,
    Done(Result<Option<File>, String>),
}

/// A file that tells of each part that is written, and takes so many bytes at most.
struct Telling<'a> {
    file: File,
    count: u64,
    sender: &'a Sender<Step>,
}

impl Write for Telling<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sender.send(Step::Moved).map_err(|_| io::ErrorKind::BrokenPipe)?;
        let count = self.file.write(bytes)?;
        self.count += count as u64;
        if self.count > LARGEST_FILE {
            return Err(io::Error::other(format!("more than {LARGEST_FILE} bytes")));
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn read_answer(address: &str, client: &SharedClient, sender: &Sender<Step>) -> Result<Option<File>, String> {
    let file = tempfile::tempfile().map_err(|error| error.to_string())?;
    let mut to = Telling { file, count: 0, sender };
    match client.get(address, &mut to)? {
        Answer::Missing => Ok(None),
        Answer::Came { announced: Some(announced) } if announced != to.count => {
            Err(format!("{} of {announced} bytes came", to.count))
        }
        Answer::Came { .. } => Ok(Some(to.file)),
    }
}
