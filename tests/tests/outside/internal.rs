//! The bank's own sources through the real server: a database over TLS, an endpoint, a watched folder.

use anyhow::{Context, ensure};
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use paridad_tests::api::Api;
use paridad_tests::postgres::Postgres;
use paridad_tests::server::{Options, Server, command};
use paridad_tests::start::Start;
use paridad_wire::{Batch, Held, Precedent, Profile, Pulled, Run, Series, Token, Vintage};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Must be seen nowhere.
const PASSWORD: &str = "never-to-be-seen-0123456789";

/// A watched folder is looked at every second, and a file taken in at the second look.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// No source of the outside world is pulled by itself.
const NOTHING_PUBLIC: &str = "off = [\"ecb\", \"banxico\", \"inegi\"]\n";

fn options(start: &Start, sources: &str) -> anyhow::Result<Options> {
    fs::create_dir_all(start.data_dir())?;
    fs::write(start.data_dir().join("sources.toml"), sources)?;
    fs::write(start.data_dir().join("schedule.toml"), NOTHING_PUBLIC)?;
    let env = [("TREASURY_PASSWORD", PASSWORD), ("DESK_TOKEN", PASSWORD), ("PARIDAD_LOG", "trace")];
    let env = env.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    Ok(Options { args: start.args(), env, data_dir: Some(start.data_dir()) })
}

async fn pull(api: &Api, source: &str) -> anyhow::Result<Pulled> {
    api.post("/api/v1/pull", json!({ "source": source })).await
}

/// Why a pull failed.
async fn failure(api: &Api, source: &str) -> anyhow::Result<String> {
    let request = api.client.post(api.server.url("/api/v1/pull")).header("accept-language", "en");
    let answer = request.json(&json!({ "source": source })).send().await?;
    let status = answer.status();
    let problem: Value = answer.json().await?;
    ensure!(status == StatusCode::BAD_GATEWAY, "{status}: {problem}");
    Ok(problem["cause"].as_str().context("no cause")?.to_owned())
}

async fn values(api: &Api, series: &str) -> anyhow::Result<Vec<f64>> {
    let series: Series = api.get(&format!("/api/v1/series/{series}")).await?;
    Ok(series.points.iter().map(|point| point.value).collect())
}

/// Whether a text stands in anything that a server has written.
fn is_written(api: &Api, text: &str) -> anyhow::Result<bool> {
    let mut all = [api.server.stdout(), api.server.stderr()].concat().into_bytes();
    for entry in fs::read_dir(api.server.data_dir())? {
        let path = entry?.path();
        if path.is_file() {
            all.extend(fs::read(path)?);
        }
    }
    Ok(all.windows(text.len()).any(|window| window == text.as_bytes()))
}

fn database(postgres: &Postgres, authority: &Path, query: &str) -> String {
    format!(
        "[[postgres]]\nname = \"treasury\"\nhost = \"localhost\"\nport = {}\ndatabase = \"postgres\"\nuser = \"paridad\"\n\
         password_variable = \"TREASURY_PASSWORD\"\nauthority = \"{}\"\nquery = '''{query}'''\n",
        postgres.port(),
        authority.display()
    )
}

/// A database with three flows, of which one has no value, and a user who may read them and call what would write.
fn treasury() -> anyhow::Result<Option<Postgres>> {
    let Some(postgres) = Postgres::start()? else { return Ok(None) };
    postgres.run(&format!(
        "create table flows (day date, amount numeric(12, 4), booked timestamptz, client text);
         insert into flows values ('2020-01-02', 1234567.8901, '2020-01-03 12:00-06', 'Ana Torres'),
           ('2020-01-03', null, '2020-01-04 12:00-06', 'Luis Mora'), ('2020-01-06', -3, now() - interval '1 hour', null);
         create function book() returns int language sql volatile as 'insert into flows values (null) returning 1';
         create role paridad login password '{PASSWORD}';
         grant select, insert on flows to paridad;"
    ))?;
    Ok(Some(postgres))
}

const FLOWS: &str = "select 'flow.net' as series, day as period, amount as value, booked as known_at, client
    from flows where day >= $1 -- all of them the first time
    ;";

