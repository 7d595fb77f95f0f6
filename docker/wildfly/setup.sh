#!/bin/sh
# Creates or updates the WildFly server that runs Kassa, and leaves it running.
#
# Needs a JDK 17, an unpacked WildFly, EclipseLink's and PostgreSQL's jars, nothing else. Every value
# comes from the environment (README.md lists them). The distribution itself is not touched: the
# server's own directory holds configuration, modules, users, queues and deployments.
#
# Running it again makes the configuration anew from the distribution's own standalone-full.xml and
# starts the server again; users, deployments and what the broker holds stay.
set -eu
umask 077

. "$(dirname "$0")/../server.sh"

# --- values -------------------------------------------------------------------------------------

read_secrets KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD KASSA_KEYSTORE_PASSWORD \
  KASSA_OPERATOR_PASSWORD KASSA_AUDITOR_PASSWORD KASSA_MAIL_PASSWORD
require KASSA_WILDFLY_HOME KASSA_DB_PASSWORD KASSA_DB_OWNER_PASSWORD KASSA_KEYSTORE_PASSWORD \
  KASSA_OPERATOR_PASSWORD KASSA_JDBC_DRIVER KASSA_ECLIPSELINK

wildfly=$KASSA_WILDFLY_HOME
home=${KASSA_DOMAINS_DIR:-$wildfly/domains}/${KASSA_DOMAIN:-kassa}
bind=${KASSA_BIND_ADDRESS:-127.0.0.1}
http_address=${KASSA_HTTP_ADDRESS:-$bind}

operator_user=${KASSA_OPERATOR_USER:-operator}
auditor_user=${KASSA_AUDITOR_USER:-auditor}
auditor_password=${KASSA_AUDITOR_PASSWORD:-}

http_port=${KASSA_HTTP_PORT:-8080}
https_port=${KASSA_HTTPS_PORT:-8443}
operator_port=${KASSA_OPERATOR_PORT:-0}
admin_port=${KASSA_ADMIN_PORT:-9990}

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

heap=${KASSA_HEAP:-768m}
http_threads=${KASSA_HTTP_THREADS:-16}
channel_threads=${KASSA_CHANNEL_THREADS:-16}
webhook_threads=${KASSA_WEBHOOK_THREADS:-8}
drawing_threads=${KASSA_DRAWING_THREADS:-$((($(getconf _NPROCESSORS_ONLN) + 1) / 2))}
public_url=${KASSA_PUBLIC_URL:-http://$bind:$http_port/payment}
keystore=${KASSA_KEYSTORE:-$home/configuration/kassa-keystore.p12}
extra_config=${KASSA_CONFIG:-}

case $mail_tls in
  starttls) mail_port=${KASSA_MAIL_PORT:-587} mail_crypt=,tls=true ;;
  tls) mail_port=${KASSA_MAIL_PORT:-465} mail_crypt=,ssl=true ;;
  none) mail_port=${KASSA_MAIL_PORT:-25} mail_crypt= ;;
  *) fail "KASSA_MAIL_TLS is none of starttls, tls and none: $mail_tls" ;;
esac
if [ -n "$mail_host" ]; then
  [ -n "$mail_from" ] || fail "KASSA_MAIL_HOST is set and KASSA_MAIL_FROM is not"
  [ -z "$mail_user" ] || [ -n "${KASSA_MAIL_PASSWORD:-}" ] ||
    fail "KASSA_MAIL_USER has no KASSA_MAIL_PASSWORD"
fi

[ -x "$wildfly/bin/standalone.sh" ] ||
  fail "no standalone.sh in $wildfly/bin: is KASSA_WILDFLY_HOME an unpacked WildFly?"
