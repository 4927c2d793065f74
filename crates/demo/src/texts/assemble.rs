//! One complaint as somebody would write it: greeting, the matter, more of it, a wish, and now and then a slip.

use rand::{Rng, RngExt};

use super::{
    Category, Mix,
    category::Template,
    scene::Scene,
    sections::{FRAME, TYPOS, chance, pick, weighted},
};

/// What kind of complaint the text reads like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KindHint {
    /// 신고
    Report,
    /// 건의
    Request,
    /// 질의
    Question,
    /// 고충
    Grievance,
    /// 제안
    Proposal,
    /// 칭찬
    Praise,
}

/// Through which door it plausibly came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChannelHint {
    Web,
    Mobile,
    /// 120다산콜재단
    Phone120,
    /// 서울스마트불편신고
    SmartReport,
    /// 국민신문고
    Epeople,
    /// 서울톡
    Chatbot,
    Sns,
    Counter,
    Post,
}

/// A complaint not yet filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub category: Category,
    /// The item of a report from the street, which says more than the category.
    pub item: Option<&'static str>,
    /// At most 100 characters.
    pub title: String,
    /// At most 4,000 characters.
    pub body: String,
    /// Where it is, when the text says so.
    pub place: Option<String>,
    pub gu: &'static str,
    pub kind_hint: KindHint,
    /// A duty word of the department it belongs to; see [`crate::seoul::owner`].
    pub duty: &'static str,
    pub channel_hint: ChannelHint,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Formal,
    Plain,
    Terse,
    Angry,
    Elder,
}

impl Tone {
    fn key(self) -> &'static str {
        match self {
            Self::Formal => "formal",
            Self::Plain => "plain",
            Self::Terse => "terse",
            Self::Angry => "angry",
            Self::Elder => "elder",
        }
    }
}

const TONES: &[(Tone, u32)] =
    &[(Tone::Formal, 30), (Tone::Plain, 35), (Tone::Terse, 15), (Tone::Angry, 14), (Tone::Elder, 6)];

/// One complaint by chance; the same seed and mix give the same complaints in the same order.
pub fn complaint(rng: &mut dyn Rng, mix: &Mix) -> Draft {
    let category = mix.category(rng);
    let gu = mix.district(rng);
    let fallback =
        Template { duty: "민원서비스", title: "문의드립니다", body: "확인 부탁드립니다." };
    let template = pick(rng, category.templates()).copied().unwrap_or(fallback);
    let gentle = matches!(category, Category::Praise | Category::Proposal) || asks(&template);
    let tone = if gentle {
        if chance(rng, 50) { Tone::Formal } else { Tone::Plain }
    } else {
        weighted(rng, TONES).unwrap_or(Tone::Plain)
    };
    let mut scene = Scene::new(gu);
    let matter = (scene.fill(rng, template.title), scene.fill(rng, template.body));
    let place = place(&scene);
    let title = title(rng, matter.0, tone);
    let kind_hint = kind(rng, category, &template, tone);
    let body = body(rng, &mut scene, matter.1, (category, kind_hint, tone));
    Draft {
        category,
        item: None,
        title,
        body,
        place,
        gu,
        kind_hint,
        duty: template.duty,
        channel_hint: channel(rng, template.duty, tone),
    }
}

fn asks(template: &Template) -> bool {
    ["문의", "방법", "절차", "되나요", "하나요", "처리 기간"].iter().any(|word| template.title.contains(word))
}

pub(super) fn place(scene: &Scene) -> Option<String> {
    ["장소", "길", "공원", "아파트", "시장", "역", "도로"]
        .iter()
        .find_map(|slot| scene.chosen(slot))
        .filter(|spot| *spot != "우리 아파트")
        .map(|spot| format!("서울특별시 {} {spot}", scene.gu))
}

fn title(rng: &mut dyn Rng, plain: String, tone: Tone) -> String {
    match (tone, rng.random_range(0..100)) {
        (Tone::Angry, 0..15) => format!("[긴급] {plain}"),
        (Tone::Angry, 15..30) => format!("재민원) {plain}"),
        (Tone::Angry, 30..45) => format!("{plain}!!"),
        (Tone::Formal | Tone::Plain, 0..4) => format!("(재신청) {plain}"),
        _ => plain,
    }
}

