//! What is refused of who asks, and of what is pushed.

use crate::conductor::{Counted, TooMuch};
use crate::token::{Right, Role};
use axum::http::StatusCode as S;
use chrono::NaiveDate;

/// What is refused of who asks, and of what is pushed.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A token that nobody holds, or holds no longer.
    Token,
    /// No token, where one is needed.
    NoToken,
    /// A role that does not have the right that is needed.
    Role {
        /// What the token allows.
        role: Role,
        /// What is needed.
        right: Right,
    },
    /// Nobody in particular asks for what takes two people with names.
    Unnamed,
    /// Much of history would change, and the request does not say so in these words.
    Unconfirmed(String),
    /// A group that does not exist.
    NoSuchGroup {
        /// The batch.
        batch: u64,
        /// The rule.
        rule: String,
    },
    /// A group with different values for the same day, which cannot both enter.
    Contradictory {
        /// The day.
        day: NaiveDate,
        /// One of them.
        one: f64,
        /// The other.
        other: f64,
    },
    /// A held value that another one has taken the place of.
    Superseded {
        /// The day of both.
        day: NaiveDate,
        /// What is believed since.
        value: f64,
        /// The batch that brought it.
        batch: u64,
    },
    /// A name that no token can have.
    Name,
    /// A role that there is not.
    NoSuchRole,
    /// A name that has a token.
    NameInUse(String),
    /// A name that has none.
    NoSuchToken(String),
    /// A push without a key, or with one that cannot be.
    Key,
    /// A key under which something else was pushed.
    KeyUsed,
    /// A push that brings more than one may.
    TooMuch(TooMuch),
    /// A push in a form that is not read, or not from him.
    Form,
    /// A webhook's request that its secret did not sign.
    Signature,
    /// A signature from too long ago, or from times to come.
    SignedAt,
}

impl Refusal {
    /// The kind as one word, and its HTTP status.
    pub(super) fn kind(&self) -> (&'static str, S) {
        match self {
            Self::Token => ("token", S::UNAUTHORIZED),
            Self::NoToken => ("no-token", S::UNAUTHORIZED),
            Self::Role { .. } => ("role", S::FORBIDDEN),
            Self::Unnamed => ("unnamed", S::FORBIDDEN),
            Self::Unconfirmed(_) => ("unconfirmed", S::CONFLICT),
            Self::Superseded { .. } => ("superseded", S::CONFLICT),
            Self::NoSuchGroup { .. } => ("no-such-group", S::NOT_FOUND),
            Self::Contradictory { .. } => ("contradictory", S::CONFLICT),
            Self::Name => ("token-name", S::BAD_REQUEST),
            Self::NoSuchRole => ("token-role", S::BAD_REQUEST),
            Self::NameInUse(_) => ("name-in-use", S::CONFLICT),
            Self::NoSuchToken(_) => ("no-such-token", S::NOT_FOUND),
            Self::Key => ("idempotency-key", S::BAD_REQUEST),
            Self::KeyUsed => ("key-used", S::CONFLICT),
            Self::TooMuch(TooMuch { of: Counted::Rows, .. }) => ("too-many-rows", S::PAYLOAD_TOO_LARGE),
            Self::TooMuch(TooMuch { of: Counted::NewSeries, .. }) => {
                ("too-many-new-series", S::PAYLOAD_TOO_LARGE)
            }
            Self::TooMuch(TooMuch { of: Counted::Held, .. }) => ("too-many-held", S::PAYLOAD_TOO_LARGE),
            Self::Form => ("media-type", S::UNSUPPORTED_MEDIA_TYPE),
            Self::Signature => ("signature", S::FORBIDDEN),
            Self::SignedAt => ("signed-at", S::FORBIDDEN),
        }
    }

