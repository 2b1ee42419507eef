"""Drawing a filled form of counts: the only modules that load a document library at once."""
