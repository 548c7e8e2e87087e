import { runYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'

/** The bar of the alliance: what a person waits who wants to see it once. */
const mostS = 10

test(`three nodes are ready within ${mostS} s, a close approach released to two of them`, async () => {
  const { exitCode, stderr } = await runYagura(['alliance', '--once', '--port', '8984'])
  const readyS = Number(/ready after ([\d.]+) s/.exec(stderr)?.[1])
  expect({ exitCode, isReady: readyS <= mostS }, stderr).toEqual({ exitCode: 0, isReady: true })
})
