package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** The status page as a user has it before them. Reads the document only, by what stands in it. */
public final class StatusPage {

    private static final String ROWS =
            "[...document.querySelectorAll('#rows > tr:not(.more)')].filter(tr => tr.checkVisibility())";

    private final Tab tab;

    private StatusPage(Tab tab) {
        this.tab = tab;
    }

    /**
     * Opens the page of an agent.
     *
     * @param chromium the browser
     * @param http the agent's endpoint
     * @return the page
     */
    public static StatusPage open(Chromium chromium, Http http) {
        return new StatusPage(chromium.open(http.address() + "/"));
    }

    /**
     * Opens the page of an agent that guards it.
     *
     * @param chromium the browser
     * @param http the agent's endpoint
     * @param user the user
     * @param password the password
     * @return the page
     */
    public static StatusPage openAs(Chromium chromium, Http http, String user, String password) {
        return new StatusPage(chromium.openAs(http.address() + "/", user, password));
    }

    /**
     * The tab that the page is in.
     *
     * @return the tab
     */
    public Tab tab() {
        return tab;
    }

    /**
     * The names of the rows that are shown, in their order.
     *
     * @return the names
     */
    @SuppressWarnings("unchecked")
    public List<String> names() {
        return (List<String>) tab.eval(ROWS + ".map(tr => tr.querySelector('.name button').textContent)");
    }

    /**
     * The text of a cell.
     *
     * @param name the row's thread name
     * @param column the column
     * @return the text
     */
    public String cell(String name, String column) {
        return (String) tab.eval(row(name) + "?.querySelector('." + column + "').textContent.trim()");
    }

    /**
     * Waits until a row is in a state.
     *
     * @param name the row's thread name
     * @param state the state
     */
    public void await(String name, String state) {
        WatchedHost.eventually(
                name + " " + state + " on the page",
                () -> assertThat(cell(name, "state")).isEqualTo(state));
    }

    /**
     * What stands in the line below a row.
     *
     * @param name the row's thread name
     * @return the text; {@code null} when there is no such line
     */
    public String why(String name) {
        return (String) tab.eval("(more => more?.matches('.more') ? more.querySelector('.why').innerText : null)("
                + row(name) + "?.nextElementSibling)");
    }

    /**
     * What has opened below a row.
     *
     * @param name the row's thread name
     * @return all its text, that of closed parts too; {@code null} when it is closed
     */
    public String details(String name) {
        return (String) tab.eval(
                "(more => more?.querySelector('.panel')?.textContent)(" + row(name) + "?.nextElementSibling) ?? null");
    }

    /**
     * The text of an element.
     *
     * @param id its id
     * @return the text
     */
    public String text(String id) {
        return (String) tab.eval("document.getElementById('" + id + "').textContent");
    }

    /**
     * The row whose button has the focus.
     *
     * @return its thread name; empty when the focus is elsewhere
     */
    public String focused() {
        return (String)
                tab.eval("document.activeElement.closest('tbody .name') ? document.activeElement.textContent : ''");
    }

    /**
     * Whether what has the focus can be seen: in the window, and not behind the titles of the columns.
     *
     * @return {@code true} when it is to be seen from its upper to its lower edge
     */
    public boolean focusInSight() {
        return (boolean) tab.eval("(focus => { const { left, top, width, height } = focus.getBoundingClientRect();"
                + " return [top + 1, top + height - 1].every(y => document.elementFromPoint(left + width / 2, y) === focus); })"
                + "(document.activeElement)");
    }

    /**
     * Presses Tab until a row has the focus.
     */
    public void tabToTheRows() {
        tab.eval("document.activeElement.blur()");
        for (int i = 0; i < 40 && focused().isEmpty(); i++) {
            tab.press("Tab");
        }
    }

    /**
     * Sorts by a column, by its button.
     *
     * @param title the column's title
     * @return how it is sorted now
     */
    public String sortBy(String title) {
        return (String) tab.eval("(button => { button.click(); return button.parentElement.ariaSort; })"
                + "([...document.querySelectorAll('thead button')].find(b => b.textContent === '" + title + "'))");
    }

    /**
     * Filters the rows.
     *
     * @param text what to type into the empty filter
     */
    public void filter(String text) {
        tab.eval("document.getElementById('filter').focus(); document.getElementById('filter').select()");
        tab.type(text);
    }

    /**
     * Holds that the page kept to itself: it asked its own host for what it may ask for, and the browser has nothing to complain of.
     *
     * @param http the agent's endpoint
     */
    public void keptToItself(Http http) {
        assertThat(tab.requests())
                .isNotEmpty()
                .allMatch(url ->
                        url.startsWith("data:") || url.matches(http.address() + "/(health\\?report|threads\\?.*)?"));
        assertThat(tab.complaints()).isEmpty();
    }

    private static String row(String name) {
        return ROWS + ".find(tr => tr.querySelector('.name button').textContent === " + quoted(name) + ")";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            quoted.append(String.format("\\u%04x", (int) c));
        }
        return quoted.append('"').toString();
    }

    /**
     * Runs axe-core over the page.
     *
     * @param axe the source of axe-core
     * @return what it found, each violation with where
     */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> violations(String axe) {
        tab.eval("window.axe ?? (() => { " + axe + "\n; return 1; })() ? 1 : 0");
        return (List<Map<String, Object>>)
                tab.eval(
                        "axe.run().then(found => found.violations.map(v =>"
                                + " ({ id: v.id, help: v.help, where: v.nodes.slice(0, 5).map(n => n.html + ' ' + n.failureSummary).join('; ') })))");
    }
}
