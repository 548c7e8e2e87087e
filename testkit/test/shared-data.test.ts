import { afterEach, expect, test, vi } from 'vitest'
import { sharedData } from '../src/shared-data.ts'

afterEach(() => vi.unstubAllEnvs())

test('a file that is absent is undefined, so that its tests are counted as skipped', () => {
  expect(sharedData('space/no-such-file')).toBeUndefined()
})

test('YAGURA_SHARED_DATA names the data folder', () => {
  vi.stubEnv('YAGURA_SHARED_DATA', new URL('.', import.meta.url).pathname)
  expect(sharedData('shared-data.test.ts')).toBe(new URL(import.meta.url).pathname)
})
