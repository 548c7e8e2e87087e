import { flatKeywords, isOmmKeyword } from './omm/keywords.ts'
import { decodeUtf8, quoted } from './text/utf8.ts'

/** How many bytes are looked at before a file is called unknown. */
export const maxSniffedBytes: number = 65_536

/** Where among these first bytes one in `maxForeignShare` is a control byte, the file is binary; fewer are damage to a text. */
const binaryCheckBytes = 1024
const maxForeignShare = 32

/** A layout that element sets are read from; `tle` takes names too, `json` takes OMM and pairs of TLE lines. */
export type SniffedLayout = 'tle' | 'csv' | 'json' | 'xml' | 'kvn'

/** What the first bytes tell: a layout, a reason why it is none of them, or `undefined` where more bytes are needed. */
export type Sniffed = { readonly layout: SniffedLayout } | { readonly unknown: string } | undefined

const magicNumbers: readonly (readonly [string, readonly number[]])[] = [
  ['a gzip archive: unpack it first', [0x1f, 0x8b]],
  ['a zip archive: unpack it first', [0x50, 0x4b, 3, 4]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
]

/**
 * Recognises the layout by the first bytes of a file, at most `maxSniffedBytes`. Only whole lines count, so the answer is
 * the same however the bytes arrive.
 *
 * @param ended - whether the file ends behind these bytes.
 */
export function sniff(bytes: Uint8Array, ended: boolean): Sniffed {
  const full = ended || bytes.length >= maxSniffedBytes
  if (bytes.length < binaryCheckBytes && !full) return undefined
  const binary = findBinary(bytes)
  if (binary !== undefined) return { unknown: binary }
  const text = decodeUtf8(bytes.subarray(0, maxSniffedBytes)).trimStart()
  if (text === '') return full ? { unknown: ended ? 'the file is empty' : notElementSets('blanks') } : undefined
  if (text.startsWith('<')) return { layout: 'xml' }
  if (text.startsWith('{') || text.startsWith('[')) return { layout: 'json' }
  const lines = text.split('\n')
  if (!full) lines.pop()
  for (const line of lines) {
    const layout = layoutOfLine(line.trimEnd())
    if (layout !== undefined) return { layout }
  }
  return full ? { unknown: notElementSets(`a text starting with ${quoted(lines[0]?.trim() ?? '')}`) } : undefined
}

function layoutOfLine(line: string): SniffedLayout | undefined {
  if (/^[12] .{40,}/.test(line) || line.startsWith('0 ')) return 'tle'
  const keyword = /^\s*([A-Z_0-9]+)\s*=/.exec(line)?.[1]
  if (keyword !== undefined && (isOmmKeyword(keyword) || /^CCSDS_[A-Z]+_VERS$/.test(keyword))) return 'kvn'
  if (!line.includes(',')) return undefined
  const names = new Set(line.split(',').map((name) => name.trim().replaceAll('"', '')))
  return flatKeywords.some((keyword) => names.has(keyword)) ? 'csv' : undefined
}

function findBinary(bytes: Uint8Array): string | undefined {
  for (const [what, magic] of magicNumbers) {
    if (magic.every((byte, index) => bytes[index] === byte)) return notElementSets(what)
  }
  const length = Math.min(bytes.length, binaryCheckBytes)
  let foreign = 0
  for (let at = 0; at < length; at += 1) if (isControlByte(bytes[at] ?? 0)) foreign += 1
  if (foreign * maxForeignShare <= length) return undefined
  const first = bytes.findIndex(isControlByte)
  const hex = (bytes[first] ?? 0).toString(16).padStart(2, '0')
  return notElementSets(`binary data: ${foreign} control bytes in ${length}, the first 0x${hex} at offset ${first}`)
}

function isControlByte(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32)
}

function notElementSets(what: string): string {
  return `not a TLE or OMM file, but ${what}`
}
