import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSyslogFrames } from '../../../src/node/cyber/detection/syslog-frames.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (pieces: readonly string[], most = 1000) => {
  const frames = createSyslogFrames(most)
  const read = pieces.map((piece) => frames(bytes(piece)))
  return {
    lines: read.map((each) => Buffer.from(each.bytes).toString()).join(''),
    tooLong: read.reduce((sum, each) => sum + each.tooLong, 0),
  }
}

test('messages end in a newline or begin with their length', () => {
  expect(read(['<34>one\n11 <34>two\nand<34>three\n'])).toEqual({
    lines: '<34>one\n<34>two and\n<34>three\n',
    tooLong: 0,
  })
})

test.each([
  ['a line', [`${'x'.repeat(30)}`, `${'x'.repeat(30)}\n<34>next\n`]],
  ['a counted message', [`60 ${'x'.repeat(30)}`, `${'x'.repeat(30)}<34>next\n`]],
])('%s that is too long is left out, and the next one is read', (_, pieces) => {
  expect(read(pieces, 20)).toEqual({ lines: '<34>next\n', tooLong: 1 })
})

test('it does not matter where a connection is cut into pieces', () => {
  const message = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 })
    .map((text) => `<1>${text.replace(/\n/g, ' ')}`)
  const framed = fc
    .tuple(message, fc.boolean())
    .map(([text, isCounted]) => (isCounted ? `${text.length} ${text}` : `${text}\n`))
  fc.assert(
    fc.property(fc.array(framed, { maxLength: 6 }), fc.array(fc.nat(200)), (messages, cuts) => {
      const text = messages.join('')
      const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
      expect(read(pieces, 25)).toEqual(read([text], 25))
    }),
  )
})
