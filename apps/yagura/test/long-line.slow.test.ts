import { expect, test } from 'vitest'
import { runLongLine } from './long-line.ts'

test.skipIf(process.platform !== 'linux')('a line of a gigabyte is refused in bounded memory', async () => {
  const { exitCode, stderr, peakMb } = await runLongLine(1000)
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^<stdin>:1: \S+: .+$/m)
  expect(peakMb).toBeLessThan(200)
})
