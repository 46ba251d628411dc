// What is in sight as elements of the page: frames below, then lines, then words.

const FAMILY = 4, TITLE = 5, TYPE = 6, DETAIL = 7, BADGE = 8, PARAMETERS = 9, EXPANDABLE = 10,
  STATE = 11, IDENTITY = 12, TIP = 13;
const CROWD = 400;
const LEAST_NAMED = 0.27, NAME_PIXELS = 13;

const pen = document.createElement("canvas").getContext("2d"), widths = new Map();
const FONTS = { title: "600 12px system-ui, sans-serif", plain: "11px system-ui, sans-serif",
  code: "11px ui-monospace, monospace", badge: "600 10px system-ui, sans-serif" };

/** Pixels that a text takes; known texts are not measured again. */
function textWidth(face, text) {
  const key = face + text;
  if (!widths.has(key)) {
    pen.font = FONTS[face];
    widths.set(key, Math.ceil(pen.measureText(text).width));
  }
  return widths.get(key);
}

const grouped = (number) => number.toLocaleString("en-US");
const hasSecondLine = (node) =>
  node[DETAIL] || node[BADGE] || node[PARAMETERS] || node[EXPANDABLE];
const typeText = (node) => (node[KIND] === "loop" ? "" : node[TYPE]);
const headerEnd = (node) => [node[BADGE],
  node[PARAMETERS] && node[KIND] !== "loop" ? grouped(node[PARAMETERS]) + " parameters" : ""]
  .filter(Boolean).join(" · ");

/** Width and height of a node; of an open container, the least that its header takes. */
function nodeSize(node, isOpen) {
  const clamped = (width, least) => Math.max(least, Math.min(width, 340));
  const type = textWidth("plain", typeText(node)), first = 37 + textWidth("title", node[TITLE]) + type;
  if (isOpen) return [clamped(first + 28 + textWidth("plain", headerEnd(node)), 200), 30];
  if (!hasSecondLine(node)) return [clamped(first, 112), 26];
  let second = 37 + textWidth("code", node[DETAIL]);
  if (node[PARAMETERS] && node[KIND] === "module") second += textWidth("plain", grouped(node[PARAMETERS]));
  if (node[BADGE]) second += textWidth("badge", node[BADGE]) + 28;
  if (node[EXPANDABLE]) second += 14;
  const least = node[KIND] === "module" || node[KIND] === "loop" ? 200 : 112;
  return [clamped(Math.max(first, second), least), 44];
}

const labelSize = (text) => [textWidth("code", text), 15];

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) {
    made.textContent = text;
    made.dir = "auto";
  }
  return made;
}

function wordLine(...words) {
  const line = element("div", "words");
  line.append(...words.filter(Boolean));
  return line;
}

function nodeWords(node, isOpen) {
  const chevron = node[EXPANDABLE] && element("span", "chevron");
  const title = element("b", "", node[TITLE]), type = typeText(node);
  if (isOpen) {
    const end = headerEnd(node);
    return [wordLine(chevron, title, type && element("i", "", type), end && element("i", "end", end))];
  }
  const first = wordLine(title, type && element("i", "end", type));
  if (!hasSecondLine(node)) return [first];
  const count = node[PARAMETERS] && node[KIND] === "module";
  const last = [count && element("i", "", grouped(node[PARAMETERS])),
    node[BADGE] && element("em", "", node[BADGE])].filter(Boolean);
  if (last.length) last[0].classList.add("end");
  return [first, wordLine(chevron, node[DETAIL] && element("code", "", node[DETAIL]), ...last)];
}

/** Keeps the elements of one model; those that stay are moved, not made anew. */
class Painter {
  constructor(model) {
    this.model = model;
    this.frames = document.getElementById("frames");
    this.lines = document.getElementById("lines");
    this.nodes = document.getElementById("nodes");
    this.kept = new Map();
    this.drawn = new Map();
    this.gravity = model.nodes.map((node) => node[STATE]);
    for (let at = model.nodes.length - 1; at >= 0; at--) {
      const around = model.nodes[at][PARENT], own = this.gravity[at];
      if (around < 0 || own === "unreached" || !own) continue;
      if (own !== "warning" || !this.gravity[around]) {
        this.gravity[around] = own === "failed" ? "error" : own;
      }
    }
  }

  /** Show a picture; all that was made for the last one and is not in this one goes. */
  show(picture, open) {
    this.picture = picture;
    this.open = open;
    this.lines.textContent = "";
    for (const shape of this.nodes.querySelectorAll(".shape")) shape.remove();
    this.drawn.clear();
    for (const [key, made] of this.kept) {
      const at = Number(key.slice(1));
      if (picture.boxes.has(at) && (key[0] === "n" || open.has(at))) continue;
      made.remove();
      this.kept.delete(key);
    }
  }

  /** Make the elements of what lies in an area; of all, where that is not too much. */
  paint(area, marks, zoom) {
    const { boxes, lines } = this.picture, all = !area || boxes.size <= CROWD;
    const meets = (left, top, right, bottom) => all || (left <= area.right && right >= area.left
      && top <= area.bottom && bottom >= area.top);
    for (const [at, box] of boxes) {
      const seen = meets(box.x, box.y, box.x + box.width, box.y + box.height);
      if (this.open.has(at)) this.put("f" + at, seen, this.frames, at, box);
      this.put("n" + at, seen, this.nodes, at, box);
    }
    lines.forEach((line, number) => {
      const xs = line.points.map((point) => point[0]), ys = line.points.map((point) => point[1]);
      const seen = meets(Math.min(...xs), Math.min(...ys), Math.max(...xs) + 90, Math.max(...ys));
      if (seen && !this.drawn.has(number)) this.drawn.set(number, this.makeLine(line));
      if (!seen && this.drawn.has(number)) {
        for (const made of this.drawn.get(number)) made.remove();
        this.drawn.delete(number);
      }
    });
    this.nameFar(zoom);
    this.mark(marks);
  }

