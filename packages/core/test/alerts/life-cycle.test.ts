import { describe, expect, test } from 'vitest'
import { type Alert, alertState, applyAlertEvent, isOpen, judgeFinding, judgeTime } from '../../src/index.ts'
import { alert, finding } from './findings.ts'

const minuteMs = 60_000
const newId = (): string => 'new'

function found(before: Alert | undefined, changes: Parameters<typeof finding>[0], atMs: number): Alert | undefined {
  const event = judgeFinding(before, finding(changes), atMs, newId)
  return event === undefined ? before : applyAlertEvent(before, event)
}

describe('an alert', () => {
  test('begins new, with the identity it was given, found once', () => {
    const raised = found(undefined, {}, 5)
    expect(raised).toMatchObject({ id: 'new', count: 1, firstMs: 5, lastMs: 5, unseenSinceMs: 5 })
    expect(raised && alertState(raised)).toBe('new')
  })

  test('of the same key that is found with other words is the same alert, counted', () => {
    expect(found(alert(), { title: 'a and b are nearer' }, 1000)).toMatchObject({ id: '1', count: 2, lastMs: 1000 })
  })

  test('that is restated in the same words writes nothing for ten minutes, then counts', () => {
    expect(judgeFinding(alert(), finding({ reason: 'in 3.9 h' }), 10 * minuteMs - 1, newId)).toBeUndefined()
    expect(judgeFinding(alert(), finding({ reason: 'in 3.8 h' }), 10 * minuteMs, newId)?.kind).toBe('repeated')
  })

  test('that was acknowledged and worsens is new again and comes off the shelf', () => {
    const before = alert({
      acknowledged: { by: 'A', atMs: 10 },
      shelved: { by: 'A', atMs: 10, untilMs: 9e6, reason: 'busy' },
      escalatedMs: 5,
    })
    const worse = found(before, { priority: 'serious' }, 1000)
    expect(worse).toMatchObject({ priority: 'serious', unseenSinceMs: 1000, count: 2 })
    expect([worse?.acknowledged, worse?.shelved, worse?.escalatedMs]).toEqual([undefined, undefined, undefined])
  })

  test('worsens by one whole unit of its watch’s own scale, not by less', () => {
    expect(judgeFinding(alert(), finding({ severity: 0.99 }), 1, newId)).toBeUndefined()
    expect(judgeFinding(alert(), finding({ severity: 1 }), 1, newId)?.kind).toBe('worsened')
  })

  test('worsens by creeping too: it is compared with when it was raised, not with the last finding', () => {
    const crept = found(alert(), { severity: 0.6, title: 'b' }, 1)
    expect(judgeFinding(crept, finding({ severity: 1.1, title: 'c' }), 2, newId)?.kind).toBe('worsened')
  })

  test('that nobody acknowledged does not become less urgent; one that somebody owns does', () => {
    const calmer = { priority: 'advisory', title: 'far' } as const
    expect(found(alert({ priority: 'serious' }), calmer, 1)?.priority).toBe('serious')
    const owned = alert({ priority: 'serious', acknowledged: { by: 'A', atMs: 0 } })
    expect(found(owned, calmer, 1)?.priority).toBe('advisory')
  })

  test('that is cleared unseen stays listed, and is done with once it is seen', () => {
    const cleared = applyAlertEvent(alert(), { kind: 'cleared', alertId: '1', atMs: 50 })
    expect(cleared && [alertState(cleared), isOpen(cleared)]).toEqual(['cleared', true])
    const seen = applyAlertEvent(cleared, { kind: 'acknowledged', alertId: '1', atMs: 60, by: 'A' })
    expect(seen && [alertState(seen), isOpen(seen)]).toEqual(['cleared', false])
  })

  test('whose cause comes back before anyone saw it is the same alert, still waiting since the first time', () => {
    const back = found(alert({ clearedMs: 50 }), {}, 70)
    expect(back).toMatchObject({ id: '1', count: 2, unseenSinceMs: 0 })
    expect(back?.clearedMs).toBeUndefined()
  })

  test('whose cause comes back after it was done with is a new alert', () => {
    const done = alert({ clearedMs: 50, acknowledged: { by: 'A', atMs: 60 } })
    expect(judgeFinding(done, finding(), 70, newId)).toMatchObject({ kind: 'raised', alertId: 'new' })
  })

  test('keeps its deadline while nobody owns it, although each judgement counts its own from now', () => {
    const before = alert({ actByMs: 1000 })
    expect(found(before, { actByMs: 2000, title: 'again' }, 500)?.actByMs).toBe(1000)
    expect(found(before, { actByMs: 9000, title: 'again' }, 1500)?.actByMs).toBe(1000)
    const owned = { ...before, acknowledged: { by: 'A', atMs: 100 } }
    expect(found(owned, { actByMs: 9000, title: 'again' }, 1500)?.actByMs).toBe(9000)
  })
})

