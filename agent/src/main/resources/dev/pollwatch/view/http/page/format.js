// Words and numbers as people read them, the same as in Pollwatch's other views.

const LONGEST_SHOWN = 200;
const NARROW_SPACE = "\u202f";

/** A duration with its two largest units at most, rounded down: "<1ms", "4ms", "14.1s", "5m3s", "3h12m", "2d4h". */
function elapsed(millis) {
  if (millis < 0) {
    return "–";
  }
  if (millis < 1) {
    return "<1ms";
  }
  if (millis < 1000) {
    return `${Math.floor(millis)}ms`;
  }
  if (millis < 60_000) {
    return `${Math.floor(millis / 100) / 10}s`;
  }
  const units = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1000]];
  const large = units.findIndex(([, size]) => millis >= size);
  const [name, size] = units[large];
  const [restName, restSize] = units[large + 1];
  const rest = Math.floor((millis % size) / restSize);
  return `${Math.floor(millis / size)}${name}${rest ? rest + restName : ""}`;
}

/** Digits in groups of three. */
function grouped(number) {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
}

/** A rate; below ten with its tenths, since a slow loop may beat less than once a second. */
function perSecond(rate) {
  return rate > 0 && rate < 9.95 ? rate.toFixed(1) : grouped(rate);
}

/** What is unknown is -1 everywhere. */
function known(number, text = grouped(number)) {
  return number < 0 ? "–" : text;
}

function percent(number) {
  return known(number, `${number < 9.95 ? number.toFixed(1) : Math.round(number)}${NARROW_SPACE}%`);
}

function clock(time) {
  return new Date(time).toLocaleTimeString(undefined, { hour12: false });
}

/** A name that the host chose, in one line that shows what would else be invisible or steer the text. */
function printable(text) {
  const start = text.length > LONGEST_SHOWN ? text.slice(0, LONGEST_SHOWN - 1) + "…" : text;
  return start.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => (c === "\u200d" ? c : escaped(c)));
}

/** The same for texts of several lines. */
function printableLines(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => (c === "\n" || c === "\t" ? c : escaped(c)));
}

function escaped(character) {
  let text = "";
  for (let i = 0; i < character.length; i++) {
    text += "\\u" + character.charCodeAt(i).toString(16).padStart(4, "0");
  }
  return text;
}

function count(number, one, many) {
  return number === 1 ? `1 ${one}` : `${grouped(number)} ${many}`;
}

/** Changes the document only where there is something to change. */
function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
