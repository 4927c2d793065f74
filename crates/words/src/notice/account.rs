//! 계정 변경 알림: what is told to an officer about their own account; it carries no secret and no code.

use domain::account::AccountChange;
use jiff::Timestamp;

use super::Draft;
use crate::date::moment;

/// Whose hand it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Somebody who was in as they; from where.
    Oneself { ip: String },
    /// `이과장 과장(도로과)`.
    Officer { name: String },
    /// Somebody at the machine itself, by its command line.
    Operator,
}

/// What the letter speaks of.
#[derive(Clone, Debug)]
pub struct AccountFacts<'a> {
    pub name: &'a str,
    pub change: AccountChange,
    pub hand: &'a Hand,
    pub at: Timestamp,
    /// They have a password of ours; without one they come in by 통합인증 or 행정포털.
    pub own_password: bool,
    /// Our own address, `https://host`, where the installation names one.
    pub address: Option<&'a str>,
}

/// A letter ready to leave by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLetter {
    pub subject: String,
    pub body: String,
}

/// What the change is called, in lists and in the access log.
pub fn label(change: AccountChange) -> &'static str {
    match change {
        AccountChange::PasskeyAdded => "패스키 등록",
        AccountChange::PasskeyRemoved => "패스키 삭제",
        AccountChange::TelephoneAdded => "2단계 인증 시작",
        AccountChange::TelephoneRemoved => "2단계 인증 해제",
        AccountChange::CodesRenewed => "복구 코드 재발급",
        AccountChange::CodesUsedUp => "복구 코드 모두 사용",
        AccountChange::PasswordChanged => "비밀번호 변경",
        AccountChange::PasswordReset => "비밀번호 초기화",
        AccountChange::SecondFactorReset => "2단계 인증 초기화",
        AccountChange::Unlocked => "계정 잠금 해제",
        AccountChange::Reinstated => "계정 다시 사용",
        AccountChange::MailChanged => "이메일 주소 변경",
    }
}

pub fn letter(facts: &AccountFacts) -> AccountLetter {
    let label = label(facts.change);
    let draft = Draft::new(format!("[응답소] 계정 변경 알림 - {label}"))
        .say(format!("{} 님, {}", facts.name, said(facts.change)))
        .table(&[
            ("변경", Some(label.to_owned())),
            ("일시", Some(moment(facts.at))),
            ("변경한 사람", Some(by(facts.hand))),
            ("접속 주소", from(facts.hand)),
        ])
        .say(advice(facts));
    let draft = match places(facts) {
        Some(places) => draft.say(places),
        None => draft,
    };
    let draft = draft.say("이 알림은 계정을 지키기 위한 것이어서 받지 않도록 설정할 수 없습니다.");
    AccountLetter { subject: draft.subject, body: draft.paragraphs.join("\n\n") }
}

fn said(change: AccountChange) -> &'static str {
    match change {
        AccountChange::PasskeyAdded => {
            "응답소 계정에 패스키가 등록되었습니다. 이제 그 기기로도 로그인할 수 있습니다."
        }
        AccountChange::PasskeyRemoved => "응답소 계정에서 패스키가 삭제되었습니다.",
        AccountChange::TelephoneAdded => {
            "응답소 계정에 인증 앱이 등록되었습니다. 로그인할 때 앱의 인증 코드를 확인합니다."
        }
        AccountChange::TelephoneRemoved => "응답소 계정에서 인증 앱이 해제되었습니다.",
        AccountChange::CodesRenewed => {
            "응답소 계정의 복구 코드가 새로 발급되었습니다. 이전 복구 코드는 쓸 수 없습니다."
        }
        AccountChange::CodesUsedUp => {
            "응답소 계정의 마지막 복구 코드가 사용되었습니다. 2단계 인증 화면에서 새로 발급받으십시오."
        }
        AccountChange::PasswordChanged => {
            "응답소 계정의 비밀번호가 변경되었습니다. 다른 곳의 로그인은 모두 끝났습니다."
        }
        AccountChange::PasswordReset => {
            "응답소 계정의 비밀번호가 초기화되었습니다. 임시 비밀번호로 로그인하여 새 비밀번호를 정하십시오."
        }
        AccountChange::SecondFactorReset => {
            "응답소 계정의 2단계 인증이 초기화되었습니다. 인증 앱, 패스키, 복구 코드를 모두 쓸 수 없습니다."
        }
        AccountChange::Unlocked => {
            "응답소 계정의 잠금이 해제되었습니다. 로그인을 여러 번 실패하여 잠겨 있던 계정입니다."
        }
        AccountChange::Reinstated => {
            "사용이 중지되었던 응답소 계정을 다시 쓸 수 있습니다. 임시 비밀번호로 로그인하여 새 비밀번호를 정하십시오."
        }
        AccountChange::MailChanged => {
            "응답소에 등록된 이메일 주소가 변경되었습니다. 이후의 알림은 새 주소로 보내며, 이 알림은 이전 주소로 보냅니다."
        }
    }
}

