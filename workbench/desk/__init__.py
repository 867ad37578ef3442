"""The tools that every task shares."""
