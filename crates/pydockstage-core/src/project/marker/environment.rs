use super::MarkerVariable;

/// What the markers of requirements are asked against: the Python and the machine of the image.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MarkerEnvironment {
    /// `os.name`: `posix`.
    pub os_name: String,
    /// `sys.platform`: `linux`.
    pub sys_platform: String,
    /// `platform.machine()`: `x86_64`, `aarch64`.
    pub platform_machine: String,
    /// `platform.python_implementation()`: `CPython`, `PyPy`.
    pub platform_python_implementation: String,
    /// `platform.release()`, the kernel's: that of the machine where the image will run can't be known.
    pub platform_release: String,
    /// `platform.system()`: `Linux`.
    pub platform_system: String,
    /// `platform.version()`, the kernel's as well.
    pub platform_version: String,
    /// `3.13`.
    pub python_version: String,
    /// `3.13.2`.
    pub python_full_version: String,
    /// `sys.implementation.name`: `cpython`, `pypy`.
    pub implementation_name: String,
    /// The implementation's own version.
    pub implementation_version: String,
    /// The extra for which the requirement is read; empty for none.
    pub extra: String,
    /// The extras that are installed.
    pub extras: Vec<String>,
    /// The dependency groups that are installed.
    pub dependency_groups: Vec<String>,
}

impl MarkerEnvironment {
    /// CPython on Linux. `python` is `3.13` or `3.13.2`; without the third number it counts as 0. `machine` is what
    /// `uname -m` says: `x86_64`, `aarch64`.
    pub fn linux(python: &str, machine: &str) -> Self {
        let mut numbers = python.splitn(3, '.');
        let (major, minor) = (numbers.next().unwrap_or("3"), numbers.next().unwrap_or("0"));
        let full = format!("{major}.{minor}.{}", numbers.next().unwrap_or("0"));
        Self {
            os_name: "posix".to_owned(),
            sys_platform: "linux".to_owned(),
            platform_machine: machine.to_owned(),
            platform_python_implementation: "CPython".to_owned(),
            platform_release: String::new(),
            platform_system: "Linux".to_owned(),
            platform_version: String::new(),
            python_version: format!("{major}.{minor}"),
            python_full_version: full.clone(),
            implementation_name: "cpython".to_owned(),
            implementation_version: full,
            extra: String::new(),
            extras: Vec::new(),
            dependency_groups: Vec::new(),
        }
    }

    /// The value of a variable; empty for those that are sets of names.
    pub fn get(&self, variable: MarkerVariable) -> &str {
        match variable {
            MarkerVariable::OsName => &self.os_name,
            MarkerVariable::SysPlatform => &self.sys_platform,
            MarkerVariable::PlatformMachine => &self.platform_machine,
            MarkerVariable::PlatformPythonImplementation => &self.platform_python_implementation,
            MarkerVariable::PlatformRelease => &self.platform_release,
            MarkerVariable::PlatformSystem => &self.platform_system,
            MarkerVariable::PlatformVersion => &self.platform_version,
            MarkerVariable::PythonVersion => &self.python_version,
            MarkerVariable::PythonFullVersion => &self.python_full_version,
            MarkerVariable::ImplementationName => &self.implementation_name,
            MarkerVariable::ImplementationVersion => &self.implementation_version,
            MarkerVariable::Extra => &self.extra,
            MarkerVariable::Extras | MarkerVariable::DependencyGroups => "",
        }
    }

    /// The names that a variable which is a set of them holds; `extra` is one as well where several are installed.
    pub fn names(&self, variable: MarkerVariable) -> Option<&[String]> {
        match variable {
            MarkerVariable::Extras => Some(&self.extras),
            MarkerVariable::DependencyGroups => Some(&self.dependency_groups),
            MarkerVariable::Extra if !self.extras.is_empty() => Some(&self.extras),
            _ => None,
        }
    }
}

impl MarkerVariable {
    /// Whether it is a set of names, which only lock files ask for.
    pub(super) fn is_set(self) -> bool {
        matches!(self, Self::Extras | Self::DependencyGroups)
    }
}
