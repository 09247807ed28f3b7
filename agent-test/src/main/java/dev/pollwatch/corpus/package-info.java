/**
 * The corpus: weaves every method with a loop of many libraries, has the JVM link what comes out, and runs workloads with
 * everything woven. Started by {@code corpus.sh}; touches nothing of the agent but its jar and its MBean.
 */
package dev.pollwatch.corpus;
