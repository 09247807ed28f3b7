package dev.pollwatch.view.http;

/** What somebody who asks may see. */
enum Access {
    /** All there is. */
    FULL,
    /** No more than whether all is well: a password is wanted and was not given. */
    STATUS_ONLY,
    /** Nothing: a wrong user or password was given. */
    NONE
}
