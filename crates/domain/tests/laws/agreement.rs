//! A file beside its history: what an older program kept is known for what it is, and nothing else passes for it.

use domain::complaint::{Agreement, AnswerResult, Channel, Command, Complaint, Event, Happened, Kind, fold};

use crate::common::case::Case;
use crate::common::city::{KIM, PARK, SEO};
use crate::common::people::{handler, minding, receiver, reviewer};
use crate::common::say;

/// Merged, separated, handled, drafted by a stand-in, returned, drafted again: by the handler and by the stand-in.
fn long_story() -> Vec<Happened> {
    let stand_in = minding(PARK, KIM, vec![]);
    let mut case = Case::filed(Channel::Web)
        .received_as(Kind::Grievance)
        .later(1)
        .then(&receiver(), say::merge_duplicate())
        .later(1)
        .then(&receiver(), say::separate())
        .later(1)
        .accepted_by_kim();
    for drafts in [&stand_in, &handler(), &stand_in] {
        case = case
            .later(1)
            .then(drafts, say::send(AnswerResult::Granted, &[SEO]))
            .then(&reviewer(), Command::ApprovalStarted)
            .then(&reviewer(), say::send_back());
    }
    case.history
}

/// What was kept while the first `older` acts came from a program from before 2026-11-28 and the others from today's.
#[track_caller]
fn kept(history: &[Happened], older: usize) -> Complaint {
    let Some(mut file) = fold(&history[..1]) else { panic!("it does not begin with the filing") };
    for (n, happened) in history.iter().enumerate().skip(1) {
        let before = file.stage_since;
        file = domain::complaint::evolve(file, happened);
        if n < older {
            file.rounds.iter_mut().for_each(|round| round.drafted_by = None);
            if happened.event == Event::Separated {
                file.stage_since = before;
            }
        }
    }
    file
}

#[test]
fn what_an_older_program_kept_agrees_wherever_the_newer_one_took_over() {
    let history = long_story();
    let mut differed = 0;
    for end in 1..=history.len() {
        let history = &history[..end];
        assert_eq!(kept(history, 0).agreement(history), Agreement::Agrees);
        for older in 1..=end {
            let file = kept(history, older);
            let found = file.agreement(history);
            let same = fold(history).as_ref() == Some(&file);
            let expected = if same { Agreement::Agrees } else { Agreement::AgreesAsOlderKeptIt };
            assert_eq!(found, expected, "{end} acts, {older} by the older program");
            differed += usize::from(!same);
        }
    }
    assert!(differed > 20, "the story has what the two programs keep differently: {differed}");
}

/// What is altered, after so many acts, and how.
type Alteration = (&'static str, usize, fn(&mut Complaint));

#[test]
fn nothing_else_passes_for_what_an_older_program_kept() {
    let history = long_story();
    let separated = 1 + history.iter().position(|happened| happened.event == Event::Separated).unwrap();
    let alter: [Alteration; 8] = [
        ("another drafter", history.len(), |file| file.rounds[0].drafted_by = Some(KIM)),
        ("a drafter where the handler drafted", history.len(), |file| file.rounds[1].drafted_by = Some(PARK)),
        ("the newest drafter alone taken away", history.len(), |file| file.rounds[2].drafted_by = None),
        ("a round taken away", history.len(), |file| file.rounds.truncate(2)),
        ("a round approved", history.len(), |file| file.rounds[2].approved = 1),
        ("another moment", separated, |file| file.stage_since = file.filed_at),
        ("one hop more", separated, |file| file.hops += 1),
        ("a moment of long before", history.len(), |file| file.stage_since = file.filed_at),
    ];
    for (what, end, alter) in alter {
        let history = &history[..end];
        let mut file = kept(history, 0);
        alter(&mut file);
        assert_eq!(file.agreement(history), Agreement::Differs, "{what}");
    }
    let whole = kept(&history, 0);
    assert_eq!(whole.agreement(&[]), Agreement::Differs, "no history");
    assert_eq!(whole.agreement(&history[..history.len() - 1]), Agreement::Differs, "the last act is missing");
    assert_eq!(whole.agreement(&history[1..]), Agreement::Differs, "the filing is missing");
}
