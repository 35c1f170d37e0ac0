//! Where the system packages of a plan come from: the owner, what is declared, and what is known of the requirements.
#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test

mod project_tree;

use project_tree::tree;
use pydockstage_core::packages::Catalog;
use pydockstage_core::plan::{Action, Plan, PlanError, Role};
use pydockstage_core::project::Project;
use pydockstage_core::spec::Spec;

fn plan(files: &[(&str, &str)]) -> Plan {
    let folder = tree(files);
    let project = Project::read(folder.path()).unwrap();
    let spec = Spec::read(folder.path()).unwrap();
    Plan::resolve(&project, &spec, Catalog::embedded()).unwrap()
}

fn packages(plan: &Plan, role: Role) -> Vec<String> {
    let steps = plan.stage(role).into_iter().flat_map(|stage| &stage.steps);
    let installed = steps.filter_map(|step| match &step.action {
        Action::InstallPackages { packages, .. } => Some(packages),
        _ => None,
    });
    installed.flatten().map(|package| package.name.to_string()).collect()
}

/// A plan on trixie of these requirements, of what stands in `bindep.txt`, and of more lines of the spec.
fn planned(requirements: &str, bindep: &str, spec: &str) -> Plan {
    let spec = format!("base = \"debian:trixie\"\npython = \"3.13\"\ncommand = [\"python\"]\n{spec}");
    let mut files = vec![("requirements.txt", requirements), ("pydockstage.toml", spec.as_str())];
    if !bindep.is_empty() {
        files.push(("bindep.txt", bindep));
    }
    plan(&files)
}

#[test]
fn what_no_binary_names_is_compiled() {
    let plan = planned("--no-binary lxml\nlxml\npillow\n", "", "");
    assert_eq!(
        packages(&plan, Role::Toolchain),
        ["gcc", "libc6-dev", "libxml2-dev", "libxslt1-dev", "zlib1g-dev"]
    );
    assert_eq!(packages(&plan, Role::Runtime), ["libxml2", "libxslt1.1"]);
}

#[test]
fn only_binary_is_believed() {
    let plan = planned("--only-binary :all:\npsycopg2\n", "", "");
    assert!(plan.stage(Role::Toolchain).is_none());
}

#[test]
fn what_a_wheel_opens_or_runs_is_there_for_the_tests_too() {
    let plan = planned("python-magic\n", "", "");
    assert_eq!(packages(&plan, Role::Toolchain), ["libmagic1t64"]);
    assert_eq!(packages(&plan, Role::Runtime), ["libmagic1t64"]);
}

#[test]
fn what_the_owner_wrote_goes_beside_what_is_inferred_and_before_it() {
    let plan = planned("python-ldap\npsycopg2\n", "", "system.build = [\"libldap2-dev\"]");
    assert_eq!(
        packages(&plan, Role::Toolchain),
        ["gcc", "libc6-dev", "libldap2-dev", "libpq-dev", "libsasl2-dev"]
    );
    assert_eq!(packages(&plan, Role::Runtime), ["libldap2", "libpq5", "libsasl2-2"]);
}

#[test]
fn the_owner_may_say_what_a_requirement_needs() {
    let spec = "system.needs = { pycurl = [\"libcurl4-gnutls-dev\"], psycopg2 = [] }";
    let plan = planned("--no-binary pycurl\nPyCURL\npsycopg2\n", "", spec);
    assert_eq!(packages(&plan, Role::Toolchain), ["gcc", "libc6-dev", "libcurl4-gnutls-dev"]);
    assert_eq!(packages(&plan, Role::Runtime), ["libcurl3t64-gnutls"]);
}

#[test]
fn a_rust_of_the_owners_choice_is_the_only_one() {
    let requirements = "--no-binary cryptography\ncryptography\n";
    let inferred = planned(requirements, "", "");
    assert!(packages(&inferred, Role::Toolchain).contains(&"cargo-web".to_owned()));
    let written = planned(requirements, "", "system.build = [\"cargo\"]");
    let toolchain = packages(&written, Role::Toolchain);
    assert!(toolchain.contains(&"cargo".to_owned()) && !toolchain.contains(&"cargo-web".to_owned()));
}

