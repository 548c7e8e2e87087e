import { readRecord, type Signer, verifySignatures } from '@yagura/record'
import { seededRandom } from '@yagura/testkit'
import { beforeAll, expect, test } from 'vitest'
import { otherMeaning, sameMeaning } from './mutations.ts'
import { bodyOf, kinds, sighting, signed, signerOf, verify } from './signed-samples.ts'

const each = 480
const signers = [signerOf('duty-3', 1), signerOf('duty-4', 2), signerOf('duty-5', 3)]
const lines: Uint8Array[] = []

beforeAll(async () => {
  for (let index = 0; index < 24; index += 1) {
    const body = bodyOf('test.sighting', { ...sighting, seen: { count: index, isSure: false } })
    lines.push((await signed(body, signers.slice(0, 1 + (index % 3)))).line)
  }
})

function keyOf(keyId: string): Uint8Array | undefined {
  return signers.find((signer: Signer) => signer.keyId === keyId)?.publicKey
}

function isBelieved(line: Uint8Array): boolean {
  const read = readRecord(line, kinds)
  return read.ok && verifySignatures(read, keyOf, verify).ok
}

test('the records themselves are believed', () => {
  expect(lines.map(isBelieved)).toEqual(lines.map(() => true))
})

test('there are more than 10,000 mutated encodings', () => {
  const ways = Object.keys(sameMeaning).length + Object.keys(otherMeaning).length
  expect(ways * each).toBeGreaterThan(10_000)
})

test.each(Object.entries(sameMeaning))('the same said otherwise is refused by its form: %s', (name, mutate) => {
  const random = seededRandom(name.length)
  for (let round = 0; round < each; round += 1) {
    const line = lines[round % lines.length] ?? new Uint8Array()
    const other = mutate(line, random)
    expect(Buffer.from(other).equals(line)).toBe(false)
    expect(readRecord(other, kinds).ok, Buffer.from(other).toString()).toBe(false)
  }
})

test.each(Object.entries(otherMeaning))('what nobody signed is not believed: %s', (name, mutate) => {
  const random = seededRandom(name.length)
  for (let round = 0; round < each; round += 1) {
    const line = lines[round % lines.length] ?? new Uint8Array()
    const other = mutate(line, random)
    expect(Buffer.from(other).equals(line)).toBe(false)
    expect(isBelieved(other), Buffer.from(other).toString()).toBe(false)
  }
})
