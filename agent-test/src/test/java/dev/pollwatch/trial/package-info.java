/** Whether the verdicts can be believed: stalls that must be found, and disturbances under which none may be. See docs/believe.md. */
package dev.pollwatch.trial;