#[test]
fn bindep_tells_the_toolchain_and_the_image_that_ships() {
    let bindep = "libldap2-dev [platform:dpkg]\nlibsasl2-dev [platform:dpkg compile]\nxmlsec1 [platform:dpkg]\n\
                  openldap-devel [platform:rpm]\nlibpq-dev [platform:debian-12]\nslapd [test]\n\
                  python3-dev [platform:dpkg compile]\n";
    let plan = planned("flask\n", bindep, "");
    assert_eq!(
        packages(&plan, Role::Toolchain),
        ["gcc", "libc6-dev", "libldap2-dev", "libsasl2-dev", "xmlsec1"]
    );
    assert_eq!(packages(&plan, Role::Runtime), ["libldap2", "libsasl2-2", "xmlsec1"]);
    let reason = &plan.stage(Role::Runtime).unwrap().steps;
    assert!(format!("{reason:?}").contains("bindep.txt:1"));
}

#[test]
fn what_is_declared_goes_before_what_is_known() {
    let plan = planned("python-ldap\n", "libldap2-dev [platform:dpkg compile]\n", "");
    assert_eq!(packages(&plan, Role::Toolchain), ["gcc", "libc6-dev", "libldap2-dev", "libsasl2-dev"]);
}

#[test]
fn the_external_table_tells_by_its_keys() {
    let pyproject = "[project]\nname = \"x\"\nversion = \"1\"\n\
         [external]\nbuild-requires = [\"dep:virtual/compiler/cxx\", \"dep:generic/pkg-config\"]\n\
         host-requires = [\"dep:generic/openssl@>=3\", \"dep:generic/zlib; sys_platform == 'win32'\"]\n\
         dependencies = [\"dep:generic/libpq\"]\n\
         [tool.pydockstage]\nbase = \"debian:trixie\"\npython = \"3.13\"\ncommand = [\"python\"]\n";
    let plan = plan(&[("pyproject.toml", pyproject)]);
    assert_eq!(
        packages(&plan, Role::Toolchain),
        ["g++", "gcc", "libc6-dev", "libpq5", "libssl-dev", "libstdc++6", "pkgconf"]
    );
    assert_eq!(packages(&plan, Role::Runtime), ["libpq5", "libssl3t64", "libstdc++6"]);
}

#[test]
fn the_owners_mapping_goes_before_what_is_known_under_any_name_of_the_package() {
    for name in ["libldap2-dev", "libldap-dev"] {
        for (own, ships) in [("[]", vec!["libsasl2-2"]), ("[\"libslapi2\"]", vec!["libsasl2-2", "libslapi2"])]
        {
            for build in ["", "system.build = [\"libldap2-dev\"]\n", "system.build = [\"libldap-dev\"]\n"] {
                for bindep in ["", "libldap2-dev [platform:dpkg compile]\n"] {
                    let spec = format!("{build}system.mapping = {{ \"{name}\" = {own} }}");
                    let plan = planned("python-ldap\n", bindep, &spec);
                    assert_eq!(packages(&plan, Role::Runtime), ships, "{spec}\n{bindep}");
                }
            }
        }
    }
}

#[test]
fn a_package_that_the_owner_wrote_and_mapped_to_nothing_stands_for_its_other_name_too() {
    let spec = "system.build = [\"libldap2-dev\"]\nsystem.mapping = { \"libldap2-dev\" = [] }";
    let plan = planned("python-ldap\n", "", spec);
    assert_eq!(packages(&plan, Role::Toolchain), ["gcc", "libc6-dev", "libldap2-dev", "libsasl2-dev"]);
    assert_eq!(packages(&plan, Role::Runtime), ["libsasl2-2"]);
}

#[test]
fn a_version_that_is_declared_is_not_passed_over_in_silence() {
    let said = "versions are not compared: debian:trixie has the version it has";
    let plan_of_bindep = planned(
        "flask\n",
        "libpq-dev [platform:dpkg] >=13,<18\nlibpq5 [platform:rpm] >=1\n",
        "system.build = []",
    );
    assert_eq!(
        plan_of_bindep.notes,
        [format!("bindep.txt:1: libpq-dev of >=13,<18 is declared, and {said}")]
    );
    let pyproject = "[project]\nname = \"x\"\nversion = \"1\"\n[external]\n\
         host-requires = [\n\"dep:generic/openssl@>=3\",\n\"dep:generic/zlib@1.2; sys_platform == 'win32'\",\n]\n\
         dependencies = [\"dep:generic/libpq\"]\n\
         [tool.pydockstage]\nbase = \"debian:trixie\"\npython = \"3.13\"\ncommand = [\"python\"]\n";
    let plan_of_external = plan(&[("pyproject.toml", pyproject)]);
    let said = format!("pyproject.toml:6: dep:generic/openssl of >=3 is declared, and {said}");
    assert_eq!(plan_of_external.notes, [said]);
}

