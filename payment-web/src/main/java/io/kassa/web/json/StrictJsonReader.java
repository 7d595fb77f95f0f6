package io.kassa.web.json;

import io.kassa.failure.ErrorCode;
import io.kassa.failure.PaymentException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.validation.ValidatorFactory;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads the body of every resource method that takes a record. It stands for all media types and
 * refuses other than JSON itself: without a Content-Type an empty body would else reach the
 * resource as null. That it is declared for Record, not for Object, puts it before the server's own
 * JSON-B reader; so does the scope, since a proxy of a wider one has no Consumes annotation and
 * would only be asked after JSON-B.
 */
@Provider
@Dependent
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
public class StrictJsonReader implements MessageBodyReader<Record> {
  private RecordReader records;

  /** Takes its constraints from the server's validator factory. */
  @Inject
  public void setFactory(ValidatorFactory factory) {
    records = new RecordReader(new Constraints(factory));
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public Record readFrom(
      Class<Record> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream entity) {
    byte[] body = BodyText.bytes(entity);
    if (body.length == 0) {
      throw PaymentException.invalid("$", "must not be empty");
    }
    boolean typed = headers.getFirst(HttpHeaders.CONTENT_TYPE) != null;
    if (!typed || !isUtf8Json(mediaType)) {
      throw PaymentException.of(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8.");
    }
    return records.read(body, type);
  }

  private static boolean isUtf8Json(MediaType mediaType) {
    String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
    return mediaType.getType().equalsIgnoreCase("application")
        && mediaType.getSubtype().equalsIgnoreCase("json")
        && (charset == null || charset.equalsIgnoreCase("utf-8"));
  }
}
