// Draws the clips and sounds of the sample projects that no package brings: `node demo/draw-clips.mjs`, with ffmpeg.
//
// Keypads whose keys light up with a spoken prompt, a crossing seen by two cameras and heard by a microphone, and a
// flash with a beep. Nothing is random; what lies in `media` was made by one run and is pinned by media.json.

import { spawnSync } from 'node:child_process'

const folder = new URL('media/', import.meta.url).pathname

/** A picture of `width` × `height` that rectangles, discs and letters are painted on. */
function canvas(width, height) {
  const pixels = Buffer.alloc(width * height * 3)
  const rect = (left, top, right, bottom, [r, g, b]) => {
    const [x0, x1] = [Math.max(0, Math.round(left)), Math.min(width, Math.round(right))]
    for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(bottom)); y += 1) {
      for (let x = x0; x < x1; x += 1) pixels.set([r, g, b], (y * width + x) * 3)
    }
  }
  const disc = (cx, cy, radius, color) => {
    for (let y = -radius; y <= radius; y += 1) {
      const half = Math.sqrt(radius * radius - y * y)
      rect(cx - half, cy + y, cx + half, cy + y + 1, color)
    }
  }
  const letters = (words, left, top, size, color) => {
    ;[...words].forEach((letter, place) => {
      ;(LETTERS[letter] ?? '').split(' ').forEach((row, dy) => {
        ;[...row].forEach((dot, dx) => {
          const [x, y] = [left + (place * 6 + dx) * size, top + dy * size]
          if (dot === '1') rect(x, y, x + size, y + size, color)
        })
      })
    })
  }
  return { pixels, width, height, rect, disc, letters }
}

// Five by seven dots a letter, one row of bits after another.
const LETTERS = {
  0: '01110 10001 10011 10101 11001 10001 01110', 1: '00100 01100 00100 00100 00100 00100 01110',
  2: '01110 10001 00001 00110 01000 10000 11111', 3: '01110 10001 00001 00110 00001 10001 01110',
  4: '00010 00110 01010 10010 11111 00010 00010', 5: '11111 10000 11110 00001 00001 10001 01110',
  6: '00110 01000 10000 11110 10001 10001 01110', 7: '11111 00001 00010 00100 01000 01000 01000',
  8: '01110 10001 10001 01110 10001 10001 01110', 9: '01110 10001 10001 01111 00001 00010 01100',
  '*': '00000 00100 10101 01110 10101 00100 00000', '#': '01010 01010 11111 01010 11111 01010 01010',
  D: '11110 10001 10001 10001 10001 10001 11110', R: '11110 10001 10001 11110 10100 10010 10001',
  A: '01110 10001 10001 11111 10001 10001 10001', W: '10001 10001 10001 10101 10101 11011 10001',
  N: '10001 11001 10101 10011 10001 10001 10001',
}

const KEYS = '123456789*0#'
/** How long a key stays lit, in seconds. */
const LIT = 0.44

/** A telephone keypad; `presses` are a key and the second at which it lights up. */
function keypad(presses) {
  return (picture, seconds) => {
    picture.rect(0, 0, 240, 320, [38, 42, 48])
    const lit = presses.find(([, start]) => seconds >= start && seconds < start + LIT)?.[0]
    picture.rect(20, 16, 220, 52, [70, 84, 74])
    if (lit) picture.letters(lit, 112, 23, 3, [230, 255, 230])
    ;[...KEYS].forEach((key, place) => {
      const [left, top] = [20 + (place % 3) * 70, 64 + Math.floor(place / 3) * 60]
      picture.rect(left, top, left + 60, top + 50, key === lit ? [255, 190, 40] : [92, 98, 108])
      picture.letters(key, left + 20, top + 11, 4, key === lit ? [20, 20, 20] : [240, 240, 240])
    })
    picture.letters('DRAWN', 98, 306, 1, [150, 150, 150])
  }
}

/** When the drawn car slows down, when the light changes, and when the ambulance passes each camera, in seconds. */
const CROSSING = { amber: 2.5, red: 4, stands: 5, green: 10.5, moves: 11, side: [5.4, 6.9], front: [7, 9.6] }

