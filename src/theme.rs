//! Roles to styles; built-in themes are data in `assets/themes`.
