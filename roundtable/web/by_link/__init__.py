"""Pages for who comes by a link and a code, and does not sign in."""
