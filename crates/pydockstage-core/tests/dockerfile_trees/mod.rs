//! Strategies for every tree that the constructors let through, with a liking for what is hard to write.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use pydockstage_core::dockerfile::*;

/// Pieces of text that mean something to one of the parsers on the way, and a few that don't.
const FRAGMENTS: &[&str] = &[
    "a",
    "b1",
    "C_D",
    "/usr/lib",
    ".",
    "-",
    "--",
    "--x",
    "=",
    ":",
    ",",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{85}",
    "\u{b}",
    "\"",
    "'",
    "\\",
    "`",
    "\\\\",
    "$",
    "${",
    "}",
    "{",
    "$A",
    "${A}",
    "${A:-b c}",
    "$$",
    "$@",
    "#",
    "[",
    "]",
    "[\"a\"]",
    "[]",
    "[1]",
    "<",
    "<<",
    "<<EOF",
    "<<-\"E F\"",
    "3<<X",
    "EOF",
    "é",
    "日",
    "\u{feff}",
    "\u{7}",
    "|",
    "&&",
    ";",
    "(",
    ")",
    "*",
    "?",
    "%",
    "%%",
    "!",
    "@",
    "+",
    "~",
    "syntax=x",
    "escape=`",
    "CMD",
    "NONE",
    "AS",
    "ONBUILD",
    "FROM x",
    "\\ ",
    "` ",
];

fn joined(
    fragments: &'static [&'static str],
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = String> {
    vec(proptest::sample::select(fragments), count).prop_map(|parts| parts.concat())
}

pub(crate) fn hard_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => joined(FRAGMENTS, 0..6), 1 => "[ -~]{0,12}", 1 => any::<String>()]
}

fn plain_text() -> impl Strategy<Value = String> {
    "[a-z0-9/._-]{1,10}"
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![plain_text(), hard_text()]
}

/// What a constructor makes of the values, where it makes anything.
fn made<T: std::fmt::Debug, U: std::fmt::Debug>(
    values: impl Strategy<Value = T>,
    make: impl Fn(T) -> Result<U, SyntaxError>,
) -> impl Strategy<Value = U> {
    values.prop_filter_map("the constructors refuse it", move |value| make(value).ok())
}

fn variable(word: BoxedStrategy<Word>) -> impl Strategy<Value = Variable> {
    let name = prop_oneof!["[A-Za-z_][A-Za-z0-9_]{0,4}", "[0-9]{1,3}", "[@*#?$!-]"];
    let flag = any::<bool>();
    let modifier = prop_oneof![
        Just(None),
        (word.clone(), flag).prop_map(|(word, or_empty)| Some(Modifier::Default { word, or_empty })),
        (word.clone(), flag).prop_map(|(word, or_empty)| Some(Modifier::Alternative { word, or_empty })),
        (word.clone(), flag).prop_map(|(word, or_empty)| Some(Modifier::Required { word, or_empty })),
        (word.clone(), flag).prop_map(|(pattern, longest)| Some(Modifier::RemovePrefix { pattern, longest })),
        (word.clone(), flag).prop_map(|(pattern, longest)| Some(Modifier::RemoveSuffix { pattern, longest })),
        (word.clone(), word, flag).prop_map(|(pattern, replacement, all)| Some(Modifier::Replace {
            pattern,
            replacement,
            all
        })),
    ];
    made((name, modifier), |(name, modifier)| match modifier {
        Some(modifier) => Variable::new(name)?.with(modifier),
        None => Variable::new(name),
    })
}

pub(crate) fn word() -> BoxedStrategy<Word> {
    let literal = prop_oneof![
        Just(Word::default()),
        made(text(), Word::literal),
        made(text(), |text| Word::expanding(&text)),
    ];
    literal
        .prop_recursive(3, 12, 3, |inner| {
            let part = prop_oneof![inner.clone(), variable(inner.boxed()).prop_map(Word::from)];
            vec(part, 1..4).prop_map(|parts| parts.into_iter().fold(Word::default(), Word::then))
        })
        .boxed()
}

