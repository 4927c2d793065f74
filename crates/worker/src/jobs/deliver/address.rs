//! Where a notice goes: looked up at the moment of sending; kept only with what is told of somebody's own account.

use connect::message::Channel;
use store::{About, Notice, Owner, Read, Result};

/// The reader's addresses as they are now.
#[derive(Default)]
pub(super) struct Addresses {
    phone: Option<String>,
    mail: Option<String>,
    /// Why there can be none.
    gone: Option<&'static str>,
}

/// A way out of the house, or onto the reader's own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Out(Channel),
    /// 화면 알림: it lies on the reader's page already.
    Screen,
}

impl Way {
    pub(super) fn parse(name: &str) -> Option<Way> {
        match name {
            "mail" => Some(Way::Out(Channel::Mail)),
            "sms" => Some(Way::Out(Channel::Sms)),
            "alimtalk" => Some(Way::Out(Channel::Alimtalk)),
            "screen" => Some(Way::Screen),
            _ => None,
        }
    }
}

pub(super) async fn of(tx: &mut Read, notice: &Notice) -> Result<Addresses> {
    let now = of_reader(tx, notice.to).await?;
    Ok(match &notice.about {
        About::Case { .. } => now,
        // Where they were reached when it happened: whoever changed their account may have changed that as well.
        About::Account { address, .. } => Addresses { mail: address.clone(), ..now },
    })
}

async fn of_reader(tx: &mut Read, reader: Owner) -> Result<Addresses> {
    let gone = |why| Addresses { gone: Some(why), ..Addresses::default() };
    Ok(match reader {
        Owner::Officer(id) => match tx.officer(id).await? {
            Some(officer) if officer.active => {
                Addresses { phone: given(Some(officer.phone)), mail: given(Some(officer.email)), gone: None }
            }
            _ => gone("받을 직원이 더 이상 근무하지 않습니다."),
        },
        Owner::Petitioner(id) => match tx.petitioner(id).await? {
            Some(person) if person.erased_at.is_none() => {
                Addresses { phone: given(person.phone), mail: given(person.email), gone: None }
            }
            _ => gone("신청인의 개인정보가 파기되었습니다."),
        },
    })
}

impl Addresses {
    /// The address, or why there is none, in a sentence.
    pub(super) fn on(&self, channel: Channel) -> std::result::Result<&str, String> {
        if let Some(why) = self.gone {
            return Err(why.to_owned());
        }
        let (address, what) = match channel {
            Channel::Mail => (&self.mail, "이메일 주소"),
            Channel::Sms | Channel::Alimtalk => (&self.phone, "휴대전화 번호"),
        };
        address.as_deref().ok_or_else(|| format!("등록된 {what}가 없습니다."))
    }
}

fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
