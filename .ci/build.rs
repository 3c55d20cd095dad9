//! Run by cargo before the program is linked.
//!
//! On Linux the program is linked to a fixed address. Its tables (entities, charsets, letter triples, the tables of
//! methods) hold 34,000 pointers; in a program that can be loaded anywhere each of them is written anew at every start,
//! which copies 160 pages: half a millisecond before the first line of ours runs, a third of the time to the first frame.
//! The stack, the heap and the system's libraries still lie at random addresses.
//!
//! What unwinds the stack is linked into it too, where the compiler has that as an archive: to load and bind a library
//! for it (libgcc_s, which asks the processor for its abilities once more) takes a third of a millisecond.

use std::{env, path::Path, process::Command};

fn main() {
    println!("cargo:rerun-if-changed=.ci/build.rs");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if has_archive("libgcc_eh.a") {
            println!("cargo:rustc-link-lib=gcc_eh");
        }
    }
}

/// Whether the linker that is used finds an archive of this name. It answers with the bare name where it does not.
fn has_archive(name: &str) -> bool {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let asked = Command::new(linker)
        .arg(format!("-print-file-name={name}"))
        .output();
    asked.is_ok_and(|a| Path::new(String::from_utf8_lossy(&a.stdout).trim()).is_absolute())
}
