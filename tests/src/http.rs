//! Requests to servers on this machine.

use anyhow::Context;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(120);

/// A client that follows no redirects and gives up after half a minute.
///
/// # Errors
///
/// If the client cannot be made.
pub fn client() -> anyhow::Result<reqwest::Client> {
    Ok(builder().build()?)
}

/// The same, whose requests all go through a Unix socket.
///
/// # Errors
///
/// If the client cannot be made.
pub fn client_over(socket: &Path) -> anyhow::Result<reqwest::Client> {
    Ok(builder().unix_socket(socket).build()?)
}

fn builder() -> reqwest::ClientBuilder {
    // reqwest asks for a provider of cryptography even when nothing is encrypted; an error means
    // that another test of the same process has installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE)
}

/// The status that a GET of `path` answers, asked without a runtime.
///
/// # Errors
///
/// If nobody answers, or not in HTTP.
pub fn status(address: SocketAddr, path: &str) -> anyhow::Result<u16> {
    ask(address, "GET", path)
}

/// The status that a request without a body answers, asked without a runtime.
///
/// # Errors
///
/// If nobody answers, or not in HTTP.
pub fn ask(address: SocketAddr, method: &str, path: &str) -> anyhow::Result<u16> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")?;
    // Only the first line is awaited: not every server closes the connection when it is asked to.
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    let status = line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.split(' ').next());
    status.and_then(|digits| digits.parse().ok()).context("the answer has no HTTP status")
}
