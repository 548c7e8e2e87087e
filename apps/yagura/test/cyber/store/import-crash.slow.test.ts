import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runYagura, startYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { checkStixStore } from '../../../src/node/cyber/store/stix-copies.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { malware } from '../taxii/taxii-node.ts'

// Some ten seconds of work, so that progress, which is told every two seconds, is told in the middle of it.
const count = 300_000

test('an import that was killed loses nothing that was told, and the same one again completes it', {
  timeout: 300_000,
}, async () => {
  const data = temporaryFolder()
  const bundle = join(data, 'bundle.json')
  const objects = Array.from({ length: count }, (_, no) => malware(no))
  writeFileSync(bundle, JSON.stringify({ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000000', objects }))
  const args = ['--progress', 'cyber', 'import', bundle, '--data', data]
  const child = startYagura(args)
  let told = 0
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = Math.max(told, ...[...text.matchAll(/, (\d+) added/g)].map(([, added]) => Number(added)))
    if (told > 0) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const kept = (await checkStixStore(`${data}/cyber.sqlite`)).versions
  expect(told).toBeGreaterThan(0)
  expect(kept).toBeGreaterThanOrEqual(told)
  expect(kept).toBeLessThan(count)
  const { stdout } = await runYagura(args)
  expect(JSON.parse(stdout)).toMatchObject({ read: count, added: count - kept, unchanged: kept })
  expect(await checkStixStore(`${data}/cyber.sqlite`)).toMatchObject({ versions: count, problems: [] })
})
