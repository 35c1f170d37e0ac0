/// How a server talks to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Interface {
    /// WSGI (PEP 3333).
    Wsgi,
    /// ASGI.
    Asgi,
    /// Sanic's own; the framework brings its server.
    Sanic,
    /// aiohttp's own; gunicorn runs it by a worker of aiohttp's.
    Aiohttp,
    /// Streamlit's: a script that its command runs.
    Streamlit,
}

/// What makes an application, by the place it is imported from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Framework {
    pub(super) name: &'static str,
    /// The package at the top of the import.
    package: &'static str,
    /// The class or function.
    constructor: &'static str,
    pub(super) interface: Interface,
}

const fn framework(
    name: &'static str,
    package: &'static str,
    constructor: &'static str,
    interface: Interface,
) -> Framework {
    Framework { name, package, constructor, interface }
}

/// The constructors that the frameworks' own documentation shows.
pub(super) static FRAMEWORKS: [Framework; 20] = [
    framework("FastAPI", "fastapi", "FastAPI", Interface::Asgi),
    framework("Starlette", "starlette", "Starlette", Interface::Asgi),
    framework("Litestar", "litestar", "Litestar", Interface::Asgi),
    framework("Quart", "quart", "Quart", Interface::Asgi),
    framework("BlackSheep", "blacksheep", "Application", Interface::Asgi),
    framework("Django", "django", "get_asgi_application", Interface::Asgi),
    framework("Django", "channels", "ProtocolTypeRouter", Interface::Asgi),
    framework("Django", "channels", "get_default_application", Interface::Asgi),
    framework("Socket.IO", "socketio", "ASGIApp", Interface::Asgi),
    framework("Socket.IO", "socketio", "WSGIApp", Interface::Wsgi),
    framework("Django", "django", "get_wsgi_application", Interface::Wsgi),
    framework("Flask", "flask", "Flask", Interface::Wsgi),
    framework("APIFlask", "apiflask", "APIFlask", Interface::Wsgi),
    framework("Bottle", "bottle", "Bottle", Interface::Wsgi),
    framework("Falcon", "falcon", "App", Interface::Wsgi),
    framework("Falcon", "falcon", "API", Interface::Wsgi),
    framework("Dash", "dash", "Dash", Interface::Wsgi),
    framework("Sanic", "sanic", "Sanic", Interface::Sanic),
    framework("aiohttp", "aiohttp", "Application", Interface::Aiohttp),
    framework("Falcon", "falcon.asgi", "App", Interface::Asgi),
];

/// A script that Streamlit runs; it makes no application by itself.
pub(super) static STREAMLIT: Framework = framework("Streamlit", "streamlit", "", Interface::Streamlit);

impl Framework {
    pub(super) fn constructor(&self) -> &'static str {
        self.constructor
    }
}

/// What is made by a call of the dotted `path`, as `fastapi.applications.FastAPI`.
pub(super) fn of_path(path: &str) -> Option<&'static Framework> {
    let (module, constructor) = path.rsplit_once('.')?;
    FRAMEWORKS.iter().rev().find(|framework| {
        framework.constructor == constructor
            && module
                .strip_prefix(framework.package)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constructor_is_known_by_where_it_comes_from() {
        let name = |path| of_path(path).map(|framework| (framework.name, framework.interface));
        assert_eq!(name("fastapi.FastAPI"), Some(("FastAPI", Interface::Asgi)));
        assert_eq!(name("starlette.applications.Starlette"), Some(("Starlette", Interface::Asgi)));
        assert_eq!(name("falcon.asgi.App"), Some(("Falcon", Interface::Asgi)));
        assert_eq!(name("falcon.App"), Some(("Falcon", Interface::Wsgi)));
        assert_eq!(name("myflask.Flask"), None);
        assert_eq!(name("tkinter.Application"), None);
    }
}
