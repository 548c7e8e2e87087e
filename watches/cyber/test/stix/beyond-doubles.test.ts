import { expect, test } from 'vitest'
import { checkStix } from '../../src/index.ts'

const object = (more: string) =>
  `{"type":"tool","spec_version":"2.1","id":"tool--11111111-1111-4111-8111-111111111111","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"Spade",${more}}`

/** What JSON.parse makes of 1e400 is written again as null. */
test('a number beyond the range of a double is an error, with its place', () => {
  const { isValid, issues } = checkStix(JSON.parse(object('"x_deep":{"list":[1,{"n":-1e400}]}')))
  expect(isValid).toBe(false)
  expect(issues).toContainEqual(
    expect.objectContaining({ severity: 'error', code: 'out-of-range', section: '2.6', path: 'x_deep.list[1].n' }),
  )
  expect(checkStix(JSON.parse(object('"x_n":1e300'))).isValid).toBe(true)
})
