package io.kassa.web.contract;

import static io.kassa.web.contract.Contract.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kassa.crypto.ConfirmationSigner;
import io.kassa.erasure.boundary.Erasure;
import io.kassa.failure.ErrorCode;
import io.kassa.failure.FieldError;
import io.kassa.web.accounts.AccountsResource;
import io.kassa.web.channels.AttemptsResource;
import io.kassa.web.channels.ConfigurationsResource;
import io.kassa.web.contract.Contract.Operation;
import io.kassa.web.events.EndpointBodies;
import io.kassa.web.ledger.SettlementJson;
import io.kassa.web.merchants.CredentialsResource;
import io.kassa.web.merchants.MerchantsResource;
import io.kassa.web.payments.ConfirmationJson;
import io.kassa.web.payments.InvoiceJson;
import io.kassa.web.payments.PaymentJson;
import io.kassa.web.payments.ProcessingJson;
import io.kassa.web.platform.AnswerJson;
import io.kassa.web.problem.Problem;
import io.kassa.web.reconciliation.DiscrepancyJson;
import io.kassa.web.refunds.CreditNoteJson;
import io.kassa.web.refunds.RefundJson;
import io.kassa.web.reports.ReportJson;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each answer, rendered as it is for callers, has the members of its schema: no more, no less. */
class AnswerContractTest {
  /** What is answered where the method's own type does not say so. */
  private static final Map<String, Type> ANSWERS =
      Map.ofEntries(
          Map.entry("createPayment", PaymentJson.class),
          Map.entry("getPayment", PaymentJson.class),
          Map.entry("confirmPayment", ConfirmationJson.class),
          Map.entry("getInvoice", InvoiceJson.class),
          Map.entry("createRefund", RefundJson.class),
          Map.entry("getCreditNote", CreditNoteJson.class),
          Map.entry("createAccount", AccountsResource.AccountJson.class),
          Map.entry("createDeposit", AccountsResource.DepositJson.class),
          Map.entry("createMerchant", MerchantsResource.MerchantJson.class),
          Map.entry("erasePersonalData", Erasure.class),
          Map.entry("cancelPayment", PaymentJson.class),
          Map.entry("rotateCredential", CredentialsResource.CredentialJson.class),
          Map.entry("createCredential", CredentialsResource.CredentialJson.class),
          Map.entry("replayDeadLetter", Void.class),
          Map.entry("removeLimit", Void.class),
          Map.entry("receiveNotification", Void.class),
          Map.entry("askAboutAttempt", AttemptsResource.AttemptJson.class),
          Map.entry("resolveDiscrepancy", DiscrepancyJson.class),
          Map.entry("getReconciliationReport", String.class),
          Map.entry("reportPayments", ReportJson.class),
          Map.entry("createChannelConfiguration", ConfigurationsResource.ConfigurationJson.class),
          Map.entry("followPayment", String.class),
          Map.entry("createWebhookEndpoint", EndpointBodies.EndpointJson.class),
          Map.entry("deleteWebhookEndpoint", Void.class),
          Map.entry("createSettlement", SettlementJson.class),
          Map.entry("getSettlement", SettlementJson.class),
          Map.entry("listKeys", String.class),
          Map.entry("getContract", String.class));

  /** What is shown once, in the answer that created it. */
  private static final Map<String, Set<String>> SHOWN_ONCE =
      Map.of(
          "PaymentJson", Set.of("paymentKey", "checkoutUrl"),
          "CredentialJson", Set.of("secret"),
          "EndpointJson", Set.of("secret"));

  /** Enums of which an answer only ever has some constants. */
  private static final Map<String, List<String>> SOME_CONSTANTS =
      Map.of(
          "ConfirmationJson.status", List.of("SUCCEEDED"),
          "ProcessingJson.status", List.of("PROCESSING"));

  /** What is answered beside it: "operationId status". */
  private static final Map<String, Type> OTHER_ANSWERS =
      Map.of("confirmPayment 202", ProcessingJson.class);

  private final Contract contract = Contract.published();
  private final Schemas schemas = new Schemas(contract);
  private final AnswerJson json = new AnswerJson();

  @Test
  void answersHaveTheMembersAndTypesOfTheirRecords() {
    Set<String> asked = new HashSet<>();
    for (Operation operation : contract.operations()) {
      Type usual = answer(operation);
      if (ANSWERS.containsKey(operation.id())) {
        asked.add(operation.id());
      }
      operation
          .responses()
          .forEach(
              (status, response) -> {
                String name = operation.id() + " " + status;
                Object content = contract.resolve(response).get("content");
                Type answer = OTHER_ANSWERS.getOrDefault(name, usual);
                if (Integer.parseInt(status) < 300) {
                  assertThat(content == null).as(name).isEqualTo(answer == Void.class);
                  if (answer != Void.class && answer != String.class) {
                    compare(name, answer, map(map(content).get("application/json")).get("schema"));
                  }
                }
              });
    }
    assertThat(asked).isEqualTo(ANSWERS.keySet());
  }