/** Metres that the camera has gone. */
function gone(seconds) {
  const braked = Math.min(Math.max(seconds - CROSSING.amber, 0), CROSSING.stands - CROSSING.amber)
  const rolling = Math.max(seconds - CROSSING.moves, 0)
  return 9 * Math.min(seconds, CROSSING.amber) + 9 * braked - (9 * braked * braked) / 5 + 2 * rolling * rolling
}

function ambulance(picture, left, bottom, size, seconds) {
  const at = (x, y) => [left + x * size, bottom - y * size]
  const box = (x0, y0, x1, y1, color) => picture.rect(...at(x0, y1), ...at(x1, y0), color)
  box(0, 3, 30, 16, [245, 245, 245])
  box(-8, 3, 1, 11, [245, 245, 245])
  box(-6, 7, -1, 11, [70, 100, 130])
  box(-8, 6, 30, 8, [210, 40, 40])
  box(18, 9, 20, 15, [210, 40, 40])
  box(16, 11, 22, 13, [210, 40, 40])
  box(3, 16, 9, 18, Math.floor(seconds * 5) % 2 === 0 ? [40, 90, 255] : [20, 30, 90])
  for (const x of [-2, 23]) picture.disc(...at(x, 3), 3 * size, [30, 30, 30])
}

/** The view forward: a road, a crossing, a traffic light, and the ambulance from the right to the left. */
function front(picture, seconds) {
  picture.rect(0, 0, 480, 120, [176, 206, 232])
  for (const [left, right, top] of [[0, 90, 40], [90, 150, 66], [340, 420, 52], [420, 480, 30]]) {
    picture.rect(left, top, right, 120, [150, 132, 118])
  }
  picture.rect(0, 120, 480, 270, [106, 122, 92])
  picture.rect(0, 128, 480, 162, [88, 88, 92])
  for (let y = 162; y < 270; y += 1) {
    const half = 50 + (y - 162) * 1.6
    picture.rect(240 - half, y, 240 + half, y + 1, [88, 88, 92])
    const ahead = 900 / (y - 140) + gone(seconds)
    if (ahead % 6 < 3) picture.rect(240 - half / 40, y, 240 + half / 40, y + 1, [235, 235, 235])
  }
  picture.rect(190, 164, 290, 168, [235, 235, 235])
  if (seconds >= CROSSING.front[0] && seconds < CROSSING.front[1]) {
    const share = (seconds - CROSSING.front[0]) / (CROSSING.front[1] - CROSSING.front[0])
    ambulance(picture, 500 - share * 600, 158, 2.2, seconds)
  }
  const red = seconds >= CROSSING.red && seconds < CROSSING.green
  const amber = seconds >= CROSSING.amber && seconds < CROSSING.red
  picture.rect(352, 60, 356, 168, [60, 60, 60])
  picture.rect(344, 24, 364, 70, [30, 30, 30])
  picture.disc(354, 33, 6, red ? [255, 50, 40] : [70, 30, 30])
  picture.disc(354, 47, 6, amber ? [255, 190, 40] : [70, 60, 30])
  picture.disc(354, 61, 6, red || amber ? [30, 60, 40] : [60, 230, 100])
  picture.letters('DRAWN', 6, 6, 1, [60, 60, 60])
}

/** The view to the right: a side road, a parked red car, and the ambulance some time earlier. */
function side(picture, seconds) {
  picture.rect(0, 0, 480, 150, [176, 206, 232])
  picture.rect(60, 50, 200, 150, [150, 132, 118])
  picture.rect(260, 70, 480, 150, [138, 120, 108])
  picture.rect(0, 150, 480, 176, [150, 150, 146])
  picture.rect(0, 176, 480, 250, [88, 88, 92])
  picture.rect(0, 250, 480, 270, [106, 122, 92])
  picture.rect(90, 166, 170, 186, [176, 40, 44])
  picture.rect(106, 152, 152, 167, [120, 40, 44])
  for (const x of [106, 154]) picture.disc(x, 187, 8, [30, 30, 30])
  const [start, end] = CROSSING.side
  if (seconds >= start && seconds < end) ambulance(picture, 500 - ((seconds - start) / (end - start)) * 640, 232, 3.6, seconds)
  picture.letters('DRAWN', 6, 6, 1, [60, 60, 60])
}

