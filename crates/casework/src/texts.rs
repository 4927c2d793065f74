//! The office's own texts at work: notices in the words that are kept, and both kinds tried on a real case.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::{
    AnswerResult, ClosingGround, Complaint, ExtensionGround, Number, ObjectionRuling, ReassignmentOutcome,
    Visibility,
};
use domain::desk::{Desk, seoul_date};
use domain::notice::Template;
use jiff::ToSpan;
use words::answer_template::TemplateFacts;
use words::names::Names;
use words::notice::custom::{Text, Worded, worded as in_words};
use words::notice::{NoticeFacts, Reader};

use crate::not_done::{NotDone, Result};
use crate::notify::{Books, of_file};
use crate::office::Office;

/// The letter in the words that an administrator keeps, or in the program's own.
pub(crate) async fn worded(
    books: &mut impl Books,
    template: Template,
    facts: &NoticeFacts,
) -> Result<Worded> {
    let kept = books.texts(template, facts.reader).await?;
    let texts: Vec<Text> = kept
        .iter()
        .map(|kept| Text { channel: &kept.channel, subject: &kept.subject, body: &kept.body })
        .collect();
    Ok(in_words(template, facts, &texts))
}

/// What a notice about this case could speak of, for somebody who may not see what stands in it: no title,
/// no text, the name masked. A sealed case is not there. What the file does not have yet is made up.
pub async fn sample(office: &Office, number: &Number, reader: Reader) -> Result<NoticeFacts> {
    let desk = office.desk();
    let (c, petitioner) = open_case(office, number).await?;
    let due_at = c.due(&desk).and_then(|due| due.at);
    let some = |text: &str| Some(text.to_owned());
    Ok(NoticeFacts {
        reader,
        petitioner: Some(petitioner),
        due_at: due_at.or(Some(desk.now)),
        days_late: Some(1),
        body: some("(작성한 내용)"),
        result: Some(AnswerResult::Refused),
        remedy: some("(구제 절차)"),
        reply_by: Some(desk.today().saturating_add(7.days())),
        reply_at: due_at.or(Some(desk.now)),
        transferred_to: some("국토교통부"),
        merged_into: some("(함께 처리하는 민원의 번호)"),
        closing: Some(ClosingGround::NotAComplaint),
        extension: Some(ExtensionGround::FactFinding),
        ruling: Some(ObjectionRuling::Dismissed),
        reassignment: Some(ReassignmentOutcome::Granted),
        other_department: some("(요청한 부서)"),
        ..of_file(&c, HIDDEN_TITLE, &desk)
    })
}

/// The same for an answer's template.
pub async fn template_sample(office: &Office, number: &Number) -> Result<TemplateFacts> {
    let (c, petitioner) = open_case(office, number).await?;
    Ok(template_facts(&c, HIDDEN_TITLE, &petitioner, &office.desk()))
}

/// Stands for a title that the reader may not see.
const HIDDEN_TITLE: &str = "(민원 제목)";

async fn open_case(office: &Office, number: &Number) -> Result<(Complaint, String)> {
    let mut tx = office.store().read().await?;
    let everything = Scope::of(&Actor::System(Machinery::Sweep));
    let c = tx.complaint(&everything, number).await?.complaint;
    if c.visibility == Visibility::Sealed {
        return Err(NotDone::NotFound);
    }
    let person = tx.petitioner(c.petitioner).await?.ok_or(NotDone::NotFound)?;
    Ok((c, words::mask::name(&person.name)))
}

/// What an answer's template may speak of; `petitioner` is masked already.
pub fn template_facts(c: &Complaint, title: &str, petitioner: &str, desk: &Desk) -> TemplateFacts {
    let (holder, chart) = (c.holder(), desk.chart.as_ref());
    let handler = holder.handler.and_then(|id| chart.officer(id));
    TemplateFacts {
        petitioner: petitioner.to_owned(),
        number: c.spoken_number().to_string(),
        received: c.clock.as_ref().map(|clock| words::date::day(seoul_date(clock.received_at))),
        title: title.to_owned(),
        kind: c.kind.map(|kind| words::kind::label(kind).to_owned()),
        category: c.category.clone(),
        agency: holder.agency.map(|id| Names::agency(chart, id)),
        department: holder.department.map(|id| Names::department(chart, id)),
        handler: handler.map(|officer| officer.name.clone()),
        phone: handler.map(|officer| officer.phone.clone()),
        due: c.due(desk).and_then(|due| due.at).map(words::date::moment),
    }
}
