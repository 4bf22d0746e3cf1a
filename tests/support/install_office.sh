#!/bin/sh
# What some tests need beyond Python: LibreOffice's calc and writer, headless, with its Python bridge, and poppler.
# Installs them on Debian where this is root or may be; elsewhere says what will be skipped. Never fails the run.
set -u
packages="libreoffice-calc libreoffice-writer python3-uno poppler-utils fonts-liberation"

have() { command -v soffice >/dev/null 2>&1 && command -v pdftoppm >/dev/null 2>&1 && /usr/bin/python3 -c 'import uno' >/dev/null 2>&1; }

have && exit 0
if command -v apt-get >/dev/null 2>&1; then
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then as_root="sudo -n"; else as_root="no"; fi
    fi
    if [ "$as_root" != "no" ]; then
        echo "Installing LibreOffice and poppler for the tests that open what we make ..."
        log=$(mktemp)
        # shellcheck disable=SC2086
        if $as_root apt-get update -qq >"$log" 2>&1 &&
            DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages >>"$log" 2>&1 && have; then
            rm -f "$log"
            exit 0
        fi
        tail -n 3 "$log"
        rm -f "$log"
    fi
fi
echo "LibreOffice or poppler is not here and could not be installed: the tests marked 'office' will be skipped."
echo "They check how the workbooks and reports open. To run them: apt-get install $packages"
exit 0
