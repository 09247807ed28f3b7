/** Tests that start real JVMs with the packaged agent and look at it from outside. */
package dev.pollwatch.e2e;
