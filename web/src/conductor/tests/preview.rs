//! What is looked at before a decision: what comes of it is what was shown, and looking changes nothing.

use super::*;
use crate::exclusion::answer;
use paridad_engine::forecast::model::Model;

fn seen(conductor: &Conductor, wanted: fn(u64) -> Wanted, batch: u64) -> wire::Preview {
    let learned = Preview::learn(&conductor.archive, (wanted, batch), &mut |_| Ok(())).unwrap();
    answer::preview(&learned).unwrap()
}

#[test]
fn the_forecasts_that_are_shown_before_a_take_out_and_a_put_back_are_those_that_come_of_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.02);
    let batch = conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0;
    let (version, with) = (conductor.learned.number, conductor.forecaster.model().unwrap());
    let out = seen(&conductor, |batch| Wanted::TakeOut { batch }, batch);
    assert_eq!((conductor.learned.number, out.extent.batch), (version, batch));
    assert_eq!((out.before.origin, out.after.origin), (scene.days[KNOWN], scene.days[KNOWN - 1]));
    assert!(out.before.spot > out.after.spot && out.before.days == out.after.days + 1);

    conductor.take_out(batch, "", ("ana", Utc::now())).unwrap();
    let without = conductor.forecaster.model().unwrap();
    assert!(out.forecasts.iter().filter(|moves| moves.after.is_some()).count() > 3);
    for moves in &out.forecasts {
        let point = |model: &Model| Some(model.outlook(model.horizon(moves.maturity).ok()?).point_rate());
        assert_eq!(moves.before.map(|expected| expected.point), point(&with));
        assert_eq!(moves.after.map(|expected| expected.point), point(&without));
    }
    let back = seen(&conductor, |batch| Wanted::PutBack { batch }, batch);
    assert_eq!((back.before, back.after), (out.after, out.before));
    conductor.put_back(batch, "", ("ana", Utc::now())).unwrap();
    assert!(conductor.forecaster.model().unwrap() == with);
}
