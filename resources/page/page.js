// The page itself: what is open, where one looks, and what the mouse and the keys do.

const model = JSON.parse(document.getElementById("model").textContent);
const byId = (id) => document.getElementById(id);
const view = byId("view"), world = byId("world"), tip = byId("tip");
const painter = new Painter(model), open = new Set();
const marks = { current: null, hits: new Set() };
const camera = { x: 0, y: 0, zoom: 1 };
let picture, gliding, depth = 0, found = [], foundAt = -1;

const node = (at) => model.nodes[at];
const clamp = (value, least, most) => Math.max(least, Math.min(value, most));

/** How many module calls are open where a node is: loops do not count. */
const depths = [];
model.nodes.forEach((each, at) => {
  depths[at] = (each[PARENT] < 0 ? 0 : depths[each[PARENT]]) + (each[KIND] === "loop" ? 0 : 1);
});

// What is open

function draw(held) {
  const before = held === undefined || !picture ? null : picture.boxes.get(held);
  picture = arrange(model, open, (at, isOpen) => nodeSize(node(at), isOpen), labelSize);
  const after = before && picture.boxes.get(held);
  if (after) {
    camera.x += (before.x + before.width / 2 - after.x - after.width / 2) * camera.zoom;
    camera.y += (before.y - after.y) * camera.zoom;
  }
  if (marks.current !== null && !picture.boxes.has(marks.current)) marks.current = covering(marks.current);
  painter.show(picture, open);
  world.classList.remove("moving");
  if (before) {
    void world.offsetWidth;
    world.classList.add("moving");
    clearTimeout(gliding);
    gliding = setTimeout(() => world.classList.remove("moving"), 300);
  }
  look();
}

function openTo(level) {
  depth = clamp(level, 0, model.deepest);
  open.clear();
  model.nodes.forEach((each, at) => { if (each[EXPANDABLE] && depths[at] <= depth) open.add(at); });
  byId("depth").textContent = depth;
  draw();
  fit();
}

function toggle(at) {
  if (!node(at)[EXPANDABLE]) return;
  if (!open.delete(at)) open.add(at);
  draw(at);
}

function covering(at) {
  while (!picture.boxes.has(at) && node(at)[PARENT] >= 0) at = node(at)[PARENT];
  return picture.boxes.has(at) ? at : null;
}

// Where one looks

let waiting = false;
function look() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    paint();
  });
}

function paint() {
  const { x, y, zoom } = camera, { clientWidth: width, clientHeight: height } = view;
  world.style.transform = `translate(${x}px,${y}px) scale(${zoom})`;
  world.classList.toggle("far", zoom < 0.45);
  world.classList.toggle("farther", zoom < LEAST_NAMED);
  const [marginX, marginY] = [width / 3, height / 3];
  painter.paint({ left: (-x - marginX) / zoom, right: (width - x + marginX) / zoom,
    top: (-y - marginY) / zoom, bottom: (height - y + marginY) / zoom }, marks, zoom);
}

function fit() {
  const { clientWidth: width, clientHeight: height } = view, margin = 24;
  const all = Math.min((width - 2 * margin) / picture.width, (height - 2 * margin) / picture.height);
  // What would be too small to read is shown from its beginning.
  camera.zoom = clamp(all, Math.min(0.6, (width - 2 * margin) / picture.width), 1.25);
  camera.x = (width - picture.width * camera.zoom) / 2;
  camera.y = Math.max(margin, (height - picture.height * camera.zoom) / 2);
  look();
}

function zoomBy(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  const zoom = clamp(camera.zoom * factor, 0.02, 4), share = zoom / camera.zoom;
  camera.x = x - (x - camera.x) * share;
  camera.y = y - (y - camera.y) * share;
  camera.zoom = zoom;
  look();
}

function reveal(at) {
  const box = picture.boxes.get(at), { x, y, zoom } = camera;
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  const [width, height] = [box.width * zoom, Math.min(box.height, 44) * zoom];
  const isAside = left < 0 || left + Math.min(width, 200) > view.clientWidth;
  if (isAside || top < 0 || top + height > view.clientHeight) {
    camera.zoom = clamp(zoom, 0.6, 2);
    camera.x = view.clientWidth / 2 - (box.x + box.width / 2) * camera.zoom;
    camera.y = view.clientHeight / 3 - box.y * camera.zoom;
  }
  look();
}

// What is current