    /// The kind in words, in Spanish and in English.
    pub(super) fn title(&self) -> (&'static str, &'static str) {
        match self {
            Self::Token => ("Token no válido", "Invalid token"),
            Self::NoToken => ("Se requiere un token", "A token is needed"),
            Self::Role { .. } => ("El rol no lo permite", "The role does not allow it"),
            Self::Unnamed => ("Se requieren dos personas con nombre", "Two people with names are asked for"),
            Self::Unconfirmed(_) => ("Falta confirmar", "Not confirmed"),
            Self::Superseded { .. } => ("Otro valor lo sustituye", "Superseded by another value"),
            Self::NoSuchGroup { .. } => ("No existe el grupo", "No such group"),
            Self::Contradictory { .. } => ("Los valores se contradicen", "The values contradict each other"),
            Self::Name => ("Nombre no válido", "Invalid name"),
            Self::NoSuchRole => ("Rol desconocido", "Unknown role"),
            Self::NameInUse(_) => ("El nombre ya tiene un token", "The name has a token"),
            Self::NoSuchToken(_) => ("No existe el token", "No such token"),
            Self::Key => ("Falta la clave", "No key"),
            Self::KeyUsed => ("Clave ya usada", "The key was used"),
            Self::TooMuch(_) => ("Envío demasiado grande", "The push brings too much"),
            Self::Form => ("Tipo de contenido", "Unsupported media type"),
            Self::Signature => ("Firma no válida", "Invalid signature"),
            Self::SignedAt => ("Firma fuera de tiempo", "Signature out of time"),
        }
    }

    /// What is wrong and what is allowed, in Spanish and in English.
    pub(super) fn detail(&self) -> (String, String) {
        match self {
            Self::Role { role, right } => {
                let (role, (spanish, english)) = (role.name(), in_words(*right));
                (
                    format!("El rol «{role}» no permite {spanish}."),
                    format!("The role \"{role}\" does not allow to {english}."),
                )
            }
            Self::Unconfirmed(words) => (
                format!(
                    "Cambiaría mucha historia: envíe en el cuerpo «\"confirm\": \"{words}\"» si es lo que quiere."
                ),
                format!(
                    "Much of history would change: send \"confirm\": \"{words}\" in the body if it is meant."
                ),
            ),
            Self::NoSuchGroup { batch, rule } => (
                format!("Ningún valor del lote {batch} se retuvo por {rule:?}."),
                format!("No value of batch {batch} was held by {rule:?}."),
            ),
            Self::Contradictory { day, one, other } => (
                format!(
                    "El grupo no puede aceptarse: tiene {one} y {other} para el {day}; decida sobre estos por separado."
                ),
                format!(
                    "The group cannot be accepted: it has {one} and {other} for {day}; decide on these by themselves."
                ),
            ),
            Self::Superseded { day, value, batch } => (
                format!(
                    "El valor no puede aceptarse: del {day} llegó después {value}, con el lote {batch}; corríjalo."
                ),
                format!(
                    "The value cannot be accepted: {value} of {day} came after it, with batch {batch}; correct it."
                ),
            ),
            Self::NameInUse(name) => (
                format!("«{name}» ya tiene un token; revóquelo primero."),
                format!("\"{name}\" has a token already; revoke it first."),
            ),
            Self::NoSuchToken(name) => (
                format!("«{name}» no tiene un token vigente; GET /api/v1/tokens los enumera."),
                format!("\"{name}\" has no token in force; GET /api/v1/tokens lists them."),
            ),
            Self::TooMuch(TooMuch { of, got, most }) => {
                let (spanish, english) = of.in_words();
                (
                    format!(
                        "Un envío admite a lo más {most} {spanish}; trajo {got}. Nada se guardó: divídalo o corríjalo."
                    ),
                    format!(
                        "One push may have at most {most} {english}, got {got}. Nothing was kept: divide or mend it."
                    ),
                )
            }
            other => {
                let (spanish, english) = other.fixed_detail();
                (spanish.to_owned(), english.to_owned())
            }
        }
    }

