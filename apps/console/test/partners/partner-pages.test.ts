import { expect, test } from 'vitest'
import { checkpointsOf } from '../../src/partners/detail/proof-parts.ts'
import { partnerCode, partnerOf } from '../../src/partners/partner-code.ts'
import { nodeOfOrigin, readSignedLine } from '../../src/partners/record/signed-line.ts'
import { draftAddress, isSameSubject, subjectAddress, subjectOf } from '../../src/partners/release/subject.ts'
import { createMarksOnScreen } from '../../src/state/marks-on-screen.ts'
import { partners } from '../dev/fake-partners.ts'

test('a partner is called by its nation, and by its node where the nation has two', () => {
  const [first] = partners
  if (first === undefined) throw new Error('no partner')
  expect(partnerCode(first, partners)).toBe('USA')
  const second = { ...first, card: { ...first.card, node: 'us.other.example' } }
  expect(partnerCode(first, [first, second])).toBe('us.spoc.example')
  expect(partnerOf('us.other.example', [first, second])).toBe(second)
  expect(partnerOf('USA', [first, second])).toBeUndefined()
  expect(partnerOf('XXX', partners)).toBeUndefined()
})

test('two checkpoints are shown side by side where a bundle holds two', () => {
  expect(checkpointsOf('{"v":1,"kind":"EQUIVOCATION","checkpoints":["a","b"]}')).toEqual(['a', 'b'])
  for (const bundle of ['{"v":1,"kind":"SPILL"}', '{"checkpoints":["a"]}', 'no json', '[]'])
    expect(checkpointsOf(bundle)).toBeUndefined()
})

test('a line that is held back, or is none, shows nothing', () => {
  expect(readSignedLine('{"body":{"data":{"x":1},"mark":{"pol":"JP"}},"sigs":[{"k":"a/b#0000","s":"c"}]}')).toEqual({
    body: { data: { x: 1 }, mark: { pol: 'JP' } },
    data: { x: 1 },
    mark: { pol: 'JP' },
    signatures: [{ keyId: 'a/b#0000', signature: 'c' }],
  })
  for (const line of [null, '', '[]', '{"body":1,"sigs":[]}', '{"body":{}}'])
    expect(readSignedLine(line)).toBeUndefined()
})

test('the node of a log is what its origin begins with', () => {
  expect(nodeOfOrigin('us.spoc.example/simulated/ch/JPN-USA')).toBe('us.spoc.example')
})

test('an address names what is released, and nothing else does', () => {
  const approach = { kind: 'approach', id: '1-2-20261122T034107.000Z' } as const
  const place = new URL(draftAddress(approach), 'http://console.invalid')
  expect(subjectOf(place.searchParams)).toEqual(approach)
  expect(new URL(draftAddress(approach, 'ab12'), 'http://console.invalid').searchParams.get('tear')).toBe('ab12')
  expect(subjectOf(new URLSearchParams('alert='))).toBeUndefined()
  expect(subjectOf(new URLSearchParams('alert=01J'))).toEqual({ kind: 'alert', id: '01J' })
})

test('what is released is shown where it has a page, and parts are offered of the same subject alone', () => {
  expect(subjectAddress({ kind: 'alert', id: '01J' })).toBe('/a/01J')
  expect(subjectAddress({ kind: 'approach', id: '1-2' })).toBe('/space/ca/1-2')
  expect(subjectAddress({ kind: 'elements' })).toBeUndefined()
  expect(isSameSubject({ kind: 'alert', id: '01J' }, { kind: 'alert', id: '01J' })).toBe(true)
  expect(isSameSubject({ kind: 'alert', id: '01J' }, { kind: 'approach', id: '01J' })).toBe(false)
})

test('the banners hold each wording once, for as long as anything that it marks is shown', () => {
  const marks = createMarksOnScreen()
  const words = { en: 'SECRET', ja: '極秘', background: '#000', colour: '#fff' }
  const hideOne = marks.show([words])
  const hideOther = marks.show([{ ...words }])
  expect(marks.banners.value).toHaveLength(1)
  hideOne()
  expect(marks.banners.value).toHaveLength(1)
  hideOther()
  expect(marks.banners.value).toEqual([])
})
