//! What if things stood elsewhere.

use crate::words::shape::WhatIf;

/// The words.
pub(super) static WORDS: WhatIf = WhatIf {
    levers: "Qué suponer",
    effect: "Lo más que mueve un extremo del 80 %",
    spot: "El tipo de cambio de hoy",
    volatility: "Volatilidad, frente a la de hoy",
    half_forward: "Suponer la mitad del camino que marca el tipo de cambio a futuro: {rate}",
    same: "Nada supuesto: es el pronóstico.",
    change: "Su escenario frente al pronóstico: centro {change}, ancho {wider} ({by}).",
    reset: "Quitar todo",
    forget: "Quitar el cambio: {name}",
    value: "{name}, valor",
    called_off: "se cancela",
    dead: "{count} variables que hoy no mueven nada",
    beyond: "Más de 3 desviaciones: el modelo ha visto poco así.",
    clipped: "Más allá de 5 desviaciones el modelo no distingue.",
    episode: "Que se repita un episodio",
    episode_reaches: "Si se repitiera {name}, el dólar estaría en {rate} el {day}; el pronóstico da a terminar más arriba {share}.",
    shock: "Un movimiento del mismo día en",
    shock_help: "Cuánto se ha movido el dólar en promedio los días en que la otra serie se movió así: es asociación, no causa.",
    shock_by: "Tamaño del movimiento",
    shock_says: "Con ese movimiento de {name}, el dólar se ha movido {middle} el mismo día; 80 de cada 100 veces entre {low} y {high}.",
    shock_suppose: "Suponer ese tipo de cambio",
    missing: "Sin dato hoy, no se ofrece: {names}.",
};
