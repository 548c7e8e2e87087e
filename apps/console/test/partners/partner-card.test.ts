import { createHash } from 'node:crypto'
import canonicalizeModule from 'canonicalize'
import { expect, test } from 'vitest'
import { compareFingerprints, readCard } from '../../src/partners/list/partner-card.ts'

// The module is CommonJS and its types say otherwise.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string

const card = {
  v: 1,
  node: 'us.spoc.example',
  party: 'USA',
  roots: ['A'.repeat(43), 'B'.repeat(43), 'C'.repeat(43)],
  log: 'us.spoc.example+c0ffee00+AVbb',
  cosign: 'us.spoc.example+deadbeef+BFcc',
  tls: '0'.repeat(64),
  url: 'https://us.spoc.example:8470',
}
const digest = createHash('sha256').update(canonicalize(card)).digest('hex')
const fingerprint = (digest.slice(0, 32).match(/.{4}/g) ?? []).join(' ')

test('the fingerprint of a card is of its canonical bytes, however the file is laid out', () => {
  const turned = Object.fromEntries(Object.entries(card).reverse())
  for (const text of [JSON.stringify(card), JSON.stringify(turned, undefined, 4)])
    expect(readCard(text)).toMatchObject({ ok: true, fingerprint })
})

test('what is no card is told from what is no JSON, and from nothing', () => {
  expect(readCard('  ')).toEqual({ ok: false, reason: 'empty' })
  expect(readCard('{"v":1')).toEqual({ ok: false, reason: 'no-json' })
  for (const wrong of [[], null, 'card', { ...card, more: 1 }, { v: 1 }])
    expect(readCard(JSON.stringify(wrong))).toEqual({ ok: false, reason: 'no-card' })
})

test('one changed letter of a card is another fingerprint', () => {
  const forged = readCard(JSON.stringify({ ...card, url: 'https://us.spoc.example:8471' }))
  expect(forged.ok && forged.fingerprint).not.toBe(fingerprint)
})

test('a fingerprint that is heard agrees in any case and spacing', () => {
  for (const heard of [fingerprint, fingerprint.replaceAll(' ', ''), fingerprint.toUpperCase().replaceAll(' ', '-')])
    expect(compareFingerprints(heard, fingerprint)).toEqual({ state: 'same' })
})

test('the first group that differs is named, as it is typed', () => {
  const groups = fingerprint.split(' ')
  const third = groups.with(2, groups[2] === 'ffff' ? '0000' : 'ffff')
  expect(compareFingerprints(third.join(' '), fingerprint)).toEqual({ state: 'different', group: 3 })
  expect(compareFingerprints('z', fingerprint)).toEqual({ state: 'different', group: 1 })
})

test('a part of a fingerprint, or more than it, is not it', () => {
  expect(compareFingerprints(fingerprint.slice(0, 30), fingerprint)).toEqual({ state: 'incomplete' })
  expect(compareFingerprints('', fingerprint)).toEqual({ state: 'incomplete' })
  expect(compareFingerprints(`${fingerprint} 0`, fingerprint)).toEqual({ state: 'longer' })
})
