//! What the office said and what the petitioner said, in order; nothing of what passed inside the office.

use casework::reader::Case;
use domain::complaint::{Event, Note, NoteKind, Stage};
use maud::{Markup, html};
use store::Line;
use words::Names;

use crate::components::{KeyValue, TimelineEntry, key_values, panel, timeline};
use crate::pages::citizen::Tongue;
use crate::satisfaction::{Again, rounds};

/// The answer, once it was given; a draft or a returned text is nobody's business here. Of the file that a merged one is
/// handled in (`shared`) what its own petitioner asked again, and was answered, is theirs alone.
pub(super) fn answer(case: &Case, shared: bool, files: Markup, tongue: Tongue) -> Markup {
    let t = &tongue.strings().status;
    let Stage::Answered { result, .. } = case.complaint.stage else { return html! {} };
    let when = case.complaint.ended_at.map(|at| words::date::moment_for(at, tongue.0));
    // Remedy and answer of one round: an earlier round that was returned may have had another.
    let is_answer = |note: &&Note| note.kind == NoteKind::Answer;
    let notes =
        case.history.iter().rev().map(|line| &line.notes).find(|notes| notes.iter().any(|n| is_answer(&n)));
    let text =
        |kind| notes.into_iter().flatten().find(|note| note.kind == kind).map(|note| note.text.as_str());
    let result = words::answer::result_for(result, tongue.0);
    let mut lines = vec![KeyValue::text(t.result, result)];
    if let Some(when) = &when {
        lines.push(KeyValue::text(t.answered_at, when));
    }
    panel(
        "answer",
        t.answer,
        html! {
            (key_values(&lines))
            @if let Some(text) = text(NoteKind::Answer) { p.letter.letter-answer lang="ko" { (text) } }
            @if let Some(remedy) = text(NoteKind::Remedy) {
                h3 { (t.remedy) }
                p.letter lang="ko" { (remedy) }
            }
            (files)
            @for again in rounds(&case.history).iter().filter_map(|round| round.again.as_ref()).filter(|_| !shared) {
                (additional(again, tongue))
            }
        },
    )
}

/// 추가답변: what was asked again, and the answer or the day by which it comes.
fn additional(again: &Again, tongue: Tongue) -> Markup {
    let due = words::date::moment_for(again.due_at, tongue.0);
    html! {
        h3 { (tongue.pick("추가답변", "Additional answer")) }
        @if let Some(question) = &again.question { p.letter lang="ko" { (question) } }
        @match &again.answer {
            Some(answer) => {
                p.hint { (words::date::moment_for(answer.at, tongue.0)) }
                @if let Some(text) = &answer.text { p.letter.letter-answer lang="ko" { (text) } }
            }
            None => p { (tongue.pick(
                format!("추가답변을 준비하고 있습니다. 기한: {due}"),
                format!("It is being prepared, to be given by {due}."),
            )) },
        }
    }
}

pub(super) fn history(case: &Case, tongue: Tongue) -> Markup {
    let told: Vec<(String, Told)> = case
        .history
        .iter()
        .filter_map(|line| {
            Some((words::date::moment_for(line.happened.at, tongue.0), told(line, case, tongue)?))
        })
        .collect();
    let (me, office) = (tongue.pick("신청인", "You"), tongue.pick("서울시", "The city"));
    let entries: Vec<TimelineEntry> = told
        .iter()
        .map(|(when, told)| TimelineEntry {
            when,
            who: if told.mine { me } else { office },
            what: &told.what,
            note: told.text.as_ref().map(|text| html! { (text) }),
        })
        .collect();
    panel("history", tongue.strings().status.history, timeline(tongue.strings().status.history, &entries))
}

/// One line of the history as the petitioner reads it.
struct Told {
    mine: bool,
    what: String,
    text: Option<String>,
}

fn said(what: impl Into<String>, text: Option<String>) -> Option<Told> {
    Some(Told { mine: false, what: what.into(), text })
}

fn mine(what: impl Into<String>, text: Option<String>) -> Option<Told> {
    Some(Told { mine: true, what: what.into(), text })
}

