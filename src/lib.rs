//! pullquote, the terminal reader for saved articles.
//!
//! The source reads as the path of the data; each arrow is one pure function between two plain types:
//!
//! ```text
//! bytes ─decode→ text ─format→ Article ─annotate→ Notes ─layout→ Page ─paint→ cells
//!                                 └──────── Story = Article + Notes ───┘
//! library: many stories (catalog, state, links)      export: stories to files      tui, cli: the only impure shells
//! ```
//!
//! An [`article::Article`] owns one text; everything else is byte spans into it. Which module may import which is
//! one table in `tests/it/arrows.rs`, and a test holds the code to it.
#![forbid(unsafe_code)]

pub mod text;

pub mod decode;

pub mod article;

pub mod format;

pub mod annotate;

pub mod story;

pub mod layout;

pub mod theme;

pub mod paint;

pub mod library;

pub mod export;

pub mod config;

pub mod tui;

pub mod cli;
