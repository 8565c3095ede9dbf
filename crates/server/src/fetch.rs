//! Remote media: fetched only from hosts that the operator allows, from addresses that were looked at first.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use crosscheck_domain::Problem;
use reqwest::{Client, Url, redirect};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use crate::app::Settings;

/// For nothing to come.
const PATIENCE: Duration = Duration::from_secs(60);
/// For everything.
const TIME_LIMIT: Duration = Duration::from_secs(3600);

/// A host that media may be fetched from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHost {
    /// A name or an address, without a port.
    pub host: String,
    /// It may stand in a private network. Written as `private:HOST`.
    pub private: bool,
}

impl AllowedHost {
    pub fn parse(text: &str) -> Self {
        match text.strip_prefix("private:") {
            Some(host) => Self { host: host.to_owned(), private: true },
            None => Self { host: text.to_owned(), private: false },
        }
    }
}

/// The bytes behind a URL as a file, or why they are not fetched. Redirects are not followed: where they lead was never
/// allowed.
pub async fn fetch(settings: &Settings, url: &str) -> Result<TempPath, Problem> {
    let look_up = async |host: String, port: u16| Ok(tokio::net::lookup_host((host, port)).await?.collect());
    let place = Place { folder: &settings.spool, max_bytes: settings.limits.largest() };
    fetch_from(&settings.allowed_hosts, &place, url, look_up).await
}

/// Where the bytes go, and how many at most.
struct Place<'a> {
    folder: &'a Path,
    max_bytes: u64,
}

/// As [`fetch`]; `look_up` tells the addresses of a host.
async fn fetch_from(
    allowed_hosts: &[AllowedHost],
    place: &Place<'_>,
    url: &str,
    look_up: impl AsyncFnOnce(String, u16) -> io::Result<Vec<SocketAddr>>,
) -> Result<TempPath, Problem> {
    let refuse = |code: &str, message: String| Problem::new(code, message);
    let url = Url::parse(url).map_err(|error| refuse("url_malformed", format!("this is no URL: {error}")))?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let Some(allowed) = allowed_hosts.iter().find(|allowed| allowed.host == host) else {
        let message =
            format!("media from {host:?} are not fetched: the operator has not allowed this host; upload the file");
        return Err(refuse("host_not_allowed", message));
    };
    let address = pinned(&url, &host, allowed.private, look_up).await?;
    // Without the URL, which may carry a password or a signature.
    let failed =
        |error: reqwest::Error| refuse("fetch_failed", format!("{host:?} did not send it: {}", error.without_url()));
    // Whoever came first has chosen the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .resolve(&host, address)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .read_timeout(PATIENCE)
        .timeout(TIME_LIMIT)
        .build()
        .map_err(failed)?;
    let mut response = client.get(url.clone()).send().await.map_err(failed)?;
    if !response.status().is_success() {
        let message = format!("{host:?} answered {}; redirects are not followed", response.status());
        return Err(refuse("fetch_failed", message));
    }
    let unwritable = |error: io::Error| refuse("disk", format!("the fetched file cannot be written: {error}"));
    let path = tempfile::Builder::new().tempfile_in(place.folder).map_err(unwritable)?.into_temp_path();
    let mut file = tokio::fs::File::create(&path).await.map_err(unwritable)?;
    let mut size = 0;
    while let Some(piece) = response.chunk().await.map_err(failed)? {
        size += piece.len() as u64;
        if size > place.max_bytes {
            let message = format!("the medium is larger than the limit of {} bytes", place.max_bytes);
            return Err(refuse("media_too_large", message));
        }
        file.write_all(&piece).await.map_err(unwritable)?;
    }
    file.flush().await.map_err(unwritable)?;
    Ok(path)
}

/// Looks the host up once; the connection then goes to that address and to no other, whatever the name says later.
async fn pinned(
    url: &Url,
    host: &str,
    private: bool,
    look_up: impl AsyncFnOnce(String, u16) -> io::Result<Vec<SocketAddr>>,
) -> Result<SocketAddr, Problem> {
    let port = url.port_or_known_default().unwrap_or(443);
    let bare = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let unknown = |why: String| Problem::new("host_unknown", format!("the address of {host:?} cannot be found: {why}"));
    let addresses = look_up(bare, port).await.map_err(|error| unknown(error.to_string()))?;
    if !private && let Some(inside) = addresses.iter().find(|address| !is_public(address.ip())) {
        let message = format!("{host:?} leads to {}, an address of a private network", inside.ip());
        return Err(Problem::new("address_private", message));
    }
    addresses.into_iter().next().ok_or_else(|| unknown("it has none".to_owned()))
}