    /// The same where nothing needs to be filled in.
    fn fixed_detail(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unnamed => (
                "Hay personas con token, y dos de ellas deben pedirlo: muestre el suyo.",
                "People have tokens here, and two of them must ask for this: show yours.",
            ),
            Self::Name => (
                "Un nombre tiene de 1 a 64 caracteres de a-z, 0-9, «.», «_» y «-»; «local» y «paridad» no se admiten.",
                "A name has 1 to 64 characters of a-z, 0-9, \".\", \"_\" and \"-\"; \"local\" and \"paridad\" are taken.",
            ),
            Self::NoSuchRole => (
                "El rol debe ser reader, pusher, reviewer, operator, admin o webhook.",
                "The role must be reader, pusher, reviewer, operator, admin or webhook.",
            ),
            Self::NoToken => (
                "Muestre su token: «Authorization: Bearer …», o como contraseña, con cualquier nombre de usuario.",
                "Show your token: \"Authorization: Bearer …\", or as the password, with any user name.",
            ),
            Self::Key => (
                "El encabezado Idempotency-Key debe tener de 1 a 200 caracteres ASCII visibles.",
                "The header Idempotency-Key must have 1 to 200 visible ASCII characters.",
            ),
            Self::KeyUsed => (
                "Con esta Idempotency-Key se envió ya otro contenido; nada ha cambiado.",
                "Something else was sent under this Idempotency-Key before; nothing has changed.",
            ),
            Self::Form => (
                "El tipo de contenido debe ser application/json o, con un token o una firma, text/csv.",
                "The content type must be application/json or, with a token or a signature, text/csv.",
            ),
            Self::Signature => (
                "X-Paridad-Signature debe ser t=<segundos unix>,v1=<HMAC-SHA256 de «t.cuerpo» en hexadecimal>.",
                "X-Paridad-Signature must be t=<unix seconds>,v1=<HMAC-SHA256 of \"t.body\" in hexadecimal digits>.",
            ),
            Self::SignedAt => {
                ("La firma debe tener a lo más 5 minutos.", "The signature must be at most 5 minutes old.")
            }
            _ => (
                "El token es desconocido o fue revocado; se espera «Authorization: Bearer …».",
                "The token is unknown or revoked; wanted is \"Authorization: Bearer …\".",
            ),
        }
    }
}

/// A right as something that is done.
fn in_words(right: Right) -> (&'static str, &'static str) {
    match right {
        Right::Read => ("consultar", "look"),
        Right::Push => ("enviar observaciones", "send observations"),
        Right::Review => ("decidir sobre valores retenidos", "decide on held values"),
        Right::Operate => ("operar", "operate"),
        Right::Administer => ("administrar", "administer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_says_in_two_languages_what_is_wrong() {
        let named = [Refusal::NameInUse("ana".to_owned()), Refusal::NoSuchToken("ana".to_owned())];
        let counted = [
            Refusal::Unconfirmed("3 values".to_owned()),
            Refusal::Superseded { day: NaiveDate::MIN, value: 18.1, batch: 9 },
            Refusal::NoSuchGroup { batch: 9, rule: "jump".to_owned() },
            Refusal::Contradictory { day: NaiveDate::MIN, one: 1.0, other: 2.0 },
        ];
        let role = [Refusal::Role { role: Role::Reader, right: Right::Push }];
        let much = [Counted::Rows, Counted::NewSeries, Counted::Held]
            .map(|of| Refusal::TooMuch(TooMuch { of, got: 7, most: 5 }));
        let fixed = [
            Refusal::Token,
            Refusal::Unnamed,
            Refusal::Name,
            Refusal::NoSuchRole,
            Refusal::NoToken,
            Refusal::Key,
            Refusal::KeyUsed,
            Refusal::Form,
            Refusal::Signature,
            Refusal::SignedAt,
        ];
        let mut said = Vec::new();
        for refusal in named.into_iter().chain(role).chain(fixed).chain(counted).chain(much) {
            let (spanish, english) = refusal.detail();
            assert_ne!(spanish, english);
            assert!(!said.contains(&english), "{english}");
            said.push(english);
        }
        assert!(said[2].contains("\"reader\" does not allow to send observations"), "{}", said[2]);
    }
}
