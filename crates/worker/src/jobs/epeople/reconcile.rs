//! 국민신문고 대사: the sheets of the days that are over, those with differences again.

use casework::{Office, reconcile as sheets};
use connect::epeople::{EpeopleClient, Unreached};

use super::books;
use crate::fault::Fault;

pub(crate) async fn reconcile(office: &Office, client: &EpeopleClient) -> Result<String, Fault> {
    let (mut made, mut differences) = (0_u32, 0_usize);
    for day in sheets::days_wanted(office).await? {
        let theirs = match client.day(day, books::moment(office)).await {
            Ok(theirs) => theirs,
            Err(Unreached(why)) => {
                books::silent(office, &why).await?;
                return Ok(format!("대사표 {made}장 뒤 중단: {why}"));
            }
        };
        let theirs = sheets::Theirs {
            complaints: theirs.complaints,
            ratings: theirs.ratings,
            requests: theirs.requests,
            taken: theirs.taken,
        };
        differences += sheets::reconcile(office, day, &theirs).await?.differences.len();
        made += 1;
    }
    Ok(format!("대사표 {made}장, 다른 것 {differences}건"))
}
