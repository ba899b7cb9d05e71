//! What every part of the page knows: what the reader looks at, who speaks, and the engine's own view of that version.

use crate::address::{Address, Language, Which};
use crate::api;
use crate::browser;
use crate::engine;
use crate::load::{Coming, Load, Loaded, use_any, use_load};
use crate::locale::Locale;
use crate::shared::Shared;
use crate::state::{Action, State};
use paridad_exchange::engine::{Asked, Scene, Speaker};
use paridad_exchange::json::{Json, Read};
use paridad_wire::Status;
use std::any::Any;
use std::rc::Rc;
use yew::prelude::*;

/// What every part of the page knows.
#[derive(Clone, PartialEq)]
pub(crate) struct Reader {
    /// What the page remembers.
    pub(crate) state: Rc<State>,
    /// What the reader does.
    pub(crate) act: Callback<Action>,
    /// Who speaks now, once it is known.
    pub(crate) status: Option<Shared<Status>>,
    /// The version that is shown, once the engine has it.
    pub(crate) speaker: Load<Speaker>,
    /// Asks for it again.
    pub(crate) retry: Callback<()>,
    /// The page's language.
    pub(crate) locale: Locale,
}

impl Reader {
    /// What the reader looks at.
    pub(crate) fn address(&self) -> &Address {
        &self.state.address
    }

    /// The version that is looked at, by its number where it is known: it says the same for ever.
    pub(crate) fn pinned(&self) -> Which {
        match (&self.address().which, &self.status) {
            (Which::Speaking, Some(status)) => Which::Version(status.provenance.version),
            (which, _) => which.clone(),
        }
    }

    /// A link that pins the version, and so all that it knew.
    pub(crate) fn permalink(&self) -> String {
        let (which, language) = (self.pinned(), Some(self.locale.language));
        browser::link(&Address { which, language, ..self.address().clone() })
    }

    /// What distinguishes one answer of the server from the next: when something came, which version is asked and in which language.
    pub(crate) fn key(&self) -> String {
        let which = self.address().which.query(' ');
        format!("{} {}{which}", self.state.epoch, self.locale.language.code())
    }
}

/// The same inside any part.
#[hook]
pub(crate) fn use_reader() -> Option<Reader> {
    use_context::<Reader>()
}

/// What the server answers at a path, asked anew whenever something has come; nothing while there is no path.
#[hook]
pub(crate) fn use_answer<T: Read + 'static>(path: Option<String>) -> Loaded<T> {
    use_asked(path, |json| Some(Rc::new(T::read(json)?))).of_kind()
}

/// The same for answers of every kind, so that the page carries the machinery once.
#[hook]
fn use_asked(path: Option<String>, read: fn(&Json) -> Option<Rc<dyn Any>>) -> Loaded<dyn Any> {
    let reader = use_reader();
    let key = reader.as_ref().zip(path.as_ref()).map(|(reader, path)| format!("{} {path}", reader.key()));
    let fetch = move || -> Coming {
        Box::pin(async move {
            let language = reader.map_or(Language::Spanish, |reader| reader.locale.language);
            api::answer(&path.unwrap_or_default(), language, read).await
        })
    };
    use_any(key, Box::new(fetch))
}

/// The engine's view of the version that is asked, from when it is wanted.
#[hook]
pub(crate) fn use_speaker(state: &State, wanted: bool) -> Loaded<Speaker> {
    let (which, language, epoch) = (state.address.which.clone(), state.language(), state.epoch);
    // A version of a number says the same for ever.
    let key = match &which {
        Which::Version(number) => format!("version {number}"),
        which => format!("{epoch}{}", which.query(' ')),
    };
    use_load(wanted.then_some(key), move || async move {
        let snapshot = api::snapshot(&which, language).await?;
        engine::open(&snapshot).await
    })
}

/// The forecast and the reader's scenario, as the engine has them. `levels` are the rates that the page asks about.
#[hook]
pub(crate) fn use_scene(reader: &Reader, levels: Vec<f64>, why: bool) -> Option<Shared<Scene>> {
    let address = reader.address();
    let asked = reader.speaker.ready().map(|speaker| Asked {
        snapshot: speaker.snapshot.clone(),
        horizon: address.horizon.into(),
        // An episode is drawn over the fan, and changes nothing of it.
        supposed: address.supposed.iter().filter(|own| !own.key.starts_with("episode.")).cloned().collect(),
        levels,
        why,
    });
    engine::use_scene(asked)
}
