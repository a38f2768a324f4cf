"""
What statute and local procedure say, in plain Python.

Nothing here reads the time, a database, a file or a setting by itself: everything a rule needs is
an argument. So every rule can be read, tested and explained on its own.
"""
