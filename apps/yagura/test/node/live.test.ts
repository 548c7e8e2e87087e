import { expect, test } from 'vitest'
import type { LiveEvent } from '../../src/node/context.ts'
import { createLive } from '../../src/node/live.ts'

test('every listener hears an event although another one throws', () => {
  const errors: unknown[] = []
  const heard: LiveEvent[] = []
  const live = createLive((error) => errors.push(error))
  live.subscribe(() => {
    throw new Error('deaf')
  })
  live.subscribe((event) => heard.push(event))
  live.publish({ kind: 'status' })
  expect(heard).toEqual([{ kind: 'status' }])
  expect(errors).toHaveLength(1)
})

test('who has left hears nothing more', () => {
  const heard: LiveEvent[] = []
  const live = createLive(() => undefined)
  const leave = live.subscribe((event) => heard.push(event))
  leave()
  live.publish({ kind: 'status' })
  expect(heard).toEqual([])
})
