//! `paridad report`: a report of one maturity, as a file.

use super::ReportArgs;
use super::args::ReportLanguage;
use crate::app::{Audience, DEFAULT_HORIZON, Maturity};
use crate::console::{Access, Refused, json, line};
use crate::setup::Options;
use crate::wording::Language;
use anyhow::{Context, Result};
use chrono::Utc;
use serde_json::json as object;
use std::process::ExitCode;

/// Writes a report.
pub(crate) async fn run(options: &Options, wanted: &ReportArgs) -> Result<ExitCode> {
    let ReportArgs { out, horizon, date, lang } = wanted;
    let report = match Access::to(options).await? {
        Access::Server(client) => {
            let asked = [
                ("lang", Some(lang.code().to_owned())),
                ("horizon", horizon.map(|horizon| horizon.to_string())),
                ("date", date.map(|date| date.to_string())),
            ];
            let asked: Vec<_> = asked.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
            client.text("/report", &asked).await?
        }
        Access::Own(own) => {
            let view = own.1.load_full().context("no version speaks yet")?;
            let maturity = date.map_or(Maturity::Days(horizon.unwrap_or(DEFAULT_HORIZON)), Maturity::Day);
            let audience = Audience { language: lang.language(), now: Utc::now() };
            view.report(maturity, audience, None).map_err(|trouble| Refused::of(&trouble))?
        }
    };
    std::fs::write(out, &report).with_context(|| format!("{} cannot be written", out.display()))?;
    let place = out.display().to_string();
    if options.json {
        json(&object!({ "path": place, "bytes": report.len() }))?;
    } else {
        line(&format!("the report is in {place}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

impl ReportLanguage {
    fn language(self) -> Language {
        match self {
            Self::Es => Language::Spanish,
            Self::En => Language::English,
        }
    }

    fn code(self) -> &'static str {
        self.language().pick("es", "en")
    }
}
