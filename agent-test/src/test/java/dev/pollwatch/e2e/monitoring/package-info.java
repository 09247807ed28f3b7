/** What stands in {@code examples} for those who monitor and deploy, held against the real tools and the packaged agent. */
package dev.pollwatch.e2e.monitoring;
