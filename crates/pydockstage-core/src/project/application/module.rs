//! One module, as far as it matters for finding applications.

use super::framework::{self, FRAMEWORKS, Framework};
use crate::names::ProjectPath;
use crate::project::metadata::python_source::{Line, Token, TokenKind, lines, tokens};
use std::collections::BTreeMap;

/// What a module makes and imports.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// The applications at its top.
    pub(super) instances: Vec<Instance>,
    /// The functions that return one.
    pub(super) factories: Vec<Instance>,
    /// What is made by a call of a function that is no framework's.
    pub(super) calls: Vec<Call>,
    /// The modules that it imports by absolute names.
    pub(super) imports: Vec<String>,
    /// Whether it runs when it is called by name.
    pub(super) is_guarded: bool,
    pub(super) guard_line: usize,
}

/// Something with a name that is, or makes, an application.
#[derive(Debug, Clone)]
pub(super) struct Instance {
    pub(super) name: String,
    pub(super) framework: &'static Framework,
    pub(super) line: usize,
}

/// `name = function()`.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) function: String,
    pub(super) line: usize,
}

/// Whether the text has any word that is looked for; most modules have none.
pub(super) fn may_matter(text: &str) -> bool {
    FRAMEWORKS.iter().any(|framework| text.contains(framework.constructor()))
        || text.contains("__main__")
        || text.contains("streamlit")
        || text.contains("app(")
        || text.contains("application(")
}

impl Module {
    /// Reads the text of the module at `path`. What is no Python gives something all the same.
    pub(super) fn read(path: &ProjectPath, text: &str) -> Self {
        let tokens = tokens(text);
        let mut reading = Reading::default();
        for line in lines(text, &tokens) {
            reading.line(&line);
        }
        reading.close_function();
        let Reading { mut module, mounted, imports_streamlit, .. } = reading;
        module.instances.retain(|instance| !mounted.contains(&instance.name));
        // Dash is served by the Flask application that it has.
        let has_server = module.instances.iter().any(|made| made.name == "server");
        module.instances.retain(|made| made.framework.name != "Dash" || made.name == "server" || !has_server);
        for made in &mut module.instances {
            if made.framework.name == "Dash" && made.name != "server" {
                made.name.push_str(".server");
            }
        }
        if imports_streamlit && path.parent().is_root() {
            module.instances.push(Instance {
                name: path.as_str().to_owned(),
                framework: &framework::STREAMLIT,
                line: 1,
            });
        }
        module
    }
}

/// What is known while the lines go by.
#[derive(Debug, Default)]
struct Reading {
    module: Module,
    /// What each imported name stands for.
    names: BTreeMap<String, String>,
    /// The indentation of each block that is no plain part of the module: a function, a class, a guard.
    closed: Vec<usize>,
    /// The function at the top that is being read.
    function: Option<Function>,
    mounted: Vec<String>,
    imports_streamlit: bool,
}

#[derive(Debug)]
struct Function {
    name: String,
    line: usize,
    framework: Option<&'static Framework>,
    is_callable: bool,
}

impl Reading {
    fn line(&mut self, line: &Line<'_>) {
        while self.closed.last().is_some_and(|indent| line.indent <= *indent) {
            self.closed.pop();
        }
        if self.closed.is_empty() {
            self.close_function();
        }
        let words = line.tokens;
        match words {
            [Token { kind: TokenKind::Word("from"), .. }, rest @ ..] => self.from(rest),
            [Token { kind: TokenKind::Word("import"), .. }, rest @ ..] => self.import(rest),
            [
                Token { kind: TokenKind::Word("async"), .. },
                Token { kind: TokenKind::Word("def"), .. },
                rest @ ..,
            ]
            | [Token { kind: TokenKind::Word("def"), .. }, rest @ ..] => {
                if self.closed.is_empty() {
                    self.function = function(rest, line.number);
                }
                self.closed.push(line.indent);
                // A body on the same line.
                self.body(words);
            }
            [Token { kind: TokenKind::Word("class"), .. }, ..] => self.closed.push(line.indent),
            [Token { kind: TokenKind::Word("if"), .. }, rest @ ..] if is_guard(rest) => {
                if line.indent == 0 {
                    self.module.is_guarded = true;
                    self.module.guard_line = line.number;
                }
                self.closed.push(line.indent);
            }
            _ if self.closed.is_empty() => self.statement(words, line.number),
            _ => self.body(words),
        }
    }

