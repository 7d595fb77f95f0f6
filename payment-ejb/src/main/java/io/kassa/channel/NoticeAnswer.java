package io.kassa.channel;

/** An answer to a notice in the provider's own form. */
public record NoticeAnswer(int statusCode, String contentType, String body) {}
