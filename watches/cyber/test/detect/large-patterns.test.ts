import { expect, test } from 'vitest'
import { createPatternIndex } from '../../src/detect/pattern-index.ts'
import { observableOfLogs } from '../../src/detect/witness-events.ts'
import { createDetector, readPattern, stixIndicators } from '../../src/index.ts'

const nowMs = Date.UTC(2026, 10, 22)

function detectorOf(pattern: string, isHarmless: (value: string) => string | undefined = () => undefined) {
  const { indicators, problems } = stixIndicators([{ type: 'indicator', id: 'indicator--1', pattern }])
  expect(problems).toEqual([])
  return createDetector({ indicators, isHarmless, nowMs })
}

/** More than a call takes as arguments. */
const many = 130_000
const values = Array.from({ length: many }, () => "'a'").join()

test('a set of more values than a call takes arguments is looked for', () => {
  const detector = detectorOf(`[domain-name:value IN (${values})] OR [domain-name:value = 'evil.example']`)
  expect(detector.indicatorCount).toBe(1)
})

test('of such a set on a warning list each value is told', () => {
  const pattern = `[domain-name:value IN (${values}) AND domain-name:value = 'b']`
  expect(detectorOf(pattern, () => 'list').leftOut).toHaveLength(many + 1)
})

test('thirty thousand patterns that lines are chosen for by the same word are put in the index at once', () => {
  const read = readPattern("[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\CurrentVersion\\\\Run']")
  if (!read.ok) throw new Error(read.fault.reason)
  const sought = [{ kind: 'pattern', pattern: read.pattern, text: '' }] as const
  const indicators = Array.from({ length: 30_000 }, (_, index) => ({
    id: `indicator--${index}`,
    rule: '',
    validFromMs: undefined,
    validUntilMs: undefined,
    sought,
  }))
  const observable = observableOfLogs()
  const begun = process.cpuUsage()
  const { byTrigger } = createPatternIndex(indicators, observable)
  const { user, system } = process.cpuUsage(begun)
  expect([...byTrigger.values()].map(({ length }) => length)).toEqual([30_000])
  expect((user + system) / 1e6).toBeLessThan(3)
})