fn body(rng: &mut dyn Rng, scene: &mut Scene, matter: String, of: (Category, KindHint, Tone)) -> String {
    let (category, kind, tone) = of;
    let mut templates = Vec::new();
    if chance(rng, 85) {
        templates.extend(FRAME.one(rng, &format!("open.{}", tone.key())));
    }
    let opening = templates.len();
    if !matches!(kind, KindHint::Question | KindHint::Proposal | KindHint::Praise) {
        more(rng, category, tone, &mut templates);
    }
    let close = match kind {
        KindHint::Question => "ask",
        KindHint::Praise => "praise",
        _ => tone.key(),
    };
    if chance(rng, 85) {
        templates.extend(FRAME.one(rng, &format!("close.{close}")));
    }
    let mut parts: Vec<String> = templates.iter().map(|template| scene.fill(rng, template)).collect();
    parts.insert(opening, matter);
    let joint = weighted(rng, &[(" ", 70), ("\n", 20), ("\n\n", 10)]).unwrap_or(" ");
    let mut body = parts.join(joint);
    if chance(rng, 8) {
        misspell(rng, &mut body);
    }
    if chance(rng, 3)
        && let Some(face) = FRAME.one(rng, "emoji.any")
    {
        body.push(' ');
        body.push_str(face);
    }
    body
}

/// Sentences after the matter, none twice: some of the tone, some of the place, rarely the whole story.
fn more(rng: &mut dyn Rng, category: Category, tone: Tone, templates: &mut Vec<&'static str>) {
    let mut add = |rng: &mut dyn Rng, section: &str| {
        if let Some(sentence) = FRAME.one(rng, section)
            && !templates.contains(&sentence)
        {
            templates.push(sentence);
        }
    };
    for _ in 0..rng.random_range(0..=1) {
        add(rng, &format!("more.{}", tone.key()));
    }
    if category.is_of_a_place() {
        for _ in 0..rng.random_range(0..=2) {
            add(rng, &format!("field.{}", tone.key()));
        }
        if tone != Tone::Terse && chance(rng, 7) {
            for _ in 0..rng.random_range(1..=6) {
                add(rng, "saga.any");
            }
        }
    }
}

fn misspell(rng: &mut dyn Rng, body: &mut String) {
    let possible: Vec<_> = TYPOS.iter().filter(|(right, _)| body.contains(right)).collect();
    for _ in 0..2 {
        if let Some((right, wrong)) = pick(rng, &possible) {
            *body = body.replace(right, wrong);
        }
    }
}

fn kind(rng: &mut dyn Rng, category: Category, template: &Template, tone: Tone) -> KindHint {
    let says = |word: &str| template.title.contains(word) || template.body.contains(word);
    match category {
        Category::Praise => KindHint::Praise,
        Category::Proposal => KindHint::Proposal,
        _ if asks(template) => KindHint::Question,
        _ if tone == Tone::Angry && chance(rng, 35) => KindHint::Grievance,
        _ if says("신고") || says("단속") || says("조사해") => KindHint::Report,
        _ => KindHint::Request,
    }
}

fn channel(rng: &mut dyn Rng, duty: &str, tone: Tone) -> ChannelHint {
    use ChannelHint::{Chatbot, Counter, Epeople, Mobile, Phone120, Post, SmartReport, Sns, Web};
    let doors: &[(ChannelHint, u32)] = match (tone, duty) {
        (Tone::Elder, _) => &[(Phone120, 70), (Counter, 20), (Post, 10)],
        // Seven in ten of the chatbot's reports and most of the app's are illegal parking.
        (_, "불법주차" | "장애인주차구역" | "전동킥보드") => &[
            (SmartReport, 45),
            (Phone120, 15),
            (Chatbot, 13),
            (Epeople, 12),
            (Web, 8),
            (Mobile, 6),
            (Sns, 1),
        ],
        _ => &[
            (Web, 28),
            (Phone120, 22),
            (Mobile, 18),
            (Epeople, 18),
            (Chatbot, 6),
            (Sns, 3),
            (Counter, 3),
            (Post, 2),
        ],
    };
    weighted(rng, doors).unwrap_or(Web)
}