  /** From far away: the names of the innermost containers with room, and not of those around. */
  nameFar(zoom) {
    for (const name of this.nodes.querySelectorAll(".name")) name.remove();
    if (zoom >= LEAST_NAMED) return;
    const keys = [...this.kept.keys()].filter((key) => key[0] === "f");
    const frames = keys.map((key) => Number(key.slice(1)));
    const covered = new Set(), { nodes } = this.model;
    for (const at of frames.sort((a, b) => b - a)) {
      const { x, y, width, height } = this.picture.boxes.get(at), node = nodes[at];
      // A name such as 0 says little alone.
      const isNumber = "0123456789".includes(node[TITLE][0]);
      const text = isNumber ? `${node[TITLE]} ${node[TYPE]}` : node[TITLE];
      const needed = textWidth("title", text) * 1.2 + 14;
      const isRoomy = width * zoom > needed && height * zoom > NAME_PIXELS + 9;
      if (!isRoomy || covered.has(at)) continue;
      for (let around = at; around >= 0; around = nodes[around][PARENT]) covered.add(around);
      const name = element("div", "name", text);
      name.style.transform = `translate(${x + width / 2}px,${y + height / 2}px) translate(-50%,-50%)`;
      name.style.fontSize = NAME_PIXELS / zoom + "px";
      this.nodes.append(name);
    }
  }

  put(key, seen, layer, at, box) {
    const node = this.model.nodes[at], isFrame = key[0] === "f", isOpen = this.open.has(at);
    let made = this.kept.get(key);
    if (!seen) {
      if (made) made.remove();
      this.kept.delete(key);
      return;
    }
    const kind = isFrame ? "frame" : isOpen ? "head" : "node";
    if (made && !made.classList.contains(kind)) {
      made.remove();
      made = null;
    }
    if (!made) {
      made = element("div", "new " + kind);
      made.dataset.at = at;
      made.dataset.family = node[FAMILY];
      if (node[KIND] === "loop") made.classList.add("loop");
      if (!isFrame) {
        if (isOpen) made.style.setProperty("--ground", this.ground(at));
        made.append(...nodeWords(node, isOpen));
      }
      if (isFrame === isOpen) {
        const state = isOpen ? node[STATE] : this.gravity[at];
        if (state) made.classList.add(state);
        if (state === "failed") made.classList.add("error");
      }
      this.kept.set(key, made);
      layer.append(made);
    } else {
      made.classList.remove("new");
    }
    made.style.transform = `translate(${box.x}px,${box.y}px)`;
    made.style.width = box.width + "px";
    made.style.height = (kind === "head" ? 30 : box.height) + "px";
  }

  /** The color behind what stands in a container. */
  ground(container) {
    if (container < 0) return "var(--canvas)";
    return this.model.nodes[container][KIND] === "loop" ? "var(--loop-fill)" : "var(--node)";
  }

  makeLine(line) {
    const group = this.draw("g"), { points } = line;
    group.setAttribute("class", "line" + (line.tensors.length || line.aside ? "" : " later"));
    let path = "M" + points[0];
    for (let at = 1; at < points.length; at++) {
      const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]];
      const x = (x0 + x1) / 2, y = (y0 + y1) / 2;
      if (x0 === x1 || y0 === y1) path += "L" + [x1, y1];
      else if (line.aside) path += "C" + [x, y0, x, y1, x1, y1];
      else path += "C" + [x0, y, x1, y, x1, y1];
    }
    group.append(this.draw("path", path));
    const [x, y] = points[points.length - 1];
    const head = line.aside ? `M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}Z`
      : `M${x - 4} ${y - 7}L${x} ${y}L${x + 4} ${y - 7}Z`;
    if (line.tensors.length || line.aside) group.append(this.draw("path", head));
    this.lines.append(group);
    if (!line.place) return [group];
    const shape = element("div", "shape", line.label);
    shape.style.transform = `translate(${line.place[0]}px,${line.place[1]}px)`;
    shape.style.setProperty("--ground", this.ground(line.ground));
    shape.dataset.tip = this.lineTip(line);
    this.nodes.append(shape);
    return [group, shape];
  }

  /** From where to where a line goes, and each tensor on it; of many only the first. */
  lineTip({ source, target, tensors }) {
    const { nodes, labels, tensors: kinds } = this.model;
    const told = tensors.slice(0, 12).map((tensor) => labels[kinds[tensor]]);
    if (tensors.length > told.length) told.push(`… ${tensors.length} tensors`);
    return [`from ${nodes[source][TITLE]} to ${nodes[target][TITLE]}`, ...told].join("\n");
  }

  draw(name, path) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    if (path) made.setAttribute("d", path);
    return made;
  }

  /** Light up the current node, its lines, the other calls of its module, and what was found. */
  mark({ current, hits }) {
    const kin = current === null ? 0 : this.model.nodes[current][IDENTITY];
    for (const [key, made] of this.kept) {
      const at = Number(key.slice(1)), isCurrent = at === current;
      const isKin = kin > 0 && !isCurrent && this.model.nodes[at][IDENTITY] === kin;
      made.classList.toggle("current", isCurrent);
      made.classList.toggle("kin", isKin);
      made.classList.toggle("hit", hits.has(at));
    }
    for (const [number, made] of this.drawn) {
      const { source, target } = this.picture.lines[number];
      const lit = (source === current || target === current) && !this.open.has(current);
      made[0].classList.toggle("lit", lit);
      if (lit) this.lines.append(made[0]);
    }
  }
}
