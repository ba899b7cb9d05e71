//! Tests of what is taken out of a file before it is kept.

use super::*;

const DECLARED: &str = "[columns]\nRFC = \"hash\"\nname = \"drop\"\n";
const CANARY: &str = "VECJ880326XXX";

fn protect(text: &str) -> Result<String, PersonalError> {
    let kept = Personal::parse(DECLARED).unwrap().protect(text.as_bytes(), &Key::from([7; 32]))?;
    Ok(String::from_utf8(kept).unwrap())
}

#[test]
fn a_column_is_dropped_or_hashed_and_the_others_stay() {
    let text = format!(
        "series,Name,rfc,period,value\nflow,\"Pérez, Juana\",{CANARY},2026-11-20,1.5\nflow,Ana,,2026-11-21,2\n\
         flow,Luis,{CANARY},2026-11-22,3\n"
    );
    let kept = protect(&text).unwrap();
    assert!(!kept.contains(CANARY) && !kept.contains("Juana") && !kept.contains("Ana"), "{kept}");
    let lines: Vec<Vec<&str>> = kept.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines[0], ["series", "rfc", "period", "value"]);
    assert_eq!((lines[1][1].len(), lines[2][1]), (32, ""));
    assert_eq!(lines[1][1], lines[3][1], "equal values stay equal");
    assert_eq!([lines[1][0], lines[1][2], lines[1][3]], ["flow", "2026-11-20", "1.5"]);
}

#[test]
fn a_byte_order_mark_within_quotes_hides_no_column() {
    let kept = protect(&format!("\u{feff}\"\u{feff}rfc\",series,period,value\n{CANARY},flow,2026-11-20,1\n"));
    assert!(!kept.unwrap().contains(CANARY));
}

#[test]
fn a_hash_depends_on_the_key_and_on_the_column() {
    let (key, other) = (Key::from([7; 32]), Key::from([8; 32]));
    assert_ne!(key.hash("rfc", "x"), other.hash("rfc", "x"));
    assert_ne!(key.hash("rfc", "x"), key.hash("curp", "x"));
    assert_eq!(format!("{key:?}"), "Key(…)");
}

#[test]
fn where_a_field_may_be_in_another_column_the_whole_is_refused_and_not_quoted() {
    for text in [
        format!("{CANARY},2026-11-20,1\n"),
        format!("series;period;value;rfc\nflow;2026-11-20;1;{CANARY}\n"),
        format!("series,period,value,name,rfc\nflow,2026-11-20,1,Pérez, Juana,{CANARY}\n"),
        format!("series,period,value,rfc\nflow,2026-11-20,1\nflow,2026-11-20,1,{CANARY}\n"),
        String::new(),
    ] {
        let error = protect(&text).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(CANARY), "{error}");
    }
    let error = protect("series,period,value,rfc\nflow,2026-11-20,1\n").unwrap_err();
    assert_eq!(error.to_string(), "line 2 must have 4 fields like the first one, got 3");
}

#[test]
fn without_a_declaration_not_a_byte_changes() {
    let text = b" series ,period\nwhatever";
    assert_eq!(Personal::default().protect(text, &Key::from([0; 32])).unwrap(), text);
    assert!(Personal::parse("").is_err() && Personal::parse("[columns]").unwrap().is_empty());
}

#[test]
fn a_declaration_is_checked() {
    let error = |text: &str| Personal::parse(text).unwrap_err().to_string();
    assert!(error("[columns]\nrfc = \"mask\"").contains("\"hash\" or \"drop\""));
    assert!(error("[colums]\nrfc = \"hash\"").contains("[columns]"));
    assert!(error("[columns]\nValue = \"hash\"").contains("the column value cannot be personal"));
    assert!(error("[columns]\nrfc = \"hash\"\nRFC = \"drop\"").contains("declared twice"));
}
