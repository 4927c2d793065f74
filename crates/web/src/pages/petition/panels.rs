//! What the petitioner can do now: each a panel that opens in place, refused ones with their reason.

use casework::reader::Case;
use domain::complaint::{Act, AnswerResult, Kind, NoteKind, Refusal, Score, Stage};
use domain::text::{BODY_MAX, MEMO_MAX};
use maud::{Markup, html};
use store::Attachment;

use super::trial::{Trial, label};
use crate::components::{
    ButtonKind, Choice, Field, FormAttrs, Tone, alert, confirm_panel, hidden, opened_panel, panel, post_form,
    radios, refused_button, submit, textarea, upload_form,
};
use crate::pages::citizen::Tongue;

/// What the office waits for: on top, and open.
pub(super) fn asked_of_you(
    case: &Case,
    files: &[Attachment],
    trial: Option<&Trial>,
    tongue: Tongue,
) -> Markup {
    let t = &tongue.strings().acts;
    let forms = Forms { case, trial, tongue };
    html! {
        @if let Some(open) = case.complaint.open_supplement() {
            (panel("supplement", t.supplement, html! {
                (alert(Tone::Warning, t.supplement_asked, html! {
                    p { (t.supplement_by) ": " strong { (words::date::day_for(open.reply_by, tongue.0)) } }
                }))
                @if let Some(items) = case.newest_note(NoteKind::SupplementItems) { p.letter lang="ko" { (items) } }
                (forms.form(Act::Supplement, html! {
                    (textarea(&forms.field(Act::Supplement, "text").hint(t.supplement_hint).max_chars(BODY_MAX).required(), 6))
                    (super::files::waiting(files, trial, tongue))
                    (submit(t.supplement_send, ButtonKind::Primary))
                }))
            }))
        }
        @if case.may(Act::ConsentToExtend).is_ok() {
            (panel("consent", t.consent, html! {
                (alert(Tone::Warning, t.consent_asked, html! { p { (t.consent_meaning) } }))
                @if let Some(reason) = case.newest_note(NoteKind::ConsentReason) { p.letter lang="ko" { (reason) } }
                (forms.form(Act::ConsentToExtend, submit(t.consent_yes, ButtonKind::Secondary)))
            }))
        }
    }
}

/// What the petitioner may do of their own accord.
pub(super) fn choices(case: &Case, trial: Option<&Trial>, tongue: Tongue) -> Markup {
    let forms = Forms { case, trial, tongue };
    let answered = matches!(case.complaint.stage, Stage::Answered { .. });
    let live = case.complaint.stage.is_live();
    html! {
        @if answered || live {
            (panel("choices", tongue.pick("할 수 있는 일", "What you can do"), html! {
                @if answered { (forms.rate()) (forms.ask_again()) (forms.object()) }
                @if live { (forms.withdraw()) }
            }))
        }
    }
}

struct Forms<'a> {
    case: &'a Case,
    trial: Option<&'a Trial>,
    tongue: Tongue,
}

