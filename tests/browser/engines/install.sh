#!/bin/sh
# Prints which engines there are to test with, in the words of pytest's -m: “webkit or firefox”.
# What is missing is installed first where that can be done; else a sentence says what is left out.
set -u

has() { command -v "$1" >/dev/null 2>&1; }
has_webkit() { has WebKitWebDriver && has Xvfb; }
has_firefox() { has firefox-esr || has firefox; }

if ! { has_webkit && has_firefox; } && [ "$(id -u)" = 0 ] && has apt-get; then
    echo "Installation des paquets webkit2gtk-driver, xvfb et firefox-esr de Debian…" >&2
    { apt-get update -qq &&
        apt-get install -qq -y --no-install-recommends webkit2gtk-driver xvfb firefox-esr; } >&2 || true
fi

found=
if has_webkit; then
    found=webkit
else
    echo "WebKit manque (Debian : apt install webkit2gtk-driver xvfb) : les pages n’y sont pas essayées." >&2
fi
if has_firefox; then
    found="${found:+$found or }firefox"
else
    echo "Firefox manque (Debian : apt install firefox-esr) : les pages n’y sont pas essayées." >&2
fi
echo "$found"
