//! The satisfaction survey's list and sums.

use domain::access::Scope;
use jiff::Timestamp;
use store::Store;
use store::read::{Cursor, Filter, SurveyFilter};

use crate::big::id;
use crate::shape::Shape;
use crate::shapes::{at_desk, between, of_agency, of_city, of_department};

pub(crate) async fn ask(store: &Store, shape: &Shape) {
    use Shape::*;
    match shape {
        SurveyedOfCity => survey(store, of_city()).await,
        SurveyedOfAgency => survey(store, of_agency()).await,
        SurveyedOfDepartment => survey(store, of_department()).await,
        SurveyedOfHandler => survey(store, at_desk()).await,
        SatisfactionOfCity => sum(store, of_city()).await,
        SatisfactionOfAgency => sum(store, of_agency()).await,
        SatisfactionOfDepartment => sum(store, of_department()).await,
        _ => sum(store, at_desk()).await,
    }
}

async fn survey(store: &Store, scope: Scope) {
    let Filter { from, to, .. } = between();
    let filter = SurveyFilter { from, to, ..SurveyFilter::default() };
    let middle = Cursor { key: 12_000_000, id: id(5, 12_000).to_string() };
    for after in [None, Some(middle)] {
        store.read().await.unwrap().surveyed(&scope, &filter, after.as_ref(), 20).await.unwrap();
    }
}

/// Of twenty days, the sums of two: as a month is to a year.
async fn sum(store: &Store, scope: Scope) {
    let moment = |micros| Timestamp::from_microsecond(micros).unwrap();
    let (from, to) = (moment(6_000_000), moment(8_000_000));
    store.read().await.unwrap().satisfaction(&scope, from, to).await.unwrap();
}
