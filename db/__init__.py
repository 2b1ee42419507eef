"""The store: journal, projections, books, upgrades, copies."""
