//! A scope as the places a list is made of, one query each.

use domain::access::{OfficeSight, Scope, Sight};
use domain::complaint::{Channel, StageName};

/// One place of a scope: a column and the id it must have, none for the whole city; and the stages it
/// shows, all of them when empty.
#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) place: Option<(&'static str, String)>,
    pub(super) stages: &'static [StageName],
}

impl Piece {
    fn city(stages: &'static [StageName]) -> Piece {
        Piece { place: None, stages }
    }

    fn at(column: &'static str, id: impl ToString, stages: &'static [StageName]) -> Piece {
        Piece { place: Some((column, id.to_string())), stages }
    }
}

pub(crate) fn pieces(scope: &Scope, sealed: bool) -> Vec<Piece> {
    match scope.sight() {
        Sight::Everything => vec![Piece::city(&[])],
        Sight::Own(petitioner) => vec![Piece::at("petitioner_id", petitioner, &[])],
        Sight::Office(sight) if sealed => sealed_pieces(sight),
        Sight::Office(sight) if sight.city => vec![Piece::city(&[])],
        Sight::Office(sight) => office_pieces(sight),
    }
}

/// The places somebody watches over: the city, else agencies and departments, else one's own desks. Of these
/// statistics are made, and the list of delays. A petitioner watches nothing.
pub(crate) fn watched(scope: &Scope) -> Vec<Piece> {
    match scope.sight() {
        Sight::Everything => vec![Piece::city(&[])],
        Sight::Own(_) => Vec::new(),
        Sight::Office(sight) if sight.city => vec![Piece::city(&[])],
        Sight::Office(sight) => {
            let agencies = sight.agencies.iter().map(|id| Piece::at("agency_id", id, &[]));
            let departments = sight.departments.iter().map(|id| Piece::at("department_id", id, &[]));
            let places: Vec<Piece> = agencies.chain(departments).collect();
            let desks = || sight.desks.iter().map(|id| Piece::at("handler_id", id, &[])).collect();
            if places.is_empty() { desks() } else { places }
        }
    }
}

fn office_pieces(sight: &OfficeSight) -> Vec<Piece> {
    let OfficeSight {
        city: _,
        takes_in: _,
        call_centre,
        agencies,
        managed: _,
        departments,
        desks,
        cooperates_for: _,
    } = sight;
    let call_centre = call_centre.then(|| Piece::at("channel", Channel::Phone120.as_str(), &[]));
    let agencies = agencies.iter().map(|id| Piece::at("agency_id", id, &[]));
    let departments = departments.iter().map(|id| Piece::at("department_id", id, &[]));
    let desks = desks.iter().map(|id| Piece::at("handler_id", id, &[]));
    call_centre.into_iter().chain(agencies).chain(departments).chain(desks).collect()
}

/// Where a sealed file lies with whoever takes complaints in.
const TAKEN_IN: [StageName; 2] = [StageName::Filed, StageName::Received];

/// A sealed file is listed where it must be worked on now, and nowhere else: the stages of
/// [`Scope::opens`].
fn sealed_pieces(sight: &OfficeSight) -> Vec<Piece> {
    let city = sight.takes_in.then(|| Piece::city(&TAKEN_IN));
    let call_centre = sight.call_centre.then(|| Piece::at("channel", Channel::Phone120.as_str(), &TAKEN_IN));
    let agencies = sight.managed.iter().map(|id| Piece::at("agency_id", id, &[StageName::AtAgency]));
    let departments =
        sight.departments.iter().map(|id| Piece::at("department_id", id, &[StageName::AtDepartment]));
    let desks = sight.desks.iter().map(|id| Piece::at("handler_id", id, &[]));
    let taken_in = city.into_iter().chain(call_centre);
    taken_in.chain(agencies).chain(departments).chain(desks).collect()
}
