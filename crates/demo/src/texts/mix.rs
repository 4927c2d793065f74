//! How often each category and each district comes up.

use rand::Rng;

use super::{Category, sections::weighted};
use crate::seoul::places;

/// Weights of categories and of districts.
#[derive(Debug, Clone)]
pub struct Mix {
    pub categories: Vec<(Category, u32)>,
    /// District names such as `송파구`; names that are not districts are passed over.
    pub districts: Vec<(&'static str, u32)>,
}

impl Mix {
    /// The whole city: parking and traffic are four in ten; 송파구 weighs more because the guide speaks to it.
    #[must_use]
    pub fn seoul() -> Self {
        let weight = |gu: &str| if gu == "송파구" { 12 } else { 4 };
        Self {
            categories: Category::ALL.iter().map(|category| (*category, category.share())).collect(),
            districts: places().iter().map(|place| (place.gu, weight(place.gu))).collect(),
        }
    }

    /// The city's categories in one district alone.
    #[must_use]
    pub fn of_district(gu: &'static str) -> Self {
        Self { districts: vec![(gu, 1)], ..Self::seoul() }
    }

    /// What 송파구 보건소 의약과 has on its desk: pharmacies, medicines, devices, clinics, advertisements.
    #[must_use]
    pub fn songpa_medicine() -> Self {
        Self { categories: vec![(Category::Medicine, 1)], districts: vec![("송파구", 1)] }
    }

    pub(super) fn category(&self, rng: &mut dyn Rng) -> Category {
        weighted(rng, &self.categories).unwrap_or(Category::Traffic)
    }

    pub(super) fn district(&self, rng: &mut dyn Rng) -> &'static str {
        let known = |gu: &str| places().iter().any(|place| place.gu == gu);
        let districts: Vec<_> = self.districts.iter().copied().filter(|(gu, _)| known(gu)).collect();
        weighted(rng, &districts).unwrap_or("송파구")
    }
}
