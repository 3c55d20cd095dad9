//! What was copied, handed to the system's clipboard by a program of its own; not every terminal takes it (OSC 52).

use super::abilities::variable;
use std::{
    env,
    ffi::OsStr,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// Longest text that terminals take, in bytes: 74,994 in base64, where some end the sequence.
pub(super) const LONGEST: usize = 74_994 / 4 * 3;

/// Programs that keep what they read, with what each is called with, and the variable that says that it works here.
const PROGRAMS: &[(Option<&str>, &[&str])] = &[
    (Some("WAYLAND_DISPLAY"), &["wl-copy"]),
    (Some("DISPLAY"), &["xclip", "-selection", "clipboard"]),
    (Some("DISPLAY"), &["xsel", "--input", "--clipboard"]),
    (Some("WSL_DISTRO_NAME"), &["clip.exe"]),
    (None, &["pbcopy"]),
];

/// Hands `text` to the program that `setting` means: "auto", "terminal" for none, or a program with its arguments.
///
/// # Errors
/// Where the program does not take it, or there is none and the text is too long for a terminal; in a line.
pub(super) fn hand(setting: &str, text: &str) -> Result<(), String> {
    let line = program(setting, variable);
    let Some((program, arguments)) = line.split_first() else {
        return if text.len() > LONGEST {
            Err(
                "that is too long for the terminal's clipboard, and no program for it was found"
                    .to_owned(),
            )
        } else {
            Ok(())
        };
    };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{program} could not be started: {e}"))?;
    let written = child.stdin.take().map(|mut p| p.write_all(text.as_bytes()));
    let ended = child.wait();
    match (written, ended) {
        (Some(Ok(())), Ok(status)) if status.success() => Ok(()),
        _ => Err(format!("{program} did not take what was copied")),
    }
}

/// The program and its arguments, where `variable` tells the environment; nothing for the terminal alone.
fn program(setting: &str, variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    match setting.trim() {
        "auto" => installed(variable),
        "terminal" => Vec::new(),
        line => line.split_whitespace().map(ToOwned::to_owned).collect(),
    }
}

/// The program for this place that is installed. Over ssh it would be the clipboard of another machine.
fn installed(variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
    if variable("SSH_CONNECTION").is_some() || variable("SSH_TTY").is_some() {
        return Vec::new();
    }
    let folders = variable("PATH").unwrap_or_default();
    let found = PROGRAMS.iter().find(|(needs, line)| {
        needs.is_none_or(|n| variable(n).is_some())
            && line.first().is_some_and(|p| is_in(OsStr::new(&folders), p))
    });
    found.map_or_else(Vec::new, |(_, line)| {
        line.iter().map(|a| (*a).to_owned()).collect()
    })
}

/// Whether one of the folders of a search path has a file of this name.
fn is_in(folders: &OsStr, program: &str) -> bool {
    env::split_paths(folders).any(|f| Path::new(&f).join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn who_takes_what_is_copied() {
        let bin = tempfile::tempdir().unwrap();
        for program in ["wl-copy", "xsel"] {
            fs::write(bin.path().join(program), "").unwrap();
        }
        let path = bin.path().to_str().unwrap();
        let wayland = ("WAYLAND_DISPLAY", "wayland-0");
        let x11 = ("DISPLAY", ":0");
        for (setting, set, program) in [
            ("auto", vec![wayland, x11], "wl-copy"),
            ("auto", vec![x11], "xsel --input --clipboard"),
            ("auto", vec![], ""),
            ("auto", vec![wayland, ("SSH_TTY", "/dev/pts/1")], ""),
            ("terminal", vec![wayland], ""),
            (" copy  -a ", vec![wayland], "copy -a"),
        ] {
            let set = [set, vec![("PATH", path)]].concat();
            let look = |name: &str| {
                let found = set.iter().find(|(n, _)| *n == name);
                found.map(|(_, v)| (*v).to_owned())
            };
            let taken = super::program(setting, look).join(" ");
            assert_eq!(taken, program, "{setting} {set:?}");
        }
    }

    #[test]
    fn a_program_that_takes_nothing_is_told() {
        assert_eq!(hand("cat", "words"), Ok(()));
        let failed = hand("false", "words");
        assert_eq!(failed, Err("false did not take what was copied".to_owned()));
        assert!(hand("/no/such/program", "words").is_err());
        assert_eq!(hand("terminal", "words"), Ok(()));
        assert!(hand("terminal", &"x".repeat(LONGEST + 1)).is_err());
    }
}
