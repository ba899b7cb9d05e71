//! Panels are read as they stand, and what is wrong in one is said with its line and column.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn columns_become_series_and_rows_are_put_in_order() {
    let panel =
        Panel::parse("\u{feff}Date, USD/MXN ,Slope 10y\n2020-01-03,19.5,\n2020-01-02,19,-0.25\n").unwrap();
    assert_eq!(panel.days, [day("2020-01-02"), day("2020-01-03")]);
    let [rate, slope] = &panel.columns[..] else { panic!("{panel:?}") };
    assert_eq!((rate.series.as_str(), rate.short_name()), ("panel.usd_mxn", "usd_mxn"));
    assert_eq!((slope.series.as_str(), &slope.values[..]), ("panel.slope_10y", &[Some(-0.25), None][..]));
    assert!(rate.is_positive() && !slope.is_positive());
    assert_eq!(panel.known(slope).collect::<Vec<_>>(), [(day("2020-01-02"), -0.25)]);
    assert_eq!(panel.column("USD/MXN").unwrap(), panel.column("panel.usd_mxn").unwrap());
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_column() {
    let said = |text: &str| Panel::parse(text).unwrap_err().to_string();
    let wrong = [
        ("date\n", "the header must name a date and one column or more, got 1 fields"),
        ("date,\n", "column 2 cannot be the name of a series"),
        ("date,A b,a-b,a_b\n", "columns must have different names, got \"A b\" and \"a_b\""),
        ("date,a\n02/01/2020,1\n", "line 2: the date must be written YYYY-MM-DD, got \"02/01/2020\""),
        (
            "date,a\n2020-01-02,1\n2020-01-02,2\n",
            "line 3: 2020-01-02 must have one row, and line 2 is one already",
        ),
        ("date,a,b\n2020-01-02,1,n/a\n", "line 2, column b: must be a finite number or empty, got \"n/a\""),
        ("date,a\n2020-01-02,inf\n", "line 2, column a: must be a finite number or empty, got \"inf\""),
    ];
    for (text, message) in wrong {
        assert_eq!(said(text), message, "{text:?}");
    }
    let ragged = Panel::parse("date,a\n2020-01-02,1,2\n").unwrap_err();
    assert!(anyhow::Error::from(ragged).chain().any(|why| why.to_string().contains("line: 2")));
}

#[test]
fn a_target_has_a_logarithm_and_an_unknown_one_is_told_what_there_is() {
    let panel = Panel::parse("date,a,b\n2020-01-02,1,\n2020-01-03,,0\n").unwrap();
    assert_eq!(panel.target("a").unwrap().name, "a");
    let said = |name: &str| panel.target(name).unwrap_err().to_string();
    assert_eq!(said("b"), "the target b must be above 0, got 0 on 2020-01-03");
    assert_eq!(said("c"), "column \"c\" must be one of a, b");
}
