"""Period, figures, profiles, identities, closing and fingerprint of reports."""
