"""Proposals of pairs that may be the same: from facts to candidates, from candidates to scores with reasons. See README.md."""
