//! The people of one department: a head who approves, a manager who distributes, a co-operator, handlers.

use domain::id::{AgencyId, DepartmentId, OfficerId};
use domain::org::{Officer, Origin};
use domain::role::{Duty, Role};

use super::Person;
use super::cast;
use super::identity::made;
use crate::people;
use crate::seoul::DepartmentSeed;

/// From this size on, managing is somebody's own desk and not the head's.
const LARGE: usize = 5;

/// The department to be staffed.
pub(super) struct Post<'a> {
    pub(super) agency_code: &'a str,
    pub(super) agency: AgencyId,
    pub(super) department: DepartmentId,
    pub(super) seed: &'a DepartmentSeed,
    /// The name of the department that keeps the agency's desk.
    pub(super) home: &'a str,
}

/// Everybody of the department in order of rank; `index` counts the city's officers.
pub(super) fn staff(post: &Post<'_>, size: usize, index: &mut usize) -> Vec<Person> {
    (0..size)
        .map(|place| {
            let person = person(post, size, place, *index);
            *index += 1;
            person
        })
        .collect()
}

fn person(post: &Post<'_>, size: usize, place: usize, index: usize) -> Person {
    let seat = (post.agency_code, post.seed.name, place);
    let seed = people::officer(index, post.seed.name);
    let login = cast::login_at(seat).map_or(seed.login, str::to_owned);
    let officer = Officer {
        id: OfficerId(made("officer", &login)),
        agency: post.agency,
        department: post.department,
        name: seed.name,
        title: title(size, place).to_owned(),
        email: seed.email,
        phone: seed.phone,
        duty: duty_text(post.seed, size, place),
        origin: Origin::Linked,
        active: true,
        login,
    };
    Person { officer, duties: duties(post, size, place) }
}

fn duties(post: &Post<'_>, size: usize, place: usize) -> Vec<Duty> {
    let seat = (post.agency_code, post.seed.name, place);
    let here = |role| Duty::department(role, post.agency, post.department);
    let mut duties = vec![here(Role::Handler)];
    duties.extend((place == 0).then(|| here(Role::Approver)));
    duties.extend((place == managing(size)).then(|| here(Role::DepartmentManager)));
    duties.extend((place == cooperating(size)).then(|| here(Role::Cooperator)));
    duties.extend(cast::city_role(seat).map(Duty::city));
    duties.extend(cast::agency_role(seat, post.home).map(|role| Duty::agency(role, post.agency)));
    duties
}

/// The place of the department manager.
pub(super) fn managing(size: usize) -> usize {
    usize::from(size >= LARGE)
}

/// The place of the co-operator.
pub(super) fn cooperating(size: usize) -> usize {
    if size >= LARGE { 2 } else { 1 }
}

/// The first place of those who handle complaints.
pub(super) fn handling(size: usize) -> usize {
    cooperating(size)
}

fn title(size: usize, place: usize) -> &'static str {
    match place {
        0 => "과장",
        1 if size >= LARGE => "팀장",
        _ => "주무관",
    }
}

fn duty_text(seed: &DepartmentSeed, size: usize, place: usize) -> String {
    match place {
        0 => format!("{} 업무 총괄", seed.name),
        1 if size >= LARGE => format!("{} 민원 분배·관리", seed.name),
        _ => {
            let words = seed.duties.iter().cycle().skip(place).take(seed.duties.len().min(2));
            format!("{} 담당", words.copied().collect::<Vec<_>>().join("·"))
        }
    }
}
