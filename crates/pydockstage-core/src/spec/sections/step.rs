use crate::names::{EnvName, ProjectPath, SystemPackage};
use crate::spec::Otherwise::{Nothing, Value};
use crate::spec::field::Faults;
use crate::spec::rows::{At, Row, Rows};
use crate::spec::section::section;
use crate::spec::values::{
    AnyPath, BuildNetwork, CacheSharing, Checksum, FileMode, ImagePath, MemorySize, MountKind, MountName,
    OneLine, OwnCommand, Owner, StageOrImage, WebAddress,
};
use crate::spec::{Origin, Written, WrittenList};
use indexmap::IndexMap;

section! {
    /// A step of the owner's own: a command to run, files to copy or to fetch, packages to install, or what holds for
    /// the steps behind it.
    pub struct OwnStep {
        /// The command: a list of words, which no shell reads, or a text for the shell, which stops at the first line that fails.
        "run": pub run: Option<Written<OwnCommand>>, Nothing, r#"["npm", "ci"]"#;

        /// Files to copy: paths of the project, or with `from` absolute paths of a stage or an image.
        "copy": pub copy: Option<WrittenList<AnyPath>>, Nothing, r#"["conf/app.ini"]"#;

        /// The address of a file to fetch.
        "download": pub download: Option<Written<WebAddress>>, Nothing, r#""https://example.org/tool-1.0""#;

        /// Packages of the distribution to install.
        "packages": pub packages: Option<WrittenList<SystemPackage>>, Nothing, r#"["gettext"]"#;

        /// The directory that the steps behind it start in; in a stage of the owner's own.
        "workdir": pub workdir: Option<Written<ImagePath>>, Nothing, r#""/assets""#;

        /// Whom the steps behind it run as, by numbers; in a stage of the owner's own.
        "user": pub user: Option<Written<Owner>>, Nothing, r#""10001:10001""#;

        /// Variables: beside `run` for that command alone, by themselves for all steps behind them.
        "env": pub env: IndexMap<EnvName, Written<OneLine>>, Nothing, r#"{ NODE_ENV = "production" }"#;

        /// What is there while the command runs, and not in the image.
        "mounts": pub mounts: Option<Written<Rows<OwnMount>>>, Nothing, r#"[{ type = "cache", target = "/root/.npm" }]"#;

        /// The network that the command has.
        "network": pub network: Option<Written<BuildNetwork>>, Value(r#""default""#), r#""none""#;

        /// The stage or the image that the files are copied from.
        "from": pub from: Option<Written<StageOrImage>>, Nothing, r#""assets""#;

        /// Where the files go: a directory with `/` at its end, or a new name.
        "to": pub to: Option<Written<AnyPath>>, Nothing, r#""/etc/app/""#;

        /// Whom the files belong to, by numbers.
        "owner": pub owner: Option<Written<Owner>>, Value(r#""0:0""#), r#""10001:0""#;

        /// The permissions of the files.
        "mode": pub mode: Option<Written<FileMode>>, Nothing, r#""0755""#;

        /// The digest of the file that is fetched: another file fails the build.
        "checksum": pub checksum: Option<Written<Checksum>>, Nothing,
            r#""sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""#;
    }
}

section! {
    /// What is there while a command runs.
    pub struct OwnMount {
        /// What it is.
        "type": pub kind: Option<Written<MountKind>>, Nothing, r#""cache""#;

        /// Where it appears.
        "target": pub target: Option<Written<ImagePath>>, Nothing, r#""/root/.npm""#;

        /// What tells a cache, a secret or an agent from others.
        "id": pub id: Option<Written<MountName>>, Nothing, r#""npm""#;

        /// What is mounted: a path of the project, or with `from` an absolute path of a stage or an image.
        "source": pub source: Option<Written<AnyPath>>, Nothing, r#""package.json""#;

        /// The stage or the image that has the files.
        "from": pub from: Option<Written<StageOrImage>>, Nothing, r#""assets""#;

        /// Whether the command may write there; what it writes is thrown away.
        "writable": pub writable: Option<Written<bool>>, Value("false"), "true";

        /// What several builds at once do with a cache.
        "sharing": pub sharing: Option<Written<CacheSharing>>, Value(r#""shared""#), r#""locked""#;

        /// How much a directory in memory may hold.
        "size": pub size: Option<Written<MemorySize>>, Nothing, r#""64m""#;

        /// The variable that holds a secret.
        "env": pub env: Option<Written<EnvName>>, Nothing, r#""GITHUB_TOKEN""#;

        /// Whether a build without the secret or the agent fails.
        "required": pub required: Option<Written<bool>>, Value("true"), "false";
    }
}

impl OwnStep {
    /// The keys that make it what it is, each where it was written.
    fn kinds(&self) -> Vec<(&'static str, &Origin)> {
        let kinds = [
            ("run", self.run.as_ref().map(|w| &w.origin)),
            ("copy", self.copy.as_ref().map(|w| &w.origin)),
            ("download", self.download.as_ref().map(|w| &w.origin)),
            ("packages", self.packages.as_ref().map(|w| &w.origin)),
            ("workdir", self.workdir.as_ref().map(|w| &w.origin)),
            ("user", self.user.as_ref().map(|w| &w.origin)),
        ];
        kinds.into_iter().filter_map(|(name, origin)| Some((name, origin?))).collect()
    }
}

/// The keys that say what a step is.
const KINDS: &[&str] = &["run", "copy", "download", "packages", "env", "workdir", "user"];

impl Row for OwnStep {
    fn check(&self, at: &At<'_>, faults: &mut Faults) {
        let kinds = self.kinds();
        match kinds.as_slice() {
            [] if self.env.is_empty() => return at.lacks(KINDS, faults),
            [first, second, ..] => return at.excludes(second.0, second.1, *first, faults),
            _ => {}
        }
        let is = |name: &str| kinds.iter().any(|(kind, _)| *kind == name);
        let places = is("copy") || is("download");
        let alone = [
            (
                "mounts",
                self.mounts.as_ref().map(|w| &w.origin),
                is("run"),
                &["run"] as &'static [&'static str],
            ),
            ("network", self.network.as_ref().map(|w| &w.origin), is("run"), &["run"]),
            ("from", self.from.as_ref().map(|w| &w.origin), is("copy"), &["copy"]),
            ("to", self.to.as_ref().map(|w| &w.origin), places, &["copy", "download"]),
            ("owner", self.owner.as_ref().map(|w| &w.origin), places, &["copy", "download"]),
            ("mode", self.mode.as_ref().map(|w| &w.origin), places, &["copy", "download"]),
            ("checksum", self.checksum.as_ref().map(|w| &w.origin), is("download"), &["download"]),
        ];
        for (name, origin, fits, needs) in alone {
            if let (Some(origin), false) = (origin, fits) {
                at.needs(name, origin, needs, faults);
            }
        }
        if let (Some((_, value)), false) = (self.env.first(), is("run") || kinds.is_empty()) {
            at.needs("env", &value.origin, &["run"], faults);
        }
        if places && self.to.is_none() {
            at.lacks(&["to"], faults);
        }
        if is("download") && self.checksum.is_none() {
            at.lacks(&["checksum"], faults);
        }
        if let Some(to) = self.to.as_ref().filter(|to| !to.value.is_absolute()) {
            let error = to.value.as_str().parse::<ImagePath>().err();
            at.wrong("to", &to.origin, error.unwrap_or_else(|| relative(&to.value)), faults);
        }
        for source in self.copy.iter().flat_map(|copy| &copy.value) {
            path(at, "copy", source, self.from.is_some(), faults);
        }
    }
}

impl Row for OwnMount {
    fn check(&self, at: &At<'_>, faults: &mut Faults) {
        use MountKind::{Bind, Cache, Secret, Ssh, Tmpfs};
        let Some(kind) = &self.kind else { return at.lacks(&["type"], faults) };
        let kind = kind.value;
        let keys: [(&'static str, Option<&Origin>, &[MountKind]); 8] = [
            ("id", self.id.as_ref().map(|w| &w.origin), &[Cache, Secret, Ssh]),
            ("source", self.source.as_ref().map(|w| &w.origin), &[Bind]),
            ("from", self.from.as_ref().map(|w| &w.origin), &[Bind]),
            ("writable", self.writable.as_ref().map(|w| &w.origin), &[Bind]),
            ("sharing", self.sharing.as_ref().map(|w| &w.origin), &[Cache]),
            ("size", self.size.as_ref().map(|w| &w.origin), &[Tmpfs]),
            ("env", self.env.as_ref().map(|w| &w.origin), &[Secret]),
            ("required", self.required.as_ref().map(|w| &w.origin), &[Secret, Ssh]),
        ];
        for (name, origin, kinds) in keys {
            if let (Some(origin), false) = (origin, kinds.contains(&kind)) {
                at.wrong(
                    name,
                    origin,
                    crate::names::NameError {
                        kind: "key of this mount",
                        value: name.to_owned(),
                        reason: match kind {
                            Cache => "a cache has target, id and sharing",
                            Bind => "a bind mount has source, from, target and writable",
                            Tmpfs => "a tmpfs has target and size",
                            Secret => "a secret has id, target, env and required",
                            Ssh => "an agent has id, target and required",
                        },
                    },
                    faults,
                );
            }
        }
        match kind {
            Cache | Bind | Tmpfs if self.target.is_none() => at.lacks(&["target"], faults),
            Secret if self.id.is_none() => at.lacks(&["id"], faults),
            _ => {}
        }
        if let Some(source) = &self.source {
            path(at, "source", source, self.from.is_some(), faults);
        }
    }
}

/// A path of the project is relative to its root, one of a stage or an image begins at the root of that.
fn path(at: &At<'_>, key: &str, written: &Written<AnyPath>, from: bool, faults: &mut Faults) {
    let text = written.value.as_str();
    let error = match (from, written.value.is_absolute()) {
        (true, false) => Some(relative(&written.value)),
        (true, true) => None,
        (false, _) => text.parse::<ProjectPath>().err(),
    };
    if let Some(error) = error {
        at.wrong(key, &written.origin, error, faults);
    }
}

fn relative(path: &AnyPath) -> crate::names::NameError {
    crate::names::NameError {
        kind: "path of a stage",
        value: path.as_str().to_owned(),
        reason: "it must be absolute: begin with /",
    }
}
