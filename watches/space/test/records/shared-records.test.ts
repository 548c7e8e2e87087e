import { parseUtc, type UtcInstant } from '@yagura/formats'
import { checkJson, recordLimits } from '@yagura/record'
import { Check } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { SharedAlert, SharedCloseApproach, shareAlert, shareCloseApproach } from '../../src/index.ts'

function utc(iso: string): UtcInstant {
  const parsed = parseUtc(iso)
  if (parsed === undefined) throw new Error(iso)
  return parsed
}

const party = {
  ...{ id: 25544, name: 'ISS (ZARYA)', owner: 'ISS', epochUtc: utc('2024-07-05T00:00:00Z') },
  stateTeme: { positionKm: [6796.1234567, -0.000001, 1], velocityKmPerS: [-7.123456789, 0.5, 0] },
}
const known = {
  primary: party,
  secondary: { id: 44713, name: undefined, owner: undefined, epochUtc: undefined, stateTeme: undefined },
  tcaUtc: utc('2024-07-05T01:02:03.4567Z'),
  missKm: 0.4123456789,
  relativeSpeedKmPerS: 14.2,
  rtnKm: { radial: -1e-9, transverse: 0.1, normal: -0.4 },
  maxPc: 0.000312345,
  computedUtc: utc('2024-07-04T12:00:00Z'),
}

describe('a close approach that is shared', () => {
  test('leaves out what is not known, rounds to what it means, and fits its schema', () => {
    const shared = shareCloseApproach(known)
    expect(Check(SharedCloseApproach, shared)).toBe(true)
    expect(shared).toMatchObject({
      primary: { id: 25544, name: 'ISS (ZARYA)', owner: 'ISS', epochUtc: '2024-07-05T00:00:00.000Z' },
      tcaUtc: '2024-07-05T01:02:03.457Z',
      missKm: 0.41235,
      maxPc: 0.000312,
      covariance: 'unknown',
    })
    expect(shared.primary.stateTeme).toEqual({ positionKm: [6796.12346, 0, 1], velocityKmPerS: [-7.12345679, 0.5, 0] })
    expect(shared.secondary).toEqual({ id: 44713 })
  })

  test('holds no negative zero, which no canonical record may', () => {
    const shared = shareCloseApproach(known)
    expect(Object.is(shared.rtnKm?.radial, 0)).toBe(true)
    expect(checkJson(shared, recordLimits.maxDepth)).toBeUndefined()
  })
})

describe('an alert that is shared', () => {
  const alert = {
    priority: 'critical',
    title: 'ISS – DEB: 0.412 km',
    reason: 'r',
    consequence: '',
    action: '',
  } as const

  test('may be told without its texts, its title among them, for they hold the figures of the approach', () => {
    const { missKm: _held, ...approach } = shareCloseApproach(known)
    expect(Check(SharedAlert, { priority: 'critical', approach })).toBe(true)
  })

  test('leaves out empty texts and carries the approach', () => {
    const approach = shareCloseApproach(known)
    const shared = shareAlert({ ...alert, actByUtc: utc('2024-07-05T00:00:00Z'), approach })
    expect(shared).toEqual({
      ...{ priority: 'critical', title: 'ISS – DEB: 0.412 km', reason: 'r' },
      ...{ actByUtc: '2024-07-05T00:00:00.000Z', approach },
    })
    expect(Check(SharedAlert, shared)).toBe(true)
  })

  test('cuts a text that no record takes, never through a character', () => {
    const title = `${'a'.repeat(298)}🛰🛰`
    const shared = shareAlert({ ...alert, title, actByUtc: undefined, approach: undefined })
    expect(Check(SharedAlert, shared)).toBe(true)
    expect(shared.title).toBe(`${'a'.repeat(298)}…`)
    expect(checkJson(shared, recordLimits.maxDepth)).toBeUndefined()
  })
})
