#!/bin/sh
# What the set-up scripts of all servers share; they read it, it is not run by itself.

fail() {
  echo "setup: $*" >&2
  exit 1
}

say() {
  echo "setup: $*"
}

# Variables that hold a secret. One may come from a file, as orchestrators mount them:
# KASSA_DB_PASSWORD_FILE names one that holds KASSA_DB_PASSWORD.
read_secrets() {
  for name in "$@"; do
    eval "value=\${$name:-} file=\${${name}_FILE:-}"
    if [ -z "$value" ] && [ -n "$file" ]; then
      [ -r "$file" ] || fail "${name}_FILE names no file that can be read: $file"
      eval "$name=\$(cat \"\$file\")"
    fi
  done
}

# Fails unless each of these variables has a value.
require() {
  for name in "$@"; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set"
  done
}

# What every server is told, with the same defaults on each.
read_values() {
  bind=${KASSA_BIND_ADDRESS:-127.0.0.1}
  http_address=${KASSA_HTTP_ADDRESS:-$bind}
  http_port=${KASSA_HTTP_PORT:-8080}
  operator_port=${KASSA_OPERATOR_PORT:-0}

  operator_user=${KASSA_OPERATOR_USER:-operator}
  auditor_user=${KASSA_AUDITOR_USER:-auditor}
  auditor_password=${KASSA_AUDITOR_PASSWORD:-}

  db_host=${KASSA_DB_HOST:-127.0.0.1}
  db_port=${KASSA_DB_PORT:-5432}
  db_name=${KASSA_DB_NAME:-kassa}
  db_user=${KASSA_DB_USER:-kassa}
  db_owner=${KASSA_DB_OWNER_USER:-kassa_owner}
  db_connections=${KASSA_DB_CONNECTIONS:-32}

  mail_host=${KASSA_MAIL_HOST:-}
  mail_tls=${KASSA_MAIL_TLS:-starttls}
  mail_from=${KASSA_MAIL_FROM:-}
  mail_user=${KASSA_MAIL_USER:-}
  mail_password=${KASSA_MAIL_PASSWORD:-}

  heap=${KASSA_HEAP:-768m}
  http_threads=${KASSA_HTTP_THREADS:-16}
  channel_threads=${KASSA_CHANNEL_THREADS:-16}
  webhook_threads=${KASSA_WEBHOOK_THREADS:-8}
  drawing_threads=${KASSA_DRAWING_THREADS:-$((($(getconf _NPROCESSORS_ONLN) + 1) / 2))}
  public_url=${KASSA_PUBLIC_URL:-http://$bind:$http_port/payment}
  extra_config=${KASSA_CONFIG:-}

  case $mail_tls in
    starttls) mail_port=${KASSA_MAIL_PORT:-587} ;;
    tls) mail_port=${KASSA_MAIL_PORT:-465} ;;
    none) mail_port=${KASSA_MAIL_PORT:-25} ;;
    *) fail "KASSA_MAIL_TLS is none of starttls, tls and none: $mail_tls" ;;
  esac
  if [ -n "$mail_host" ]; then
    [ -n "$mail_from" ] || fail "KASSA_MAIL_HOST is set and KASSA_MAIL_FROM is not"
    [ -z "$mail_user" ] || [ -n "$mail_password" ] || fail "KASSA_MAIL_USER has no KASSA_MAIL_PASSWORD"
  fi
}

# A keystore ($keystore) that an earlier version made gets the keys of new purposes. A purpose that
# has a key, of whatever version, is left alone: its first version may be retired. The file is replaced whole, and not touched where no
# key is missing: it may be mounted read-only. $work is a directory for the time of the run.
make_keystore() {
  keytool=keytool
  [ -z "${JAVA_HOME:-}" ] || keytool=$JAVA_HOME/bin/keytool
  mkdir -p "$(dirname "$keystore")"
  export KASSA_KEYSTORE_PASSWORD
  : >"$work/aliases"
  [ ! -f "$keystore" ] || "$keytool" -list -keystore "$keystore" -storetype PKCS12 \
    -storepass:env KASSA_KEYSTORE_PASSWORD >"$work/aliases" 2>&1 || {
    cat "$work/aliases" >&2
    fail "the keystore $keystore cannot be read"
  }
  if has_key payment-key && has_key confirmation && has_key personal-data && has_key credential; then
    return 0
  fi
  new=$keystore.new
  rm -f "$new"
  [ ! -f "$keystore" ] || cp "$keystore" "$new"
  set -- -keystore "$new" -storetype PKCS12 -storepass:env KASSA_KEYSTORE_PASSWORD
  : >"$work/made"
  key payment-key "$@" -genseckey -keyalg HmacSHA256 -keysize 256
  key confirmation "$@" -genkeypair -keyalg Ed25519 -dname "CN=Kassa confirmation 1" -validity 36500
  key personal-data "$@" -genseckey -keyalg AES -keysize 256
  key credential "$@" -genseckey -keyalg AES -keysize 256
  chmod 600 "$new"
  mv "$new" "$keystore"
  say "made in $keystore:$(cat "$work/made")"
}

has_key() {
  grep -q "^$1-[1-9][0-9]*," "$work/aliases"
}

# purpose, arguments of keytool
key() {
  purpose=$1
  shift
  ! has_key "$purpose" || return 0
  "$keytool" "$@" -alias "$purpose-1"
  printf ' %s-1' "$purpose" >>"$work/made"
}

# Whether the server runs whose process id is in the file.
running() {
  [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null
}

# Ends that server in order and waits for it.
stop_server() {
  pid=$(cat "$1")
  kill "$pid"
  tries=60
  while kill -0 "$pid" 2>/dev/null; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "the server with process id $pid does not end"
    sleep 1
  done
  rm -f "$1"
}
