//! HTTP: pages, components, the JSON interface.
