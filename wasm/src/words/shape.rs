//! What there is to say: a struct for each part of the page, with a word or sentence each.

use super::names::Names;

/// Declares what there is to say: a struct for each part of the page, with a word or sentence each. What stands in braces is filled in.
macro_rules! words {
    ($($(#[$doc:meta])* $part:ident: $kind:ident { $($word:ident),* $(,)? })*) => {
        $($(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $kind { $(pub(crate) $word: &'static str,)* })*

        /// All words of a language.
        #[derive(Debug)]
        pub(crate) struct Words {
            $($(#[$doc])* pub(crate) $part: &'static $kind,)*
            /// Features, series and events.
            pub(crate) names: &'static Names,
        }

        #[cfg(test)]
        impl Words {
            pub(super) fn rows(&self) -> Vec<(&'static str, &'static str)> {
                vec![$($((concat!(stringify!($part), ".", stringify!($word)), self.$part.$word),)*)*]
            }
        }
    };
}

words! {
    /// What stands around every page.
    shell: Shell {
        skip, pages, today, forecast, why, what_if, trust, data, versions, settings, language, theme,
        theme_system, theme_light, theme_dark, keys, keys_open, key_help, key_palette, key_arrows,
        key_shift, key_ends, key_escape, printed, palette, kind_page, kind_version, kind_series, close,
        next, tour, tour_1, tour_2, tour_3, tour_4, tour_5, shows_scenario, show_forecast, ecb_days,
        loading, retry, unreachable, unreachable_detail, unreadable, unreadable_detail, no_engine,
        no_engine_detail, not_renewed, help_of, day_unreadable, day_pattern, number_unreadable, context,
        fixed_on, version, pinned, on_time, late, late_one, as_of_open, as_of, horizon, horizon_days,
        horizon_title, maturity, moved, horizon_bounds, day_past, day_far, unit_day, unit_week, unit_weeks,
        unit_month, unit_year, silent, shows_version, shows_as_of, show_speaking, pinned_past, waiting,
        waiting_unit, source, fix, cross, software, not_advice, parity_lead, parity_equal, parity_differs,
        parity_detail, parity_what, parity_here, parity_there, parity_hash, parity_spot, parity_point,
        parity_log_move, parity_quantile, day, days, rate,
    }
    /// Charts and what is read from them.
    chart: Chart {
        scenario, forecast, crosshair_label, crosshair_hint, readout_known, readout_expected,
        readout_middle, legend, legend_scenario, numbers, numbers_scenario, history_numbers, empty_history,
        middle,
    }
    /// What is expected.
    forecast: Forecast {
        interval, leans_up, leans_down, leans_nowhere, matrix, levels_open, levels, levels_unreadable, ago,
        ago_name, ago_none, past_fans, numbers, of_hundred, point, point_note, for_day, extended, history,
        since, range_1m, range_1m_long, range_3m, range_3m_long, range_6m, range_6m_long, range_1a,
        range_1a_long, range_5a, range_5a_long, range_all, range_all_long, readouts, above, beyond, loan,
        loan_help, amount, outcomes, no_more, worst, at_spot, pesos, covenant, touch_note, kept, kept_note,
        kept_table, kept_level, take, print, copy_link, copy_paragraph, paragraph_scenario, citation,
    }
    /// Why a forecast is what it is.
    why: Why {
        change, change_lead, change_sentence, cause, before, now, cause_revised, cause_spot, cause_data,
        cause_learning, cause_weights, cause_version, width, width_start, width_end, widens, narrows, wide,
        widens_most, narrows_most, above, above_most, width_table, adds_width, adds_low, adds_high,
        adds_above, silent, feature, base, rest, explains_scenario, point, no_direction, dearer, cheaper,
        spot, mean, depreciates, appreciates, adds, effect, point_table, sum_equal, sum_differs, sum_detail,
    }
    /// What if things stood elsewhere.
    what_if: WhatIf {
        levers, effect, spot, volatility, half_forward, same, change, reset, forget, value, called_off,
        dead, beyond, clipped, episode, episode_reaches, shock, shock_help, shock_by, shock_says,
        shock_suppose, missing,
    }
    /// Who spoke when.
    versions: Versions {
        lead, table, number, kind, kind_bundled, kind_upgrade, kind_learned, kind_rollback, kind_resume,
        kind_challenger, kind_promoted, kind_without, kind_put_back, unnamed, learned_day, created, actor,
        reason, action, in_force, empty, look, rollback, promote, rollback_title, rollback_effect,
        promote_title, promote_effect, resume, resume_title, resume_effect, why, type_number, cancel,
        compare, compare_title, compare_scores, compare_note, compare_change, version, trail, detail, done,
    }
    /// What there is to know in the morning.
    today: Today {
        rate_of, rate_help, change, settles, next, yesterday_fan, since, since_help, since_none,
        since_sentence, since_why, trust, trust_help, held, missed, hits, hits_none, trust_why, review,
        review_none, review_held, review_held_one, review_late, review_failed, review_silent,
        review_concerns, review_see,
    }
    /// What has come, and what waits for a person.
    data: Data {
        waits, waits_one, waits_none, waits_series, waits_more, late, late_none, late_entry, last_run,
        no_run, next_due, brought, brought_nothing, hours, days_long, day_one, queue, keys, nobody_named,
        batch, of_waiting, accept_all, reject_all, more, series, value, before, allowed, technical,
        wants_accept, wants_reject, wants_correct, reopened, nameless, one_missing, takes_two, disputed,
        opinions, title_value, title_group, choice, accept, reject, correct, right_value, known_published,
        effect_accept, effect_reject, effect_correct, effect_all, effect_two, as_precedent, precedent_note,
        first_day, last_day, least, most, decide, done_decided, done_waits, done_left, done_precedent,
        matrix, matrix_note, mark_none, mark_quiet, mark_came, mark_held, mark_failed, mark_late, sources,
        source, state, last, next, ready, behind, no_values, some_missing, token_wanted, no_token, pull, pulling, running,
        precedents, precedents_lead, precedents_none, number, what, about, in_force, revoked, agree,
        agree_title, agree_effect, revoke, revoke_title, revoke_effect, reopen, days_from_to,
        values_from_to, as_known_title, as_known_lead, as_known, as_known_none, choose, vintages,
        vintages_of, known_since, received, backfilled, taken_out, concerns, example, nobody_yet,
    }
    /// Whether it can be believed.
    trust: Trust {
        and, one_day, some_days, beyond, cover, cover_kept, cover_less, cover_more, skill_some, skill_all,
        skill_none, skill_worse, gain, nothing_judged, drift_count, drift_none, drift_open, coverage,
        coverage_read, promised, legend80, legend95, whisker, coverage_table, horizon, judged, independent,
        inside80, inside95, by_chance, coverage_detail, skill, skill_line, skill_filled, skill_hollow,
        skill_table, ratio, statistic, p_value, calm, usual, stormy, skill_detail, technical, fall,
        fall_even, fall_uneven, fall_expected, fall_band, fall_out, fall_lowest, fall_middle, fall_highest,
        fall_table, fall_part, fall_count, fall_share, fall_proportion, fall_detail, rolling, rolling_share,
        rolling_now, rolling_kept, rolling_broken, rolling_table, rolling_detail, alarms, alarms_none,
        alarms_some, alarms_last, alarm_residual, alarm_size, alarm_adwin, alarm_page_hinkley, alarms_table,
        alarms_day, alarms_watched, alarms_detector, alarms_raised, alarms_expected, alarms_rates,
        alarms_detail, drift, drift_lead, drift_before, drift_now, drift_bar, changed, unchanged, undecided,
        drift_undecided, drift_undecided_note, drift_table, feature, psi, ks, adjusted_p, verdict,
        drift_detail, table_open,
    }
}
