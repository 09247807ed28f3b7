package dev.pollwatch.view.jmx;

/** What became of a rule, as composite data. */
public interface RuleView {

    /**
     * The rule.
     *
     * @return as it was given
     */
    String getRule();

    /**
     * The option that it came by.
     *
     * @return {@code loop}, {@code sleep} …
     */
    String getKind();

    /**
     * Where it was given.
     *
     * @return {@code agent argument}, {@code preset netty} …
     */
    String getSource();

    /**
     * The methods woven for it.
     *
     * @return each as {@code class#method}
     */
    String[] getWoven();

    /**
     * The loops woven in those methods.
     *
     * @return how many
     */
    int getLoops();

    /**
     * The methods that matched and were left alone.
     *
     * @return each with the reason
     */
    String[] getLeftAlone();
}