impl<'a> Forms<'a> {
    fn back(&self, act: Act) -> Option<&'a Trial> {
        self.trial.filter(|trial| trial.act == act)
    }

    fn form(&self, act: Act, body: Markup) -> Markup {
        let action = self.tongue.to(&format!("/petition/{}", act.as_str()));
        let key = casework::digest::hex(&rand::random::<[u8; 16]>());
        // Only what is asked for is sent with files.
        let form = if act == Act::Supplement { upload_form } else { post_form };
        form(
            &FormAttrs::new(&action, ""),
            html! {
                @if act == Act::Supplement { button type="submit" hidden {} }
                (hidden("version", &self.case.complaint.version.to_string()))
                (hidden("once", &key))
                (body)
            },
        )
    }

    /// With what was typed, if it came back.
    fn field(&self, act: Act, name: &'a str) -> Field<'a> {
        let field = Field::new(name, label(act, name, self.tongue)).lang(self.tongue.furniture());
        match self.back(act) {
            Some(trial) => field.value(trial.typed(name)).error(trial.error(name)),
            None => field,
        }
    }

    /// The panel when it may be done; else its name with the reason.
    fn panel(&self, act: Act, name: &str, kind: ButtonKind, body: Markup) -> Markup {
        match self.case.may(act) {
            Err(Refusal::NotYourPart { .. } | Refusal::WrongStage { .. }) => html! {},
            Err(refusal) => html! {
                p { (refused_button(name, &words::refusal::for_citizen(refusal, self.tongue.0))) }
            },
            Ok(()) if self.back(act).is_some() => opened_panel(name, kind, body),
            Ok(()) => confirm_panel(name, kind, body),
        }
    }

    fn rate(&self) -> Markup {
        let t = &self.tongue.strings().acts;
        let points = Score::ALL.map(|score| score.points().to_string());
        let levels: Vec<Choice> = Score::ALL
            .iter()
            .zip(&points)
            .map(|(score, points)| Choice::new(points, words::score::label_for(*score, self.tongue.0)))
            .collect();
        self.panel(
            Act::Rate,
            t.rate,
            ButtonKind::Primary,
            self.form(
                Act::Rate,
                html! {
                    (self.rated_before())
                    (radios(&self.field(Act::Rate, "score").required(), &levels))
                    (textarea(&self.field(Act::Rate, "comment").max_chars(MEMO_MAX), 3))
                    (submit(t.rate_send, ButtonKind::Primary))
                },
            ),
        )
    }

    /// All ratings are kept, and the last one counts: whoever rates again should know.
    fn rated_before(&self) -> Markup {
        let Some(last) = self.case.complaint.ratings.last() else { return html! {} };
        let level = words::score::label_for(last.score, self.tongue.0);
        let when = words::date::moment_for(last.at, self.tongue.0);
        html! {
            p.hint { (self.tongue.pick(
                format!("마지막 평가: {level} ({when}). 다시 평가하시면 마지막 평가가 반영됩니다."),
                format!("Your last rating: {level} ({when}). If you rate again, the last rating counts."),
            )) }
        }
    }

    fn ask_again(&self) -> Markup {
        let t = &self.tongue.strings().acts;
        self.panel(Act::AskAgain, t.ask_again, ButtonKind::Secondary, self.form(Act::AskAgain, html! {
            (textarea(&self.field(Act::AskAgain, "question").hint(t.ask_again_hint).max_chars(MEMO_MAX).required(), 5))
            (submit(t.ask_again_send, ButtonKind::Primary))
        }))
    }

    /// Only against a refused 법정민원 (법 제35조); of others it is not spoken at all.
    fn object(&self) -> Markup {
        let t = &self.tongue.strings().acts;
        let c = &self.case.complaint;
        let refused = matches!(c.stage, Stage::Answered { result: AnswerResult::Refused, .. });
        if c.kind != Some(Kind::Statutory) || !refused {
            return html! {};
        }
        self.panel(Act::Object, t.object, ButtonKind::Secondary, self.form(Act::Object, html! {
            (textarea(&self.field(Act::Object, "grounds").hint(t.object_hint).max_chars(MEMO_MAX).required(), 6))
            (submit(t.object_send, ButtonKind::Primary))
        }))
    }

    fn withdraw(&self) -> Markup {
        let t = &self.tongue.strings().acts;
        self.panel(
            Act::Withdraw,
            t.withdraw,
            ButtonKind::Danger,
            self.form(
                Act::Withdraw,
                html! {
                    p { strong { (t.withdraw_confirm) } " " (t.withdraw_meaning) }
                    (textarea(&self.field(Act::Withdraw, "reason").max_chars(MEMO_MAX), 3))
                    (submit(t.withdraw, ButtonKind::Danger))
                },
            ),
        )
    }
}
