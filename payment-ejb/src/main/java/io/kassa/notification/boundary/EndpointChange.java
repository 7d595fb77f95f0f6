package io.kassa.notification.boundary;

import java.util.List;

/** What changes; null stays as it is. */
public record EndpointChange(String url, List<String> eventTypes, Boolean enabled) {}
