import { utf8Text } from '@yagura/record'
import { mostLevels } from '../stix/validation/check-stix.ts'

/** Where something is in JSON: names of members and places in lists, from the top. */
export type JsonPath = readonly (string | number)[]

/**
 * What a byte is to the one who takes the text apart: the first or the last of an element, one to leave out, or any other. After `too-deep`,
 * where objects and lists outside of elements lie too deep in each other, nothing is to be handed in.
 */
type ByteRole = 'begin' | 'end' | 'leave-out' | 'too-deep' | undefined

/** Objects and lists around a list whose elements are wanted: a path is made for no list below. */
const deepestSplit = 4

/** Follows JSON byte by byte: where elements of wanted lists begin and end. It does not tell bad JSON from good. */
export type JsonScanner = {
  readonly take: (byte: number) => ByteRole
  /**
   * Passes over what a text of an element holds, which is most of a file, without asking of each byte.
   * @param from - Place of the byte that would be taken next.
   * @returns Place of the byte to be taken next: behind all bytes, where the text goes on in the next ones.
   */
  readonly passText: (bytes: Uint8Array, from: number) => number
  /** Of the list whose element was last, and of the element in it. */
  readonly path: () => JsonPath
  readonly isInElement: () => boolean
  readonly isAtEnd: () => boolean
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d]

type Level = { readonly isList: boolean; readonly isSplit: boolean; key: string | number }

/** @param isSplit - Tells of the path of a list whether its objects are wanted. Lists within them, or far down, are not asked about. */
export function createJsonScanner(isSplit: (path: JsonPath) => boolean): JsonScanner {
  const levels: Level[] = []
  let lastPath: JsonPath = []
  /** Open brackets of an element; 0 outside of elements. */
  let depth = 0
  let isInString = false
  const text = createTextScanner()
  let lastText: number[] = []
  let hasTooManyEnds = false

  function take(byte: number): ByteRole {
    if (isInString) return takeText(byte)
    if (byte === quote) {
      isInString = true
      if (depth === 0) lastText = []
      return undefined
    }
    return depth > 0 ? takeInside(byte) : takeOutside(byte)
  }

  function takeText(byte: number): undefined {
    const part = text.take(byte)
    if (part === 'end') isInString = false
    else if (part === 'character' && depth === 0 && lastText.length < 200) lastText.push(byte)
  }

  function takeInside(byte: number): ByteRole {
    if (byte === openObject || byte === openList) depth += 1
    else if (byte === closeObject || byte === closeList) {
      depth -= 1
      if (depth === 0) return endElement()
    }
    return undefined
  }

  function endElement(): ByteRole {
    lastPath = levels.map(({ key }) => key)
    const list = levels.at(-1)
    if (list !== undefined) list.key = Number(list.key) + 1
    return 'end'
  }

  function takeOutside(byte: number): ByteRole {
    const level = levels.at(-1)
    if (byte === openObject || byte === openList) return openLevel(byte === openList, level)
    if (byte === closeObject || byte === closeList) hasTooManyEnds ||= levels.pop() === undefined
    else if (byte === colon && level !== undefined) level.key = utf8Text(Uint8Array.from(lastText)) ?? ''
    else if (byte === comma && level?.isList === true) {
      if (level.isSplit) return 'leave-out'
      level.key = Number(level.key) + 1
    }
    return undefined
  }

  function openLevel(isList: boolean, level: Level | undefined): ByteRole {
    if (level?.isSplit === true) {
      depth = 1
      return 'begin'
    }
    if (levels.length >= mostLevels) return 'too-deep'
    const isWanted = isList && levels.length <= deepestSplit && isSplit(levels.map(({ key }) => key))
    levels.push({ isList, isSplit: isWanted, key: isList ? 0 : '' })
    return undefined
  }

  return {
    take,
    passText: (bytes, from) => (isInString && depth > 0 ? text.pass(bytes, from) : from),
    path: () => lastPath,
    isInElement: () => depth > 0,
    isAtEnd: () => levels.length === 0 && depth === 0 && !isInString && !hasTooManyEnds,
  }
}

/** Follows a text from behind its opening quotation mark: `take` tells of a byte what it is. */
function createTextScanner() {
  let isEscaped = false
  return {
    take: (byte: number): 'end' | 'escape' | 'character' => {
      const wasEscaped = isEscaped
      isEscaped = byte === backslash && !wasEscaped
      if (isEscaped || wasEscaped) return 'escape'
      return byte === quote ? 'end' : 'character'
    },
    /** @returns Place of the mark that ends the text; behind all bytes, where it goes on in the next ones. */
    pass: (bytes: Uint8Array, from: number): number => {
      for (let start = from; ; ) {
        const found = bytes.indexOf(quote, start)
        const end = found === -1 ? bytes.length : found
        let escapes = 0
        while (end - escapes > start && bytes[end - escapes - 1] === backslash) escapes += 1
        // A backslash right before `start` counts with those that follow it.
        if (isEscaped && end - escapes === start) escapes += 1
        isEscaped = escapes % 2 === 1
        if (found === -1 || !isEscaped) return end
        isEscaped = false
        start = end + 1
      }
    },
  }
}
