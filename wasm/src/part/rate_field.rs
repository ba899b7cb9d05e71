//! A number, typed with or without commas between thousands; what is no number is said to be none, and changes nothing.

use super::typed;
use crate::digits;
use crate::locale::use_locale;
use yew::prelude::*;

/// What the field needs.
#[derive(Properties, PartialEq)]
pub(crate) struct RateFieldProps {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What it is called, where no label beside it says so.
    #[prop_or_default]
    pub(crate) label: Option<AttrValue>,
    /// What stands in it.
    pub(crate) value: AttrValue,
    /// Whether zero and less are allowed.
    #[prop_or_default]
    pub(crate) signed: bool,
    /// A number was typed.
    pub(crate) onchoose: Callback<f64>,
}

/// The field. It is read when the reader leaves it or presses Enter.
#[function_component]
pub(crate) fn RateField(props: &RateFieldProps) -> Html {
    let locale = use_locale();
    let wrong = use_state_eq(|| false);
    let (setter, onchoose, signed) = (wrong.setter(), props.onchoose.clone(), props.signed);
    let onchange = move |event: Event| {
        let number = read(&typed(&event), signed);
        setter.set(number.is_none());
        if let Some(number) = number {
            onchoose.emit(number);
        }
    };
    let remark = format!("{}-remark", props.id);
    html! {
        <span class="rate-field">
            <input id={props.id.clone()} type="text" inputmode="decimal" autocomplete="off" size="8" value={props.value.clone()}
                aria-label={props.label.clone()} aria-invalid={wrong.to_string()}
                aria-describedby={wrong.then(|| remark.clone())} {onchange} />
            if *wrong { <span class="remark" role="alert" id={remark}>{ locale.words.shell.number_unreadable }</span> }
        </span>
    }
}

/// Reads what was typed: both languages write a point before the decimals, and commas between thousands.
pub(crate) fn read(text: &str, signed: bool) -> Option<f64> {
    let plain: String =
        text.trim().replace('\u{2212}', "-").chars().filter(|letter| *letter != ',').collect();
    let number = digits::read(&plain)?;
    (signed || number > 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_both_languages_write_them() {
        assert_eq!(read("18.90", false), Some(18.9));
        assert_eq!(read(" 1,234,567.5 ", false), Some(1_234_567.5));
        assert_eq!(read("−0.5", true), Some(-0.5));
        for text in ["", "x", "0", "-1", "1e9", "inf", "18.9.1"] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }
}
