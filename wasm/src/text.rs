//! Every sentence of the page in both languages, side by side in one table.

mod feature;

pub(crate) use feature::{Unit, event_phrase, feature_name, series_name};

use crate::context::Language;

/// Declares the words of the page: a name, then Spanish, then English.
macro_rules! texts {
    ($($name:ident: $spanish:literal, $english:literal;)*) => {
        /// The words of one language. What stands in braces is filled in.
        pub(crate) struct Text {
            $(pub(crate) $name: &'static str,)*
        }

        static SPANISH: Text = Text { $($name: $spanish,)* };
        static ENGLISH: Text = Text { $($name: $english,)* };

        #[cfg(test)]
        const ROWS: &[(&str, &str, &str)] = &[$((stringify!($name), $spanish, $english),)*];
    };
}

impl Text {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &SPANISH,
            Language::English => &ENGLISH,
        }
    }
}

/// Puts values where a template names them in braces.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut pieces = template.split('{');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, after) = piece.split_once('}').unwrap_or(("", piece));
        if let Some((_, value)) = values.iter().find(|(own, _)| *own == name) {
            text.push_str(value);
        }
        text.push_str(after);
    }
    text
}

texts! {
    skip: "Saltar al pronóstico", "Skip to the forecast";
    tagline: "Pronóstico del tipo de cambio", "Exchange rate forecast";
    language: "Idioma", "Language";
    theme: "Colores", "Colours";
    theme_system: "Del sistema", "System";
    theme_light: "Claro", "Light";
    theme_dark: "Oscuro", "Dark";
    loading: "Cargando…", "Loading…";
    retry: "Reintentar", "Try again";
    unreachable: "No se pudo hablar con el servidor", "The server cannot be reached";
    unreachable_detail: "Revise la conexión e intente de nuevo.", "Check the connection and try again.";
    unreadable: "La respuesta no se entiende", "The answer cannot be read";

    origin: "Último dato", "Latest value";
    spot: "Pesos por dólar", "Pesos per dollar";
    version: "Versión que habla", "Version that speaks";
    on_time: "Al día", "Up to date";
    late: "Atrasado {days} días hábiles", "{days} business days late";
    late_one: "Falta el dato de 1 día hábil", "The value of 1 business day is missing";
    pinned: "Versión fijada por una persona", "Version pinned by a person";

    forecast: "Pronóstico", "Forecast";
    history_range: "Historia", "History";
    range_6m: "6M", "6M";
    range_1a: "1A", "1Y";
    range_5a: "5A", "5Y";
    range_todo: "Todo", "All";
    range_6m_long: "seis meses", "six months";
    range_1a_long: "un año", "one year";
    range_5a_long: "cinco años", "five years";
    range_todo_long: "toda la historia", "the whole history";
    horizon: "Plazo", "Horizon";
    horizon_anchors: "Plazo en días hábiles", "Horizon in business days";
    horizon_days: "Otro plazo", "Other horizon";
    horizon_days_title: "{days} días hábiles", "{days} business days";
    horizon_date: "Vencimiento", "Maturity";
    moved: "El {asked} no se publica: se toma el siguiente día hábil, {day}.", "Nothing is published on {asked}: the next open day, {day}, is taken.";
    horizon_bounds: "El plazo va de 1 a 1,260 días hábiles.", "The horizon is between 1 and 1,260 business days.";
    date_past: "El vencimiento debe ser posterior al {origin}.", "The maturity must be after {origin}.";
    date_far: "El vencimiento puede ser a más tardar el {last}.", "The maturity must be no later than {last}.";
    point: "Pronóstico puntual", "Point forecast";
    point_for: "para el {day}", "for {day}";
    interval: "Probabilidad", "Probability";
    low: "Desde", "From";
    high: "Hasta", "To";
    extended: "Más allá de 252 días no se aprende: es el abanico de un año, crecido con el tiempo, sin ventaja demostrada.", "Beyond 252 days nothing is learned: it is the fan of a year, grown with time, without any skill shown.";
    interval_row: "{level} de cada 100", "{level} in 100";
    above_label: "Probabilidad de terminar por encima de", "Probability of ending above";
    above_invalid: "Escriba un tipo de cambio mayor que cero.", "Enter a rate above zero.";
    in_browser: "calculado en su navegador", "computed in your browser";

    fan_summary: "El {origin} el dólar valía {spot} pesos. Para el {day}, en {days} días hábiles, el pronóstico es {point}; 80 de cada 100 veces se espera entre {low} y {high}.", "On {origin} the dollar was worth {spot} pesos. For {day}, {days} business days ahead, the forecast is {point}; 80 times in 100 it is expected between {low} and {high}.";
    fan_legend: "Bandas: 50, 80 y 95 de cada 100 desenlaces. Línea delgada: pronóstico puntual.", "Bands: 50, 80 and 95 in 100 outcomes. Thin line: point forecast.";
    fan_legend_scenario: "Bandas: su escenario. Contorno punteado: pronóstico sin cambios.", "Bands: your scenario. Dashed outline: forecast without changes.";
    fan_table: "Ver los números del pronóstico", "Show the forecast's numbers";
    history_table: "Ver los números de la historia (últimos 30)", "Show the history's numbers (last 30)";
    crosshair_label: "Lectura del gráfico", "Reading of the chart";
    crosshair_hint: "Señale el gráfico o use las flechas ← → para leer valores.", "Point at the chart or use the arrows ← → to read values.";
    readout_known: "{day} · {rate} pesos por dólar", "{day} · {rate} pesos per dollar";
    readout_expected: "{day} · en {days} días · punto {point} · {bands}", "{day} · in {days} days · point {point} · {bands}";
    empty_history: "Sin historia en este intervalo.", "No history in this range.";
    day: "Día", "Day";
    rate: "Tipo de cambio", "Rate";
    days: "Días", "Days";

    explanation: "¿Por qué este pronóstico?", "Why this forecast?";
    explanation_lead: "Del tipo de cambio de hoy al pronóstico, en pesos por dólar.", "From today's rate to the forecast, in pesos per dollar.";
    explains_scenario: "explica su escenario", "explains your scenario";
    depreciates: "deprecia el peso", "weakens the peso";
    appreciates: "aprecia el peso", "strengthens the peso";
    no_effect: "sin efecto", "no effect";
    bar_spot: "Último dato", "Latest value";
    bar_base: "Base del modelo", "The model's base";
    bar_rest: "Resto ({count} variables)", "Rest ({count} features)";
    bar_point: "Pronóstico", "Forecast";
    why_up: "El modelo espera un dólar {size} pesos más caro ({percent}) en {days} días hábiles.", "The model expects the dollar to be {size} pesos dearer ({percent}) in {days} business days.";
    why_down: "El modelo espera un dólar {size} pesos más barato ({percent}) en {days} días hábiles.", "The model expects the dollar to be {size} pesos cheaper ({percent}) in {days} business days.";
    why_same: "El modelo no espera movimiento en {days} días hábiles.", "The model expects no move in {days} business days.";
    why_push_up: "Lo que más deprecia el peso: {name} ({change}).", "What weakens the peso most: {name} ({change}).";
    why_push_down: "Lo que más lo aprecia: {name} ({change}).", "What strengthens it most: {name} ({change}).";
    sum_equal: "suma = pronóstico ✓", "sum = forecast ✓";
    sum_differs: "suma ≠ pronóstico ✗", "sum ≠ forecast ✗";
    sum_detail: "En logaritmos, base más contribuciones son el pronóstico hasta el último bit.", "In logarithms, base plus contributions are the forecast to the last bit.";
    contributions_table: "Ver todas las contribuciones", "Show all contributions";
    width: "¿Por qué este ancho?", "Why this width?";
    width_start: "Ancho sin variables", "Width without features";
    width_end: "Ancho del 80%", "Width of the 80%";
    widens: "ensancha el abanico", "widens the fan";
    narrows: "angosta el abanico", "narrows the fan";
    why_wide: "80 de cada 100 desenlaces caben en {width} pesos.", "80 in 100 outcomes fit into {width} pesos.";
    why_widens: "Lo que más ensancha: {name}: {change} de ancho.", "What widens most: {name}: {change} of width.";
    why_narrows: "Lo que más angosta: {name}: {change} de ancho.", "What narrows most: {name}: {change} of width.";
    why_above: "Terminar arriba de {rate}: {share}; si nada fuera inusual, {base}.", "To end above {rate}: {share}; if nothing were unusual, {base}.";
    why_above_most: "Lo que más lo cambia: {name} ({change} puntos).", "What changes that most: {name} ({change} points).";
    width_table: "Ver lo que mueve ancho, extremos y probabilidad", "Show what moves width, ends and probability";
    adds_width: "Ancho", "Width";
    adds_low: "Extremo bajo", "Lower end";
    adds_high: "Extremo alto", "Upper end";
    adds_above: "P(arriba de {rate}), puntos", "P(above {rate}), points";
    feature: "Variable", "Feature";
    log_move: "Logaritmo", "Logarithm";
    pesos: "Pesos", "Pesos";
    effect: "Efecto", "Effect";

    scenario: "¿Y si…?", "What if…?";
    scenario_lead: "Mueva una variable y el abanico se recalcula al instante, sin el servidor. Los rendimientos son del dólar en cada moneda: positivo es un dólar más caro.", "Move a feature and the fan is computed anew at once, without the server. Returns are the dollar's in each currency: positive is a dearer dollar.";
    scenario_moves: "Qué mueve el punto", "What moves the point";
    scenario_widens: "Qué ensancha el abanico", "What widens the fan";
    scenario_series: "Las series, como se publican", "The series, as published";
    scenario_events: "Qué día llega cada evento (vacío: se cancela)", "The day of each event (empty: called off)";
    scenario_half_forward: "Suponer la mitad del camino que marca el tipo de cambio a futuro: {rate}", "Suppose half the way that the forward marks: {rate}";
    scenario_point: "Pronóstico en su escenario", "Forecast in your scenario";
    scenario_interval: "80 de cada 100: {low} – {high}", "80 in 100: {low} – {high}";
    scenario_same: "Igual al pronóstico.", "Same as the forecast.";
    scenario_change: "Frente al pronóstico: punto {change}, ancho {wider}%.", "Against the forecast: point {change}, width {wider}%.";
    scenario_reset: "Quitar todos los cambios", "Remove all changes";
    scenario_forget: "Quitar el cambio de {name}", "Remove the change of {name}";
    scenario_beyond: "Más de 3 desviaciones: el modelo ha visto poco así.", "Beyond 3 deviations: the model has seen little like it.";
    scenario_clipped: "Más allá de 5 desviaciones el modelo no distingue.", "Beyond 5 deviations the model sees no difference.";
    scenario_missing: "Sin dato hoy, no se ofrece: {names}.", "Without a value today, not offered: {names}.";
    scenario_value: "{name}, valor", "{name}, value";

    parity: "¿Es el mismo cálculo?", "Is it the same computation?";
    parity_lead: "Su navegador corre el mismo motor que el servidor y repite el pronóstico del plazo elegido.", "Your browser runs the server's own engine and repeats the forecast of the chosen horizon.";
    parity_equal: "mismos bits que el servidor ✓", "same bits as the server ✓";
    parity_differs: "difiere del servidor ✗", "differs from the server ✗";
    parity_detail: "{count} números y la huella del estado {hash} comparados bit a bit.", "{count} numbers and the state's hash {hash} compared bit by bit.";
    parity_what: "Qué", "What";
    parity_here: "Navegador", "Browser";
    parity_there: "Servidor", "Server";
    parity_quantile: "cuantil {level}", "quantile {level}";
    parity_hash: "huella", "hash";
    parity_spot: "último dato", "latest value";

    drift: "¿Han cambiado los datos?", "Has the data changed?";
    drift_lead: "Los últimos {current} días comparados con los {reference} anteriores. Una variable cuenta como cambiada con PSI ≥ {psi} y p ajustada < {p}.", "The last {current} days compared with the {reference} before. A feature counts as changed with PSI ≥ {psi} and adjusted p < {p}.";
    drift_note: "PSI y KS son de todos los días. El veredicto solo cuenta valores que no se traslapan; donde quedan menos de 30 en el último año no hay veredicto. La volatilidad cambia despacio: en ella un sí es una pregunta, no una prueba.", "PSI and KS are of all days. The verdict counts only values that do not overlap; where fewer than 30 remain in the last year there is none. Volatility changes slowly: for it a yes is a question, not a proof.";
    drift_count: "{count} de {all} variables cambiadas.", "{count} of {all} features changed.";
    psi: "PSI", "PSI";
    ks: "Distancia KS", "KS distance";
    adjusted_p: "p ajustada", "Adjusted p";
    changed: "Cambio", "Changed";
    yes: "sí", "yes";
    no: "no", "no";
    few_values: "sin veredicto", "no verdict";
    alarms: "Alarmas sobre los residuos", "Alarms on the residuals";
    alarms_none: "Ninguna en {count} residuos vistos.", "None in {count} residuals seen.";
    alarms_some: "{count} en {seen} residuos vistos; las más recientes:", "{count} in {seen} residuals seen; the latest:";
    watched_residual: "media de los residuos", "mean of the residuals";
    watched_size: "tamaño de los residuos", "size of the residuals";

    scores: "¿Qué tan bueno ha sido?", "How good has it been?";
    scores_lead: "Cada pronóstico se juzgó al llegar su desenlace, sin volver a aprender. CRPS relativo al paseo aleatorio: menos de 1 es mejor; en todo régimen y según la volatilidad del día en que se habló.", "Each forecast was judged when its outcome came, without learning it again. CRPS relative to the random walk: below 1 is better; in all regimes and by the volatility of the day that spoke.";
    scores_skill: "Mejor que el paseo aleatorio por más que azar: a {days} días. A los demás plazos no se distingue de él, y más allá de 252 días no se afirma ventaja alguna.", "Better than the random walk by more than chance: at {days} days. At the others it cannot be told from it, and beyond 252 days nothing is claimed.";
    scores_no_skill: "A ningún plazo se distingue del paseo aleatorio por más que azar.", "At no horizon can it be told from the random walk by more than chance.";
    scores_note: "t: estadístico de Diebold-Mariano, negativo si es mejor; más que azar es p < 0.05. De la banda del 80% se esperan 80%, de la del 95%, 95%. Los plazos largos se traslapan: son pocos desenlaces independientes.", "t: the statistic of Diebold and Mariano, negative where it is better; more than chance is p < 0.05. Of the 80% band 80% are expected, of the 95% band 95%. Long horizons overlap: they are few independent outcomes.";
    judged: "Juzgados", "Judged";
    all_regimes: "CRPS", "CRPS";
    calm: "en calma", "calm";
    usual: "habitual", "usual";
    stormy: "agitado", "stormy";
    cover80: "En el 80%", "In the 80%";
    cover95: "En el 95%", "In the 95%";

    versions: "Versiones", "Versions";
    versions_lead: "Cada estado del que se habló se conserva. Volver a uno anterior es una entrada nueva, no un borrado.", "Every state that ever spoke is kept. Going back to one is a new entry, not an erasure.";
    versions_table: "Historia de las versiones, la más reciente primero", "History of the versions, newest first";
    number: "Número", "Number";
    kind: "Origen", "Kind";
    kind_bundled: "incluida", "bundled";
    kind_upgrade: "motor nuevo", "new engine";
    kind_learned: "aprendida", "learned";
    kind_rollback: "regreso a {number}", "rollback to {number}";
    kind_resume: "reanudación", "resumed";
    kind_challenger: "retadora", "challenger";
    kind_promoted: "retadora {number} promovida", "challenger {number} promoted";
    kind_without: "sin el lote {number}", "without batch {number}";
    kind_put_back: "lote {number} reincorporado", "batch {number} put back";
    unnamed: ", por una sola persona sin nombre", ", by one person without a name";
    learned_day: "Aprendió hasta", "Learned up to";
    created: "Creada", "Created";
    snapshot: "Huella", "Hash";
    action: "Acción", "Action";
    speaks: "habla", "speaks";
    versions_empty: "Sin versiones aún.", "No versions yet.";
    rollback: "Volver a esta versión", "Go back to this version";
    rollback_title: "¿Volver a la versión {number}?", "Go back to version {number}?";
    rollback_effect: "Hablará la versión {number}, que aprendió hasta el {day}, en lugar de la {speaking}. Todos los pronósticos cambian de inmediato y quedan fijos hasta que alguien reanude. Se puede deshacer.", "Version {number}, which has learned up to {day}, will speak instead of {speaking}. All forecasts change at once and stay until someone resumes. It can be undone.";
    rollback_reason: "Motivo, para el registro", "Reason, for the record";
    rollback_type: "Escriba {number} para confirmar", "Type {number} to confirm";
    cancel: "Cancelar", "Cancel";
    resume: "Reanudar la versión más reciente", "Resume the newest version";
    resume_reason: "reanudada desde el tablero", "resumed from the dashboard";
    done_rollback: "Hecho: habla otra versión.", "Done: another version speaks.";

    source: "Fuente: Banco Central Europeo (BCE), tipos de cambio de referencia del euro.", "Source: European Central Bank (ECB), euro foreign exchange reference rates.";
    fix: "FIX: Banco de México, SIE.", "FIX: Banco de México, SIE.";
    cross: "El USD/MXN es el cruce de pesos por euro entre dólares por euro. No es el tipo de cambio FIX de Banxico, y el BCE no recomienda sus tipos de referencia para operar.", "USD/MXN is the cross of pesos per euro over dollars per euro. It is not Banxico's FIX rate, and the ECB advises against using its reference rates for transactions.";
    software: "Paridad {version}, motor revisión {revision}", "Paridad {version}, engine revision {revision}";
    not_advice: "Un pronóstico no es una promesa: lea las bandas, no sólo el punto.", "A forecast is no promise: read the bands, not the point alone.";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn both_languages_say_something_with_the_same_values() {
        for (row, spanish, english) in ROWS {
            assert!(!spanish.trim().is_empty() && !english.trim().is_empty(), "{row}");
            assert_eq!(names(spanish), names(english), "{row}");
        }
    }

    #[test]
    fn values_are_put_where_they_are_named() {
        assert_eq!(fill("{a} y {b}, {a}", &[("a", "1"), ("b", "2")]), "1 y 2, 1");
    }
}
