//! Connections: each is served until its client leaves, takes too long, or the server is asked to stop.

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// How long a client may take to send the headers of its next request, which is how long it may be idle too.
const HEADERS: Duration = Duration::from_secs(30);

/// How long nothing is accepted when the system has nothing left to accept it with.
const PAUSE: Duration = Duration::from_secs(1);

/// How often that is said.
const SAID_EVERY: Duration = Duration::from_secs(60);

/// Serves all who come, until `stopped`; then ends once those who are being answered have their answers.
pub(crate) async fn serve(mut listener: impl Listener, router: Router, stopped: impl Future<Output = ()>) {
    let stopping = GracefulShutdown::new();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        tokio::select! {
            (stream, _) = listener.accept() => {
                tokio::spawn(talk(stream, router.clone(), stopping.watcher(), HEADERS));
            }
            () = &mut stopped => break,
        }
    }
    drop(listener);
    stopping.shutdown().await;
}

/// Answers the requests of one connection, each of whose headers must come within `headers`. Why it ends concerns its client alone.
async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    stopping: Watcher,
    headers: Duration,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(headers)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    if let Err(error) = stopping.watch(connection).await {
        tracing::debug!(error = %error, "a connection ended early");
    }
}

/// What a listener does when nobody can be accepted: it waits, and says why once a minute.
#[derive(Debug, Default)]
pub(super) struct Pause {
    said: Option<Instant>,
}

impl Pause {
    /// Waits until it may be tried again, unless it was the client who left before it was his turn.
    pub(super) async fn after(&mut self, error: &io::Error) {
        if is_clients(error) {
            return;
        }
        if self.said.is_none_or(|said| said.elapsed() >= SAID_EVERY) {
            self.said = Some(Instant::now());
            tracing::warn!(
                error = %error,
                "no connection can be accepted: raise the limit of open files (ulimit -n), or see who holds so many connections"
            );
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// A listener on a port.
#[derive(Debug)]
pub(crate) struct Port {
    listener: TcpListener,
    pause: Pause,
}

impl From<TcpListener> for Port {
    fn from(listener: TcpListener) -> Self {
        Self { listener, pause: Pause::default() }
    }
}

impl Listener for Port {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(accepted) => return accepted,
                Err(error) => self.pause.after(&error).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

fn is_clients(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    /// How long a client may take here.
    const SOON: Duration = Duration::from_millis(300);

    /// A client of a server that answers `here`, and the end of its connection.
    fn client(stopping: &GracefulShutdown, headers: Duration) -> (DuplexStream, tokio::task::JoinHandle<()>) {
        let (client, server) = tokio::io::duplex(1 << 10);
        let router = Router::new().route("/", get(async || "here"));
        (client, tokio::spawn(talk(server, router, stopping.watcher(), headers)))
    }

    async fn answer(client: &mut DuplexStream) -> String {
        let mut answer = String::new();
        let mut bytes = [0; 1 << 10];
        while !answer.ends_with("here") {
            let count = client.read(&mut bytes).await.unwrap();
            assert!(count > 0, "it ended with {answer:?}");
            answer.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
        }
        answer
    }

    #[tokio::test]
    async fn whoever_never_ends_his_headers_or_asks_nothing_more_is_left() {
        let start = Instant::now();
        let stopping = GracefulShutdown::new();
        let (mut client, ended) = client(&stopping, SOON);
        client.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
        assert!(answer(&mut client).await.starts_with("HTTP/1.1 200"));
        client.write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
        ended.await.unwrap();
        assert_eq!(client.read(&mut [0; 64]).await.unwrap(), 0, "the connection is closed");
        assert!(start.elapsed() >= SOON, "after {:?}", start.elapsed());
    }

    #[tokio::test]
    async fn a_server_that_stops_waits_for_nobody_who_asks_nothing() {
        let stopping = GracefulShutdown::new();
        let (mut client, ended) = client(&stopping, HEADERS);
        client.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
        answer(&mut client).await;
        let start = Instant::now();
        stopping.shutdown().await;
        ended.await.unwrap();
        assert!(start.elapsed() < HEADERS);
    }
}