function choose(at) {
  marks.current = at;
  byId("said").textContent = at === null ? "" : node(at)[TIP];
  if (at !== null) reveal(at);
  look();
  tellBeside(at);
}

/** Whoever walks with the keys reads at the right of a node what the mouse would be told. */
function tellBeside(at) {
  if (at === null) return showTip("");
  const box = picture.boxes.get(at), { x, y, zoom } = camera;
  const { left, top } = view.getBoundingClientRect();
  showTip(node(at)[TIP], left + x + (box.x + box.width) * zoom, top + y + box.y * zoom - 18);
}

function step(way) {
  const at = marks.current, outermost = model.nodes.findIndex((each) => each[PARENT] < 0);
  if (at === null) return choose(outermost);
  const siblings = [...picture.boxes].filter(([other]) => other !== at && !open.has(other));
  const along = { down: ["source", "target"], up: ["target", "source"] }[way];
  const line = along && picture.lines.find((each) => each[along[0]] === at && !each.aside);
  if (line) return choose(line[along[1]]);
  const from = picture.boxes.get(at), [fx, fy] = [from.x + from.width / 2, from.y + from.height / 2];
  let best = null, least = Infinity;
  for (const [other, box] of siblings) {
    const [dx, dy] = [box.x + box.width / 2 - fx, box.y + box.height / 2 - fy];
    const [ahead, aslant] = { up: [-dy, dx], down: [dy, dx], left: [-dx, dy], right: [dx, dy] }[way];
    const far = ahead + 3 * Math.abs(aslant);
    if (ahead > 1 && far < least) [best, least] = [other, far];
  }
  if (best !== null) choose(best);
}

function enter() {
  const at = marks.current;
  if (at === null || !node(at)[EXPANDABLE]) return;
  if (!open.has(at)) toggle(at);
  choose(model.nodes.findIndex((each) => each[PARENT] === at));
}

function leave() {
  if (marks.current === null) return;
  const around = node(marks.current)[PARENT];
  choose(around >= 0 ? around : null);
}

// Finding

function find(text) {
  const wanted = text.trim().toLowerCase();
  found = [];
  if (wanted) {
    model.nodes.forEach((each, at) => {
      // A container's detail names what is inside, which is found by itself.
      const detail = each[EXPANDABLE] ? "" : each[DETAIL];
      const words = [each[TITLE], each[TYPE], detail, each[TIP]].join("\n").toLowerCase();
      if (words.includes(wanted) || words.split(" × ").join("x").includes(wanted)) found.push(at);
    });
  }
  foundAt = -1;
  marks.hits = new Set(found);
  if (found.length) nextHit(1);
  else {
    byId("hits").textContent = wanted ? "none" : "";
    look();
  }
}

function nextHit(by) {
  if (!found.length) return;
  foundAt = (foundAt + by + found.length) % found.length;
  byId("hits").textContent = `${foundAt + 1} of ${found.length}`;
  const at = found[foundAt];
  let hidden = false;
  for (let around = node(at)[PARENT]; around >= 0; around = node(around)[PARENT]) {
    hidden = hidden || !open.has(around);
    open.add(around);
  }
  if (hidden) draw();
  choose(covering(at));
  tip.hidden = true;
}

// Mouse, touch and keys

const under = (event) => {
  const hit = event.target.closest("[data-at]");
  return hit ? Number(hit.dataset.at) : null;
};

const pointers = new Map();
let dragged = false;

view.addEventListener("pointerdown", (event) => {
  pointers.set(event.pointerId, event);
  dragged = false;
  tip.hidden = true;
});
view.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) {
    const at = event.target.closest(".frame") ? null : under(event);
    const line = event.target.closest("[data-tip]");
    const text = line ? line.dataset.tip : at === null ? "" : node(at)[TIP];
    return void showTip(text, event.clientX, event.clientY);
  }
  const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
  if (!dragged && Math.abs(dx) + Math.abs(dy) < 4) return;
  if (!dragged) view.setPointerCapture(event.pointerId);
  dragged = true;
  view.classList.add("dragged");
  if (pointers.size === 2) {
    const [other] = [...pointers.values()].filter((each) => each.pointerId !== event.pointerId);
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const { left, top } = view.getBoundingClientRect();
    zoomBy(apart(event) / Math.max(apart(before), 1),
      (event.clientX + other.clientX) / 2 - left, (event.clientY + other.clientY) / 2 - top);
  } else {
    camera.x += dx;
    camera.y += dy;
    look();
  }
  pointers.set(event.pointerId, event);
});
for (const name of ["pointerup", "pointercancel"]) {
  view.addEventListener(name, (event) => {
    pointers.delete(event.pointerId);
    view.classList.remove("dragged");
  });
}
view.addEventListener("pointerleave", () => { tip.hidden = true; });
view.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { left, top } = view.getBoundingClientRect(), lines = event.deltaMode ? 30 : 1;
  const strength = event.ctrlKey ? 0.01 : 0.0016;
  zoomBy(Math.exp(-event.deltaY * lines * strength), event.clientX - left, event.clientY - top);
}, { passive: false });

