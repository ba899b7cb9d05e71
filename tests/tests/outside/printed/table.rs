//! The commands whose prints are written down, in the order in which they are given.

/// What is done one after the other to one archive: once beside the server that has it open, and once where none runs. Words with
/// spaces stand between single quotes.
pub(super) const ON_AN_ARCHIVE: [(&str, &str); 118] = [
    // Read before anything is done.
    ("forecast", "forecast"),
    ("forecast_21", "forecast --horizon 21"),
    (
        "forecast_all",
        "forecast --horizon 5 --quantiles 0.05,0.5,0.95 --level 19.5 --below 18 --touch 19 --shortfall 0.05",
    ),
    ("forecast_never", "forecast --horizon 5 --quantiles 0.5 --level 99 --below 1 --touch 99"),
    ("forecast_closed_day", "forecast --date 2020-03-08 --quantiles 0.5"),
    ("forecast_half_forward", "forecast --horizon 63 --quantiles 0.5 --half-forward"),
    ("forecast_far", "forecast --horizon 300 --quantiles 0.05,0.95"),
    ("forecast_version", "forecast --version 3 --quantiles 0.5"),
    ("forecast_as_of", "forecast --as-of 2990-01-01 --quantiles 0.5"),
    ("forecast_as_of_nothing", "forecast --as-of 2020-01-01T18:00:00Z"),
    ("forecast_no_version", "forecast --version 999"),
    ("forecast_no_moment", "forecast --as-of yesterday"),
    ("today", "today"),
    ("today_all", "today --horizon 5 --levels 19.5,18 --months 1"),
    ("today_date", "today --date 2020-03-08"),
    ("today_no_rate", "today --levels=-1,18"),
    ("today_no_levels", "today --levels 1,2,3,4,5,6,7,8,9,10,11,12,13"),
    ("forecast_no_horizon", "forecast --horizon 0"),
    ("forecast_no_date", "forecast --date 1990-01-01"),
    ("forecast_no_level", "forecast --quantiles 1"),
    ("forecast_no_rate", "forecast --level=-1"),
    ("forecast_no_tail", "forecast --shortfall 0.9"),
    ("forecast_together", "forecast --horizon 3 --date 2030-01-01"),
    ("report", "report --out report.html --horizon 63 --lang en"),
    ("report_no_date", "report --out report.html --date 1990-01-01"),
    ("versions", "versions --limit 3"),
    ("versions_before", "versions --limit 2 --before 10"),
    ("versions_no_limit", "versions --limit 0"),
    ("runs", "runs"),
    ("runs_limit", "runs --limit 1"),
    ("quality", "quality"),
    ("quality_of_series", "quality ecb.eur.mxn --limit 2"),
    ("quality_of_none", "quality ecb.eur.xyz"),
    ("quality_of_nonsense", "quality 'of what?'"),
    ("freshness", "freshness"),
    ("watch", "watch --after 1795737600000-0000000001 --count 1"),
    ("calendar", "calendar --from 2012-09-10 --to 2012-10-10"),
    ("co_movements", "co-movements --years 1"),
    ("co_movements_no_years", "co-movements --years 0"),
    ("catalogue", "catalogue"),
    ("catalogue_check", "catalogue check"),
    // What is held, and decided.
    ("held", "held"),
    ("held_batch", "held --batch 4 --rule conflicting --limit 1"),
    ("held_series", "held --series internal.flow --before 2"),
    ("held_none", "held --batch 3"),
    ("precedent_none", "precedent list"),
    ("decide_reject", "decide 1 reject --note 'not this one'"),
    ("decide_reopen", "decide 1 reopen"),
    ("decide_correct", "decide 2 correct --value 1.5 --note 'a slip of the pen' --known published"),
    ("decide_without_value", "decide 1 correct"),
    ("decide_again", "decide 2 accept"),
    ("decide_none", "decide 99 reject"),
    ("pull_file_dry_run", "pull --source csv:flows.csv --dry-run"),
    ("pull_file", "pull --source csv:flows.csv"),
    ("held_groups", "held"),
    // It covers nothing that was opened again: moments of decisions are kept in whole seconds, and within one nobody was first.
    (
        "precedent_propose",
        "precedent propose 3 reject --note 'always twice' --from 2020-01-01 --until 2020-01-31 --least -5 --most 5",
    ),
    ("precedent_propose_to_accept", "precedent propose 4 accept --note 'as it comes' --until 2020-02-01"),
    (
        "precedent_propose_known",
        "precedent propose 1 accept --note 'of old' --known published --until 2020-03-01 --least 0 --most 3",
    ),
    ("precedent_propose_to_none", "precedent propose 99 reject --note 'of what?'"),
    ("precedent_agree", "precedent agree 1 --note 'so it is'"),
    ("precedent_agree_to_none", "precedent agree 99"),
    ("precedent_list", "precedent list"),
    ("precedent_revoke", "precedent revoke 1 --reopen --note 'no more'"),
    ("precedent_revoke_again", "precedent revoke 1"),
    ("decide_all", "decide-all 6 conflicting reject --note all"),
    ("decide_all_known", "decide-all 6 conflicting accept --known published"),
    ("decide_all_of_none", "decide-all 99 conflicting reject"),
    ("held_all", "held --all"),
    // What is pulled.
    ("pull_dry_run", "pull --source ecb --dry-run"),
    ("pull", "pull"),
    ("pull_since", "pull --source ecb --since 2020-02-03"),
    ("pull_since_to_come", "pull --source ecb --since 2990-01-01"),
    ("pull_of_nobody", "pull --source bce"),
    ("pull_without_token", "pull --source banxico"),
    ("pull_no_file", "pull --source csv:nowhere.csv"),
    ("pull_file_since", "pull --source csv:flows.csv --since 2020-02-03"),
    ("pull_nonsense", "pull --source csv:nonsense.csv"),
    ("pull_unreachable", "pull --source ecb --ecb-portal-url http://127.0.0.1:1/"),
    ("calendar_dry_run", "calendar moved.csv --dry-run"),
    ("calendar_taken", "calendar moved.csv"),
    ("calendar_of_nonsense", "calendar nonsense.csv"),
    ("calendar_moved", "calendar --from 2012-12-10 --to 2012-12-14"),
    // What speaks.
    ("rollback", "rollback 18 --reason 'to see'"),
    ("forecast_pinned", "forecast --quantiles 0.5"),
    ("rollback_to_none", "rollback 999"),
    ("resume", "resume --reason 'seen enough'"),
    ("resume_again", "resume"),
    ("challenger", "challenger usdmxn --reason 'to see'"),
    ("challenger_of_nonsense", "challenger nonsense.toml"),
    ("challenger_of_nothing", "challenger fixx"),
    ("promote", "promote 22 --reason 'it is better'"),
    ("promote_none", "promote 1"),
    ("take_out_dry_run", "take-out 3 --dry-run"),
    ("take_out", "take-out 3 --reason 'a bad day'"),
    ("take_out_again", "take-out 3"),
    ("take_out_much", "take-out 1"),
    ("take_out_otherwise", "take-out 1 --confirm '3 values'"),
    ("put_back_dry_run", "put-back 3 --dry-run"),
    ("put_back", "put-back 3 --reason 'a good day'"),
    ("put_back_again", "put-back 3"),
    ("put_back_none", "put-back 99 --confirm '1 value'"),
    ("versions_then", "versions --limit 9"),
    // Who may, and whether all is there.
    ("token_new", "token new --name ana --role reader"),
    ("token_new_again", "token new --name ana --role admin"),
    ("token_new_of_no_role", "token new --name ana --role owner"),
    ("token_new_of_nobody", "token new --name local --role reader"),
    ("token_revoke", "token revoke ana"),
    ("token_revoke_none", "token revoke luis"),
    ("token_list", "token list"),
    ("verify", "verify"),
    ("verify_full", "verify --full"),
    ("backup", "backup kept.redb"),
    ("backup_again", "backup kept.redb"),
    ("backup_elsewhere", "backup ../kept.redb"),
    ("restore", "restore data/backups/kept.redb --data-dir restored"),
    ("restore_again", "restore data/backups/kept.redb --data-dir restored"),
    ("versions_restored", "versions --limit 1 --data-dir restored"),
    ("runs_then", "runs"),
];

