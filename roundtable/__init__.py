"""Roundtable: child protection conferences for English local authorities."""
