use super::asked;
use super::planned::keys;
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Lock;
use crate::progress::Progress;
use pydockstage_catalog::registry;
use pydockstage_catalog::source::SharedClient;
use pydockstage_core::pins::{LOCK_FILE, Pins, images};
use pydockstage_core::report::Message;
use pydockstage_core::{Error, LockUse, Reading};
use serde_json::json;
use std::time::Duration;

/// For how long a registry may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn lock(arguments: &Lock, client: &SharedClient) -> Result<Answer, Vec<Message>> {
    let root = &arguments.project.directory;
    let catalog = asked::catalog()?;
    let told = |error: Error| error.messages();
    // What is locked may be out of date: that is why this runs.
    let reading = Reading::with_lock(root, keys(&arguments.project), LockUse::Ignored).map_err(told)?;
    let plan = reading.plan_with([], &catalog).map_err(told)?;
    let before = Pins::read(root).map_err(|error| vec![Message::from(&error)])?;
    let known = before.clone().unwrap_or_default();
    let images = images(&plan);
    if let Some(unknown) = arguments.upgrade_images.iter().find(|image| !images.contains(image)) {
        let what = format!("--upgrade-image: the plan takes no image `{unknown}`");
        return Err(vec![
            Message::new("bad-value", what).help(format!("write one of {}", images.join(", "))),
        ]);
    }
    let mut pins = Pins::default();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let progress = Progress::new();
    let watch = progress.watch();
    let fetch = |request: &registry::Request| client.ask(request, PATIENCE);
    for image in images {
        let kept = known.images.get(&image);
        let digest = match kept {
            Some(digest) if !arguments.upgrade && !arguments.upgrade_images.contains(&image) => {
                Ok(digest.clone())
            }
            _ => {
                watch.say(|| format!("asking for {image}"));
                registry::digest(&image, &fetch)
            }
        };
        match digest {
            Ok(digest) => {
                let change = match kept {
                    None => "added",
                    Some(kept) if *kept == digest => "unchanged",
                    Some(_) => "updated",
                };
                rows.push((image.clone(), Some(digest.to_string()), change));
                pins.images.insert(image, digest);
            }
            Err(error) => faults.push(Message::from(&error)),
        }
    }
    drop(progress);
    // The file is written whole: half of the images are no lock.
    if !faults.is_empty() {
        return Err(faults);
    }
    let gone = known.images.keys().filter(|image| !pins.images.contains_key(*image));
    rows.extend(gone.map(|image| (image.clone(), None, "removed")));
    if before.as_ref() != Some(&pins) {
        pins.write(root).map_err(|error| vec![Message::from(&error)])?;
    }
    let mut text = String::new();
    for (image, digest, change) in rows.iter().filter(|(_, _, change)| *change != "unchanged") {
        text.extend([image.as_str(), ": ", change]);
        text.extend(digest.iter().flat_map(|digest| [", ", digest.as_str()]));
        text.push('\n');
    }
    let change = match before {
        None => "written",
        Some(before) if before == pins => "up to date",
        Some(_) => "updated",
    };
    text.extend([LOCK_FILE, ": ", change, "\n"]);
    let images: Vec<_> = rows
        .iter()
        .map(|(image, digest, change)| json!({ "image": image, "digest": digest, "change": change }))
        .collect();
    Ok(Answer {
        status: OK,
        text,
        aside: String::new(),
        json: json!({ "status": "locked", "path": LOCK_FILE, "images": images }),
    })
}