fn flag_word() -> impl Strategy<Value = FlagWord> {
    prop_oneof![
        made(plain_text(), FlagWord::literal),
        made(word(), FlagWord::try_from),
        any::<u32>().prop_map(FlagWord::from),
    ]
}

fn solid_word() -> impl Strategy<Value = SolidWord> {
    prop_oneof![
        made(plain_text(), SolidWord::literal),
        made(word(), SolidWord::try_from),
        any::<u16>().prop_map(SolidWord::port),
    ]
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![made("[A-Za-z_]{1,6}", Key::literal), made(word(), Key::try_from)]
}

fn reference() -> impl Strategy<Value = Reference> {
    let hard =
        prop_oneof!["[ -~]{1,8}", "[a-z$,={}#]{1,5}", Just("required".to_owned()), Just("name=x".to_owned())];
    made(prop_oneof![plain_text(), hard], Reference::new)
}

fn interval() -> impl Strategy<Value = Interval> {
    made(prop_oneof!["[0-9]{1,3}(ns|us|ms|s|m|h)", "[0-9]m[0-9]{1,2}s", "[0-9.]{1,4}h", "0"], Interval::new)
}

/// Lines put together as a file might have them, and lines put together as they come.
pub(crate) fn shell_text() -> impl Strategy<Value = ShellText> {
    // Lines that would not be lines of a command, most of them.
    let line = proptest::sample::select(
        &["[\"a\"]", "[]", "[1, 2]", "# x", "  #", "--z", "a \\", "b `", "1 << 2"][..],
    );
    let exact = prop_oneof![
        4 => text().prop_map(Piece::Text),
        1 => line.prop_map(|line| Piece::Text(line.to_owned())),
        1 => comment().prop_map(Piece::Comment),
        1 => Just(Piece::Blank),
    ];
    prop_oneof![
        made("[a-z]{1,6}( &&)?( ?\n *(&& )?[a-z]{1,5}){0,4}", |text| ShellText::new(&text)),
        made(vec(text(), 1..5), |lines| ShellText::new(&lines.join("\n"))),
        made(vec(exact, 1..6), ShellText::from_pieces),
    ]
}

fn exec() -> impl Strategy<Value = Exec> {
    made(vec(prop_oneof![text(), any::<String>()], 0..5), Exec::new)
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![exec().prop_map(Command::Exec), shell_text().prop_map(Command::Shell)]
}

fn body() -> impl Strategy<Value = String> {
    let line =
        prop_oneof![hard_text(), Just("\tEOF".to_owned()), Just("EOF\r".to_owned()), Just(String::new())];
    vec(line, 0..4).prop_map(|lines| lines.join("\n"))
}

pub(crate) fn heredoc() -> impl Strategy<Value = Heredoc> {
    let name = prop_oneof![Just("EOF".to_owned()), "[A-Za-z0-9_.+@%:,=/-]{1,6}"];
    made((name, body(), any::<bool>(), any::<bool>()), |(name, body, literal, strip_tabs)| {
        Heredoc::with(&name, body, literal, strip_tabs)
    })
}

fn script() -> impl Strategy<Value = Script> {
    let opener =
        proptest::sample::select(&["<<EOF", "<<-A", "<<'B C'", "<<-\"D\"", "0<<E", "<<\\F", "<<$G"][..]);
    let opening = (vec(opener, 1..4), plain_text(), shell_text(), vec(body(), 3)).prop_filter_map(
        "the constructors refuse it",
        |(openers, program, rest, mut bodies)| {
            bodies.truncate(openers.len());
            let text = format!("{program} {} > x && {}", openers.join(" "), rest.joined());
            Script::with_heredocs(ShellText::new(&text).ok()?, bodies).ok()
        },
    );
    prop_oneof![
        4 => made(shell_text(), Script::new),
        1 => made(heredoc(), Script::try_from),
        1 => opening,
        1 => made((shell_text(), vec(body(), 0..3)), |(text, bodies)| Script::with_heredocs(text, bodies)),
    ]
}

