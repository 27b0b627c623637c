#!/usr/bin/env bash
# Everything that is checked, in one command: installs what the tests need, restores in locked mode, builds with
# warnings as errors, and runs all tests and the demo.
#
#   ./test.sh                 everything
#   ./test.sh tests           one suite: tests, simulation, browser or demo
#   PARLEY_SEED=123 ./test.sh simulation      one seed again
#
# The last line is "N passed, N failed".
set -u -o pipefail
cd "$(dirname "$0")" || exit 2
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
suite=${1:-all}
passed=0
failed=0
red=

fail() {
    echo "test.sh: $*" >&2
    echo "$passed passed, $((failed + 1)) failed"
    exit 1
}

# What the tests need beyond the SDK and npm: a browser, Go with its checksum database packages, Chinese fonts.
needs=()
command -v chromium >/dev/null || needs+=(chromium)
command -v go >/dev/null || needs+=(golang-go)
[ -d /usr/share/gocode/src/golang.org/x/mod/sumdb ] || needs+=(golang-golang-x-mod-dev)
compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || needs+=(fonts-noto-cjk)
if [ ${#needs[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing ${needs[*]}"
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${needs[@]}") >/dev/null 2>&1 ||
            fail "could not install ${needs[*]}"
    else
        fail "please install ${needs[*]} (Debian's names), then run again"
    fi
fi
command -v dotnet >/dev/null || fail "please install the .NET SDK named in global.json"
command -v npm >/dev/null || fail "please install npm"

dotnet tool restore >/dev/null || fail "the tools could not be restored"
dotnet restore --locked-mode || fail "the packages could not be restored as the lock files say"
dotnet csharpier check . || fail "run 'dotnet csharpier format .'"
dotnet build -c Release --no-restore -v q || fail "it does not build"

# Runs one test program and adds its counts.
run() {
    local name=$1 log
    shift
    log=$(mktemp)
    echo "== $name"
    "$@" 2>&1 | tee "$log"
    local code=${PIPESTATUS[0]}
    local counts
    counts=$(sed -nE 's/.*Total: *([0-9]+), *Errors: *([0-9]+), *Failed: *([0-9]+), *Skipped: *([0-9]+).*/\1 \2 \3 \4/p' "$log" | tail -n 1)
    # What failed is told once more at the end, where nobody has to look for it.
    red+=$(grep -a -A 4 '\[FAIL\]' "$log")
    rm -f "$log"
    if [ -n "$counts" ]; then
        read -r total errors bad skipped <<<"$counts"
        passed=$((passed + total - bad - skipped))
        failed=$((failed + bad + errors))
        if [ "$skipped" -gt 0 ]; then
            echo "test.sh: $name skipped $skipped, and nothing may be skipped" >&2
            failed=$((failed + skipped))
        fi
        [ "$code" -eq 0 ] || [ $((bad + errors)) -gt 0 ] || failed=$((failed + 1))
    elif [ "$code" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

suite() { run "$1" dotnet run --project "tests/Parley.$1" -c Release --no-build -- -noLogo; }

case $suite in
all | tests) suite Tests ;;&
all | simulation) suite Simulation ;;&
all | demo) run Demo dotnet run --project src/Parley.Node -c Release --no-build -- demo --once ;;&
all | browser) suite Browser ;;&
all | tests | simulation | demo | browser) ;;
*) fail "there is no suite '$suite'; see the head of this file" ;;
esac

[ -z "$red" ] || printf '== Failed\n%s\n' "$red"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
