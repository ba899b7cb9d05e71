//! How the server is told to run.

use clap::Args;
use std::net::SocketAddr;

/// How the server runs.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeArgs {
    /// The address to listen on; only loopback is allowed.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Pull no source by itself; else each is pulled when the file `schedule.toml` in the data folder says so, or where it has no
    /// word on it, when the source publishes.
    #[arg(long)]
    pub(crate) no_schedule: bool,
    /// Say in every answer that the data of this folder are synthetic, from now on.
    #[arg(long)]
    pub(crate) synthetic: bool,
    /// Let nobody in without a token, even as long as nobody has one: the owner of the data folder makes the first on the command line.
    #[arg(long, env = "PARIDAD_REQUIRE_TOKENS", value_parser = clap::builder::FalseyValueParser::new())]
    pub(crate) require_tokens: bool,
}
