//! The standby: is one there, does it follow our leader, and is it near enough to be asked for sums.

use std::time::Duration;

use store::{StandbyFound, Store};

/// Nothing where none is set.
pub(super) async fn look(store: &Store) -> Option<Result<String, String>> {
    match store.standby_found().await {
        Ok(found) => found.map(told),
        Err(error) => Some(Err(format!("주 서버에 물을 수 없어 견주지 못했습니다: {error}."))),
    }
}

fn told(found: StandbyFound) -> Result<String, String> {
    let meanwhile = "그동안 통계는 주 서버가 셉니다.";
    match found {
        StandbyFound::Follows { behind: Some(behind), most } if behind <= most => {
            Ok(match behind.is_zero() {
                true => "주 서버를 따라가고 있으며 뒤처지지 않았습니다.".to_owned(),
                false => format!("주 서버를 따라가고 있으며 {} 뒤처져 있습니다.", seconds(behind)),
            })
        }
        StandbyFound::Follows { behind: Some(behind), most } => Err(format!(
            "{} 뒤처져 있어 묻지 않습니다. {meanwhile} 복제가 멈췄는지, 두 서버 사이의 회선이 느린지 확인하십시오. 한도는 {}(\
             EUNGDAPSO_STANDBY_BEHIND_SECONDS)입니다.",
            seconds(behind),
            seconds(most)
        )),
        StandbyFound::Follows { behind: None, .. } => Err(format!(
            "주 서버를 따라가고 있으나 아직 아무것도 옮겨 적지 않아 얼마나 뒤처졌는지 알 수 없습니다. {meanwhile} 복제가 시작되었는지 확인하십시오."
        )),
        StandbyFound::FollowsNobody => Err(format!(
            "다른 서버를 따라가지 않습니다. 주 서버의 주소이거나 승격된 서버입니다. {meanwhile} EUNGDAPSO_STANDBY_URL을 확인하십시오."
        )),
        StandbyFound::FollowsAnother => Err(format!(
            "다른 데이터베이스의 대기 서버입니다(시스템 식별자가 주 서버와 다릅니다). {meanwhile} EUNGDAPSO_STANDBY_URL을 확인하십시오."
        )),
        StandbyFound::Away(error) => Err(format!(
            "응답하지 않습니다: {error}. {meanwhile} EUNGDAPSO_STANDBY_URL과 대기 서버를 확인하십시오."
        )),
    }
}

fn seconds(span: Duration) -> String {
    format!("{}초", words::behind::seconds(Some(span)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standby_is_well_as_long_as_it_is_asked_and_otherwise_it_is_said_why_not() {
        let behind = |millis| StandbyFound::Follows {
            behind: Some(Duration::from_millis(millis)),
            most: Duration::from_secs(30),
        };
        for (found, said) in
            [(behind(0), "뒤처지지 않았습니다"), (behind(400), "1초"), (behind(30_000), "30초")]
        {
            assert!(told(found).is_ok_and(|told| told.contains(said)), "{said}");
        }
        for (found, said) in [
            (behind(90_000), "90초"),
            (StandbyFound::Follows { behind: None, most: Duration::ZERO }, "알 수 없습니다"),
            (StandbyFound::FollowsNobody, "주 서버의 주소"),
            (StandbyFound::FollowsAnother, "시스템 식별자"),
            (StandbyFound::Away(store::StoreError::NotFound("line")), "응답하지 않습니다"),
        ] {
            assert!(told(found).is_err_and(|told| told.contains(said)), "{said}");
        }
    }
}
