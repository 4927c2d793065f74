//! Roles named in the settings, by the names they have everywhere.

use anyhow::{Result, anyhow};
use domain::role::Role;

/// From the environment with commas, or the file's list. A role that is misspelt is an error: nobody would be held to it.
pub(super) fn read(said: Option<String>, filed: Option<Vec<String>>) -> Result<Vec<Role>> {
    let named = match said {
        Some(list) => list.split(',').map(|name| name.trim().to_owned()).collect(),
        None => filed.unwrap_or_default(),
    };
    let role = |name: &String| {
        Role::parse(name).ok_or_else(|| anyhow!("second_factor_for: 알 수 없는 권한입니다: {name:?}"))
    };
    named.iter().map(role).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_named_as_everywhere_and_a_slip_is_found_at_start() {
        let named = read(Some("administrator, inspector".into()), Some(vec!["handler".into()])).unwrap();
        assert_eq!(named, [Role::Administrator, Role::Inspector]);
        assert_eq!(read(None, None).unwrap(), []);
        assert!(read(Some("administrators".into()), None).is_err());
    }
}
