#!/bin/sh
# Creates or updates the Payara domain that runs Kassa, and leaves it running.
#
# Needs a JDK 17 and an unpacked Payara Server Full, nothing else. Every value comes from the
# environment (README.md lists them). Running it again changes what differs and restarts the
# domain only when the server asks for it.
set -eu
umask 077

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

for name in KASSA_PAYARA_HOME KASSA_ADMIN_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
  KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_JDBC_DRIVER; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || fail "$name is not set"
done

payara=$KASSA_PAYARA_HOME/glassfish
domain=${KASSA_DOMAIN:-kassa}
domains=${KASSA_DOMAINS_DIR:-$payara/domains}
bind=${KASSA_BIND_ADDRESS:-127.0.0.1}
http_address=${KASSA_HTTP_ADDRESS:-$bind}

admin_user=${KASSA_ADMIN_USER:-admin}
master_password=${KASSA_MASTER_PASSWORD:-changeit}
operator_user=${KASSA_OPERATOR_USER:-operator}
auditor_user=${KASSA_AUDITOR_USER:-auditor}
auditor_password=${KASSA_AUDITOR_PASSWORD:-}

http_port=${KASSA_HTTP_PORT:-8080}
https_port=${KASSA_HTTPS_PORT:-8181}
operator_port=${KASSA_OPERATOR_PORT:-0}
admin_port=${KASSA_ADMIN_PORT:-4848}
jms_port=${KASSA_JMS_PORT:-7676}
jmx_port=${KASSA_JMX_PORT:-8686}
iiop_port=${KASSA_IIOP_PORT:-3700}
iiops_port=${KASSA_IIOPS_PORT:-3820}
iiopm_port=${KASSA_IIOP_MUTUAL_PORT:-3920}

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
keystore=${KASSA_KEYSTORE:-$domains/$domain/config/kassa-keystore.p12}
extra_config=${KASSA_CONFIG:-}
log_format=${KASSA_LOG_FORMAT:-plain}

case $mail_tls in
  starttls) mail_port=${KASSA_MAIL_PORT:-587} ;;
  tls) mail_port=${KASSA_MAIL_PORT:-465} ;;
  none) mail_port=${KASSA_MAIL_PORT:-25} ;;
  *) fail "KASSA_MAIL_TLS is none of starttls, tls and none: $mail_tls" ;;
esac
case $log_format in
  plain) log_formatter=com.sun.enterprise.server.logging.ODLLogFormatter ;;
  json) log_formatter=fish.payara.enterprise.server.logging.JSONLogFormatter ;;
  *) fail "KASSA_LOG_FORMAT is neither plain nor json: $log_format" ;;
esac
if [ -n "$mail_host" ]; then
  [ -n "$mail_from" ] || fail "KASSA_MAIL_HOST is set and KASSA_MAIL_FROM is not"
  [ -z "$mail_user" ] || [ -n "$mail_password" ] || fail "KASSA_MAIL_USER has no KASSA_MAIL_PASSWORD"
fi

