package dev.pollwatch.workload;

/** Some work whose results depend on nothing but its seed. */
@FunctionalInterface
interface Workload {

    /**
     * Does the work.
     *
     * @param results takes all that comes out
     * @throws Exception where the library fails
     */
    void run(Results results) throws Exception;
}
