import { expect, test } from 'vitest'
import { countTests } from '../bin/count-tests.js'

const fileOf = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})

test('passed, failed and skipped tests are summed over files', () => {
  const report = { testResults: [fileOf('passed', 'passed', 'skipped'), fileOf('failed', 'passed', 'todo')] }
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

test('a file that could not be loaded counts as a failure', () => {
  const report = { testResults: [fileOf('passed'), { status: 'failed', assertionResults: [] }] }
  expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a run that failed outside every test counts as a failure', () => {
  expect(countTests({ testResults: [fileOf('passed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a run without a report counts as a failure', () => {
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
