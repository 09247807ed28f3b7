package dev.pollwatch.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusPageTest {

    private final String page = StatusPage.answer().page().text();

    private String between(String tag) {
        Matcher matcher = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.results()).as(tag).hasSize(1);
        matcher.reset().find();
        return matcher.group(1);
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void shouldAllowTheScriptAndTheStyleOfThePageAndNoOther() throws Exception {
        assertThat(StatusPage.policy().split("; "))
                .as("these lines belong into the file 'policy' when the page has changed")
                .containsExactly(
                        "default-src 'none'",
                        "script-src " + hash(between("script")),
                        "style-src " + hash(between("style")),
                        "connect-src 'self'",
                        "img-src data:",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types 'none'");
    }

    @Test
    void shouldHoldAllItNeedsInOneText() {
        assertThat(page)
                .startsWith("<!doctype html>")
                .endsWith("</html>\n")
                .doesNotContain("/* script */", "/* style */");
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "@import", "url(");
        assertThat(page).doesNotContainPattern("\\s(src|style|on[a-z]+)=\"");
    }

    @Test
    void shouldPutNamesOfTheHostIntoThePageAsTextOnly() {
        assertThat(StatusPage.script())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(");
    }

    @Test
    void shouldBePutTogetherFromAllOfItsFiles() {
        List<String> firstLines = StatusPage.SCRIPTS.stream()
                .map(file -> StatusPage.class.getResource("page/" + file))
                .map(String::valueOf)
                .toList();
        assertThat(firstLines).doesNotContain("null").doesNotHaveDuplicates();
    }
}
