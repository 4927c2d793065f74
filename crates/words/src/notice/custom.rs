//! 알림 문구: texts that an administrator keeps in place of ours, with placeholders for the facts.

mod facts;

use domain::notice::Template;

use super::{Letter, NoticeFacts, Reader, carried, render};
use crate::placeholder;
use facts::value;

pub use facts::PLACEHOLDERS;

/// Channels that can have words of their own.
pub const CHANNELS: [&str; 3] = ["mail", "alimtalk", "sms"];
/// The channel whose text stands for every channel without one.
pub const WHOLE: &str = "mail";

/// One kept text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub channel: &'a str,
    pub subject: &'a str,
    pub body: &'a str,
}

/// A letter ready for the outbox: the whole one, and the texts of channels that have words of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    pub subject: String,
    pub body: String,
    pub channels: Vec<(String, String)>,
}

/// Why a text cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Unknown(Vec<String>),
    /// What the law wants told is missing.
    Missing(Vec<&'static str>),
}

/// Who reads a template: some go to both.
pub fn readers(template: Template) -> &'static [Reader] {
    match template {
        Template::SupplementLapsed | Template::Withdrawn | Template::Separated => {
            &[Reader::Citizen, Reader::Staff]
        }
        Template::Filed
        | Template::Received
        | Template::HandlerNamed
        | Template::InterimAnswer
        | Template::Extended
        | Template::ConsentAsked
        | Template::ConsentRecorded
        | Template::SupplementRequested
        | Template::Transferred
        | Template::Answered
        | Template::Closed
        | Template::Merged
        | Template::Progress
        | Template::FollowUpAnswered
        | Template::ObjectionReceived
        | Template::ObjectionDecided => &[Reader::Citizen],
        Template::ArrivedAtAgency
        | Template::ArrivedAtDepartment
        | Template::AssignedToYou
        | Template::Recalled
        | Template::ReassignmentAsked
        | Template::ReassignmentDecided
        | Template::ReassignmentProposed
        | Template::CooperationAsked
        | Template::CooperationAnswered
        | Template::SupplementArrived
        | Template::ConsentGiven
        | Template::ApprovalAsked
        | Template::ApprovalReturned
        | Template::ApprovalDelayed
        | Template::FollowUpAsked
        | Template::ObjectionFiled
        | Template::Reminder
        | Template::DueToday
        | Template::Overdue => &[Reader::Staff],
    }
}

/// What a whole letter must tell whatever its words are (법 제15조, 제22조, 제27조; 시행령 제21조, 제31조).
pub fn required(template: Template, channel: &str) -> &'static [&'static str] {
    if channel != WHOLE {
        return &["번호"];
    }
    match template {
        Template::Received => &["번호", "처리기한"],
        Template::HandlerNamed => &["번호", "처리부서", "담당자", "연락처"],
        Template::Extended => &["번호", "연장사유", "처리기한"],
        Template::SupplementRequested => &["번호", "내용", "보완기한"],
        Template::Transferred => &["번호", "이송기관", "내용"],
        Template::Answered => &["번호", "처리결과", "내용", "구제절차"],
        Template::Closed => &["번호", "종결사유", "내용"],
        Template::InterimAnswer
        | Template::FollowUpAnswered
        | Template::ConsentAsked
        | Template::ConsentRecorded => &["번호", "내용"],
        Template::ObjectionDecided => &["번호", "결정", "내용"],
        _ => &["번호"],
    }
}

/// Where somebody begins who wants other words: ours, with placeholders for the facts that are texts, and
/// those that the law wants told.
pub fn starting(template: Template, reader: Reader, channel: &str) -> (String, String) {
    let named = |name: &str| Some(format!("{{{name}}}"));
    let facts = NoticeFacts {
        reader,
        number: "{번호}".to_owned(),
        title: "{제목}".to_owned(),
        petitioner: named("신청인"),
        department: named("처리부서"),
        handler: named("담당자"),
        phone: named("연락처"),
        body: named("내용"),
        remedy: named("구제절차"),
        transferred_to: named("이송기관"),
        merged_into: named("병합번호"),
        other_department: named("요청부서"),
        ..NoticeFacts::default()
    };
    let Letter { subject, text, short } = render(template, &facts);
    let mut body = if channel == WHOLE { text } else { short };
    let missing: Vec<&str> = {
        let known = placeholder::names(&body);
        required(template, channel).iter().copied().filter(|name| !known.contains(name)).collect()
    };
    for name in missing {
        body.push_str(&format!("\n- {name}: {{{name}}}"));
    }
    (subject, body)
}

