"""Dossiers: procedures, terms and working time, reception to return."""
