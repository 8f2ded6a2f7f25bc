class LogoRefused(Exception):
    """A file that cannot be a logo; its text tells staff why, in French."""
