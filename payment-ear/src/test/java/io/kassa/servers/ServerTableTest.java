package io.kassa.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kassa.servers.Findings.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTableTest {
  private static final Findings LATER =
      new Findings(
          "Other Server",
          "2",
          Instant.parse("2026-03-04T05:06:07Z"),
          new TreeMap<>(Map.of("AIT", new Counts(3, 1, 2), "BIT", new Counts(4, 0, 0))),
          Map.of(Figure.READY, "12.5"));
  private static final Findings EARLIER =
      new Findings(
          "One",
          "1.0",
          Instant.parse("2026-03-04T04:06:07Z"),
          new TreeMap<>(Map.of("AIT", new Counts(6, 0, 0))),
          Map.of(Figure.FLOWS, "321"));

  @TempDir private Path directory;

  @Test
  void serversStandBesideEachOtherInTheOrderTheyRan() throws IOException {
    LATER.write(directory);
    EARLIER.write(directory);

    assertThat(ServerTable.of(directory).markdown().lines())
        .startsWith("|  | One 1.0 | Other Server 2 |", "| --- | ---: | ---: |")
        .contains(
            "| began (UTC) | 4 March 2026, 04:06 | 4 March 2026, 05:06 |",
            "| tests passed | 6 | 7 |",
            "| failed | 0 | 1 |",
            "| skipped | 0 | 2 |",
            "| ready again (s) | – | 12.5 |",
            "| flows/s | 321 | – |")
        .endsWith("| `AIT` | 6 | 3, **1 failed**, 2 skipped |", "| `BIT` | – | 4 |");
  }

  @Test
  void laterRunOfAServerTakesThePlaceOfTheEarlier() throws IOException {
    EARLIER.write(directory);
    new Findings("One", "1.1", EARLIER.begin(), LATER.classes(), Map.of()).write(directory);

    assertThat(ServerTable.of(directory).markdown()).contains("One 1.1").doesNotContain("One 1.0");
  }

  @Test
  void tableTakesThePlaceOfTheOneBefore() throws IOException {
    Path document = directory.resolve("servers.md");
    Files.writeString(
        document, "before\n" + ServerTable.BEGIN + "| old |\n" + ServerTable.END + "after\n");
    EARLIER.write(directory);

    ServerTable table = ServerTable.of(directory);
    table.writeInto(document);
    table.writeInto(document);

    assertThat(document)
        .hasContent(
            "before\n" + ServerTable.BEGIN + table.markdown() + ServerTable.END + "after\n");
  }

  @Test
  void documentWithoutAPlaceForItIsLeftAlone() throws IOException {
    Path document = Files.writeString(directory.resolve("servers.md"), ServerTable.END);
    EARLIER.write(directory);
    ServerTable table = ServerTable.of(directory);

    assertThatThrownBy(() -> table.writeInto(document)).hasMessageContaining("no place");
    assertThat(document).hasContent(ServerTable.END);
  }
}
