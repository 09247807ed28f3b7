package dev.pollwatch.view.jmx;

import java.util.List;

/**
 * What a console says of an operation.
 *
 * @param feature its name and what it does
 * @param impact one of the constants of {@link javax.management.MBeanOperationInfo}
 * @param parameters its parameters in their order
 */
record Operation(Feature feature, int impact, List<Feature> parameters) {

    static Operation of(int impact, String name, String text, Feature... parameters) {
        return new Operation(Feature.of(name, text), impact, List.of(parameters));
    }
}
