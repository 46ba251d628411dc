// One level placed: parts in rows, the lines between them and their labels. A part has an axis, on
// which lines enter and leave it; what it measures is counted from there. The same as
// inspector/graph/layout/solve.py, but that the order within the rows is given.

const LONGEST_BEND = 8;

/**
 * parts: {left, right, height, head, row, order, kind}; links: {source, target, leaves, enters,
 * label: [width, height] or null, bends: orders in the rows between}. Gives axes, tops, routes,
 * labels, left, right and height.
 */
function placeLevel(parts, links, top, bottom, spacing) {
  const depth = parts.reduce((most, part) => Math.max(most, part.row), 0) + 1;
  const rows = Array.from({ length: depth }, () => []), segments = rows.map(() => []);
  const vertices = parts.map((part) => Object.assign({}, part));
  parts.forEach((part, vertex) => rows[part.row].push(vertex));
  const weights = pathLengths(parts, links), bends = [], lanes = new Map();
  links.forEach((link, index) => {
    const [first, last] = [parts[link.source].row, parts[link.target].row];
    bends[index] = [];
    if (last - first - 1 > LONGEST_BEND) return void lanes.set(index, 0);
    for (let row = first + 1; row < last; row++) {
      bends[index].push(vertices.length);
      rows[row].push(vertices.length);
      vertices.push({ left: 0, right: 0, row, order: link.bends[row - first - 1] ?? 0 });
    }
    const chain = [link.source, ...bends[index], link.target];
    for (let step = 1; step < chain.length; step++) {
      segments[first + step - 1].push({
        upper: chain[step - 1], lower: chain[step], weight: weights[index],
        leaves: step === 1 ? link.leaves : 0,
        enters: step === chain.length - 1 ? link.enters || 0 : 0,
      });
    }
  });
  for (const row of rows) row.sort((a, b) => vertices[a].order - vertices[b].order || a - b);
  const isBend = (vertex) => vertex >= parts.length;
  const apart = (a, b) => vertices[a].right + vertices[b].left
    + [spacing.between, spacing.beside, spacing.lines][isBend(a) + isBend(b)];
  const heaviest = weights.reduce((best, weight, at) => (weight > weights[best] ? at : best), 0);
  const anchor = links.length ? Math.min(...links.map((link, at) =>
    (weights[at] === weights[heaviest] ? link.source : Infinity))) : 0;
  const x = vertices.length ? columns(rows, segments, apart, isBend, anchor) : [];

  const rights = rows.map((row) => row.reduce((m, v) => Math.max(m, x[v] + vertices[v].right), 0));
  placeLanes(lanes, links, parts, rights, spacing);
  const enters = spreadEntries(parts, links, bends, lanes, x, spacing);
  const courses = links.map((link, index) => [
    x[link.source] + link.leaves,
    ...(lanes.has(index) ? [lanes.get(index)] : bends[index].map((bend) => x[bend])),
    x[link.target] + enters[index],
  ]);
  const gaps = roomBetween(parts, links, courses, lanes, depth, top, bottom, spacing);
  const tops = [], bottoms = [];
  let y = 0;
  rows.forEach((row, at) => {
    tops.push(y);
    y += row.reduce((most, v) => Math.max(most, isBend(v) ? 0 : parts[v].height), 0);
    bottoms.push(y);
    y += gaps[at];
  });
  const partTop = (part) => (tops[part.row] + bottoms[part.row] - part.height) >> 1;
  const routes = links.map((link, index) => {
    const [source, target] = [parts[link.source], parts[link.target]], xs = courses[index];
    const points = [[xs[0], partTop(source) + source.height - source.head],
      [xs[0], bottoms[source.row]]];
    if (lanes.has(index)) {
      points.push([xs[1], tops[source.row + 1]], [xs[1], bottoms[target.row - 1]]);
    } else {
      bends[index].forEach((bend) =>
        points.push([x[bend], tops[vertices[bend].row]], [x[bend], bottoms[vertices[bend].row]]));
    }
    const end = xs[xs.length - 1], arrow = target.kind === "node" ? spacing.arrow : 0;
    points.push([end, tops[target.row] - arrow], [end, partTop(target) + target.head]);
    return simplified(points);
  });
  const boxes = parts.map((part, at) =>
    [x[at] - part.left, partTop(part), x[at] + part.right, partTop(part) + part.height])
    .filter((_, at) => parts[at].kind === "node");
  const edges = [[0, 0], ...boxes.map((box) => [box[0], box[2]]),
    ...routes.flat().map((point) => [point[0], point[0]])];
  const header = top && boxes.length
    ? [[Math.min(...boxes.map((b) => b[0])), 0, Math.max(...boxes.map((b) => b[2])), top - 9]] : [];
  const labels = placeLabels(links.map((link) => link.label), routes, [...boxes, ...header]);
  labels.forEach((place, at) => place && edges.push([place[0], place[0] + links[at].label[0]]));
  return {
    axes: x.slice(0, parts.length), tops: parts.map(partTop), routes, labels,
    left: edges.reduce((most, edge) => Math.max(most, -edge[0]), 0),
    right: edges.reduce((most, edge) => Math.max(most, edge[1]), 0),
    height: bottoms[depth - 1] + gaps[depth - 1],
  };
}

