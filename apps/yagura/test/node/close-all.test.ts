import { expect, test } from 'vitest'
import { closeAll } from '../../src/node/close-all.ts'

test('what cannot be ended keeps nothing else from being ended, the last first, and is told', async () => {
  const ended: string[] = []
  const end = (name: string) => async () => void ended.push(name)
  const fail = (message: string) => async () => {
    throw new Error(message)
  }
  const closers = [end('store'), fail('second'), end('server'), fail('first'), end('address')]
  await expect(closeAll(closers)).rejects.toThrow('first')
  expect(ended).toEqual(['address', 'server', 'store'])
  await expect(closeAll(closers)).resolves.toBeUndefined()
})