    /// `from a.b import c as d, e`; relative imports are of no matter.
    fn from(&mut self, words: &[Token<'_>]) {
        let Some(at) = words.iter().position(|token| token.kind == TokenKind::Word("import")) else { return };
        let (module, names) = words.split_at(at);
        let module: String = module.iter().map(text).collect();
        self.imports_streamlit |= module == "streamlit" || module.starts_with("streamlit.");
        if module.starts_with('.') {
            return;
        }
        self.module.imports.push(module.clone());
        for (name, alias) in aliases(names.get(1..).unwrap_or_default()) {
            self.names.insert(alias, format!("{module}.{name}"));
        }
    }

    /// `import a.b as c, d`.
    fn import(&mut self, words: &[Token<'_>]) {
        for (name, alias) in aliases(words) {
            self.imports_streamlit |= name == "streamlit";
            self.module.imports.push(name.clone());
            if alias == name {
                let top = name.split('.').next().unwrap_or_default().to_owned();
                self.names.insert(top.clone(), top);
            } else {
                self.names.insert(alias, name);
            }
        }
    }

    /// What a dotted name stands for.
    fn resolved(&self, dotted: &str) -> String {
        let (first, rest) =
            dotted.split_once('.').map_or((dotted, None), |(first, rest)| (first, Some(rest)));
        let first = self.names.get(first).map_or(first, String::as_str);
        rest.map_or_else(|| first.to_owned(), |rest| format!("{first}.{rest}"))
    }

    /// A statement at the top: `name = Framework(...)`.
    fn statement(&mut self, words: &[Token<'_>], line: usize) {
        self.mounts(words);
        let [Token { kind: TokenKind::Word(name), .. }, Token { kind: TokenKind::Symbol('=' | ':'), .. }, ..] =
            words
        else {
            return;
        };
        let Some(value) = value(words) else { return };
        let (dotted, is_called) = dotted(value);
        let path = self.resolved(&dotted);
        let name = (*name).to_owned();
        if is_called {
            if let Some(framework) = framework::of_path(&path) {
                self.module.instances.retain(|made| made.name != name);
                self.module.instances.push(Instance { name, framework, line });
            } else if let Some(function) =
                path.rsplit('.').next().filter(|function| is_factory_name(function))
            {
                self.module.calls.push(Call { name, function: function.to_owned(), line });
            }
        } else if let Some(dash) = dotted.strip_suffix(".server") {
            let found = self.module.instances.iter().find(|made| made.name == dash);
            if let Some(framework) = found.map(|made| made.framework) {
                self.module.instances.push(Instance { name, framework, line });
            }
        }
    }

    /// A line inside a function or a class.
    fn body(&mut self, words: &[Token<'_>]) {
        self.mounts(words);
        let paths: Vec<String> = (0..words.len())
            .filter(|at| at.checked_sub(1).is_none_or(|before| words[before].kind != TokenKind::Symbol('.')))
            .filter_map(|at| {
                let (dotted, is_called) = dotted(words.get(at..).unwrap_or_default());
                is_called.then(|| self.resolved(&dotted))
            })
            .collect();
        if let Some(function) = &mut self.function {
            function.framework =
                function.framework.or_else(|| paths.iter().find_map(|path| framework::of_path(path)));
        }
    }

    /// `app.mount("/api", other)`: the other one is not served by itself.
    fn mounts(&mut self, words: &[Token<'_>]) {
        let Some(at) = words.iter().position(|token| token.kind == TokenKind::Word("mount")) else { return };
        let names = words.get(at + 1..).unwrap_or_default().iter().filter_map(|token| match token.kind {
            TokenKind::Word(name) => Some(name.to_owned()),
            _ => None,
        });
        self.mounted.extend(names);
    }

    fn close_function(&mut self) {
        let Some(Function { name, line, framework: Some(framework), is_callable: true }) =
            self.function.take()
        else {
            return;
        };
        if is_factory_name(&name) {
            self.module.factories.push(Instance { name, framework, line });
        }
    }
}

/// Whether a function of that name returns an application, as far as its name tells.
fn is_factory_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("app")
        || name.ends_with("application")
        || name.ends_with("app_factory")
        || name == "factory"
}

/// The function that a `def` begins; `words` stand behind it.
fn function(words: &[Token<'_>], line: usize) -> Option<Function> {
    let [Token { kind: TokenKind::Word(name), .. }, Token { kind: TokenKind::Symbol('('), .. }, rest @ ..] =
        words
    else {
        return None;
    };
    Some(Function { name: (*name).to_owned(), line, framework: None, is_callable: is_callable(rest) })
}

/// Whether the parameters, up to the bracket that closes them, can all be left out.
fn is_callable(words: &[Token<'_>]) -> bool {
    let (mut depth, mut has_name, mut has_default) = (0_usize, false, false);
    for token in words {
        match token.kind {
            TokenKind::Symbol('(' | '[' | '{') => depth += 1,
            TokenKind::Symbol(')') if depth == 0 => return !has_name || has_default,
            TokenKind::Symbol(')' | ']' | '}') => depth = depth.saturating_sub(1),
            TokenKind::Symbol(',') if depth == 0 => {
                if has_name && !has_default {
                    return false;
                }
                (has_name, has_default) = (false, false);
            }
            // `*args`, `**kwargs` and the bare `*` need nothing.
            TokenKind::Symbol('=' | '*' | '/') if depth == 0 => has_default = true,
            TokenKind::Word(_) => has_name = true,
            _ => {}
        }
    }
    false
}

/// Whether the condition is that the module was called by name, or that only a type checker reads on.
fn is_guard(words: &[Token<'_>]) -> bool {
    matches!(words.first().map(|token| &token.kind), Some(TokenKind::Word("__name__" | "TYPE_CHECKING")))
}

/// What stands behind the last `=` of an assignment; none where there is no such.
fn value<'a, 'b>(words: &'a [Token<'b>]) -> Option<&'a [Token<'b>]> {
    let mut depth = 0_usize;
    let mut last = None;
    for (at, token) in words.iter().enumerate() {
        match token.kind {
            TokenKind::Symbol('(') => break,
            TokenKind::Symbol('[' | '{') => depth += 1,
            TokenKind::Symbol(']' | '}') => depth = depth.saturating_sub(1),
            TokenKind::Symbol('=') if depth == 0 => last = Some(at),
            _ => {}
        }
    }
    last.and_then(|at| words.get(at + 1..))
}

/// The dotted name at the front, and whether it is called.
fn dotted(words: &[Token<'_>]) -> (String, bool) {
    let mut name = String::new();
    for token in words {
        match token.kind {
            TokenKind::Word(word) if name.is_empty() || name.ends_with('.') => name.push_str(word),
            TokenKind::Symbol('.') if !name.is_empty() => name.push('.'),
            TokenKind::Symbol('(') => return (name.clone(), !name.is_empty()),
            _ => break,
        }
    }
    (name, false)
}

/// `a as b, (c)` as pairs of a dotted name and the name that it is given.
fn aliases(words: &[Token<'_>]) -> Vec<(String, String)> {
    let is_bracket = |token: &&Token<'_>| !matches!(token.kind, TokenKind::Symbol('(' | ')'));
    let plain: Vec<&Token<'_>> = words.iter().filter(is_bracket).collect();
    let one = |item: &[&Token<'_>]| {
        let at = item.iter().position(|token| token.kind == TokenKind::Word("as")).unwrap_or(item.len());
        let name: String = item.iter().take(at).map(|token| text(token)).collect();
        let alias = item.get(at + 1).map_or_else(|| name.clone(), |token| text(token));
        (!name.is_empty()).then_some((name, alias))
    };
    plain.split(|token| token.kind == TokenKind::Symbol(',')).filter_map(one).collect()
}

fn text(token: &Token<'_>) -> String {
    match &token.kind {
        TokenKind::Word(word) => (*word).to_owned(),
        TokenKind::Symbol(symbol) => symbol.to_string(),
        TokenKind::Text(_) | TokenKind::Other => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Module {
        Module::read(&"app/main.py".parse().unwrap(), text)
    }

    fn made(text: &str) -> Vec<String> {
        read(text)
            .instances
            .iter()
            .map(|made| format!("{} {} {}", made.name, made.framework.name, made.line))
            .collect()
    }

    #[test]
    fn applications_at_the_top_are_found_however_they_are_imported() {
        assert_eq!(
            made("from fastapi import FastAPI\n\napp = FastAPI(\n    title='x',\n)\n"),
            ["app FastAPI 3"]
        );
        assert_eq!(made("import flask as f\nserver: f.Flask = f.Flask(__name__)\n"), ["server Flask 2"]);
        assert_eq!(
            made("from starlette.applications import (\n  Starlette as S,\n)\na = b = S()"),
            ["a Starlette 4"]
        );
        assert_eq!(made("import falcon.asgi\napp = falcon.asgi.App()"), ["app Falcon 2"]);
        assert_eq!(
            made("try:\n    from flask import Flask\n    app = Flask('x')\nexcept ImportError:\n    pass"),
            ["app Flask 3"]
        );
        assert_eq!(made("import dash\napp = dash.Dash(__name__)\nserver = app.server\n"), ["server Dash 3"]);
        assert_eq!(made("import dash\napp = dash.Dash(__name__)\n"), ["app.server Dash 2"]);
    }

    #[test]
    fn what_is_no_application_of_the_module_is_left_out() {
        assert!(made("class FastAPI: pass\napp = FastAPI()").is_empty());
        assert!(
            made("from fastapi import FastAPI\nif __name__ == '__main__':\n    app = FastAPI()").is_empty()
        );
        assert!(made("'''\nfrom flask import Flask\napp = Flask()\n'''").is_empty());
        assert!(made("from flask import Flask\ndef test():\n    app = Flask()").is_empty());
        assert_eq!(
            made("from fastapi import FastAPI\nsub = FastAPI()\napp = FastAPI()\napp.mount('/sub', sub)"),
            ["app FastAPI 3"]
        );
    }

    #[test]
    fn a_factory_is_a_function_that_can_be_called_without_arguments() {
        let names = |text: &str| {
            let factories = read(text).factories;
            factories.iter().map(|made| format!("{} {}", made.name, made.line)).collect::<Vec<_>>()
        };
        let text = "from flask import Flask\n\n\ndef create_app(config=None, *, debug: bool = False) -> Flask:\n    app = \
                    Flask(__name__)\n    return app\n\n\ndef make_app(name):\n    return Flask(name)\n\n\ndef helper():\n    \
                    return Flask('x')\n";
        assert_eq!(names(text), ["create_app 4"]);
        let module = read("from x import create_app\napp = create_app()\n");
        assert_eq!((module.calls[0].name.as_str(), module.calls[0].function.as_str()), ("app", "create_app"));
    }

    #[test]
    fn a_guard_is_found() {
        assert!(read("if __name__ == \"__main__\":\n    main()\n").is_guarded);
        assert!(!read("if x:\n    pass\n").is_guarded);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}", lines in proptest::collection::vec("(from|import|def|class|if|app|=|\\(|\\)|FastAPI|    |\"|'''|:|,|\\.|\\\\)( |\n)?", 0..40)) {
            read(&text);
            read(&lines.concat());
        }
    }
}
