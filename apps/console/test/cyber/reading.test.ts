import { describe, expect, test } from 'vitest'
import { readingForm } from '../../src/cyber/object/reading-form.ts'
import { versionChanges } from '../../src/cyber/object/version-changes.ts'
import { barsOf, countTicks } from '../../src/cyber/queue/hour-bars.ts'
import { isQueueNarrowed, queueQueryOf } from '../../src/cyber/queue/queue-query.ts'
import { isNarrowed, stixQueryOf } from '../../src/cyber/search/search-query.ts'

const id = 'identity--c78cb6e5-0c4b-4611-8297-d1b8b55e40b5'

describe('an object in reading form', () => {
  test('says what it is about first, and what stands in the head not again', () => {
    const form = readingForm({
      ...{ type: 'indicator', id: 'indicator--1', name: 'C2', created: '2024-01-01T00:00:00.000Z', labels: ['a', 'b'] },
      ...{ pattern: "[domain-name:value = 'x']", description: 'Why.', confidence: 80, revoked: true },
    })
    expect(form.map(({ name }) => name)).toEqual(['description', 'pattern', 'confidence', 'labels', 'created'])
    expect(form.map(({ kind }) => kind)).toEqual(['text', 'code', 'text', 'list', 'time'])
  })

  test('tells references from texts, and members of members by the way to them', () => {
    const form = readingForm({
      ...{ object_refs: [id], sample: id, hashes: { 'SHA-256': 'ab' }, hops: [{ host: 'a' }, { host: 'b' }] },
    })
    expect(form).toContainEqual({ kind: 'references', name: 'object_refs', ids: [id] })
    expect(form).toContainEqual({ kind: 'references', name: 'sample', ids: [id] })
    expect(form).toContainEqual({ kind: 'text', name: 'hashes.SHA-256', value: 'ab' })
    expect(form).toContainEqual({ kind: 'text', name: 'hops[2].host', value: 'b' })
  })

  test('reads prose without its links and marks of citations', () => {
    const [read] = readingForm({
      description: '[Sandworm Team](https://attack.mitre.org/groups/G0034) is a group.(Citation: NCSC 2020)',
    })
    expect(read).toEqual({ kind: 'text', name: 'description', value: 'Sandworm Team is a group.' })
  })

  test('of something that is no object there is nothing to read', () => {
    expect([readingForm(null), readingForm('x'), readingForm([1])]).toEqual([[], [], []])
  })
})

describe('two versions', () => {
  test('are told apart place by place', () => {
    const before = { name: 'Old', labels: ['a', 'b'], gone: true, same: { deep: 1 } }
    const after = { name: 'New', labels: ['a'], same: { deep: 1 }, added: 0 }
    expect(versionChanges(before, after)).toEqual([
      { path: 'name', before: 'Old', after: 'New' },
      { path: 'added', before: undefined, after: '0' },
      { path: 'labels[1]', before: 'b', after: undefined },
      { path: 'gone', before: 'true', after: undefined },
    ])
  })

  test('of long texts the part that differs is told, with a little around it', () => {
    const [long, tail] = ['x'.repeat(1000), 'y'.repeat(1000)]
    const [change] = versionChanges({ text: `${long}one${tail}` }, { text: `${long}three${tail}` })
    // Both end in “e”, which is the same in both.
    expect(change?.before).toBe(`…${'x'.repeat(60)}one${'y'.repeat(59)}…`)
    expect(change?.after).toBe(`…${'x'.repeat(60)}three${'y'.repeat(59)}…`)
  })
})

describe('the address of the search', () => {
  test('becomes what the node is asked; what it cannot mean is left out', () => {
    const query = new URLSearchParams('type=malware&technique=t1055.011&since=2026-11-22&revoked=no&s=name:desc')
    expect(stixQueryOf(query, ' wiper ')).toEqual({
      ...{ q: 'wiper', type: 'malware', technique: 'T1055.011', sinceUtc: '2026-11-22T00:00:00Z', revoked: false },
      ...{ sort: 'name', descending: true },
    })
    expect(stixQueryOf(new URLSearchParams('technique=x&since=yesterday&revoked=perhaps&s=colour'), null)).toEqual({})
    expect([isNarrowed(new URLSearchParams('s=name'), null), isNarrowed(new URLSearchParams('type=x'), '')]).toEqual([
      false,
      true,
    ])
  })
})

describe('the address of the queue', () => {
  test('hides what is suppressed unless told otherwise', () => {
    expect(queueQueryOf(new URLSearchParams(), null)).toEqual({ suppressed: false })
    expect(queueQueryOf(new URLSearchParams('which=both&priority=serious'), 'dc01')).toEqual({
      q: 'dc01',
      priority: 'serious',
    })
    expect(queueQueryOf(new URLSearchParams('which=quiet&since=no'), null)).toEqual({ suppressed: true })
    expect(isQueueNarrowed(new URLSearchParams('sel=1'), null)).toBe(false)
  })
})

describe('hits over time', () => {
  const hour = (no: number) => new Date(Date.UTC(2026, 10, 22, no)).toISOString()

  test('are one bar an hour, hours without any are gaps', () => {
    const { bars, most } = barsOf([
      { fromUtc: hour(1), count: 3 },
      { fromUtc: hour(4), count: 7 },
    ])
    expect(bars.map(({ count }) => count)).toEqual([3, 7])
    expect((bars[1]?.fromMs ?? 0) - (bars[0]?.untilMs ?? 0)).toBe(2 * 3_600_000)
    expect(most).toBe(7)
  })

  test('of many weeks several hours are one bar as high as the highest of them', () => {
    const hours = Array.from({ length: 1000 }, (_, no) => ({ fromUtc: hour(no), count: no === 500 ? 99 : 1 }))
    const { bars } = barsOf(hours)
    expect(bars.length).toBeLessThanOrEqual(168)
    expect(Math.max(...bars.map(({ count }) => count))).toBe(99)
  })

  test('the axis begins at zero, is in whole numbers and holds the most', () => {
    for (const most of [1, 2, 3, 7, 44, 100, 12_345]) {
      const ticks = countTicks(most)
      expect(ticks[0]).toBe(0)
      expect(ticks.every(Number.isInteger)).toBe(true)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
      expect(ticks.length).toBeLessThanOrEqual(8)
    }
  })
})
