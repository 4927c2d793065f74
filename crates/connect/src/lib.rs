//! Other people's systems; each a folder with client, mapping and a small real server that stands in.