  private static Type answer(Operation operation) {
    if (ANSWERS.containsKey(operation.id())) {
      return ANSWERS.get(operation.id());
    }
    Type type =
        Route.all().stream()
            .filter(route -> route.toString().equals(operation.toString()))
            .map(route -> route.method().getGenericReturnType())
            .findFirst()
            .orElseThrow();
    assertThat(type).as("say here what %s answers", operation.id()).isNotEqualTo(Response.class);
    return type;
  }

  private void compare(String name, Type answer, Object schema) {
    Class<?> record =
        (Class<?>) (answer instanceof ParameterizedType list ? list.getRawType() : answer);
    Type element =
        answer instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : null;
    JsonNode rendered = Schemas.parse(json.text((Record) Samples.of(record, element)));
    if (isWholeList(schema)) {
      ((ObjectNode) rendered).remove("nextCursor");
    }
    // a rotation creates the credential that takes over
    boolean creates = name.startsWith("create") || name.startsWith("rotate");
    compare(name, record, element, rendered, schema, creates);
    assertThat(schemas.flaws(schema, rendered)).as(name + " " + rendered).isEmpty();
  }

  /** A list in one piece is answered with a page's record too, and its cursor is never there. */
  private boolean isWholeList(Object schema) {
    Map<String, Object> properties =
        map(contract.merged(contract.resolve(schema)).get("properties"));
    return properties.containsKey("items") && !properties.containsKey("nextCursor");
  }

  private void compare(
      String name, Class<?> record, Type element, JsonNode json, Object node, boolean creates) {
    Map<String, Object> schema = contract.merged(contract.resolve(node));
    Map<String, Object> properties = map(schema.get("properties"));
    if (!creates) {
      SHOWN_ONCE
          .getOrDefault(record.getSimpleName(), Set.of())
          .forEach(((ObjectNode) json)::remove);
    }
    Set<String> rendered = new HashSet<>();
    json.fieldNames().forEachRemaining(rendered::add);
    assertThat(properties.keySet()).as(name).isEqualTo(rendered);
    for (RecordComponent component : record.getRecordComponents()) {
      String at = name + " " + record.getSimpleName() + "." + component.getName();
      if (rendered.contains(component.getName())) {
        Object property = properties.get(component.getName());
        member(at, component, element, json.get(component.getName()), property, creates);
        if (component.getType().isPrimitive()) {
          assertThat(Contract.texts(schema.get("required"))).as(at).contains(component.getName());
        }
      }
    }
  }

  private void member(
      String at,
      RecordComponent component,
      Type element,
      JsonNode json,
      Object property,
      boolean creates) {
    Class<?> type = component.getType();
    Map<String, Object> schema = contract.resolve(property);
    if (type.isRecord()) {
      compare(at, type, null, json, property, creates);
    } else if (type == List.class) {
      Type inner = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      if ((inner instanceof Class<?> ? inner : element) instanceof Class<?> item
          && item.isRecord()) {
        compare(at, item, null, json.get(0), schema.get("items"), creates);
      }
    } else if (type.isEnum()) {
      List<String> all =
          Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
      String member = at.substring(at.lastIndexOf(' ') + 1);
      assertThat(schema.get("enum")).as(at).isEqualTo(SOME_CONSTANTS.getOrDefault(member, all));
    } else {
      assertThat(schema.get("format")).as(at).isEqualTo(format(type, schema));
    }
  }

  /** The format of a type; of a string, whatever the contract says of it. */
  private static Object format(Class<?> type, Map<String, Object> schema) {
    return switch (type.getSimpleName()) {
      case "UUID" -> "uuid";
      case "Instant" -> "date-time";
      case "long", "Long" -> "int64";
      case "int", "Integer" -> "int32";
      default -> schema.get("format");
    };
  }

  @Test
  void problemsHaveTheMembersOfTheirSchema() {
    Problem problem =
        Problem.of(
            ErrorCode.INVALID_REQUEST,
            "amount: must be an integer",
            List.of(new FieldError("amount", "must be an integer")),
            "request-1");
    JsonNode json = Schemas.parse(new String(problem.json(), StandardCharsets.UTF_8));
    Object schema = Map.of("$ref", "#/components/schemas/Problem");
    assertThat(schemas.flaws(schema, json)).isEmpty();
    assertThat(names(json)).isEqualTo(map(contract.resolve(schema).get("properties")).keySet());
  }

  @Test
  void keysHaveTheMembersOfTheirSchema() {
    // the key of RFC 8037 appendix A
    byte[] x = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    var key = new ConfirmationSigner.PublicKey("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", 1, x);
    JsonNode json = Schemas.parse(ConfirmationSigner.jwks(List.of(key)));
    Map<String, Object> schema =
        contract.resolve(Map.of("$ref", "#/components/schemas/JsonWebKeySet"));
    assertThat(schemas.flaws(schema, json)).isEmpty();
    Map<String, Object> keys = map(map(schema.get("properties")).get("keys"));
    assertThat(names(json.get("keys").get(0)))
        .isEqualTo(map(map(keys.get("items")).get("properties")).keySet());
  }

  private static Set<String> names(JsonNode json) {
    Set<String> names = new HashSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
