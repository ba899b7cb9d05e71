//! A PostgreSQL of one's own: on loopback, over TLS only, in a folder that ends with it.

use crate::recorded;
use anyhow::{Context, bail, ensure};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Where Debian keeps the programs of all versions.
const VERSIONS: &str = "/usr/lib/postgresql";

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// PostgreSQL refuses to run as root; `nobody` is there on every Unix.
const NOBODY: u32 = 65_534;

/// Its superuser's password, which is known to nobody outside.
const PASSWORD: &str = "only-for-this-test";

/// A database that runs. Dropping it ends it.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    child: Child,
    port: u16,
}

impl Postgres {
    /// Starts a database, or says loudly that this machine has none.
    ///
    /// # Errors
    ///
    /// If it has one that does not start.
    pub fn start() -> anyhow::Result<Option<Self>> {
        let Some(programs) = programs() else {
            recorded::skip(&format_args!("no PostgreSQL in {VERSIONS}"))?;
            return Ok(None);
        };
        let folder = tempfile::tempdir()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        certify(folder.path())?;
        fs::write(folder.path().join("password"), PASSWORD)?;
        give(folder.path())?;
        let data = folder.path().join("data");
        let password = folder.path().join("password");
        let made = as_nobody(&programs.join("initdb"))
            .args(["--auth=scram-sha-256", "--username=owner", "--no-sync", "--locale=C", "--encoding=UTF8"])
            .arg("--pgdata")
            .arg(&data)
            .arg("--pwfile")
            .arg(password)
            .output()?;
        ensure!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        fs::write(data.join("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n")?;
        let file = |name: &str| folder.path().join(name).display().to_string();
        let settings = [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={port}"),
            format!("unix_socket_directories={}", folder.path().display()),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={}", file("server.pem")),
            format!("ssl_key_file={}", file("server.key")),
            "fsync=off".to_owned(),
        ];
        let mut command = as_nobody(&programs.join("postgres"));
        command.arg("-D").arg(&data).args(settings.iter().flat_map(|setting| ["-c", setting]));
        let log = fs::File::create(folder.path().join("log"))?;
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        let database = Self { programs, folder, child, port };
        database.wait_until_ready()?;
        Ok(Some(database))
    }

    /// The port on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The file with the certificate that vouches for it.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A file with a certificate that vouches for somebody else.
    pub fn other_authority(&self) -> PathBuf {
        self.folder.path().join("other.pem")
    }

    /// Does something as its superuser.
    ///
    /// # Errors
    ///
    /// If it is refused.
    pub fn run(&self, sql: &str) -> anyhow::Result<()> {
        let output = self.psql(sql)?;
        ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    fn psql(&self, sql: &str) -> anyhow::Result<Output> {
        let place = format!("host=127.0.0.1 port={} dbname=postgres user=owner sslmode=require", self.port);
        let mut command = Command::new(self.programs.join("psql"));
        command.env("PGPASSWORD", PASSWORD).args(["--no-psqlrc", "--set=ON_ERROR_STOP=1", "--quiet"]);
        Ok(command.args(["--dbname", &place, "--command", sql]).output()?)
    }

    fn wait_until_ready(&self) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !self.psql("select 1")?.status.success() {
            if Instant::now() > deadline {
                bail!("not ready: {}", fs::read_to_string(self.folder.path().join("log"))?);
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // A database that has ended already is what is wanted here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The programs of the newest version that is installed.
fn programs() -> Option<PathBuf> {
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let versions = fs::read_dir(VERSIONS).ok()?.flatten().map(|entry| entry.path());
    let newest = versions.filter(|path| path.join("bin/postgres").exists()).max_by_key(version)?;
    Some(newest.join("bin"))
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A command that may touch what was given to `nobody`.
fn as_nobody(program: &Path) -> Command {
    let mut command = Command::new(program);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Lets the database use a folder and the files in it.
fn give(folder: &Path) -> anyhow::Result<()> {
    if !is_root() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        chown(entry?.path(), Some(NOBODY), Some(NOBODY))?;
    }
    chown(folder, Some(NOBODY), Some(NOBODY)).context("the folder cannot be given away")
}

/// Writes the certificate of an authority, one that it has signed for this machine, and one of another authority.
fn certify(folder: &Path) -> anyhow::Result<()> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    fs::write(folder.join("other.pem"), authority.self_signed(&KeyPair::generate()?)?.pem())?;
    let key = KeyPair::generate()?;
    fs::write(folder.join("ca.pem"), authority.self_signed(&key)?.pem())?;
    let issuer = Issuer::new(authority, key);
    let server_key = KeyPair::generate()?;
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let server = CertificateParams::new(names)?.signed_by(&server_key, &issuer)?;
    fs::write(folder.join("server.pem"), server.pem())?;
    let file = folder.join("server.key");
    fs::write(&file, server_key.serialize_pem())?;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(0o600))?)
}
