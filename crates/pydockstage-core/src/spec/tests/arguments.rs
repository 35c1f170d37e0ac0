use super::own;
use crate::names::Release;
use crate::spec::{Argument, Spec, Written};
use serde_json::json;

#[test]
fn an_argument_takes_the_place_of_what_the_file_says() {
    let file = own(
        "base = \"debian:bookworm\"\npython = \"3.12\"\nexpose = [1, 2]\n[env]\nA = \"1\"\nB = \"2\"\n[stages]\nbuild = \"test\"\n",
    );
    let arguments = Spec::of_arguments([
        Argument::new("base", "--base", "debian:trixie"),
        Argument::new("expose", "--expose", json!([5000])),
        Argument::new("env", "--env", json!({ "B": "3", "C": "4" })),
        Argument::new("stages.production", "--production", "release"),
        Argument::new("command", "--command", serde_json::Value::Null),
    ])
    .unwrap();
    let spec = file.overlaid(arguments).unwrap();
    let base = spec.base.unwrap();
    assert_eq!(
        (base.value.to_string().as_str(), base.origin.to_string().as_str()),
        ("debian:trixie", "--base")
    );
    assert_eq!(spec.python.unwrap().origin.to_string(), "pydockstage.toml:2:10");
    assert_eq!(spec.expose.unwrap().value.len(), 1);
    let env: Vec<String> = spec.env.iter().map(|(name, value)| format!("{name}={}", value.value)).collect();
    assert_eq!(env, ["A=1", "B=3", "C=4"]);
    assert_eq!(spec.stages.build.unwrap().value.as_str(), "test");
    assert_eq!(spec.stages.production.unwrap().value.as_str(), "release");
    assert!(spec.command.is_none());
}

#[test]
fn a_rust_program_fills_the_fields() {
    let release: Release = "debian:trixie".parse().unwrap();
    let arguments = Spec { base: Some(Written::argument(release, "base")), ..Spec::default() };
    assert_eq!(Spec::default().overlaid(arguments.clone()).unwrap(), arguments);
}

#[test]
fn a_fault_names_the_argument() {
    let errors = Spec::of_arguments([
        Argument::new("base", "--base", "debain:trixie"),
        Argument::new("expose", "expose", json!([0])),
        Argument::new("comand", "comand", "x"),
    ])
    .unwrap_err();
    insta::assert_snapshot!(errors, @r#"
    error[bad-value]: `debain:trixie` is no distribution and release: the distribution is one of debian, ubuntu, centos, rhel, ubi, rocky, alma, fedora, amazon, alpine, wolfi
      = note: it was given as --base
      = help: give "debian:trixie"

    error[bad-value]: `0` is no port: the number is from 1 to 65535
      = note: it was given as expose
      = help: give a value such as [5000, "5353/udp"]

    error[unknown-key]: the spec has no key `comand`
      = note: it was given as comand
      = help: write `command` instead of `comand`
    "#);
}

#[test]
fn what_is_sound_by_itself_can_be_wrong_together() {
    let file = own("[stages]\nbuild = \"test\"\n");
    let arguments = Spec::of_arguments([Argument::new("stages.production", "--production", "test")]).unwrap();
    insta::assert_snapshot!(file.overlaid(arguments).unwrap_err(), @"
    error[stage-name-taken]: two stages would be called `test`
      = note: `stages.build` has the name from pydockstage.toml:2:9
      = note: it was given as --production
      = help: give it another name, or write another one for stages.build
    ");
}
