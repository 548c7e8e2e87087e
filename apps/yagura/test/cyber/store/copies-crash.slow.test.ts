import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runYagura, sharedData, startYagura } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { checkStixStore } from '../../../src/node/cyber/store/stix-copies.ts'
import { checkStore } from '../../../src/node/store/check-store.ts'
import { openStore } from '../../../src/node/store/open-store.ts'
import { note } from '../../store/drafts.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'

const attack = sharedData('cyber/stix/enterprise-attack-stix20.json.gz')
const ics = sharedData('cyber/stix/ics-attack-18.1.json.gz')

/** Runs a command, and ends it as soon as something holds. @returns Whether it had to be ended. */
async function killWhen(args: readonly string[], holds: () => boolean): Promise<boolean> {
  const child = startYagura(args)
  const look = (): void => {
    if (child.exitCode !== null || child.signalCode !== null) return
    if (holds()) child.kill('SIGKILL')
    else setImmediate(look)
  }
  look()
  const [, signal] = await once(child, 'close')
  return signal === 'SIGKILL'
}

const parts = (folder: string, pattern: RegExp) => readdirSync(folder).filter((name) => pattern.test(name))

/** A data folder with lines in its log and objects of STIX. */
async function filled(lines: number): Promise<string> {
  const data = temporaryFolder()
  const store = await openStore({ dataFolder: data, mode: 'REAL' })
  for (let line = 0; line < lines; line += 1) await store.commit({ append: [note(`line ${line}`)] })
  await store.close()
  expect((await runYagura(['cyber', 'import', attack ?? '', '--data', data])).exitCode).toBe(0)
  return data
}
const contentOf = async (data: string) => {
  const [store, stix] = await Promise.all([
    checkStore(join(data, 'real.sqlite')),
    checkStixStore(join(data, 'cyber.sqlite')),
  ])
  expect([...store.problems, ...stix.problems]).toEqual([])
  return { lines: store.lines, versions: stix.versions }
}

test.skipIf(attack === undefined)(
  'a backup that is killed leaves the store as it is, and is whole or refused',
  { timeout: 300_000 },
  async () => {
    const data = await filled(3)
    const before = await contentOf(data)
    const folder = temporaryFolder()
    const moments: readonly [string, () => boolean][] = [
      ['store', () => parts(folder, /^store\.\d+\.part$/).length > 0],
      ['objects', () => parts(folder, /^objects\.cyber\.\d+\.part$/).length > 0],
      ['named', () => parts(folder, /^named\.cyber$/).length > 0],
    ]
    let killed = 0
    for (const [name, holds] of moments) {
      const to = join(folder, name)
      if (await killWhen(['backup', '--data', data, '--to', to], holds)) killed += 1
      expect(await contentOf(data)).toEqual(before)
      const other = temporaryFolder()
      const restored = await runYagura(['restore', to, '--data', other])
      if (existsSync(to)) expect(await contentOf(other)).toEqual(before)
      else {
        expect({ exitCode: restored.exitCode, stderr: restored.stderr }).toMatchObject({
          exitCode: 1,
          stderr: expect.stringContaining(`${to}: no backup can be read there`),
        })
        expect(readdirSync(other).filter((each) => each.endsWith('.sqlite'))).toEqual([])
      }
    }
    expect(killed).toBeGreaterThan(1)
  },
)

test.skipIf(attack === undefined || ics === undefined)(
  'a restore that is killed leaves one whole state, and the same one again completes it',
  { timeout: 300_000 },
  async () => {
    const data = await filled(3)
    const wanted = await contentOf(data)
    const backup = join(temporaryFolder(), 'saved')
    expect((await runYagura(['backup', '--data', data, '--to', backup])).exitCode).toBe(0)
    const store = await openStore({ dataFolder: data, mode: 'REAL' })
    await store.commit({ append: [note('later')] })
    await store.close()
    await runYagura(['cyber', 'import', ics ?? '', '--data', data])
    const changed = await contentOf(data)
    expect(changed.versions).toBeGreaterThan(wanted.versions)
    const restore = ['restore', backup, '--data', data, '--replace']
    let killed = 0
    for (const pattern of [/^real\.sqlite\.restored$/, /^cyber\.sqlite\.restored$/]) {
      if (await killWhen(restore, () => parts(data, pattern).length > 0)) killed += 1
      expect([changed, wanted]).toContainEqual(await contentOf(data))
    }
    expect(killed).toBe(2)
    expect((await runYagura(restore)).exitCode).toBe(0)
    expect(await contentOf(data)).toEqual(wanted)
    expect((await runYagura(['check', '--data', data])).exitCode).toBe(0)
  },
)
