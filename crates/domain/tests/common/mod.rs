//! A small city that every test of the rules shares: offices, people, and files made by acting on them.

pub(crate) mod case;
pub(crate) mod city;
pub(crate) mod golden;
pub(crate) mod people;
pub(crate) mod say;
pub(crate) mod stories;
