"""Widgets that all windows share."""
