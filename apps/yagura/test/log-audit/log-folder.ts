import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  append,
  type CompactRange,
  emptyRange,
  encodeEntries,
  entryBundlePath,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  makeVerifierKey,
  rootOf,
  rootOfFull,
  signNote,
  tilePath,
  tilesOfGrowth,
} from '@yagura/record'
import { afterAll } from 'vitest'
import { createMemorySigner } from '../../src/crypto/ed25519-seed.ts'

const signer = createMemorySigner('log', new Uint8Array(32).fill(9))
const origin = 'log.example/test'

function accepted<Answer extends { readonly ok: boolean }>(answer: Answer): Extract<Answer, { readonly ok: true }> {
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return answer as Extract<Answer, { readonly ok: true }>
}

const { key } = accepted(makeVerifierKey(origin, 'ed25519', signer.publicKey))

/** The key of every log that is made here. */
export const logKey = formatVerifierKey(key)

/** Signed checkpoint of a tree. */
export async function checkpointOf(range: CompactRange): Promise<Uint8Array> {
  const tree = { origin, size: range.size, root: rootOf(range), extensions: [] }
  const { text } = accepted(formatCheckpoint(tree))
  const { signature } = accepted(await signNote(text, key, signer))
  return accepted(formatNote({ text, signatures: [signature] })).bytes
}

/** Folders that are removed when the tests of a module have run; call it at its top. */
export function temporaryFolders(): () => string {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'yagura-log-'))
    folders.push(folder)
    return folder
  }
}

export function rangeOf(entries: readonly Uint8Array[]): CompactRange {
  return entries.reduce((range, entry) => accepted(append(range, leafHash(entry))).range, emptyRange)
}

/** Writes a log of these entries as C2SP tlog-tiles has it. */
export async function writeLog(folder: string, entries: readonly Uint8Array[]): Promise<void> {
  const levels: (readonly Uint8Array[])[] = [entries.map(leafHash)]
  const write = (path: string, bytes: Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  for (const tile of tilesOfGrowth(0, entries.length)) {
    const start = tile.index * 256
    if (tile.kind === 'entries') {
      const { bundle } = accepted(encodeEntries(entries.slice(start, start + tile.width)))
      write(entryBundlePath(tile.index, tile.width), bundle)
      continue
    }
    levels[tile.level] ??= rootsOfFullTiles(levels[tile.level - 1] ?? [])
    const hashes = levels[tile.level]?.slice(start, start + tile.width) ?? []
    write(tilePath(tile.level, tile.index, tile.width), Buffer.concat(hashes))
  }
  write('checkpoint', await checkpointOf(rangeOf(entries)))
}

function rootsOfFullTiles(hashes: readonly Uint8Array[]): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(hashes.length / 256) }, (_, index) => {
    const root = rootOfFull(hashes.slice(index * 256, (index + 1) * 256))
    if (root === undefined) throw new Error('an empty tile')
    return root
  })
}

export function entriesOf(count: number, word = 'entry'): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => new Uint8Array(Buffer.from(`${word} ${index}`)))
}
