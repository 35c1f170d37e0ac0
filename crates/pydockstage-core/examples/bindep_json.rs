//! What `bindep.txt` says, as JSON: texts and active profiles come on the standard input as `{"texts": […],
//! "profiles": […]}`, and for each text come its rules and the packages of those that hold, or nothing where it is refused.

use pydockstage_core::project::BindepRule;
use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write as _;

fn main() -> Result<(), Box<dyn Error>> {
    let asked: serde_json::Value = serde_json::from_reader(std::io::stdin())?;
    let texts: Vec<String> = serde_json::from_value(asked["texts"].clone())?;
    let profiles: BTreeSet<String> = serde_json::from_value(asked["profiles"].clone())?;
    let answers: Vec<serde_json::Value> = texts
        .iter()
        .map(|text| match BindepRule::read(text) {
            Ok(rules) => {
                let active: Vec<&str> = rules
                    .iter()
                    .filter(|rule| rule.is_active(&profiles))
                    .map(|rule| rule.package.as_str())
                    .collect();
                let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
                serde_json::json!({ "rules": rules, "active": active })
            }
            Err(_) => serde_json::Value::Null,
        })
        .collect();
    writeln!(std::io::stdout(), "{}", serde_json::Value::from(answers))?;
    Ok(())
}
