import { expect, test } from 'vitest'
import { createUtf8Watch } from '../src/cli/utf8-watch.ts'

const text = Buffer.from('{"a":"é","b":"日本","c":"🛰"}')

/** What a watch says of bytes that pass in pieces of one length, and whether it hands them on unchanged. */
async function watched(bytes: Uint8Array, length: number) {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
  }
  const watch = createUtf8Watch()
  const passed: Uint8Array[] = []
  for await (const piece of watch.over(pieces())) passed.push(piece)
  return { fault: watch.fault(), isUnchanged: Buffer.concat(passed).equals(bytes) }
}

test.each([1, 2, 3, 5, 1000])('characters that are cut between pieces of %i bytes are no fault', async (length) => {
  expect(await watched(text, length)).toEqual({ fault: undefined, isUnchanged: true })
})

test.each([
  1, 2, 3, 5, 1000,
])('the first byte at fault is named whatever the pieces, here of %i bytes', async (length) => {
  const at = 15
  const bytes = Buffer.concat([text.subarray(0, at), Buffer.from([0xe9, 0x22]), text.subarray(at)])
  // Of the character that the fault cuts off, the first byte is named.
  const decodes = (end: number) => Buffer.from(bytes.toString('utf8', 0, end)).equals(bytes.subarray(0, end))
  const first = [...bytes.keys()].findLast(decodes) ?? 0
  const { fault, isUnchanged } = await watched(bytes, length)
  expect({ fault, isUnchanged }).toEqual({ fault: `it is not UTF-8 (at byte ${first})`, isUnchanged: true })
})

test('a character that the end cuts off is at fault', async () => {
  expect(await watched(Buffer.from([0x61, 0xe6, 0x97]), 1)).toMatchObject({ fault: 'it is not UTF-8 (at byte 1)' })
})

test('what is packed is not looked at', async () => {
  expect(await watched(Uint8Array.of(0x1f, 0x8b, 0xff, 0xff), 2)).toMatchObject({ fault: undefined })
})
