/** Tests that run a small part of the corpus, and some of its workloads, with the packaged agent. */
package dev.pollwatch.corpus;
