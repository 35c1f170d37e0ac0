//! SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for the programs that gather findings.

use crate::findings::Finding;
use serde_json::{Map, Value, json};

/// The findings as a log of one run.
pub(crate) fn log(findings: &[Finding]) -> Value {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "pydockstage",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(finding: &Finding) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "level": if finding.is_error { "error" } else { "note" },
        "message": { "text": finding.text },
    });
    if let Some(path) = &finding.path {
        let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
        if let Some(line) = finding.line {
            let mut region = Map::from_iter([("startLine".to_owned(), line.into())]);
            if let Some((first, behind)) = finding.columns {
                region.insert("startColumn".to_owned(), first.into());
                region.insert("endColumn".to_owned(), behind.into());
            }
            physical["region"] = region.into();
        }
        result["locations"] = json!([{ "physicalLocation": physical }]);
    }
    result
}

/// The path as a relative reference (RFC 3986, section 4.2).
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => {
                // Writing to a string can't fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
