//! What is wrong and what is allowed, each a sentence in Spanish and one in English.

use super::Trouble;
use crate::sources::public_names;
use paridad_engine::forecast::model::MaturityError;

/// A sentence in Spanish, and the same in English.
type Sentences = (String, String);

impl Trouble {
    /// What is wrong here and what is allowed, in Spanish and in English.
    pub(super) fn detail(&self) -> Sentences {
        match self {
            Self::Horizon(error) => (
                format!(
                    "El horizonte debe ser un entero de 1 a 252 días de publicación ({}).",
                    last_word(error)
                ),
                sentence(error),
            ),
            Self::Level(error) => {
                (format!("El nivel debe estar entre 0.001 y 0.999 ({}).", last_word(error)), sentence(error))
            }
            Self::Maturity(error) => maturity(error),
            Self::Rate(rate) => (
                format!("El tipo de cambio debe ser un número positivo; se recibió {rate}."),
                format!("The rate must be a positive number, got {rate}."),
            ),
            Self::Tail(level) => (
                format!("«shortfall» debe estar entre 0.001 y 0.5; se recibió {level}."),
                format!("\"shortfall\" must be between 0.001 and 0.5, got {level}."),
            ),
            Self::UnknownParameter { name, allowed } => unknown(name, allowed),
            Self::Repeated(name) => (
                format!("«{name}» se dio más de una vez; se admite una."),
                format!("\"{name}\" was given more than once; once is allowed."),
            ),
            Self::Unreadable { name, value, wanted } => (
                format!("«{value}» no es un valor de «{name}»; se espera {wanted}."),
                format!("\"{value}\" is no value of \"{name}\"; wanted is {wanted}."),
            ),
            Self::Together(one, other) => (
                format!("Use «{one}» o «{other}», no ambos."),
                format!("Use \"{one}\" or \"{other}\", not both."),
            ),
            Self::Text { member, limit } => (
                format!("«{member}» admite a lo más {limit} caracteres, ninguno de control."),
                format!("\"{member}\" may have at most {limit} characters, and no control characters."),
            ),
            Self::NoSuchSeries(id) => (
                format!("No hay serie «{id}»; GET /api/v1/series las enumera."),
                format!("There is no series \"{id}\"; GET /api/v1/series lists them."),
            ),
            Self::UnknownSource(name) => (
                format!(
                    "«{name}» no es una fuente; se admiten {}, csv y las de sources.toml.",
                    public_names()
                ),
                format!(
                    "\"{name}\" is no source; allowed are {}, csv, and those in sources.toml.",
                    public_names()
                ),
            ),
            other => other.state_detail(),
        }
    }

    /// The same for what depends on the state rather than on what was asked.
    fn state_detail(&self) -> Sentences {
        match self {
            Self::NoSuchVersion { wanted, last } => (
                format!("La versión debe estar entre 1 y {last}; se pidió {wanted}."),
                format!("The version must be between 1 and {last}, got {wanted}."),
            ),
            Self::NoToken { source, variable } => (
                format!(
                    "«{source}» requiere un token: ponga {variable} o {variable}_FILE donde corre el servidor."
                ),
                format!(
                    "\"{source}\" needs a token: set {variable} or {variable}_FILE where the server runs."
                ),
            ),
            Self::NoSuchBatch(batch) => (
                format!("No hay lote {batch}; GET /api/v1/batches los enumera."),
                format!("There is no batch {batch}; GET /api/v1/batches lists them."),
            ),
            Self::NoSuchHeld(held) => (
                format!("No hay valor retenido {held}; GET /api/v1/held los enumera."),
                format!("There is no held value {held}; GET /api/v1/held lists them."),
            ),
            Self::NoSuchJob(job) => (
                format!("No hay tarea {job}; GET /api/v1/jobs enumera las de este arranque."),
                format!("There is no job {job}; GET /api/v1/jobs lists those of this start."),
            ),
            Self::NoSuchPrecedent(number) => (
                format!("No hay precedente {number}; GET /api/v1/precedents los enumera."),
                format!("There is no precedent {number}; GET /api/v1/precedents lists them."),
            ),
            Self::Refused(refusal) => refusal.detail(),
            other => other.speaker_detail(),
        }
    }

    /// The same for who speaks or may.
    fn speaker_detail(&self) -> Sentences {
        match self {
            Self::OtherSpeaker { speaking, thought } => (
                format!("Habla la versión {speaking}, no la {thought}: vuelva a mirar antes de decidir."),
                format!("Version {speaking} speaks, not {thought}: look again before you decide."),
            ),
            Self::NoChallenger(version) => (
                format!("La versión {version} no es retadora; solo se promueve una que se aprendió al lado."),
                format!(
                    "Version {version} is no challenger; only one that was learned beside can be promoted."
                ),
            ),
            Self::SpeaksAlready(version) => (
                format!("La retadora {version} ya habla y sigue aprendiendo; no hay nada que promover."),
                format!("Challenger {version} speaks already, and learns on; there is nothing to promote."),
            ),
            Self::NeverSpoke(version) => (
                format!(
                    "La versión {version} es una retadora que nunca ha hablado; POST /api/v1/versions/{version}/promote la hace hablar."
                ),
                format!(
                    "Version {version} is a challenger that has never spoken; POST /api/v1/versions/{version}/promote lets it speak."
                ),
            ),
            Self::NotPinned { speaking } => (
                format!("La versión {speaking} no está fijada."),
                format!("Version {speaking} is not pinned."),
            ),
            other => {
                let (spanish, english) = other.fixed_detail();
                (spanish.to_owned(), english.to_owned())
            }
        }
    }