#[tokio::test]
async fn a_database_is_asked_over_tls_and_only_what_is_read_is_kept() -> anyhow::Result<()> {
    let Some(postgres) = treasury()? else { return Ok(()) };
    let start = Start::new(100, 0)?;
    let sources = database(&postgres, &postgres.authority(), FLOWS);
    let api = Api::of(Server::start(&options(&start, &sources)?)?)?;
    let listed: Vec<String> = api.get("/api/v1/sources").await?;
    assert_eq!(listed, ["ecb", "treasury"]);
    let first = pull(&api, "treasury").await?;
    assert_eq!((first.observed, first.known, first.held), (2, 0, 0), "{first:?}");
    assert!(first.findings.iter().any(|finding| finding.contains("the value is missing")), "{first:?}");
    assert_eq!(values(&api, "internal.flow.net").await?, [1_234_567.890_1, -3.0]);
    let early = "/api/v1/series/internal.flow.net?as_of=2020-01-03T17:59:59Z";
    assert!(api.get::<Series>(early).await?.points.is_empty(), "booked at noon in Mexico City");
    let told: Vec<Vintage> = api.get("/api/v1/series/internal.flow.net/vintages").await?;
    assert_eq!(
        told.iter().map(|one| one.live).collect::<Vec<_>>(),
        [false, true],
        "the first was backfilled"
    );
    assert_eq!((told[0].source.as_str(), told[0].raw.len()), ("treasury", 64));
    postgres.run("update flows set amount = 4.5 where day = '2020-01-03'")?;
    let again = pull(&api, "treasury").await?;
    assert_eq!((again.observed, again.known), (0, 0), "a pull asks for what is not older than forty days");
    let since = json!({ "source": "treasury", "since": "2020-01-01" });
    let since: Pulled = api.post("/api/v1/pull", since).await?;
    assert_eq!((since.observed, since.known), (1, 2), "{since:?}");
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    for text in [PASSWORD, "Ana Torres"] {
        assert!(!is_written(&api, text)?, "{text} was written");
    }
    Ok(())
}

#[tokio::test]
async fn a_database_that_refuses_is_quoted_and_can_be_changed_by_no_query() -> anyhow::Result<()> {
    let Some(postgres) = treasury()? else { return Ok(()) };
    let (authority, other) = (postgres.authority(), postgres.other_authority());
    let wrong_port = database(&postgres, &authority, FLOWS).replace("port = ", "port = 1 # ");
    for (sources, said) in [
        (database(&postgres, &authority, "select book() as value"), "in a read-only transaction"),
        (database(&postgres, &authority, "select 1; drop table flows"), "syntax error"),
        (
            database(&postgres, &authority, "select 1) x; select * from (select 1"),
            "cannot insert multiple commands",
        ),
        (
            database(&postgres, &authority, "select day as period from flows"),
            "must name the columns series, period, value",
        ),
        (
            database(&postgres, &authority, "select * from flows where amount > $1"),
            "one parameter, $1, which is a date, got numeric",
        ),
        (database(&postgres, &authority, "select no from flows"), "does not exist"),
        (database(&postgres, &authority, "select client::int from flows"), "a value cannot be used"),
        (
            database(&postgres, &authority, FLOWS).replace("\"paridad\"", "\"nobody\""),
            "authentication failed",
        ),
        (database(&postgres, &other, FLOWS), "certificate"),
        (wrong_port, "gave no rows (tries: 3)"),
    ] {
        let start = Start::new(100, 0)?;
        let api = Api::of(Server::start(&options(&start, &sources)?)?)?;
        let cause = failure(&api, "treasury").await?;
        assert!(cause.contains(said), "{said}: {cause}");
        for text in [PASSWORD, "Ana Torres"] {
            assert!(!cause.contains(text) && !is_written(&api, text)?, "{cause}");
        }
        let runs: Vec<Run> = api.get("/api/v1/runs").await?;
        assert_eq!(runs[0].failed.as_deref(), Some(cause.as_str()), "it is on record");
    }
    postgres.run("do $$ begin assert (select count(*) from flows) = 3; end $$")
}

#[tokio::test]
async fn a_source_without_its_secret_is_not_pulled_and_says_why() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let sources =
        "[[endpoint]]\nname = \"desk\"\naddress = \"http://127.0.0.1:9/\"\ntoken_variable = \"DESK_TOKEN\"\n";
    let options = Options { env: Vec::new(), ..options(&start, sources)? };
    let api = Api::of(Server::start(&options)?)?;
    assert_eq!(api.get::<Vec<String>>("/api/v1/sources").await?, ["ecb"]);
    assert!(
        api.server.stderr().contains("desk is not pulled: neither DESK_TOKEN nor DESK_TOKEN_FILE is set")
    );
    let answer =
        api.client.post(api.server.url("/api/v1/pull")).json(&json!({"source": "desk"})).send().await?;
    assert!(answer.text().await?.contains("DESK_TOKEN_FILE"));
    Ok(())
}

