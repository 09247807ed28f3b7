// What opens below a row: all facts, the stack of the present stall, and the stalls before it.

const FACTS = [
  ["loop", (row) => printableLines(row.loop)],
  ["TID", (row) => (row.kernelState === "virtual" ? "virtual" : known(row.tid, String(row.tid)))],
  ["Java thread", (row) => String(row.javaThreadId)],
  ["incarnation", (row) => grouped(row.incarnation)],
  ["beats", (row) => grouped(row.heartbeats)],
  ["missed heartbeats", (row) => grouped(row.missedHeartbeats)],
  ["stalls", (row) => stallsInWords(row)],
  ["core", (row) => known(row.core, String(row.core)) + (row.allowedCores ? ` of ${row.allowedCores}` : "")],
  ["CPU", (row) => percent(row.cpuPercent)],
  ["kernel state", (row) => row.kernelState || "–"],
  ["run queue wait", (row) => elapsed(row.runQueueWaitMillis)],
  ["switches", (row) => row.voluntarySwitches < 0
    ? "–" : `${grouped(row.voluntarySwitches)} voluntary, ${grouped(row.involuntarySwitches)} involuntary`],
];

/** Between two looks at the whole of a row in which nothing has changed. */
const DETAILS_MILLIS = 5000;

function stallsInWords(row) {
  return row.stalls === 0
    ? "0" : `${grouped(row.stalls)}, ${elapsed(row.stallMillis)} in all, ${elapsed(row.longestStallMillis)} the longest`;
}

class Details {
  constructor(id) {
    this.element = document.getElementById("panel").content.cloneNode(true).firstElementChild;
    this.element.id = id;
    this.find = (selector) => this.element.querySelector(selector);
    this.facts = FACTS.map(([name, value]) => ({ value, node: this.addFact(name) }));
    this.stalls = new Map();
    this.asked = 0;
    this.seen = "";
  }

  addFact(name) {
    const div = document.createElement("div");
    const value = document.createElement("dd");
    div.append(Object.assign(document.createElement("dt"), { textContent: name }), value);
    this.find(".facts").append(div);
    return value;
  }

  /** Whether the stacks, which the brief rows have not, are to be asked for anew. */
  wants(row, now) {
    return now - this.asked >= DETAILS_MILLIS || this.seen !== Details.version(row);
  }

  static version(row) {
    return [row.state, row.stalls, row.diagnosis, row.diagnosisDetail, row.javaThreadId].join("|");
  }

  /** Shows what the brief row says. */
  show(row) {
    for (const { value, node } of this.facts) {
      setText(node, value(row));
    }
  }

  /** Shows the stacks of a whole row. What is open stays open, and what is the same is not touched. */
  showStacks(row, now) {
    this.asked = now;
    this.seen = Details.version(row);
    const present = this.find(".now");
    present.hidden = row.state !== "DEAD";
    setText(present.querySelector("pre"), printableLines(row.stallStack) || "There is no stack.");
    const lasting = row.lastStalls.find((stall) => !stall.over);
    setText(present.querySelector(".evidence"), lasting ? printableLines(lasting.evidence) : "");
    const wanted = new Map(row.lastStalls.filter((stall) => stall.over).map((stall) => [stall.startTime, stall]));
    for (const [start, item] of this.stalls) {
      if (!wanted.has(start)) {
        item.remove();
        this.stalls.delete(start);
      }
    }
    let next = this.find("ol").firstElementChild;
    for (const [start, stall] of wanted) {
      let item = this.stalls.get(start);
      if (item === undefined) {
        item = document.getElementById("stall").content.cloneNode(true).firstElementChild;
        this.stalls.set(start, item);
      }
      Details.showStall(item, stall);
      if (item === next) {
        next = next.nextElementSibling;
      } else {
        this.find("ol").insertBefore(item, next);
      }
    }
    this.find(".none").hidden = wanted.size > 0;
  }

  static showStall(item, stall) {
    setText(item.querySelector("summary"),
      `${clock(stall.startTime)} for ${elapsed(stall.lengthMillis)}: ${stall.diagnosis || "no diagnosis"}`);
    setText(item.querySelector(".sentence"), printableLines(stall.diagnosisDetail));
    setText(item.querySelector(".evidence"), printableLines(stall.evidence));
    setText(item.querySelector("pre"), printableLines(stall.stack) || "There is no stack.");
  }
}
