//! A query to the bank's PostgreSQL: read only, over TLS, bounded in rows and in time.
//!
//! The query runs inside `select row_to_json(…)`, so the database itself writes numbers, days and moments as text; it
//! is prepared, so it cannot be more than one statement; and its transaction is read only, so it cannot change anything.

use super::beginning::BEGINNING;
use super::records::{Columns, Rows};
use crate::feed::failed::SourceError;
use crate::feed::http::{Limits, Patience};
use crate::feed::parse::{self, ParseError};
use crate::feed::secret::Secret;
use crate::sources::own::expectation::Table;
use chrono::NaiveDate;
use rustls::ClientConfig;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_postgres::config::{Config, SslMode};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls, Statement, Transaction};
use tokio_postgres_rustls::MakeRustlsConnect;

/// The longest that a connection may take to be there.
const CONNECT: Duration = Duration::from_secs(10);

/// The longest that the whole exchange may take. The database gives up some seconds before and says why.
const EXCHANGE: Duration = Duration::from_secs(70);

/// What is said to the database before the query: in which form moments come, and when it gives up.
const SETTINGS: &str = "set local timezone = 'UTC'; set local statement_timeout = '60s'; \
                        set local idle_in_transaction_session_timeout = '60s'";

/// How many rows come at once.
const PAGE: i32 = 10_000;

/// Where a database is, and who asks it. The password is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) database: String,
    pub(super) user: String,
}

/// A query to a database.
#[derive(Debug, Clone)]
pub struct Postgres {
    /// Its `Debug` hides the password.
    config: Config,
    /// None only on this very machine.
    tls: Option<Arc<ClientConfig>>,
    origin: String,
    query: String,
    limits: Limits,
}

/// Why a database gave no rows.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// It cannot be reached.
    #[error("the exchange failed")]
    Exchange(#[source] tokio_postgres::Error),
    /// It does not do what is asked.
    #[error("it says {message:?} (SQLSTATE {code})")]
    Refused {
        /// Its words, unless they may quote what is in a table.
        message: String,
        /// Its code for what is wrong.
        code: String,
    },
    /// It takes too long.
    #[error("it has not answered within {} s", EXCHANGE.as_secs())]
    Slow,
    /// The query wants to be told what nobody knows.
    #[error("a query may have one parameter, $1, which is a date, got {found}")]
    Parameters {
        /// The types of its parameters.
        found: String,
    },
    /// The query gives more than is taken at once.
    #[error("the query gives too much")]
    TooMuch(#[source] ParseError),
    /// A row cannot be read.
    #[error("a row cannot be read")]
    Row(#[from] serde_json::Error),
}

/// The classes of errors whose words quote values: those on data, and on what constrains them.
const QUOTES_VALUES: [&str; 2] = ["22", "23"];

impl From<tokio_postgres::Error> for PostgresError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(refusal) = error.as_db_error() else { return Self::Exchange(error) };
        let code = refusal.code().code().to_owned();
        let quotes = QUOTES_VALUES.iter().any(|class| code.starts_with(class));
        let message = if quotes { "a value cannot be used" } else { refusal.message() };
        Self::Refused { message: parse::excerpt(message), code }
    }
}

impl PostgresError {
    /// Whether the same may succeed in a moment: what the database itself has refused will be refused again.
    fn is_passing(&self) -> bool {
        matches!(self, Self::Exchange(_))
    }
}

impl Postgres {
    /// The database at `address`, which is asked `query`.
    pub(super) fn new(
        address: &Address,
        password: Option<&Secret>,
        tls: Option<Arc<ClientConfig>>,
        query: &str,
    ) -> Self {
        let Address { host, port, database, user } = address;
        let mut config = Config::new();
        config.host(host).port(*port).dbname(database).user(user);
        config.application_name("paridad").connect_timeout(CONNECT);
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        if let Some(password) = password {
            config.password(password.expose());
        }
        let origin = format!("postgresql://{host}:{port}/{database}");
        // The query stands in parentheses, where its own end is in the way.
        let query = query.trim().trim_end_matches(';').trim_end();
        let query = format!("select row_to_json(paridad)::text from (\n{query}\n) paridad");
        Self { config, tls, origin, query, limits: Limits::default() }
    }

    /// What is asked, without who asks.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The rows of the query, which may ask for those from a day on.
    pub(super) async fn fetch(&self, from: Option<NaiveDate>) -> Result<Table, SourceError> {
        let mut patience = Patience::new(&self.limits);
        loop {
            let asked = timeout(EXCHANGE, self.ask(from.unwrap_or(BEGINNING))).await;
            let error = match asked.unwrap_or(Err(PostgresError::Slow)) {
                Ok(table) => return Ok(table),
                Err(error) => error,
            };
            if !error.is_passing() || !patience.try_again().await {
                let (origin, tries) = (self.origin.clone(), patience.tries());
                return Err(SourceError::Database { origin, tries, source: error.into() });
            }
        }
    }

    async fn ask(&self, from: NaiveDate) -> Result<Table, PostgresError> {
        let (mut client, _exchange) = self.connect().await?;
        self.rows(&mut client, from).await
    }

    /// A client, and the task that carries what it says; it ends when it is dropped, as when time is out.
    async fn connect(&self) -> Result<(Client, JoinSet<()>), PostgresError> {
        // A connection that breaks is told by whoever waits for an answer.
        let mut exchange = JoinSet::new();
        if let Some(tls) = &self.tls {
            let tls = MakeRustlsConnect::new(ClientConfig::clone(tls));
            let (client, connection) = self.config.connect(tls).await?;
            exchange.spawn(async { _ = connection.await });
            return Ok((client, exchange));
        }
        let (client, connection) = self.config.connect(NoTls).await?;
        exchange.spawn(async { _ = connection.await });
        Ok((client, exchange))
    }

    async fn rows(&self, client: &mut Client, from: NaiveDate) -> Result<Table, PostgresError> {
        let transaction = client.build_transaction().read_only(true).start().await?;
        transaction.batch_execute(SETTINGS).await?;
        let statement = transaction.prepare(&self.query).await?;
        let parameters: &[&(dyn ToSql + Sync)] = match statement.params() {
            [] => &[],
            [Type::DATE] => &[&from],
            other => return Err(PostgresError::Parameters { found: names(other) }),
        };
        read(&transaction, &statement, parameters).await
    }
}

/// All rows, page by page.
async fn read(
    transaction: &Transaction<'_>,
    statement: &Statement,
    parameters: &[&(dyn ToSql + Sync)],
) -> Result<Table, PostgresError> {
    let portal = transaction.bind(statement, parameters).await?;
    let (columns, mut rows) = (Columns::default(), Rows::default());
    loop {
        let page = transaction.query_portal(&portal, PAGE).await?;
        for row in &page {
            let record: Map<String, Value> = serde_json::from_str(row.try_get(0)?)?;
            rows.push(&record, &columns).map_err(PostgresError::TooMuch)?;
        }
        if page.is_empty() {
            return Ok(rows.into_table());
        }
    }
}

fn names(types: &[Type]) -> String {
    types.iter().map(Type::name).collect::<Vec<_>>().join(", ")
}
