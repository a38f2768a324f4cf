"""Files that people send us: is it what it says, is it safe, and what can be read in it."""
