import { expect, test } from 'vitest'
import { fieldRows } from '../../src/partners/release/fields.ts'
import { stillSaid } from '../../src/partners/release/still-said.ts'

const approach = {
  primary: { id: 62876, name: 'QZS-6' },
  missKm: 0.41317,
  maxPc: 0.0000226,
  relativeSpeedKmPerS: 7.82143,
}
const title = 'QZS-6 – DEB 0407: 0.413 km'
const reason = 'They pass at 0.413 km with 7.821 km/s; probability of collision ≤ 2.3e-5.'
const { missKm: _miss, maxPc: _pc, ...few } = approach
const said = (source: unknown, sent: unknown) =>
  stillSaid(fieldRows(source, sent)).map(({ leftOut, where, words }) => `${leftOut} ${where} ${words}`)

test('a figure that was left out is found in a text, rounded as the text has it', () => {
  expect(said({ approach, title, reason }, { approach: few, title, reason })).toEqual([
    '/approach/missKm /title 0.413',
    '/approach/missKm /reason 0.413',
    '/approach/maxPc /reason 2.3e-5',
  ])
})

test('a name that was left out is found in a text', () => {
  const { primary: _primary, ...rest } = approach
  expect(said({ approach, title }, { approach: rest, title })).toEqual(['/approach/primary/name /title QZS-6'])
})

test('nothing is found where the texts are left out too, or say other figures', () => {
  expect(said({ approach, title, reason }, { approach: few })).toEqual([])
  const other = 'at 0.414 km, 1.413 km, 2.4e-5, and 0.41318 km'
  expect(said({ approach, other }, { approach: few, other })).toEqual([])
})

test('a number of one or two digits is no find: it is in many texts by chance', () => {
  expect(said({ count: 7, text: '7 objects in 70 min' }, { text: '7 objects in 70 min' })).toEqual([])
})