/** White for two frames at each full second from the first to the ninth. */
function flash(picture, seconds) {
  const white = seconds >= 1 && seconds < 9.5 && seconds % 1 < 0.079
  picture.rect(0, 0, 240, 160, white ? [255, 255, 255] : [16, 16, 16])
}

/** Writes a silent clip. All frames but the first depend on the one before, so it stays small. */
function film(name, { width, height, rate, seconds, draw }) {
  const picture = canvas(width, height)
  const frames = Array.from({ length: Math.round(seconds * rate) }, (_, n) => {
    draw(picture, (n + 1e-6) / rate)
    return Buffer.from(picture.pixels)
  })
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', `${rate}`, '-i', '-']
  const codec = ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-b:v', '0', '-crf', '36', '-g', '100', '-threads', '1']
  ffmpeg([...input, ...codec, `${folder}${name}`], Buffer.concat(frames))
}

/** Writes a sound; `at` gives the amplitude at a second, −1 to 1. */
function sound(name, rate, seconds, at) {
  const samples = Int16Array.from({ length: seconds * rate }, (_, n) => Math.round(at(n / rate) * 32767))
  const input = ['-f', 's16le', '-ar', `${rate}`, '-ac', '1', '-i', '-']
  ffmpeg([...input, '-c:a', 'flac', '-compression_level', '12', `${folder}${name}`], Buffer.from(samples.buffer))
}

function ffmpeg(words, input) {
  const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact']
  const run = spawnSync('ffmpeg', ['-v', 'error', '-y', ...words.slice(0, -1), ...plain, words.at(-1)], { input, timeout: 300_000 })
  if (run.status !== 0) throw new Error(`${words.at(-1)}: ${run.stderr ?? run.error}`)
}

/** The siren begins 2.88 s into its file and 3 s into the item: the microphone was started 120 ms after the cameras. */
function microphone(seconds) {
  const master = seconds + 0.12
  const engine = master < CROSSING.stands || master > CROSSING.moves ? 0.05 : 0.02
  const hum = engine * Math.sin(2 * Math.PI * 62.5 * seconds)
  if (master < 3 || master > 10.2) return hum
  const loud = master < 7.8 ? 0.06 + ((master - 3) / 4.8) * 0.44 : 0.5 - ((master - 7.8) / 2.4) * 0.46
  // Two tones in turn. Each fills its half second with whole periods, so that nothing clicks.
  const tone = Math.floor((master - 3) / 0.5) % 2 === 0 ? 440 : 586
  return hum + loud * Math.sin(2 * Math.PI * tone * (master - 3))
}

/** A key lights up with its word in the prompt, whose file begins 120 ms after the film. */
const spoken = (presses, late = 0) => keypad(presses.map(([key, start]) => [key, start + 0.12 + late]))
const MENU = [['1', 1.05], ['4', 3.61], ['6', 4.25], ['7', 8.2], ['9', 8.85], ['8', 12.41]]
const COMPANY = [['1', 13.06], ['2', 15.86], ['3', 19.3], ['4', 22.03], ['0', 24.49]]
const WRONG = MENU.map(([key, start]) => [key === '9' ? '3' : key, start])

const pad = (seconds, draw) => ({ width: 240, height: 320, rate: 25, seconds, draw })
film('keypad-company.webm', pad(25.6, spoken(COMPANY)))
film('keypad-menu.webm', pad(14.2, spoken(MENU)))
film('keypad-menu-late.webm', pad(14.6, spoken(MENU, 0.4)))
film('keypad-menu-wrong.webm', pad(14.2, spoken(WRONG)))
film('crossing-front.webm', { width: 480, height: 270, rate: 20, seconds: 12, draw: front })
film('crossing-side.webm', { width: 480, height: 270, rate: 20, seconds: 12, draw: side })
film('flash.webm', { width: 240, height: 160, rate: 25, seconds: 10, draw: flash })
sound('crossing-microphone.flac', 8000, 11.8, microphone)
sound('beep.flac', 16000, 10, (seconds) => (seconds >= 1 && seconds < 9.5 && seconds % 1 < 0.08 ? 0.5 * Math.sin(2 * Math.PI * 1000 * seconds) : 0))
