// Draws the schematic chest films of the sample project "report-check" as PNG files: `node demo/draw-films.mjs`.
//
// They stand in for radiographs and say so in the picture. Nothing is random, so a second run draws the same pixels.

import { mkdirSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'

const WIDTH = 640
const HEIGHT = 720
const LEVELS = 40
const WORDS = 'SCHEMATIC, NOT A RADIOGRAPH'

/** How much of a pixel a shape covers, from its signed distance (negative inside) and the softness of its edge. */
const cover = (distance, soft) => Math.min(1, Math.max(0, 0.5 - distance / soft))

/** Distance to an ellipse, near enough for a drawing; `turn` is degrees clockwise. */
function ellipse(x, y, cx, cy, rx, ry, turn = 0) {
  const angle = (turn * Math.PI) / 180
  const dx = (x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle)
  const dy = -(x - cx) * Math.sin(angle) + (y - cy) * Math.cos(angle)
  return (Math.hypot(dx / rx, dy / ry) - 1) * Math.min(rx, ry)
}

/** Height of the diaphragm at `x`; each side is a dome, the patient's right (our left) a little higher. */
function diaphragm(x) {
  const [middle, top] = x < 320 ? [212, 520] : [430, 534]
  return top + ((x - middle) / 116) ** 2 * 62
}

/** The lungs: two ovals, cut by the diaphragm. */
function lung(x, y) {
  const oval = Math.min(ellipse(x, y, 214, 350, 112, 250, -3), ellipse(x, y, 427, 350, 108, 252, 3))
  return Math.max(oval, y - diaphragm(x))
}

/** Ribs: arcs that fall outwards on both sides of the spine, thin and faint. */
function ribs(x, y) {
  const side = Math.abs(x - 320)
  if (side < 34 || side > 236) return 0
  let sum = 0
  for (let rib = 0; rib < 9; rib += 1) {
    const arc = 120 + rib * 46 + (side / 218) ** 2 * (26 + rib * 5)
    sum += cover(Math.abs(y - arc) - 6, 5) * 0.16
  }
  return sum
}

function clavicles(x, y) {
  const side = Math.abs(x - 320)
  if (side < 28 || side > 206) return 0
  const bone = 138 - (side - 28) * 0.22 + Math.sin(side / 40) * 4
  return cover(Math.abs(y - bone) - 8, 5) * 0.34
}

/** Paints over: the brightness moves towards `grey` by `share`. */
const over = (below, grey, share) => below + (grey - below) * share

/** What each film shows besides the chest itself. */
const FINDINGS = {
  'film-clear.png': (grey) => grey,
  'film-right-opacity.png': (grey, x, y) => over(grey, 0.72, cover(ellipse(x, y, 196, 452, 62, 44, 12), 60) * 0.8),
  'film-left-effusion.png': (grey, x, y) => {
    // Fluid stands in the left costophrenic angle, its upper edge rising towards the ribs.
    const edge = 505 - Math.max(0, x - 420) * 0.62
    const inside = Math.max(ellipse(x, y, 427, 350, 108, 252, 3), edge - y, 372 - x, y - diaphragm(x) - 8)
    return over(grey, 0.76, cover(inside, 26) * 0.9)
  },
  'film-wide-heart.png': (grey, x, y) => over(grey, 0.7, cover(ellipse(x, y, 352, 455, 158, 92, 16), 16)),
}

function brightness(x, y, finding) {
  const trunk = Math.min(ellipse(x, y, 320, 470, 296, 420), ellipse(x, y, 320, 70, 92, 120))
  let grey = over(0.03, 0.42, cover(trunk, 30))
  grey = over(grey, 0.62, cover(Math.max(diaphragm(x) - y, trunk), 14))
  grey = over(grey, 0.15, cover(lung(x, y), 12))
  grey = over(grey, 0.66, cover(Math.abs(x - 320) - 44 - Math.max(0, y - 330) * 0.05, 16) * cover(trunk, 30))
  grey = over(grey, 0.68, cover(ellipse(x, y, 356, 450, 92, 74, 26), 14))
  // Vessels fan out from both roots of the lungs.
  const root = Math.min(ellipse(x, y, 262, 352, 20, 34, 18), ellipse(x, y, 388, 340, 20, 34, -18))
  grey = over(grey, 0.5, cover(root, 30) * 0.7)
  grey = finding(grey, x, y)
  const bones = (ribs(x, y) + clavicles(x, y)) * cover(trunk + 24, 30)
  return Math.min(1, grey + bones * (1 - grey))
}

// Five by seven dots a letter, one row of bits after another.
const LETTERS = {
  S: '01111 10000 10000 01110 00001 00001 11110', C: '01110 10001 10000 10000 10000 10001 01110',
  H: '10001 10001 10001 11111 10001 10001 10001', E: '11111 10000 10000 11110 10000 10000 11111',
  M: '10001 11011 10101 10101 10001 10001 10001', A: '01110 10001 10001 11111 10001 10001 10001',
  T: '11111 00100 00100 00100 00100 00100 00100', I: '01110 00100 00100 00100 00100 00100 01110',
  ',': '00000 00000 00000 00000 00110 00100 01000', N: '10001 11001 10101 10011 10001 10001 10001',
  O: '01110 10001 10001 10001 10001 10001 01110', R: '11110 10001 10001 11110 10100 10010 10001',
  D: '11110 10001 10001 10001 10001 10001 11110', G: '01110 10001 10000 10111 10001 10001 01110',
  P: '11110 10001 10001 11110 10000 10000 10000', L: '10000 10000 10000 10000 10000 10000 11111',
}

function write(pixels, words, left, top, size) {
  ;[...words].forEach((letter, place) => {
    const rows = LETTERS[letter]?.split(' ') ?? []
    rows.forEach((row, dy) => {
      for (let dx = 0; dx < row.length; dx += 1) {
        if (row[dx] === '1') square(pixels, left + (place * 6 + dx) * size, top + dy * size, size)
      }
    })
  })
}

function square(pixels, left, top, size) {
  for (let y = top; y < top + size; y += 1) pixels.fill(235, y * WIDTH + left, y * WIDTH + left + size)
}

function draw(finding) {
  const pixels = new Uint8Array(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const step = Math.round(brightness(x + 0.5, y + 0.5, finding) * LEVELS)
      pixels[y * WIDTH + x] = Math.round((step / LEVELS) * 255)
    }
  }
  // Twice, so that a cropped preview says it too.
  write(pixels, WORDS, 20, 14, 3)
  write(pixels, WORDS, 78, 690, 3)
  write(pixels, 'L', 596, 24, 4)
  return pixels
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

function crc32(bytes) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

function png(pixels) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y += 1) rows.set(pixels.subarray(y * WIDTH, (y + 1) * WIDTH), y * (WIDTH + 1) + 1)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

const folder = new URL('media/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, finding] of Object.entries(FINDINGS)) writeFileSync(new URL(name, folder), png(draw(finding)))
