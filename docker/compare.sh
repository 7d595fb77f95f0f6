#!/bin/sh
# Runs the system tests on each server that Kassa runs on, one after the other, and has them write
# the table of docs/servers.md. Arguments go to Maven, such as -Dit.test=StartIT,PaymentIT,FlowsIT.
set -eu

cd "$(dirname "$0")/.."
rm -rf target/servers
failed=
for profile in '' -Pwildfly -Pliberty -Pmicro; do
  # unit tests know no server; formatting and documents are looked at by the plain build
  rm -rf payment-ear/target/it
  # shellcheck disable=SC2086 # no profile is no argument
  mvn -B -ntp $profile verify -Dkassa.compare -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip \
    -Dmaven.javadoc.skip -Djapicmp.skip "$@" || failed="$failed ${profile:-payara}"
done
if [ -n "$failed" ]; then
  echo "compare: failed:$failed" >&2
  exit 1
fi