fn installed(plan: &Plan, role: Role) -> Vec<String> {
    let steps = plan.stage(role).into_iter().flat_map(|stage| &stage.steps);
    let scanned = steps.filter(|step| matches!(step.action, Action::InstallScanned { .. }));
    scanned.flat_map(|step| step.action.packages()).map(|package| package.name.to_string()).collect()
}

#[test]
fn what_the_files_link_to_is_left_to_the_build_and_what_they_open_is_not() {
    for written in ["system.runtime = \"scan\"", "system.scan = true"] {
        let plan = planned("--no-binary scipy\nscipy\npython-ldap\npython-magic\n", "", written);
        let toolchain = packages(&plan, Role::Toolchain);
        assert!(["libldap-dev", "libmagic1t64"].iter().all(|name| toolchain.contains(&(*name).to_owned())));
        assert_eq!(plan.stage(Role::Toolchain).unwrap().runtime().packages, []);
        assert_eq!(installed(&plan, Role::Runtime), ["libmagic1t64"]);
        assert_eq!(packages(&plan, Role::Runtime), [""; 0]);
    }
    let more = planned("python-ldap\n", "", "system = { scan = true, runtime = [\"media-types\"] }");
    assert_eq!(installed(&more, Role::Runtime), ["media-types"]);
}

#[test]
fn a_release_without_a_catalog_is_planned_where_the_build_finds_what_runs() {
    let with = |spec: &str| {
        let spec = format!("base = \"debian:duke\"\npython = \"3.14\"\ncommand = [\"python\"]\n{spec}");
        let files = [("requirements.txt", "python-ldap\n"), ("pydockstage.toml", spec.as_str())];
        let folder = tree(&files);
        let project = Project::read(folder.path()).unwrap();
        let spec = Spec::read(folder.path()).unwrap();
        Plan::resolve(&project, &spec, Catalog::embedded())
    };
    assert!(matches!(with(""), Err(PlanError::Package { .. })));
    let plan = with("system = { build = [\"libldap-dev\", \"libsasl2-dev\"], runtime = \"scan\" }").unwrap();
    assert_eq!(packages(&plan, Role::Toolchain), ["gcc", "libc6-dev", "libldap-dev", "libsasl2-dev"]);
    assert_eq!(installed(&plan, Role::Runtime), [""; 0]);
}

#[test]
fn every_family_is_asked_for_what_the_files_link_to_by_its_own_manager() {
    use pydockstage_core::plan::PackageManager;
    let bases = [
        ("debian:trixie", PackageManager::Apt),
        ("centos:stream9", PackageManager::Dnf),
        ("fedora:42", PackageManager::Dnf5),
        ("alpine:3.23", PackageManager::Apk),
        ("wolfi:latest", PackageManager::Apk),
    ];
    for (base, expected) in bases {
        for written in ["runtime = \"scan\"", "scan = true"] {
            let spec = format!(
                "base = \"{base}\"\ncommand = [\"python\"]\nsystem = {{ build = [\"gcc\"], {written} }}"
            );
            let files = [("requirements.txt", "python-ldap\n"), ("pydockstage.toml", spec.as_str())];
            let folder = tree(&files);
            let project = Project::read(folder.path()).unwrap();
            let spec = Spec::read(folder.path()).unwrap();
            let plan = Plan::resolve(&project, &spec, Catalog::embedded()).unwrap();
            let steps = plan.stage(Role::Runtime).into_iter().flat_map(|stage| &stage.steps);
            let managers: Vec<_> = steps
                .filter_map(|step| match &step.action {
                    Action::InstallScanned { manager, .. } => Some(*manager),
                    _ => None,
                })
                .collect();
            assert_eq!(managers, [expected], "{base}, {written}");
        }
    }
}

#[test]
fn a_scan_that_is_asked_for_and_forbidden_is_refused() {
    let folder = tree(&[("pydockstage.toml", "[system]\nruntime = \"scan\"\nscan = false\n")]);
    let error = Spec::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("`runtime` and `scan` can't both be written"), "{error}");
}
