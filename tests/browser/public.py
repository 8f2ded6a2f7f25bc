"""Every kind of public page, those that say no included."""

import sqlite3
from contextlib import closing
from pathlib import Path

PAGES = [
    "/",
    "/?q=negociation",
    "/?q=plomberie",
    "/?q=negosiation&tri=reussite",
    "/?q=bts+plomberie",
    "/?niveau=5&financement=cpf",
    "/?niveau=99&page=0",
    "/?vue=liste",
    "/formations/bts-ndrc/",
    "/formations/bts-ndrc/?depuis=q%3Dnegociation",
    "/formations/bts-ndrc/editions/",
    "/formations/bts-ndrc/editions/?page=9",
    "/comparer/",
    "/comparer/?f=bts-ndrc&f=inconnue",
    "/comparer/?f=bts-ndrc",
    "/e/",
    "/e/?code=",
    "/e/zzzzzz/",
    "/e/{code}/",
    "/e/{code}2/",
    "/e/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/accessibilite/",
    "/formations/inconnue/",
]


def public_addresses(site_url: str, database_file: Path) -> list[str]:
    """Of the site that serves this database, which has one programme online."""
    with closing(sqlite3.connect(database_file)) as database:
        (code,) = database.execute(
            "SELECT short_code FROM programmes_edition WHERE current"
        ).fetchone()
    return [site_url + page.format(code=code) for page in PAGES]
