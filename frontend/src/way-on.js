// For browsers that can't run the page's program: shows the link as a QR code (ISO/IEC 18004) for another device. Plain
// JavaScript, because WebAssembly may be missing. Uses byte mode, error correction M, mask 0, and versions up to 10.

// For each version: total codewords, error correction codewords per block, blocks, and positions of alignment patterns.
const VERSIONS = [
  [26, 10, 1, []],
  [44, 16, 1, [6, 18]],
  [70, 26, 1, [6, 22]],
  [100, 18, 2, [6, 26]],
  [134, 24, 2, [6, 30]],
  [172, 16, 4, [6, 34]],
  [196, 18, 4, [6, 22, 38]],
  [242, 22, 4, [6, 24, 42]],
  [292, 22, 5, [6, 26, 46]],
  [346, 26, 5, [6, 28, 50]],
];

const multiply = (a, b) => {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
  }
  return product & 0xff;
};

// Returns the Reed-Solomon error correction: the remainder of the data divided by the generator polynomial of this
// degree.
const remainder = (data, degree) => {
  const divisor = Array(degree).fill(0);
  divisor[degree - 1] = 1;
  for (let i = 0, root = 1; i < degree; i++, root = multiply(root, 2)) {
    for (let j = 0; j < degree; j++) {
      divisor[j] = multiply(divisor[j], root) ^ (divisor[j + 1] ?? 0);
    }
  }
  const rest = Array(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    divisor.forEach((value, i) => (rest[i] ^= multiply(value, factor)));
  }
  return rest;
};

// Returns the text as codewords in drawing order, in the smallest version that it fits into.
const codewords = (text) => {
  const bytes = new TextEncoder().encode(text);
  const lengthBits = (version) => (version < 10 ? 8 : 16);
  const room = ([all, correction, blocks]) => all - correction * blocks;
  const version = VERSIONS.findIndex((row, i) => bytes.length + (4 + lengthBits(i + 1)) / 8 <= room(row)) + 1;
  if (version === 0) return null;
  const [all, correction, blocks] = VERSIONS[version - 1];
  const bits = [];
  const push = (value, length) => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  push(4, 4);
  push(bytes.length, lengthBits(version));
  bytes.forEach((byte) => push(byte, 8));
  const capacity = (all - correction * blocks) * 8;
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) push(pad, 8);
  const data = [];
  for (let i = 0; i < bits.length; i += 8) data.push(parseInt(bits.slice(i, i + 8).join(""), 2));
  // The last blocks are one byte longer than the first ones.
  const short = Math.floor(all / blocks) - correction;
  const shortBlocks = blocks - (all % blocks);
  const parts = [];
  for (let block = 0, at = 0; block < blocks; block++) {
    const part = data.slice(at, (at += short + (block < shortBlocks ? 0 : 1)));
    parts.push([part, remainder(part, correction)]);
  }
  const words = [];
  for (let i = 0; i <= short; i++) parts.forEach(([part]) => i < part.length && words.push(part[i]));
  for (let i = 0; i < correction; i++) parts.forEach(([, rest]) => words.push(rest[i]));
  return { version, words };
};

// Returns a value followed by its checksum, as used for format and version.
const checked = (value, generator, degree) => {
  let rest = value;
  for (let i = 0; i < degree; i++) rest = (rest << 1) ^ ((rest >>> (degree - 1)) * generator);
  return (value << degree) | (rest & ((1 << degree) - 1));
};

const patterns = (version, set) => {
  const size = version * 4 + 17;
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const square = (x, y, radius) => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        set(x + dx, y + dy, radius === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
      }
    }
  };
  [[3, 3], [size - 4, 3], [3, size - 4]].forEach(([x, y]) => square(x, y, 4));
  const places = VERSIONS[version - 1][3];
  const last = size - 7;
  const isFinder = (x, y) => (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
  places.forEach((x) => places.forEach((y) => isFinder(x, y) || square(x, y, 2)));
  // In the format information, error correction M and mask 0 are both zero.
  const format = checked(0, 0x537, 10) ^ 0x5412;
  const bit = (value, i) => ((value >>> i) & 1) === 1;
  for (let i = 0; i < 15; i++) {
    set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, bit(format, i));
    set(i < 8 ? size - 1 - i : i < 9 ? 15 - i : 14 - i, 8, bit(format, i));
  }
  set(8, size - 8, true);
  if (version >= 7) {
    const number = checked(version, 0x1f25, 12);
    for (let i = 0; i < 18; i++) {
      const [near, far] = [Math.floor(i / 3), size - 11 + (i % 3)];
      set(near, far, bit(number, i));
      set(far, near, bit(number, i));
    }
  }
};

// Returns the modules as rows of booleans, or null if the text is too long.
export const qr = (text) => {
  const coded = codewords(text);
  if (!coded) return null;
  const size = coded.version * 4 + 17;
  const dark = Array.from({ length: size }, () => Array(size).fill(false));
  const taken = Array.from({ length: size }, () => Array(size).fill(false));
  patterns(coded.version, (x, y, isDark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    dark[y][x] = isDark;
    taken[y][x] = true;
  });
  const bits = coded.words.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (word >>> bit) & 1));
  let next = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (taken[y][x]) continue;
        dark[y][x] = (bits[next++] === 1) !== ((x + y) % 2 === 0);
      }
    }
  }
  return dark;
};

const SVG = "http://www.w3.org/2000/svg";

const picture = (rows, label) => {
  const size = rows.length + 8;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("class", "way-on__code");
  const add = (name, attributes) => {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    svg.append(element);
  };
  add("rect", { width: size, height: size, fill: "#fff" });
  const squares = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")));
  add("path", { d: squares.join(""), fill: "#000" });
  return svg;
};

// Fills the element for the QR code in index.html.
export const show = (place) => {
  const rows = location.hash.length > 1 ? qr(location.href) : null;
  const code = place.querySelector("[data-code]");
  code.replaceChildren(...(rows ? [picture(rows, code.dataset.code)] : []));
  place.querySelector("[data-scan]").hidden = !rows;
  const button = place.querySelector("button");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.copied;
  });
};