/// A text is kept when every placeholder is known and the law's own are there.
pub fn check(template: Template, text: &Text) -> Result<(), Fault> {
    let known: Vec<&str> = PLACEHOLDERS.iter().map(|(name, _)| *name).collect();
    let unknown: Vec<String> = [text.subject, text.body]
        .into_iter()
        .flat_map(|part| placeholder::unknown(part, &known))
        .map(str::to_owned)
        .collect();
    if !unknown.is_empty() {
        return Err(Fault::Unknown(unknown));
    }
    let named = placeholder::names(text.body);
    let missing: Vec<&'static str> =
        required(template, text.channel).iter().copied().filter(|name| !named.contains(name)).collect();
    if missing.is_empty() { Ok(()) } else { Err(Fault::Missing(missing)) }
}

/// The letter in the kept words where there are any, in ours otherwise.
pub fn worded(template: Template, facts: &NoticeFacts, kept: &[Text]) -> Worded {
    let Letter { subject, text, .. } = render(template, facts);
    let fill = |text: &str| placeholder::fill(text, |name| value(name, facts));
    let whole = kept.iter().find(|text| text.channel == WHOLE);
    let (subject, body) = match whole {
        Some(own) => (one_line(&fill(own.subject)), fill(own.body)),
        None => (subject, text),
    };
    let others = kept.iter().filter(|text| text.channel != WHOLE);
    let channels = others.map(|text| (text.channel.to_owned(), fill(text.body))).collect();
    Worded { subject, body, channels }
}

impl Worded {
    /// What a channel carries of it.
    pub fn on(&self, channel: &str) -> String {
        let own = self.channels.iter().find(|(name, _)| name == channel).map(|(_, text)| text.as_str());
        carried(channel, &self.subject, own.unwrap_or(&self.body))
    }
}

/// A subject is one line, whatever a title brings into it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> NoticeFacts {
        let (number, title) = ("20260310000001".into(), "가로등\n고장".into());
        NoticeFacts { number, title, ..NoticeFacts::default() }
    }

    #[test]
    fn every_placeholder_has_a_value_that_somebody_can_know() {
        let text = |body| Text { channel: "sms", subject: "", body };
        assert_eq!(check(Template::Filed, &text("민원 {번호}")), Ok(()));
        assert_eq!(
            check(Template::Filed, &text("{번호} {주민번호}")),
            Err(Fault::Unknown(vec!["주민번호".into()]))
        );
        assert_eq!(check(Template::Filed, &text("접수됨")), Err(Fault::Missing(vec!["번호"])));
        for template in Template::ALL {
            for channel in CHANNELS {
                for name in required(template, channel) {
                    assert!(PLACEHOLDERS.iter().any(|(known, _)| known == name), "{name}");
                }
            }
        }
    }

    #[test]
    fn an_answer_is_never_sent_without_its_answer_and_its_remedy() {
        let body = "민원 {번호}의 처리결과는 {처리결과}입니다.";
        let fault = check(Template::Answered, &Text { channel: WHOLE, subject: "답변", body });
        assert_eq!(fault, Err(Fault::Missing(vec!["내용", "구제절차"])));
    }

    #[test]
    fn kept_words_replace_ours_channel_by_channel() {
        let kept = [
            Text { channel: "mail", subject: "{제목} 접수", body: "{번호}\n담당: {담당자}" },
            Text { channel: "sms", subject: "", body: "접수 {번호}" },
        ];
        let worded = worded(Template::Received, &facts(), &kept);
        assert_eq!((worded.subject.as_str(), worded.body.as_str()), ("가로등 고장 접수", "20260310000001"));
        assert_eq!(worded.on("sms"), "접수 20260310000001");
        assert_eq!(worded.on("alimtalk"), "20260310000001");
        let ours = super::worded(Template::Received, &facts(), &[]);
        assert_eq!(ours.body, render(Template::Received, &facts()).text);
    }

    #[test]
    fn what_one_starts_from_can_be_kept_as_it_is() {
        for template in Template::ALL {
            for (reader, channel) in
                readers(template).iter().flat_map(|r| CHANNELS.map(|channel| (*r, channel)))
            {
                let (subject, body) = starting(template, reader, channel);
                let text = Text { channel, subject: &subject, body: &body };
                assert_eq!(check(template, &text), Ok(()), "{template:?} {channel}: {body}");
            }
        }
    }

    #[test]
    fn every_template_has_a_reader() {
        assert!(Template::ALL.iter().all(|template| !readers(*template).is_empty()));
    }
}
