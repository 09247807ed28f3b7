// The table: which rows there are, which are shown, and in what order. The document is changed only where rows or texts differ.

/** How long rows that are out of view may be brought up to date before the browser gets its turn again. */
const SLICE_MILLIS = 6;

class Table {
  constructor(plots, pauses) {
    this.plots = plots;
    this.pauses = pauses;
    this.body = document.getElementById("rows");
    this.rows = new Map();
    this.placed = [];
    this.words = [];
    this.states = new Set();
    this.column = COLUMNS[0];
    this.descending = false;
    this.waiting = [];
    this.makeTitles();
    this.observer = new IntersectionObserver((entries) => this.seen(entries), { rootMargin: "150px" });
    new ResizeObserver(() => this.fit()).observe(document.getElementById("titles"));
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.body.addEventListener("keydown", (event) => this.keyed(event));
    this.body.addEventListener("focusin", (event) => this.focused(event.target.closest("tr")?.row));
  }

  makeTitles() {
    for (const column of COLUMNS) {
      const title = document.createElement("th");
      const button = document.createElement("button");
      title.scope = "col";
      title.setAttribute("role", "columnheader");
      title.className = column.key + (column.number ? " num" : "");
      title.title = column.hint ?? "";
      button.type = "button";
      button.textContent = column.title;
      button.addEventListener("click", () => this.sortBy(column));
      title.append(button);
      document.getElementById("titles").append(title);
      column.element = title;
    }
    this.showOrder();
  }

  sortBy(column) {
    this.descending = column === this.column ? !this.descending : Boolean(column.down);
    this.column = column;
    this.showOrder();
    this.arrange();
  }

  showOrder() {
    for (const column of COLUMNS) {
      if (column === this.column) {
        column.element.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
      } else {
        column.element.removeAttribute("aria-sort");
      }
    }
  }

  /** Takes in what /threads says. */
  update(list, now, ahead) {
    const gone = new Set(this.rows.keys());
    let others = false;
    for (const data of list) {
      const key = `${data.name}|${data.loop}`;
      let row = this.rows.get(key);
      if (row === undefined) {
        row = new Row(data);
        this.rows.set(key, row);
        others = true;
      }
      gone.delete(key);
      row.update(data, now, ahead);
    }
    for (const key of gone) {
      this.observer.unobserve(this.rows.get(key).element);
      this.rows.get(key).remove();
      this.rows.delete(key);
      others = true;
    }
    if (others) {
      [...this.rows.values()].sort(compareNames).forEach((row, i) => (row.ordinal = i));
      this.placed = this.placed.filter((row) => this.rows.get(`${row.data.name}|${row.data.loop}`) === row);
    }
    this.arrange();
    this.paint();
  }

  /** Shows what the filter lets through, in order, and moves no row that stands right already. */
  arrange() {
    const wanted = [...this.rows.values()].sort(comparison(this.column, this.descending));
    for (const row of wanted) {
      row.matches = this.admits(row);
      if (row.element.hidden === row.matches) {
        row.hide(!row.matches);
      }
    }
    if (wanted.length !== this.placed.length || wanted.some((row, i) => row !== this.placed[i])) {
      this.place(wanted);
    }
    this.focusable();
  }

  place(wanted) {
    const focus = document.activeElement;
    const places = new Map(this.placed.map((row, i) => [row, i]));
    const old = wanted.filter((row) => places.has(row));
    const staying_ = staying(old.map((row) => places.get(row)));
    const stay = new Set(old.filter((row, i) => staying_.has(i)));
    let next = null;
    for (let i = wanted.length - 1; i >= 0; i--) {
      const row = wanted[i];
      if (!stay.has(row)) {
        this.insert(row.element, next);
        if (row.more) {
          this.insert(row.more, next);
        }
        this.observer.observe(row.element);
      }
      next = row.element;
    }
    this.placed = wanted;
    if (focus !== document.activeElement && focus?.isConnected) {
      focus.focus({ preventScroll: true });
    }
  }

  /** Moves without losing focus or selection where the browser can. */
  insert(element, next) {
    if (element.isConnected && this.body.moveBefore) {
      this.body.moveBefore(element, next);
    } else {
      this.body.insertBefore(element, next);
    }
  }

  admits(row) {
    return (this.states.size === 0 || this.states.has(row.data.state)) && this.words.every((word) => row.text.includes(word));
  }

  /** Rows in view at once, the others bit by bit. */
  paint() {
    this.now = Date.now();
    this.waiting = [];
    for (const row of this.placed) {
      if (row.seen || row.open || row.element.dataset.state !== row.data.state) {
        this.show(row);
      } else {
        this.waiting.push(row);
      }
    }
    this.paintSlice();
  }

  paintSlice() {
    const end = performance.now() + SLICE_MILLIS;
    while (this.waiting.length > 0 && performance.now() < end) {
      this.waiting.pop().paint();
    }
    clearTimeout(this.timer);
    if (this.waiting.length > 0) {
      this.timer = setTimeout(() => this.paintSlice(), 4);
    }
  }

  show(row) {
    row.paint();
    if (row.seen) {
      row.draw(this.plots, this.pauses.list, this.now ?? Date.now());
    }
  }

  /** Draws anew what is in view. */
  redraw() {
    this.now = Date.now();
    this.placed.filter((row) => row.seen).forEach((row) => this.show(row));
  }

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      target.row.seen = isIntersecting;
      if (isIntersecting) {
        this.show(target.row);
      } else {
        Plots.release(target.row.ratesCanvas);
        Plots.release(target.row.timelineCanvas);
      }
    }
  }

  /** Reckons with another width. */
  fit() {
    const timeline = COLUMNS.find(({ key }) => key === "timeline").element;
    this.plots.timelineWidth = Math.max(40, timeline.clientWidth - 14);
    this.redraw();
  }

  clicked(event) {
    const row = event.target.closest("tr")?.row;
    if (row && (event.target.closest("button") || getSelection().isCollapsed)) {
      this.toggle(row);
    }
  }

  toggle(row) {
    row.toggle();
    if (row.open) {
      this.onOpen?.(row);
    }
  }

  /** The arrow keys go from row to row, so that Tab need not pass all of them. */
  keyed(event) {
    const row = event.target.closest("tr")?.row;
    if (!row || event.target !== row.button || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const shown = this.placed.filter(({ matches }) => matches);
    const at = shown.indexOf(row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 15, PageUp: at - 15, Home: 0, End: shown.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      shown[Math.max(0, Math.min(shown.length - 1, to))].button.focus();
    }
  }

  focused(row) {
    if (row && row !== this.current) {
      if (this.current) {
        this.current.button.tabIndex = -1;
      }
      row.button.tabIndex = 0;
      this.current = row;
    }
  }

  /** Tab always finds one row: the one that had the focus last, or the first. */
  focusable() {
    if (!this.current?.matches || !this.current.element.isConnected) {
      this.focused(this.placed.find(({ matches }) => matches));
    }
  }

  clear() {
    for (const row of this.rows.values()) {
      row.remove();
    }
    this.observer.disconnect();
    this.rows.clear();
    this.placed = [];
    this.waiting = [];
    this.current = undefined;
  }
}
