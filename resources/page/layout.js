// A whole picture at one expansion state: containers from the inside out, then down to pixels. The
// same as inspector/graph/layout/arrange.py and ports.py.

const TOP = -1;
const PARENT = 0, ROW = 1, ORDER = 2, KIND = 3;

/** The nodes that are seen when exactly the containers in `open` are. */
function seenNodes(model, open) {
  const seen = [];
  model.nodes.forEach((node, at) => {
    seen[at] = node[PARENT] < 0 || (seen[node[PARENT]] && open.has(node[PARENT]));
  });
  return seen;
}

/** What flows between the seen nodes: ends, tensors, and how each line passes the rows. */
function seenEdges(model, open, seen) {
  const found = new Map();
  const cover = (node) => {
    while (!seen[node]) node = model.nodes[node][PARENT];
    return node;
  };
  const within = (node, other) => {
    while (node >= 0 && node !== other) node = model.nodes[node][PARENT];
    return node === other;
  };
  for (const [from, to, tensors, passes] of model.edges) {
    const [source, target] = [cover(from), cover(to)];
    if (within(source, target) || within(target, source)) continue;
    const key = source + " " + target;
    const known = found.get(key) || { source, target, tensors: [], passes };
    for (const tensor of tensors) if (!known.tensors.includes(tensor)) known.tensors.push(tensor);
    found.set(key, known);
  }
  const sides = new Map();
  for (const [node, reader, owner, tensor] of model.sides) {
    const at = cover(reader);
    if (owner >= 0 && !(seen[owner] && open.has(owner))) continue;
    if (!sides.has(at + " " + tensor)) sides.set(at + " " + tensor, { source: node, target: at });
  }
  return { edges: [...found.values()], sides: [...sides.values()] };
}

/** Each shape once; more than two only by their number. */
function flowLabel(model, tensors) {
  const all = tensors.map((tensor) => model.labels[model.tensors[tensor]]).filter(Boolean);
  const distinct = [...new Set(all)];
  if (distinct.length > 2) return all.length + " tensors";
  if (distinct.length === 1 && all.length > 1) return all.length + " of " + distinct[0];
  return distinct.join(", ");
}

/**
 * Boxes of the seen nodes and lines between them. `size(node, isOpen)` gives [width, height], of an
 * open container that of its header; `labelSize(text)` that of a label.
 */
function arrange(model, open, size, labelSize) {
  const { spacing, nodes } = model, seen = seenNodes(model, open);
  const { edges, sides } = seenEdges(model, open, seen);
  const parent = (node) => nodes[node][PARENT];
  const beside = new Map(), levels = new Map(), measured = new Map();
  const measure = (node) => {
    if (!measured.has(node)) {
      const [width, height] = size(node, seen[node] && open.has(node));
      measured.set(node, [width + (width % 2), height]);
    }
    return measured.get(node);
  };
  const level = (of) => {
    if (!levels.has(of)) {
      levels.set(of, { nodes: [], entries: new Map(), exits: new Map(), links: new Map() });
    }
    return levels.get(of);
  };
  level(TOP);
  const aside = new Set(model.sides.map((side) => side[0]));
  for (const { source, target } of sides) {
    beside.set(target, [...(beside.get(target) || []), source]);
  }
  nodes.forEach((node, at) => { if (seen[at] && !aside.has(at)) level(parent(at)).nodes.push(at); });

  // Edges are cut at the borders of containers; those of one source share what they run along.
  const joined = new Set();
  for (const edge of edges) {
    edge.label = flowLabel(model, edge.tensors);
    edge.steps = stepsOf(edge, parent, level);
    const [common, last] = [edge.steps[edge.common], edge.steps[edge.steps.length - 1]];
    if (!edge.label || common.link.label) continue;
    const at = joined.has(edge.joins) ? last : common;
    joined.add(edge.joins);
    if (at.link.label) continue;
    at.link.label = labelSize(edge.label);
    edge.labeled = at;
  }

  const stackHeight = (group) => group.reduce((sum, node) => sum + measure(node)[1], 0)
    + spacing.stack * (group.length - 1);
  const extents = new Map();
  const extent = (node) => {
    if (extents.has(node)) return extents.get(node);
    const [width, height] = measure(node), placed = levels.get(node)?.placed;
    let result = [width / 2, width / 2, height];
    if (placed) {
      let left = placed.left + spacing.padding, right = placed.right + spacing.padding;
      if (Math.abs(left - right) <= 200) left = right = Math.max(left, right);
      const missing = Math.max(0, width - left - right);
      result = [left + (missing >> 1), right + ((missing + 1) >> 1), Math.max(placed.height, height)];
    }
    extents.set(node, result);
    return result;
  };
  for (const [container, contents] of [...levels].reverse()) {
    placeContents(nodes, container, contents, levels, extent, (node) => {
      const group = beside.get(node);
      return group && [spacing.side + Math.max(...group.map((side) => measure(side)[0])), stackHeight(group)];
    }, spacing);
  }

  const boxes = new Map(), origins = new Map([[TOP, [levels.get(TOP).placed.left, 0]]]);
  for (const [container, contents] of levels) {
    const [x, y] = origins.get(container), { placed } = contents;
    contents.nodes.forEach((node, n) => {
      const at = n + contents.entries.size, [left, right, height] = extent(node);
      const axis = x + placed.axes[at], top = y + placed.tops[at] + contents.parts[at].head;
      boxes.set(node, { x: axis - left, y: top, width: left + right, height });
      origins.set(node, [axis, top]);
      let down = top + ((height - stackHeight(beside.get(node) || [])) >> 1);
      for (const side of beside.get(node) || []) {
        const [w, h] = measure(side);
        boxes.set(side, { x: axis - left - spacing.side - w, y: down, width: w, height: h });
        down += h + spacing.stack;
      }
    });
  }
  const move = ([px, py], container) => {
    const [x, y] = origins.get(container);
    return [x + px, y + py];
  };
  const lines = edges.map((edge) => {
    const { source, target, tensors, label, labeled } = edge;
    const points = edge.steps.flatMap(({ container, link }) =>
      levels.get(container).placed.routes[link.number].map((point) => move(point, container)));
    const at = labeled && levels.get(labeled.container).placed.labels[labeled.link.number];
    return { source, target, tensors, label, points: simplified(points),
      place: at ? move(at, labeled.container) : null, ground: labeled ? labeled.container : TOP };
  });
  for (const { source, target } of sides) {
    const group = beside.get(target), a = boxes.get(source), b = boxes.get(target);
    const share = (group.indexOf(source) + 1) / (group.length + 1);
    const end = b.y + Math.round(b.height * share);
    const start = group.length === 1 ? end : a.y + (a.height >> 1);
    lines.push({ source, target, tensors: [], label: "", place: null, aside: true,
      points: [[a.x + a.width, start], [b.x, end]] });
  }
  const { left, right, height } = levels.get(TOP).placed;
  return { boxes, lines, width: left + right, height };
}

