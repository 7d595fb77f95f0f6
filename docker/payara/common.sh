#!/bin/sh
# What Payara Full and Payara Micro are told alike: values, keystore, and the commands that make
# resources. setup.sh here and docker/micro/start.sh read it; it does nothing by itself.

fail() {
  echo "setup: $*" >&2
  exit 1
}

say() {
  echo "setup: $*"
}

# --- values -------------------------------------------------------------------------------------

# A secret may come from a file, as orchestrators mount them: KASSA_DB_PASSWORD_FILE names one that
# holds KASSA_DB_PASSWORD.
for name in KASSA_ADMIN_PASSWORD KASSA_MASTER_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
  KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD; do
  eval "value=\${$name:-} file=\${${name}_FILE:-}"
  if [ -z "$value" ] && [ -n "$file" ]; then
    [ -r "$file" ] || fail "${name}_FILE names no file that can be read: $file"
    eval "$name=\$(cat \"\$file\")"
  fi
done

# Fails unless each of these variables has a value.
require() {
  for name in "$@"; do
    eval "value=\${$name:-}"
    [ -n "$value" ] || fail "$name is not set"
  done
}

# What the server gets no need of in its environment, and shows in its crash reports.
forget_secrets() {
  unset KASSA_ADMIN_PASSWORD KASSA_MASTER_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
    KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD
}

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

