//! A problem as one row: its variant, its code and status, and its words in both languages, so that none can be left out.

use axum::http::StatusCode;

/// What a caller is told of a problem.
#[derive(Debug)]
pub(crate) struct Row {
    /// The kind as one word.
    pub(crate) code: &'static str,
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// In Spanish.
    pub(crate) spanish: Words,
    /// In English.
    pub(crate) english: Words,
}

/// A problem in the words of one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// The kind.
    pub(crate) title: &'static str,
    /// What is wrong here and what is allowed: a sentence.
    pub(crate) detail: String,
}

impl Words {
    pub(super) fn new(title: &'static str, detail: impl Into<String>) -> Self {
        Self { title, detail: detail.into() }
    }
}

/// An enum of problems with a row for each: `Variant, "code", STATUS: es "title" => detail, en "title" => detail;`. What stands
/// after `or` has rows of its own.
macro_rules! problems {
    (
        $(#[$outer:meta])* $visibility:vis enum $name:ident $( $(#[$inner_doc:meta])+ or $inner:ident($inner_type:ty) )?;
        $(
            $(#[$doc:meta])*
            $variant:ident
            $( ( $($field:ident : $type:ty),+ ) )? $( { $($member:ident : $of:ty),+ } )?,
            $code:expr, $status:ident:
            es $spanish_title:literal => $spanish:expr,
            en $english_title:literal => $english:expr;
        )+
    ) => {
        $(#[$outer])*
        $visibility enum $name {
            $( $(#[$doc])* $variant $( ($($type),+) )? $( { $($member: $of),+ } )?, )+
            $( $(#[$inner_doc])* $inner($inner_type), )?
        }

        impl $name {
            /// What a caller is told of it.
            $visibility fn row(&self) -> $crate::problem::row::Row {
                use $crate::problem::row::{Row, Words};
                match self {
                    $(
                        Self::$variant $( ($($field),+) )? $( { $($member),+ } )? => {
                            // Not each row has a use for all that it carries.
                            $( let _ = ($(&$field),+); )? $( let _ = ($(&$member),+); )?
                            Row {
                                code: $code,
                                status: axum::http::StatusCode::$status,
                                spanish: Words::new($spanish_title, $spanish),
                                english: Words::new($english_title, $english),
                            }
                        }
                    )+
                    $( Self::$inner(inner) => inner.row(), )?
                }
            }
        }
    };
}

pub(super) use problems;
