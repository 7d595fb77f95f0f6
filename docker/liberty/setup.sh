#!/bin/sh
# Creates or updates the Open Liberty server that runs Kassa, and leaves it running.
#
# Needs a JDK 17, an unpacked Open Liberty and PostgreSQL's jar, nothing else. Every value comes from
# the environment (README.md lists them). The distribution itself is not touched.
#
# Running it again writes the configuration anew and starts the server again; deployments and what
# the broker holds stay, and so does every file in configDropins/overrides that is not named here.
set -eu
umask 077

. "$(dirname "$0")/../server.sh"

# --- values -------------------------------------------------------------------------------------

passwords="KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD
KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD KASSA_TLS_PASSWORD"
read_secrets $passwords
require KASSA_LIBERTY_HOME KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD KASSA_KEYSTORE_PASSWORD \
  KASSA_OPERATOR_PASSWORD KASSA_JDBC_DRIVER

liberty=$KASSA_LIBERTY_HOME
domains=${KASSA_DOMAINS_DIR:-$liberty/domains}
domain=${KASSA_DOMAIN:-kassa}
home=$domains/servers/$domain
overrides=$home/configDropins/overrides
secrets=$home/secrets
source=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

operator_user=${KASSA_OPERATOR_USER:-operator}
auditor_user=${KASSA_AUDITOR_USER:-auditor}
auditor_password=${KASSA_AUDITOR_PASSWORD:-}
heap=${KASSA_HEAP:-768m}
keystore=${KASSA_KEYSTORE:-$home/kassa-keystore.p12}

# What server.xml asks for and has another default, or none.
KASSA_KEYSTORE=$keystore
case ${KASSA_MAIL_TLS:-starttls} in
  starttls) mail_port=587 KASSA_MAIL_STARTTLS=true ;;
  tls) mail_port=465 KASSA_MAIL_SSL=true ;;
  none) mail_port=25 ;;
  *) fail "KASSA_MAIL_TLS is none of starttls, tls and none: $KASSA_MAIL_TLS" ;;
esac
KASSA_MAIL_PORT=${KASSA_MAIL_PORT:-$mail_port}
if [ -n "${KASSA_MAIL_HOST:-}" ]; then
  KASSA_MAIL_ENABLED=true
  [ -n "${KASSA_MAIL_FROM:-}" ] || fail "KASSA_MAIL_HOST is set and KASSA_MAIL_FROM is not"
fi
if [ -n "${KASSA_MAIL_USER:-}" ]; then
  KASSA_MAIL_LOGIN=true
  [ -n "${KASSA_MAIL_PASSWORD:-}" ] || fail "KASSA_MAIL_USER has no KASSA_MAIL_PASSWORD"
fi

[ -x "$liberty/bin/server" ] ||
  fail "no server in $liberty/bin: is KASSA_LIBERTY_HOME an unpacked Open Liberty?"
[ -f "$KASSA_JDBC_DRIVER" ] || fail "KASSA_JDBC_DRIVER names no file: $KASSA_JDBC_DRIVER"
mkdir -p "$overrides" "$secrets" "$home/apps" "$home/lib" "$home/logs"
work=$(mktemp -d "$domains/.setup.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- files --------------------------------------------------------------------------------------

# A text as an attribute of XML, not to be taken for a variable.
attribute() {
  printf '"%s"' "$(printf '%s' "$1" |
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/"/\&quot;/g' -e 's/\${/$${/g')"
}

# A text as an argument in a file of arguments of java's.
argument() {
  printf '"%s"\n' "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"
}

# A password's salted hash. It goes by a file: every user of the machine may read arguments.
hashed() {
  {
    printf '%s\n' -jar
    argument "$liberty/bin/tools/ws-securityutil.jar"
    printf '%s\n' encode --encoding=hash
    argument "$1"
  } >"$work/arguments"
  WLP_USER_DIR=$domains "$java" "@$work/arguments" 2>&1 | grep '^{hash}' || fail "a password could not be hashed"
}

# The variables that server.xml knows and this environment has.
write_environment() {
  {
    echo "VARIABLE_SOURCE_DIRS=$secrets"
    [ -z "${JAVA_HOME:-}" ] || echo "JAVA_HOME=$JAVA_HOME"
    for name in $(grep -o 'KASSA_[A-Z_]*' "$source/server.xml" | sort -u); do
      case $name in *_PASSWORD) continue ;; esac
      eval "value=\${$name:-}"
      [ -z "$value" ] || printf '%s=%s\n' "$name" "$value"
    done
  } >"$home/server.env"
  # the directory's name in the command line tells one server from another
  cat >"$home/jvm.options" <<END
-Xms64m
-Xmx$heap
-Djava.awt.headless=true
-Djava.net.preferIPv4Stack=true
-XX:ErrorFile=$home/logs/hs_err_pid%p.log
END
}

