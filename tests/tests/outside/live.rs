//! What happens, as a server streams it: in order, with nothing missed by who comes again, and with the truth where something was.

use anyhow::{Context, bail, ensure};
use paridad_tests::api::Api;
use paridad_tests::server::command;
use paridad_tests::start::Start;
use paridad_wire::{Calendar, Happened, Happening, Problem, Pulled, ResetReason, Version, VersionKind};
use reqwest::Response;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How long something that has happened may take to be told, and an idle stream to say that it is there.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a server may take to end, whoever listens.
const FAREWELL: Duration = Duration::from_secs(4);

/// Who listens.
struct Stream {
    answer: Response,
    unread: String,
    blocks: VecDeque<String>,
    /// The id of the last event.
    id: String,
}

impl Stream {
    /// Listens, after an event.
    async fn open(api: &Api, after: Option<&str>) -> anyhow::Result<Self> {
        let answer = ask(api, after).await?;
        ensure!(answer.status() == 200, "{}", answer.text().await?);
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header("content-type"), Some("text/event-stream"));
        assert_eq!(header("cache-control"), Some("no-cache"));
        assert_eq!(header("content-encoding"), None, "what is compressed waits for more");
        let mut stream = Self { answer, unread: String::new(), blocks: VecDeque::new(), id: String::new() };
        let beginning = stream.block().await?.context("it has ended")?;
        let (id, rest) = beginning.split_once('\n').context("one line")?;
        assert_eq!(rest, "retry: 3000");
        id.strip_prefix("id: ").context("no id")?.clone_into(&mut stream.id);
        Ok(stream)
    }

    /// The next event; nothing at the end.
    async fn next(&mut self) -> anyhow::Result<Option<Happening>> {
        loop {
            let Some(block) = self.block().await? else { return Ok(None) };
            if block.starts_with(':') {
                continue;
            }
            let lines: Vec<&str> = block.split('\n').collect();
            let [id, event, data] = lines[..] else { bail!("{block}") };
            let happened: Happened = serde_json::from_str(data.strip_prefix("data: ").context("no data")?)?;
            assert_eq!(id.strip_prefix("id: "), Some(happened.id.as_str()));
            let json: Value = serde_json::to_value(&happened)?;
            assert_eq!(event.strip_prefix("event: "), json["type"].as_str());
            ensure!(happened.id >= self.id, "{} comes after {}", happened.id, self.id);
            self.id = happened.id;
            return Ok(Some(happened.what));
        }
    }

    /// The next events, until one that is wanted.
    async fn until(&mut self, wanted: impl Fn(&Happening) -> bool) -> anyhow::Result<Vec<Happening>> {
        let mut all = Vec::new();
        loop {
            let next = self.next().await?.with_context(|| format!("it has ended after {all:?}"))?;
            let is_last = wanted(&next);
            all.push(next);
            if is_last {
                return Ok(all);
            }
        }
    }

    /// The lines up to the next empty one.
    async fn block(&mut self) -> anyhow::Result<Option<String>> {
        while self.blocks.is_empty() {
            let chunk =
                tokio::time::timeout(PATIENCE, self.answer.chunk()).await.context("nothing is told")??;
            let Some(chunk) = chunk else { return Ok(None) };
            self.unread += str::from_utf8(&chunk)?;
            while let Some(end) = self.unread.find("\n\n") {
                let block: String = self.unread.drain(..end + 2).collect();
                self.blocks.push_back(block.trim_end().to_owned());
            }
        }
        Ok(self.blocks.pop_front())
    }
}

/// Asks for a stream as a browser does.
async fn ask(api: &Api, after: Option<&str>) -> anyhow::Result<Response> {
    let request = api.client.get(api.server.url("/api/v1/events")).header("accept", "text/event-stream");
    let request = request.header("accept-encoding", "gzip, br");
    let request = after.into_iter().fold(request, |request, id| request.header("last-event-id", id));
    Ok(request.send().await?)
}

async fn pull(api: &Api, start: &Start, day: usize) -> anyhow::Result<Pulled> {
    start.ecb.publish_until(*start.coming.get(day).context("a day")?);
    api.post("/api/v1/pull", json!({ "source": "ecb" })).await
}

/// Whether it is a run of the ECB that brought something, and ended.
fn is_pull(what: &Happening) -> bool {
    matches!(what, Happening::Pull { source, failed: false, observed: 1.., .. } if source == "ecb")
}

fn is_version(what: &Happening) -> bool {
    matches!(what, Happening::Version { .. })
}