home=$domains/$domain
asadmin=$payara/bin/asadmin
broker_home=$home/imq/instances/imqbroker
work=
mkdir -p "$domains"
[ -x "$asadmin" ] || fail "no asadmin in $payara/bin: is KASSA_PAYARA_HOME an unpacked Payara?"
[ -f "$KASSA_JDBC_DRIVER" ] || fail "KASSA_JDBC_DRIVER names no file: $KASSA_JDBC_DRIVER"
work=$(mktemp -d "$domains/.setup.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Passwords reach asadmin by files of mode 600 and keytool by the environment: never by arguments,
# which every user of the machine may read.
password_file() {
  {
    printf 'AS_ADMIN_PASSWORD=%s\n' "$KASSA_ADMIN_PASSWORD"
    printf 'AS_ADMIN_MASTERPASSWORD=%s\n' "$master_password"
    [ $# -eq 1 ] || printf '%s=%s\n' "$2" "$3"
  } >"$work/$1"
}

admin() {
  "$asadmin" --user "$admin_user" --passwordfile "$work/admin" --host "$bind" \
    --port "$admin_port" --interactive=false "$@"
}

# A session of its own, so that Ctrl-C in the terminal reaches whoever stops the domain in order,
# and not the server itself; without the passwords, which the server does not need in its
# environment and shows in its crash reports.
start_domain() (
  unset KASSA_ADMIN_PASSWORD KASSA_MASTER_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
    KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD
  if command -v setsid >/dev/null 2>&1; then
    setsid "$asadmin" --passwordfile "$work/admin" --interactive=false \
      start-domain --domaindir "$domains" "$domain"
  else
    "$asadmin" --passwordfile "$work/admin" --interactive=false \
      start-domain --domaindir "$domains" "$domain"
  fi >"$work/start.log" 2>&1 || {
    cat "$work/start.log" >&2
    fail "the domain did not start, see $home/logs/server.log"
  }
)

stop_domain() {
  admin stop-domain --domaindir "$domains" "$domain" >"$work/stop.log" 2>&1 || {
    cat "$work/stop.log" >&2
    fail "the domain did not stop"
  }
}

running() {
  [ -f "$home/config/pid" ] && kill -0 "$(cat "$home/config/pid")" 2>/dev/null
}

# --- files: keystore, domain, driver, broker ----------------------------------------------------

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

create_domain() {
  say "creating the domain $home"
  "$asadmin" --user "$admin_user" --passwordfile "$work/admin" --interactive=false create-domain \
    --domaindir "$domains" --adminport "$admin_port" --instanceport "$http_port" \
    --savelogin=false --savemasterpassword=false --domainproperties \
    "http.ssl.port=$https_port:jms.port=$jms_port:domain.jmxPort=$jmx_port:orb.listener.port=$iiop_port:orb.ssl.port=$iiops_port:orb.mutualauth.port=$iiopm_port" \
    "$domain" >"$work/create.log" 2>&1 || {
    cat "$work/create.log" >&2
    fail "the domain could not be created"
  }
  # The very first start already listens where it shall, and starts no data grid.
  xml=$home/config/domain.xml
  sed -e "s#address=\"0.0.0.0\"#address=\"$bind\"#" \
    -e "s#<network-listener port=#<network-listener address=\"$bind\" port=#" \
    -e 's#<hazelcast-config-specific-configuration>#<hazelcast-config-specific-configuration enabled="false">#' \
    -e "/<config name=\"server-config\">/a\\
<jms-service type=\"EMBEDDED\" default-jms-host=\"default_JMS_host\"><jms-host name=\"default_JMS_host\" host=\"$bind\" port=\"$jms_port\" lazy-init=\"false\"/></jms-service>" \
    "$xml" >"$work/domain.xml"
  cat "$work/domain.xml" >"$xml"
}

# A stopped domain that was made with another admin port would start where nobody looks for it.
move_admin_listener() {
  xml=$home/config/domain.xml
  sed '/<config name="server-config">/,/<\/config>/ {
    /<network-listener [^>]*name="admin-listener"/ s/ port="[0-9]*"/ port="'"$admin_port"'"/
  }' "$xml" >"$work/domain.xml"
  cmp -s "$work/domain.xml" "$xml" || cat "$work/domain.xml" >"$xml"
}

install_driver() {
  target=$home/lib/$(basename "$KASSA_JDBC_DRIVER")
  for old in "$home"/lib/postgresql-*.jar; do
    [ "$old" = "$target" ] || [ ! -f "$old" ] || rm -f "$old"
  done
  cmp -s "$KASSA_JDBC_DRIVER" "$target" || cp "$KASSA_JDBC_DRIVER" "$target"
}

# The embedded broker reads its own file. Every acknowledged message is on the disk
# (persist.file.sync), only the queues made below exist (autocreate), and a dead message is logged
# and kept whole.
broker_settings() {
  cat <<END
imq.persist.file.sync.enabled=true
imq.autocreate.queue=false
imq.autocreate.topic=false
imq.portmapper.hostname=$bind
imq.hostname=$bind
imq.jmx.hostname=$bind
imq.destination.logDeadMsgs=true
imq.destination.DMQ.truncateBody=false
END
}

broker_differs() {
  file=$broker_home/props/config.properties
  [ -f "$file" ] || return 0
  broker_settings | while read -r line; do
    grep -qxF -- "$line" "$file" || exit 1
  done && return 1
  return 0
}

write_broker_settings() {
  file=$broker_home/props/config.properties
  mkdir -p "$(dirname "$file")"
  broker_settings | cut -d= -f1 >"$work/keys"
  {
    if [ -f "$file" ]; then
      grep -v '^#' "$file" | awk -F= 'NR == FNR { ours[$1]; next } !($1 in ours)' "$work/keys" -
    else
      echo imq.instanceconfig.version=300
    fi
    broker_settings
  } >"$work/config.properties"
  cat "$work/config.properties" >"$file"
}

# --- commands, all sent by one asadmin ----------------------------------------------------------

S=configs.config.server-config

# Nothing speaks WebSocket, and its filter would log the headers of every request at FINE, proofs
# and all.
#
# A `create` fails where the thing exists already, and that is fine: what follows it (`set`,
# `update`, `get`) fails unless it exists.
network_commands() {
  listeners='http-listener-1 http-listener-2'
  if [ "$operator_port" != 0 ]; then
    listeners="$listeners operator-listener"
    echo "create-http-listener --listeneraddress $http_address --listenerport $operator_port --defaultvs server --securityenabled=false operator-listener"
    echo "set $S.network-config.network-listeners.network-listener.operator-listener.port=$operator_port"
    echo "set $S.network-config.network-listeners.network-listener.operator-listener.thread-pool=http-thread-pool"
    echo "set $S.network-config.network-listeners.network-listener.operator-listener.enabled=true"
  else
    # a listener of an earlier run; without one the command fails, which is fine
    echo "delete-http-listener operator-listener"
  fi
  for name in $listeners; do
    listener=$S.network-config.network-listeners.network-listener.$name
    http=$S.network-config.protocols.protocol.$name.http
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
  done
  cat <<END
set $S.network-config.network-listeners.network-listener.http-listener-1.port=$http_port
set $S.network-config.network-listeners.network-listener.http-listener-2.port=$https_port
set $S.network-config.network-listeners.network-listener.admin-listener.address=$bind
set $S.network-config.protocols.protocol.admin-listener.http.server-header=false
set $S.network-config.protocols.protocol.admin-listener.http.xpowered-by=false
set $S.network-config.protocols.protocol.admin-listener.http.websockets-support-enabled=false
set $S.thread-pools.thread-pool.http-thread-pool.min-thread-pool-size=$http_threads
set $S.thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=$http_threads
set $S.admin-service.jmx-connector.system.address=$bind
set $S.admin-service.jmx-connector.system.port=$jmx_port
set $S.iiop-service.iiop-listener.orb-listener-1.address=$bind
set $S.iiop-service.iiop-listener.orb-listener-1.port=$iiop_port
set $S.iiop-service.iiop-listener.SSL.address=$bind
set $S.iiop-service.iiop-listener.SSL.port=$iiops_port
set $S.iiop-service.iiop-listener.SSL_MUTUALAUTH.address=$bind
set $S.iiop-service.iiop-listener.SSL_MUTUALAUTH.port=$iiopm_port
set $S.admin-service.das-config.autodeploy-enabled=false
set $S.admin-service.das-config.dynamic-reload-enabled=false
disable-phone-home
set-hazelcast-configuration --enabled=false --dynamic=false
END
}

jvm_commands() {
  bundles=org.glassfish.additionalOSGiBundlesToStart
  sed -n 's#.*<jvm-options>\(.*\)</jvm-options>.*#\1#p' "$home/config/domain.xml" |
    awk '/<config name="default-config"/ { exit } { print }' >"$work/jvm"
  grep -E -- "^(-Xmx|-D$bundles=|-Dosgi\.shell\.telnet\.port=)" "$work/jvm" | sort -u |
    while read -r option; do
      case $option in
        "-Xmx$heap" | "-D$bundles=org.apache.felix.fileinstall") ;;
        *) printf 'delete-jvm-options "%s"\n' "$(printf '%s' "$option" | sed 's/:/\\\\:/g')" ;;
      esac
    done
  cat <<END
