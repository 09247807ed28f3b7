// The two small plots of a row, on canvases that take up memory only while they are seen.

const PLOT_HEIGHT = 18;
const RATES_WIDTH = 64;
/** Not by colour alone: top edge and height of each state's bar. */
const BARS = { ALIVE: [5, 8], SLEEP: [9, 4], UNUSED: [13, 2], DEAD: [0, 18] };

class Plots {
  constructor() {
    this.spanMillis = 300_000;
    this.timelineWidth = 200;
    this.colours = {};
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.readColours());
    this.readColours();
  }

  readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["alive", "sleep", "unused", "dead", "pause", "plot"]) {
      this.colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
    this.hatch = undefined;
  }

  /** Beats per second over the last minute, against their own highest. */
  drawRates(canvas, rates) {
    const pen = Plots.begin(canvas, RATES_WIDTH);
    const highest = Math.max(...rates, 1e-9);
    const step = RATES_WIDTH / (KEPT_RATES - 1);
    const y = (rate) => PLOT_HEIGHT - 1.5 - (rate / highest) * (PLOT_HEIGHT - 4);
    const first = RATES_WIDTH - (rates.length - 1) * step;
    pen.beginPath();
    rates.forEach((rate, i) => pen.lineTo(first + i * step, y(rate)));
    pen.strokeStyle = this.colours.plot;
    pen.lineWidth = 1.3;
    pen.stroke();
    pen.lineTo(RATES_WIDTH, PLOT_HEIGHT);
    pen.lineTo(first, PLOT_HEIGHT);
    pen.globalAlpha = 0.18;
    pen.fillStyle = this.colours.plot;
    pen.fill();
    pen.globalAlpha = 1;
  }

  drawTimeline(canvas, history, pauses, now) {
    const width = this.timelineWidth;
    const pen = Plots.begin(canvas, width);
    const x = (time) => Math.max(0, ((time - now) / this.spanMillis + 1) * width);
    const bar = (from, to, top, height) => pen.fillRect(x(from), top, Math.max(1.5, x(to) - x(from)), height);
    const begin = now - this.spanMillis;
    for (const { state, from, to } of history.states) {
      if (to >= begin) {
        pen.fillStyle = this.colours[state.toLowerCase()];
        bar(from, to, ...BARS[state]);
      }
    }
    pen.fillStyle = this.colours.dead;
    for (const { from, to } of history.stalls) {
      if (to >= begin) {
        bar(from, to, PLOT_HEIGHT - 3, 3);
      }
    }
    pen.fillStyle = this.hatch ??= this.makeHatch(pen);
    for (const { from, to } of pauses) {
      if (to >= begin) {
        bar(from, to, 0, PLOT_HEIGHT);
      }
    }
  }

  makeHatch(pen) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const brush = tile.getContext("2d");
    brush.strokeStyle = this.colours.pause;
    brush.lineWidth = 2;
    brush.beginPath();
    for (const offset of [-6, 0, 6]) {
      brush.moveTo(offset - 1, 7);
      brush.lineTo(offset + 7, -1);
    }
    brush.stroke();
    return pen.createPattern(tile, "repeat");
  }

  static begin(canvas, width) {
    const ratio = devicePixelRatio || 1;
    const pixels = Math.round(width * ratio);
    if (canvas.width !== pixels) {
      canvas.width = pixels;
      canvas.height = Math.round(PLOT_HEIGHT * ratio);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, PLOT_HEIGHT);
    return pen;
  }

  /** Gives the memory back. */
  static release(canvas) {
    canvas.width = canvas.height = 0;
  }
}
