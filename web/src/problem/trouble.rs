//! What can go wrong for a caller, one row each.

use super::Refusal;
use super::row::problems;
use super::text::{got, maturity, sentence, unknown};
use crate::setup::sources::public_names;
use paridad_engine::forecast::model::MaturityError;
use paridad_engine::maths::level::LevelError;
use paridad_engine::time::horizon::HorizonError;

/// The horizons at which forecasts are put on record.
const RECORDED: &str = "1, 5, 10, 21, 42, 63, 126, 252";

problems! {
    /// What can go wrong for a caller.
    #[derive(Debug)]
    pub(crate) enum Trouble
        /// Who asks may not, or what he pushes cannot be taken.
        or Refused(Refusal);

    /// A horizon that cannot be.
    Horizon(error: HorizonError), "horizon", BAD_REQUEST:
        es "Horizonte no válido" =>
            format!("El horizonte debe ser un entero de 1 a 1260 días de publicación ({}).", got(error)),
        en "Invalid horizon" => sentence(error);

    /// A level that cannot be.
    Level(error: LevelError), "level", BAD_REQUEST:
        es "Nivel no válido" => format!("El nivel debe estar entre 0.001 y 0.999 ({}).", got(error)),
        en "Invalid level" => sentence(error);

    /// A day that cannot be forecast.
    Maturity(error: MaturityError), "maturity", BAD_REQUEST:
        es "Vencimiento no válido" => maturity(error),
        en "Invalid maturity" => sentence(error);

    /// A rate that cannot be asked about.
    Rate(rate: f64), "rate", BAD_REQUEST:
        es "Tipo de cambio no válido" =>
            format!("El tipo de cambio debe ser un número positivo; se recibió {rate}."),
        en "Invalid rate" => format!("The rate must be a positive number, got {rate}.");

    /// A tail that is no tail.
    Tail(level: f64), "shortfall", BAD_REQUEST:
        es "Cola no válida" => format!("«shortfall» debe estar entre 0.001 y 0.5; se recibió {level}."),
        en "Invalid tail" => format!("\"shortfall\" must be between 0.001 and 0.5, got {level}.");

    /// The forward without the interest rates that it rests on.
    NoForward, "no-forward", CONFLICT:
        es "Sin tasas de interés" =>
            "La versión que habla no conoce hoy las dos tasas de interés de las que sale el tipo de cambio a futuro.",
        en "No interest rates" =>
            "The version that speaks does not know today both interest rates that the forward rests on.";

    /// Paths before a refit has said how variance goes on.
    NoPaths, "no-paths", CONFLICT:
        es "Aún sin trayectorias" => "La versión que habla ha aprendido muy pocos días para simular trayectorias.",
        en "No paths yet" => "The version that speaks has learned too few days to simulate paths.";

    /// A parameter that has no meaning here, and those that have.
    UnknownParameter { name: String, allowed: &'static [&'static str] }, "unknown-parameter", BAD_REQUEST:
        es "Parámetro desconocido" => unknown(name, allowed).0,
        en "Unknown parameter" => unknown(name, allowed).1;

    /// A parameter that is given more than once.
    Repeated(name: String), "repeated-parameter", BAD_REQUEST:
        es "Parámetro repetido" => format!("«{name}» se dio más de una vez; se admite una."),
        en "Repeated parameter" => format!("\"{name}\" was given more than once; once is allowed.");

    /// A parameter whose value cannot be read.
    Unreadable { name: &'static str, value: String, wanted: &'static str }, "unreadable-parameter", BAD_REQUEST:
        es "Parámetro ilegible" => format!("«{value}» no es un valor de «{name}»; se espera {wanted}."),
        en "Unreadable parameter" => format!("\"{value}\" is no value of \"{name}\"; wanted is {wanted}.");

    /// Two parameters of which one is allowed.
    Together(one: &'static str, other: &'static str), "parameters-conflict", BAD_REQUEST:
        es "Parámetros incompatibles" => format!("Use «{one}» o «{other}», no ambos."),
        en "Conflicting parameters" => format!("Use \"{one}\" or \"{other}\", not both.");

    /// A body, or a file in it, that cannot be read, and what its reader says.
    Body(why: String), "body", BAD_REQUEST:
        es "Cuerpo ilegible" => "Lo enviado no se pudo leer.",
        en "Unreadable body" => "What was sent cannot be read.";

    /// A text that is too long for the record, or has characters that no record should have.
    Text { member: &'static str, limit: usize }, member, BAD_REQUEST:
        es "Texto no válido" => format!("«{member}» admite a lo más {limit} caracteres, ninguno de control."),
        en "Invalid text" => format!("\"{member}\" may have at most {limit} characters, and no control characters.");

    /// A series that there is not.
    NoSuchSeries(id: String), "no-such-series", NOT_FOUND:
        es "No existe la serie" => format!("No hay serie «{id}»; GET /api/v1/series las enumera."),
        en "No such series" => format!("There is no series \"{id}\"; GET /api/v1/series lists them.");

    /// A version that there is not.
    NoSuchVersion { wanted: u64, last: u64 }, "no-such-version", NOT_FOUND:
        es "No existe la versión" => format!("La versión debe estar entre 1 y {last}; se pidió {wanted}."),
        en "No such version" => format!("The version must be between 1 and {last}, got {wanted}.");

    /// A moment at which no version spoke yet, and the one from which on one did.
    NoVersionYet { as_of: String, first: String }, "no-version-yet", NOT_FOUND:
        es "Aún no hablaba ninguna versión" =>
            format!("La primera versión habla desde {first}; se pidió {as_of}."),
        en "No version spoke yet" => format!("The first version speaks since {first}, got {as_of}.");

    /// A version of another engine, of which more is asked than was put on record.
    RecordOnly { version: u64, engine: u32 }, "record-only", GONE:
        es "Solo queda el registro" => format!(
            "La versión {version} es de la revisión {engine} del motor, y este programa calcularía otros números: de ella solo se \
             muestran los pronósticos registrados, a {RECORDED} días y en los 21 niveles de siempre."
        ),
        en "Only the record is left" => format!(
            "Version {version} is of engine revision {engine}, and this program would compute other numbers: only the forecasts \
             that were put on record can be shown of it, at {RECORDED} days and the 21 levels that are always forecast."
        );

    /// A version of another engine of which nothing was put on record.
    NoRecord { version: u64, engine: u32 }, "no-record", GONE:
        es "Sin registro" => format!(
            "La versión {version} es de la revisión {engine} del motor, y este programa calcularía otros números; de ella no se \
             registró ningún pronóstico."
        ),
        en "No record" => format!(
            "Version {version} is of engine revision {engine}, and this program would compute other numbers; no forecast of it was \
             put on record."
        );

    /// Another version speaks than the caller thought.
    OtherSpeaker { speaking: u64, thought: u64 }, "other-speaker", CONFLICT:
        es "Habla otra versión" =>
            format!("Habla la versión {speaking}, no la {thought}: vuelva a mirar antes de decidir."),
        en "Another version speaks" =>
            format!("Version {speaking} speaks, not {thought}: look again before you decide.");

    /// Nobody has rolled back.
    NotPinned { speaking: u64 }, "not-pinned", CONFLICT:
        es "Nada que reanudar" => format!("La versión {speaking} no está fijada."),
        en "Nothing to resume" => format!("Version {speaking} is not pinned.");

    /// A source that there is not.
    UnknownSource(name: String), "unknown-source", BAD_REQUEST:
        es "Fuente desconocida" =>
            format!("«{name}» no es una fuente; se admiten {}, csv y las de sources.toml.", public_names()),
        en "Unknown source" =>
            format!("\"{name}\" is no source; allowed are {}, csv, and those in sources.toml.", public_names());

    /// A source that needs a token, and the variable that should hold it.
    NoToken { source: String, variable: String }, "no-token", CONFLICT:
        es "Falta el token" =>
            format!(
                "«{source}» requiere un token: ponga, donde corre Paridad, {variable}, o {variable}_FILE con un archivo que \
                 solo usted pueda leer."
            ),
        en "No token" =>
            format!(
                "\"{source}\" needs a token: set, where Paridad runs, {variable}, or {variable}_FILE to a file that only you \
                 may read."
            );

    /// A decision that is none.
    Decision, "decision", BAD_REQUEST:
        es "Decisión no válida" =>
            "«decision» debe ser accept, reject, reopen, o correct con «value» y «note»; «known» acompaña a accept y correct.",
        en "Invalid decision" =>
            "\"decision\" must be accept, reject, reopen, or correct with a \"value\" and a \"note\"; \"known\" goes with accept and correct.";

    /// A precedent that cannot be.
    Proposal, "precedent", BAD_REQUEST:
        es "Precedente no válido" =>
            "«decision» debe ser accept o reject, con una «note»; «least» y «most», números.",
        en "Invalid precedent" =>
            "\"decision\" must be accept or reject, with a \"note\"; \"least\" and \"most\", numbers.";

    /// A decision that nobody can make, and why.
    Unfit(why: String), "unfit", CONFLICT:
        es "No puede decidirse así" => "Nadie puede decidirlo así; nada ha cambiado.",
        en "It cannot be decided so" => "Nobody can decide it so; nothing has changed.";

    /// A batch that there is not.
    NoSuchBatch(batch: u64), "no-such-batch", NOT_FOUND:
        es "No existe el lote" => format!("No hay lote {batch}; GET /api/v1/batches los enumera."),
        en "No such batch" => format!("There is no batch {batch}; GET /api/v1/batches lists them.");

    /// A held value that there is not.
    NoSuchHeld(held: u64), "no-such-held", NOT_FOUND:
        es "No existe el valor retenido" => format!("No hay valor retenido {held}; GET /api/v1/held los enumera."),
        en "No such held value" => format!("There is no held value {held}; GET /api/v1/held lists them.");

    /// A job that there is not.
    NoSuchJob(job: u64), "no-such-job", NOT_FOUND:
        es "No existe la tarea" => format!("No hay tarea {job}; GET /api/v1/jobs enumera las de este arranque."),
        en "No such job" => format!("There is no job {job}; GET /api/v1/jobs lists those of this start.");

    /// A precedent that there is not.
    NoSuchPrecedent(number: u64), "no-such-precedent", NOT_FOUND:
        es "No existe el precedente" => format!("No hay precedente {number}; GET /api/v1/precedents los enumera."),
        en "No such precedent" => format!("There is no precedent {number}; GET /api/v1/precedents lists them.");

    /// A version that is no challenger.
    NoChallenger(version: u64), "no-challenger", CONFLICT:
        es "No es retadora" =>
            format!("La versión {version} no es retadora; solo se promueve una que se aprendió al lado."),
        en "No challenger" =>
            format!("Version {version} is no challenger; only one that was learned beside can be promoted.");

    /// A challenger that speaks.
    SpeaksAlready(version: u64), "speaks-already", CONFLICT:
        es "Ya habla" =>
            format!("La retadora {version} ya habla y sigue aprendiendo; no hay nada que promover."),
        en "It speaks already" =>
            format!("Challenger {version} speaks already, and learns on; there is nothing to promote.");

    /// A challenger that has never spoken, and so cannot speak again.
    NeverSpoke(version: u64), "never-spoke", CONFLICT:
        es "Nunca ha hablado" => format!(
            "La versión {version} es una retadora que nunca ha hablado; POST /api/v1/versions/{version}/promote la hace hablar."
        ),
        en "It has never spoken" => format!(
            "Version {version} is a challenger that has never spoken; POST /api/v1/versions/{version}/promote lets it speak."
        );

    /// What the state does not allow now, and why.
    Conflict(why: String), "conflict", CONFLICT:
        es "El estado no lo permite" => "El estado actual no lo permite; nada ha cambiado.",
        en "The state does not allow it" => "The present state does not allow it; nothing has changed.";

    /// A text for a source that fetches its own, or none for one that does not.
    SourceText, "source-text", BAD_REQUEST:
        es "Texto de la fuente" =>
            "La fuente csv requiere «text» y no admite «since»; las demás no admiten ni «text» ni «origin».",
        en "The source's text" =>
            "The source csv needs a \"text\" and takes no \"since\"; the others take neither \"text\" nor \"origin\".";

    /// A source that did not answer as it should, and how.
    SourceFailed(why: String), "source-failed", BAD_GATEWAY:
        es "La fuente falló" => "La fuente no respondió como debe; nada se ha perdido.",
        en "The source failed" => "The source did not answer as it should; nothing is lost.";

    /// A backup that was not made, and why.
    Backup(why: String), "backup", CONFLICT:
        es "No se hizo el respaldo" =>
            "El respaldo debe ser un archivo nuevo en una carpeta donde el servidor pueda escribir.",
        en "No backup was made" => "The backup must be a new file in a folder that the server can write to.";

    /// The history is still being learned.
    NotReady, "not-ready", SERVICE_UNAVAILABLE:
        es "Aún no está listo" => "El historial aún se está aprendiendo; pruebe de nuevo en unos segundos.",
        en "Not ready yet" => "The history is still being learned; try again in a few seconds.";

    /// As many listen as may.
    Streams(most: usize), "streams", SERVICE_UNAVAILABLE:
        es "Demasiados escuchan" =>
            format!("Ya escuchan {most} a la vez, los que se admiten; pruebe de nuevo en unos minutos."),
        en "Too many listen" =>
            format!("As many listen already as may at once, {most}; try again in a few minutes.");

    /// The server is asked to end.
    Stopping, "stopping", SERVICE_UNAVAILABLE:
        es "El servidor termina" =>
            "El servidor termina; nada ha cambiado. Vuelva a pedirlo cuando esté de nuevo en marcha.",
        en "The server ends" => "The server ends; nothing has changed. Ask again once it runs again.";

    /// Somebody has ended what was done.
    Cancelled, "cancelled", CONFLICT:
        es "Cancelado" => "Alguien lo canceló; nada ha cambiado.",
        en "Cancelled" => "Somebody has cancelled it; nothing has changed.";

    /// A request by a name that is not this server's.
    ForeignHost, "foreign-host", MISDIRECTED_REQUEST:
        es "Host ajeno" => "Este servidor solo responde a localhost, 127.0.0.1 y [::1].",
        en "Foreign host" => "This server answers to localhost, 127.0.0.1 and [::1] only.";

    /// A change that another site's page asks for.
    CrossSite, "cross-site", FORBIDDEN:
        es "Petición de otro sitio" =>
            "Los cambios solo se aceptan desde el propio tablero o desde un programa.",
        en "Cross-site request" => "Changes are accepted from the dashboard itself or from a program only.";

    /// A body in a form that is not read.
    MediaType, "media-type", UNSUPPORTED_MEDIA_TYPE:
        es "Tipo de contenido" => "El tipo de contenido debe ser application/json.",
        en "Unsupported media type" => "The content type must be application/json.";

    /// A path that there is not.
    NotFound, "not-found", NOT_FOUND:
        es "No encontrado" => "Aquí no hay nada.",
        en "Not found" => "There is nothing here.";

    /// A method that a path does not have.
    Method, "method", METHOD_NOT_ALLOWED:
        es "Método no permitido" => "La ruta existe, pero no con este método.",
        en "Method not allowed" => "The path exists, but not with this method.";

    /// A body that is too large.
    TooLarge, "too-large", PAYLOAD_TOO_LARGE:
        es "Cuerpo demasiado grande" => "El cuerpo debe tener a lo más 64 MiB.",
        en "Body too large" => "The body must have at most 64 MiB.";

    /// A body that did not come to its end.
    Unfinished, "unfinished-body", REQUEST_TIMEOUT:
        es "Cuerpo incompleto" => "El cuerpo no llegó completo; debe llegar en 120 segundos.",
        en "Unfinished body" => "The body did not come whole; it must come within 120 seconds.";

    /// What only the log tells.
    Internal(why: String), "internal", INTERNAL_SERVER_ERROR:
        es "Error interno" => "El servidor no pudo responder; el registro dice por qué.",
        en "Internal error" => "The server could not answer; its log says why.";
}
