import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import {
  type ConjunctionMessage,
  createConjunctionMessageReader,
  formatUtc,
  type RecordProblem,
} from '../../src/index.ts'

function read(
  bytes: Uint8Array,
  pieceBytes = bytes.length,
): { messages: ConjunctionMessage[]; problems: RecordProblem[] } {
  const messages: ConjunctionMessage[] = []
  const problems: RecordProblem[] = []
  const reader = createConjunctionMessageReader('messages', {
    message: (message) => messages.push(message),
    problem: (problem) => problems.push(problem),
  })
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.write(bytes.subarray(at, at + pieceBytes))
  reader.end()
  return { messages, problems }
}

const text = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'))
const gehly = sharedData('space/ccsds/gehly_cdm')
const orekit = sharedData('space/ccsds/orekit/cdm')

/** A message of the smallest form; the values are the worked example of CCSDS 508.0-B-1 annex (200 m class of distances). */
const smallest = [
  'CCSDS_CDM_VERS = 1.0',
  'CREATION_DATE = 2010-03-12T22:31:12.000',
  'ORIGINATOR = JSPOC',
  'MESSAGE_ID = 201113719185',
  'TCA = 2010-03-13T22:37:52.618',
  'MISS_DISTANCE = 715 [m]',
  'OBJECT = OBJECT1',
  'OBJECT_DESIGNATOR = 12345',
  'OBJECT_NAME = SATELLITE A',
  'OBJECT = OBJECT2',
  'OBJECT_DESIGNATOR = 30337',
  'OBJECT_NAME = FENGYUN 1C DEB',
]

test('the worked example of the standard gives distance, time and both objects', () => {
  const { messages, problems } = read(text(smallest))
  expect(problems).toEqual([])
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatchObject({
    messageId: '201113719185',
    originator: 'JSPOC',
    missKm: 0.715,
    collisionProbability: undefined,
    objects: [
      { id: 12345, name: 'SATELLITE A' },
      { id: 30337, name: 'FENGYUN 1C DEB' },
    ],
  })
  expect(messages.map(({ tcaUtc }) => formatUtc(tcaUtc, 3))).toEqual(['2010-03-13T22:37:52.618Z'])
})

test.each([
  ['a missing TCA', smallest.filter((line) => !line.startsWith('TCA')), 'TCA'],
  ['a day that no calendar has', smallest.map((line) => line.replace('2010-03-13', '2010-04-31')), 'TCA'],
  ['a distance in kilometres', smallest.map((line) => line.replace('[m]', '[km]')), 'MISS_DISTANCE'],
  [
    'an object without number',
    smallest.map((line) => line.replace('= 30337', '= UNKNOWN')),
    'OBJECT2 OBJECT_DESIGNATOR',
  ],
  ['a line without assignment', [...smallest, 'nonsense'], 'LINE'],
])('%s is one problem at its field, and the message after it is read', (_, lines, field) => {
  const { messages, problems } = read(text([...lines, ...smallest]))
  expect(problems.map((problem) => problem.field)).toEqual([field])
  expect(messages).toHaveLength(1)
})

test('any division of the bytes gives the same messages', () => {
  expect(read(text(smallest), 1)).toEqual(read(text(smallest)))
})

test('a public summary of Space-Track is read from JSON', () => {
  const row = {
    CDM_ID: '519959713',
    CREATED: '2023-07-05 14:13:59.000000',
    EMERGENCY_REPORTABLE: 'Y',
    TCA: '2023-07-05T20:31:15.893000',
    MIN_RNG: '55',
    PC: '0.004450713',
    SAT_1_ID: '55051',
    SAT_1_NAME: 'ION SCV-008',
    SAT_2_ID: '45214',
    SAT_2_NAME: 'STARLINK-1233',
  }
  const { messages, problems } = read(text([JSON.stringify([row, { ...row, TCA: 'soon' }])]))
  expect(messages).toMatchObject([{ messageId: '519959713', missKm: 0.055, collisionProbability: 0.004450713 }])
  expect(problems).toMatchObject([{ field: 'TCA' }])
})

test('an empty file is a problem', () => {
  expect(read(new Uint8Array(0)).problems).toHaveLength(1)
})

test.skipIf(!gehly)('eight messages of an operator are read whole', () => {
  const folder = gehly ?? ''
  const found = readdirSync(folder).map((name) => read(readFileSync(join(folder, name))))
  expect(found.flatMap(({ problems }) => problems)).toEqual([])
  // The file names state both objects.
  expect(found.flatMap(({ messages }) => messages.map(({ objects }) => objects.map(({ id }) => id)))).toEqual(
    found.map(() => [31698, 36605]),
  )
})

test.skipIf(!orekit)(
  'an emergency message of CSpOC states the probability and distance that it was published with',
  () => {
    const { messages, problems } = read(readFileSync(join(orekit ?? '', 'ION_SCV8_vs_STARLINK_1233.txt')))
    expect(problems).toEqual([])
    expect(messages).toMatchObject([
      { missKm: 0.055, relativeSpeedKmPerS: 14.544, collisionProbability: 0.004450713, method: 'FOSTER-1992' },
    ])
  },
)

test.skipIf(!orekit).each(['CDM-missing-TCA.txt', 'CDMExample1InvalidTca.txt'])('%s is refused at TCA', (name) => {
  const { messages, problems } = read(readFileSync(join(orekit ?? '', name)))
  expect(messages).toEqual([])
  expect(problems.map(({ field }) => field)).toEqual(['TCA'])
})
