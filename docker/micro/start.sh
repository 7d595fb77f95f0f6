#!/bin/sh
# Kassa on Payara Micro: sets the server up, serves, and stops in order. One command, one server
# process; what it logs comes out here.
#
# Needs a Java 17 run time and the files that `mvn -Pmicro -DskipTests package` gathers. Every value
# comes from the environment (README.md lists them). The configuration is made anew at each start;
# the keystore, the settings and the messages of an embedded broker stay.
set -eu
umask 077

here=$(cd "$(dirname "$0")" && pwd)
. "$here/../payara/common.sh"

# --- values -------------------------------------------------------------------------------------

require KASSA_MICRO_FILES KASSA_DOMAINS_DIR KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD \
  KASSA_KEYSTORE_PASSWORD KASSA_OPERATOR_PASSWORD

files=$KASSA_MICRO_FILES
home=$KASSA_DOMAINS_DIR/${KASSA_DOMAIN:-kassa}
server=$home/server
keystore=${KASSA_KEYSTORE:-$home/kassa-keystore.p12}
settings=${KASSA_SETTINGS_DIR:-$home/settings}
sandbox=${KASSA_SANDBOX_WAR:-}

# A broker elsewhere, or one in this process with its messages in a directory.
broker_url=${KASSA_BROKER_URL:-}
broker_user=${KASSA_BROKER_USER:-}
broker_password=${KASSA_BROKER_PASSWORD:-}
broker_directory=${KASSA_BROKER_DIR:-$home/broker}

for name in payara-micro.jar activemq.rar postgresql-jdbc.jar payment.war; do
  [ -f "$files/$name" ] || fail "KASSA_MICRO_FILES has no $name: $files"
done
[ -z "$broker_user" ] || [ -n "$broker_password" ] ||
  fail "KASSA_BROKER_USER has no KASSA_BROKER_PASSWORD"

process=$server/config/pid
# A killed container left its number behind, which another process may have now.
if [ -f "$process" ] && tr '\0' ' ' <"/proc/$(cat "$process")/cmdline" 2>/dev/null |
  grep -qF -- "--rootdir $server "; then
  fail "this server runs already"
fi
rm -rf "$server" "$home"/.setup.*
mkdir -p "$server" "$settings" "$broker_directory"
work=$(mktemp -d "$home/.setup.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Micro has no administrator and no port for one.
admin_passwords() {
  :
}

# --- commands -----------------------------------------------------------------------------------

# Before the server starts. No timer and no session of Kassa's is kept, so there is no data grid. With
# `--nocluster` the server would keep one, and its port open on all addresses.
first_commands() {
  listener_commands http-listener
  thread_commands
  transaction_commands
  cat <<END
set $S.network-config.network-listeners.network-listener.http-listener.port=$http_port
set $S.hazelcast-config-specific-configuration.enabled=false
set $S.availability-service.availability-enabled=false
set $S.ejb-container.ejb-timer-service.ejb-timer-service=None
set $S.security-service.activate-default-principal-to-role-mapping=true
END
}

# After it has started and before it takes the application.
resource_commands() {
  operator_commands
  secret_commands
  config_commands
  # a setting's file goes before what was said at the start
  echo "set-config-ordinal --source=secrets --ordinal=200"
  pool_commands kassaPool jdbc/kassa "$db_user" kassa.db.password "$db_connections" 4 15
  pool_commands kassaOwnerPool jdbc/kassaOwner "$db_owner" kassa.db.owner.password 2 0 900
  executor_commands
  mail_commands
  broker_commands
}

operator_commands() {
  [ "$operator_port" != 0 ] || return 0
  echo "create-http-listener --listeneraddress $http_address --listenerport $operator_port --defaultvs server --securityenabled=false operator-listener"
  echo "set $S.network-config.network-listeners.network-listener.operator-listener.thread-pool=http-thread-pool"
  listener_commands operator-listener
}

# The adapter's configuration has to be there before the adapter, and the adapter before what is
# made of it.
broker_commands() {
  a=resources.resource-adapter-config.activemq.property
  echo "create-resource-adapter-config activemq"
  if [ -n "$broker_url" ]; then
    echo "set $a.ServerUrl=$broker_url"
  else
    echo "set $a.BrokerXmlConfig=xbean:file:$here/broker.xml"
    echo "set $a.ServerUrl=vm://kassa?create=false&waitForStart=60000"
  fi
  if [ -n "$broker_user" ]; then
    alias_command kassa.broker.password "$broker_password"
    echo "set $a.UserName=$broker_user"
    echo "set $a.Password=\${ALIAS=kassa.broker.password}"
  fi
  cat <<END
deploy --name activemq $files/activemq.rar
create-connector-connection-pool --raname activemq --connectiondefinition jakarta.jms.ConnectionFactory --transactionsupport XATransaction --steadypoolsize 1 --maxpoolsize 32 kassaConnections
create-connector-resource --poolname kassaConnections jms/kassaConnectionFactory
END
  queue_commands jms/kassaInvoices kassa.invoices
  queue_commands jms/kassaWebhooks kassa.webhooks
  queue_commands jms/kassaMails kassa.mails
  # Kassa looks into it without waiting, so the broker is asked at each look and sends nothing ahead.
  queue_commands jms/kassaDeadLetters "kassa.deadLetters?consumer.prefetchSize=0"
}

queue_commands() {
  echo "create-admin-object --raname activemq --restype jakarta.jms.Queue $1"
  echo "set resources.admin-object-resource.$1.property.PhysicalName=$2"
}

# --- the run ------------------------------------------------------------------------------------

make_keystore
first_commands >"$work/first"
resource_commands >"$work/resources"
# The last one: once it is written down, the server has read all passwords.
config_command kassa.micro.setUp true >>"$work/resources"

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
forget_secrets
unset KASSA_BROKER_PASSWORD
set --
[ -z "$sandbox" ] || set -- --deploy "$sandbox"
"$java" "-Xmx$heap" -Djava.awt.headless=true \
  -XX:ThreadPriorityPolicy=1 -XX:JavaPriority1_To_OSPriority=19 \
  -Dcom.sun.enterprise.connectors.inbound.ramid=activemq \
  "-Dkassa.broker.directory=$broker_directory" \
  -jar "$files/payara-micro.jar" --rootdir "$server" --nohazelcast --disablephonehome \
  --logproperties "$here/logging.properties" --secretsdir "$settings" \
  --addlibs "$files/postgresql-jdbc.jar" \
  --prebootcommandfile "$work/first" --postbootcommandfile "$work/resources" \
  "$@" --deploy "$files/payment.war" &
micro=$!

# A signal comes to this shell; the server gets it, and the shell waits for its end.
trap 'kill -TERM $micro 2>/dev/null || true' TERM INT
while kill -0 "$micro" 2>/dev/null &&
  ! grep -q kassa.micro.setUp "$server/config/domain.xml" 2>/dev/null; do
  sleep 1
done
rm -rf "$work"
ended=0
while kill -0 "$micro" 2>/dev/null; do
  wait "$micro" && ended=0 || ended=$?
done
say "the server ended with status $ended"
[ "$ended" -ne 143 ] || ended=0
exit "$ended"
