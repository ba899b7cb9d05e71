//! A stand-in for the European Central Bank: its three files of reference rates and its Data Portal, in
//! their formats, up to a last published day that a test moves on.

use anyhow::Context;
use axum::Router;
use axum::extract::Query;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use tokio::sync::oneshot;

const ENVELOPE: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    r#"<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" "#,
    r#"xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">"#,
    "<gesmes:subject>Reference rates</gesmes:subject>",
    "<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender><Cube>",
);

/// One reference rate: units of the currency for one euro.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// The day it was published for.
    pub day: NaiveDate,
    /// The currency's code, as in `USD`.
    pub currency: String,
    /// Units of the currency for one euro.
    pub rate: f64,
}

/// A running stand-in, on a thread of its own. Dropping it ends it.
#[derive(Debug)]
pub struct EcbServer {
    address: SocketAddr,
    last_published: Arc<Mutex<NaiveDate>>,
    /// Dropping the sender tells the server to end.
    _end: oneshot::Sender<()>,
}

impl EcbServer {
    /// Starts a stand-in that knows `rates`, of which it has published those up to `last_published`.
    ///
    /// # Errors
    ///
    /// If no port can be had.
    pub fn start(rates: Vec<Rate>, last_published: NaiveDate) -> anyhow::Result<Self> {
        let last_published = Arc::new(Mutex::new(last_published));
        let router = router(&by_day(rates), &last_published);
        let (end, ended) = oneshot::channel();
        let (bound, wait) = mpsc::channel();
        // A runtime of its own, so that a test may block its thread while the server is asked.
        thread::spawn(move || -> anyhow::Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
                bound.send(listener.local_addr()?)?;
                let end = async {
                    let _ = ended.await;
                };
                Ok(axum::serve(listener, router).with_graceful_shutdown(end).await?)
            })
        });
        let address = wait.recv().context("the stand-in did not start")?;
        Ok(Self { address, last_published, _end: end })
    }

    /// The folder that holds the three files; it ends with a slash.
    pub fn base_url(&self) -> String {
        format!("http://{}/stats/eurofxref/", self.address)
    }

    /// The root of the Data Portal.
    pub fn portal_url(&self) -> String {
        format!("http://{}/service/data/", self.address)
    }

    /// The words that point a server at this stand-in.
    pub fn args(&self) -> Vec<String> {
        vec!["--ecb-url".to_owned(), self.base_url(), "--ecb-portal-url".to_owned(), self.portal_url()]
    }

    /// Moves time: from now on, all rates up to `day` are published.
    pub fn publish_until(&self, day: NaiveDate) {
        *self.last_published.lock().unwrap_or_else(PoisonError::into_inner) = day;
    }
}

/// What is known of each day.
type History = Arc<BTreeMap<NaiveDate, Vec<Rate>>>;

fn by_day(rates: Vec<Rate>) -> History {
    let mut history: BTreeMap<NaiveDate, Vec<Rate>> = BTreeMap::new();
    for rate in rates {
        history.entry(rate.day).or_default().push(rate);
    }
    Arc::new(history)
}

/// The three files: the last day, the last 90 days, and all of them.
fn router(history: &History, last_published: &Arc<Mutex<NaiveDate>>) -> Router {
    let file = |first: fn(&History, NaiveDate) -> NaiveDate| {
        let (history, last_published) = (Arc::clone(history), Arc::clone(last_published));
        get(move || async move {
            let last = *last_published.lock().unwrap_or_else(PoisonError::into_inner);
            ([(CONTENT_TYPE, "text/xml")], envelope(&history, first(&history, last), last))
        })
    };
    let (portal_history, portal_last) = (Arc::clone(history), Arc::clone(last_published));
    let portal = get(move |Query(query): Query<BTreeMap<String, String>>| async move {
        let last = *portal_last.lock().unwrap_or_else(PoisonError::into_inner);
        let first = query.get("startPeriod").and_then(|day| day.parse().ok()).unwrap_or(NaiveDate::MIN);
        ([(CONTENT_TYPE, "text/csv")], table(&portal_history, first, last))
    });
    Router::new()
        .route("/service/data/EXR/{key}", portal)
        .route("/stats/eurofxref/eurofxref-daily.xml", file(last_day))
        .route("/stats/eurofxref/eurofxref-hist-90d.xml", file(|_, last| last - Days::new(89)))
        .route("/stats/eurofxref/eurofxref-hist.xml", file(|_, _| NaiveDate::MIN))
}

/// The last day up to `last` for which there are rates.
fn last_day(history: &History, last: NaiveDate) -> NaiveDate {
    history.range(..=last).next_back().map_or(last, |(day, _)| *day)
}

/// The rates of the days from `first` to `last`, the newest day first.
fn envelope(history: &History, first: NaiveDate, last: NaiveDate) -> String {
    let mut xml = ENVELOPE.to_owned();
    for (day, rates) in history.range(first..=last).rev() {
        // Writing to a string cannot fail.
        let _ = write!(xml, r#"<Cube time="{day}">"#);
        for Rate { currency, rate, .. } in rates {
            let _ = write!(xml, r#"<Cube currency="{currency}" rate="{rate}"/>"#);
        }
        xml.push_str("</Cube>");
    }
    xml + "</Cube></gesmes:Envelope>"
}

/// The rates of the days from `first` to `last` as the Data Portal writes them.
fn table(history: &History, first: NaiveDate, last: NaiveDate) -> String {
    let mut csv = String::from("FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\n");
    let days = if first > last { None } else { Some(history.range(first..=last)) };
    for Rate { day, currency, rate } in days.into_iter().flatten().flat_map(|(_, rates)| rates) {
        // Writing to a string cannot fail.
        let _ = writeln!(csv, "D,{currency},{day},{rate}");
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(u64::from(number))
    }

    fn rate(number: u32, currency: &str) -> Rate {
        Rate { day: day(number), currency: currency.to_owned(), rate: 1.25 }
    }

    async fn times(server: &EcbServer, file: &str) -> Vec<String> {
        let url = server.base_url() + file;
        let body = crate::http::client().unwrap().get(url).send().await.unwrap().text().await.unwrap();
        let after = body.split("time=\"").skip(1);
        after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    #[tokio::test]
    async fn each_file_holds_its_span_of_what_is_published() {
        let rates = vec![rate(0, "USD"), rate(100, "USD"), rate(100, "MXN"), rate(101, "USD")];
        let server = EcbServer::start(rates, day(100)).unwrap();
        let days =
            |numbers: &[u32]| numbers.iter().map(|number| day(*number).to_string()).collect::<Vec<_>>();
        assert_eq!(times(&server, "eurofxref-daily.xml").await, days(&[100]));
        assert_eq!(times(&server, "eurofxref-hist-90d.xml").await, days(&[100]));
        assert_eq!(times(&server, "eurofxref-hist.xml").await, days(&[100, 0]));
        server.publish_until(day(102));
        assert_eq!(times(&server, "eurofxref-daily.xml").await, days(&[101]));
        assert_eq!(times(&server, "eurofxref-hist-90d.xml").await, days(&[101, 100]));
    }

    #[test]
    fn a_day_is_written_as_the_bank_writes_it() {
        let history = by_day(vec![rate(0, "USD"), rate(0, "MXN")]);
        let xml = envelope(&history, day(0), day(0));
        let expected = r#"<Cube><Cube time="2026-01-01"><Cube currency="USD" rate="1.25"/><Cube currency="MXN" rate="1.25"/></Cube></Cube></gesmes:Envelope>"#;
        assert!(xml.ends_with(expected), "{xml}");
    }
}
