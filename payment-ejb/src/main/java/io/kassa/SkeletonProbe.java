package io.kassa;

import jakarta.ejb.Stateless;

/** Keeps the module deployable until the first bean is there. */
@Stateless
public class SkeletonProbe {}
