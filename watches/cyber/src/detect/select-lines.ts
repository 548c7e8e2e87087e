import type { ByteTrigger } from './byte-trigger.ts'
import { writePlainJson } from './plain-json.ts'
import type { ZeekHeader } from './read-zeek.ts'

/** Lines of a block that are read in full, in order. */
export type SelectedLines = {
  /** Where each begins. */
  readonly starts: readonly number[]
  /** Their places among all lines of the block, from 0. */
  readonly places: readonly number[]
  /** All lines of the block. */
  readonly lines: number
}

const lineFeed = 10
const backslash = 0x5c
const numberSign = 0x23

/** @param bytes - Whole lines. @returns All of them. */
export function allLines(bytes: Uint8Array): SelectedLines {
  const starts: number[] = []
  for (let start = 0; start < bytes.length; start = bytes.indexOf(lineFeed, start) + 1) starts.push(start)
  return { starts, places: starts.map((_, place) => place), lines: starts.length }
}

/**
 * Lines of JSON that may hold something that is looked for, are no object by their ends, or hold a blank beyond ASCII, which parts words
 * and is no gap to the scan of bytes.
 */
export function selectJson(bytes: Uint8Array, trigger: ByteTrigger): SelectedLines {
  const selection = scanned(bytes, trigger)
  let plain = new Uint8Array(0)
  takeLinesWith(bytes, backslash, selection, (start, end) => {
    if (plain.length <= end - start) plain = new Uint8Array(2 * (end - start + 1))
    const length = writePlainJson(bytes, start, end, plain)
    if (length < 0) return true
    plain[length] = lineFeed
    return trigger.isWanted(plain, 0, length + 1)
  })
  takeLinesWithWideBlank(bytes, selection)
  return inOrder(selection)
}

/**
 * Rows in columns that may hold something that is looked for, those that hold escaped bytes, a blank beyond ASCII or another number of
 * columns, and all lines of headers.
 *
 * @param header - That holds at the beginning; where there is none, or a new one stands in the block, all lines are taken.
 */
export function selectRows(bytes: Uint8Array, trigger: ByteTrigger, header: ZeekHeader | undefined): SelectedLines {
  if (header === undefined || header.separator.length !== 1 || holdsHeader(bytes)) return allLines(bytes)
  const selection = scanned(bytes, trigger)
  takeUnevenRows(bytes, header.separator.charCodeAt(0), header.fields.length, selection.placeOf)
  takeLinesWith(bytes, backslash, selection, () => true)
  takeLinesWithWideBlank(bytes, selection)
  return inOrder(selection)
}

function holdsHeader(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(numberSign); at >= 0; at = bytes.indexOf(numberSign, at + 1)) {
    if (at === 0 || bytes[at - 1] === lineFeed) return true
  }
  return false
}

function takeUnevenRows(bytes: Uint8Array, separator: number, columns: number, placeOf: Map<number, number>): void {
  let start = 0
  let place = 0
  let found = 1
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index]
    if (byte === separator) found += 1
    if (byte !== lineFeed) continue
    if (found !== columns) placeOf.set(start, place)
    start = index + 1
    place += 1
    found = 1
  }
}

type Selection = { readonly placeOf: Map<number, number>; readonly lines: number }

function scanned(bytes: Uint8Array, trigger: ByteTrigger): Selection {
  const placeOf = new Map<number, number>()
  const lines = trigger.scan(bytes, 0, bytes.length, (start, below) => placeOf.set(start, below))
  for (const [start, below] of placeOf) placeOf.set(start, lines - 1 - below)
  return { placeOf, lines }
}

/** Adds lines that hold a byte and are as asked. */
function takeLinesWith(
  bytes: Uint8Array,
  byte: number,
  { placeOf }: Selection,
  isAsked: (start: number, end: number) => boolean,
): void {
  let place = 0
  let counted = 0
  for (let at = bytes.indexOf(byte); at >= 0; ) {
    const start = at === 0 ? 0 : bytes.lastIndexOf(lineFeed, at) + 1
    const end = bytes.indexOf(lineFeed, at)
    if (!placeOf.has(start) && isAsked(start, end)) {
      for (; counted < start; counted = bytes.indexOf(lineFeed, counted) + 1) place += 1
      placeOf.set(start, place)
    }
    at = bytes.indexOf(byte, end)
  }
}

/** U+00A0 and U+3000 in UTF-8: their last bytes, and those before. */
const wideBlanks: readonly (readonly [last: number, before: readonly number[]])[] = [
  [0xa0, [0xc2]],
  [0x80, [0x80, 0xe3]],
]

function takeLinesWithWideBlank(bytes: Uint8Array, selection: Selection): void {
  for (const [last, before] of wideBlanks) {
    takeLinesWith(bytes, last, selection, (start, end) => {
      for (let at = bytes.indexOf(last, start); at >= 0 && at < end; at = bytes.indexOf(last, at + 1)) {
        if (before.every((byte, steps) => bytes[at - 1 - steps] === byte)) return true
      }
      return false
    })
  }
}

function inOrder({ placeOf, lines }: Selection): SelectedLines {
  const starts = [...placeOf.keys()].toSorted((one, other) => one - other)
  return { starts, places: starts.map((start) => placeOf.get(start) ?? 0), lines }
}
