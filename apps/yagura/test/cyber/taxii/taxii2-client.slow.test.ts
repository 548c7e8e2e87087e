import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { importIntelligence } from '../../../src/node/cyber/store/import-intelligence.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { malware, password, taxiiNode } from './taxii-node.ts'

// Nothing else of the environment: a REQUESTS_CA_BUNDLE in it would be believed in the place of what the client is told.
const { PATH, PYTHONPATH } = process.env
const run = (program: string, args: readonly string[]) =>
  promisify(execFile)(program, args, { env: { PATH, PYTHONPATH } })
const thread = stixThreadBundle()
const attack = sharedData('cyber/stix/enterprise-attack-stix20.json.gz')
const script = fileURLToPath(new URL('taxii2-client.py', import.meta.url))

/** The published client is wherever Python finds it, by PYTHONPATH too: no test asks a registry. */
const isThere = (program: string, ...args: readonly string[]): Promise<boolean> =>
  run(program, args).then(
    () => true,
    () => false,
  )
const hasClient = await isThere('python3', '-c', 'import taxii2client.v21')
const hasOpenssl = await isThere('openssl', 'version')

async function complete(url: string, signingIn: object): Promise<object> {
  const { stdout } = await run('python3', [script, url, JSON.stringify(signingIn)])
  const told: unknown = JSON.parse(stdout)
  return typeof told === 'object' && told !== null ? told : {}
}

/** What comes of every call where so many objects are shared. */
const allOf = (objects: number) => ({
  ...{ roots: 1, collections: ['Contributions', 'Shared'], objects, distinct: objects, manifest: objects },
  ...{ one: 1, versions: 1, status: ['complete', 2, 1, 1, 0], sameStatus: true, back: 1, found: [1, 0] },
  ...{ alone: ['Yagura', 'Contributions', 'complete'], afterDelete: 404 },
})

test.skipIf(!hasClient || attack === undefined)(
  'the published taxii2-client completes every call and reads all of ATT&CK',
  { timeout: 300_000 },
  async () => {
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
    const told = await complete(`${url}/taxii2/`, { user: 'usa', password })
    expect(told).toMatchObject(allOf(counts.added))
  },
)

/** A key and a certificate that another program made. */
async function opensslKey(folder: string, name: string, algorithm: readonly string[]) {
  const [key, certificate] = [join(folder, 'tls-key.pem'), join(folder, 'tls-cert.pem')]
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`]
  await run('openssl', [
    ...['req', '-x509', '-nodes', '-days', '2', '-newkey', ...algorithm, ...names],
    ...['-keyout', key, '-out', certificate],
  ])
  return { folder, key, certificate }
}

test.skipIf(!hasClient || !hasOpenssl).each([
  ['RSA', ['rsa:2048']],
  ['P-256', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
  ['Ed25519', ['ed25519']],
] as const)(
  'the published taxii2-client completes every call with a certificate of %s, until that is taken from it (REQ-TXC-3.1.3)',
  { timeout: 120_000 },
  async (_name, algorithm) => {
    const server = await opensslKey(temporaryFolder(), 'localhost', algorithm)
    const client = await opensslKey(temporaryFolder(), 'usa.example', algorithm)
    const stranger = await opensslKey(temporaryFolder(), 'usa.example', algorithm)
    const node = await taxiiNode(thread(), server.folder)
    node.setNow(Date.now())
    const certificate = readFileSync(client.certificate, 'utf8')
    await node.account({ name: 'usa', contributes: 'read-and-write', certificate })
    await node.share([malware(1), malware(2), malware(3)], ['USA'])
    const url = `https://127.0.0.1:${await node.listenOverTls()}/taxii2/`
    const by = ({ certificate: shown, key }: typeof client) => ({ cert: [shown, key], verify: server.certificate })
    expect(await complete(url, by(client))).toMatchObject(allOf(3))
    await expect(complete(url, by(stranger))).rejects.toThrow('401')
    await expect(complete(url, { verify: server.certificate })).rejects.toThrow('401')
    const { items } = await node.handlers.listTaxiiAccounts(
      { params: undefined, query: undefined, body: undefined },
      { officer: 'sato', role: 'administrator' },
    )
    const fingerprint = items[0]?.certificates[0]?.fingerprint ?? ''
    const { stdout } = await run('openssl', ['x509', '-in', client.certificate, '-noout', '-fingerprint', '-sha256'])
    expect(stdout.trim().split('=')[1]?.replaceAll(':', '').toLowerCase()).toBe(fingerprint)
    await node.unpin('usa', { certificate, key: '', fingerprint })
    await expect(complete(url, by(client))).rejects.toThrow('401')
  },
)