/** For each link the number of nodes on the longest path that it lies on. */
function pathLengths(parts, links) {
  const own = parts.map((part) => (part.kind === "node" ? 1 : 0)), above = [...own], below = [...own];
  const row = (end) => (link) => parts[link[end]].row;
  const by = (key) => (a, b) => key(a) - key(b);
  for (const { source, target } of [...links].sort(by(row("source")))) {
    above[target] = Math.max(above[target], above[source] + own[target]);
  }
  for (const { source, target } of [...links].sort(by(row("target"))).reverse()) {
    below[source] = Math.max(below[source], below[target] + own[source]);
  }
  return links.map(({ source, target }) => above[source] + below[target]);
}

/** x of each lane; of lines that start together the longer one runs further outside. */
function placeLanes(lanes, links, parts, rights, spacing) {
  const span = (at) => [parts[links[at].source].row, parts[links[at].target].row];
  const order = [...lanes.keys()].sort((a, b) =>
    span(a)[0] - span(b)[0] || span(b)[1] - span(a)[1]);
  let group = [], reach = -1;
  const assign = () => {
    const last = [];
    const lane = group.map((at) => {
      const [first, end] = span(at), free = last.findIndex((row) => row <= first);
      const taken = free < 0 ? last.length : free;
      last[taken] = end;
      return taken;
    });
    const passed = rights.slice(Math.min(...group.map((at) => span(at)[0])), reach + 1);
    const base = Math.max(...passed) + spacing.beside;
    group.forEach((at, n) => lanes.set(at, base + spacing.lines * (last.length - 1 - lane[n])));
  };
  for (const at of order) {
    if (group.length && span(at)[0] >= reach) {
      assign();
      group = [];
    }
    group.push(at);
    reach = Math.max(reach, span(at)[1]);
  }
  if (group.length) assign();
}

/** Offset from the target's axis at which each link ends; several lines end side by side. */
function spreadEntries(parts, links, bends, lanes, x, spacing) {
  const result = links.map((link) => link.enters || 0), ending = new Map();
  const approach = (at) => lanes.get(at) ?? (bends[at].length
    ? x[bends[at][bends[at].length - 1]] : x[links[at].source] + links[at].leaves);
  links.forEach((link, at) => {
    if (link.enters === null) ending.set(link.target, [...(ending.get(link.target) || []), at]);
  });
  for (const [target, group] of ending) {
    if (group.length < 2) continue;
    group.sort((a, b) => approach(a) - approach(b));
    const middle = group.findIndex((at) => approach(at) === x[target]);
    const center = middle >= 0 ? middle : (group.length - 1) / 2;
    const room = Math.min(parts[target].left, parts[target].right) - spacing.entry / 2;
    const reach = Math.max(center, group.length - 1 - center);
    const step = Math.max(0, Math.min(spacing.entry, room / reach));
    group.forEach((at, n) => { result[at] = Math.round((n - center) * step); });
  }
  return result;
}

