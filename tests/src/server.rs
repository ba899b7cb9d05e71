//! The real server, as a process of its own.

use crate::{http, output};
use anyhow::{Context, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use std::env;
use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long the server may take to listen, to be ready, and to end.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// How a server is started.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Further words for the command line, after those of the harness.
    pub args: Vec<String>,
    /// Further environment variables.
    pub env: Vec<(String, String)>,
    /// The data folder of an earlier server; without it, a new one that ends with this server.
    pub data_dir: Option<PathBuf>,
}

/// A running server. Dropping it kills it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    data_dir: PathBuf,
    scratch: TempDir,
}

impl Server {
    /// Starts a server on a free port that pulls nothing by itself, and waits until it is ready.
    ///
    /// # Errors
    ///
    /// If there is no binary, or the server does not listen or is not ready in time; what it
    /// wrote to stderr is then part of the message.
    pub fn start(options: &Options) -> anyhow::Result<Self> {
        Self::start_unready(options)?.once_ready()
    }

    /// The same, but sources are pulled when their time comes. All of them must be stand-ins: no test reaches the network.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn start_scheduled(options: &Options) -> anyhow::Result<Self> {
        Self::launch(options, &[])?.once_ready()
    }

    /// Starts a server on a free port that pulls nothing by itself, and waits only until it listens.
    ///
    /// # Errors
    ///
    /// If there is no binary, or the server does not listen in time.
    pub fn start_unready(options: &Options) -> anyhow::Result<Self> {
        Self::launch(options, &["--no-schedule"])
    }

    fn launch(options: &Options, words: &[&str]) -> anyhow::Result<Self> {
        let scratch = tempfile::tempdir()?;
        let data_dir = options.data_dir.clone().unwrap_or_else(|| scratch.path().join("data"));
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let words = words.iter().map(|word| (*word).to_owned()).chain(options.args.iter().cloned());
        let command = serve((&data_dir, any), &words.collect::<Vec<_>>(), &options.env)?;
        let (child, address) = listening(command, scratch.path())?;
        Ok(Self { child, address, data_dir, scratch })
    }

    /// Starts a server that has ended anew, at the same address on the same folder, and waits until it is ready.
    ///
    /// # Errors
    ///
    /// As of a first start, and if somebody else listens there by now.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        let command = serve((&self.data_dir, self.address), &["--no-schedule".to_owned()], &[])?;
        (self.child, self.address) = listening(command, self.scratch.path())?;
        self.wait_until_ready(PATIENCE)
    }

    /// The address of `path`, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where the server keeps its data.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// All that the server has written to stdout so far.
    pub fn stdout(&self) -> String {
        fs::read_to_string(self.scratch.path().join("stdout")).unwrap_or_default()
    }

    /// All that the server has written to stderr so far.
    pub fn stderr(&self) -> String {
        fs::read_to_string(self.scratch.path().join("stderr")).unwrap_or_default()
    }

    /// The most memory that the process has held at once, in bytes: what the system counts as resident.
    ///
    /// # Errors
    ///
    /// If it has ended, or the system is not Linux.
    pub fn peak_memory(&self) -> anyhow::Result<u64> {
        self.memory("VmHWM:")
    }

    /// The memory that the process holds now, in bytes: what the system counts as resident.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn resident_memory(&self) -> anyhow::Result<u64> {
        self.memory("VmRSS:")
    }

    fn memory(&self, name: &str) -> anyhow::Result<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).with_context(|| path.clone())?;
        memory_in(&status, name).with_context(|| format!("{path} says no {name}"))
    }

    /// Ends the server at once, as a power cut would (SIGKILL).
    ///
    /// # Errors
    ///
    /// If the process is no longer ours to kill.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks the server to end (SIGTERM) and waits until it has.
    ///
    /// # Errors
    ///
    /// If it has not ended in time.
    pub fn stop(&mut self) -> anyhow::Result<ExitStatus> {
        kill_process(self.pid()?, Signal::TERM)?;
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            thread::sleep(PAUSE);
        }
        bail!("the server still runs {} s after SIGTERM", PATIENCE.as_secs())
    }

    /// Lets the server do nothing at all until it may go on (SIGSTOP).
    ///
    /// # Errors
    ///
    /// If the process is no longer ours to stop.
    pub fn pause(&self) -> anyhow::Result<()> {
        Ok(kill_process(self.pid()?, Signal::STOP)?)
    }

    /// Lets a server that was paused go on (SIGCONT).
    ///
    /// # Errors
    ///
    /// If the process is no longer ours.
    pub fn go_on(&self) -> anyhow::Result<()> {
        Ok(kill_process(self.pid()?, Signal::CONT)?)
    }

    fn pid(&self) -> anyhow::Result<Pid> {
        Pid::from_raw(i32::try_from(self.child.id())?).context("no such process")
    }

    fn once_ready(self) -> anyhow::Result<Self> {
        self.wait_until_ready(PATIENCE).with_context(|| format!("the server wrote: {}", self.stderr()))?;
        Ok(self)
    }

    /// Waits until the server is ready.
    ///
    /// # Errors
    ///
    /// If it is not in time, or has ended.
    pub fn wait_until_ready(&self, patience: Duration) -> anyhow::Result<()> {
        let deadline = Instant::now() + patience;
        while http::status(self.address, "/readyz").context("the server has gone")? != 200 {
            ensure!(Instant::now() < deadline, "not ready after {} s", patience.as_secs());
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}

/// The command that serves a folder at an address.
fn serve(
    (data_dir, address): (&Path, SocketAddr),
    words: &[String],
    env: &[(String, String)],
) -> anyhow::Result<Command> {
    let mut command = command()?;
    command.arg("serve").arg("--data-dir").arg(data_dir).args(["--listen", &address.to_string()]);
    command.args(words).envs(env.iter().cloned());
    Ok(command)
}

/// Starts a server and waits until it listens; what it writes is kept in a folder.
fn listening(mut command: Command, scratch: &Path) -> anyhow::Result<(Child, SocketAddr)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.stderr(File::create(scratch.join("stderr"))?);
    let mut child = command.spawn().context("the server could not be started")?;
    let stdout = child.stdout.take().context("the server has no stdout")?;
    let copy = File::create(scratch.join("stdout"))?;
    match output::first_match(stdout, copy, PATIENCE, address_in) {
        Ok(address) => Ok((child, address)),
        Err(error) => {
            // One that has ended already is what is wanted here.
            let _ = child.kill();
            let _ = child.wait();
            let wrote = fs::read_to_string(scratch.join("stderr")).unwrap_or_default();
            Err(error.context(format!("waiting for the server's address; it wrote: {wrote}")))
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended already is what is wanted here.
        let _ = self.kill();
    }
}

/// A command that runs the built binary, without what the caller's environment says to a server.
///
/// # Errors
///
/// If the binary has not been built.
pub fn command() -> anyhow::Result<Command> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/paridad");
    let binary = env::var_os("PARIDAD_BIN").map_or(built, PathBuf::from);
    ensure!(binary.exists(), "no server at {}: run `cargo xtask test`", binary.display());
    let mut command = Command::new(binary);
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PARIDAD_")) {
        command.env_remove(name);
    }
    // Only those that a test can stand in for with little, unless it says otherwise.
    command.env("PARIDAD_SOURCES", "ecb,banxico,inegi");
    Ok(command)
}

/// The address in a line that says where the server listens.
fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line.split_once("http://")?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ':');
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

/// What Linux tells of a process under a name, in bytes.
fn memory_in(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_bytes() {
        let status = "Name:\tparidad\nVmPeak:\t  999 kB\nVmHWM:\t   12 kB\nVmRSS:\t   11 kB\n";
        assert_eq!(memory_in(status, "VmHWM:"), Some(12 * 1024));
        assert_eq!(memory_in(status, "VmRSS:"), Some(11 * 1024));
        assert_eq!(memory_in("Name:\tparidad\n", "VmHWM:"), None);
    }

    #[test]
    fn the_address_is_found_wherever_it_stands_in_the_line() {
        let address = SocketAddr::from(([127, 0, 0, 1], 8080));
        for line in ["http://127.0.0.1:8080", "Paridad: http://127.0.0.1:8080/ (Ctrl-C ends it)"] {
            assert_eq!(address_in(line), Some(address), "{line}");
        }
        assert_eq!(address_in("see https://example.org"), None);
    }
}
