//! What the demo's staff directory tells: the city as it is, with a few changes to look at.

use domain::org::{
    Department, EndedDepartment, Feed, FeedDepartment, FeedOfficer, Officer, OrgChart, Origin, Place,
};
use jiff::civil::Date;

use crate::city::LOG_INS;
use crate::people;
use crate::seoul::SONGPA_CODE;

/// Somebody new at every so many departments of 송파구.
const NEWCOMERS: usize = 3;

/// 송파구 as its directory tells it on this day: two leave, one moves, some join, one department merges.
pub fn staff_feed(chart: &OrgChart, today: Date) -> Feed {
    let mut feed = Feed {
        made_on: today,
        covers: vec![SONGPA_CODE.to_owned()],
        agencies: Vec::new(),
        departments: Vec::new(),
        ended: Vec::new(),
        staff: Vec::new(),
    };
    let Some(agency) = chart.agency_by_code(SONGPA_CODE) else { return feed };
    let departments = chart.departments_of(agency.id);
    for department in &departments {
        feed.departments.extend(told(chart, department));
        let people = chart.officers_of(department.id).into_iter();
        feed.staff.extend(people.filter(|o| o.origin == Origin::Linked).filter_map(|o| officer(chart, o)));
    }
    leave(&mut feed);
    change(&mut feed);
    feed
}

fn told(chart: &OrgChart, department: &Department) -> Option<FeedDepartment> {
    let (bureau, name) = (department.bureau.clone(), department.name.clone());
    Some(FeedDepartment { place: chart.place_of(department)?, bureau, name })
}

fn officer(chart: &OrgChart, officer: &Officer) -> Option<FeedOfficer> {
    let Officer { login, name, title, email, phone, duty, .. } = officer.clone();
    let place = chart.place_of(chart.department(officer.department)?)?;
    Some(FeedOfficer { login, name, title, place, email, phone, duty })
}

/// Two without a log-in of the demo's, each the last of a department.
fn leave(feed: &mut Feed) {
    for _ in 0..2 {
        let named = |login: &str| LOG_INS.iter().any(|(known, _)| *known == login);
        let last = feed.staff.iter().rposition(|o| !named(&o.login));
        if let Some(place) = last {
            feed.staff.remove(place);
        }
    }
}

fn change(feed: &mut Feed) {
    let places: Vec<Place> = feed.departments.iter().map(|d| d.place.clone()).collect();
    let named = |login: &str| LOG_INS.iter().any(|(known, _)| *known == login);
    let busy = |place: &Place| feed.staff.iter().any(|o| o.place == *place && named(&o.login));
    let quiet: Vec<Place> = places.iter().filter(|place| !busy(place)).cloned().collect();
    // The last quiet department goes into the first, people and all.
    if let [to, .., from] = quiet.as_slice() {
        feed.departments.retain(|d| d.place != *from);
        for moved in feed.staff.iter_mut().filter(|o| o.place == *from) {
            moved.place = to.clone();
        }
        feed.ended.push(EndedDepartment { place: from.clone(), successor: Some(to.clone()) });
    }
    if let [first, second, ..] = quiet.as_slice()
        && let Some(moved) = feed.staff.iter_mut().rfind(|o| o.place == *first)
    {
        moved.place = second.clone();
    }
    for (index, place) in quiet.iter().take(NEWCOMERS).enumerate() {
        let seed = people::officer(900_000 + index, "민원");
        let (title, duty) = ("주무관".to_owned(), "민원 처리 담당".to_owned());
        let (login, name, email, phone) = (seed.login, seed.name, seed.email, seed.phone);
        feed.staff.push(FeedOfficer { login, name, title, place: place.clone(), email, phone, duty });
    }
}
