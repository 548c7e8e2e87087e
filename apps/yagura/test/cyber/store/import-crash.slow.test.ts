import { once } from 'node:events'
import { runYagura, sharedData, startYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { checkStixStore } from '../../../src/node/cyber/store/stix-copies.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'

const attack = sharedData('cyber/stix/enterprise-attack-stix20.json.gz')

test.skipIf(attack === undefined)(
  'an import that was killed loses nothing that was told, and the same one again completes it',
  { timeout: 300_000 },
  async () => {
    const data = temporaryFolder()
    const args = ['--progress', 'cyber', 'import', attack ?? '', '--data', data]
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
    const { stdout } = await runYagura(args)
    const row: { readonly added: number; readonly unchanged: number; readonly read: number } = JSON.parse(stdout)
    expect(row.added).toBe(row.read - kept)
    expect(row.unchanged).toBe(kept)
    expect(await checkStixStore(`${data}/cyber.sqlite`)).toMatchObject({ versions: row.read, problems: [] })
  },
)