fn mount() -> impl Strategy<Value = Mount> {
    let sharing = proptest::sample::select(&[Sharing::Shared, Sharing::Private, Sharing::Locked][..]);
    let owner = || (option::of(flag_word()), option::of(flag_word()), option::of(flag_word()));
    let two = || (option::of(flag_word()), option::of(flag_word()));
    prop_oneof![
        (flag_word(), option::of(flag_word()), option::of(reference()), any::<bool>()).prop_map(
            |(target, source, from, writable)| Mount::Bind(BindMount { target, source, from, writable })
        ),
        (flag_word(), two(), option::of(sharing), any::<bool>(), option::of(reference()), owner()).prop_map(
            |(target, (id, source), sharing, readonly, from, (mode, uid, gid))| {
                Mount::Cache(CacheMount { target, id, sharing, readonly, from, source, mode, uid, gid })
            }
        ),
        (flag_word(), option::of(flag_word()))
            .prop_map(|(target, size)| Mount::Tmpfs(TmpfsMount { target, size })),
        (two(), option::of(flag_word()), any::<bool>(), owner()).prop_map(
            |((id, target), env, required, (mode, uid, gid))| {
                Mount::Secret(SecretMount { id, target, env, required, mode, uid, gid })
            }
        ),
        (two(), any::<bool>(), owner()).prop_map(|((id, target), required, (mode, uid, gid))| {
            Mount::Ssh(SshMount { id, target, required, mode, uid, gid })
        }),
    ]
}

fn run() -> impl Strategy<Value = Run> {
    let network = proptest::sample::select(&[Network::Default, Network::None, Network::Host][..]);
    let security = proptest::sample::select(&[Security::Sandbox, Security::Insecure][..]);
    let device = (reference(), any::<bool>()).prop_map(|(name, required)| Device { name, required });
    let command = prop_oneof![exec().prop_map(RunCommand::Exec), script().prop_map(RunCommand::Shell)];
    (vec(mount(), 0..3), option::of(network), option::of(security), vec(device, 0..2), command).prop_map(
        |(mounts, network, security, devices, command)| Run { mounts, network, security, devices, command },
    )
}

fn paths() -> impl Strategy<Value = Paths> {
    let source = prop_oneof![3 => word().prop_map(Source::Path), 1 => heredoc().prop_map(Source::Heredoc)];
    made((vec(source, 1..4), word()), |(sources, destination)| Paths::new(sources, destination))
}

fn copy() -> impl Strategy<Value = CopyFiles> {
    let flags = (option::of(reference()), option::of(flag_word()), option::of(flag_word()));
    (paths(), flags, any::<bool>(), any::<bool>(), vec(flag_word(), 0..3)).prop_map(
        |(paths, (from, chown, chmod), link, parents, exclude)| CopyFiles {
            paths,
            from,
            chown,
            chmod,
            link,
            parents,
            exclude,
        },
    )
}

fn add() -> impl Strategy<Value = AddFiles> {
    let flags = (option::of(flag_word()), option::of(flag_word()), option::of(flag_word()));
    let switches = (option::of(any::<bool>()), any::<bool>(), option::of(any::<bool>()));
    (paths(), flags, switches, vec(flag_word(), 0..3)).prop_map(
        |(paths, (checksum, chown, chmod), (keep_git_dir, link, unpack), exclude)| AddFiles {
            paths,
            keep_git_dir,
            checksum,
            chown,
            chmod,
            link,
            unpack,
            exclude,
        },
    )
}

fn healthcheck() -> impl Strategy<Value = Healthcheck> {
    let times =
        (option::of(interval()), option::of(interval()), option::of(interval()), option::of(interval()));
    prop_oneof![
        1 => Just(Healthcheck::None),
        5 => (command(), times, option::of(any::<u32>())).prop_map(
            |(command, (interval, timeout, start_period, start_interval), retries)| {
                Healthcheck::Probe(Probe { command, interval, timeout, start_period, start_interval, retries })
            }
        ),
    ]
}

