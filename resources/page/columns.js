// Where the vertices of one level stand from left to right: the heaviest lines straight, columns as
// far apart as they must be, each then near what it is linked to. Numbers in, numbers out, and the
// same ones as inspector/graph/layout/align.py and place.py give.

/** x of each vertex's axis, from the column of `anchor`; `apart(a, b)` is the least distance. */
function columns(rows, segments, apart, isBend, anchor) {
  const position = [], above = [], column = [], shift = [];
  for (const row of rows) row.forEach((vertex, place) => { position[vertex] = place; });
  for (const between of segments) {
    for (const segment of straight(between, position)) above[segment.lower] = segment;
  }
  for (const row of rows) {
    for (const vertex of row) {
      const line = above[vertex];
      column[vertex] = line ? column[line.upper] : vertex;
      shift[vertex] = line ? shift[line.upper] + line.leaves - line.enters : 0;
    }
  }
  const x = relaxed(rows, segments, apart, isBend, column, shift, column[anchor]);
  return column.map((of, vertex) => Math.floor(x[of] - x[column[anchor]] + shift[vertex]));
}

/** The lines between two rows that become straight, the heaviest first; none crosses another. */
function straight(between, position) {
  if (between.length < 2) return between;
  const best = new Map();
  const offset = (line) => Math.abs(line.leaves) + Math.abs(line.enters);
  for (const line of between) {
    const key = line.upper + " " + line.lower, known = best.get(key);
    if (!known || offset(line) < offset(known)) best.set(key, line);
  }
  const lines = [...best.values()], chosen = [], used = new Set();
  const ends = (line) => ["u" + line.upper, "l" + line.lower];
  for (const weight of [...new Set(lines.map((line) => line.weight))].sort((a, b) => b - a)) {
    const free = lines.filter((l) => l.weight === weight && !ends(l).some((end) => used.has(end)));
    for (const line of middles(free, position, used)) {
      const [a, b] = [position[line.upper], position[line.lower]];
      const crosses = chosen.some((other) =>
        (position[other.upper] - a) * (position[other.lower] - b) <= 0);
      if (crosses) continue;
      chosen.push(line);
      for (const end of ends(line)) used.add(end);
    }
  }
  return chosen;
}

/** The lines that are the middle one at both ends; an end with an even number is used up. */
function middles(free, position, used) {
  const groups = new Map(), refused = new Set();
  const put = (end, line) => groups.set(end, [...(groups.get(end) || []), line]);
  for (const line of free) {
    put("u" + line.upper, line);
    put("l" + line.lower, line);
  }
  for (const [end, group] of groups) {
    if (group.length < 2) continue;
    const other = end[0] === "u" ? "lower" : "upper";
    group.sort((a, b) => position[a[other]] - position[b[other]]);
    const middle = group.length % 2 ? group[group.length >> 1] : null;
    for (const line of group) if (line !== middle) refused.add(line);
    if (!middle) used.add(end);
  }
  return free.filter((line) => !refused.has(line));
}

/** x of each column: between the extremes at first, then moved to what pulls it. */
function relaxed(rows, segments, apart, isBend, column, shift, anchor) {
  const lefts = new Map(), rights = new Map(), pulls = new Map(), x = [];
  for (const of of new Set(column)) {
    for (const map of [lefts, rights]) map.set(of, new Map());
    pulls.set(of, []);
  }
  for (const row of rows) {
    for (let place = 1; place < row.length; place++) {
      const [one, other] = [row[place - 1], row[place]];
      const [left, right] = [column[one], column[other]];
      const least = apart(one, other) + shift[one] - shift[other];
      const known = rights.get(left).get(right);
      const distance = known === undefined ? least : Math.max(least, known);
      rights.get(left).set(right, distance);
      lefts.get(right).set(left, distance);
    }
  }
  const missing = new Map([...lefts].map(([of, its]) => [of, its.size]));
  const order = [...lefts.keys()].filter((of) => !missing.get(of));
  for (const of of order) {
    for (const right of rights.get(of).keys()) {
      missing.set(right, missing.get(right) - 1);
      if (!missing.get(right)) order.push(right);
    }
  }
  for (const { upper, lower, leaves, enters } of segments.flat()) {
    const [a, b] = [column[upper], column[lower]];
    if (a === b) continue;
    const offset = shift[upper] + leaves - shift[lower] - enters;
    const weight = isBend(upper) || isBend(lower) ? 1 : 2;
    pulls.get(b).push([a, offset, weight]);
    pulls.get(a).push([b, -offset, weight]);
  }
  const low = [], high = [];
  for (const of of order) {
    low[of] = Math.max(0, ...[...lefts.get(of)].map(([left, far]) => low[left] + far));
  }
  const width = order.reduce((most, of) => Math.max(most, low[of]), 0);
  for (const of of [...order].reverse()) {
    high[of] = Math.min(width, ...[...rights.get(of)].map(([right, far]) => high[right] - far));
  }
  for (const of of order) x[of] = (low[of] + high[of]) / 2;
  for (let turn = 0; turn < 6; turn++) {
    for (const of of turn % 2 ? order : [...order].reverse()) {
      if ((of === anchor && turn > 2) || !pulls.get(of).length) continue;
      let wanted = median(pulls.get(of).map(([other, offset, weight]) => [x[other] + offset, weight]));
      for (const [right, far] of rights.get(of)) wanted = Math.min(wanted, x[right] - far);
      for (const [left, far] of lefts.get(of)) wanted = Math.max(wanted, x[left] + far);
      x[of] = wanted;
    }
  }
  return x;
}

/** The weighted median; halfway where two values are equally good. */
function median(weighted) {
  weighted.sort((a, b) => a[0] - b[0]);
  const half = weighted.reduce((sum, [, weight]) => sum + weight, 0) / 2;
  let passed = 0;
  for (const [at, [value, weight]] of weighted.entries()) {
    passed += weight;
    if (passed > half) return value;
    if (passed === half) return (value + weighted[at + 1][0]) / 2;
  }
  return 0;
}
