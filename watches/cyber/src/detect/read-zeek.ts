import type { Members } from '../members.ts'
import { decodeUtf8 } from './utf8.ts'

const numberSign = 0x23
const lineFeed = 10

/** What the header of a Zeek log in columns says. A new header replaces the one before, as in logs that were joined. */
export type ZeekHeader = {
  readonly separator: string
  readonly setSeparator: string
  readonly emptyField: string
  readonly unsetField: string
  readonly path?: string
  readonly fields: readonly string[]
  readonly types: readonly string[]
}

const plainHeader: ZeekHeader = {
  separator: '\t',
  setSeparator: ',',
  emptyField: '(empty)',
  unsetField: '-',
  fields: [],
  types: [],
}

/**
 * Takes a line of a header in. A line `#separator` begins a new header; lines that say nothing about columns (`#open`, `#close`, remarks)
 * change nothing.
 *
 * @param line - Begins with `#`.
 */
export function withHeaderLine(header: ZeekHeader | undefined, line: string): ZeekHeader {
  if (line.startsWith('#separator ')) return { ...plainHeader, separator: unescaped(line.slice('#separator '.length)) }
  const known = header ?? plainHeader
  const [name = '', ...values] = line.split(known.separator)
  const value = values.join(known.separator)
  switch (name) {
    case '#set_separator':
      return { ...known, setSeparator: unescaped(value) }
    case '#empty_field':
      return { ...known, emptyField: unescaped(value) }
    case '#unset_field':
      return { ...known, unsetField: unescaped(value) }
    case '#path':
      return { ...known, path: unescaped(value) }
    case '#fields':
      return { ...known, fields: values }
    case '#types':
      return { ...known, types: values }
    default:
      return known
  }
}

/**
 * Reads a row of columns. A field that is not set is left out, as Zeek leaves it out of JSON.
 *
 * @returns A reason where it does not fit its header.
 */
export function readZeekRow(header: ZeekHeader | undefined, line: string): Members | string {
  if (header === undefined || header.fields.length === 0) return 'a row without a header of columns above it'
  const cells = line.split(header.separator)
  if (cells.length !== header.fields.length) {
    return `${cells.length} columns where the header has ${header.fields.length}`
  }
  const members: [string, unknown][] = []
  for (const [index, cell] of cells.entries()) {
    if (cell === header.unsetField) continue
    members.push([header.fields[index] ?? '', valueOfCell(cell, header.types[index] ?? 'string', header)])
  }
  return Object.fromEntries(members)
}

function valueOfCell(cell: string, type: string, header: ZeekHeader): unknown {
  const [, itemType] = /^(?:set|vector|list|table)\[(.*)\]$/.exec(type) ?? []
  if (itemType !== undefined) {
    if (cell === header.emptyField || cell === '') return []
    return cell.split(header.setSeparator).map((item) => (item === header.unsetField ? null : single(item, itemType)))
  }
  return single(cell === header.emptyField ? '' : cell, type)
}

function single(text: string, type: string): unknown {
  switch (type) {
    case 'bool':
      return text === 'T'
    case 'count':
    case 'int':
    case 'port':
    case 'double':
    case 'interval':
    case 'time': {
      const number = Number(text)
      return text === '' || Number.isNaN(number) ? text : number
    }
    default:
      return unescaped(text)
  }
}

const escapedBytes = /(?:\\x[0-9a-f]{2})+/gi

/** Zeek writes bytes that would be mistaken for a separator, and those of other alphabets, as `\xHH`, each byte of UTF-8 by itself. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(escapedBytes, (run) => {
    const bytes = run
      .slice(2)
      .split(/\\x/i)
      .map((hex) => Number.parseInt(hex, 16))
    const decoded = decodeUtf8(Uint8Array.from(bytes))
    return decoded.includes('\ufffd') ? String.fromCharCode(...bytes) : decoded
  })
}

/** The header that holds behind a block of whole lines. */
export function headerBehind(bytes: Uint8Array, header: ZeekHeader | undefined): ZeekHeader | undefined {
  let known = header
  for (let at = bytes.indexOf(numberSign); at >= 0; at = bytes.indexOf(numberSign, at + 1)) {
    if (at > 0 && bytes[at - 1] !== lineFeed) continue
    const end = bytes.indexOf(lineFeed, at)
    known = withHeaderLine(known, decodeUtf8(bytes.subarray(at, end)).replace(/\r$/, ''))
  }
  return known
}