/** The room below each row: for labels, and where lines move far sideways. */
function roomBetween(parts, links, courses, lanes, depth, top, bottom, spacing) {
  const result = Array(depth).fill(spacing.gap), stacks = new Map(), moved = Array(depth).fill(0);
  links.forEach((link, at) => {
    const row = parts[link.source].row, last = parts[link.target].row - 1;
    if (link.label && row > 0) stacks.set(row, [...(stacks.get(row) || []), at]);
    for (let step = 1; step < courses[at].length; step++) {
      const stop = lanes.has(at) ? [row, last][step - 1] : row + step - 1;
      moved[stop] = Math.max(moved[stop], Math.abs(courses[at][step] - courses[at][step - 1]));
    }
  });
  for (const [row, group] of stacks) {
    const steps = group.flatMap((at) => {
      const middle = (courses[at][0] + courses[at][1]) >> 1;
      return [[middle, 1], [middle + links[at].label[0], -1]];
    }).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let count = 0, most = 0;
    for (const [, step] of steps) most = Math.max(most, count += step);
    result[row] = spacing.label_gap + (Math.min(most, 4) - 1) * spacing.label_line;
  }
  const hasExits = parts.some((part) => part.kind === "exit");
  result[0] = top;
  if (hasExits) result[depth - 2] = bottom;
  result[depth - 1] = hasExits ? 0 : bottom;
  return result.map((gap, row) => gap + Math.min(28, moved[row] >> 3));
}

/** The same line without points that repeat or lie within a vertical piece. */
function simplified(points) {
  const kept = [];
  for (const point of points) {
    const [one, two] = [kept[kept.length - 2], kept[kept.length - 1]];
    if (two && two[0] === point[0] && two[1] === point[1]) continue;
    if (one && one[0] === two[0] && two[0] === point[0]) kept[kept.length - 1] = point;
    else kept.push(point);
  }
  return kept;
}

/** Top left corner of each label: beside its line, over no node and no other label. */
function placeLabels(sizes, routes, boxes) {
  if (!sizes.some(Boolean)) return sizes.map(() => null);
  const cell = 160, grid = new Map();
  const cells = function* ([left, top, right, bottom]) {
    for (let i = Math.floor(left / cell); i <= Math.floor(right / cell); i++) {
      for (let j = Math.floor(top / cell); j <= Math.floor(bottom / cell); j++) yield i + " " + j;
    }
  };
  const put = (box, owner) => {
    for (const key of cells(box)) {
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push([box, owner]);
    }
  };
  /** 2: free; 1: over a foreign line only; 0: over a node or a label. */
  const freedom = (box, owner) => {
    let result = 2;
    for (const key of cells(box)) {
      for (const [other, of] of grid.get(key) || []) {
        const meets = other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3];
        if (meets && of === -1) return 0;
        if (meets && of !== owner) result = 1;
      }
    }
    return result;
  };
  for (const box of boxes) put(box, -1);
  routes.forEach((route, owner) => {
    for (let at = 1; at < route.length; at++) {
      const [[x0, y0], [x1, y1]] = [route[at - 1], route[at]];
      const steps = Math.min(64, 1 + (Math.max(Math.abs(x1 - x0), y1 - y0) >> 6));
      for (let n = 0; n < steps; n++) {
        const xs = [x0 + ((x1 - x0) * n) / steps, x0 + ((x1 - x0) * (n + 1)) / steps];
        const ys = [y0 + ((y1 - y0) * n) / steps, y0 + ((y1 - y0) * (n + 1)) / steps];
        put([Math.min(...xs) - 1, ys[0], Math.max(...xs) + 1, ys[1]], owner);
      }
    }
  });
  return sizes.map((size, owner) => {
    if (!size) return null;
    let spare = null;
    for (const [x, y] of candidates(size, routes[owner])) {
      const box = [x, y, x + size[0], y + size[1]], free = freedom(box, owner);
      if (free === 1) spare = spare || box;
      if (free < 2) continue;
      put(box, -1);
      return [x, y];
    }
    if (spare) put(spare, -1);
    return spare && [spare[0], spare[1]];
  });
}

/** Beside the straight parts of a line, the longest first, then on the slanted ones. */
function* candidates([width, height], route) {
  const pieces = route.slice(1).map((end, at) => [route[at], end]);
  const long = pieces.filter(([a, b]) => a[0] === b[0] && b[1] - a[1] >= height)
    .sort(([a, b], [c, d]) => (d[1] - c[1]) - (b[1] - a[1]));
  for (const [[x, top], [, bottom]] of long) {
    for (const share of [4, 2, 6, 0, 8]) {
      const y = top + Math.floor(((bottom - top - height) * share) / 8);
      yield [x + 7, y];
      yield [x - 7 - width, y];
    }
  }
  for (const [[x0, y0], [x1, y1]] of pieces) {
    if (x0 === x1) continue;
    for (const share of [4, 6, 2, 7, 1]) {
      yield [Math.floor(x0 + ((x1 - x0) * share) / 8 - width / 2),
        Math.floor(y0 + ((y1 - y0) * share) / 8 - height / 2)];
    }
  }
}
