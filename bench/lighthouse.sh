#!/bin/sh
# Lighthouse on the catalogue and a programme page of a running site: `make lighthouse`.
# Apart from the tests: it needs Node.js, and it fetches Lighthouse by its package name.
set -eu
url=${1:-http://127.0.0.1:8000}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
[ -n "$chromium" ] || { echo "Chromium manque." >&2; exit 1; }
report=$(mktemp)
trap 'rm -f "$report"' EXIT
for path in / /formations/bts-ndrc/; do
	CHROME_PATH=$chromium npx --yes lighthouse@12 "$url$path" --quiet --output=json \
		--output-path="$report" \
		--chrome-flags="--headless --no-sandbox --disable-gpu --disable-background-networking"
	python3 - "$path" "$report" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[2]))
scores = {name: round(100 * one["score"]) for name, one in report["categories"].items()}
print(sys.argv[1], *(f"{name} {score}" for name, score in scores.items()))
PYTHON
done
