//! The socket in the data folder: who comes over it is the folder's owner, for the system says who he is.

use super::connections::Pause;
use crate::setup::running::SOCKET_FILE;
use axum::serve::Listener;
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tokio::net::unix::SocketAddr;
use tokio::net::{UnixListener, UnixStream};

/// Marks a request that the owner of the data folder has sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner;

/// A socket that only the user of this process, and the system's own, can speak through.
#[derive(Debug)]
pub(crate) struct Socket {
    listener: UnixListener,
    pause: Pause,
}

/// The file of a socket; it is removed when dropped.
#[derive(Debug)]
pub(crate) struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        // One that stays behind is replaced by the next server.
        let _ = fs::remove_file(&self.0);
    }
}

impl Socket {
    /// Listens in a folder; only for who has its archive, who is alone. Where that cannot be, the log says so: commands
    /// then come over the network, with a token.
    pub(crate) fn in_folder(folder: &Path) -> Option<(Self, SocketFile)> {
        let path = folder.join(SOCKET_FILE);
        match bind(&path) {
            Ok(listener) => Some((Self { listener, pause: Pause::default() }, SocketFile(path))),
            Err(error) => {
                tracing::warn!(
                    error = %error,
                    "no socket can be made at {} (its path may have 107 bytes): commands need a token once anybody has one",
                    path.display()
                );
                None
            }
        }
    }
}

/// Makes the socket, in place of the one that a server left who was killed.
fn bind(path: &Path) -> io::Result<UnixListener> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

impl Listener for Socket {
    type Io = UnixStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (UnixStream, SocketAddr) {
        let own = rustix::process::geteuid().as_raw();
        loop {
            match self.listener.accept().await {
                Ok(accepted) if accepted.0.peer_cred().is_ok_and(|peer| is_owner(peer.uid(), own)) => {
                    return accepted;
                }
                Ok(_) => tracing::debug!("somebody else came over the socket and is left"),
                Err(error) => self.pause.after(&error).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Whether a user is the one that the server runs as, or the system's own, who can read all of it anyway.
fn is_owner(peer: u32, own: u32) -> bool {
    peer == own || peer == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_servers_user_and_the_systems_own_are_owners() {
        assert!(is_owner(1000, 1000) && is_owner(0, 1000) && is_owner(0, 0));
        assert!(!is_owner(1001, 1000) && !is_owner(1000, 0));
    }

    #[tokio::test]
    async fn a_socket_is_its_owners_replaces_a_stale_one_and_goes_with_its_server() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(SOCKET_FILE);
        fs::write(&file, "stale").unwrap();
        let (mut socket, bound) = Socket::in_folder(folder.path()).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let (came, stream) = tokio::join!(socket.accept(), UnixStream::connect(&file));
        drop((came, stream.unwrap(), bound));
        assert!(!file.exists());
    }

    #[tokio::test]
    async fn a_path_that_is_too_long_for_a_socket_is_no_end_of_the_server() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("x".repeat(108));
        fs::create_dir(&deep).unwrap();
        assert!(Socket::in_folder(&deep).is_none());
    }
}
