"""What is measured, as ratios to something else of the same minute (docs/performance.md)."""

#: Of each kind (`fixtures/exemples/`), by their addresses.
EXAMPLES = (
    "bts-mco",
    "bac-pro-mcv",
    "cap-epc",
    "tp-ntc",
    "cqp-vente",
    "bachelor-rdc",
    "but-tc",
    "tosa-excel",
    "reseaux-sociaux",
)
