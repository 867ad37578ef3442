"""Likeness of a sitting's scripts: the run, the pairs that a person looks at, what that person says."""