test('a finding that is restated of the same that it rested on writes nothing, however late; of something new, it counts', () => {
  const standing = alert({ basis: 'screening 1' })
  const later = (basis: string | undefined) => judgeFinding(standing, finding({ basis }), 90 * minuteMs, newId)
  expect(later('screening 1')).toBeUndefined()
  expect(later('screening 2')).toMatchObject({ kind: 'repeated', finding: { basis: 'screening 2' } })
  expect(later(undefined)?.kind).toBe('repeated')
  expect(judgeFinding(alert(), finding({ basis: undefined }), 90 * minuteMs, newId)?.kind).toBe('repeated')
  expect(judgeFinding(standing, finding({ basis: 'screening 1', title: 'nearer' }), 1, newId)?.kind).toBe('repeated')
})

test('an alert that is marked otherwise in the same words is told at once, and bears the new marking', () => {
  const amber = { pol: 'TLP', lvl: 2, tlp: 'AMBER', mode: 'REAL' } as const
  const before = alert({ mark: amber })
  const sameInAnotherOrder = { mode: 'REAL', tlp: 'AMBER', lvl: 2, pol: 'TLP' } as const
  expect(judgeFinding(before, finding({ mark: sameInAnotherOrder }), 1, newId)).toBeUndefined()
  expect(found(before, { mark: { ...amber, lvl: 4, tlp: 'RED' } }, 1)).toMatchObject({
    id: '1',
    mark: { tlp: 'RED' },
  })
  expect(judgeFinding(alert(), finding({ mark: amber }), 1, newId)?.kind).toBe('repeated')
})

test('an alert keeps what its most urgent rule asks for until somebody owns it; then the rule speaks that fires now', () => {
  const urgent = { priority: 'critical', ruleId: 'crewed', action: 'call now', consequence: 'loss of life' } as const
  const calmer = { priority: 'caution', ruleId: 'any', action: 'look', consequence: 'debris', title: 'far' } as const
  expect(found(alert(urgent), calmer, 1)).toMatchObject({ ...urgent, title: 'far' })
  expect(found(alert({ ...urgent, acknowledged: { by: 'A', atMs: 0 } }), calmer, 1)).toMatchObject(calmer)
  expect(found(alert(calmer), urgent, 1)).toMatchObject(urgent)
})

describe('the passing of time', () => {
  const waitMs = 10 * minuteMs

  test('ends a shelf at its end and not before', () => {
    const shelved = alert({ shelved: { by: 'A', atMs: 0, untilMs: 1000, reason: 'busy' } })
    expect(judgeTime(shelved, 999, undefined)).toEqual([])
    expect(judgeTime(shelved, 1000, undefined)).toEqual([{ kind: 'returned', alertId: '1', atMs: 1000 }])
  })

  test('escalates once what nobody acknowledged within its time', () => {
    expect(judgeTime(alert(), waitMs - 1, waitMs)).toEqual([])
    expect(judgeTime(alert(), waitMs, waitMs)).toEqual([{ kind: 'escalated', alertId: '1', atMs: waitMs }])
    expect(judgeTime(alert({ escalatedMs: waitMs }), 2 * waitMs, waitMs)).toEqual([])
  })

  test.each([
    ['acknowledged', { acknowledged: { by: 'A', atMs: 0 } }],
    ['cleared', { clearedMs: 5 }],
    ['shelved', { shelved: { by: 'A', atMs: 0, untilMs: 9e9, reason: 'busy' } }],
  ])('does not escalate what is %s', (_, changes) => {
    expect(judgeTime(alert(changes), waitMs, waitMs)).toEqual([])
  })

  test('escalates nothing of a priority that may wait', () => {
    expect(judgeTime(alert(), 9e9, undefined)).toEqual([])
  })
})