fn by(hand: &Hand) -> String {
    match hand {
        Hand::Oneself { .. } => "본인 계정으로 로그인한 사람".to_owned(),
        Hand::Officer { name } => name.clone(),
        Hand::Operator => "응답소 서버 운영자".to_owned(),
    }
}

fn from(hand: &Hand) -> Option<String> {
    match hand {
        Hand::Oneself { ip } => Some(ip.clone()),
        Hand::Officer { .. } | Hand::Operator => None,
    }
}

/// What to do if it was not they, nor asked for by them.
fn advice(facts: &AccountFacts) -> String {
    let password =
        if facts.own_password { "비밀번호" } else { "통합인증(행정포털) 비밀번호" };
    match (facts.hand, facts.change) {
        (Hand::Officer { .. } | Hand::Operator, _) => {
            "요청한 적이 없으면 시스템 관리자에게 알리십시오.".to_owned()
        }
        (Hand::Oneself { .. }, AccountChange::PasswordChanged) => {
            "본인이 변경하지 않았으면 바로 시스템 관리자에게 알려 비밀번호를 초기화하고, 2단계 인증 화면에서 모르는 패스키와 인증 앱을 삭제하십시오."
                .to_owned()
        }
        (Hand::Oneself { .. }, _) => format!(
            "본인이 한 일이 아니면 바로 {password}를 바꾸고 시스템 관리자에게 알리십시오. 2단계 인증 화면에 모르는 패스키나 인증 앱이 있으면 삭제하십시오."
        ),
    }
}

/// Where to do it, in full where the installation says under which address it is found.
fn places(facts: &AccountFacts) -> Option<String> {
    let address = facts.address?;
    let password = facts.own_password.then(|| format!("- 비밀번호 변경: {address}/me/password"));
    let second_factor = format!("- 2단계 인증: {address}/me/second-factor");
    Some(password.into_iter().chain([second_factor]).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(change: AccountChange, hand: &Hand) -> AccountLetter {
        letter(&AccountFacts {
            name: "김도로",
            change,
            hand,
            at: domain::deadline::seoul::parse("2026-03-10 10:05").unwrap(),
            own_password: true,
            address: Some("https://eungdapso.example"),
        })
    }

    #[test]
    fn the_letter_says_what_when_from_where_and_what_to_do() {
        let oneself = Hand::Oneself { ip: "198.51.100.7".to_owned() };
        let letter = of(AccountChange::PasskeyAdded, &oneself);
        assert_eq!(letter.subject, "[응답소] 계정 변경 알림 - 패스키 등록");
        assert_eq!(
            letter.body,
            "김도로 님, 응답소 계정에 패스키가 등록되었습니다. 이제 그 기기로도 로그인할 수 있습니다.\n\n\
             - 변경: 패스키 등록\n- 일시: 2026. 3. 10. 10:05\n- 변경한 사람: 본인 계정으로 로그인한 사람\n\
             - 접속 주소: 198.51.100.7\n\n\
             본인이 한 일이 아니면 바로 비밀번호를 바꾸고 시스템 관리자에게 알리십시오. 2단계 인증 화면에 모르는 \
             패스키나 인증 앱이 있으면 삭제하십시오.\n\n\
             - 비밀번호 변경: https://eungdapso.example/me/password\n\
             - 2단계 인증: https://eungdapso.example/me/second-factor\n\n\
             이 알림은 계정을 지키기 위한 것이어서 받지 않도록 설정할 수 없습니다."
        );
    }

    #[test]
    fn every_letter_says_whom_to_tell_and_none_is_like_another() {
        let hands = [
            Hand::Oneself { ip: "198.51.100.7".to_owned() },
            Hand::Officer { name: "이과장 과장(도로과)".to_owned() },
            Hand::Operator,
        ];
        let mut bodies = std::collections::BTreeSet::new();
        for change in AccountChange::ALL {
            for hand in &hands {
                let letter = of(change, hand);
                assert!(letter.body.contains("시스템 관리자에게 알"), "{change:?} {hand:?}");
                assert!(letter.body.contains(label(change)) && letter.subject.contains(label(change)));
                assert!(bodies.insert(letter.body), "{change:?} {hand:?}");
            }
        }
    }

    #[test]
    fn whoever_has_no_password_of_ours_is_sent_to_the_one_they_have() {
        let hand = Hand::Oneself { ip: "198.51.100.7".to_owned() };
        let letter = letter(&AccountFacts {
            name: "김도로",
            change: AccountChange::MailChanged,
            hand: &hand,
            at: Timestamp::UNIX_EPOCH,
            own_password: false,
            address: None,
        });
        assert!(letter.body.contains("통합인증(행정포털) 비밀번호를 바꾸고"));
        assert!(!letter.body.contains("/me/"), "no address, no link");
    }
}
