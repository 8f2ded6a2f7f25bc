"""What the site is made of, audited: `make audit` (decision 0032)."""
