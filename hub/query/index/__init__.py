"""The index in memory: which things there are, by every value that a list can be narrowed, sorted or counted by."""
