//! What the fuzz targets share: a project whose one file is the input.

use pydockstage_core::project::{MarkerEnvironment, Project};
use pydockstage_core::report::Message;
use std::path::PathBuf;

/// A folder in memory, which each process has for itself and uses again and again.
fn folder() -> PathBuf {
    let folder = PathBuf::from(format!("/dev/shm/pydockstage-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder in memory");
    folder
}

/// Reads a project with these files, says what there is to say about it, and asks its locks what each set installs.
pub fn read(files: &[(&str, &[u8])]) {
    let folder = folder();
    for (name, content) in files {
        std::fs::write(folder.join(name), content).expect("a file in memory");
    }
    let read = Project::read(&folder);
    for (name, _) in files {
        std::fs::remove_file(folder.join(name)).expect("the same file");
    }
    match read {
        Ok(project) => {
            for note in project.notes() {
                let _ = Message::from(note).to_string();
            }
            let environment = MarkerEnvironment::linux("3.13", "x86_64");
            for (lock, set) in project.locks().iter().flat_map(|lock| project.sets().values().map(move |set| (lock, set))) {
                if let Err(error) = lock.closure(set, &environment) {
                    let _ = Message::from(&error).to_string();
                }
            }
        }
        Err(error) => {
            let _ = Message::from(&error).to_string();
        }
    }
}
