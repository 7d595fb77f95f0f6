package io.kassa.console;

import static java.util.Objects.requireNonNull;

import io.kassa.archive.Archive;
import java.util.ArrayList;
import java.util.List;

/** The archive of events. */
final class ArchiveConsole implements ArchiveMXBean {
  private final Archive archive;

  ArchiveConsole(Archive archive) {
    this.archive = requireNonNull(archive, "archive");
  }

  @Override
  public int getEventMonths() {
    return archive.eventMonths();
  }

  @Override
  public List<String> getTables() {
    return archive.tables();
  }

  @Override
  public List<String> run() {
    Archive.Run run = archive.run();
    List<String> lines = new ArrayList<>(run.archived());
    if (run.held() != null) {
      lines.add(run.held());
    }
    return lines;
  }
}
