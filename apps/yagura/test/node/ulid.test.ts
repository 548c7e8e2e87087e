import { expect, test } from 'vitest'
import { ulid } from '../../src/node/ulid.ts'

test('the time of the specification’s example gives its first ten characters', () => {
  // ULID specification, README: 01ARYZ6S41 stands for 1469918176385 ms.
  expect(ulid(1469918176385, (count) => new Uint8Array(count)).slice(0, 10)).toBe('01ARYZ6S41')
})

test('random bits fill sixteen characters', () => {
  expect(ulid(0, (count) => new Uint8Array(count).fill(255))).toBe('0000000000ZZZZZZZZZZZZZZZZ')
})

test('a later name sorts after an earlier one', () => {
  const bytes = (count: number): Uint8Array => new Uint8Array(count)
  expect(ulid(2000, bytes) > ulid(1999, bytes)).toBe(true)
})