# Passwords reach asadmin by files of mode 600 and keytool by the environment: never by arguments,
# which every user of the machine may read. `admin_passwords`, of the script that reads this one,
# prints those of the administrator, if there is one.
password_file() {
  {
    admin_passwords
    [ $# -eq 1 ] || printf '%s=%s\n' "$2" "$3"
  } >"$work/$1"
}

# --- keystore -----------------------------------------------------------------------------------

# A keystore that an earlier version made gets the keys of new purposes. A purpose that has a key,
# of whatever version, is left alone: its first version may be retired. The file is replaced whole,
# since a running server reads it at any moment, and not touched where no key is missing: it may be
# mounted read-only.
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

# --- commands -----------------------------------------------------------------------------------

S=configs.config.server-config

# A `create` fails where the thing exists already, and that is fine: what follows it (`set`,
# `update`, `get`) fails unless it exists.
#
# A listener of requests. Nothing speaks WebSocket, and its filter would log the headers of every
# request at FINE, proofs and all.
listener_commands() {
  listener=$S.network-config.network-listeners.network-listener.$1
  http=$S.network-config.protocols.protocol.$1.http
  cat <<END
set $listener.address=$http_address
set $http.max-connections=-1
set $http.connection-upload-timeout-millis=10000
set $http.request-timeout-seconds=60
set $http.max-post-size-bytes=1048576
set $http.max-form-post-size-bytes=65536
set $http.header-buffer-length-bytes=8192
set $http.max-request-headers=100
set $http.server-header=false
set $http.xpowered-by=false
set $http.websockets-support-enabled=false
set $http.cookie-same-site-enabled=true
set $http.cookie-same-site-value=Strict
END
}

thread_commands() {
  cat <<END
set $S.thread-pools.thread-pool.http-thread-pool.min-thread-pool-size=$http_threads
set $S.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=$http_threads
END
}

transaction_commands() {
  cat <<END
set $S.transaction-service.timeout-in-seconds=30
set $S.transaction-service.automatic-recovery=true
set $S.transaction-service.property.use-last-agent-optimization=false
END
}

secret_commands() {
  alias_command kassa.keystore.password "$KASSA_KEYSTORE_PASSWORD"
  alias_command kassa.db.password "$KASSA_DB_PASSWORD"
  alias_command kassa.db.owner.password "$KASSA_DB_OWNER_PASSWORD"
  user_command "$operator_user" "$KASSA_OPERATOR_PASSWORD" payment-operator:payment-auditor
  [ -z "$auditor_password" ] || user_command "$auditor_user" "$auditor_password" payment-auditor
}

alias_command() {
  password_file "alias.$1" AS_ADMIN_ALIASPASSWORD "$2"
  echo "create-password-alias --passwordfile $work/alias.$1 $1"
  echo "update-password-alias --passwordfile $work/alias.$1 $1"
}

user_command() {
  password_file "user.$1" AS_ADMIN_USERPASSWORD "$2"
  echo "create-file-user --passwordfile $work/user.$1 --groups $3 $1"
  echo "update-file-user --passwordfile $work/user.$1 --groups $3 $1"
}

config_commands() {
  config_command kassa.publicUrl "$public_url"
  config_command kassa.keystore.path "$keystore"
  config_command kassa.operator.port "$operator_port"
  if [ -n "$mail_host" ]; then
    config_command kassa.mail.enabled true
  else
    config_command kassa.mail.enabled false
  fi
  printf '%s\n' "$extra_config" | while IFS='=' read -r name value; do
    [ -z "$name" ] || config_command "$name" "$value"
  done
}

config_command() {
  echo "set-config-property --source=domain --propertyName=$1 --propertyValue=\"$2\""
}

# name, JNDI name, user, password alias, connections, steady, socketTimeout in seconds
#
# The isolation level is the role's (roles.sql). With one named here, the server asks the database
# for the level whenever a connection comes back: a round trip more for each transaction.
pool_commands() {
  p=resources.jdbc-connection-pool.$1
  cat <<END
create-jdbc-connection-pool --restype javax.sql.DataSource --datasourceclassname org.postgresql.ds.PGSimpleDataSource --steadypoolsize $6 --maxpoolsize $5 $1
set $p.steady-pool-size=$6
set $p.max-pool-size=$5
set $p.max-wait-time-in-millis=2000
set $p.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation
set $p.connection-validation-method=custom-validation
set $p.is-connection-validation-required=true
set $p.validate-atmost-once-period-in-seconds=1
set $p.fail-all-connections=true
set $p.transaction-isolation-level=
set $p.property.serverName=$db_host
set $p.property.portNumber=$db_port
set $p.property.databaseName=$db_name
set $p.property.user=$3
set $p.property.password=\${ALIAS=$4}
set $p.property.applicationName=$1
set $p.property.connectTimeout=3
set $p.property.socketTimeout=$7
set $p.property.tcpKeepAlive=true
set $p.property.stringType=unspecified
set $p.property.logServerErrorDetail=false
create-jdbc-resource --connectionpoolid $1 $2
set resources.jdbc-resource.$2.pool-name=$1
END
}

executor_commands() {
  m=resources.managed-executor-service.concurrent/kassaChannel
  w=resources.managed-executor-service.concurrent/kassaWebhook
  d=resources.managed-executor-service.concurrent/kassaDrawing
  s=resources.managed-scheduled-executor-service.concurrent/kassaScheduler
  cat <<END
create-managed-executor-service --corepoolsize $channel_threads --maximumpoolsize $channel_threads --taskqueuecapacity 1000 concurrent/kassaChannel
set $m.maximum-pool-size=$channel_threads
set $m.core-pool-size=$channel_threads
set $m.task-queue-capacity=1000
create-managed-executor-service --corepoolsize $webhook_threads --maximumpoolsize $webhook_threads --taskqueuecapacity 4000 concurrent/kassaWebhook
set $w.maximum-pool-size=$webhook_threads
set $w.core-pool-size=$webhook_threads
set $w.task-queue-capacity=4000
create-managed-executor-service --corepoolsize $drawing_threads --maximumpoolsize $drawing_threads --taskqueuecapacity 100 --threadpriority 1 concurrent/kassaDrawing
set $d.maximum-pool-size=$drawing_threads
set $d.core-pool-size=$drawing_threads
set $d.task-queue-capacity=100
set $d.thread-priority=1
create-managed-scheduled-executor-service --corepoolsize 4 concurrent/kassaScheduler
set $s.core-pool-size=4
END
}

# The application asks for the session whether or not there is a mail server, so there is always one.
# A password that is no longer wanted is forgotten; a step that takes longer than its time is given
# up, and the outbox comes back to it. The name of a server is compared with its certificate.
mail_commands() {
  m=resources.mail-resource.mail/kassa
  auth=false
  password=
  if [ -n "$mail_user" ]; then
    auth=true
    password='${ALIAS=kassa.mail.password}'
    alias_command kassa.mail.password "$mail_password"
  fi
  starttls=false
  tls=false
  [ "$mail_tls" != starttls ] || starttls=true
  [ "$mail_tls" != tls ] || tls=true
  cat <<END
create-javamail-resource --mailhost localhost --mailuser kassa --fromaddress kassa@localhost mail/kassa
set $m.host=${mail_host:-localhost}
set $m.from=${mail_from:-kassa@localhost}
set $m.user=${mail_user:-kassa}
set $m.auth=$auth
set $m.password=$password
set $m.property.mail-smtp-port=$mail_port
set $m.property.mail-smtp-starttls-enable=$starttls
set $m.property.mail-smtp-starttls-required=$starttls
set $m.property.mail-smtp-ssl-enable=$tls
set $m.property.mail-smtp-ssl-checkserveridentity=true
set $m.property.mail-smtp-connectiontimeout=5000
set $m.property.mail-smtp-timeout=10000
set $m.property.mail-smtp-writetimeout=10000
set $m.property.mail-smtp-quitwait=false
END
}
