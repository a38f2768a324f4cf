#!/bin/sh
# Make sure there is a Chromium for the browser tests: an installed one, else the system's
# package where we may install it, else Playwright's own download.
set -u

installed() {
    for name in chromium chromium-browser google-chrome; do
        # Asked to answer: on some systems the name is there and tells one to install it.
        if command -v "$name" >/dev/null && "$name" --version >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

installed && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    apt-get install -qq --no-install-recommends chromium fonts-liberation >/dev/null 2>&1
    installed && exit 0
fi
"$VENV/bin/playwright" install chromium && exit 0
echo "The browser tests need Chromium. Install it (Debian: apt-get install chromium) and try again." >&2
exit 1