/// An endpoint that wants a token, and its address.
async fn desk() -> anyhow::Result<String> {
    async fn rates(headers: HeaderMap) -> impl IntoResponse {
        if headers.get("authorization").is_none_or(|value| value != &format!("Bearer {PASSWORD}")) {
            return (StatusCode::UNAUTHORIZED, [("content-type", "application/json")], "{}".to_owned());
        }
        let body = json!({"rates": [{"at": "2020-01-02", "mid": 18.25}, {"at": "2020-01-03", "mid": 18.5}]});
        (StatusCode::OK, [("content-type", "application/json")], body.to_string())
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/rates", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/rates", get(rates))).await });
    Ok(address)
}

#[tokio::test]
async fn an_endpoint_is_asked_with_its_token_which_is_seen_nowhere() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let sources = format!(
        "[[endpoint]]\nname = \"desk\"\naddress = \"{}\"\ntoken_variable = \"DESK_TOKEN\"\nrecords = \"/rates\"\n\
         columns = {{ series = \"desk.mid\", period = \"/at\", value = \"/mid\" }}\n",
        desk().await?
    );
    let api = Api::of(Server::start(&options(&start, &sources)?)?)?;
    assert_eq!(pull(&api, "desk").await?.observed, 2);
    assert_eq!(values(&api, "internal.desk.mid").await?, [18.25, 18.5]);
    assert!(!is_written(&api, PASSWORD)?);
    Ok(())
}

/// What the log says of a file that was not taken in, once it does.
async fn not_taken_in(api: &Api) -> anyhow::Result<String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let log = api.server.stderr();
        if let Some(line) = log.lines().find(|line| line.contains("a file was not taken in")) {
            return Ok(line.to_owned());
        }
        ensure!(Instant::now() < deadline, "the log does not say so:\n{log}");
        tokio::time::sleep(PAUSE).await;
    }
}

/// The runs that a dropped file set off, once there are so many.
async fn dropped(api: &Api, count: usize) -> anyhow::Result<Vec<Run>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut runs: Vec<Run> = api.get("/api/v1/runs").await?;
        runs.retain(|run| run.trigger == "drop" && run.ended_at.is_some());
        if runs.len() >= count {
            return Ok(runs);
        }
        ensure!(Instant::now() < deadline, "only {runs:?}");
        tokio::time::sleep(PAUSE).await;
    }
}

/// A Parquet file with two values of a series.
fn parquet(path: &Path) -> anyhow::Result<()> {
    let schema = "message rows { required binary series (UTF8); required int32 period (DATE); required double value; }";
    let file = fs::File::create(path)?;
    let mut writer = SerializedFileWriter::new(file, Arc::new(parse_message_type(schema)?), Arc::default())?;
    let mut group = writer.next_row_group()?;
    let mut series = group.next_column()?.context("no column")?;
    series.typed::<ByteArrayType>().write_batch(
        &[ByteArray::from("desk.var"), ByteArray::from("desk.var")],
        None,
        None,
    )?;
    series.close()?;
    let mut period = group.next_column()?.context("no column")?;
    period.typed::<Int32Type>().write_batch(&[18_263, 18_264], None, None)?;
    period.close()?;
    let mut value = group.next_column()?.context("no column")?;
    value.typed::<DoubleType>().write_batch(&[0.1, 0.3], None, None)?;
    value.close()?;
    group.close()?;
    writer.close()?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_dropped_in_a_folder_is_taken_in_once_also_after_a_kill() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let place = start.scratch().join("in");
    fs::create_dir(&place)?;
    let options =
        options(&start, &format!("[[folder]]\nname = \"drop\"\npath = {place:?}\nevery_seconds = 1\n"))?;
    fs::write(start.data_dir().join("personal.toml"), "[columns]\nclient = \"drop\"\n")?;
    let mut api = Api::of(Server::start_scheduled(&options)?)?;
    let text = "series,period,value,client\nflow.in,2020-01-02,1.5,Ana Torres\n";
    fs::write(place.join("a.csv"), text)?;
    fs::write(place.join("broken.csv"), "series;period;value;client\n")?;
    parquet(&place.join("b.parquet"))?;
    let runs = dropped(&api, 3).await?;
    assert_eq!(runs.iter().filter(|run| run.brought.is_some()).count(), 2, "{runs:?}");
    let failed = runs.iter().find_map(|run| run.failed.clone()).context("nothing failed")?;
    assert!(failed.contains("the first line must name the columns"), "{failed}");
    let logged = not_taken_in(&api).await?;
    assert!(logged.contains("source-failed: The source did not answer as it should"), "{logged}");
    assert!(logged.contains("the first line must name") && !logged.contains("SourceFailed"), "{logged}");
    assert_eq!(values(&api, "internal.flow.in").await?, [1.5]);
    assert_eq!(values(&api, "internal.desk.var").await?, [0.1, 0.3]);
    assert!(!is_written(&api, "Ana Torres")?, "it was dropped before anything was kept");

    api.server.kill()?;
    let api = Api::of(Server::start_scheduled(&options)?)?;
    fs::write(place.join("c.csv"), "series,period,value,client\nflow.in,2020-01-03,2.5,Luis Mora\n")?;
    let again = pull(&api, "drop").await;
    let cause = format!("{again:?}");
    assert!(cause.contains("the first line must name"), "the broken one is read again: {cause}");
    let deadline = Instant::now() + PATIENCE;
    while values(&api, "internal.flow.in").await? != [1.5, 2.5] {
        ensure!(Instant::now() < deadline, "the new file was not taken in");
        tokio::time::sleep(PAUSE).await;
    }
    let batches: Vec<Batch> = api.get("/api/v1/batches?limit=100").await?;
    let came = batches.iter().filter(|batch| batch.source == "drop" && batch.observed > 0).count();
    assert_eq!(came, 3, "each file once: {batches:?}");
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}

