import { describe, expect, test } from 'vitest'
import { deadlines, nextWatchEndMs } from '../../src/alerts/deadlines.ts'
import { isOpen, withAlerts } from '../../src/alerts/desk.ts'
import { callFor } from '../../src/alerts/sound.ts'
import { longestShelfMin, orderTray } from '../../src/alerts/tray-order.ts'
import type { Alert } from '../../src/api/models.ts'

function alert(id: string, changes: Partial<Alert> = {}): Alert {
  return {
    id,
    key: id,
    watchId: 'space',
    ruleId: 'rule',
    priority: 'caution',
    state: 'new',
    title: id,
    reason: '',
    consequence: '',
    action: '',
    actByUtc: null,
    subjects: [],
    group: id,
    count: 1,
    firstUtc: '2026-11-22T00:00:00.000Z',
    lastUtc: '2026-11-22T00:00:00.000Z',
    acknowledged: null,
    shelved: null,
    clearedUtc: null,
    marking: null,
    escalatedUtc: null,
    link: null,
    ...changes,
  }
}

const by = { by: 'M. Sato', atUtc: '2026-11-22T00:05:00.000Z', note: null }
const at = (minute: number) => `2026-11-22T00:${String(minute).padStart(2, '0')}:00.000Z`
const idsOf = (view: ReturnType<typeof orderTray>) => view.rows.map((row) => row.alert.id)

describe('the order of the tray', () => {
  test('is by urgency, then newest, with what nobody owns before what is owned', () => {
    const list = [
      alert('old-caution'),
      alert('owned-critical', { priority: 'critical', state: 'acknowledged', acknowledged: by }),
      alert('new-caution', { firstUtc: at(9) }),
      alert('serious', { priority: 'serious' }),
      alert('critical', { priority: 'critical' }),
    ]
    expect(idsOf(orderTray(list, false, undefined))).toEqual([
      'critical',
      'serious',
      'new-caution',
      'old-caution',
      'owned-critical',
    ])
  })

  test('leaves out what is shelved and keeps what is cleared but not seen', () => {
    const shelved = { by: 'M. Sato', atUtc: at(1), untilUtc: at(30), reason: 'asked' }
    const list = [alert('shelved', { shelved }), alert('cleared', { state: 'cleared', clearedUtc: at(3) })]
    expect(idsOf(orderTray(list, false, undefined))).toEqual(['cleared'])
  })

  test('in a flood puts the first of each cause on top and the others behind it', () => {
    const list = [
      alert('later', { group: 'breakup', firstUtc: at(5) }),
      alert('first', { group: 'breakup', firstUtc: at(1) }),
      alert('other', { group: 'feed', firstUtc: at(2) }),
    ]
    const view = orderTray(list, true, undefined)
    expect(view.rows.map((row) => [row.alert.id, row.behind.map((one) => one.id)])).toEqual([
      ['first', ['later']],
      ['other', []],
    ])
  })

  test('never hides a Critical behind another alert, not in a flood of a thousand of one cause', () => {
    const list = Array.from({ length: 1000 }, (_, index) =>
      alert(`a${index}`, {
        group: 'one',
        priority: index % 100 === 7 ? 'critical' : 'serious',
        firstUtc: at(index % 60),
      }),
    )
    const view = orderTray(list, true, undefined)
    expect(view.rows.filter((row) => row.alert.priority === 'critical')).toHaveLength(10)
    expect(view.rows).toHaveLength(11)
    expect(view.rows.flatMap((row) => row.behind).some((one) => one.priority === 'critical')).toBe(false)
  })

  test('stands still under the pointer: what is new waits, what has gone leaves', () => {
    const before = [alert('a'), alert('b'), alert('c')]
    const frozen = ['a', 'b', 'c']
    const after = [alert('a'), alert('c', { title: 'changed' }), alert('x', { priority: 'critical' })]
    expect(idsOf(orderTray(before, false, frozen))).toEqual(frozen)
    const view = orderTray(after, false, frozen)
    expect(idsOf(view)).toEqual(['a', 'c'])
    expect(view.rows[1]?.alert.title).toBe('changed')
    expect(view.held.map((one) => one.id)).toEqual(['x'])
  })
})

test('a Critical is never shelved, a Serious for half an hour, a Caution to the end of the watch, an Advisory for a day', () => {
  const minutes = (['critical', 'serious', 'caution', 'advisory'] as const).map((one) => longestShelfMin(one, 95))
  expect(minutes).toEqual([undefined, 30, 95, 1440])
})

test('the watch ends at the next of its times, today or tomorrow', () => {
  const ends = ['00:00', '08:00', '21:00']
  expect(nextWatchEndMs(ends, Date.parse('2026-11-21T18:03:00Z'))).toBe(Date.parse('2026-11-21T21:00:00Z'))
  expect(nextWatchEndMs(ends, Date.parse('2026-11-21T21:00:00Z'))).toBe(Date.parse('2026-11-22T00:00:00Z'))
  expect(nextWatchEndMs([], 0)).toBeUndefined()
})

test('deadlines are soonest first, and a cleared alert has none', () => {
  const list = [
    alert('late', { actByUtc: '2026-11-22T02:00:00Z' }),
    alert('gone', { actByUtc: '2026-11-22T00:30:00Z', state: 'cleared' }),
    alert('soon', { actByUtc: '2026-11-22T00:40:00Z' }),
  ]
  const found = deadlines(list, ['01:00'], Date.parse('2026-11-22T00:10:00Z'))
  expect(found.map((one) => one.alert?.id ?? 'watch ends')).toEqual(['soon', 'watch ends', 'late'])
})

test('an alert leaves the list when it is both cleared and seen', () => {
  const cleared = alert('a', { state: 'cleared', clearedUtc: at(3) })
  expect(isOpen(cleared)).toBe(true)
  expect(withAlerts([cleared], [{ ...cleared, acknowledged: by }])).toEqual([])
})

describe('the sound of new alerts', () => {
  const list = [alert('c', { priority: 'critical' }), alert('s', { priority: 'serious' }), alert('n')]

  test('is that of the worst that has not been heard', () => {
    expect(callFor(new Set(), list, false)).toBe('critical')
    expect(callFor(new Set(['c']), list, false)).toBe('serious')
    expect(callFor(new Set(['c', 's']), list, false)).toBeUndefined()
  })

  test('in a flood is that of Criticals alone', () => {
    expect(callFor(new Set(['c']), list, true)).toBeUndefined()
    expect(callFor(new Set(), list, true)).toBe('critical')
  })
})