view.addEventListener("click", (event) => {
  if (dragged) return;
  const at = under(event);
  if (at !== null && event.target.closest(".chevron")) toggle(at);
  marks.current = at;
  if (event.pointerType === "touch" && at !== null) tellBeside(at);
  look();
});
view.addEventListener("dblclick", (event) => {
  const at = under(event);
  if (at !== null && !event.target.closest(".chevron")) toggle(at);
});

/** A text below and right of a point of the window; none for an empty one. */
function showTip(text, x, y) {
  tip.hidden = !text;
  if (tip.hidden) return;
  tip.textContent = text;
  const { offsetWidth: width, offsetHeight: height } = tip;
  tip.style.left = Math.min(x + 14, innerWidth - width - 8) + "px";
  tip.style.top = (y + 18 + height > innerHeight ? Math.max(0, y - height - 10) : y + 18) + "px";
}

const keys = {
  ArrowDown: () => step("down"), ArrowUp: () => step("up"),
  ArrowLeft: () => step("left"), ArrowRight: () => step("right"),
  Enter: enter, Escape: leave, " ": () => marks.current !== null && toggle(marks.current),
  "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8),
  0: () => zoomBy(1 / camera.zoom), f: fit, e: () => openTo(model.deepest), c: () => openTo(0),
  "/": () => byId("find").focus(),
};
for (let level = 1; level < 10; level++) keys[level] = () => openTo(level);
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.id === "find", onButton = event.target.tagName === "BUTTON";
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  if (onButton && (event.key === "Enter" || event.key === " ")) return;
  const act = keys[event.key] || keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
byId("find").addEventListener("input", (event) => find(event.target.value));
byId("find").addEventListener("keydown", (event) => {
  if (event.key === "Enter") nextHit(event.shiftKey ? -1 : 1);
  if (event.key === "Escape") {
    event.target.value = "";
    find("");
    view.focus();
  }
});
for (const [id, act] of Object.entries({
  less: () => openTo(depth - 1), more: () => openTo(depth + 1), fit,
  expand: () => openTo(model.deepest), collapse: () => openTo(0), theme: nextTheme,
})) byId(id).addEventListener("click", act);

// Colors, paper, address

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = { light: "Light", dark: "Dark" }[name] || "System";
}
function nextTheme() {
  const names = ["system", "light", "dark"];
  setTheme(names[(names.indexOf(document.documentElement.dataset.theme) + 1) % 3]);
}

const paper = document.head.appendChild(document.createElement("style"));
addEventListener("beforeprint", () => {
  const scale = Math.min(1, 19000 / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.ceil(side * scale) + 48);
  paper.textContent = `@page { size: ${width}px ${height}px; margin: 0 } main { height: ${height}px }`;
  paper.before = document.documentElement.dataset.theme;
  setTheme("light");
  world.classList.remove("moving", "far", "farther");
  world.style.transform = `translate(24px,24px) scale(${scale})`;
  painter.paint(null, { current: null, hits: new Set() }, 1);
});
addEventListener("afterprint", () => {
  paper.textContent = "";
  setTheme(paper.before);
  paint();
});

/** The address may say how to begin: #depth=2, #depth=all, #theme=dark, #find=conv. */
function begin() {
  const asked = new URLSearchParams(location.hash.slice(1)), level = asked.get("depth");
  setTheme(asked.get("theme") || "system");
  openTo(level === null ? Math.max(0, ...model.open.map((at) => depths[at]))
    : level === "all" ? model.deepest : Number(level) || 0);
  if (level === null && model.open.length !== open.size) {
    open.clear();
    for (const at of model.open) open.add(at);
    draw();
    fit();
  }
  if (asked.get("find")) {
    byId("find").value = asked.get("find");
    find(asked.get("find"));
  }
}
addEventListener("hashchange", begin);
addEventListener("resize", look);
begin();
