import { expect, test } from 'vitest'
import { stateIds } from '../../src/space/approaches/approach-state.ts'

test('a pair that meets slower than ten metres a second is labelled as a formation, beside its alert where it has one', () => {
  expect(stateIds({ state: 'none', relativeSpeedKmPerS: 0.0099 })).toEqual(['formation'])
  expect(stateIds({ state: 'new', relativeSpeedKmPerS: 0.002 })).toEqual(['new', 'formation'])
})

test('a pair that meets at ten metres a second or more is none', () => {
  expect(stateIds({ state: 'none', relativeSpeedKmPerS: 0.01 })).toEqual(['none'])
  expect(stateIds({ state: 'acknowledged', relativeSpeedKmPerS: 14.2 })).toEqual(['acknowledged'])
})
