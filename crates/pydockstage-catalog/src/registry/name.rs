/// Where an image lies: the words of its name, filled up as Docker does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The host that is asked, with its port where it has one.
    pub host: String,
    /// The name in the registry: `library/python`.
    pub name: String,
    /// The tag, or the digest.
    pub reference: String,
}

/// The host of Docker Hub's registry; `docker.io` is a name for it in images alone.
const DOCKER_HUB: &str = "registry-1.docker.io";

impl Located {
    /// Of a sound reference to an image. The first part is a host where it has a dot or a port, or is `localhost`
    /// (the `reference` package of the distribution project); a name without one is Docker Hub's, and there one
    /// without a slash belongs to the official images.
    pub fn of(image: &str) -> Self {
        let (rest, digest) =
            image.split_once('@').map_or((image, None), |(rest, digest)| (rest, Some(digest)));
        let last = rest.rfind('/').map_or(0, |at| at + 1);
        let (path, tag) = rest[last..]
            .find(':')
            .map_or((rest, "latest"), |at| (&rest[..last + at], &rest[last + at + 1..]));
        let reference = digest.unwrap_or(tag).to_owned();
        let (host, name) = match path.split_once('/') {
            Some((host, name)) if host.contains(['.', ':']) || host == "localhost" => (host, name),
            _ => ("docker.io", path),
        };
        if !matches!(host, "docker.io" | "index.docker.io") {
            return Self { host: host.to_owned(), name: name.to_owned(), reference };
        }
        let name = if name.contains('/') { name.to_owned() } else { format!("library/{name}") };
        Self { host: DOCKER_HUB.to_owned(), name, reference }
    }

    /// The address of its manifest.
    pub(super) fn manifest(&self) -> String {
        let scheme = if self.is_local() { "http" } else { "https" };
        format!("{scheme}://{}/v2/{}/manifests/{}", self.host, self.name, self.reference)
    }

    /// Whether the registry is on this machine, where nobody listens in between: as for Docker, `http` will do.
    pub(super) fn is_local(&self) -> bool {
        is_local(&self.host)
    }
}

/// Whether a host, maybe with a port behind it, is this machine.
pub(super) fn is_local(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_up_as_docker_does() {
        for (image, address) in [
            ("python:3.13-slim", "https://registry-1.docker.io/v2/library/python/manifests/3.13-slim"),
            ("docker.io/python", "https://registry-1.docker.io/v2/library/python/manifests/latest"),
            (
                "index.docker.io/library/python:3",
                "https://registry-1.docker.io/v2/library/python/manifests/3",
            ),
            ("rockylinux/rockylinux:9", "https://registry-1.docker.io/v2/rockylinux/rockylinux/manifests/9"),
            ("registry.example.org/team/app/x:1", "https://registry.example.org/v2/team/app/x/manifests/1"),
            ("registry.example.org:5000/x", "https://registry.example.org:5000/v2/x/manifests/latest"),
            ("localhost/x:1", "http://localhost/v2/x/manifests/1"),
            ("localhost:5000/x:1", "http://localhost:5000/v2/x/manifests/1"),
            ("127.0.0.1:5000/x:1", "http://127.0.0.1:5000/v2/x/manifests/1"),
            ("127.0.0.1.example.org/x:1", "https://127.0.0.1.example.org/v2/x/manifests/1"),
            ("localhost.example.org:80/x", "https://localhost.example.org:80/v2/x/manifests/latest"),
        ] {
            assert_eq!(Located::of(image).manifest(), address, "{image}");
        }
    }
}
