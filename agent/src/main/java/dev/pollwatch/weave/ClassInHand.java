package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/**
 * The class being woven, as far as its methods need to know it.
 *
 * @param name internal name
 * @param superName internal name of its superclass
 * @param hasFrames whether its class file version has frames
 * @param sleepCalls tells sleep points
 */
record ClassInHand(String name, @Nullable String superName, boolean hasFrames, SleepCalls sleepCalls) {}
