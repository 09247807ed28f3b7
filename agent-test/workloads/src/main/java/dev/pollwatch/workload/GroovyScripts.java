package dev.pollwatch.workload;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.util.List;
import java.util.Random;

/** Compiles and runs scripts: closures, regular expressions, builders, sorting. */
final class GroovyScripts {

    private static final int TIMES = 8;

    private static final List<String> SCRIPTS = List.of(
            "text.split(' ').countBy { it[0] }.sort().collect { k, v -> \"$k=$v\" }.join(',')",
            "(text =~ /([aeiou])([^aeiou])/).collect { m -> m[1] + m[2].toUpperCase() }.join('')",
            "def fib; fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }; fib(seed % 12)",
            "def primes = []; for (int i = 2; primes.size() < 60; i++) { if (primes.every { i % it }) primes << i }; primes.sum()",
            "class P { int x; String w; String toString() { \"$w:$x\" } }\n"
                    + "text.tokenize().withIndex().collect { w, i -> new P(x: i * seed, w: w) }.sort { a, b -> a.w <=> b.w ?: a.x <=> b.x }.toString()",
            "text.replaceAll(/(\\w+) (\\w+)/) { all, a, b -> \"$b-$a\" }");

    private GroovyScripts() {}

    static void run(Results results) {
        Random random = new Random(19);
        for (int time = 0; time < TIMES; time++) {
            Binding binding = new Binding();
            binding.setVariable("text", Words.some(random, 40));
            binding.setVariable("seed", 1 + random.nextInt(100));
            for (String script : SCRIPTS) {
                results.add(new GroovyShell(GroovyScripts.class.getClassLoader(), binding).evaluate(script));
            }
        }
    }
}
