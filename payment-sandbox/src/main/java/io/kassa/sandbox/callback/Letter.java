package io.kassa.sandbox.callback;

import java.util.Map;

/** One message as it goes out. */
public record Letter(Map<String, String> headers, String body) {}
