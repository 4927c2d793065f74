//! The 25 districts 자치구: 송파구 with its own table, the others after one of two usual shapes.

use super::{
    AgencyKind, AgencySeed, BureauSeed, district_plain::PLAIN, district_split::SPLIT, songpa::SONGPA,
};

const fn district(code: &'static str, name: &'static str, bureaus: &'static [BureauSeed]) -> AgencySeed {
    AgencySeed { code, name, kind: AgencyKind::District, bureaus }
}

pub(super) const DISTRICTS: &[AgencySeed] = &[
    district("3000000", "종로구", SPLIT),
    district("3010000", "중구", PLAIN),
    district("3020000", "용산구", PLAIN),
    district("3030000", "성동구", SPLIT),
    district("3040000", "광진구", PLAIN),
    district("3050000", "동대문구", PLAIN),
    district("3060000", "중랑구", PLAIN),
    district("3070000", "성북구", PLAIN),
    district("3080000", "강북구", PLAIN),
    district("3090000", "도봉구", PLAIN),
    district("3100000", "노원구", SPLIT),
    district("3110000", "은평구", SPLIT),
    district("3120000", "서대문구", PLAIN),
    district("3130000", "마포구", SPLIT),
    district("3140000", "양천구", SPLIT),
    district("3150000", "강서구", SPLIT),
    district("3160000", "구로구", PLAIN),
    district("3170000", "금천구", PLAIN),
    district("3180000", "영등포구", SPLIT),
    district("3190000", "동작구", PLAIN),
    district("3200000", "관악구", SPLIT),
    district("3210000", "서초구", SPLIT),
    district("3220000", "강남구", SPLIT),
    district("3230000", "송파구", SONGPA),
    district("3240000", "강동구", PLAIN),
];
