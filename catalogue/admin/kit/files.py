"""Files sent with a form of the admin, as texts: from then on they are words like the others.

A form is read several times, merged with another person's, carried through a login or a choice; no
browser fills a file in again. So a file that was taken is its name (a hash) in the field of the
form, and one that was not is the name of the file before it, with why.
"""

from typing import Final

from django.http import HttpRequest, QueryDict

_WHY: Final = "?"
#: It was chosen, and could not be kept with the words.
LOST: Final = "lost"


def refused(kept: str, why: str) -> str:
    """`kept`: what the field held, which it still holds."""
    return f"{parted(kept)[0]}{_WHY}{why}"


def parted(text: str) -> tuple[str, str]:
    """What the field holds, and why the file that was sent is not taken: a word, or nothing."""
    kept, _, why = text.partition(_WHY)
    return kept, why


def without_files(request: HttpRequest) -> QueryDict:
    """The words of a form that nobody may keep files of: each that has a field of words is said
    there to be lost."""
    if not request.FILES:
        return request.POST
    words = request.POST.copy()
    for name in request.FILES.keys() & words.keys():
        words[name] = refused(words.get(name, ""), LOST)
    return words
