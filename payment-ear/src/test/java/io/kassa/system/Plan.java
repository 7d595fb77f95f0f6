package io.kassa.system;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the database carried a statement out, as EXPLAIN ANALYZE tells it in JSON (PostgreSQL
 * documentation, chapter "Using EXPLAIN").
 */
final class Plan {
  /** Hand on each row as it comes, so that a LIMIT above them ends what is below them early. */
  private static final Set<String> STREAMS =
      Set.of(
          "Append", "Limit", "LockRows", "Merge Append", "Nested Loop", "Result", "Subquery Scan");

  /** How a node's child stands to it, if its rows are what the node hands on. */
  private static final Set<String> SOURCES = Set.of("Outer", "Member", "Subquery");

  private static final List<String> TOLD =
      List.of(
          "Node Type",
          "Relation Name",
          "Index Name",
          "Index Cond",
          "Filter",
          "Plan Rows",
          "Actual Rows",
          "Actual Loops");

  private final JsonObject root;

  private Plan(JsonObject root) {
    this.root = root;
  }

  static Plan of(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return new Plan(reader.readArray().getJsonObject(0).getJsonObject("Plan"));
    }
  }

  /**
   * How many rows of tables were looked at, with those that a filter dropped. A row that was found
   * before and is fetched again by its place counts once.
   */
  long rowsRead() {
    return Math.round(scans(root).mapToDouble(Plan::rowsRead).sum());
  }

  private static double rowsRead(JsonObject scan) {
    return number(scan, "Actual Loops")
        * (number(scan, "Actual Rows")
            + number(scan, "Rows Removed by Filter")
            + number(scan, "Rows Removed by Index Recheck"));
  }

  /** How many rows the planner thought that it had to look at, the tables' one by one. */
  long rowsExpected() {
    return Math.round(scans(root).mapToDouble(scan -> number(scan, "Plan Rows")).sum());
  }

  private static Stream<JsonObject> scans(JsonObject node) {
    boolean ofTable =
        type(node).endsWith(" Scan")
            && !type(node).equals("Tid Scan")
            && node.containsKey("Relation Name");
    return Stream.concat(
        ofTable ? Stream.of(node) : Stream.empty(), children(node).flatMap(Plan::scans));
  }

  /**
   * The tables and indexes that are read from end to end, since nothing is looked for in them. An
   * index that a LIMIT reads in its order until it has enough is not one of them, nor is what the
   * statement had no need to look at.
   */
  List<String> readWhole() {
    return readWhole(root, false).distinct().toList();
  }

  private static Stream<String> readWhole(JsonObject node, boolean limited) {
    boolean ends = STREAMS.contains(type(node)) && (limited || type(node).equals("Limit"));
    return Stream.concat(
        whole(node, limited),
        children(node)
            .flatMap(
                child ->
                    readWhole(
                        child,
                        ends && SOURCES.contains(child.getString("Parent Relationship", "")))));
  }

  private static Stream<String> whole(JsonObject node, boolean limited) {
    if (number(node, "Actual Loops") == 0) {
      return Stream.empty();
    }
    return switch (type(node)) {
      case "Seq Scan" -> Stream.of(node.getString("Relation Name"));
      case "Index Scan", "Index Only Scan", "Bitmap Index Scan" ->
          limited || node.containsKey("Index Cond")
              ? Stream.empty()
              : Stream.of(node.getString("Index Name"));
      default -> Stream.empty();
    };
  }

  private static Stream<JsonObject> children(JsonObject node) {
    return node
        .getOrDefault("Plans", JsonArray.EMPTY_JSON_ARRAY)
        .asJsonArray()
        .getValuesAs(JsonObject.class)
        .stream();
  }

  private static String type(JsonObject node) {
    return node.getString("Node Type");
  }

  private static double number(JsonObject node, String name) {
    return node.containsKey(name) ? node.getJsonNumber(name).doubleValue() : 0;
  }

  /** Its nodes, one a line: what they read, how they look for it, and how many rows came of it. */
  @Override
  public String toString() {
    return text(root, "\n").collect(Collectors.joining());
  }

  private static Stream<String> text(JsonObject node, String indent) {
    String told =
        TOLD.stream()
            .filter(node::containsKey)
            .map(name -> node.get(name).toString())
            .collect(Collectors.joining(" ", indent, ""));
    return Stream.concat(
        Stream.of(told), children(node).flatMap(child -> text(child, indent + "  ")));
  }
}
