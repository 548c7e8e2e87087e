import type { CaseContent } from '@yagura/record'
import { expect, test } from 'vitest'
import { type CasePart, custodyOf, foldCase } from '../../src/index.ts'
import { jp, part, us } from './parts.ts'

const sha256 = 'a'.repeat(64)
const image = part(jp, 1, {
  kind: 'evidence',
  title: 'Disk image of the modem',
  holder: 'Sato',
  collectedUtc: '2022-02-24T10:00:00Z',
  file: { sha256, sizeBytes: 4096, mediaType: 'application/octet-stream' },
})

function handedOn(number: number, more: Partial<Extract<CaseContent, { kind: 'custody' }>>, node = jp): CasePart {
  const atUtc = `2022-02-24T1${number}:00:00Z`
  const evidence = node === jp ? image.id : `${jp}/${image.id}`
  return part(node, number, { kind: 'custody', evidence, from: 'Sato', to: 'Suzuki', atUtc, sha256, ...more })
}

function chainOf(...parts: readonly CasePart[]) {
  const folded = foldCase([image, ...parts])
  const thread = folded.threads.find(({ kind }) => kind === 'evidence')
  if (thread === undefined) throw new Error('no evidence')
  return custodyOf(folded, thread)
}

test('an unbroken chain goes from who collected it to who holds it now, over two nations', () => {
  const chain = chainOf(handedOn(3, { from: 'Suzuki', to: 'Lt Smith' }, us), handedOn(2, {}))
  expect(chain.steps.map(({ from, to }) => `${from} → ${to}`)).toEqual(['Sato → Suzuki', 'Suzuki → Lt Smith'])
  expect(chain).toMatchObject({ firstHolder: 'Sato', holder: 'Lt Smith', findings: [], registeredSha256: [sha256] })
})

test('a break in the chain is shown where it is', () => {
  const chain = chainOf(handedOn(2, {}), handedOn(3, { from: 'Abe', to: 'Kato' }))
  expect(chain.steps.map(({ findings }) => findings)).toEqual([[], ['gap']])
  expect(chain).toMatchObject({ holder: 'Kato', findings: ['gap'] })
})

test('a hash that differs, one that was not measured and a time that cannot be are shown', () => {
  const chain = chainOf(
    handedOn(2, { sha256: 'b'.repeat(64) }),
    part(jp, 3, { kind: 'custody', evidence: image.id, from: 'Suzuki', to: 'Kato', atUtc: '2022-02-24T13:00:00Z' }),
    handedOn(4, { from: 'Kato', to: 'Abe', atUtc: '2022-02-23T00:00:00Z' }),
  )
  expect(chain.steps.map(({ findings }) => findings)).toEqual([
    ['gap', 'before-collected'],
    ['gap', 'hash-differs'],
    ['not-measured'],
  ])
})

test('evidence whose registered hash was corrected says so', () => {
  const file = { sha256: 'c'.repeat(64), sizeBytes: 4096, mediaType: 'application/octet-stream' }
  const corrected = part(jp, 2, { kind: 'evidence', title: 'Image', holder: 'Sato', file }, { corrects: [image.id] })
  expect(chainOf(corrected)).toMatchObject({ findings: ['hash-disputed'], registeredSha256: [sha256, 'c'.repeat(64)] })
})

test('evidence that nobody held at first says so as soon as it is handed on', () => {
  const folded = foldCase([
    part(jp, 1, { kind: 'evidence', title: 'A letter' }),
    part(jp, 2, { kind: 'custody', evidence: image.id, from: 'Abe', to: 'Kato', atUtc: '2022-02-24T13:00:00Z' }),
  ])
  const [thread] = folded.threads
  if (thread === undefined) throw new Error('no evidence')
  expect(custodyOf(folded, thread)).toMatchObject({ findings: ['no-first-holder'], holder: 'Kato' })
})
