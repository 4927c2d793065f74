//! The categories 분야 of complaints, each with its share of Seoul's mix and its templates.

use std::sync::LazyLock;

/// What a complaint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    Traffic,
    Cleaning,
    Road,
    Noise,
    Park,
    Health,
    Medicine,
    Welfare,
    Housing,
    Water,
    Transit,
    Culture,
    Tax,
    Safety,
    Animal,
    Admin,
    Economy,
    Praise,
    Proposal,
}

/// One template of a complaint: the duty it falls to, its title and what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Template {
    pub(super) duty: &'static str,
    pub(super) title: &'static str,
    pub(super) body: &'static str,
}

macro_rules! categories {
    ($($category:ident $name:literal $key:literal $share:literal;)+) => {
        impl Category {
            /// Every category, the most frequent first.
            pub const ALL: &'static [Self] = &[$(Self::$category),+];

            /// Its Korean name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$category => $name),+ }
            }

            /// Its English key, as the text files are named.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$category => $key),+ }
            }

            /// Its share of the city's mix, in thousandths.
            #[must_use]
            pub fn share(self) -> u32 {
                match self { $(Self::$category => $share),+ }
            }

            fn text(self) -> &'static str {
                match self { $(Self::$category => include_str!(concat!("complaints/", $key, ".txt"))),+ }
            }
        }
    };
}

categories! {
    Traffic "교통·주차" "traffic" 400;
    Cleaning "환경·청소" "cleaning" 130;
    Road "도로·시설물" "road" 115;
    Noise "소음" "noise" 60;
    Housing "주택·건축" "housing" 45;
    Park "공원·녹지" "park" 40;
    Transit "대중교통" "transit" 37;
    Welfare "복지" "welfare" 32;
    Health "보건·위생" "health" 30;
    Water "상하수도·치수" "water" 26;
    Medicine "의약" "medicine" 20;
    Safety "안전" "safety" 15;
    Culture "문화·체육" "culture" 10;
    Tax "세금" "tax" 10;
    Animal "반려동물" "animal" 10;
    Admin "행정·민원" "admin" 7;
    Economy "경제·일자리" "economy" 5;
    Proposal "제안" "proposal" 5;
    Praise "칭찬" "praise" 3;
}

static TEMPLATES: LazyLock<Vec<Vec<Template>>> = LazyLock::new(|| {
    Category::ALL.iter().map(|category| category.text().lines().filter_map(read).collect()).collect()
});

fn read(line: &'static str) -> Option<Template> {
    let mut cells = line.split('|').filter(|_| !line.starts_with('#'));
    Some(Template { duty: cells.next()?, title: cells.next()?, body: cells.next()? })
}

impl Category {
    pub(super) fn templates(self) -> &'static [Template] {
        let at = Self::ALL.iter().position(|category| *category == self);
        at.and_then(|at| TEMPLATES.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The duty words its templates name, each once.
    #[must_use]
    pub fn duties(self) -> Vec<&'static str> {
        let mut duties: Vec<_> = self.templates().iter().map(|template| template.duty).collect();
        duties.sort_unstable();
        duties.dedup();
        duties
    }

    /// Whether somebody must go and look: then the text speaks of the place and its passers-by.
    #[must_use]
    pub fn is_of_a_place(self) -> bool {
        matches!(
            self,
            Self::Traffic
                | Self::Cleaning
                | Self::Road
                | Self::Noise
                | Self::Park
                | Self::Water
                | Self::Safety
        )
    }
}
