import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '@yagura/testkit'
import { afterAll, expect, test } from 'vitest'
import {
  type BundleAnswer,
  canonicalBytes,
  checkBundle,
  type Finding,
  fingerprintOf,
  pinCard,
} from '../../src/index.ts'
import { readCard, verifyEvidence } from '../../verifier/verify-evidence.js'
import { verifyByNode } from '../ed25519.ts'
import * as nodes from './three-nodes.ts'

const verifier = fileURLToPath(new URL('../../verifier/verify-evidence.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'yagura-evidence-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What both programs find; they are held to one answer. */
function judge(bundle: Uint8Array, pins = nodes.pins, cards = nodes.cards): BundleAnswer {
  const answer = checkBundle(bundle, pins, verifyByNode)
  const other = verifyEvidence(bundle, cards.map(readCard))
  expect(other.ok, JSON.stringify([answer, other])).toBe(answer.ok)
  if (answer.ok && other.ok) expect(other.finding).toEqual(answer.finding)
  return answer
}

function findingOf(bundle: Uint8Array): Finding {
  const answer = judge(bundle)
  if (!answer.ok) throw new Error(answer.fault.reason)
  return answer.finding
}

const log = { node: 'jp.ncc.example', origin: nodes.origin }

test('two trees of one size prove equivocation', async () => {
  expect(findingOf(await nodes.equivocation())).toEqual({ kind: 'EQUIVOCATION', ...log, size: 4 })
})

test('a larger tree that does not begin with a smaller one proves a fork, from every size', async () => {
  for (const fromSize of [1, 2, 3]) {
    expect(findingOf(await nodes.fork(fromSize))).toEqual({ kind: 'FORK', ...log, fromSize, toSize: 4 })
    const honest = judge(await nodes.fork(fromSize, nodes.rootOfFirst(fromSize)))
    expect(honest).toMatchObject({ fault: { code: 'record/bundle-unproved' } })
  }
})

test('a smaller tree after a cosigned larger one proves a rollback by the word of the witness', async () => {
  expect(findingOf(await nodes.rollback())).toEqual({
    kind: 'ROLLBACK',
    ...log,
    fromSize: 4,
    toSize: 2,
    witness: 'au.ncc.example',
    seenAtS: 1_764_000_000,
    statedAtS: 1_764_000_600,
  })
})

test('an entry whose marking belongs elsewhere proves a spill, and says where it belongs', async () => {
  const spill = { kind: 'SPILL', ...log }
  expect(findingOf(await nodes.entryBundle('SPILL', 1))).toEqual({ ...spill, index: 1 })
  const other = 'jp.ncc.example/ch/JPN-USA'
  expect(findingOf(await nodes.entryBundle('SPILL', 2))).toEqual({ ...spill, index: 2, belongsTo: other })
  const exercise = 'jp.ncc.example/exercise/ch/AUS-JPN'
  expect(findingOf(await nodes.entryBundle('SPILL', 3))).toEqual({ ...spill, index: 3, belongsTo: exercise })
})

test('an entry with its proof proves inclusion, and who saw the tree when', async () => {
  const cosigned = [{ node: 'au.ncc.example', timestampS: 1_764_000_000 }]
  const finding = findingOf(await nodes.entryBundle('INCLUSION', 0))
  expect(finding).toEqual({ kind: 'INCLUSION', ...log, index: 0, size: 4, cosigned })
})

test('a newline at the end of the file is no fault, anything else is', async () => {
  const bundle = await nodes.equivocation()
  expect(judge(Buffer.concat([bundle, Buffer.from('\n')])).ok).toBe(true)
  for (const ending of ['\n\n', ' ', '\r\n', '\0'])
    expect(judge(Buffer.concat([bundle, Buffer.from(ending)])).ok).toBe(false)
})

test('an honest log proves nothing: one tree twice, two sizes, an entry where it belongs', async () => {
  const [text, smaller] = [nodes.headText(4), nodes.headText(3)]
  const note = await nodes.noteOf(text, nodes.japan.sign(text))
  const other = await nodes.noteOf(smaller, nodes.japan.sign(smaller))
  for (const checkpoints of [
    [note, note],
    [note, other],
  ]) {
    expect(judge(nodes.bundleOf({ kind: 'EQUIVOCATION', checkpoints }))).toMatchObject({
      fault: { code: 'record/bundle-unproved' },
    })
  }
  expect(judge(await nodes.entryBundle('SPILL', 0))).toMatchObject({ fault: { code: 'record/bundle-unproved' } })
})

test('nobody is accused by a checkpoint of another key, of another node or without a card', async () => {
  const forged = nodes.headText(4, new Uint8Array(32))
  const text = nodes.headText(4)
  const honest = await nodes.noteOf(text, nodes.japan.sign(text))
  for (const forger of [nodes.stranger, nodes.australia]) {
    const checkpoints = [honest, await nodes.noteOf(forged, forger.sign(forged))]
    expect(judge(nodes.bundleOf({ kind: 'EQUIVOCATION', checkpoints })).ok).toBe(false)
  }
  const byCosigner = [honest, await nodes.noteOf(forged, nodes.japan.cosign(forged, 1))]
  expect(judge(nodes.bundleOf({ kind: 'EQUIVOCATION', checkpoints: byCosigner })).ok).toBe(false)
  const bundle = await nodes.equivocation()
  expect(judge(bundle, [nodes.australia.pin], [nodes.australia.card])).toMatchObject({
    fault: { code: 'record/bundle-unknown-node' },
  })
})

test('a node whose name begins another is not taken for it', async () => {
  const name = 'jp.ncc.example.evil/ch/AUS-JPN'
  const texts = [nodes.headText(4, undefined, name), nodes.headText(4, new Uint8Array(32), name)]
  const checkpoints = await Promise.all(texts.map((text) => nodes.noteOf(text, nodes.japan.sign(text))))
  expect(judge(nodes.bundleOf({ kind: 'EQUIVOCATION', checkpoints })).ok).toBe(false)
})

test('a rollback needs a witness that saw the larger tree first, and is not the accused', async () => {
  expect(judge(await nodes.rollback(1_763_999_999)).ok).toBe(false)
  expect(judge(await nodes.rollback(1_764_000_600, nodes.japan)).ok).toBe(false)
  expect(judge(await nodes.rollback(1_764_000_600, nodes.stranger)).ok).toBe(false)
})

test('four thousand bundles with one thing changed get the same answer from both programs', async () => {
  const random = seededRandom(2026)
  const whole = [
    await nodes.equivocation(),
    await nodes.fork(3),
    await nodes.fork(2),
    await nodes.rollback(),
    await nodes.entryBundle('SPILL', 2),
    await nodes.entryBundle('INCLUSION', 1),
  ]
  let refused = 0
  for (let round = 0; round < 4000; round += 1) {
    const bundle = whole[round % whole.length] ?? new Uint8Array(0)
    const changed = round % 3 === 0 ? flipBit(bundle, random.integer) : changeInside(bundle, random.integer)
    if (!judge(changed).ok) refused += 1
  }
  expect(refused).toBeGreaterThan(2500)
})

type Integer = (low: number, high: number) => number

function flipBit(bundle: Uint8Array, integer: Integer): Uint8Array {
  const changed = Uint8Array.from(bundle)
  const place = integer(0, changed.length - 1)
  changed[place] = (changed[place] ?? 0) ^ (1 << integer(0, 7))
  return changed
}

/** Stays canonical JSON, so that the change is judged for what it says. */
function changeInside(bundle: Uint8Array, integer: Integer): Uint8Array {
  const content = JSON.parse(Buffer.from(bundle).toString()) as Record<string, unknown>
  const names = Object.keys(content)
  const name = names[integer(0, names.length - 1)] ?? ''
  content[name] = changeValue(content[name], integer)
  if (integer(0, 19) === 0) delete content[name]
  if (integer(0, 19) === 0) content['more'] = 1
  return canonicalBytes(content)
}

function changeValue(value: unknown, integer: Integer): unknown {
  if (typeof value === 'number') return [value + 1, value - 1, String(value), value + 0.5, null][integer(0, 4)]
  if (Array.isArray(value)) {
    const at = integer(0, Math.max(0, value.length - 1))
    const changed: unknown[] = [...value]
    if (integer(0, 3) > 0) changed[at] = changeValue(value[at], integer)
    else if (integer(0, 1) === 0) changed.reverse()
    else changed.splice(at, integer(0, 1), value[0])
    return changed
  }
  if (typeof value !== 'string') return value
  const at = integer(0, value.length)
  const inserted = ['\n', ' ', '+', 'A', '=', '—', '\u0085', '\u00a0', '\ufeff', '\u0007', '\n\n', '0', '\u{1f6f0}'][
    integer(0, 12)
  ]
  return value.slice(0, at) + inserted + value.slice(at + integer(0, 1))
}

test('the program prints the fingerprint of each card and what is proved, and ends with 0', async () => {
  const bundle = join(folder, 'bundle.json')
  const args = nodes.cards.flatMap((card, index) => {
    const file = join(folder, `card-${index}.json`)
    writeFileSync(file, JSON.stringify(card))
    return ['--card', file]
  })
  writeFileSync(bundle, await nodes.rollback())
  const printed = execFileSync(process.execPath, [verifier, bundle, ...args], { encoding: 'utf8' })
  expect(printed).toContain(`card of jp.ncc.example: ${fingerprintOf(canonicalBytes(nodes.japan.card))}`)
  expect(printed).toContain('ROLLBACK by jp.ncc.example is proved')
  expect(printed).toContain('2025-11-24T16:10:00.000Z')
  writeFileSync(bundle, await nodes.entryBundle('SPILL', 0))
  const refused = spawnSync(process.execPath, [verifier, bundle, ...args], { encoding: 'utf8' })
  expect(refused).toMatchObject({ status: 1, stdout: expect.stringContaining('nothing is proved') })
  expect(spawnSync(process.execPath, [verifier]).status).toBe(1)
  expect(spawnSync(process.execPath, [verifier, join(folder, 'absent'), ...args]).status).toBe(1)
})

test('the program is one file below 300 lines that imports nothing but Node.js', () => {
  const source = readFileSync(verifier, 'utf8')
  expect(source.split('\n').length - 1).toBeLessThan(300)
  const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
  expect(imports.sort()).toEqual(['node:crypto', 'node:fs', 'node:url'])
})

test('a card whose keys are of other types than their use is refused by both', () => {
  const { node, log, cosign } = nodes.japan.card
  const card = { node, log: cosign, cosign: log }
  expect(pinCard(card)).toMatchObject({ fault: { code: 'record/verifier-key' } })
  expect(() => readCard(card)).toThrow('verifier key')
})