[ -f "$KASSA_JDBC_DRIVER" ] || fail "KASSA_JDBC_DRIVER names no file: $KASSA_JDBC_DRIVER"
[ -f "$KASSA_ECLIPSELINK" ] || fail "KASSA_ECLIPSELINK names no file: $KASSA_ECLIPSELINK"
mkdir -p "$home/configuration" "$home/deployments" "$home/log"
work=$(mktemp -d "$home/.setup.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- files: modules, start ------------------------------------------------------------

# Directories before the distribution's own on the path of modules: what is here wins.
modules=$home/modules

# WildFly's module of this name holds its adapter to EclipseLink, and not EclipseLink.
install_eclipselink() {
  theirs=$wildfly/modules/system/layers/base/org/eclipse/persistence/main
  ours=$modules/org/eclipse/persistence/main
  rm -rf "$ours"
  mkdir -p "$ours"
  cp "$theirs"/*.jar "$ours/"
  cp "$KASSA_ECLIPSELINK" "$ours/eclipselink.jar"
  sed -e 's#<resources>#&<resource-root path="eclipselink.jar"/>#' \
    -e 's#<dependencies>#&<module name="java.rmi"/><module name="java.sql"/><module name="java.xml"/><module name="java.desktop"/><module name="java.instrument"/><module name="jdk.unsupported"/>#' \
    "$theirs/module.xml" >"$ours/module.xml"
}

install_driver() {
  ours=$modules/org/postgresql/main
  rm -rf "$ours"
  mkdir -p "$ours"
  cp "$KASSA_JDBC_DRIVER" "$ours/postgresql.jar"
  cat >"$ours/module.xml" <<END
<?xml version="1.0" encoding="UTF-8"?>
<module name="org.postgresql" xmlns="urn:jboss:module:1.9">
  <resources>
    <resource-root path="postgresql.jar"/>
  </resources>
  <dependencies>
    <module name="java.logging"/>
    <module name="java.management"/>
    <module name="java.naming"/>
    <module name="java.security.jgss"/>
    <module name="java.sql"/>
    <module name="java.xml"/>
    <module name="jakarta.transaction.api"/>
  </dependencies>
</module>
END
}

# What starts the server, with nothing secret in it: the server reads its passwords from its own
# configuration, where they are encrypted.
write_start() {
  cat >"$home/start.conf" <<END
JAVA_OPTS="-Xms64m -Xmx$heap -XX:ThreadPriorityPolicy=1 -XX:JavaPriority1_To_OSPriority=19 -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true -Djboss.modules.system.pkgs=org.jboss.byteman"
JBOSS_MODULEPATH="$modules:$wildfly/modules"
JBOSS_PIDFILE="$home/pid"
LAUNCH_JBOSS_IN_BACKGROUND=true
${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"}
END
  # A session of its own, so that Ctrl-C in the terminal reaches whoever stops the server in order.
  cat >"$home/start" <<END
#!/bin/sh
export RUN_CONF="$home/start.conf"
session=
! command -v setsid >/dev/null 2>&1 || session=setsid
exec nohup \$session sh "$wildfly/bin/standalone.sh" -c kassa.xml \\
  -Djboss.server.base.dir="$home" </dev/null >"$home/log/console.log" 2>&1 &
END
  chmod 700 "$home/start"
}

# --- commands, sent to a server that is embedded in the command line and listens nowhere --------

# The file of commands holds passwords: it is of mode 600 and goes away at the end.
embedded() {
  {
    echo "embed-server --server-config=$1 --std-out=discard"
    cat
    echo stop-embedded-server
  } >"$work/commands"
  RUN_CONF=/dev/null JBOSS_MODULEPATH="$modules:$wildfly/modules" \
    JAVA_OPTS="-Djboss.server.base.dir=$home -Djboss.server.log.dir=$work" \
    "$wildfly/bin/jboss-cli.sh" --no-color-output --file="$work/commands" >"$work/out.log" 2>&1 || {
    grep -v "password" "$work/out.log" >&2
    fail "a command was refused, see above"
  }
}

# A text between the quotes of a command: neither an end of the quotes nor an expression.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/\$/$$/g')"
}

# The key that the passwords in the configuration are encrypted with lies in a store of its own
# file, and users in a realm whose files are encrypted with it as well.
security_commands() {
  cat <<END
/subsystem=elytron/secret-key-credential-store=kassa:add(path=kassa-secrets.cs,relative-to=jboss.server.config.dir,key-size=256)
/subsystem=elytron/expression=encryption:add(resolvers=[{name=kassa,credential-store=kassa,secret-key=key}],default-resolver=kassa)
/subsystem=elytron/filesystem-realm=kassa:add(path=kassa-users,relative-to=jboss.server.config.dir,credential-store=kassa,secret-key=key)
/subsystem=elytron/security-domain=kassa:add(default-realm=kassa,realms=[{realm=kassa,role-decoder=groups-to-roles}],permission-mapper=default-permission-mapper)
/subsystem=undertow/application-security-domain=kassa:add(security-domain=kassa)
/subsystem=ejb3/application-security-domain=kassa:add(security-domain=kassa)
END
}

expression_command() {
  echo "/subsystem=elytron/expression=encryption:create-expression(clear-text=$(quoted "$1"))"
}

# name, password, groups
user_commands() {
  realm=/subsystem=elytron/filesystem-realm=kassa
  salt=$(od -An -N16 -tx1 /dev/urandom | tr -d '\n' | sed -e 's/ /,0x/g' -e 's/^,//')
  cat <<END
if (outcome == success) of $realm:read-identity(identity=$1)
$realm:remove-identity(identity=$1)
end-if
$realm:add-identity(identity=$1)
$realm:add-identity-attribute(identity=$1,name=groups,value=[$3])
$realm:set-password(identity=$1,bcrypt={password=$(quoted "$2"),iteration-count=10,salt=bytes{$salt}})
END
}

# The server's own redirect of /payment would name the Host header as its target.
network_commands() {
  cat <<END
/interface=management:write-attribute(name=inet-address,value=$bind)
/interface=public:write-attribute(name=inet-address,value=$http_address)
/socket-binding-group=standard-sockets/socket-binding=http:write-attribute(name=port,value=$http_port)
/socket-binding-group=standard-sockets/socket-binding=https:write-attribute(name=port,value=$https_port)
/socket-binding-group=standard-sockets/socket-binding=management-http:write-attribute(name=port,value=$admin_port)
/subsystem=iiop-openjdk:remove
/subsystem=io/worker=default:write-attribute(name=task-max-threads,value=$http_threads)
/subsystem=undertow/server=default-server/host=default-host/location=\/:remove
/subsystem=undertow/configuration=filter/expression-filter=kassa:add(expression="path('/payment') -> redirect('/payment/')")
/subsystem=undertow/server=default-server/host=default-host/filter-ref=kassa:add
END
  [ "$operator_port" = 0 ] || cat <<END
/socket-binding-group=standard-sockets/socket-binding=operator:add(interface=public,port=$operator_port)
/subsystem=undertow/server=default-server/http-listener=operator:add(socket-binding=operator)
END
  for listener in http-listener=default https-listener=https \
    $([ "$operator_port" = 0 ] || echo http-listener=operator); do
    l=/subsystem=undertow/server=default-server/$listener
    cat <<END
$l:write-attribute(name=max-post-size,value=1048576)
$l:write-attribute(name=max-header-size,value=8192)
$l:write-attribute(name=max-headers,value=100)
$l:write-attribute(name=request-parse-timeout,value=10000)
$l:write-attribute(name=read-timeout,value=10000)
$l:write-attribute(name=no-request-timeout,value=60000)
END
  done
}

# Beans without roles are open, as on every other server: Kassa's own interceptor asks. It also logs
# what is wrong, once; the server would log a stack for every call that is refused.
server_commands() {
  node=$(printf '%s:%s' "$(uname -n)" "$home" | cksum | cut -d' ' -f1)
  cat <<END
/subsystem=ejb3:write-attribute(name=log-system-exceptions,value=false)
/subsystem=transactions:write-attribute(name=node-identifier,value=$node)
/subsystem=ejb3:write-attribute(name=default-missing-method-permissions-deny-access,value=false)
/subsystem=transactions:write-attribute(name=default-timeout,value=30)
/subsystem=deployment-scanner/scanner=default:write-attribute(name=auto-deploy-zipped,value=false)
/subsystem=deployment-scanner/scanner=default:write-attribute(name=scan-interval,value=1000)
/subsystem=deployment-scanner/scanner=default:write-attribute(name=deployment-timeout,value=600)
/subsystem=weld:write-attribute(name=require-bean-descriptor,value=true)
/extension=org.wildfly.extension.microprofile.health-smallrye:add
/subsystem=microprofile-health-smallrye:add(security-enabled=false)
/extension=org.wildfly.extension.microprofile.openapi-smallrye:add
/subsystem=microprofile-openapi-smallrye:add
/extension=org.wildfly.extension.microprofile.fault-tolerance-smallrye:add
/subsystem=microprofile-fault-tolerance-smallrye:add
/subsystem=datasources/data-source=ExampleDS:remove
/subsystem=ee/service=default-bindings:undefine-attribute(name=datasource)
/subsystem=datasources/jdbc-driver=postgresql:add(driver-name=postgresql,driver-module-name=org.postgresql)
END
}

config_commands() {
  config_command kassa.publicUrl "$(quoted "$public_url")"
  config_command kassa.keystore.path "$(quoted "$keystore")"
  config_command kassa.operator.port "$operator_port"
  config_command kassa.keystore.password "\"$1\""
  [ -z "$mail_host" ] || config_command kassa.mail.enabled true
  printf '%s\n' "$extra_config" | while IFS='=' read -r name value; do
    [ -z "$name" ] || config_command "$name" "$(quoted "$value")"
  done
}

config_command() {
  echo "/system-property=$1:add(value=$2)"
}

# name, JNDI name, user, encrypted password, connections, steady, socketTimeout in seconds
pool_commands() {
  cat <<END
/subsystem=datasources/data-source=$1:add(jndi-name=java:/$2,driver-name=postgresql,connection-url="jdbc:postgresql://$db_host:$db_port/$db_name",user-name=$3,password="$4",min-pool-size=$6,max-pool-size=$5,blocking-timeout-wait-millis=2000,validate-on-match=true,background-validation=false,valid-connection-checker-class-name=org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLValidConnectionChecker,exception-sorter-class-name=org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLExceptionSorter,flush-strategy=IdleConnections)
END
  for property in ApplicationName=$1 connectTimeout=3 socketTimeout=$7 tcpKeepAlive=true \
    stringtype=unspecified logServerErrorDetail=false; do
    echo "/subsystem=datasources/data-source=$1/connection-properties=${property%%=*}:add(value=${property#*=})"
  done
}

executor_commands() {
  e=java:/concurrent
  cat <<END
/subsystem=ee/managed-executor-service=kassaChannel:add(jndi-name=$e/kassaChannel,context-service=default,core-threads=$channel_threads,max-threads=$channel_threads,queue-length=1000,reject-policy=ABORT)
/subsystem=ee/managed-executor-service=kassaWebhook:add(jndi-name=$e/kassaWebhook,context-service=default,core-threads=$webhook_threads,max-threads=$webhook_threads,queue-length=4000,reject-policy=ABORT)
/subsystem=ee/managed-executor-service=kassaDrawing:add(jndi-name=$e/kassaDrawing,context-service=default,core-threads=$drawing_threads,max-threads=$drawing_threads,queue-length=100,thread-priority=1,reject-policy=ABORT)
/subsystem=ee/managed-scheduled-executor-service=kassaScheduler:add(jndi-name=$e/kassaScheduler,context-service=default,core-threads=4,reject-policy=ABORT)
END
}

# The application asks for the session whether or not there is a mail server.
mail_commands() {
  login=
  [ -z "$mail_user" ] || login=",username=$(quoted "$mail_user"),password=\"$1\""
  cat <<END
/socket-binding-group=standard-sockets/remote-destination-outbound-socket-binding=kassa-mail:add(host=${mail_host:-localhost},port=$mail_port)
/subsystem=mail/mail-session=kassa:add(jndi-name=java:/mail/kassa,from=$(quoted "${mail_from:-kassa@localhost}"))
/subsystem=mail/mail-session=kassa/server=smtp:add(outbound-socket-binding-ref=kassa-mail$mail_crypt$login)
END
}

# A full queue refuses the newest message: the relay keeps it in its table and sends it later.
jms_commands() {
  a=/subsystem=messaging-activemq/server=default
  for queue in invoices webhooks mails deadLetters; do
    name=kassa$(printf %s "$queue" | cut -c1 | tr a-z A-Z)$(printf %s "$queue" | cut -c2-)
    echo "$a/jms-queue=kassa.$queue:add(entries=[java:/jms/$name])"
  done
  cat <<END
$a/address-setting=jms.queue.kassa.#:add(max-size-bytes=67108864,address-full-policy=FAIL,dead-letter-address=jms.queue.DLQ,expiry-address=jms.queue.ExpiryQueue,max-delivery-attempts=6,redelivery-delay=500)
$a/pooled-connection-factory=kassa:add(entries=[java:/jms/kassaConnectionFactory],connectors=[in-vm],transaction=xa)
END
}

# --- the run ------------------------------------------------------------------------------------

install_eclipselink
install_driver
make_keystore
write_start
if running "$home/pid"; then
  say "stopping the server"
  stop_server "$home/pid"
fi
say "configuring the server"
cp "$wildfly/standalone/configuration/standalone-full.xml" "$home/configuration/kassa.xml"
for file in logging.properties application-users.properties application-roles.properties \
  mgmt-users.properties mgmt-groups.properties; do
  [ -f "$home/configuration/$file" ] ||
    cp "$wildfly/standalone/configuration/$file" "$home/configuration/"
done
{
  security_commands
  user_commands "$operator_user" "$KASSA_OPERATOR_PASSWORD" payment-operator,payment-auditor
  [ -z "$auditor_password" ] ||
    user_commands "$auditor_user" "$auditor_password" payment-auditor
  expression_command "$KASSA_KEYSTORE_PASSWORD"
  expression_command "$KASSA_DB_PASSWORD"
  expression_command "$KASSA_DB_OWNER_PASSWORD"
  expression_command "${KASSA_MAIL_PASSWORD:-unused}"
} | embedded kassa.xml
sed -n 's/.*"expression" => "\(.*\)".*/\1/p' "$work/out.log" >"$work/encrypted"
[ "$(wc -l <"$work/encrypted")" -eq 4 ] || fail "the passwords were not encrypted"
{
  network_commands
  server_commands
  config_commands "$(sed -n 1p "$work/encrypted")"
  pool_commands kassaPool jdbc/kassa "$db_user" "$(sed -n 2p "$work/encrypted")" "$db_connections" 4 15
  pool_commands kassaOwnerPool jdbc/kassaOwner "$db_owner" "$(sed -n 3p "$work/encrypted")" 2 0 900
  executor_commands
  mail_commands "$(sed -n 4p "$work/encrypted")"
  jms_commands
} | embedded kassa.xml
say "starting the server"
"$home/start"
say "the server starts on http://$bind:$http_port, its console on http://$bind:$admin_port"
