//! Charts and what is read from them.

use crate::words::shape::Chart;

/// The words.
pub(super) static WORDS: Chart = Chart {
    scenario: "su escenario",
    forecast: "pronóstico",
    crosshair_label: "Lectura del gráfico",
    crosshair_hint: "Señale el gráfico o use las flechas ← → para leer valores.",
    readout_known: "{day} · {rate} pesos por dólar",
    readout_expected: "{day} · en {days} días · {bands}",
    readout_middle: "centro {rate}",
    legend: "Bandas: 50, 80 y 95 de cada 100 desenlaces. Línea: el centro, con la mitad a cada lado.",
    legend_scenario: "Morado punteado: su escenario (centro y banda de 80). Verde: el pronóstico sin cambios.",
    numbers: "Ver los números del pronóstico",
    numbers_scenario: "Ver los números de su escenario",
    history_numbers: "Ver los números de la historia (últimos 30)",
    empty_history: "Sin historia en este intervalo.",
    middle: "Centro",
};
