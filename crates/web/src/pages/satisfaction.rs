//! 민원 조회 > 국민신문고 만족도 모니터링: 목록 of what was rated, and 통계 of the ratings.

mod conditions;
mod export;
mod grids;
mod list;
mod ratings;
mod statistics;

use maud::Markup;

use crate::components::{Tab, tabs};
use crate::pages::work::Asked;

pub(crate) use export::excel as list_excel;
pub(crate) use list::page as list;
pub(in crate::pages) use ratings::score_badge;
pub(crate) use statistics::{excel as statistics_excel, page as statistics};

const TITLE: &str = "국민신문고 만족도 모니터링";
const LIST: &str = "/satisfaction";
const STATISTICS: &str = "/satisfaction/statistics";

/// 목록 and 통계; each keeps the period of the other.
fn two_tabs(asked: &Asked, current: &str) -> Markup {
    let pairs = ["from", "to"].map(|name| (name, asked.text(name)));
    let address = |path| Asked::default().href(path, &pairs);
    let (list, statistics) = (address(LIST), address(STATISTICS));
    tabs(
        TITLE,
        &[
            Tab { label: "목록", href: &list, current: current == LIST, count: None },
            Tab { label: "통계", href: &statistics, current: current == STATISTICS, count: None },
        ],
    )
}
