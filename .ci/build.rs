//! Run by cargo before the program is linked.
//!
//! On Linux the program is linked to a fixed address. Its tables (entities, charsets, letter triples, the tables of
//! methods) hold 34,000 pointers; in a program that can be loaded anywhere each of them is written anew at every start,
//! which copies 160 pages: half a millisecond before the first line of ours runs, a third of the time to the first frame.
//! The stack, the heap and the system's libraries still lie at random addresses.

fn main() {
    println!("cargo:rerun-if-changed=.ci/build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
