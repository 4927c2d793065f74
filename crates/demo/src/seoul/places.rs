//! Real neighbourhoods, stations, roads, parks and markets of each district, for texts that name where they are.

use std::sync::LazyLock;

/// The names of one district.
#[derive(Debug, Clone)]
pub struct Place {
    pub gu: &'static str,
    /// 동
    pub dongs: Vec<&'static str>,
    /// 지하철역
    pub stations: Vec<&'static str>,
    /// 도로명
    pub roads: Vec<&'static str>,
    /// Parks and watersides.
    pub parks: Vec<&'static str>,
    /// Markets and well-known streets.
    pub markets: Vec<&'static str>,
}

const TABLE: &str = include_str!("places.txt");

static PLACES: LazyLock<Vec<Place>> =
    LazyLock::new(|| TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect());

/// The names of all 25 districts, in the order of the table.
#[must_use]
pub fn places() -> &'static [Place] {
    &PLACES
}

/// The names of one district, `None` when there is no such district.
#[must_use]
pub fn place_of(gu: &str) -> Option<&'static Place> {
    places().iter().find(|place| place.gu == gu)
}

fn read(line: &'static str) -> Option<Place> {
    let mut cells = line.split('|');
    let gu = cells.next()?;
    let mut words = || cells.next().map(|cell| cell.split_whitespace().collect::<Vec<_>>());
    Some(Place {
        gu,
        dongs: words()?,
        stations: words()?,
        roads: words()?,
        parks: words()?,
        markets: words()?,
    })
}
