#!/bin/sh
# Starts Kassa by start.sh with the variables that are set, tells when it was ready and what memory
# the server held then and after an idle minute, and stops it. Linux and GNU's date.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
log=$(mktemp)
begin=$(date +%s%N)
sh "$here/start.sh" >"$log" 2>&1 &
start=$!
trap 'kill -TERM $start 2>/dev/null || true; rm -f "$log"' EXIT
until sh "$here/../payara/health.sh" ready >/dev/null 2>&1; do
  kill -0 "$start" 2>/dev/null || {
    cat "$log" >&2
    exit 1
  }
  sleep 0.1
done
echo "ready after $((($(date +%s%N) - begin) / 1000000)) ms"
server=$(cat "$KASSA_DOMAINS_DIR/${KASSA_DOMAIN:-kassa}/server/config/pid")
grep VmRSS "/proc/$server/status"
sleep 60
grep VmRSS "/proc/$server/status"
grep VmHWM "/proc/$server/status"
kill -TERM "$start"
stopping=$(date +%s%N)
wait "$start"
echo "stopped after $((($(date +%s%N) - stopping) / 1000000)) ms"
