// What is known of the last minutes. Times are this browser's, in milliseconds.

const KEPT_MILLIS = 15 * 60_000;
const KEPT_RATES = 60;
/** Between two looks this far apart nothing is unknown: the state then is the one that was seen last. */
const SLACK_MILLIS = 2500;

/** One row's states and rates, collected look by look. */
class History {
  constructor() {
    /** Of { state, from, to }, in order; between two of them the state is not known. */
    this.states = [];
    /** Of { from, to, word }: the stalls that the host still knows of. */
    this.stalls = [];
    this.rates = [];
  }

  /**
   * Adds what one answer says. The host tells since when the state lasts, so that a change between two looks has its true time.
   *
   * @param row the row as /threads gives it
   * @param now when it was so
   * @param ahead how far the host's clock is ahead of this browser's
   */
  add(row, now, ahead) {
    const since = now - row.stateSinceMillis;
    const last = this.states.at(-1);
    if (last === undefined) {
      this.states.push({ state: row.state, from: since, to: now });
    } else if (last.state === row.state && since <= last.to + SLACK_MILLIS) {
      last.to = now;
    } else {
      if (since <= last.to + SLACK_MILLIS) {
        last.to = Math.max(last.from, since);
      }
      this.states.push({ state: row.state, from: Math.max(since, last.to), to: now });
    }
    while (this.states.length > 1 && this.states[0].to < now - KEPT_MILLIS) {
      this.states.shift();
    }
    this.rates.push(row.heartbeatsPerSecond);
    if (this.rates.length > KEPT_RATES) {
      this.rates.shift();
    }
    this.stalls = row.lastStalls.map((stall) => {
      const from = stall.startTime - ahead;
      return { from, to: stall.over ? from + stall.lengthMillis : now, word: stall.diagnosis };
    });
  }

  /** The same in words, newest first. */
  inWords() {
    const words = [];
    for (let i = this.states.length - 1; i >= 0 && words.length < 4; i--) {
      const { state, from, to } = this.states[i];
      words.push(i === this.states.length - 1 ? `${state} since ${clock(from)}` : `${state} until ${clock(to)}`);
    }
    return words.join(", before that ");
  }
}

/** The host pauses that happened while this page looked. */
class Pauses {
  constructor() {
    this.list = [];
    this.millis = -1;
  }

  /** The host only adds them up; what has come since the last look ended before this one. */
  add(millis, now) {
    if (this.millis >= 0 && millis > this.millis) {
      this.list.push({ from: now - (millis - this.millis), to: now });
    }
    this.millis = millis;
    while (this.list.length > 0 && this.list[0].to < now - KEPT_MILLIS) {
      this.list.shift();
    }
  }
}
