//! 알림: the notices an act calls for, put into the outbox in the act's own transaction.

mod books;
mod recipients;

use domain::complaint::{Command, Complaint, Event, Happened, NoteKind, Visibility};
use domain::desk::Desk;
use domain::id::NoticeId;
use domain::notice::{self, Notice, Template};
use domain::personal;
use domain::telephone::mobile;
use store::{KeptText, NewNotice, Owner, Petitioner, Read, Words, Write};
use words::names::Names;
use words::notice::{NoticeFacts, Reader};

use crate::intake::id_of;
use crate::not_done::Result;
use crate::step::Step;
use crate::texts;
use recipients::Recipient;

pub(crate) use books::{At, Beside, Books, NewestAnswer, nowhere};

/// Notices waiting to be addressed, worded and put into the outbox.
pub struct Alerts {
    after: Complaint,
    title: String,
    desk: Desk,
    /// What the act said, for the letter.
    said: Option<String>,
    /// Where the act itself wrote the answer.
    answer: Option<NewestAnswer>,
    notices: Vec<(u64, Event, Notice)>,
}

/// Channels tried for a petitioner, where there is an address: the quickest first.
const BY_PHONE: [&str; 2] = ["alimtalk", "sms"];
const BY_MAIL: &str = "mail";

impl Alerts {
    pub(crate) fn of(step: &Step, command: &Command, words: &Words, desk: &Desk) -> Alerts {
        let notes = command.notes();
        let of = |kind| notes.iter().find(|note| note.kind == kind).map(|note| note.text.clone());
        let answer = of(NoteKind::Answer).map(|text| (Some(text), of(NoteKind::Remedy)));
        let said = notes.first().map(|note| note.text.clone());
        Alerts { answer, ..Alerts::new(&step.after, step.first_seq(), &step.happened, (said, words, desk)) }
    }

    pub(crate) fn of_filing(c: &Complaint, filed: &Happened, words: &Words, desk: &Desk) -> Alerts {
        Alerts::new(c, 1, std::slice::from_ref(filed), (None, words, desk))
    }

    fn new(
        after: &Complaint,
        first_seq: u64,
        happened: &[Happened],
        (said, words, desk): (Option<String>, &Words, &Desk),
    ) -> Alerts {
        let notices = (first_seq..).zip(happened).flat_map(|(seq, h)| {
            notice::of(&h.event, after).into_iter().map(move |notice| (seq, h.event.clone(), notice))
        });
        let notices = notices.collect();
        let (after, title, desk) = (after.clone(), words.title.clone(), desk.clone());
        Alerts { after, title, desk, said, answer: None, notices }
    }

    /// Without the letter that says that it was filed: its address has had too many of them.
    pub(crate) fn without_confirmation(mut self) -> Alerts {
        self.notices.retain(|(_, _, notice)| notice.template != Template::Filed);
        self
    }

    /// For an act of the past that is only now entered: the letters leave now, and say so.
    pub(crate) fn leave_from(&mut self, desk: &Desk) {
        self.desk = desk.clone();
    }

    /// `person` is whose file it is, and `texts` are all that the office keeps.
    pub(crate) async fn put(
        self,
        tx: &mut Write,
        person: Option<&Petitioner>,
        texts: &[KeptText],
    ) -> Result<()> {
        let letters = self.written(tx, person, texts).await?;
        Ok(tx.put_notices(&letters).await?)
    }

    /// The same, not put anywhere yet.
    pub(crate) async fn written(
        self,
        tx: &mut Read,
        person: Option<&Petitioner>,
        texts: &[KeptText],
    ) -> Result<Vec<NewNotice>> {
        let answer = self.answer.clone().map(|answer| (self.after.id, answer));
        self.letters(&mut Beside { books: tx, person, answer, texts: Some(texts) }).await
    }

    /// Addressed and worded, none twice.
    pub(crate) async fn letters(self, books: &mut impl Books) -> Result<Vec<NewNotice>> {
        let mut letters: Vec<NewNotice> = Vec::new();
        if self.notices.is_empty() {
            return Ok(letters);
        }
        let facts = self.facts(books).await?;
        for (seq, event, notice) in &self.notices {
            for to in recipients::of(books, &self.after, notice.to, self.desk.today()).await? {
                let letter = self.letter(books, &facts, (*seq, event, notice.template), to).await?;
                let new = letter.filter(|new| letters.iter().all(|l| l.delivery_key != new.delivery_key));
                letters.extend(new);
            }
        }
        Ok(letters)
    }

