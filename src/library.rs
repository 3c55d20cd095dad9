//! Many stories: catalog, state, links.
pub mod links;