fn told(line: &Line, case: &Case, tongue: Tongue) -> Option<Told> {
    let note = |kind| line.notes.iter().find(|note| note.kind == kind).map(|note| note.text.clone());
    let (s, a) = (&tongue.strings().status, &tongue.strings().acts);
    match &line.happened.event {
        Event::Filed { .. } => {
            mine(tongue.pick("민원을 신청했습니다.", "You submitted the complaint."), None)
        }
        Event::Received { .. } => said(tongue.pick("민원을 접수했습니다.", "It was received."), None),
        Event::Assigned { handling } | Event::Reassigned { handling } => {
            let office = Names::department(case.desk.chart.as_ref(), handling.department);
            let name = Names::officer(case.desk.chart.as_ref(), handling.handler);
            said(
                tongue.pick(
                    format!("담당자를 지정했습니다: {office} {name}"),
                    format!("Officer in charge: {office}, {name}"),
                ),
                None,
            )
        }
        Event::Accepted => {
            said(tongue.pick("담당자가 처리를 시작했습니다.", "The officer began to work on it."), None)
        }
        Event::InterimAnswered => said(s.interim_answer, note(NoteKind::Interim)),
        Event::SupplementRequested { reply_by } => {
            let last = words::date::day_for(*reply_by, tongue.0);
            said(
                format!("{} {}: {last}", a.supplement_asked, a.supplement_by),
                note(NoteKind::SupplementItems),
            )
        }
        Event::Supplemented => mine(a.supplement_sent, note(NoteKind::Supplement)),
        Event::SupplementLapsed => said(
            tongue.pick(
                "보완기한이 지나 처리기간이 다시 진행됩니다.",
                "The time to supplement passed; the period runs again.",
            ),
            None,
        ),
        Event::Extended { ground, .. } => {
            let why =
                [Some(words::extension::label_for(*ground, tongue.0).to_owned()), note(NoteKind::Reason)];
            said(s.extended, Some(why.into_iter().flatten().collect::<Vec<_>>().join("\n")))
        }
        Event::ConsentToExtendAsked => said(a.consent_asked, note(NoteKind::ConsentReason)),
        Event::ConsentedToExtend => mine(a.consent_given, None),
        Event::ConsentRecorded => said(a.consent_recorded, note(NoteKind::ConsentEvidence)),
        Event::Answered { .. } => said(words::stage::citizen(case.complaint.stage.name(), tongue.0), None),
        other => told_after(other, note, tongue),
    }
}

/// What happens after an answer, and the other ends.
fn told_after(event: &Event, note: impl Fn(NoteKind) -> Option<String>, tongue: Tongue) -> Option<Told> {
    let (s, a) = (&tongue.strings().status, &tongue.strings().acts);
    match event {
        Event::Rated { score } => {
            let score = words::score::label_for(*score, tongue.0);
            mine(
                tongue.pick(
                    format!("만족도를 평가했습니다: {score}"),
                    format!("You rated the answer: {score}"),
                ),
                note(NoteKind::Comment),
            )
        }
        Event::AskedAgain { due_at } => {
            let due = words::date::moment_for(*due_at, tongue.0);
            mine(format!("{} ({} {due})", a.asked_again, s.due_at), note(NoteKind::FollowUpQuestion))
        }
        Event::FollowUpAnswered => {
            said(tongue.pick("추가답변", "Additional answer"), note(NoteKind::FollowUpAnswer))
        }
        Event::Objected { due_at } => {
            let due = words::date::moment_for(*due_at, tongue.0);
            mine(format!("{} ({} {due})", a.objected, s.due_at), note(NoteKind::Objection))
        }
        Event::ObjectionDecided { ruling } => {
            let ruling = words::answer::objection(*ruling);
            said(
                tongue.pick(format!("이의신청 결정: {ruling}"), format!("Objection decided: {ruling}")),
                note(NoteKind::Reason),
            )
        }
        Event::Withdrawn => mine(a.withdrawn, note(NoteKind::Reason)),
        Event::Transferred { body } => said(format!("{}: {body}", s.transferred_to), note(NoteKind::Reason)),
        Event::Closed { ground } => said(
            format!("{}: {}", s.closed_because, words::closing::with_article(*ground)),
            note(NoteKind::Reason),
        ),
        Event::Merged { .. } => said(
            tongue.pick(
                "비슷한 다른 민원과 함께 처리합니다.",
                "It is handled together with similar complaints.",
            ),
            None,
        ),
        Event::Separated => {
            said(tongue.pick("이제부터 따로 처리합니다.", "It is handled on its own from now on."), None)
        }
        Event::ProgressTold => {
            said(tongue.pick("진행 상황을 알려 드렸습니다.", "You were told how it stands."), None)
        }
        _ => None,
    }
}
