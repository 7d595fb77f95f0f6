#!/bin/sh
# The one process of a container: sets the domain up with setup.sh, deploys, shows the log, and
# stops the server in order. `start.sh kassa` serves Kassa, `start.sh sandbox` the sandbox.
#
# The domain is made anew wherever it is not there, so nothing of a node has to be kept: what its
# broker loses is in the outbox and is sent again.
set -eu
umask 077

here=$(cd "$(dirname "$0")" && pwd)
export KASSA_DOMAIN="${KASSA_DOMAIN:-kassa}"
export KASSA_DOMAINS_DIR="${KASSA_DOMAINS_DIR:-$KASSA_PAYARA_HOME/glassfish/domains}"
home=$KASSA_DOMAINS_DIR/$KASSA_DOMAIN
pid_file=$home/config/pid

case ${1:-kassa} in
  kassa)
    deployment="--name payment $here/../payment.ear"
    ;;
  sandbox)
    deployment="--name sandbox --contextroot /sandbox $here/../payment-sandbox.war"
    # It has no database and no operator, and shall know no password of Kassa.
    unset KASSA_DB_PASSWORD_FILE KASSA_DB_OWNER_PASSWORD_FILE KASSA_KEYSTORE_PASSWORD_FILE \
      KASSA_OPERATOR_PASSWORD_FILE KASSA_ADMIN_PASSWORD_FILE
    random=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    export KASSA_DB_PASSWORD="$random" KASSA_DB_OWNER_PASSWORD="$random" \
      KASSA_KEYSTORE_PASSWORD="$random" KASSA_OPERATOR_PASSWORD="$random" \
      KASSA_ADMIN_PASSWORD="$random"
    # its passwords are new at each start, so what they protected is of no use
    rm -rf "$home" "${KASSA_KEYSTORE:-$home/none}"
    ;;
  *)
    echo "start: kassa or sandbox, not $1" >&2
    exit 2
    ;;
esac

# A killed container left its number behind, which another process may have now.
rm -f "$pid_file"

show=
sleeping=
stop() {
  trap '' TERM INT
  if [ -f "$pid_file" ]; then
    server=$(cat "$pid_file")
    kill -TERM "$server" 2>/dev/null || true
    while kill -0 "$server" 2>/dev/null; do sleep 1; done
  fi
  [ -z "$show" ] || kill "$show" 2>/dev/null || true
  [ -z "$sleeping" ] || kill "$sleeping" 2>/dev/null || true
  exit 0
}
trap stop TERM INT

sh "$here/setup.sh"

passwords=$(mktemp)
commands=$(mktemp)
if [ -n "${KASSA_ADMIN_PASSWORD:-}" ]; then
  printf 'AS_ADMIN_PASSWORD=%s\n' "$KASSA_ADMIN_PASSWORD" >"$passwords"
else
  printf 'AS_ADMIN_PASSWORD=%s\n' "$(cat "$KASSA_ADMIN_PASSWORD_FILE")" >"$passwords"
fi
# Ten files of the log are kept, for the domain may be in memory. A restarted container finds its
# application deployed; an image holds one version only, so that is the right one.
cat >"$commands" <<END
set-log-attributes com.sun.enterprise.server.logging.GFFileHandler.maxHistoryFiles=10
list-applications
END
asadmin() {
  "$KASSA_PAYARA_HOME/glassfish/bin/asadmin" --user "${KASSA_ADMIN_USER:-admin}" \
    --passwordfile "$passwords" --host "${KASSA_BIND_ADDRESS:-127.0.0.1}" \
    --port "${KASSA_ADMIN_PORT:-4848}" --interactive=false "$@"
}
if ! asadmin multimode --file "$commands" | grep -qE '^(payment|sandbox) '; then
  echo "start: deploying ${1:-kassa}"
  # shellcheck disable=SC2086 # a list of arguments
  asadmin deploy $deployment
fi
rm -f "$passwords" "$commands"

tail -n +1 -F "$home/logs/server.log" 2>/dev/null &
show=$!
while kill -0 "$(cat "$pid_file")" 2>/dev/null; do
  sleep 1 &
  sleeping=$!
  wait "$sleeping" || true
done
echo "start: the server ended by itself" >&2
kill "$show" 2>/dev/null || true
exit 1
