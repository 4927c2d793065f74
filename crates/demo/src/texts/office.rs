//! The papers of a department: answers, memos, reasons, requests and notes, fitted to a complaint's category.

use std::collections::HashMap;
use std::sync::LazyLock;

use rand::{Rng, RngExt};

use super::{
    Category, Draft, KindHint,
    scene::Scene,
    sections::{OFFICE, chance, pick},
};

/// An answer in its four parts, with `[부서]` `[성명]` `[전화]` still to be filled by [`sign`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub greeting: String,
    pub gist: String,
    pub body: String,
    pub closing: String,
}

impl Answer {
    /// The whole text, numbered as officers do.
    #[must_use]
    pub fn text(&self) -> String {
        format!("1. {}\n\n2. {}\n\n3. {}\n\n4. {}", self.greeting, self.gist, self.body, self.closing)
    }
}

/// An answer to this complaint.
pub fn answer(rng: &mut dyn Rng, draft: &Draft) -> Answer {
    let mut scene = Scene::new(draft.gu);
    scene.set("제목", &draft.title);
    scene.set("분야", draft.duty);
    let greeting = say(rng, &mut scene, "greeting.any");
    let gist = say(rng, &mut scene, "gist.any");
    let section = body_section(rng, draft);
    let mut body = fitting(rng, &mut scene, &section, draft);
    let thanks = matches!(draft.category, Category::Praise | Category::Proposal);
    if !thanks && chance(rng, 40) {
        body = format!("{body} {}", say(rng, &mut scene, "also.any"));
    }
    Answer { greeting, gist, body, closing: say(rng, &mut scene, "closing.any") }
}

/// The text of the section that shares most with the complaint, so that a question about old medicines is
/// not answered with advertisements; among equals chance decides.
fn fitting(rng: &mut dyn Rng, scene: &mut Scene, section: &str, draft: &Draft) -> String {
    let asked = pairs(&format!("{} {}", draft.title, draft.body));
    let shared = |text: &&'static str| {
        let own = PAIRS.get(text).map_or(&[][..], Vec::as_slice);
        own.iter().filter(|pair| asked.binary_search(pair).is_ok()).count()
    };
    let scored: Vec<_> = OFFICE.of(section).iter().map(|text| (shared(text), *text)).collect();
    // One pair less counts as equal: otherwise a template would always have the same answer.
    let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0).saturating_sub(1);
    let fit: Vec<_> = scored.into_iter().filter(|(score, _)| *score >= best).map(|(_, text)| text).collect();
    let text = pick(rng, &fit).copied().unwrap_or("검토 중입니다.");
    scene.fill(rng, text)
}

/// What stands in each text of the office: asked of every answer, so found out once.
static PAIRS: LazyLock<HashMap<&'static str, Vec<(char, char)>>> =
    LazyLock::new(|| OFFICE.lines().map(|line| (line, pairs(line))).collect());

/// The pairs of neighbouring syllables in a text, each once and in order, without verb endings that every text
/// shares.
fn pairs(text: &str) -> Vec<(char, char)> {
    const ENDINGS: [(char, char); 10] = [
        ('니', '다'),
        ('습', '니'),
        ('합', '니'),
        ('입', '니'),
        ('하', '여'),
        ('하', '고'),
        ('에', '서'),
        ('으', '로'),
        ('있', '습'),
        ('였', '습'),
    ];
    let both = |pair: &(char, char)| [pair.0, pair.1].iter().all(|c| ('가'..='힣').contains(c));
    let neighbours = text.chars().zip(text.chars().skip(1));
    let mut pairs: Vec<_> = neighbours.filter(|pair| both(pair) && !ENDINGS.contains(pair)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Where the body of an answer comes from: the duty's own texts, else the category's, else anybody's.
fn body_section(rng: &mut dyn Rng, draft: &Draft) -> String {
    let own = format!("body.{}", draft.duty);
    let of_category = format!("body.{}", draft.category.key());
    if draft.kind_hint == KindHint::Question {
        "body.ask".to_owned()
    } else if !OFFICE.of(&own).is_empty() {
        own
    } else if OFFICE.of(&of_category).is_empty() || chance(rng, 15) {
        "body.any".to_owned()
    } else {
        of_category
    }
}

/// The text with the names of department, officer and telephone in their places.
#[must_use]
pub fn sign(text: &str, department: &str, officer: &str, phone: &str) -> String {
    text.replace("[부서]", department).replace("[성명]", officer).replace("[전화]", phone)
}

fn say(rng: &mut dyn Rng, scene: &mut Scene, section: &str) -> String {
    let template = OFFICE.one(rng, section).unwrap_or("검토 중입니다.");
    scene.fill(rng, template)
}

/// One text of this kind: half the time one of the category's own, when there are any.
fn paper(rng: &mut dyn Rng, kind: &str, draft: &Draft) -> String {
    let own = format!("{kind}.{}", draft.category.key());
    let of_category = !OFFICE.of(&own).is_empty() && rng.random_bool(0.5);
    let section = if of_category { own } else { format!("{kind}.any") };
    say(rng, &mut Scene::new(draft.gu), &section)
}

/// 요청내용 that travels with a distribution or assignment.
pub fn memo(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "memo", draft)
}

/// Why a department asks for another owner 재지정 사유.
pub fn reassignment_reason(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "reassign", draft)
}

/// What a petitioner is asked to supply 보완요구.
pub fn supplement_request(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "supplement", draft)
}

/// A co-operating department's opinion 협조 의견.
pub fn opinion(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "opinion", draft)
}

/// 중간 답변.
pub fn interim_answer(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "interim", draft)
}

/// 연장 사유; every one of them fits a lawful ground, none is workload or absence.
pub fn extension_reason(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "extension", draft)
}

/// 종결 사유.
pub fn closing_note(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "closure", draft)
}

/// An approver's words when returning a draft 반려 의견.
pub fn return_note(rng: &mut dyn Rng, draft: &Draft) -> String {
    paper(rng, "return", draft)
}

/// What a petitioner writes beside a rating; `pleased` is 100 or 75 points.
pub fn rating_comment(rng: &mut dyn Rng, pleased: bool) -> String {
    let section = if pleased { "rating.good" } else { "rating.poor" };
    OFFICE.one(rng, section).unwrap_or_default().to_owned()
}
