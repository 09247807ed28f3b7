package dev.pollwatch.e2e.harness;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Calls a {@link ForEachJdk} test once for each JDK. */
final class JdkInvocations implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Jdk.all().stream().map(Invocation::new);
    }

    private record Invocation(Jdk jdk) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return jdk.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            ExecutionCondition present = context -> jdk.isPresent()
                    ? ConditionEvaluationResult.enabled(jdk + " is here")
                    : ConditionEvaluationResult.disabled("there is no " + jdk + " on this machine");
            return List.of(present, new JdkParameter(jdk));
        }
    }

    private record JdkParameter(Jdk jdk) implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Jdk.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return jdk;
        }
    }
}
