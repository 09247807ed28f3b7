// One row of the table.

let rowsMade = 0;

class Row {
  constructor(data) {
    this.id = `row-${++rowsMade}`;
    this.data = data;
    this.history = new History();
    this.ordinal = 0;
    this.matches = true;
    this.seen = false;
    this.element = document.getElementById("row").content.cloneNode(true).firstElementChild;
    this.element.row = this;
    const cells = this.element.children;
    this.cells = Object.fromEntries(COLUMNS.map(({ key }, i) => [key, cells[i]]));
    this.button = this.cells.name.firstElementChild;
    this.rate = this.cells.beats.firstElementChild;
    this.ratesCanvas = this.cells.beats.lastElementChild;
    this.timelineCanvas = this.cells.timeline.firstElementChild;
    this.more = undefined;
    this.details = undefined;
    this.showNames();
  }

  /** The names never change: a row of other names is another row. */
  showNames() {
    const { name, loop } = this.data;
    const method = loop.indexOf("#");
    const simple = loop.lastIndexOf(".", method < 0 ? undefined : method) + 1;
    const [packageNode, methodNode] = this.cells.loop.firstElementChild.children;
    this.button.textContent = printable(name) || "(no name)";
    this.cells.name.title = printable(name);
    packageNode.textContent = printable(loop.slice(0, simple));
    methodNode.textContent = printable(loop.slice(simple));
    this.cells.loop.title = printable(loop);
    // From row to row only the buttons have the focus: with them is heard what stands around them for the eye.
    this.cells.state.firstElementChild.id = `${this.id}-state`;
    this.button.setAttribute("aria-describedby", `${this.id}-state ${this.id}-why`);
  }

  update(data, now, ahead) {
    this.data = data;
    this.history.add(data, now, ahead);
    this.words = undefined;
  }

  /** What the filter looks in. */
  get text() {
    this.words ??= [this.data.name, this.data.loop, this.data.tid, this.data.diagnosis, this.data.diagnosisDetail]
      .join(" ").slice(0, 4000).toLowerCase();
    return this.words;
  }

  get open() {
    return this.details !== undefined;
  }

  /** Brings the texts up to date. */
  paint() {
    const { data, cells } = this;
    if (this.element.dataset.state !== data.state) {
      this.element.dataset.state = data.state;
      setText(cells.state.firstElementChild, data.state);
      // The cells of rows far out of view are left out of the accessibility tree; the rows are not.
      this.element.setAttribute("aria-label", `${printable(data.name) || "(no name)"}, ${data.state}`);
    }
    setText(cells.since, elapsed(data.stateSinceMillis));
    setText(this.rate, perSecond(data.heartbeatsPerSecond));
    setText(cells.age, elapsed(data.lastHeartbeatAgeMillis));
    setText(cells.stalls, grouped(data.stalls));
    setText(cells.cpu, percent(data.cpuPercent));
    setText(cells.core, known(data.core, String(data.core)));
    setText(cells.tid, data.kernelState === "virtual" ? "virtual" : known(data.tid, String(data.tid)));
    this.paintMore();
  }

  /** The line below the row: why it is DEAD, or in which inner loop it is. */
  paintMore() {
    const { diagnosis, diagnosisDetail, state } = this.data;
    const why = state === "DEAD" || diagnosisDetail !== "";
    if (!why && !this.open) {
      this.more?.remove();
      this.more = undefined;
      return;
    }
    if (this.more === undefined) {
      this.more = document.getElementById("more").content.cloneNode(true).firstElementChild;
      this.more.hidden = this.element.hidden;
      this.more.firstElementChild.colSpan = COLUMNS.length;
      this.more.querySelector(".why").id = `${this.id}-why`;
      this.element.after(this.more);
    }
    const line = this.more.querySelector(".why");
    line.hidden = !why;
    setText(line.children[0], diagnosis || (state === "DEAD" ? "no diagnosis yet" : ""));
    setText(line.children[1], printableLines(diagnosisDetail));
    this.details?.show(this.data);
  }

  /** Draws the plots of a row that is in view. */
  draw(plots, pauses, now) {
    plots.drawRates(this.ratesCanvas, this.history.rates);
    plots.drawTimeline(this.timelineCanvas, this.history, pauses, now);
    const words = this.history.inWords();
    if (this.timelineCanvas.ariaLabel !== words) {
      this.timelineCanvas.ariaLabel = words;
    }
  }

  toggle() {
    if (this.open) {
      this.details.element.remove();
      this.details = undefined;
      this.button.removeAttribute("aria-controls");
      this.paintMore();
    } else {
      this.details = new Details(`${this.id}-details`);
      this.paintMore();
      this.more.firstElementChild.append(this.details.element);
      this.button.setAttribute("aria-controls", this.details.element.id);
    }
    this.button.setAttribute("aria-expanded", String(this.open));
  }

  hide(hidden) {
    this.element.hidden = hidden;
    if (this.more) {
      this.more.hidden = hidden;
    }
  }

  remove() {
    this.element.remove();
    this.more?.remove();
  }
}
