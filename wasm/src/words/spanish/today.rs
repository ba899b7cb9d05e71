//! What there is to know in the morning.

use crate::words::shape::Today;

/// The words.
pub(super) static WORDS: Today = Today {
    rate_of: "Tipo de cambio del {day}",
    rate_help: "El último que se publicó, frente al anterior.",
    change: "{change} ({percent}) frente al {day}",
    settles: "El FIX que paga hoy es el del {determined} ({rate}), publicado en el DOF el {published}, para liquidar el {settles}.",
    next: "Adónde puede ir",
    yesterday_fan: "ayer",
    since: "Desde ayer",
    since_help: "Cuánto se movieron los extremos del intervalo de 80, y por qué.",
    since_none: "No hay un pronóstico del día hábil anterior con qué comparar.",
    since_sentence: "Para el mismo día, el extremo bajo se movió {low} y el alto {high}.",
    since_why: "Ver por qué",
    trust: "¿Le puedo creer?",
    trust_help: "Un intervalo de 80 debe acertar unas 80 de cada 100 veces: muchas más es demasiado ancho, muchas menos demasiado angosto.",
    held: "Acertó: para el {day} dijo {interval} y fue {value}.",
    missed: "Falló: para el {day} dijo {interval} y fue {value}.",
    hits: "En los últimos {judged} días acertó {inside}; en todo lo juzgado, {percent} de {all}.",
    hits_none: "Aún no hay intervalos juzgados.",
    trust_why: "Ver la confianza",
    review: "Qué revisar",
    review_none: "Nada espera a una persona.",
    review_held: "{count} valores retenidos esperan que una persona decida.",
    review_held_one: "1 valor retenido espera que una persona decida.",
    review_late: "Fuentes atrasadas: {names}.",
    review_failed: "Fuentes que fallaron: {names}.",
    review_silent: "Modelos sin datos: {count}.",
    review_concerns: "Avisos del sistema: {count}.",
    review_see: "Ver los datos",
};
