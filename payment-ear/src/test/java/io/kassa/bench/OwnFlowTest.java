package io.kassa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFlowTest {
  private static final String INSERT = "insert into p values ($1, $2, $3, $4) returning at";
  private static final String UPDATE = "update p set jws = $2, attempt = $3 where id = $1";

  private final OwnFlow.Heard first =
      heard(
          "00000000-0000-0000-0000-00000000000a",
          "order-a",
          "00000000-0000-0000-0000-0000000000aa");
  private final OwnFlow.Heard second =
      heard(
          "00000000-0000-0000-0000-00000000000b",
          "order-b",
          "00000000-0000-0000-0000-0000000000bb");

  @Test
  void whatDiffersIsMadeAnewAndWhatIsTheSameStays() {
    assertThat(OwnFlow.script(first, second, 7))
        .isEqualTo(
            """
            \\set acc random(1, 7)
            BEGIN;
            insert into p values (uuidv7(), (gen_random_uuid()::text), \
            ((select id from bench.account where n = :acc))::uuid, '1000'::bigint) returning at, id \\gset
            COMMIT;
            update p set jws = 'signed order-a', attempt = (overlay((:id)::text placing '03' from 35))::uuid \
            where id = (:id)::uuid;
            """);
  }

  @Test
  void flowsOfOtherStatementsAreNoPair() {
    OwnFlow.Heard shorter = new OwnFlow.Heard("x", "y", "z", second.exchanges().subList(0, 1));

    assertThatThrownBy(() -> OwnFlow.script(first, shorter, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("differ");
  }

  private static OwnFlow.Heard heard(String id, String order, String account) {
    String attempt = id.replace("0000000000", "1111111111");
    return new OwnFlow.Heard(
        id,
        order,
        account,
        List.of(
            new Exchange(
                List.of(
                    Exchange.Statement.plain("BEGIN"),
                    new Exchange.Statement(
                        INSERT,
                        List.of("uuid", "unknown", "uuid", "bigint"),
                        List.of(
                            "'" + id + "'::uuid",
                            "'" + order + "'",
                            "'" + account + "'::uuid",
                            "'1000'::bigint")),
                    Exchange.Statement.plain("COMMIT")),
                2),
            new Exchange(
                List.of(
                    new Exchange.Statement(
                        UPDATE,
                        List.of("uuid", "unknown", "uuid"),
                        List.of(
                            "'" + id + "'::uuid",
                            "'signed " + order + "'",
                            "'" + attempt + "'::uuid"))),
                1)));
  }
}
