//! Roles named in the settings, by the names they have everywhere.

use anyhow::{Result, anyhow};
use domain::role::Role;

/// With commas. A role that is misspelt is an error: nobody would be held to it.
pub(super) fn read(said: Option<String>) -> Result<Vec<Role>> {
    let role = |name: &str| {
        Role::parse(name).ok_or_else(|| anyhow!("second_factor_for: 알 수 없는 권한입니다: {name:?}"))
    };
    said.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty()).map(role).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_named_as_everywhere_and_a_slip_is_found_at_start() {
        let named = read(Some("administrator, inspector".into())).unwrap();
        assert_eq!(named, [Role::Administrator, Role::Inspector]);
        assert_eq!(read(None).unwrap(), []);
        assert!(read(Some("administrators".into())).is_err());
    }
}
