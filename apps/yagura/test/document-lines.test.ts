import { describe, expect, test } from 'vitest'
import { documentLines } from '../src/scan/document-lines.ts'

async function linesOf(text: string, pieceBytes: number): Promise<string> {
  const bytes = Buffer.from(text)
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
  const read: Uint8Array[] = []
  for await (const piece of documentLines(pieces())) read.push(Uint8Array.from(piece))
  return String(Buffer.concat(read))
}

/** Objects with the lines on which they stand. */
function objectsIn(text: string): readonly (readonly [number, unknown])[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [[index + 1, JSON.parse(line)] as const]))
}

const first = { path: 'C:\\Windows\\', note: 'a "{" and a }, in quotes', deep: [{ a: null }] }
const second = { n: 2, empty: {} }
const pretty = (value: unknown) => JSON.stringify(value, null, 2)

describe('JSON over many lines', () => {
  test.each([
    ['one object', pretty(first), [[1, first]]],
    [
      'objects one after another',
      `${pretty(first)}\n${pretty(second)}\n`,
      [
        [1, first],
        [8 + 2, second],
      ],
    ],
    [
      'a list of objects',
      pretty([first, second]),
      [
        [2, first],
        [11, second],
      ],
    ],
    [
      'a list on one line',
      JSON.stringify([first, second]),
      [
        [1, first],
        [2, second],
      ],
    ],
    [
      'an object a line',
      `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`,
      [
        [1, first],
        [2, second],
      ],
    ],
    [
      'a list with an object a line',
      `[\n${JSON.stringify(first)},\n${JSON.stringify(second)}\n]\n`,
      [
        [2, first],
        [3, second],
      ],
    ],
  ])('%s: each object comes on its first line, whatever the pieces, and no byte is lost', async (_, text, expected) => {
    for (const pieceBytes of [1, 2, 7, 4096]) {
      const lines = await linesOf(text, pieceBytes)
      expect(objectsIn(lines)).toEqual(expected)
      expect(Buffer.byteLength(lines)).toBe(Buffer.byteLength(text))
    }
  })

  test('an object that is cut off comes as what it is, so that it is reported', async () => {
    const cut = pretty(first).slice(0, -2)
    expect((await linesOf(cut, 16)).trim()).toBe(cut.replaceAll('\n', ''))
  })

  test('lines that are no JSON are handed on as they are', async () => {
    expect(await linesOf('no json\n{"a":1}\n', 5)).toBe('no json\n{"a":1}\n')
  })

  test('a file of nothing but blanks stays so', async () => {
    expect(await linesOf('\n  \n', 2)).toBe('\n  \n')
  })
})