/// Runs the binary beside the server of a start, as the holder of a token.
fn run(start: &Start, token: Option<&str>, words: &[&str]) -> anyhow::Result<Value> {
    let mut command = command()?;
    if let Some(token) = token {
        command.env("PARIDAD_TOKEN", token);
    }
    let output = command.arg("--data-dir").arg(start.data_dir()).arg("--json").args(words).output()?;
    ensure!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[tokio::test]
async fn what_a_file_must_satisfy_holds_all_of_it_until_people_make_a_precedent() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let place = start.scratch().join("in");
    fs::create_dir(&place)?;
    let sources = format!(
        "[[folder]]\nname = \"drop\"\npath = {place:?}\nevery_seconds = 1\n[[folder.expect]]\nexpect = \"cells\"\ncolumn = \"value\"\n\
         each = {{ between = {{ min = 0.0 }} }}\nmostly = 0.9\n"
    );
    let api = Api::of(Server::start(&options(&start, &sources)?)?)?.as_owner()?;
    fs::write(place.join("a.csv"), "series,period,value\nflow,2020-01-02,-1\nflow,2020-01-03,2\n")?;
    let pulled: Pulled = serde_json::from_value(run(&start, None, &["pull", "--source", "drop"])?)?;
    assert_eq!((pulled.observed, pulled.held), (0, 2), "{pulled:?}");
    let held: Vec<Held> = api.get("/api/v1/held").await?;
    assert!(held.iter().all(|held| held.rule == "expectation" && held.reviewers == 1), "{held:?}");
    let batches: Vec<Batch> = api.get("/api/v1/batches?limit=1").await?;
    assert_eq!((batches[0].grade, batches[0].held), (Some(0), 2));

    let made = run(&start, None, &["token", "new", "--name", "ana", "--role", "reviewer"])?;
    let token = made["token"].as_str().context("no token")?;
    let number = held[0].held.to_string();
    let words = ["precedent", "propose", &number, "accept", "--until", "2020-12-31", "--note", "reversals"];
    let made: Vec<Precedent> = serde_json::from_value(run(&start, Some(token), &words)?)?;
    assert!(made[0].in_force && made[0].actors == ["ana"], "{made:?}");
    assert_eq!(values(&api, "internal.flow").await?, [-1.0, 2.0], "what waited has entered");
    fs::write(place.join("b.csv"), "series,period,value\nflow,2020-01-06,-3\n")?;
    let pulled: Pulled = serde_json::from_value(run(&start, None, &["pull", "--source", "drop"])?)?;
    assert!(
        pulled.findings.iter().any(|finding| finding.contains("taken in before, as batch")),
        "{pulled:?}"
    );
    assert!(pulled.findings.iter().any(|finding| finding.contains("precedents decided on 1")), "{pulled:?}");
    assert_eq!(values(&api, "internal.flow").await?, [-1.0, 2.0, -3.0]);
    run(&start, Some(token), &["precedent", "revoke", "1", "--note", "over"])?;
    fs::write(place.join("c.csv"), "series,period,value\nflow,2020-01-07,-3\n")?;
    let pulled: Pulled = serde_json::from_value(run(&start, None, &["pull", "--source", "drop"])?)?;
    assert_eq!((pulled.observed, pulled.held), (0, 1));
    let profiles: Vec<Profile> = serde_json::from_value(run(&start, None, &["quality", "internal.flow"])?)?;
    assert_eq!((profiles.len(), profiles[0].held, profiles[0].dimensions["validity"]), (3, 1, 1));
    let tokens: Vec<Token> = api.get("/api/v1/tokens").await?;
    assert_eq!(tokens.len(), 1);
    let verified = api.verify().await?;
    assert!(verified.clean, "{verified:?}");
    Ok(())
}