#[tokio::test]
async fn what_happens_is_told_in_order_and_who_comes_again_misses_nothing() -> anyhow::Result<()> {
    let start = Start::new(300, 3)?;
    let mut api = Api::start(&start)?;
    let mut stream = Stream::open(&api, None).await?;
    let pulled = pull(&api, &start, 0).await?;
    let told = stream.until(is_pull).await?;
    let Some(Happening::Version { version, learned_version, learned_day, pinned: false, kind, .. }) =
        told.iter().find(|what| is_version(what))
    else {
        bail!("{told:?}")
    };
    assert_eq!(
        (version, learned_version, Some(*learned_day)),
        (&pulled.version, version, start.coming.first().copied())
    );
    assert_eq!(*kind, VersionKind::Learned);
    let id = stream.id.clone();
    drop(stream);
    pull(&api, &start, 1).await?;
    let day = start.coming[2];
    let text = format!("series,period,value\nflow,{day},1.0\nflow,{day},2.0\n");
    let _: Pulled = api.post("/api/v1/pull", json!({ "source": "csv", "text": text })).await?;
    let mut stream = Stream::open(&api, Some(&id)).await?;
    let told = stream.until(is_pull).await?;
    assert!(told.first().is_some_and(is_version), "{told:?}");
    let told = stream.until(|what| matches!(what, Happening::Held { .. })).await?;
    let [Happening::Pull { source, held: 2, learned: 0, .. }, Happening::Held { waiting: 2 }] = &told[..]
    else {
        bail!("{told:?}")
    };
    assert_eq!(source, "csv");
    let _: Value = api.post("/api/v1/held/1", json!({ "decision": "reject", "note": "twice" })).await?;
    assert_eq!(stream.next().await?, Some(Happening::Held { waiting: 1 }));
    let wanted = json!({ "version": pulled.version, "reason": "to see" });
    let made: Version = api.post("/api/v1/rollback", wanted).await?;
    let Some(Happening::Version { version, learned_version, pinned: true, kind, .. }) = stream.next().await?
    else {
        bail!("no version")
    };
    assert_eq!((version, learned_version), (made.number, pulled.version + 1));
    assert_eq!(kind, VersionKind::Rollback { rollback_to: pulled.version });
    api.server.kill()?;
    let api = Api::start(&start)?;
    let mut stream = Stream::open(&api, Some(&stream.id)).await?;
    assert_eq!(stream.next().await?, Some(Happening::Reset { why: ResetReason::Restarted }));
    let _: Version = api.post("/api/v1/resume", json!({})).await?;
    let told = stream.next().await?;
    assert!(
        matches!(told, Some(Happening::Version { pinned: false, kind: VersionKind::Resume, .. })),
        "{told:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_stream_in_which_nothing_happens_says_that_it_is_there_and_ends_at_once_with_its_server()
-> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let mut api = Api::start(&start)?;
    let mut stream = Stream::open(&api, None).await?;
    let began = Instant::now();
    let block = stream.block().await?.context("it has ended")?;
    assert_eq!(block, ":");
    ensure!(began.elapsed() > Duration::from_secs(5), "it says so every {:?}", began.elapsed());
    let (asked, client) = (Instant::now(), tokio::spawn(async move { stream.next().await }));
    let ended = tokio::task::spawn_blocking(move || api.server.stop()).await??;
    ensure!(ended.success() && asked.elapsed() < FAREWELL, "{ended} after {:?}", asked.elapsed());
    assert_eq!(client.await??, None);
    Ok(())
}

#[tokio::test]
async fn no_more_listen_at_once_than_may_and_who_leaves_makes_room() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let mut streams = Vec::new();
    let url = api.server.url("/api/v1/events");
    let refused = loop {
        let answer = api.client.get(&url).header("accept", "text/event-stream").send().await?;
        if !answer.status().is_success() {
            break answer;
        }
        streams.push(answer);
        ensure!(streams.len() < 1_000, "there is no end of it");
    };
    assert_eq!((streams.len(), refused.status().as_u16()), (64, 503));
    assert_eq!(refused.json::<Problem>().await?.code, "streams");
    drop(streams.pop());
    let deadline = Instant::now() + PATIENCE;
    while !ask(&api, None).await?.status().is_success() {
        ensure!(Instant::now() < deadline, "who has left keeps his place");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

#[tokio::test]
async fn who_asks_for_no_stream_is_answered_as_before_and_told_where_the_calendar_is() -> anyhow::Result<()> {
    let start = Start::new(100, 0)?;
    let api = Api::start(&start)?;
    let days = "?from=2027-12-01&to=2027-12-31";
    let answer = api.client.get(api.server.url(&format!("/api/v1/events{days}"))).send().await?;
    let moved = |answer: &Response| {
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        header("deprecation") == Some("@1795737600")
            && header("link") == Some("</api/v1/calendar>; rel=\"successor-version\"")
    };
    assert!(moved(&answer), "{answer:?}");
    assert_eq!(answer.json::<Calendar>().await?, api.get(&format!("/api/v1/calendar{days}")).await?);
    let answer = api.client.get(api.server.url("/api/v1/calendar")).send().await?;
    assert!(!answer.headers().contains_key("deprecation"), "{answer:?}");
    let body = json!({ "text": "event,day,state,announced,source\n", "dry_run": true });
    let answer = api.client.post(api.server.url("/api/v1/events")).json(&body).send().await?;
    assert!(moved(&answer), "{answer:?}");
    Ok(())
}

#[tokio::test]
async fn what_happens_is_printed_as_it_happens() -> anyhow::Result<()> {
    let start = Start::new(300, 1)?;
    let api = Api::start(&start)?;
    let id = Stream::open(&api, None).await?.id;
    let watch = |words: &[&str]| -> anyhow::Result<_> {
        let mut command = command()?;
        command.args(start.args()).arg("--data-dir").arg(start.data_dir()).args(words);
        Ok(command.args(["watch", "--after", &id, "--count", "2"]).stdout(Stdio::piped()).spawn()?)
    };
    let (lines, json) = (watch(&[])?, watch(&["--json"])?);
    pull(&api, &start, 0).await?;
    let (lines, json) =
        tokio::task::spawn_blocking(|| (lines.wait_with_output(), json.wait_with_output())).await?;
    let (lines, json) = (String::from_utf8(lines?.stdout)?, String::from_utf8(json?.stdout)?);
    assert_eq!((lines.lines().count(), json.lines().count()), (2, 2), "{lines}{json}");
    let all: Vec<Happened> = json.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let version = lines.lines().find(|line| line.contains(" speaks (learned)")).context(lines.clone())?;
    ensure!(version.contains(&format!(" of {}", start.coming[0])), "{version}");
    ensure!(all.iter().any(|happened| is_version(&happened.what)), "{json}");
    Ok(())
}
