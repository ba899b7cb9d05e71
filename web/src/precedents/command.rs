//! `paridad precedent`: decisions that hold for all values like the one that they were made on.

use super::answer::{precedent as shown, proposal};
use super::args::{Fate, PrecedentCommand, ProposeArgs};
use crate::conductor::Conductor;
use crate::console::{ACTOR, Access, Refused, json, line, with_note};
use crate::review::known_in_words;
use crate::setup::Options;
use anyhow::Result;
use chrono::Utc;
use paridad_wire::{Note, Precedent, Propose, Revoke};
use std::process::ExitCode;

/// Does what is asked of precedents.
pub(crate) async fn run(options: &Options, wanted: &PrecedentCommand) -> Result<ExitCode> {
    let access = Access::to(options).await?;
    let list = match wanted {
        PrecedentCommand::List => match access {
            Access::Server(client) => {
                client.all("/precedents", |last: &Precedent| last.precedent.to_string()).await?
            }
            Access::Own(own) => own.0.archive().read()?.precedents()?.iter().map(shown).collect(),
        },
        PrecedentCommand::Propose(wanted) => vec![propose(access, wanted).await?],
        PrecedentCommand::Agree { precedent, note } => vec![match access {
            Access::Server(client) => {
                client.post(&format!("/precedents/{precedent}/agree"), &Note { note: note.clone() }).await?
            }
            Access::Own(mut own) => shown(&own.0.agree(*precedent, note, (ACTOR, Utc::now()))?),
        }],
        PrecedentCommand::Revoke { precedent, reopen, note } => {
            let body = Revoke { note: note.clone(), reopen: *reopen };
            vec![revoke(access, *precedent, &body).await?]
        }
    };
    if options.json {
        json(&list)?;
    } else if list.is_empty() {
        line("there are no precedents")?;
    } else {
        list.iter().try_for_each(|precedent| line(&in_words(precedent)))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn revoke(access: Access, precedent: u64, wanted: &Revoke) -> Result<Precedent> {
    Ok(match access {
        Access::Server(client) => client.post(&format!("/precedents/{precedent}/revoke"), wanted).await?,
        Access::Own(mut own) => {
            let act = if wanted.reopen { Conductor::revoke_and_reopen } else { Conductor::revoke_precedent };
            shown(&act(&mut own.0, precedent, &wanted.note, (ACTOR, Utc::now()))?)
        }
    })
}

async fn propose(access: Access, wanted: &ProposeArgs) -> Result<Precedent> {
    let ProposeArgs { held, verdict, note, known, from, until, least, most } = wanted.clone();
    let decision = if verdict == Fate::Accept { "accept" } else { "reject" }.to_owned();
    let body = Propose { held, decision, from, until, least, most, known, note };
    Ok(match access {
        Access::Server(client) => client.post("/precedents", &body).await?,
        Access::Own(mut own) => {
            let proposal = proposal(&body).map_err(|trouble| Refused::of(&trouble))?;
            shown(&own.0.propose(&proposal, (ACTOR, Utc::now()))?)
        }
    })
}

fn in_words(precedent: &Precedent) -> String {
    let Precedent { precedent: number, series, rule, decision, actors, reviewers, note, .. } = precedent;
    let state = match (&precedent.revoked_by, precedent.in_force) {
        (Some(actor), _) => format!("revoked by {actor}"),
        (None, true) => "in force".to_owned(),
        (None, false) => format!("waits: {reviewers} must want it"),
    };
    let mut bounds = Vec::new();
    bounds.extend(precedent.from.map(|day| format!("from {day}")));
    bounds.extend(precedent.until.map(|day| format!("until {day}")));
    bounds.extend(precedent.least.map(|least| format!("not less than {least}")));
    bounds.extend(precedent.most.map(|most| format!("not more than {most}")));
    bounds.extend(precedent.known.map(known_in_words));
    let bounds = if bounds.is_empty() { "all".to_owned() } else { bounds.join(", ") };
    let wanted = with_note(&format!("wanted by {}", actors.join(", ")), note);
    format!("{number}  {decision} {rule} of {series}, {bounds}: {state}; {wanted}")
}
