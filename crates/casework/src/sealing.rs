//! A file that is sealed later: nothing that was made of it before, and has not left yet, goes on telling of it
//! (공익신고자 보호법 제12조). Lists, searches and figures pass it over by its column; files of lists and waiting
//! letters hold words of their own.

use domain::access::Scope;
use domain::actor::{Actor, Machinery};
use domain::complaint::Visibility;
use store::{Owner, Write};
use words::notice::sealed;

use crate::not_done::Result;
use crate::step::Step;

const OFFICE: Actor = Actor::System(Machinery::Sweep);

/// In the act's own transaction.
pub(crate) async fn follow(tx: &mut Write, step: &Step) -> Result<()> {
    let is_sealed = |visibility| visibility == Visibility::Sealed;
    if is_sealed(step.before.visibility) || !is_sealed(step.after.visibility) {
        return Ok(());
    }
    let remade = tx.remake_exports(step.after.last_event_at).await?;
    let title = tx.complaint_by_id(&Scope::of(&OFFICE), step.after.id).await?.words.title;
    let number = step.after.spoken_number().to_string();
    let waiting = tx.waiting_notices_of(step.after.id).await?;
    tracing::info!(complaint = %step.after.id, files = remade, letters = waiting.len(), "sealed later");
    for mut notice in waiting {
        match notice.to {
            Owner::Officer(_) => {
                let letter = sealed::for_staff(&number);
                (notice.subject, notice.body) = (letter.subject, letter.text);
                notice.channel_texts.clear();
            }
            Owner::Petitioner(_) => {
                let hidden = |text: &str| sealed::without_title(text, &title);
                (notice.subject, notice.body) = (hidden(&notice.subject), hidden(&notice.body));
                notice.channel_texts.values_mut().for_each(|text| *text = hidden(text));
            }
        }
        tx.reword_notice(&notice).await?;
    }
    Ok(())
}
