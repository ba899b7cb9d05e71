//! What is refused of who asks, and of what is pushed, one row each.

use super::row::problems;
use super::text::right_in_words;
use crate::conductor::TooMuch;
use crate::secrets::token::{Right, Role};
use chrono::NaiveDate;

problems! {
    /// What is refused of who asks, and of what is pushed.
    #[derive(Debug)]
    pub(crate) enum Refusal;

    /// A token that nobody holds, or holds no longer.
    Token, "token", UNAUTHORIZED:
        es "Token no válido" =>
            "El token es desconocido o fue revocado; se espera «Authorization: Bearer …».",
        en "Invalid token" => "The token is unknown or revoked; wanted is \"Authorization: Bearer …\".";

    /// No token, where one is needed.
    NoToken, "no-token", UNAUTHORIZED:
        es "Se requiere un token" =>
            "Muestre su token: «Authorization: Bearer …», o como contraseña, con cualquier nombre de usuario.",
        en "A token is needed" =>
            "Show your token: \"Authorization: Bearer …\", or as the password, with any user name.";

    /// A role that does not have the right that is needed.
    Role { role: Role, right: Right }, "role", FORBIDDEN:
        es "El rol no lo permite" => format!("El rol «{}» no permite {}.", role.name(), right_in_words(*right).0),
        en "The role does not allow it" =>
            format!("The role \"{}\" does not allow to {}.", role.name(), right_in_words(*right).1);

    /// Nobody in particular asks for what takes two people with names.
    Unnamed, "unnamed", FORBIDDEN:
        es "Se requieren dos personas con nombre" =>
            "Hay personas con token, y dos de ellas deben pedirlo: muestre el suyo.",
        en "Two people with names are asked for" =>
            "People have tokens here, and two of them must ask for this: show yours.";

    /// Much of history would change, and the request does not say so in these words.
    Unconfirmed(words: String), "unconfirmed", CONFLICT:
        es "Falta confirmar" => format!(
            "Cambiaría mucha historia: envíe en el cuerpo «\"confirm\": \"{words}\"» si es lo que quiere."
        ),
        en "Not confirmed" =>
            format!("Much of history would change: send \"confirm\": \"{words}\" in the body if it is meant.");

    /// A group that does not exist.
    NoSuchGroup { batch: u64, rule: String }, "no-such-group", NOT_FOUND:
        es "No existe el grupo" => format!("Ningún valor del lote {batch} se retuvo por {rule:?}."),
        en "No such group" => format!("No value of batch {batch} was held by {rule:?}.");

    /// A group with different values for the same day, which cannot both enter.
    Contradictory { day: NaiveDate, one: f64, other: f64 }, "contradictory", CONFLICT:
        es "Los valores se contradicen" => format!(
            "El grupo no puede aceptarse: tiene {one} y {other} para el {day}; decida sobre estos por separado."
        ),
        en "The values contradict each other" => format!(
            "The group cannot be accepted: it has {one} and {other} for {day}; decide on these by themselves."
        );

    /// A held value that another one has taken the place of.
    Superseded { day: NaiveDate, value: f64, batch: u64 }, "superseded", CONFLICT:
        es "Otro valor lo sustituye" => format!(
            "El valor no puede aceptarse: del {day} llegó después {value}, con el lote {batch}; corríjalo."
        ),
        en "Superseded by another value" => format!(
            "The value cannot be accepted: {value} of {day} came after it, with batch {batch}; correct it."
        );

    /// A name that cannot be.
    Name, "token-name", BAD_REQUEST:
        es "Nombre no válido" =>
            "Un nombre tiene de 1 a 64 caracteres de a-z, 0-9, «.», «_» y «-»; «local» y «paridad» no se admiten.",
        en "Invalid name" =>
            "A name has 1 to 64 characters of a-z, 0-9, \".\", \"_\" and \"-\"; \"local\" and \"paridad\" are taken.";

    /// A role that there is not.
    NoSuchRole, "token-role", BAD_REQUEST:
        es "Rol desconocido" => "El rol debe ser reader, pusher, reviewer, operator, admin o webhook.",
        en "Unknown role" => "The role must be reader, pusher, reviewer, operator, admin or webhook.";

    /// A name that has a token.
    NameInUse(name: String), "name-in-use", CONFLICT:
        es "El nombre ya tiene un token" => format!("«{name}» ya tiene un token; revóquelo primero."),
        en "The name has a token" => format!("\"{name}\" has a token already; revoke it first.");

    /// A name that has none.
    NoSuchToken(name: String), "no-such-token", NOT_FOUND:
        es "No existe el token" =>
            format!("«{name}» no tiene un token vigente; GET /api/v1/tokens los enumera."),
        en "No such token" => format!("\"{name}\" has no token in force; GET /api/v1/tokens lists them.");

    /// A push without a key, or with one that cannot be.
    Key, "idempotency-key", BAD_REQUEST:
        es "Falta la clave" => "El encabezado Idempotency-Key debe tener de 1 a 200 caracteres ASCII visibles.",
        en "No key" => "The header Idempotency-Key must have 1 to 200 visible ASCII characters.";

    /// A key under which something else was pushed.
    KeyUsed, "key-used", CONFLICT:
        es "Clave ya usada" => "Con esta Idempotency-Key se envió ya otro contenido; nada ha cambiado.",
        en "The key was used" =>
            "Something else was sent under this Idempotency-Key before; nothing has changed.";

    /// A push that brings more than one may.
    TooMuch(much: TooMuch), much.of.code(), PAYLOAD_TOO_LARGE:
        es "Envío demasiado grande" => format!(
            "Un envío admite a lo más {} {}; trajo {}. Nada se guardó: divídalo o corríjalo.",
            much.most, much.of.in_words().0, much.got
        ),
        en "The push brings too much" => format!(
            "One push may have at most {} {}, got {}. Nothing was kept: divide or mend it.",
            much.most, much.of.in_words().1, much.got
        );

    /// A push in a form that is not read, or not from him.
    Form, "media-type", UNSUPPORTED_MEDIA_TYPE:
        es "Tipo de contenido" =>
            "El tipo de contenido debe ser application/json o, con un token o una firma, text/csv.",
        en "Unsupported media type" =>
            "The content type must be application/json or, with a token or a signature, text/csv.";

    /// A webhook's request that its secret did not sign.
    Signature, "signature", FORBIDDEN:
        es "Firma no válida" =>
            "X-Paridad-Signature debe ser t=<segundos unix>,v1=<HMAC-SHA256 de «t.cuerpo» en hexadecimal>.",
        en "Invalid signature" =>
            "X-Paridad-Signature must be t=<unix seconds>,v1=<HMAC-SHA256 of \"t.body\" in hexadecimal digits>.";

    /// A signature from too long ago, or from times to come.
    SignedAt, "signed-at", FORBIDDEN:
        es "Firma fuera de tiempo" => "La firma debe tener a lo más 5 minutos.",
        en "Signature out of time" => "The signature must be at most 5 minutes old.";
}