/// True for addresses of the open internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let benchmarking = a == 198 && (b == 18 || b == 19);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || shared
        || benchmarking)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Only 2000::/3 is given out for the open internet; 2002::/16 and 64:ff9b::/96 wrap other addresses.
    let first = address.segments()[0];
    (first & 0xe000) == 0x2000 && first != 0x2002 && !(first == 0x2001 && address.segments()[1] < 0x200)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::process::Command;

    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    use super::*;

    /// A host that answers one look-up after the other like this.
    struct Names(RefCell<Vec<Vec<SocketAddr>>>);

    impl Names {
        fn new<const N: usize>(answers: [&[&str]; N]) -> Self {
            let parsed = |answer: &[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
            Self(RefCell::new(answers.into_iter().rev().map(parsed).collect()))
        }

        async fn pinned(&self, private: bool) -> Result<SocketAddr, String> {
            let url = Url::parse("http://pictures.test:81/a.png").unwrap();
            let look_up = async |_, _| self.0.borrow_mut().pop().ok_or(io::ErrorKind::NotFound.into());
            pinned(&url, "pictures.test", private, look_up).await.map_err(|problem| problem.code)
        }
    }

    #[tokio::test]
    async fn a_host_that_turns_private_is_refused() {
        let (public, private) = ("93.184.216.34:81", "10.0.0.1:81");
        let names = Names::new([&[public], &[private]]);
        assert_eq!(names.pinned(false).await, Ok(public.parse().unwrap()));
        assert_eq!(names.pinned(false).await, Err("address_private".to_owned()));
        assert_eq!(names.pinned(false).await, Err("host_unknown".to_owned()));
        assert_eq!(Names::new([&[public, private]]).pinned(false).await, Err("address_private".to_owned()));
        assert_eq!(Names::new([&[private]]).pinned(true).await, Ok(private.parse().unwrap()));
    }

    /// The name exists nowhere but in this test, so whoever looked it up again would find nothing.
    #[tokio::test]
    async fn the_address_that_was_looked_at_is_the_one_that_is_asked() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 4096]).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ncat").await.unwrap();
        });
        let hosts = [AllowedHost::parse("private:pictures.test")];
        let url = format!("http://pictures.test:{}/a.png", address.port());
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path(), max_bytes: 100 };
        let fetched = fetch_from(&hosts, &place, &url, async |_, _| Ok(vec![address])).await;
        assert_eq!(std::fs::read(fetched.unwrap()).unwrap(), b"cat");
    }

    /// The test above once more, in a process that has a proxy which answers nobody.
    #[test]
    fn no_proxy_comes_between() {
        let mut again = Command::new(std::env::current_exe().unwrap());
        again.args(["--exact", "fetch::tests::the_address_that_was_looked_at_is_the_one_that_is_asked"]);
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            again.env(name, "http://127.0.0.1:9");
        }
        let output = again.env_remove("no_proxy").env_remove("NO_PROXY").output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && told.contains("1 passed"), "{told}");
    }

    #[tokio::test]
    async fn a_failure_does_not_tell_what_the_url_carries() {
        let address: SocketAddr = "127.0.0.1:9".parse().unwrap();
        let hosts = [AllowedHost::parse("private:pictures.test")];
        let url = "http://ann:secret@pictures.test:9/a.png?signature=secret";
        let folder = tempfile::tempdir().unwrap();
        let place = Place { folder: folder.path(), max_bytes: 100 };
        let problem = fetch_from(&hosts, &place, url, async |_, _| Ok(vec![address])).await.unwrap_err();
        assert_eq!(problem.code, "fetch_failed");
        assert!(!problem.message.contains("secret"), "{problem}");
    }

    #[test]
    fn private_addresses_are_told_apart() {
        let check = |text: &str, expected: bool| assert_eq!(is_public(text.parse().unwrap()), expected, "{text}");
        check("93.184.216.34", true);
        check("2606:2800:220:1::1", true);
        let inside =
            ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1"];
        for text in inside {
            check(text, false);
        }
        for text in ["fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:0a00:0001::1", "64:ff9b::a00:1", "255.255.255.255"]
        {
            check(text, false);
        }
    }
}
