// Tells those who do not see the table what has changed in it.

const MOST_NAMES = 3;

class Announcer {
  constructor() {
    this.alert = document.getElementById("alert");
    this.news = document.getElementById("news");
    this.states = new Map();
  }

  /** Compares with what was told last: new DEAD ones at once, those that came back when it is quiet. */
  tell(rows) {
    const died = [];
    const back = [];
    for (const [key, { data }] of rows) {
      const before = this.states.get(key);
      if (data.state === "DEAD" && before !== "DEAD") {
        died.push(data);
      } else if (before === "DEAD" && data.state !== "DEAD") {
        back.push(data);
      }
      this.states.set(key, data.state);
    }
    for (const key of this.states.keys()) {
      if (!rows.has(key)) {
        this.states.delete(key);
      }
    }
    if (died.length > 0) {
      this.alert.textContent = Announcer.sentence(died, (row) => `${printable(row.name)} is DEAD: ${row.diagnosis || "no diagnosis yet"}`);
    }
    if (back.length > 0) {
      this.news.textContent = Announcer.sentence(back, (row) => `${printable(row.name)} is ${row.state} again`);
    }
  }

  static sentence(rows, words) {
    const names = rows.slice(0, MOST_NAMES).map(words);
    return names.join("; ") + (rows.length > MOST_NAMES ? `; and ${rows.length - MOST_NAMES} more` : "") + ".";
  }

  say(text) {
    this.news.textContent = text;
  }

  warn(text) {
    this.alert.textContent = text;
  }

  forget() {
    this.states.clear();
  }
}
