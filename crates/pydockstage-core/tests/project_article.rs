//! The layout of the article: `requirements/base.txt`, `requirements/dev.txt`, and a project beside them.

mod project_tree;

use project_tree::tree;
use pydockstage_core::project::{GlobalOption, Layout, Project, RequirementKind, SetSource};

#[test]
fn each_file_of_the_folder_is_a_set_and_constraints_are_none() {
    let root = tree(&[
        ("setup.py", "from setuptools import setup\nsetup(name='myproject')\n"),
        (
            "requirements/base.txt",
            "-c constraints.txt\n--index-url https://example.org/simple\nflask>=2\npython-ldap\n",
        ),
        ("requirements/dev.txt", "-r base.txt\npytest ; python_version >= '3.9'\n"),
        ("requirements/constraints.txt", "flask==3.0.0\n"),
    ]);
    let project = Project::read(root.path()).unwrap();

    assert_eq!(project.layout(), &Layout::Directory("requirements".parse().unwrap()));
    let names: Vec<_> = project.sets().keys().map(ToString::to_string).collect();
    assert_eq!(names, ["base", "dev"]);
    assert_eq!(project.default_set().name().as_str(), "base");

    let dev = &project.sets()["dev"];
    assert_eq!(dev.source(), &SetSource::Files(vec!["requirements/dev.txt".parse().unwrap()]));
    let closure: Vec<_> = dev.closure().iter().map(ToString::to_string).collect();
    assert_eq!(closure, ["requirements/dev.txt", "requirements/base.txt", "requirements/constraints.txt"]);

    let required: Vec<_> = dev
        .requirements()
        .iter()
        .map(|r| (r.name.as_ref().unwrap().as_str(), r.origin.to_string()))
        .collect();
    assert_eq!(
        required,
        [
            ("flask", "requirements/base.txt:3".to_owned()),
            ("python-ldap", "requirements/base.txt:4".to_owned()),
            ("pytest", "requirements/dev.txt:2".to_owned()),
        ]
    );
    let constraint = &dev.constraints()[0];
    assert_eq!(constraint.text, "flask==3.0.0");
    assert!(
        matches!(&constraint.kind, RequirementKind::Index(specifiers) if specifiers.to_string() == "==3.0.0")
    );
    let option = &dev.options()[0];
    assert_eq!(option.value, GlobalOption::IndexUrl("https://example.org/simple".to_owned()));
    assert_eq!(option.origin.to_string(), "requirements/base.txt:2");
}
