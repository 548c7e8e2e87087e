import { describe, expect, test } from 'vitest'
import { type IntelligencePart, readIntelligence, type StixObject } from '../../src/index.ts'

const times = { created: '2016-04-06T20:03:48.000Z', modified: '2016-04-06T20:03:48.000Z' }
const malware = (n: number, members: object = {}) => ({
  type: 'malware',
  spec_version: '2.1',
  id: `malware--8e2e2d2b-17d4-4cbf-938f-${String(n).padStart(12, '0')}`,
  ...times,
  name: `“]}{[” ${n} \\" 悪`,
  is_family: true,
  ...members,
})

describe('a file of STIX in pieces', () => {
  test.each([1, 2, 3, 7, 64])('of %d bytes is read as in one', async (size) => {
    const names = ['\\', '\\\\', '"', '\\"', '\\\\"', '"}]}', '\\"},{"a":"', '悪\\']
    const objects = names.map((name, index) => malware(index, { name, [`x_${index}`]: name + name }))
    expect(objectsOf(await partsOf(JSON.stringify(bundle(objects), null, 1), size))).toEqual(objects)
  })
})

describe('a file of STIX that is nested too deep', () => {
  test('has the object that is left out, and those around it read', async () => {
    const nested = (levels: number) => malware(2, { x_deep: JSON.parse('['.repeat(levels) + ']'.repeat(levels)) })
    const within = JSON.stringify(bundle([malware(1), nested(499), nested(500), malware(3)]))
    expect(objectsOf(await partsOf(within))).toEqual([malware(1), nested(499), malware(3)])
    expect(problemsOf(await partsOf(within))).toEqual(['too-deep'])
    expect(problemsOf(await partsOf(JSON.stringify(nested(500))))).toEqual(['too-deep'])
    expect(objectsOf(await partsOf(JSON.stringify(nested(499))))).toEqual([nested(499)])
  })

  test('is read no further than to there where it is one object', async () => {
    let readBytes = 0
    const text = `{"type":"file","name":"a","extensions":{"x":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}}}`
    const pieces = inPieces(text, 1000)
    const open = async function* () {
      for await (const piece of pieces()) {
        readBytes += piece.length
        yield piece
      }
    }
    const parts: IntelligencePart[] = []
    for await (const part of readIntelligence(open)) parts.push(part)
    expect(problemsOf(parts)).toEqual(['too-deep'])
    expect(readBytes).toBe(1000)
  })
})
const bundle = (objects: readonly unknown[]) => ({
  type: 'bundle',
  id: 'bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  objects,
})

function inPieces(text: string, bytesEach: number) {
  const bytes = new TextEncoder().encode(text)
  return async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += bytesEach) yield bytes.subarray(at, at + bytesEach)
  }
}

async function partsOf(text: string, bytesEach = 7): Promise<readonly IntelligencePart[]> {
  const parts: IntelligencePart[] = []
  for await (const part of readIntelligence(inPieces(text, bytesEach))) parts.push(part)
  return parts
}

const objectsOf = (parts: readonly IntelligencePart[]): readonly StixObject[] =>
  parts.flatMap((part) => part.read().objects)
const problemsOf = (parts: readonly IntelligencePart[]) =>
  parts.flatMap((part) => part.read().problems.map(({ code }) => code))

describe('a file of STIX', () => {
  test.each([1, 2, 3, 64, 1 << 20])('is read alike in pieces of %i bytes', async (bytesEach) => {
    const objects = Array.from({ length: 20 }, (_, n) => malware(n))
    const parts = await partsOf(JSON.stringify(bundle(objects), undefined, 1), bytesEach)
    expect(objectsOf(parts)).toEqual(objects)
    expect(parts.map(({ place }) => place)).toEqual(objects.map((_, n) => `objects[${n}]`))
  })

  test('may be a list, or one object', async () => {
    expect(objectsOf(await partsOf(JSON.stringify([malware(1), malware(2)])))).toEqual([malware(1), malware(2)])
    expect(objectsOf(await partsOf(JSON.stringify(malware(3))))).toEqual([malware(3)])
  })

  test('may begin with a mark of the order of bytes', async () => {
    expect(objectsOf(await partsOf(`\uFEFF${JSON.stringify(bundle([malware(1)]))}`))).toEqual([malware(1)])
  })

  test('gives the bytes of each object alone', async () => {
    const [part] = await partsOf(JSON.stringify(bundle([malware(1)])))
    expect(JSON.parse(new TextDecoder().decode(part?.bytes))).toEqual(malware(1))
  })

  test('has its faulty objects left out and told, and the others read', async () => {
    const faulty = malware(2, { is_family: 'yes' })
    const parts = await partsOf(JSON.stringify(bundle([malware(1), faulty, { type: 'malware' }, malware(3)])))
    expect(objectsOf(parts)).toEqual([malware(1), malware(3)])
    expect(problemsOf(parts)).toEqual(['value-type', 'required'])
  })

  test.each([
    '',
    '{"type":"bundle","objects":[',
    '{"type":"bundle"',
    'no JSON',
    '{"objects":[{"a":1}]',
  ])('that ends too early is told: %s', async (text) => {
    expect(problemsOf(await partsOf(text))).toContain('not-read')
  })

  test('that is none is told', async () => {
    const parts = await partsOf('{"a":1}')
    expect(problemsOf(parts)).toEqual(['not-read'])
    expect(parts[0]?.read().problems[0]?.message).toMatch(/STIX 2\.1 or 2\.0.*MISP event.*CSAF 2\.0/)
  })

  test('is upgraded where it is of 2.0', async () => {
    const { spec_version: _, is_family: __, ...old } = malware(1)
    const [object] = objectsOf(
      await partsOf(JSON.stringify({ ...bundle([{ ...old, labels: ['bot'] }]), spec_version: '2.0' })),
    )
    expect(object).toMatchObject({ spec_version: '2.1', malware_types: ['bot'], is_family: true })
  })
})