/// What is asked where no archive is.
pub(super) const ALONE: [(&str, &str); 7] = [
    ("verify_nothing", "verify"),
    ("restore_nothing", "restore nowhere.redb"),
    ("restore_nonsense", "restore nonsense.redb"),
    ("catalogue_check_of_nobody", "catalogue check"),
    ("learn_nowhere", "learn --into nonsense.csv/learned"),
    ("no_command", "forcast"),
    ("token_without_server", "forecast --token-file nonsense.csv"),
];

/// Evaluations.
pub(super) const SCORED: [(&str, &str); 12] = [
    (
        "evaluate",
        "evaluate --history history.csv --from 2019-06-03 --to 2019-12-31 --split 2019-10-01 --threads 1 \
         --forecasts forecasts.csv --report report.html",
    ),
    ("evaluate_currency", "evaluate --history history.csv --currency zar --from 2019-10-01"),
    ("evaluate_panel", "evaluate --panel panel.csv --target MXN --columns USD,BRL --from 2019-10-01"),
    ("evaluate_no_column", "evaluate --panel panel.csv --target XYZ"),
    (
        "evaluate_beside",
        "evaluate --history history.csv --recipe other.toml --beside ecb.toml --from 2019-10-01 --split 2020-01-02",
    ),
    (
        "evaluate_series",
        "evaluate --history history.csv --series vix.csv --recipe vix.toml --from 2019-12-02 --split 2020-01-02",
    ),
    ("evaluate_series_in_vain", "evaluate --history history.csv --series vix.csv --from 2019-10-01"),
    ("evaluate_series_of_nothing", "evaluate --history history.csv --series nonsense.csv --from 2019-10-01"),
    ("evaluate_nonsense", "evaluate --history history.csv --recipe nonsense.toml"),
    ("evaluate_nothing", "evaluate --history history.csv --from 2030-01-01"),
    ("evaluate_seen", "evaluate --history old.csv --from 2005-01-03"),
    (
        "evaluate_in_sample",
        "evaluate --history old.csv --from 2008-01-02 --split 2008-03-03 --in-sample-priors --beside other.toml",
    ),
];

