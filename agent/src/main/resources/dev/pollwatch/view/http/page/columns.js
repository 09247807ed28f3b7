// The columns, and by what each is sorted. A row here is the row as /threads gives it.

const STATES = ["DEAD", "ALIVE", "SLEEP", "UNUSED"];

const COLUMNS = [
  { key: "state", title: "State", by: (row) => STATES.indexOf(row.state) },
  { key: "since", title: "Since", hint: "time in this state", number: true, by: (row) => row.stateSinceMillis },
  { key: "name", title: "Thread" },
  { key: "loop", title: "Loop", text: (row) => row.loop },
  { key: "beats", title: "Beats/s", hint: "passes of the loop's header per second", number: true, down: true,
    by: (row) => row.heartbeatsPerSecond },
  { key: "age", title: "Iteration", hint: "age of the iteration now running", number: true, down: true,
    by: (row) => row.lastHeartbeatAgeMillis },
  { key: "timeline", title: "Timeline", hint: "sorted by the time stalled in all", down: true, by: (row) => row.stallMillis },
  { key: "stalls", title: "Stalls", number: true, down: true, by: (row) => row.stalls },
  { key: "cpu", title: "CPU", hint: "of one CPU", number: true, down: true, by: (row) => row.cpuPercent },
  { key: "core", title: "Core", hint: "the CPU it last ran on", number: true, by: (row) => row.core },
  { key: "tid", title: "TID", hint: "thread id of the operating system", number: true, by: (row) => row.tid },
];

const BY_NAME = new Intl.Collator("en", { numeric: true });

/** How rows stand when nothing else decides: rx-2 before rx-10. */
function compareNames(a, b) {
  return BY_NAME.compare(a.data.name, b.data.name) || BY_NAME.compare(a.data.loop, b.data.loop);
}

/** A comparison of two rows of the table. Equal ones stand in the order of their names, whatever the direction. */
function comparison(column, descending) {
  const sign = descending ? -1 : 1;
  if (column.by) {
    return (a, b) => sign * (column.by(a.data) - column.by(b.data)) || a.ordinal - b.ordinal;
  }
  if (column.text) {
    return (a, b) => sign * BY_NAME.compare(column.text(a.data), column.text(b.data)) || a.ordinal - b.ordinal;
  }
  return (a, b) => sign * (a.ordinal - b.ordinal);
}

/** Those of a list of different numbers that stay where they are, if as few as possible are to move into ascending order. */
function staying(numbers) {
  const tails = [];
  const before = new Array(numbers.length);
  numbers.forEach((number, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[tails[middle]] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    before[i] = tails[low - 1];
    tails[low] = i;
  });
  const stay = new Set();
  for (let i = tails.at(-1); i !== undefined; i = before[i]) {
    stay.add(i);
  }
  return stay;
}
