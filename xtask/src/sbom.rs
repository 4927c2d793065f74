//! `cargo xtask sbom`: the bill of materials of the program, CycloneDX 1.6, from what cargo and npm have locked.

use std::{collections::BTreeMap, collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use serde_json::{Value, json};

/// The program people install; what only its tests and chores need is no part of it.
const PROGRAM: &str = "eungdapso";
/// What it runs on; a crate of another system is not in the binary.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Written beside the binary, or printed. The same lock files give the same bytes.
pub(crate) fn write(into: Option<&Path>) -> Result<()> {
    let options = ["--filter-platform".to_owned(), PLATFORM.to_owned(), "--locked".to_owned()];
    let metadata = MetadataCommand::new().other_options(options).exec().context("cargo metadata")?;
    let bill = bill(&metadata)?;
    let text = serde_json::to_string_pretty(&bill)? + "\n";
    match into {
        Some(path) => fs::write(path, text).with_context(|| path.display().to_string()),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

fn bill(metadata: &Metadata) -> Result<Value> {
    let root = metadata.workspace_root.as_std_path();
    let program = metadata.packages.iter().find(|package| package.name == PROGRAM).context(PROGRAM)?;
    let (parts, arrows) = within(metadata, &program.id)?;
    let hashes = checksums(&fs::read_to_string(root.join("Cargo.lock"))?)?;
    let mut components: Vec<Value> = metadata
        .packages
        .iter()
        .filter(|package| parts.contains(&package.id) && package.id != program.id)
        .map(|package| component(package, &hashes))
        .collect();
    components.extend(dress(&fs::read_to_string(root.join("frontend/package-lock.json"))?)?);
    components.sort_by_key(|component| component["bom-ref"].to_string());
    let mut dependencies: Vec<Value> =
        arrows.into_iter().map(|(of, on)| json!({ "ref": of, "dependsOn": on })).collect();
    dependencies.sort_by_key(|dependency| dependency["ref"].to_string());
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": reference(program),
                "name": "응답소",
                "version": program.version.to_string(),
                "purl": reference(program),
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Everything that is built into the program, or builds it, and who needs whom.
fn within(metadata: &Metadata, program: &PackageId) -> Result<(BTreeSet<PackageId>, Arrows)> {
    let resolve = metadata.resolve.as_ref().context("cargo metadata resolved nothing")?;
    let named: BTreeMap<&PackageId, String> =
        metadata.packages.iter().map(|package| (&package.id, reference(package))).collect();
    let name = |id: &PackageId| named.get(id).cloned().unwrap_or_default();
    let (mut seen, mut arrows) = (BTreeSet::new(), Arrows::new());
    let mut ahead = vec![program.clone()];
    while let Some(id) = ahead.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let node = resolve.nodes.iter().find(|node| node.id == id).context("a package without its node")?;
        let real = |kinds: &[cargo_metadata::DepKindInfo]| {
            kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
        };
        let needed = node.deps.iter().filter(|dependency| real(&dependency.dep_kinds));
        let needed: Vec<PackageId> = needed.map(|dependency| dependency.pkg.clone()).collect();
        arrows.insert(name(&id), needed.iter().map(name).collect());
        ahead.extend(needed);
    }
    Ok((seen, arrows))
}

fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn component(package: &Package, hashes: &BTreeMap<(String, String), String>) -> Value {
    let version = package.version.to_string();
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(package),
        "name": package.name.to_string(),
        "version": version,
        "purl": reference(package),
    });
    if let Some(licence) = &package.license {
        // The old `/` means OR.
        component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
    }
    if let Some(hash) = hashes.get(&(package.name.to_string(), version)) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": hash }]);
    }
    component
}

/// SHA-256 of what was fetched, by name and version, as Cargo.lock holds them.
fn checksums(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = lock.parse()?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock has no packages")?;
    let text = |package: &toml::Value, name: &str| Some(package.get(name)?.as_str()?.to_owned());
    let known = packages.iter().filter_map(|package| {
        Some(((text(package, "name")?, text(package, "version")?), text(package, "checksum")?))
    });
    Ok(known.collect())
}

/// The kit the pages are dressed with; its tokens and fonts are in the binary.
fn dress(lock: &str) -> Result<Vec<Value>> {
    let lock: Value = serde_json::from_str(lock)?;
    let packages = lock["packages"].as_object().context("package-lock.json has no packages")?;
    let outside = packages.iter().filter_map(|(path, package)| {
        let (_, name) = path.rsplit_once("node_modules/")?;
        let version = package["version"].as_str()?;
        let purl = format!("pkg:npm/{name}@{version}");
        let licence = package["license"].as_str().unwrap_or("NOASSERTION");
        Some(json!({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "licenses": [{ "expression": licence }],
        }))
    });
    Ok(outside.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_named_once_with_version_licence_and_hash_and_no_arrow_leads_nowhere() {
        let options = ["--filter-platform".to_owned(), PLATFORM.to_owned(), "--locked".to_owned()];
        let bill = bill(&MetadataCommand::new().other_options(options).exec().unwrap()).unwrap();
        let components = bill["components"].as_array().unwrap();
        let mut names: BTreeSet<&str> =
            components.iter().map(|component| component["bom-ref"].as_str().unwrap()).collect();
        assert_eq!(names.len(), components.len());
        assert!(names.len() > 200 && names.iter().any(|name| name.starts_with("pkg:npm/krds-uiux@")));
        for outside in components.iter().filter(|component| component["hashes"].is_array()) {
            assert!(outside["licenses"][0]["expression"].is_string(), "{outside}");
        }
        let without = components.iter().filter(|component| !component["hashes"].is_array()).count();
        assert!(without < 20, "only our own rooms and the kit were not fetched by cargo: {without}");
        let program = bill["metadata"]["component"]["bom-ref"].as_str().unwrap();
        names.insert(program);
        for dependency in bill["dependencies"].as_array().unwrap() {
            for on in dependency["dependsOn"].as_array().unwrap() {
                assert!(names.contains(on.as_str().unwrap()), "{on} is nowhere");
            }
        }
        for tool in ["proptest", "testkit", "xtask", "hostile"] {
            let here = names.iter().any(|name| name.starts_with(&format!("pkg:cargo/{tool}@")));
            assert!(!here, "{tool} is no part of the program");
        }
    }
}
