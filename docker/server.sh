#!/bin/sh
# What the set-up scripts of WildFly and Open Liberty share; they read it, it is not run by itself.

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

require() {
  for name in "$@"; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set"
  done
}

# A keystore ($keystore) that an earlier version made gets the keys of new purposes. A purpose that
# has a key, of whatever version, is left alone. The file is replaced whole, and not touched where no
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