    /// The same where nothing needs to be filled in.
    fn fixed_detail(&self) -> (&'static str, &'static str) {
        match self {
            Self::Body(_) => ("Lo enviado no se pudo leer.", "What was sent cannot be read."),
            Self::SourceText => (
                "La fuente csv requiere «text» y no admite «since»; las demás no admiten ni «text» ni «origin».",
                "The source csv needs a \"text\" and takes no \"since\"; the others take neither \"text\" nor \"origin\".",
            ),
            Self::Decision => (
                "«decision» debe ser accept, reject, reopen, o correct con «value» y «note»; «known» acompaña a accept y correct.",
                "\"decision\" must be accept, reject, reopen, or correct with a \"value\" and a \"note\"; \"known\" goes with accept and correct.",
            ),
            Self::Proposal => (
                "«decision» debe ser accept o reject, con una «note»; «least» y «most», números.",
                "\"decision\" must be accept or reject, with a \"note\"; \"least\" and \"most\", numbers.",
            ),
            Self::Unfit(_) => (
                "Nadie puede decidirlo así; nada ha cambiado.",
                "Nobody can decide it so; nothing has changed.",
            ),
            Self::Stopping => (
                "El servidor termina; nada ha cambiado. Vuelva a pedirlo cuando esté de nuevo en marcha.",
                "The server ends; nothing has changed. Ask again once it runs again.",
            ),
            Self::Cancelled => {
                ("Alguien lo canceló; nada ha cambiado.", "Somebody has cancelled it; nothing has changed.")
            }
            Self::Conflict(_) => (
                "El estado actual no lo permite; nada ha cambiado.",
                "The present state does not allow it; nothing has changed.",
            ),
            Self::SourceFailed(_) => (
                "La fuente no respondió como debe; nada se ha perdido.",
                "The source did not answer as it should; nothing is lost.",
            ),
            Self::Backup(_) => (
                "El respaldo debe ser un archivo nuevo en una carpeta donde el servidor pueda escribir.",
                "The backup must be a new file in a folder that the server can write to.",
            ),
            Self::NotReady => (
                "El historial aún se está aprendiendo; pruebe de nuevo en unos segundos.",
                "The history is still being learned; try again in a few seconds.",
            ),
            Self::NoPaths => (
                "La versión que habla ha aprendido muy pocos días para simular trayectorias.",
                "The version that speaks has learned too few days to simulate paths.",
            ),
            other => other.transport_detail(),
        }
    }

    /// The same for what is wrong with a request before anybody has looked at what it asks for.
    fn transport_detail(&self) -> (&'static str, &'static str) {
        match self {
            Self::ForeignHost => (
                "Este servidor solo responde a localhost, 127.0.0.1 y [::1].",
                "This server answers to localhost, 127.0.0.1 and [::1] only.",
            ),
            Self::CrossSite => (
                "Los cambios solo se aceptan desde el propio tablero o desde un programa.",
                "Changes are accepted from the dashboard itself or from a program only.",
            ),
            Self::MediaType => (
                "El tipo de contenido debe ser application/json.",
                "The content type must be application/json.",
            ),
            Self::NotFound => ("Aquí no hay nada.", "There is nothing here."),
            Self::Method => {
                ("La ruta existe, pero no con este método.", "The path exists, but not with this method.")
            }
            Self::TooLarge => ("El cuerpo debe tener a lo más 64 MiB.", "The body must have at most 64 MiB."),
            Self::Unfinished => (
                "El cuerpo no llegó completo; debe llegar en 120 segundos.",
                "The body did not come whole; it must come within 120 seconds.",
            ),
            _ => (
                "El servidor no pudo responder; el registro dice por qué.",
                "The server could not answer; its log says why.",
            ),
        }
    }
}

/// An error as a sentence.
fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

/// What was got, from an error that ends in `got …`.
fn last_word(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    text.rsplit_once("got ").map_or(String::new(), |(_, got)| format!("se recibió {got}"))
}

fn unknown(name: &str, allowed: &[&str]) -> Sentences {
    if allowed.is_empty() {
        return (
            format!("«{name}» no es un parámetro; aquí no se admite ninguno."),
            format!("\"{name}\" is no parameter; none is allowed here."),
        );
    }
    let allowed = allowed.join(", ");
    (
        format!("«{name}» no es un parámetro; se admiten: {allowed}."),
        format!("\"{name}\" is no parameter; allowed are: {allowed}."),
    )
}

fn maturity(error: &MaturityError) -> Sentences {
    let spanish = match error {
        MaturityError::NotAfterOrigin { origin, maturity } => {
            format!("El vencimiento debe ser posterior al origen {origin}; se pidió {maturity}.")
        }
        MaturityError::TooFar { last, maturity } => {
            format!("El vencimiento debe ser a más tardar el {last}; se pidió {maturity}.")
        }
    };
    (spanish, sentence(error))
}
