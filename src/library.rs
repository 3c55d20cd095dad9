//! Many stories: catalog, state, links.
