"""Windows, one folder each."""
