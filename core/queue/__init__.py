"""Tickets and counters: numbers, lines, who is next, the words of a call."""