/// What goes on until it is asked to end, and the last that it says before.
pub(super) const SERVING: [(&str, &str, &str); 3] = [
    (
        "serve",
        "serve --listen 127.0.0.1:0 --no-schedule --synthetic --require-tokens --history history.csv",
        "is ready",
    ),
    ("serve_everybody", "serve --listen 0.0.0.0:0", "is ready"),
    (
        "sandbox",
        "sandbox --listen 127.0.0.1:0 --seed 7 --from 2020-01-06 --today 2020-10-30 --history-file synthetic.csv \
         --switches '{}'",
        "/sandbox/counters",
    ),
];

/// What is asked with the sources of a sandbox.
pub(super) const IN_A_SANDBOX: [(&str, &str); 4] = [
    ("catalogue_check_in_a_sandbox", "catalogue check"),
    ("pull_in_a_sandbox", "pull --history synthetic.csv --source ecb"),
    ("pull_banxico_in_a_sandbox", "pull --source banxico"),
    ("pull_all_in_a_sandbox", "pull"),
];

/// All of them.
pub(super) fn lines() -> impl Iterator<Item = &'static str> {
    let pairs =
        ON_AN_ARCHIVE.into_iter().chain(ALONE).chain(SCORED).chain(IN_A_SANDBOX).map(|(_, line)| line);
    pairs.chain(SERVING.into_iter().map(|(_, line, _)| line))
}