/** The links of one edge from level to level; those of equal source and tensors share ports. */
function stepsOf(edge, parent, level) {
  const port = edge.source + " " + edge.label, around = new Set([TOP]);
  const link = (container, source, target, bends) => {
    const { links } = level(container), key = [...source, ...target].join(" ");
    if (!links.has(key)) links.set(key, { source, target, bends, number: links.size, label: null });
    return { container, link: links.get(key) };
  };
  const number = (ports, order) => {
    if (!ports.has(port)) ports.set(port, { number: ports.size, order });
    return ports.get(port).number;
  };
  const passes = (container) => edge.passes[container] || [];
  for (let at = parent(edge.source); at !== TOP; at = parent(at)) around.add(at);
  const down = [], up = [];
  let outer = ["node", edge.target, -1], inner = ["node", edge.source, -1], at = parent(edge.target);
  for (; !around.has(at); at = parent(at)) {
    const [order, ...bends] = passes(at), entry = number(level(at).entries, order ?? 0);
    down.unshift(link(at, ["entry", entry, -1], outer, bends));
    outer = ["node", at, entry];
  }
  const common = at;
  for (at = parent(edge.source); at !== common; at = parent(at)) {
    const bends = [...passes(at)], exit = number(level(at).exits, bends.pop() ?? 0);
    up.push(link(at, inner, ["exit", exit, -1], bends));
    inner = ["node", at, exit];
  }
  edge.common = up.length;
  edge.joins = inner[1] + " " + outer[1];
  return [...up, link(common, inner, outer, passes(common)), ...down];
}

/** Place what one container holds; its open children are placed already. */
function placeContents(nodes, container, contents, levels, extent, room, spacing) {
  const { entries, exits, links } = contents, isTop = container === TOP;
  const border = (kind, row) => ({ order }) => ({ left: 0, right: 0, height: 0, head: 0, kind, row, order });
  const ranks = contents.nodes.map((node) => nodes[node][ROW] + 1);
  const parts = contents.nodes.map((node, n) => {
    let [left, right, height] = extent(node), head = 0;
    const taken = room(node);
    if (taken) {
      left += taken[0];
      const total = Math.max(height, taken[1]);
      head = (total - height + ((total - height) % 2)) / 2;
      height += 2 * head;
    }
    return { left, right, height, head, kind: "node", row: ranks[n], order: nodes[node][ORDER] };
  });
  const last = ranks.reduce((most, row) => Math.max(most, row), 0) + 1;
  contents.parts = [...[...entries.values()].map(border("entry", 0)), ...parts,
    ...[...exits.values()].map(border("exit", last))];
  const places = new Map(contents.nodes.map((node, n) => [node, n + entries.size]));
  const part = ([kind, number]) => {
    if (kind === "entry") return number;
    return kind === "node" ? places.get(number) : entries.size + parts.length + number;
  };
  const offset = (end, isSource) => {
    if (end[2] < 0) return 0;
    const inside = levels.get(end[1]);
    return inside.placed.axes[isSource ? inside.entries.size + inside.nodes.length + end[2] : end[2]];
  };
  const flat = [...links.values()].map(({ source, target, bends, label }) => ({
    source: part(source), target: part(target), bends, label, leaves: offset(source, true),
    enters: target[0] === "node" && target[2] < 0 ? null : offset(target, false),
  }));
  contents.placed = placeLevel(contents.parts, flat, isTop ? 0 : spacing.header,
    isTop ? 0 : spacing.footer, spacing);
}
