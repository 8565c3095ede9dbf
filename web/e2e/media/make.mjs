// Makes the films of the tests with ffmpeg: each frame carries its number as a row of black and white squares.
// `node web/e2e/media/make.mjs` writes the films and, beside each, the times of its frames as ffprobe names them.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const WIDTH = 160;
const HEIGHT = 96;
/** Squares of 16 × 16 pixels, the lowest bit first, in the middle of the picture. */
const SQUARE = 16;
const BITS = 10;

/** One frame: a sky that darkens slowly, a sun that moves, and the number. */
function frame(n) {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  const sunX = 12 + ((n * 3) % (WIDTH - 24));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 3;
      const inRow = y >= 40 && y < 40 + SQUARE;
      const bit = Math.floor(x / SQUARE);
      if (inRow && bit < BITS) {
        pixels.fill((n >> bit) & 1 ? 255 : 0, at, at + 3);
        continue;
      }
      const sun = Math.hypot(x - sunX, y - 18) < 9;
      const ground = y > 62;
      pixels[at] = sun ? 240 : ground ? 70 : 90;
      pixels[at + 1] = sun ? 190 : ground ? 96 : 130 - y / 2;
      pixels[at + 2] = sun ? 80 : ground ? 62 : 190 - y;
    }
  }
  return pixels;
}

async function film(name, n, setpts, encoder) {
  const out = path.join(here, name);
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${WIDTH}x${HEIGHT}`, '-r', '25', '-i', '-'];
  const times = [
    '-vf',
    `settb=1/90000,setpts=${setpts}`,
    '-fps_mode',
    'passthrough',
    '-enc_time_base',
    '1:90000',
  ];
  const all = ['-v', 'error', '-y', ...input, ...times, '-an', '-pix_fmt', 'yuv420p', ...encoder, out];
  const child = spawn('ffmpeg', all, { stdio: ['pipe', 'inherit', 'inherit'] });
  for (let i = 0; i < n; i++) {
    if (!child.stdin.write(frame(i))) await new Promise((resolve) => child.stdin.once('drain', resolve));
  }
  child.stdin.end();
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} for ${name}`);
  const listed = execFileSync('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time,duration_time'],
    ...['-of', 'json', out],
  ]);
  const ms = (seconds) => Math.round(Number(seconds) * 1e6) / 1e3;
  const packets = JSON.parse(listed).packets.sort((a, b) => a.pts_time - b.pts_time);
  const starts = packets.map((packet) => ms(packet.pts_time));
  if (starts.length !== n) throw new Error(`${name} has ${starts.length} frames instead of ${n}`);
  const endMs = starts.at(-1) + ms(packets.at(-1).duration_time ?? 0.04);
  writeFileSync(`${out}.json`, `${JSON.stringify({ startsMs: starts, endMs })}\n`);
}

const H264 = [
  '-c:v',
  'libx264',
  '-preset',
  'slow',
  '-crf',
  '27',
  '-g',
  '50',
  '-bf',
  '2',
  '-video_track_timescale',
  '90000',
  '-movflags',
  '+faststart',
];
const VP9 = ['-c:v', 'libvpx-vp9', '-b:v', '0', '-crf', '36', '-g', '60', '-row-mt', '1', '-cpu-used', '4'];
/** Frames of 20 to 120 ms, and now and then one of nearly a second, as from a screen that was recorded. */
const UNEVEN = `'(N*50+mod(N*13,7)*9+floor(N/40)*900)*90'`;

await film('even.mp4', 240, `'N*3600'`, H264);
await film('uneven.mp4', 240, UNEVEN, H264);
await film('uneven.webm', 240, UNEVEN, VP9);
await film('minute.mp4', 1000, `'N*90000/15'`, [...H264.slice(0, 4), '-crf', '32', ...H264.slice(6)]);
await film('minute.webm', 1000, `'(N*64+mod(N*11,5)*7)*90'`, VP9);

// A minute of clicks, one a second, each second a little higher.
execFileSync('ffmpeg', [
  ...['-v', 'error', '-y', '-f', 'lavfi', '-i'],
  `aevalsrc='0.6*sin(2*PI*(300+10*floor(t))*t)*lt(mod(t,1),0.06)':s=48000:d=64`,
  ...['-c:a', 'libopus', '-b:a', '12k', path.join(here, 'clicks.webm')],
]);
