// Asks the host, and lets the parts show what it answers.

const PERIOD_MILLIS = 1000;
const HIDDEN_PERIOD_MILLIS = 10_000;
const PATIENCE_MILLIS = 15_000;
const LOST_MILLIS = 3000;
/** /threads of a thousand rows costs the host something: where it takes long, it is asked for less often. */
const REST_FACTOR = 4;
const LONGEST_REST_MILLIS = 3000;

const plots = new Plots();
const pauses = new Pauses();
const table = new Table(plots, pauses);
const summary = new Summary();
const announcer = new Announcer();

let runningHost;
let shownDead = 0;
/** How far the host's clock is ahead of this browser's. */
let ahead = 0;
let answered = Date.now();
let lost = false;

async function ask(path) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!(response.headers.get("Content-Type") ?? "").startsWith("application/json")) {
    throw new Error(`${path} answered ${response.status}`);
  }
  const date = Date.parse(response.headers.get("Date") ?? "");
  const body = await response.json();
  return { body, date };
}

/** Runs a look again and again: at its pace, sooner when asked to, seldom while nobody sees the page. */
class Looking {
  constructor(look) {
    this.look = look;
    this.running = false;
  }

  async soon() {
    clearTimeout(this.timer);
    if (this.running) {
      return;
    }
    this.running = true;
    const begun = performance.now();
    try {
      await this.look();
    } catch (failure) {
      // The host does not answer; how long already is shown, and it is asked again.
      this.failure = failure;
    }
    this.running = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.soon(), this.rest(performance.now() - begun));
  }

  rest(took) {
    if (document.hidden) {
      return HIDDEN_PERIOD_MILLIS;
    }
    const shortest = this.costly ? Math.min(took * REST_FACTOR, LONGEST_REST_MILLIS) : 100;
    return Math.max(PERIOD_MILLIS - took, shortest);
  }
}

const health = new Looking(async () => {
  const { body, date } = await ask("health?report");
  const now = Date.now();
  answered = now;
  if (Number.isFinite(date)) {
    ahead = Math.abs(date - now) < 1500 ? 0 : date - now;
  }
  const host = `${body.pid} ${body.startTime}`;
  if (runningHost !== undefined && runningHost !== host) {
    table.clear();
    announcer.forget();
    pauses.list = [];
    pauses.millis = -1;
    announcer.say("The host was started anew.");
  }
  runningHost = host;
  pauses.add(body.hostPauseMillis, now);
  summary.show(body);
  showConnection();
  if (body.dead !== shownDead) {
    threads.soon();
  }
});

const threads = new Looking(async () => {
  const { body } = await ask("threads?brief");
  const now = Date.now();
  shownDead = body.filter((row) => row.state === "DEAD").length;
  table.update(body, now, ahead);
  announcer.tell(table.rows);
  showCounts();
  for (const row of table.rows.values()) {
    if (row.open && row.details.wants(row.data, now)) {
      await lookInto(row);
    }
  }
});
threads.costly = true;

/** Asks for the stacks of one row, by its thread: a name may be longer than a request. */
async function lookInto(row) {
  const { body } = await ask(`threads?javaThreadId=${row.data.javaThreadId}`);
  const whole = body.find(({ name, loop }) => name === row.data.name && loop === row.data.loop);
  if (whole && row.open) {
    row.details.showStacks(whole, Date.now());
  }
}

function showConnection() {
  const silence = Date.now() - answered;
  const now = silence > (document.hidden ? 3 * HIDDEN_PERIOD_MILLIS : LOST_MILLIS);
  summary.lost(now ? silence : -1);
  if (now !== lost) {
    lost = now;
    (now ? announcer.warn : announcer.say).call(announcer, now ? "Connection lost." : "The host answers again.");
  }
}

function showCounts() {
  const shown = table.placed.filter(({ matches }) => matches).length;
  const all = table.rows.size;
  setText(document.getElementById("shown"), shown === all ? count(all, "row", "rows") : `${grouped(shown)} of ${count(all, "row", "rows")}`);
  const empty = document.getElementById("empty");
  empty.hidden = shown > 0;
  setText(empty, all === 0 ? "There is no poll thread yet: no thread has entered a woven poll loop." : "No row matches the filter.");
}

function filter() {
  table.words = document.getElementById("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  table.states = new Set([...document.querySelectorAll("#states [aria-pressed=true]")].map(({ dataset }) => dataset.state));
  table.arrange();
  showCounts();
}

table.onOpen = (row) => {
  row.details.show(row.data);
  lookInto(row).catch((failure) => (threads.failure = failure));
};
document.getElementById("filter").addEventListener("input", filter);
for (const button of document.querySelectorAll("#states button")) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    filter();
  });
}
const span = document.getElementById("span");
span.addEventListener("change", () => {
  plots.spanMillis = Number(span.value);
  table.redraw();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    answered = Math.max(answered, Date.now() - LOST_MILLIS);
    health.soon();
    threads.soon();
  }
});
setInterval(showConnection, 1000);
health.soon();
threads.soon();
