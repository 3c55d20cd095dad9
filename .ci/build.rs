//! Run by cargo before the program is linked.
//!
//! On Linux the program is linked to a fixed address. Its tables (entities, charsets, letter triples, the tables of
//! methods) hold 34,000 pointers; in a program that can be loaded anywhere each of them is written anew at every start,
//! which copies 160 pages: half a millisecond before the first line of ours runs, a third of the time to the first frame.
//! The stack, the heap and the system's libraries still lie at random addresses.
//!
//! What unwinds the stack is linked into it too, where the compiler has that as an archive: to load and bind a library
//! for it (libgcc_s, which asks the processor for its abilities once more) takes a third of a millisecond.
//!
//! The functions that run before the first frame are put side by side: the system reads a program's pages sixteen at a
//! time as they are touched, and scattered over nine megabytes they touch seventy such runs, a sixth of the time to the
//! first frame. Only where the linker is the compiler's own choice: not every other one reads the script.

use std::{env, path::Path, process::Command};

/// Which functions those are; written by the program of the same name beside it.
const FIRST: &str = ".ci/first-frame.ld";

fn main() {
    println!("cargo:rerun-if-changed=.ci/build.rs");
    println!("cargo:rerun-if-changed={FIRST}");
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if has_archive("libgcc_eh.a") {
            println!("cargo:rustc-link-lib=gcc_eh");
        }
        if target("ARCH") == "x86_64"
            && env::var("PROFILE").is_ok_and(|p| p == "release")
            && !own_linker()
        {
            let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
            println!("cargo:rustc-link-arg-bins=-T");
            println!("cargo:rustc-link-arg-bins={root}/{FIRST}");
        }
    }
}

/// Whether somebody chose a linker, or gave the compiler flags that may do so.
fn own_linker() -> bool {
    let given = |name: &str| env::var_os(name).is_some_and(|v| !v.is_empty());
    given("RUSTC_LINKER") || given("CARGO_ENCODED_RUSTFLAGS")
}

/// Whether the linker that is used finds an archive of this name. It answers with the bare name where it does not.
fn has_archive(name: &str) -> bool {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let asked = Command::new(linker)
        .arg(format!("-print-file-name={name}"))
        .output();
    asked.is_ok_and(|a| Path::new(String::from_utf8_lossy(&a.stdout).trim()).is_absolute())
}
