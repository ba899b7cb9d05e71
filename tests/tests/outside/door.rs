//! Who is let in: whoever is here as long as nobody has a token, and then nobody without one but the folder's owner.

use anyhow::{Context, anyhow, ensure};
use paridad_tests::api::Api;
use paridad_tests::recorded;
use paridad_tests::routes;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{AuditEntry, MadeToken, Status, Token};
use reqwest::{Method, Response, StatusCode};
use rustix::process::Uid;
use rustix::thread::set_thread_uid;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;

/// All paths that there are, and some that there are not.
fn paths() -> Vec<String> {
    let others = ["/", "/index.html", "/assets/nothing.js", "/nothing", "/api/v1/nothing"];
    routes::paths().chain(others.map(str::to_owned)).collect()
}

/// Runs the binary beside the server of a start, and reads what it answers.
fn run(start: &Start, words: &[&str]) -> anyhow::Result<Value> {
    let output = command()?.arg("--json").arg("--data-dir").arg(start.data_dir()).args(words).output()?;
    ensure!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// A token that the folder's owner makes on the command line.
fn token(start: &Start, name: &str, role: &str) -> anyhow::Result<String> {
    let made = run(start, &["token", "new", "--name", name, "--role", role])?;
    Ok(made["token"].as_str().context("no token")?.to_owned())
}

fn guarded(start: &Start, words: &[&str]) -> anyhow::Result<Api> {
    let args = [start.args(), words.iter().map(|&word| word.to_owned()).collect()].concat();
    Api::of(Server::start(&Options { args, data_dir: Some(start.data_dir()), ..Options::default() })?)
}

async fn ask(api: &Api, path: &str) -> anyhow::Result<Response> {
    Ok(api.client.get(api.server.url(path)).send().await?)
}

/// Tries all that there is without a token: nothing is answered but whether the server lives and is ready.
async fn assert_closed(api: &Api) -> anyhow::Result<()> {
    for path in paths() {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::DELETE, Method::OPTIONS] {
            let request = api.client.request(method.clone(), api.server.url(&path)).json(&json!({}));
            let answer = request.send().await?;
            let is_open = ["/livez", "/readyz"].contains(&path.as_str());
            let is_signed = method == Method::POST && path == "/api/v1/webhooks/a";
            if is_open || is_signed {
                assert_ne!(answer.status(), StatusCode::UNAUTHORIZED, "{method} {path}");
                continue;
            }
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{method} {path}");
            let asked: Vec<&str> = answer
                .headers()
                .get_all("www-authenticate")
                .iter()
                .flat_map(|value| value.to_str())
                .collect();
            assert_eq!(asked, ["Bearer realm=\"Paridad\"", "Basic realm=\"Paridad\", charset=\"UTF-8\""]);
        }
    }
    assert_eq!(ask(api, "/livez").await?.status(), StatusCode::OK);
    assert_eq!(ask(api, "/readyz").await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn once_anybody_has_had_a_token_who_shows_none_sees_that_the_server_lives_and_no_more()
-> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let mut api = Api::start(&start)?;
    assert!(paths().len() > 40, "{:?}", paths());
    assert_eq!(ask(&api, "/api/v1/status").await?.status(), StatusCode::OK, "nobody has a token yet");
    token(&start, "ana", "reader")?;
    assert_closed(&api).await?;
    run(&start, &["token", "revoke", "ana"])?;
    assert_closed(&api).await?;
    ensure!(api.server.stop()?.success(), "it ends when it is asked to");
    api = Api::start(&start)?;
    assert_closed(&api).await
}

#[tokio::test]
async fn a_server_that_requires_tokens_lets_its_folders_owner_make_the_first() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = guarded(&start, &["--require-tokens"])?;
    assert_closed(&api).await?;
    let admin = token(&start, "admin", "admin")?;
    let tokens: Vec<Token> = serde_json::from_value(run(&start, &["token", "list"])?)?;
    assert_eq!((tokens.len(), tokens[0].actor.as_str()), (1, "local"));
    let status: Status =
        api.client.get(api.server.url("/api/v1/status")).bearer_auth(&admin).send().await?.json().await?;
    assert!(status.concerns.iter().all(|concern| concern.matter == "events"), "{status:?}");
    let url = api.server.url("/api/v1/tokens");
    let make = |body: Value| api.client.post(&url).bearer_auth(&admin).json(&body).send();
    let own = json!({"name": "eve", "role": "admin", "digest": "00".repeat(32)});
    let refused = make(own).await?;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(refused.text().await?.contains("digest"), "it is named");
    let answer = make(json!({"name": "ana", "role": "reader"})).await?;
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let token: MadeToken = answer.json().await?;
    assert_eq!((token.name.as_str(), token.role.as_str()), ("ana", "reader"));
    let listed = api.client.get(&url).bearer_auth(&admin).send().await?.text().await?;
    assert!(listed.contains("ana") && !listed.contains(&token.token[4..]), "it is shown once: {listed}");
    let seen = api.client.get(api.server.url("/api/v1/status")).bearer_auth(&token.token).send().await?;
    assert_eq!(seen.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_browser_shows_a_token_as_the_password_of_whomever() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let env = vec![("PARIDAD_REQUIRE_TOKENS".to_owned(), "true".to_owned())];
    let options = Options { args: start.args(), env, data_dir: Some(start.data_dir()) };
    let api = Api::of(Server::start(&options)?)?;
    let reader = token(&start, "ana", "reader")?;
    let ask = |path: &str, password: &str| {
        api.client.get(api.server.url(path)).basic_auth("whoever", Some(password)).send()
    };
    for path in ["/", "/api/v1/status", "/metrics"] {
        assert_eq!(ask(path, &reader).await?.status(), StatusCode::OK, "{path}");
        assert_eq!(ask(path, "pdt_0").await?.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(ask("/api/v1/tokens", &reader).await?.status(), StatusCode::FORBIDDEN, "it has its role");
    Ok(())
}

#[tokio::test]
async fn the_trail_says_who_asked_for_what_and_when_the_server_ran_and_no_secret() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let mut api = Api::start(&start)?.as_owner()?;
    let admin = token(&start, "root", "admin")?;
    for _ in 0..3 {
        let url = api.server.url("/api/v1/status");
        let refused = api.client.get(url).bearer_auth("pdt_canary").send().await?;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    }
    for (path, body) in
        [("pull", json!({"source": "ecb"})), ("backup", json!({"file": "copy.redb"})), ("verify", json!({}))]
    {
        let request = api.client.post(api.server.url(&format!("/api/v1/{path}"))).bearer_auth(&admin);
        let answer = request.json(&body).send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.text().await?);
    }
    ensure!(api.server.stop()?.success(), "it ends when it is asked to");
    let alone = command()?.arg("--data-dir").arg(start.data_dir()).arg("verify").output()?;
    ensure!(alone.status.success(), "{}", String::from_utf8_lossy(&alone.stderr));
    api = Api::start(&start)?.as_owner()?;
    let trail: Vec<AuditEntry> = api.get("/api/v1/audit?limit=1000").await?;
    let count = |actor: &str, action: &str| {
        trail.iter().filter(|entry| entry.actor == actor && entry.action == action).count()
    };
    for action in ["pull", "backup", "verify"] {
        assert_eq!(count("root", action), 1, "{action}: {trail:?}");
    }
    assert_eq!(count("local", "verified"), 1, "without a server too: {trail:?}");
    assert_eq!((count("paridad", "start"), count("paridad", "stop")), (2, 1), "{trail:?}");
    let refused = trail.iter().filter(|entry| entry.action == "refuse");
    let refused: Vec<u64> = refused
        .filter_map(|entry| entry.detail.split(' ').next().and_then(|count| count.parse().ok()))
        .collect();
    assert!((1..=2).contains(&refused.len()) && refused.iter().sum::<u64>() == 3, "{trail:?}");
    let said = format!("{trail:?}");
    assert!(!said.contains("canary") && !said.contains(&admin[4..]), "{said}");
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

fn mode(path: &Path) -> anyhow::Result<u32> {
    Ok(fs::symlink_metadata(path)?.permissions().mode() & 0o777)
}

/// The files of a folder, which must be its owner's alone, as must be all of them.
fn assert_private(folder: &Path) -> anyhow::Result<Vec<String>> {
    assert_eq!(mode(folder)?, 0o700, "{}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        assert_eq!(mode(&entry.path())?, 0o600, "{}", entry.path().display());
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[test]
fn whatever_lies_in_the_data_folder_is_its_owners_alone() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let folder = start.data_dir();
    let backups = start.scratch().join("backups");
    let mut server = guarded(&start, &["--backup-dir", &backups.display().to_string()])?.server;
    assert_eq!(assert_private(&folder)?, ["archive.redb", "paridad.sock", "server.json"]);
    run(&start, &["backup", "copy.redb"])?;
    assert_eq!(assert_private(&backups)?, ["copy.redb"]);
    ensure!(server.stop()?.success(), "it ends when it is asked to");
    assert_eq!(assert_private(&folder)?, ["archive.redb"], "the socket goes with the server");

    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
    fs::set_permissions(folder.join("archive.redb"), fs::Permissions::from_mode(0o644))?;
    fs::write(folder.join("schedule.toml"), "")?;
    let mut server = guarded(&start, &[])?.server;
    assert_private(&folder)?;
    let said = server.stderr();
    assert!(said.contains("mode 755") && said.contains("archive.redb (mode 644)"), "{said}");
    server.kill()?;
    let server = guarded(&start, &[])?.server;
    assert!(folder.join("paridad.sock").exists(), "one that was left is replaced");
    run(&start, &["token", "list"])?;
    drop(server);
    Ok(())
}

/// Somebody who owns nothing here.
const NOBODY: u32 = 65_534;

/// Asks over the socket as another user of this machine, and gives what came back.
fn as_nobody(socket: &Path, request: &str) -> anyhow::Result<io::Result<String>> {
    let (socket, request) = (socket.to_owned(), request.to_owned());
    // The kernel knows a user by thread: it ends with this one.
    let thread = thread::spawn(move || -> io::Result<io::Result<String>> {
        set_thread_uid(Uid::from_raw(NOBODY))?;
        Ok(UnixStream::connect(&socket).and_then(|mut stream| {
            stream.write_all(request.as_bytes())?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        }))
    });
    Ok(thread.join().map_err(|_| anyhow!("the other user panicked"))??)
}

#[tokio::test]
async fn another_user_of_the_machine_is_no_owner_whatever_the_modes_of_the_files() -> anyhow::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return recorded::skip(&"only the system's own user can act as another");
    }
    let start = Start::new(100, 0)?;
    let api = guarded(&start, &["--require-tokens"])?;
    let (folder, socket) = (start.data_dir(), start.data_dir().join("paridad.sock"));
    let body = r#"{"name":"eve","role":"admin"}"#;
    let request = format!(
        "POST /api/v1/tokens HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let closed = as_nobody(&socket, &request)?;
    assert_eq!(closed.map_err(|error| error.kind()), Err(io::ErrorKind::PermissionDenied));

    // Somebody has opened the folders and the socket to all, so he reaches it, and is not answered.
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    for path in folder.ancestors().take_while(|path| path.starts_with(start.scratch())) {
        open(path, 0o755)?;
    }
    open(&socket, 0o666)?;
    let answer = as_nobody(&socket, &request)?;
    assert!(answer.as_ref().map_or(true, String::is_empty), "{answer:?}");
    assert_ne!(answer.map_err(|error| error.kind()), Err(io::ErrorKind::PermissionDenied), "he reached it");
    let refused =
        api.client.post(api.server.url("/api/v1/tokens")).json(&json!({"name": "eve", "role": "admin"}));
    assert_eq!(refused.send().await?.status(), StatusCode::UNAUTHORIZED);
    let tokens: Vec<Token> = serde_json::from_value(run(&start, &["token", "list"])?)?;
    assert!(tokens.is_empty(), "{tokens:?}");
    Ok(())
}
