//! Tests of the rules of availability, against days on which the truth is known.

use super::*;

fn hour(hour: u8) -> Hour {
    Hour::try_from(hour).unwrap()
}

/// The moment of a monthly value by the clock of Mexico City, which is six hours behind since 2022.
fn local(rule: Availability, period: &str) -> String {
    moment(rule, period, Frequency::Monthly, 6)
}

fn moment(rule: Availability, period: &str, frequency: Frequency, hours_behind: i64) -> String {
    let moment = rule.known_at(period.parse().unwrap(), frequency) - chrono::TimeDelta::hours(hours_behind);
    moment.format("%Y-%m-%d %H:%M").to_string()
}

#[test]
fn a_daily_value_is_known_on_its_day_before_it_or_after_it() {
    let noon = hour(12);
    assert_eq!(local(Availability::SameDay { hour: noon }, "2026-09-25"), "2026-09-25 12:00");
    let before = |days| Availability::BankDaysBefore { days, hour: noon };
    assert_eq!(local(before(1), "2026-09-28"), "2026-09-25 12:00", "a Friday");
    assert_eq!(local(before(2), "2020-12-01"), "2020-11-27 12:00");
    assert_eq!(local(before(2), "2026-08-20"), "2026-08-18 12:00");
    assert_eq!(local(before(2), "1991-11-16"), "1991-11-14 12:00", "carried over a weekend");
    let after = Availability::BankDaysAfter { days: 1, hour: noon };
    assert_eq!(local(after, "2026-04-01"), "2026-04-06 12:00", "over Easter");
    assert_eq!(Availability::Ecb.known_at("2026-07-01".parse().unwrap(), Frequency::Daily), {
        "2026-07-01T14:00:00Z".parse::<DateTime<Utc>>().unwrap()
    });
}

#[test]
fn the_label_of_the_target_rate_moved_in_2020() {
    let known = |period| moment(Availability::TargetRate, period, Frequency::Daily, 5);
    assert_eq!(known("2020-06-25"), "2020-06-25 13:00");
    assert_eq!(known("2020-08-13"), "2020-08-13 13:00");
    assert_eq!(known("2020-08-14"), "2020-08-13 13:00");
    assert_eq!(local(Availability::TargetRate, "2026-09-25"), "2026-09-24 13:00");
}

#[test]
fn an_auction_is_known_before_it_is_settled() {
    let auction = Availability::Auction { hour: hour(14) };
    assert_eq!(local(auction, "2026-09-24"), "2026-09-22 14:00", "the Tuesday before");
    assert_eq!(local(auction, "2025-12-24"), "2025-12-23 14:00", "a Wednesday, for Thursday was Christmas");
    assert_eq!(local(auction, "2024-10-03"), "2024-10-02 14:00", "that Tuesday a president took office");
}

#[test]
fn the_unit_of_investment_is_known_ahead() {
    let udi = Availability::Udi { hour: hour(14) };
    assert_eq!(local(udi, "2026-09-11"), "2026-09-10 14:00");
    assert_eq!(local(udi, "2026-09-25"), "2026-09-10 14:00");
    assert_eq!(local(udi, "2026-09-26"), "2026-09-25 14:00");
    assert_eq!(local(udi, "2026-10-10"), "2026-09-25 14:00");
    assert_eq!(local(udi, "2026-01-01"), "2025-12-25 14:00");
    assert_eq!(local(udi, "2026-03-31"), "2026-03-25 14:00");
}

#[test]
fn a_weekly_statement_follows_on_tuesday() {
    let statement = Availability::NextTuesday { hour: hour(14) };
    assert_eq!(local(statement, "2026-09-25"), "2026-09-29 14:00");
    assert_eq!(local(statement, "2026-09-29"), "2026-10-06 14:00", "a Tuesday's own comes a week later");
    assert_eq!(local(statement, "2024-09-27"), "2024-10-02 14:00", "that Tuesday was closed");
}

#[test]
fn a_month_or_half_of_it_is_known_on_a_bank_day_of_a_later_one() {
    let prices = Availability::LaterMonth { months: 1, day: 10, hour: hour(14) };
    assert_eq!(local(prices, "2026-08-01"), "2026-09-10 14:00");
    assert_eq!(local(prices, "2025-12-01"), "2026-01-12 14:00", "the 10th was a Saturday");
    let remittances = Availability::LaterMonth { months: 2, day: 1, hour: hour(14) };
    assert_eq!(local(remittances, "2026-08-01"), "2026-10-01 14:00");
    assert_eq!(local(remittances, "2025-11-01"), "2026-01-02 14:00");
    let fortnight = Availability::Fortnight { hour: hour(14) };
    assert_eq!(moment(fortnight, "2026-08-01", Frequency::Fortnightly, 6), "2026-08-25 14:00");
    assert_eq!(moment(fortnight, "2026-08-16", Frequency::Fortnightly, 6), "2026-09-10 14:00");
    assert_eq!(
        moment(fortnight, "2026-12-16", Frequency::Fortnightly, 6),
        "2027-01-11 14:00",
        "after a Sunday"
    );
}

#[test]
fn days_are_counted_from_the_end_of_a_period() {
    let after = |days| Availability::DaysAfterEnd { days, hour: hour(14) };
    assert_eq!(local(after(60), "2026-07-01"), "2026-09-29 14:00");
    assert_eq!(local(after(45), "2026-07-01"), "2026-09-14 14:00");
    assert_eq!(
        moment(after(60), "2026-04-01", Frequency::Quarterly, 6),
        "2026-08-31 14:00",
        "after a weekend"
    );
}

#[test]
fn no_rule_panics_at_the_ends_of_time() {
    let hour = hour(23);
    let rules = [
        Availability::Ecb,
        Availability::TargetRate,
        Availability::BankDaysBefore { days: 255, hour },
        Availability::BankDaysAfter { days: 255, hour },
        Availability::Auction { hour },
        Availability::Udi { hour },
        Availability::NextTuesday { hour },
        Availability::LaterMonth { months: 255, day: 255, hour },
        Availability::Fortnight { hour },
        Availability::DaysAfterEnd { days: 255, hour },
    ];
    for rule in rules {
        for day in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = rule.known_at(day, Frequency::Yearly);
        }
    }
}

#[test]
fn a_weekly_release_of_the_united_states_is_on_monday_or_after_a_holiday_on_tuesday() {
    let rule = Availability::NextMonday { hour: hour(16) };
    assert_eq!(local(rule, "2026-11-16"), "2026-11-23 16:00", "of a Monday");
    assert_eq!(local(rule, "2026-11-20"), "2026-11-23 16:00", "of a Friday");
    assert_eq!(local(rule, "2026-09-01"), "2026-09-08 16:00", "the first Monday of September is a holiday");
    assert_eq!(local(rule, "2022-12-30"), "2023-01-03 16:00", "New Year's Day was a Sunday");
}
