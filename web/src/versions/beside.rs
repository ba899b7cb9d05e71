//! What takes long, on threads of its own: the writer goes on, and its turn is asked for at the end alone.

use crate::app::{App, Going, Kind, conduct};
use crate::conductor::{Challenger, Conductor, ConductorError, Decided};
use crate::problem::Trouble;
use chrono::Utc;
use paridad_engine::recipe::Recipe;
use paridad_store::{VersionRow, Wanted};
use paridad_wire::JobResult;
use std::sync::Arc;

/// How often what was overtaken by another decision is learned anew.
const TRIES: usize = 3;

/// Learns what people have decided beside the one writer, and then puts it in place. It is shown as a job, and goes on when whoever
/// asked for it leaves.
pub(crate) async fn carry_out(app: &Arc<App>, decided: Decided, actor: &str) -> Result<VersionRow, Trouble> {
    let (shared, going) = (app.clone(), app.jobs.follow(kind(&decided), actor));
    followed(going.clone(), async move {
        let _turn = shared.beside.lock().await;
        let mut tried = 1;
        loop {
            let (going, wanted) = (going.clone(), decided.clone());
            let learn = move |archive: &_| wanted.learn(archive, &mut |at| going.watch(at));
            let beside = shared.readers.aside(learn).await?;
            let swap = move |conductor: &mut Conductor| Ok(conductor.swap(beside, Utc::now()));
            match conduct(&shared, swap).await? {
                Err(ConductorError::Overtaken) if tried < TRIES => tried += 1,
                swapped => {
                    shared.learned.notify_one();
                    return Ok(swapped?);
                }
            }
        }
    })
    .await
}

/// Replays a recipe beside what speaks, and keeps it as a challenger. It is shown as a job, and goes on likewise.
pub(crate) async fn challenge(
    app: &Arc<App>,
    recipe: Recipe,
    (actor, reason): (String, String),
) -> Result<VersionRow, Trouble> {
    let (shared, going) = (app.clone(), app.jobs.follow(Kind::Challenger, &actor));
    followed(going.clone(), async move {
        let learn = move |archive: &_| Challenger::learn(archive, recipe, &mut |at| going.watch(at));
        let learned = shared.readers.aside(learn).await?;
        let keep = move |conductor: &mut Conductor| {
            conductor.keep_challenger(&learned, &reason, (&actor, Utc::now()))
        };
        conduct(&shared, keep).await
    })
    .await
}

fn kind(decided: &Decided) -> Kind {
    match decided.wanted() {
        Wanted::Promote { version } => Kind::Promote(version),
        Wanted::TakeOut { batch } => Kind::TakeOut(batch),
        Wanted::PutBack { batch } => Kind::PutBack(batch),
    }
}

/// Does what makes a version, whoever still waits for it, and shows what came of it.
async fn followed(
    going: Going,
    work: impl Future<Output = Result<VersionRow, Trouble>> + Send + 'static,
) -> Result<VersionRow, Trouble> {
    let followed = tokio::spawn(async move {
        let done = tokio::spawn(work).await;
        let done = done.unwrap_or_else(|error| Err(Trouble::Internal(error.to_string())));
        match &done {
            Ok(row) => going.end(JobResult::Version(row.number)),
            Err(Trouble::Cancelled) => going.end_early(),
            Err(trouble) => going.fail(trouble.english()),
        }
        done
    });
    followed.await.map_err(|error| Trouble::Internal(error.to_string()))?
}
