//! Every code that others see has its Korean word in the glossary.

use std::{fs, path::Path};

use domain::{
    complaint::{Act, Channel, Kind, StageName, Visibility},
    role::Role,
};

#[test]
fn every_code_is_in_the_glossary() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/glossary.md");
    let glossary = fs::read_to_string(path).unwrap();
    let codes = (Act::ALL.iter().map(|it| it.as_str()))
        .chain(StageName::ALL.iter().map(|it| it.as_str()))
        .chain(Kind::ALL.iter().map(|it| it.as_str()))
        .chain(Channel::ALL.iter().map(|it| it.as_str()))
        .chain(Visibility::ALL.iter().map(|it| it.as_str()))
        .chain(Role::ALL.iter().map(|it| it.as_str()));
    let missing: Vec<&str> = codes.filter(|code| !glossary.contains(&format!("`{code}`"))).collect();
    assert!(missing.is_empty(), "not in docs/glossary.md: {missing:?}");
}