create-jvm-options -Xmx$heap
create-jvm-options -D$bundles=org.apache.felix.fileinstall
create-jvm-options "-XX\\\\:ThreadPriorityPolicy=1"
create-jvm-options "-XX\\\\:JavaPriority1_To_OSPriority=19"
END
}

log_commands() {
  echo "set-log-attributes com.sun.enterprise.server.logging.GFFileHandler.formatter=$log_formatter"
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

# name, JNDI name, user, password alias, connections, steady, socketTimeout in seconds, description
#
# A description is given when a thing is made, and not set later: a pool that is changed under a
# running server loses its password until the next start.
#
# The isolation level is the role's (roles.sql). With one named here, the server asks the database
# for the level whenever a connection comes back: a round trip more for each transaction.
pool_commands() {
  p=resources.jdbc-connection-pool.$1
  cat <<END
create-jdbc-connection-pool --restype javax.sql.DataSource --datasourceclassname org.postgresql.ds.PGSimpleDataSource --steadypoolsize $6 --maxpoolsize $5 --description "$8" $1
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
create-jdbc-resource --connectionpoolid $1 --description "$8" $2
set resources.jdbc-resource.$2.pool-name=$1
END
}

executor_commands() {
  m=resources.managed-executor-service.concurrent/kassaChannel
  w=resources.managed-executor-service.concurrent/kassaWebhook
  d=resources.managed-executor-service.concurrent/kassaDrawing
  s=resources.managed-scheduled-executor-service.concurrent/kassaScheduler
  cat <<END
create-managed-executor-service --description "Kassa: calls of channels" --corepoolsize $channel_threads --maximumpoolsize $channel_threads --taskqueuecapacity 1000 concurrent/kassaChannel
set $m.maximum-pool-size=$channel_threads
set $m.core-pool-size=$channel_threads
set $m.task-queue-capacity=1000
create-managed-executor-service --description "Kassa: deliveries of events" --corepoolsize $webhook_threads --maximumpoolsize $webhook_threads --taskqueuecapacity 4000 concurrent/kassaWebhook
set $w.maximum-pool-size=$webhook_threads
set $w.core-pool-size=$webhook_threads
set $w.task-queue-capacity=4000
create-managed-executor-service --description "Kassa: drawing of invoices" --corepoolsize $drawing_threads --maximumpoolsize $drawing_threads --taskqueuecapacity 100 --threadpriority 1 concurrent/kassaDrawing
set $d.maximum-pool-size=$drawing_threads
set $d.core-pool-size=$drawing_threads
set $d.task-queue-capacity=100
set $d.thread-priority=1
create-managed-scheduled-executor-service --description "Kassa: its timers" --corepoolsize 4 concurrent/kassaScheduler
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
create-javamail-resource --description "Kassa: letters with invoices" --mailhost localhost --mailuser kassa --fromaddress kassa@localhost mail/kassa
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

jms_commands() {
  cat <<END
set $S.jms-service.jms-host.default_JMS_host.host=$bind
set $S.jms-service.jms-host.default_JMS_host.port=$jms_port
set $S.jms-service.jms-host.default_JMS_host.lazy-init=false
create-jms-resource --restype jakarta.jms.ConnectionFactory --description "Kassa: its broker" jms/kassaConnectionFactory
get resources.connector-resource.jms/kassaConnectionFactory.pool-name
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.invoices jms/kassaInvoices
set resources.admin-object-resource.jms/kassaInvoices.property.Name=kassa.invoices
set resources.admin-object-resource.jms/kassaInvoices.description="Kassa: invoices to be made"
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.webhooks jms/kassaWebhooks
set resources.admin-object-resource.jms/kassaWebhooks.property.Name=kassa.webhooks
set resources.admin-object-resource.jms/kassaWebhooks.description="Kassa: events to be delivered"
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.mails jms/kassaMails
set resources.admin-object-resource.jms/kassaMails.property.Name=kassa.mails
set resources.admin-object-resource.jms/kassaMails.description="Kassa: letters to be sent"
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.deadLetters jms/kassaDeadLetters
set resources.admin-object-resource.jms/kassaDeadLetters.property.Name=kassa.deadLetters
set resources.admin-object-resource.jms/kassaDeadLetters.description="Kassa: copies of what no consumer could do"
END
}

configure() {
  {
    network_commands
    jvm_commands
    log_commands
    transaction_commands
    secret_commands
    config_commands
    pool_commands kassaPool jdbc/kassa "$db_user" kassa.db.password "$db_connections" 4 15 \
      "Kassa at run time"
    pool_commands kassaOwnerPool jdbc/kassaOwner "$db_owner" kassa.db.owner.password 2 0 900 \
      "Kassa: migrations and partitions only"
    executor_commands
    mail_commands
    jms_commands
    echo list-jvm-options
    echo _get-restart-required
  } >"$work/commands"
  admin multimode --file "$work/commands" >"$work/out.log" 2>&1 || true
  if grep -E 'Command [^ ]+ failed' "$work/out.log" | grep -qvE 'Command (create|delete)-[a-z-]+ failed' ||
    ! grep -q 'Command multimode executed' "$work/out.log"; then
    cat "$work/out.log" >&2
    fail "a command was refused, see above"
  fi
  grep -qxF -- "-Xmx$heap" "$work/out.log" || fail "the heap is not -Xmx$heap"
  grep -qxF -- "-XX:JavaPriority1_To_OSPriority=19" "$work/out.log" ||
    fail "the lowest priority of threads is not set"
}

# --- queues: made in the broker, with limits of their own ---------------------------------------

# The broker's JMX connector can't be bound to one address together with Payara's registry, so
# asadmin's create-jmsdest is of no use here; the broker's own command serves.
broker() {
  "$KASSA_PAYARA_HOME/mq/bin/imqcmd" -b "$bind:$jms_port" -u admin -passfile "$work/broker" -f "$@" \
    >"$work/broker.log" 2>&1
}

queue() {
  name=$1
  shift
  if broker query dst -t q -n "$name"; then
    broker update dst -t q -n "$name" "$@"
  else
    broker create dst -t q -n "$name" "$@"
  fi || {
    cat "$work/broker.log" >&2
    fail "the queue $name could not be set up"
  }
}

make_queues() {
  echo imq.imqcmd.password=admin >"$work/broker"
  # The server reports its start before its broker listens.
  tries=60
  until broker list dst; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || {
      cat "$work/broker.log" >&2
      fail "the JMS broker does not answer on $bind:$jms_port, see $broker_home/log/log.txt"
    }
    sleep 1
  done
  # A full queue refuses the newest message: the relay keeps it in its table and sends it later.
  set -- -o maxNumMsgs=10000 -o maxTotalMsgBytes=64m -o maxBytesPerMsg=64k -o limitBehavior=REJECT_NEWEST
  queue kassa.invoices "$@"
  queue kassa.webhooks "$@"
  queue kassa.mails "$@"
  queue kassa.deadLetters "$@"
  queue mq.sys.dmq -o maxNumMsgs=10000 -o maxTotalMsgBytes=64m -o limitBehavior=REMOVE_OLDEST
}

# --- the run ------------------------------------------------------------------------------------

password_file admin
fresh=false
if [ ! -f "$home/config/domain.xml" ]; then
  create_domain
  fresh=true
fi
make_keystore
install_driver
if broker_differs; then
  ! running || stop_domain
  write_broker_settings
fi
if ! running; then
  move_admin_listener
  say "starting the domain"
  start_domain
fi
say "configuring the domain"
configure
if $fresh || grep -qx true "$work/out.log"; then
  say "restarting the domain"
  stop_domain
  start_domain
fi
make_queues
say "the domain $domain answers on http://$bind:$http_port, its console on http://$bind:$admin_port"
