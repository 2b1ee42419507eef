"""Simulated days and the living centre, through the real operations."""
