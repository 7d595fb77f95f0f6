package io.kassa.channel.boundary;

import io.kassa.channel.entity.ChannelConfiguration;
import java.util.List;
import java.util.Map;

/**
 * A configuration as an operator sees it.
 *
 * @param settings those that are not secret, by name
 * @param secrets the names of the secrets that are set
 * @param notifyUrl where the provider sends its notices
 */
public record ConfigurationView(
    ChannelConfiguration configuration,
    Map<String, String> settings,
    List<String> secrets,
    String notifyUrl) {}
