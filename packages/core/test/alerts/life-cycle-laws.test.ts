import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Alert,
  type AlertEvent,
  applyAlertEvent,
  isOpen,
  judgeFinding,
  judgeTime,
  latestShelfEndMs,
  type Priority,
} from '../../src/index.ts'
import { finding } from './findings.ts'

type Step =
  | { readonly do: 'find'; readonly priority: Priority; readonly severity: number; readonly title: string }
  | { readonly do: 'lose' | 'acknowledge' | 'return' | 'wait' }
  | { readonly do: 'shelve'; readonly minutes: number }

const steps = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 3_600_000 }),
    step: fc.oneof(
      fc.record({
        do: fc.constant('find' as const),
        priority: fc.constantFrom<Priority>('critical', 'serious', 'caution', 'advisory'),
        severity: fc.integer({ min: 0, max: 3 }),
        title: fc.constantFrom('near', 'nearer'),
      }),
      fc.record({ do: fc.constantFrom('lose' as const, 'acknowledge' as const, 'return' as const, 'wait' as const) }),
      fc.record({ do: fc.constant('shelve' as const), minutes: fc.integer({ min: 1, max: 1440 }) }),
    ),
  }),
  { maxLength: 60 },
)

/** What a node does with a step: the event that follows from the state, if any. */
function eventsOf(before: Alert | undefined, step: Step, nowMs: number, newId: () => string): readonly AlertEvent[] {
  const about = { alertId: before?.id ?? '', atMs: nowMs }
  if (step.do === 'find') {
    const event = judgeFinding(before, finding(step), nowMs, newId)
    return event === undefined ? [] : [event]
  }
  if (before === undefined || !isOpen(before)) return []
  switch (step.do) {
    case 'lose':
      return before.clearedMs === undefined ? [{ kind: 'cleared', ...about }] : []
    case 'acknowledge':
      return before.acknowledged === undefined ? [{ kind: 'acknowledged', ...about, by: 'A' }] : []
    case 'return':
      return before.shelved === undefined ? [] : [{ kind: 'returned', ...about, by: 'A' }]
    case 'wait':
      return judgeTime(before, nowMs, 600_000)
    case 'shelve': {
      const untilMs = nowMs + step.minutes * 60_000
      const latestMs = latestShelfEndMs(before.priority, nowMs, nowMs + 8 * 3_600_000)
      if (latestMs === undefined || untilMs > latestMs) return []
      return [{ kind: 'shelved', ...about, by: 'A', untilMs, reason: 'busy' }]
    }
  }
}

type Taken = { readonly before: Alert | undefined; readonly event: AlertEvent; readonly after: Alert | undefined }

function run(script: readonly { readonly afterMs: number; readonly step: Step }[]): readonly Taken[] {
  const taken: Taken[] = []
  let state: Alert | undefined
  let nowMs = 0
  let lastId = 0
  const newId = (): string => {
    lastId += 1
    return String(lastId)
  }
  for (const { afterMs, step } of script) {
    nowMs += afterMs
    for (const event of eventsOf(state, step, nowMs, newId)) {
      const before: Alert | undefined = state?.id === event.alertId ? state : undefined
      state = applyAlertEvent(before, event)
      taken.push({ before, event, after: state })
    }
  }
  return taken
}

const lawRuns = { numRuns: 3000 }

test('no event but an acknowledgement ends an unacknowledged Critical, closes it or makes it less urgent', () => {
  fc.assert(
    fc.property(steps, (script) => {
      for (const { before, event, after } of run(script)) {
        if (before?.priority !== 'critical' || before.acknowledged !== undefined) continue
        if (event.kind === 'acknowledged') continue
        expect(after).toMatchObject({ id: before.id, priority: 'critical' })
        expect(after?.acknowledged).toBeUndefined()
        expect(after && isOpen(after)).toBe(true)
      }
    }),
    lawRuns,
  )
})

test('no Critical is ever on a shelf', () => {
  fc.assert(
    fc.property(steps, (script) => {
      for (const { after } of run(script)) {
        if (after?.priority === 'critical') expect(after.shelved).toBeUndefined()
      }
    }),
    lawRuns,
  )
})

test('acknowledging leaves the shelf as it is, and shelving and returning leave the acknowledgement', () => {
  fc.assert(
    fc.property(steps, (script) => {
      for (const { before, event, after } of run(script)) {
        if (event.kind === 'acknowledged') expect(after?.shelved).toEqual(before?.shelved)
        if (event.kind === 'shelved' || event.kind === 'returned') {
          expect(after?.acknowledged).toEqual(before?.acknowledged)
        }
      }
    }),
    lawRuns,
  )
})

test('the events, written as JSON and replayed, give the same state', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const taken = run(script)
      const replayed = new Map<string, Alert>()
      for (const { event } of taken) {
        const read: AlertEvent = JSON.parse(JSON.stringify(event))
        const next = applyAlertEvent(replayed.get(read.alertId), read)
        if (next !== undefined) replayed.set(next.id, next)
      }
      const last = taken.at(-1)?.after
      if (last !== undefined) expect(JSON.stringify(replayed.get(last.id))).toBe(JSON.stringify(last))
    }),
    lawRuns,
  )
})

test('an event about an alert that was never raised makes none', () => {
  expect(applyAlertEvent(undefined, { kind: 'acknowledged', alertId: 'x', atMs: 0, by: 'A' })).toBeUndefined()
})
