//! Where a request may go without TLS: to this very machine, and nowhere else.

use reqwest::Url;
use std::net::IpAddr;

/// Whether nobody between here and there can read or change what is sent: over TLS, or to this machine by plain HTTP.
pub fn is_protected(url: &Url) -> bool {
    url.scheme() == "https" || is_plain_and_here(url)
}

/// Whether a request never leaves this machine, so that no proxy may see it either.
pub(super) fn is_plain_and_here(url: &Url) -> bool {
    url.scheme() == "http" && url.host_str().is_some_and(is_here)
}

/// Whether a host is this machine, as far as that can be said without asking anyone.
pub(crate) fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.trim_matches(['[', ']']).parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for protected in [
            "https://www.banxico.org.mx/",
            "http://127.0.0.1:9/",
            "http://127.9.9.9/",
            "http://LOCALHOST/",
            "http://[::1]:9/",
        ] {
            assert!(is_protected(&protected.parse().unwrap()), "{protected}");
        }
        for open in [
            "http://www.banxico.org.mx/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://localhost.example/",
            "http://127.0.0.1.example/",
            "http://[::ffff:10.0.0.1]/",
            "ftp://127.0.0.1/",
        ] {
            assert!(!is_protected(&open.parse().unwrap()), "{open}");
        }
    }
}
