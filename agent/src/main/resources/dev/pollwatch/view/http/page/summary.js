// What stands above the table, and the icon and title of the browser's tab.

const ICONS = { UP: "#2c9a55", DOWN: "#d3131f", PAUSED: "#9da2ab", LOST: "#9da2ab" };

class Summary {
  constructor() {
    this.find = (id) => document.getElementById(id);
  }

  show(health) {
    const set = (id, text) => setText(this.find(id), text);
    set("version", health.version);
    set("health", health.status);
    this.find("health").dataset.health = health.status;
    set("reason", health.reason ?? "");
    set("pid", String(health.pid));
    set("interval", elapsed(health.intervalMillis));
    set("dead-after", elapsed(health.deadAfterMillis));
    set("up", elapsed(health.upMillis));
    set("threads", grouped(health.threads));
    set("pauses", health.hostPauseCount === 0
      ? "0" : `${grouped(health.hostPauseCount)} (${elapsed(health.hostPauseMillis)})`);
    set("last-check", `${elapsed(health.lastCheckAgeMillis)} ago`);
    this.find("overflow-fact").hidden = health.overflowCount === 0;
    set("overflow", grouped(health.overflowCount));
    for (const button of document.querySelectorAll("#states button")) {
      setText(button.lastElementChild, grouped(health[button.dataset.state.toLowerCase()]));
    }
    this.showUnmatched(health.unmatchedRules);
    this.title(health.dead > 0 ? `${health.dead} DEAD · ` : "", health.pid, health.status);
  }

  title(before, pid, status) {
    const title = `${before}Pollwatch, pid ${pid}`;
    if (document.title !== title) {
      document.title = title;
    }
    const shape = status === "DOWN" ? "M1 1h14v14H1z" : "M8 1a7 7 0 1 0 .01 0z";
    const icon = "data:image/svg+xml,"
      + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="${shape}" fill="${ICONS[status]}"/></svg>`);
    if (this.find("icon").href !== icon) {
      this.find("icon").href = icon;
    }
  }

  showUnmatched(rules) {
    const box = this.find("unmatched");
    const text = rules.join("\n");
    if (box.dataset.rules === text) {
      return;
    }
    box.dataset.rules = text;
    box.hidden = rules.length === 0;
    box.firstElementChild.textContent = `${count(rules.length, "rule has", "rules have")} matched no loaded class so far`;
    box.lastElementChild.replaceChildren(...rules.map((rule) => {
      const item = document.createElement("li");
      item.textContent = printable(rule);
      return item;
    }));
  }

  lost(millis) {
    const lost = millis >= 0;
    this.find("lost").hidden = !lost;
    document.body.classList.toggle("stale", lost);
    if (lost) {
      setText(this.find("lost"), `Connection lost: no answer for ${elapsed(Math.floor(millis / 1000) * 1000)}. What stands below is old.`);
    }
  }
}