# MicroProfile Config takes no encrypted value here, so each password is a file that only this user
# reads. The one of the server's own certificate is made here if none is given.
write_secrets() {
  for name in KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD KASSA_KEYSTORE_PASSWORD \
    KASSA_MAIL_PASSWORD KASSA_TLS_PASSWORD; do
    eval "value=\${$name:-}"
    if [ -n "$value" ] || [ ! -s "$secrets/$name" ]; then
      printf '%s' "${value:-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')}" >"$secrets/$name"
    fi
  done
}

write_users() {
  {
    echo '<server>'
    echo '  <basicRegistry id="kassa" realm="kassa">'
    user "$operator_user" "$KASSA_OPERATOR_PASSWORD"
    [ -z "$auditor_password" ] || user "$auditor_user" "$auditor_password"
    group payment-operator "$operator_user"
    group payment-auditor "$operator_user" ${auditor_password:+"$auditor_user"}
    echo '  </basicRegistry>'
    echo '</server>'
  } >"$overrides/users.xml"
}

user() {
  echo "    <user name=$(attribute "$1") password=$(attribute "$(hashed "$2")")/>"
}

# name, members
group() {
  echo "    <group name=$(attribute "$1")>"
  shift
  for member in "$@"; do
    echo "      <member name=$(attribute "$member")/>"
  done
  echo "    </group>"
}

# A listener by which operators alone come in.
write_listener() {
  if [ "${KASSA_OPERATOR_PORT:-0}" = 0 ]; then
    rm -f "$overrides/operator.xml"
    return 0
  fi
  sed -n '/<httpEndpoint/ {
    s/defaultHttpEndpoint/operator/
    s/KASSA_HTTP_PORT/KASSA_OPERATOR_PORT/
    s/ httpsPort="[^"]*"//
    s#.*#<server>&</server>#p
  }' "$source/server.xml" >"$overrides/operator.xml"
}

write_settings() {
  {
    echo '<server>'
    printf '%s\n' "${KASSA_CONFIG:-}" | while IFS='=' read -r name value; do
      [ -z "$name" ] ||
        echo "  <variable name=$(attribute "$name") value=$(attribute "$value")/>"
    done
    echo '</server>'
  } >"$overrides/settings.xml"
}

# A session of its own, so that Ctrl-C in the terminal reaches whoever stops the server in order.
# No password is in its environment.
write_start() {
  cat >"$home/start" <<END
#!/bin/sh
session=
! command -v setsid >/dev/null 2>&1 || session=setsid
exec env $(env | sed -n 's/^\(KASSA_[A-Z_]*\)=.*/-u \1/p' | tr '\n' ' ')\\
  WLP_USER_DIR="$domains" WLP_OUTPUT_DIR="$domains/servers" PID_FILE="$home/pid" \\
  \$session "$liberty/bin/server" start "$domain"
END
  chmod 700 "$home/start"
}

# --- the run ------------------------------------------------------------------------------------

make_keystore
if running "$home/pid"; then
  say "stopping the server"
  stop_server "$home/pid"
fi
say "configuring the server"
cp "$KASSA_JDBC_DRIVER" "$home/lib/postgresql.jar"
cp "$source/server.xml" "$home/server.xml"
write_environment
write_secrets
write_users
write_listener
write_settings
write_start
say "starting the server"
"$home/start" >"$work/start.log" 2>&1 || {
  cat "$work/start.log" >&2
  fail "the server did not start, see $home/logs"
}
say "the server answers on http://${KASSA_BIND_ADDRESS:-127.0.0.1}:${KASSA_HTTP_PORT:-8080}"