fn from() -> impl Strategy<Value = FromImage> {
    let alias = option::of(made("[A-Za-z][A-Za-z0-9_.-]{0,6}", Alias::new));
    (solid_word(), option::of(flag_word()), alias).prop_map(|(image, platform, alias)| FromImage {
        image,
        platform,
        alias,
    })
}

fn pairs() -> impl Strategy<Value = NonEmpty<Pair>> {
    made(vec((key(), word()).prop_map(|(key, value)| Pair { key, value }), 1..4), NonEmpty::new)
}

fn arguments() -> impl Strategy<Value = NonEmpty<Argument>> {
    let argument = (key(), option::of(word())).prop_map(|(key, default)| Argument { key, default });
    made(vec(argument, 1..4), NonEmpty::new)
}

pub(crate) fn instruction() -> BoxedStrategy<Instruction> {
    let plain = prop_oneof![
        from().prop_map(Into::into),
        run().prop_map(Into::into),
        command().prop_map(|command| Cmd(command).into()),
        command().prop_map(|command| Entrypoint(command).into()),
        pairs().prop_map(|pairs| Label(pairs).into()),
        pairs().prop_map(|pairs| Env(pairs).into()),
        shell_text().prop_map(|text| Maintainer(text).into()),
        made(vec(solid_word(), 1..4), NonEmpty::new).prop_map(|ports| Expose(ports).into()),
        add().prop_map(Into::into),
        copy().prop_map(Into::into),
        made(vec(word(), 1..4), NonEmpty::new).prop_map(|volumes| Volume(volumes).into()),
        made(word(), User::new).prop_map(Into::into),
        made(word(), Workdir::new).prop_map(Into::into),
        made(word(), StopSignal::new).prop_map(Into::into),
        arguments().prop_map(|arguments| Arg(arguments).into()),
        healthcheck().prop_map(Into::into),
        made(exec(), Shell::new).prop_map(Into::into),
    ]
    .boxed();
    let onbuild = made(plain.clone(), Onbuild::new).prop_map(Into::into);
    prop_oneof![12 => plain, 1 => onbuild].boxed()
}

pub(crate) fn comment() -> impl Strategy<Value = Comment> {
    prop_oneof![made("[a-z ]{0,12}", |text| Comment::new(&text)), made(hard_text(), Comment::exact)]
}

pub(crate) fn statement() -> impl Strategy<Value = Statement> {
    let note = prop_oneof![comment().prop_map(Note::Comment), Just(Note::Blank)];
    let breaks = vec((any::<proptest::sample::Index>(), vec(note, 0..3)), 0..4);
    prop_oneof![
        instruction().prop_map(Statement::new),
        instruction().prop_map(|instruction| Statement::new(instruction).wrapped()),
        (instruction(), breaks).prop_map(|(instruction, breaks)| {
            breaks.into_iter().fold(Statement::new(instruction), |statement, (index, notes)| {
                let broken = statement.clone().break_before(index.index(statement.words()), notes);
                broken.unwrap_or(statement)
            })
        }),
    ]
}

pub(crate) fn dockerfile() -> impl Strategy<Value = Dockerfile> {
    let value = || option::of(made(text(), DirectiveValue::new));
    let escape = option::of(proptest::sample::select(&[Escape::Backslash, Escape::Backtick][..]));
    let directives =
        (value(), escape, value()).prop_map(|(syntax, escape, check)| Directives { syntax, escape, check });
    let item = prop_oneof![
        6 => statement().prop_map(Item::Statement),
        1 => comment().prop_map(Item::Comment),
        1 => Just(Item::Blank),
    ];
    made((directives, vec(item, 0..5)), |(directives, items)| Dockerfile::new(directives, items))
}
