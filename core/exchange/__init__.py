"""Reading other systems' files: cells, mappings, rows, and their way into the journal."""
