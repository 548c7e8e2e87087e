import { expect, onTestFinished, test } from 'vitest'
import { type FoundCollection, findCollections } from '../../../src/node/cyber/feeds/find-collections.ts'
import { pullCollection } from '../../../src/node/cyber/feeds/pull-collection.ts'
import { pushCollection } from '../../../src/node/cyber/feeds/push-collection.ts'
import { createTaxiiExchange, type TaxiiExchange } from '../../../src/node/cyber/feeds/taxii-exchange.ts'
import { type OpenStixStore, openStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { broughtView } from '../../../src/node/cyber/taxii/taxii-views.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { clientKey, serverKeyFolder } from '../taxii/client-keys.ts'
import { malware, password, type TaxiiNode, taxiiNode } from '../taxii/taxii-node.ts'

const thread = stixThreadBundle()
const clock = { nowMs: () => Date.UTC(2026, 0, 2) }
const marking = { pol: 'TLP', lvl: 0, mode: 'REAL' as const }
const { signal } = new AbortController()
const quiet = { onProblem: () => undefined, onProgress: () => undefined, signal }

type Pair = {
  readonly server: TaxiiNode
  readonly store: OpenStixStore
  readonly exchange: TaxiiExchange
  readonly collections: readonly FoundCollection[]
}

async function pair(): Promise<Pair> {
  const server = await taxiiNode(thread())
  await server.account({ name: 'usa', contributes: 'read-and-write' })
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const exchange = createTaxiiExchange({ user: 'usa', password, allowPrivate: true }, clock, signal)
  const store = await openStixStore({ dataFolder: temporaryFolder(), mode: 'REAL', clock }, thread())
  onTestFinished(() => store.close())
  return { server, store, exchange, collections: await findCollections(exchange, new URL(`${url}/taxii2/`), undefined) }
}

function only(collections: readonly FoundCollection[], title: string): FoundCollection {
  const found = collections.find((collection) => collection.title === title)
  if (found === undefined) throw new Error(`no collection ${title}`)
  return found
}

test('a pull brings what is new since the last one, over several pages', async () => {
  const { server, store, exchange, collections } = await pair()
  const options = { ...quiet, marking, originator: 'JPN', source: 'feed/a' }
  const pull = () => pullCollection(store, exchange, only(collections, 'Shared'), options)
  await server.share(
    Array.from({ length: 2100 }, (_, no) => malware(no)),
    ['USA'],
  )
  expect(await pull()).toMatchObject({ read: 2100, added: 2100 })
  expect(await pull()).toMatchObject({ read: 0 })
  await server.share([malware(5000)], ['USA'])
  expect(await pull()).toMatchObject({ read: 1, added: 1 })
  const [found] = await store.newest([malware(5000).id])
  expect(found).toMatchObject({ object: malware(5000), originator: 'JPN', source: 'feed/a' })
})

test('a pull names what is kept aside because it is known with other content', async () => {
  const { server, store, exchange, collections } = await pair()
  const known = { ...malware(1), name: 'Known by another name' }
  await store.add([{ object: known, marking, originator: 'JPN', source: 'own' }])
  await server.share([malware(1), malware(2)], ['USA'])
  const problems: string[] = []
  const onProblem = (id: string, message: string) => problems.push(`${id} ${message}`)
  const options = { ...quiet, marking, originator: 'JPN', source: 'feed/a', onProblem }
  const counts = await pullCollection(store, exchange, only(collections, 'Shared'), options)
  expect(counts).toMatchObject({ read: 2, added: 1, quarantined: 1 })
  expect(problems).toEqual([expect.stringContaining(`${malware(1).id} kept aside`)])
})

test('a pull that was cut off between pages goes on without losing an object', async () => {
  const { server, store, exchange, collections } = await pair()
  await server.share(
    Array.from({ length: 2100 }, (_, no) => malware(no)),
    ['USA'],
  )
  let pages = 0
  const breaking: TaxiiExchange = {
    ...exchange,
    getPieces: (url, onPiece) => {
      pages += 1
      return pages === 2 ? Promise.reject(new Error('the line is cut')) : exchange.getPieces(url, onPiece)
    },
  }
  const options = { ...quiet, marking, originator: '', source: 'feed/a' }
  const shared = only(collections, 'Shared')
  await expect(pullCollection(store, breaking, shared, options)).rejects.toThrow('the line is cut')
  const { read, added, unchanged } = await pullCollection(store, exchange, shared, options)
  expect([read, added + unchanged]).toEqual([1101, 1101])
  expect(await store.lastSeq()).toBe(2100)
})

test('a server of another authority, or of another name, is asked nothing', async () => {
  const [itself, client] = [clientKey('localhost'), clientKey('jpn.example')]
  const server = await taxiiNode(thread(), serverKeyFolder(itself))
  await server.account({ name: 'usa', certificate: client.certificate })
  const port = await server.listenOverTls()
  const discover = (host: string, authority: string | undefined) => {
    const exchange = createTaxiiExchange({ identity: client, authority, allowPrivate: true }, clock, signal)
    return findCollections(exchange, new URL(`https://${host}:${port}/taxii2/`), undefined)
  }
  expect(await discover('localhost', itself.certificate)).toHaveLength(2)
  for (const [host, authority] of [
    ['localhost', undefined],
    ['localhost', clientKey('localhost').certificate],
    ['127.0.0.1', itself.certificate],
  ] as const) {
    await expect(discover(host, authority)).rejects.toMatchObject({ code: 'source/unreachable' })
  }
})

test('a push brings what a view holds, once', async () => {
  const { server, store, exchange, collections } = await pair()
  const objects = Array.from({ length: 450 }, (_, no) => malware(no))
  await store.add(objects.map((object) => ({ object, marking, originator: '', source: 'own' })))
  const push = () =>
    pushCollection(store, exchange, only(collections, 'Contributions'), broughtView('own'), { ...quiet, clock })
  expect(await push()).toEqual({ sent: 450, accepted: 450, refused: 0, pending: 0 })
  expect(await push()).toMatchObject({ sent: 0 })
  expect(await server.store.sources()).toEqual([{ source: 'taxii/usa', versions: 450 }])
})
