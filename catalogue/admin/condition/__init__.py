"""« État du site »: what whoever manages the site looks at, each fact judged in plain French.

Nothing here calls out, and nothing is guessed: what was never done, or cannot be known from inside
of the site, is said so.
"""