    async fn letter(
        &self,
        books: &mut impl Books,
        facts: &NoticeFacts,
        (seq, event, template): (u64, &Event, Template),
        Recipient { owner: to, merged }: Recipient,
    ) -> Result<Option<NewNotice>> {
        let mut facts = facts.clone();
        let mut owed = template.is_owed_on(&self.after);
        if let Some(own) = merged {
            // Number and title they know, and which their secret opens; and the way they came themselves.
            let own = books.file(own).await?;
            owed = template.is_owed_on(&own.complaint);
            facts.number = own.complaint.spoken_number().to_string();
            facts.title = words::visibility::outside_title(own.complaint.visibility, &own.words.title);
        }
        let (reader, channels) = match to {
            Owner::Officer(id) => (Reader::Staff, books.alert_choice(id).await?.channels()),
            Owner::Petitioner(id) => match books.person(id).await? {
                Some(person) => {
                    // Of several petitioners each is greeted by their own name, and learns no other.
                    facts.petitioner = Some(words::mask::name(&person.name));
                    (Reader::Citizen, channels(&person))
                }
                None => return Ok(None),
            },
        };
        let mut facts = told(facts, event, reader);
        if template == Template::Filed {
            // Nobody has read the complaint yet, and the address may be anybody's: whoever typed both would have the
            // office write their words to a stranger. The number tells whoever filed which it is.
            facts.title = String::new();
        }
        if reader == Reader::Staff && self.after.visibility == Visibility::Sealed {
            // What was said on a sealed file is read in the office, not in a mailbox.
            facts.body = None;
        }
        if reader == Reader::Staff {
            // A mailbox is no desk: no number of a person leaves in a letter to the office.
            let covered = |text: &str| personal::cover(text, &personal::PRIVATE).into_owned();
            (facts.title, facts.body) = (covered(&facts.title), facts.body.as_deref().map(covered));
        }
        owed &= reader == Reader::Citizen;
        if channels.is_empty() && !owed {
            // It would reach nobody, and nobody need be told by hand.
            return Ok(None);
        }
        let letter = texts::worded(books, template, &facts).await?;
        let delivery_key = delivery_key(&self.after, seq, template, to);
        Ok(Some(NewNotice {
            id: NoticeId(id_of(&delivery_key, &self.desk)),
            complaint: self.after.id,
            event_seq: seq,
            to,
            channels,
            owed,
            subject: letter.subject,
            body: letter.body,
            channel_texts: letter.channels.into_iter().collect(),
            delivery_key,
            created_at: self.desk.now,
            next_at: self.desk.now,
        }))
    }

    /// What every letter of this act may speak of.
    async fn facts(&self, books: &mut impl Books) -> Result<NoticeFacts> {
        let c = &self.after;
        let petitioner = books.person(c.petitioner).await?.map(|p| words::mask::name(&p.name));
        // An approved answer was said when it was sent for approval, not now.
        let answering = self.notices.iter().any(|(_, event, _)| matches!(event, Event::Answered { .. }));
        let (body, remedy) = match answering {
            true => books.answer(c.id).await?,
            false => (self.said.clone(), None),
        };
        Ok(NoticeFacts {
            petitioner,
            due_at: c.due(&self.desk).and_then(|due| due.at),
            body,
            remedy,
            other_department: self.other_department(),
            ..of_file(c, &self.title, &self.desk)
        })
    }

    fn other_department(&self) -> Option<String> {
        let asked_from = self.after.reassignments.last().and_then(|r| r.from_department);
        let opined = self.notices.iter().find_map(|(_, event, _)| match event {
            Event::Opined { department } => Some(*department),
            _ => None,
        });
        let asks = self.after.holder().department;
        let of = |id| Names::department(self.desk.chart.as_ref(), id);
        let asked = self.notices.iter().any(|(_, event, _)| matches!(event, Event::CooperationAsked { .. }));
        if asked { asks.map(of) } else { opined.or(asked_from).map(of) }
    }
}

/// What every letter about a file says of it, whoever reads it; `title` as it is on the file.
pub(crate) fn of_file(c: &Complaint, title: &str, desk: &Desk) -> NoticeFacts {
    let holder = c.holder();
    let chart = desk.chart.as_ref();
    let handler = holder.handler.and_then(|id| chart.officer(id));
    NoticeFacts {
        number: c.spoken_number().to_string(),
        title: words::visibility::outside_title(c.visibility, title),
        stage: Some(c.stage.name()),
        agency: holder.agency.map(|id| Names::agency(chart, id)),
        department: holder.department.map(|id| Names::department(chart, id)),
        handler: handler.map(|officer| officer.name.clone()),
        phone: handler.map(|officer| officer.phone.clone()),
        ..NoticeFacts::default()
    }
}

/// Whether any letter of ours can reach them. Whoever has only an address, or a telephone that takes no texts, is answered
/// on paper or by voice.
pub fn reaches(person: &Petitioner) -> bool {
    !channels(person).is_empty()
}

pub(crate) fn channels(person: &Petitioner) -> Vec<String> {
    let texts = person.phone.as_deref().is_some_and(|phone| mobile(phone).is_some());
    let phone = texts.then_some(BY_PHONE).into_iter().flatten();
    let mail = person.email.is_some().then_some(BY_MAIL);
    phone.chain(mail).map(str::to_owned).collect()
}

/// The same for the same event and reader, whoever writes it: a letter leaves once.
fn delivery_key(c: &Complaint, seq: u64, template: Template, to: Owner) -> String {
    let reader = match to {
        Owner::Officer(id) => format!("o:{id}"),
        Owner::Petitioner(id) => format!("p:{id}"),
    };
    format!("{}:{seq}:{template:?}:{reader}", c.id)
}

/// The facts that one event adds.
fn told(mut facts: NoticeFacts, event: &Event, reader: Reader) -> NoticeFacts {
    facts.reader = reader;
    match event {
        Event::Transferred { body } => facts.transferred_to = Some(body.clone()),
        Event::Closed { ground } => facts.closing = Some(*ground),
        Event::Extended { ground, .. } => facts.extension = Some(*ground),
        Event::SupplementRequested { reply_by } => facts.reply_by = Some(*reply_by),
        Event::CooperationAsked { reply_by, .. } => facts.reply_at = Some(*reply_by),
        Event::AskedAgain { due_at } | Event::Objected { due_at } => facts.reply_at = Some(*due_at),
        Event::Answered { result, .. } => facts.result = Some(*result),
        Event::ObjectionDecided { ruling } => facts.ruling = Some(*ruling),
        Event::ReassignmentDecided { ruling, .. } => {
            use domain::complaint::{ReassignmentOutcome, Ruling};
            facts.reassignment = Some(match ruling {
                Ruling::Refused => ReassignmentOutcome::Refused,
                Ruling::Granted { .. } | Ruling::PassedUp => ReassignmentOutcome::Granted,
            });
        }
        _ => {}
    }
    facts
}
