"""Citizens' ratings: when a pad is armed, which press counts."""
