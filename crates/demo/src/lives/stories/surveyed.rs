//! A complaint of the guide's table: answered, and rated as the table says.

use super::super::run::{Run, Step};
use super::super::survey::CAME;
use super::{ended, road};

pub(super) fn tell(run: &mut Run<'_>, place: usize) -> Step {
    let came = CAME.get(place)?;
    road::to_desk(run)?;
    road::answer(run)?;
    for (turn, score) in came.ratings.iter().enumerate() {
        run.leisure(72);
        ended::rate(run, *score)?;
        if turn == 0 && came.asked {
            ended::ask(run)?;
            ended::follow_up(run)?;
        }
    }
    Some(())
}
