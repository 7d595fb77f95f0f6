package io.kassa.schema;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema to this build's version, or checks that it is there. Flyway takes a lock in the
 * database, so that of several nodes one migrates and the others wait; it commits by itself, so no
 * JTA transaction may be open.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class Migration {
  /** The one schema that Kassa owns. */
  static final String SCHEMA = "kassa";

  @Resource(name = "jdbc/kassaOwner")
  private DataSource owner;

  /** {@code migrate}, or {@code validate} where a DBA runs the migrations. */
  @Inject
  @ConfigProperty(name = "kassa.migrate", defaultValue = "migrate")
  private String mode;

  @Inject
  @ConfigProperty(name = "kassa.database.runtimeRole", defaultValue = "kassa")
  private String runtimeRole;

  /** Migrates or validates; throws Flyway's exception, which names the migration, if it cannot. */
  public void run() {
    if (!runtimeRole.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalStateException("kassa.database.runtimeRole is not a plain role name");
    }
    Flyway flyway =
        Flyway.configure(Migration.class.getClassLoader())
            .dataSource(owner)
            .schemas(SCHEMA)
            .defaultSchema(SCHEMA)
            .locations("classpath:db/migration")
            .placeholders(Map.of("runtimeRole", runtimeRole))
            .validateMigrationNaming(true)
            .load();
    switch (mode.toLowerCase(Locale.ROOT)) {
      case "migrate" -> flyway.migrate();
      case "validate" -> flyway.validate();
      default -> throw new IllegalStateException("kassa.migrate must be migrate or validate");
    }
  }
}
