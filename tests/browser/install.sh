#!/bin/sh
# Makes sure there is a Chromium to test with: the machine's, Playwright's own, or Debian's.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

echo "Aucun Chromium sur cette machine : essai de celui de Playwright…"
if python -m playwright install chromium; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installation du paquet chromium de Debian…"
    if apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; then exit 0; fi
fi

echo "Chromium manque et n’a pas pu être installé : installez-le, puis relancez « make test-browser »." >&2
exit 1
