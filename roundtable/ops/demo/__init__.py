"""The demonstration: an invented authority, its people and their families, built by acts."""
