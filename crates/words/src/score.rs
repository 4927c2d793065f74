//! What the five levels of satisfaction (만족도) are called.

use domain::complaint::Score;

use crate::lang::Lang;

pub fn label(score: Score) -> &'static str {
    match score {
        Score::VeryGood => "매우만족",
        Score::Good => "만족",
        Score::Fair => "보통",
        Score::Poor => "불만",
        Score::VeryPoor => "매우불만",
    }
}

pub fn label_for(score: Score, lang: Lang) -> &'static str {
    match (lang, score) {
        (Lang::Ko, _) => label(score),
        (Lang::En, Score::VeryGood) => "Very satisfied",
        (Lang::En, Score::Good) => "Satisfied",
        (Lang::En, Score::Fair) => "Neither satisfied nor dissatisfied",
        (Lang::En, Score::Poor) => "Dissatisfied",
        (Lang::En, Score::VeryPoor) => "Very dissatisfied",
    }
}
