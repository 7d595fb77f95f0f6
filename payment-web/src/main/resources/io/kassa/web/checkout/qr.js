// QR codes (ISO/IEC 18004) of texts: byte mode, error correction M, versions 1 to 40.

const ECC_BYTES = [
  0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
  26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
  17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

// The modules, row by row: true is dark.
export function encode(text) {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const codewords = interleaved(dataOf(bytes, version), version);
  const plans = MASKS.map((mask, number) => drawn(version, codewords, mask, number));
  return plans.reduce((best, next) => (penalty(next) < penalty(best) ? next : best));
}

// A code as an SVG element, with its quiet zone.
export function picture(text, label) {
  const modules = encode(text);
  const size = modules.length + 8;
  const name = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(name, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const path = document.createElementNS(name, 'path');
  path.setAttribute('fill', '#000');
  path.setAttribute(
    'd',
    modules.map((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')).join('')).join(''),
  );
  svg.append(path);
  return svg;
}

const alignments = (version) => {
  if (version === 1) {
    return [];
  }
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = Array.from({ length: count - 1 }, (_, i) => version * 4 + 10 - i * step);
  return [6, ...places.reverse()];
};

// How many codewords there is room for.
function capacity(version) {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const count = Math.floor(version / 7) + 2;
    modules -= (25 * count - 10) * count - 55;
    if (version >= 7) {
      modules -= 36;
    }
  }
  return Math.floor(modules / 8);
}

const dataCapacity = (version) => capacity(version) - ECC_BYTES[version] * BLOCKS[version];

function versionFor(length) {
  for (let version = 1; version <= 40; version++) {
    if (length + (version < 10 ? 2 : 3) <= dataCapacity(version)) {
      return version;
    }
  }
  throw new RangeError('too long for a QR code');
}

function dataOf(bytes, version) {
  const bits = [];
  const put = (value, count) => {
    for (let i = count - 1; i >= 0; i--) {
      bits.push((value >>> i) & 1);
    }
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  const room = dataCapacity(version);
  put(0, Math.min(4, room * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room * 8; pad ^= 0xec ^ 0x11) {
    put(pad, 8);
  }
  return Array.from({ length: room }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0));
}

// Multiplication in GF(256) with the polynomial of the standard.
function times(a, b) {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> i) & 1) * a;
  }
  return product;
}

function divisor(degree) {
  const terms = Array(degree - 1).fill(0).concat(1);
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    for (let j = 0; j < degree; j++) {
      terms[j] = times(terms[j], root) ^ (j + 1 < degree ? terms[j + 1] : 0);
    }
  }
  return terms;
}

function remainder(data, terms) {
  const rest = terms.map(() => 0);
  data.forEach((byte) => {
    const factor = byte ^ rest.shift();
    rest.push(0);
    terms.forEach((term, i) => (rest[i] ^= times(term, factor)));
  });
  return rest;
}

function interleaved(data, version) {
  const blocks = BLOCKS[version];
  const all = capacity(version);
  const short = Math.floor(all / blocks) - ECC_BYTES[version];
  const shortBlocks = blocks - (all % blocks);
  const terms = divisor(ECC_BYTES[version]);
  const parts = [];
  for (let i = 0, at = 0; i < blocks; i++) {
    const length = short + (i < shortBlocks ? 0 : 1);
    const part = data.slice(at, at + length);
    at += length;
    parts.push({ part, ecc: remainder(part, terms) });
  }
  const result = [];
  for (let i = 0; i <= short; i++) {
    parts.forEach(({ part }) => i < part.length && result.push(part[i]));
  }
  for (let i = 0; i < ECC_BYTES[version]; i++) {
    parts.forEach(({ ecc }) => result.push(ecc[i]));
  }
  return result;
}

function drawn(version, codewords, mask, number) {
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (x, y, value) => {
    if (x >= 0 && y >= 0 && x < size && y < size) {
      dark[y][x] = Boolean(value);
      fixed[y][x] = true;
    }
  };
  drawPatterns(version, size, set);
  drawFormat(size, number, set);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    const column = right <= 6 ? right - 1 : right;
    const upward = ((column + 1) & 2) === 0;
    for (let row = 0; row < size; row++) {
      const y = upward ? size - 1 - row : row;
      for (const x of [column, column - 1]) {
        if (!fixed[y][x]) {
          const value = bit < codewords.length * 8 && (codewords[bit >> 3] >>> (7 - (bit & 7))) & 1;
          dark[y][x] = Boolean(value) !== (mask(x, y) === 0);
          bit++;
        }
      }
    }
  }
  return dark;
}

function drawPatterns(version, size, set) {
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    square(cx, cy, 4, (distance) => distance !== 2 && distance !== 4);
  }
  const centres = alignments(version);
  const last = centres.length - 1;
  centres.forEach((cx, i) =>
    centres.forEach((cy, j) => {
      const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!corner) {
        square(cx, cy, 2, (distance) => distance !== 1);
      }
    }),
  );
  if (version >= 7) {
    let rest = version;
    for (let i = 0; i < 12; i++) {
      rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    }
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const a = size - 11 + (i % 3);
      const b = Math.floor(i / 3);
      set(a, b, (bits >>> i) & 1);
      set(b, a, (bits >>> i) & 1);
    }
  }

  function square(cx, cy, radius, isDark) {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        set(cx + dx, cy + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }
}

function drawFormat(size, mask, set) {
  // M is 00, so the five bits are the mask's
  let rest = mask;
  for (let i = 0; i < 10; i++) {
    rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  }
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (i) => (bits >>> i) & 1;
  for (let i = 0; i <= 5; i++) {
    set(8, i, bit(i));
  }
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let i = 9; i < 15; i++) {
    set(14 - i, 8, bit(i));
  }
  for (let i = 0; i < 8; i++) {
    set(size - 1 - i, 8, bit(i));
  }
  for (let i = 8; i < 15; i++) {
    set(8, size - 15 + i, bit(i));
  }
  set(8, size - 8, true);
}

// Long runs, blocks of one colour and an uneven share of dark make a code hard to read.
function penalty(modules) {
  const size = modules.length;
  let points = 0;
  let darks = 0;
  for (let a = 0; a < size; a++) {
    let row = 0;
    let column = 0;
    for (let b = 0; b < size; b++) {
      darks += modules[a][b] ? 1 : 0;
      row = b > 0 && modules[a][b] === modules[a][b - 1] ? row + 1 : 1;
      column = b > 0 && modules[b][a] === modules[b - 1][a] ? column + 1 : 1;
      points += (row === 5 ? 3 : row > 5 ? 1 : 0) + (column === 5 ? 3 : column > 5 ? 1 : 0);
      if (a > 0 && b > 0) {
        const colour = modules[a][b];
        const block = [modules[a - 1][b], modules[a][b - 1], modules[a - 1][b - 1]];
        points += block.every((each) => each === colour) ? 3 : 0;
      }
    }
  }
  return points + Math.floor(Math.abs((darks * 20) / (size * size) - 10)) * 10;
}
