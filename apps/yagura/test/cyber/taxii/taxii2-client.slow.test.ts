import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { importIntelligence } from '../../../src/node/cyber/store/import-intelligence.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { password, taxiiNode } from './taxii-node.ts'

const run = promisify(execFile)
const thread = stixThreadBundle()
const wheels = sharedData('cyber')
const attack = sharedData('cyber/stix/enterprise-attack-stix20.json.gz')
const script = fileURLToPath(new URL('taxii2-client.py', import.meta.url))

/** The published client from its wheels; undefined where Python or the wheels are missing. */
async function installClient(): Promise<string | undefined> {
  if (wheels === undefined) return undefined
  const folder = temporaryFolder()
  const options = ['--quiet', '--no-index', '--find-links', wheels, '--target', folder]
  try {
    await run('python3', ['-m', 'pip', 'install', ...options, 'taxii2-client'])
    return folder
  } catch {
    return undefined
  }
}

test('the published taxii2-client completes every call and reads all of ATT&CK', {
  timeout: 300_000,
}, async (context) => {
  const folder = await installClient()
  if (folder === undefined || attack === undefined) return context.skip('Python or its taxii2-client is not there')
  const node = await taxiiNode(thread())
  await node.account({ name: 'usa', contributes: 'read-and-write' })
  async function* open() {
    yield gunzipSync(readFileSync(attack ?? ''))
  }
  const counts = await importIntelligence(node.store, open, {
    ...{ marking: { pol: 'TLP', lvl: 0, mode: 'REAL', aud: { USA: 2 } }, originator: '', source: 'attack' },
    ...{ onProblem: () => undefined, onProgress: () => undefined, signal: new AbortController().signal },
  })
  const url = await node.app.listen({ host: '127.0.0.1', port: 0 })
  const { stdout } = await run('python3', [script, `${url}/taxii2/`, 'usa', password], {
    env: { PYTHONPATH: folder, PATH: process.env['PATH'] },
  })
  const told: { readonly readS: number } = JSON.parse(stdout)
  expect(told).toMatchObject({
    ...{ roots: 1, collections: ['Contributions', 'Shared'], objects: counts.added, distinct: counts.added },
    ...{ manifest: counts.added, one: 1, versions: 1, status: ['complete', 2, 1, 1, 0], sameStatus: true },
    ...{ back: 1, afterDelete: 404 },
  })
})
