"""QR codes as a matrix of dark modules; drawing belongs to others."""

from __future__ import annotations

from collections.abc import Sequence

import qrcode
from qrcode.constants import ERROR_CORRECT_M

Matrix = Sequence[Sequence[bool]]

ONE_MASK = 2
"""Given as `mask` where the code is wanted at once."""


def qr_matrix(payload: str, mask: int | None = None) -> Matrix:
    """Rows of modules, True is dark, without the quiet zone of 4 modules.

    Error correction M (15 %), which thermal paper wants.  A given `mask`
    (0 to 7) spares the search for the most even picture, nine tenths of the
    work; every reader takes any mask.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(payload)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix
