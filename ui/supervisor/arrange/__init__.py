"""Arranging the centre: small pages for counters, sectors, days off and settings."""
