#!/bin/sh
# Creates or updates the Payara domain that runs Kassa, and leaves it running.
#
# Needs a JDK 17 and an unpacked Payara Server Full, nothing else. Every value comes from the
# environment (README.md lists them). Running it again changes what differs and restarts the
# domain only when the server asks for it.
set -eu
umask 077

here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"

# --- values -------------------------------------------------------------------------------------

require KASSA_PAYARA_HOME KASSA_ADMIN_PASSWORD KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
  KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD KASSA_JDBC_DRIVER

payara=$KASSA_PAYARA_HOME/glassfish
domain=${KASSA_DOMAIN:-kassa}
domains=${KASSA_DOMAINS_DIR:-$payara/domains}
admin_user=${KASSA_ADMIN_USER:-admin}
master_password=${KASSA_MASTER_PASSWORD:-changeit}
https_port=${KASSA_HTTPS_PORT:-8181}
admin_port=${KASSA_ADMIN_PORT:-4848}
jms_port=${KASSA_JMS_PORT:-7676}
jmx_port=${KASSA_JMX_PORT:-8686}
iiop_port=${KASSA_IIOP_PORT:-3700}
iiops_port=${KASSA_IIOPS_PORT:-3820}
iiopm_port=${KASSA_IIOP_MUTUAL_PORT:-3920}

keystore=${KASSA_KEYSTORE:-$domains/$domain/config/kassa-keystore.p12}
log_format=${KASSA_LOG_FORMAT:-plain}

case $log_format in
  plain) log_formatter=com.sun.enterprise.server.logging.ODLLogFormatter ;;
  json) log_formatter=fish.payara.enterprise.server.logging.JSONLogFormatter ;;
  *) fail "KASSA_LOG_FORMAT is neither plain nor json: $log_format" ;;
esac

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

admin_passwords() {
  printf 'AS_ADMIN_PASSWORD=%s\n' "$KASSA_ADMIN_PASSWORD"
  printf 'AS_ADMIN_MASTERPASSWORD=%s\n' "$master_password"
}

admin() {
  "$asadmin" --user "$admin_user" --passwordfile "$work/admin" --host "$bind" \
    --port "$admin_port" --interactive=false "$@"
}

# A session of its own, so that Ctrl-C in the terminal reaches whoever stops the domain in order,
# and not the server itself; without the passwords, which the server does not need in its
# environment and shows in its crash reports.
start_domain() (
  forget_secrets
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
    listener_commands "$name"
  done
  thread_commands
  cat <<END
set $S.network-config.network-listeners.network-listener.http-listener-1.port=$http_port
set $S.network-config.network-listeners.network-listener.http-listener-2.port=$https_port
set $S.network-config.network-listeners.network-listener.admin-listener.address=$bind
set $S.network-config.protocols.protocol.admin-listener.http.server-header=false
set $S.network-config.protocols.protocol.admin-listener.http.xpowered-by=false
set $S.network-config.protocols.protocol.admin-listener.http.websockets-support-enabled=false
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
  grep -E -- "^(-Xmx|-XX:.Use[A-Za-z0-9]+GC$|-D$bundles=|-Dosgi\.shell\.telnet\.port=)" "$work/jvm" | sort -u |
    while read -r option; do
      case $option in
        "-Xmx$heap" | "-XX:+UseParallelGC" | "-D$bundles=org.apache.felix.fileinstall") ;;
        *) printf 'delete-jvm-options "%s"\n' "$(printf '%s' "$option" | sed 's/:/\\\\:/g')" ;;
      esac
    done
  cat <<END
create-jvm-options -Xmx$heap
create-jvm-options "-XX\\\\:+UseParallelGC"
create-jvm-options -D$bundles=org.apache.felix.fileinstall
END
}

log_commands() {
  echo "set-log-attributes com.sun.enterprise.server.logging.GFFileHandler.formatter=$log_formatter"
}

jms_commands() {
  cat <<END
set $S.jms-service.jms-host.default_JMS_host.host=$bind
set $S.jms-service.jms-host.default_JMS_host.port=$jms_port
set $S.jms-service.jms-host.default_JMS_host.lazy-init=false
create-jms-resource --restype jakarta.jms.ConnectionFactory jms/kassaConnectionFactory
get resources.connector-resource.jms/kassaConnectionFactory.pool-name
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.invoices jms/kassaInvoices
set resources.admin-object-resource.jms/kassaInvoices.property.Name=kassa.invoices
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.webhooks jms/kassaWebhooks
set resources.admin-object-resource.jms/kassaWebhooks.property.Name=kassa.webhooks
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.mails jms/kassaMails
set resources.admin-object-resource.jms/kassaMails.property.Name=kassa.mails
create-jms-resource --restype jakarta.jms.Queue --property Name=kassa.deadLetters jms/kassaDeadLetters
set resources.admin-object-resource.jms/kassaDeadLetters.property.Name=kassa.deadLetters
END
}

# What the console says of each. Only of a domain that is made now, and therefore started again: a
# pool that is changed under a running server loses its password until then.
description_commands() {
  cat <<END
set resources.jdbc-connection-pool.kassaPool.description="Kassa at run time"
set resources.jdbc-connection-pool.kassaOwnerPool.description="Kassa: migrations and partitions only"
set resources.jdbc-resource.jdbc/kassa.description="Kassa at run time"
set resources.jdbc-resource.jdbc/kassaOwner.description="Kassa: migrations and partitions only"
set resources.managed-executor-service.concurrent/kassaChannel.description="Kassa: calls of channels"
set resources.managed-executor-service.concurrent/kassaWebhook.description="Kassa: deliveries of events"
set resources.managed-executor-service.concurrent/kassaDrawing.description="Kassa: drawing of invoices"
set resources.managed-scheduled-executor-service.concurrent/kassaScheduler.description="Kassa: its timers"
set resources.mail-resource.mail/kassa.description="Kassa: letters with invoices"
set resources.admin-object-resource.jms/kassaInvoices.description="Kassa: invoices to be made"
set resources.admin-object-resource.jms/kassaWebhooks.description="Kassa: events to be delivered"
set resources.admin-object-resource.jms/kassaMails.description="Kassa: letters to be sent"
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
    pool_commands kassaPool jdbc/kassa "$db_user" kassa.db.password "$db_connections" 4 15
    pool_commands kassaOwnerPool jdbc/kassaOwner "$db_owner" kassa.db.owner.password 2 0 900
    executor_commands
    mail_commands
    jms_commands
    ! $fresh || description_commands
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
