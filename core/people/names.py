"""Names on public surfaces: masked."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """`Nguyen Van An` as `Nguyen V. A`: boards, slips and receipts' copies.

    The family name stays, every other name gives its first letter; a single
    name gives its first letter only.
    """
    words = name.split()
    if len(words) < 2:
        return words[0][0].upper() if words else ""
    family, *middle, given = words
    return " ".join([family, *(f"{word[0].upper()}." for word in middle), given[0].upper()])
